package dev.sojourn.jpa;

import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.DataCategory;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Source;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The host of the coverage tests: a bookshop that began to say what it holds, and did not finish. */
final class Bookshop {

    static final Class<?>[] ENTITIES = {
        Reader.class,
        Loan.class,
        LoanNote.class,
        PageView.class,
        Inquiry.class,
        Complaint.class,
        Reminder.class,
        Supplier.class,
        Publisher.class,
        Printer.class,
        Import.class
    };

    private Bookshop() {}

    static Policy policy() {
        Purpose lending = Purpose.of("lending").titled("Lend books").on(LegalBasis.CONTRACT);
        Purpose statistics =
                Purpose.of("statistics").titled("Count what is read").on(LegalBasis.LEGITIMATE_INTERESTS);
        return Policy.builder("bookshop")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Bookshop").contact("desk@books.example"))
                .purposes(lending, statistics)
                .category(DataCategory.of("account-identity").from(Source.SUBJECT))
                .category(DataCategory.of("usage").from(Source.OBSERVED))
                .retain(RetentionRule.atMost("reader", Period.ofYears(3))
                        .governing("account-identity")
                        .fromLastActivity()
                        .serving(lending)
                        .because("section 1"))
                .retain(RetentionRule.atMost("usage", Period.ofDays(90))
                        .serving(statistics)
                        .because("section 2"))
                .retain(RetentionRule.atMost("inquiry", Period.ofMonths(24)).because("section 3"))
                .build();
    }

    /** Under a rule; what is not marked is of its category. */
    @Entity(name = "Reader")
    @Retained(rule = "reader", from = "lastSeen")
    @Table(indexes = @Index(columnList = "tenant, lastSeen"))
    static class Reader {
        @Id
        @SubjectRef(kind = "reader")
        Long id = 0L;

        @Nullable
        String tenant;

        @Version
        int version;

        @Nullable
        Instant lastSeen;

        @PersonalData
        String email = "";

        String name = "";

        @PersonalData(category = "reading-score", source = Source.DERIVED)
        int score;

        @NotPersonal(because = "a colour of the shelf")
        String colour = "";

        @Embedded
        Home home = new Home();

        @ElementCollection
        Set<String> phones = new HashSet<>();

        @OneToMany(mappedBy = "reader", cascade = CascadeType.ALL)
        List<Loan> loans = new ArrayList<>();
    }

    /** Where a reader lives. */
    @Embeddable
    static class Home {
        String street = "";
    }

    /** Goes with its reader. */
    @Entity(name = "Loan")
    static class Loan {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false)
        @Nullable
        Reader reader;

        String title = "";
    }

    /** Cannot be without its loan, and says that it goes with it. */
    @Entity(name = "LoanNote")
    @Retained(with = "loan")
    static class LoanNote {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false)
        @Nullable
        Loan loan;

        String text = "";
    }

    /** Observed, with no index on what starts its period. */
    @Entity(name = "PageView")
    @Retained(rule = "usage", from = "viewedAt")
    static class PageView {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "reader")
        Long readerId = 0L;

        @Nullable
        String tenant;

        @Nullable
        Instant viewedAt;

        @PersonalData
        String ipAddress = "";

        String page = "";
    }

    /** Under a rule that serves no purpose. */
    @Entity(name = "Inquiry")
    @Retained(rule = "inquiry", from = "lastMailOn")
    @Table(indexes = @Index(columnList = "lastMailOn"))
    static class Inquiry {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "email")
        String email = "";

        @Nullable
        LocalDate lastMailOn;

        String body = "";
    }

    /** Names a person, and nothing ends it. */
    @Entity(name = "Complaint")
    static class Complaint {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "email")
        String email = "";
    }

    /** Under its reader's rule for coverage: it cannot be without one; what becomes of it is declared. */
    @Entity(name = "Reminder")
    static class Reminder {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false)
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        @Nullable
        Reader reader;

        String wording = "";
    }

    /** Nobody said anything, and it looks personal. */
    @Entity(name = "Supplier")
    static class Supplier {
        @Id
        Long id = 0L;

        String contactName = "";

        String companyAddress = "";

        String emailTemplate = "";

        String ipRange = "";

        String nameOfColour = "";

        @NotPersonal(because = "the switchboard's")
        String phoneOfContact = "";
    }

    /** Said to hold nothing of anybody. */
    @Entity(name = "Publisher")
    @NotPersonal(because = "firms only")
    static class Publisher {
        @Id
        Long id = 0L;

        String contactEmail = "";
    }

    /** Refers to a reader by choice, and keeps no one. */
    @Entity(name = "Printer")
    static class Printer {
        @Id
        Long id = 0L;

        @ManyToOne
        @OnDisposal(OnDisposal.Then.UNLINK)
        @Nullable
        Reader lastUsedBy;
    }

    /** Holds anything. */
    @Entity(name = "Import")
    static class Import {
        @Id
        Long id = 0L;

        @Column(columnDefinition = "text")
        String payload = "";
    }
}
