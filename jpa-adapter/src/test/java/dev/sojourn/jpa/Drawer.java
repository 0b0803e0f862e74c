package dev.sojourn.jpa;

import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.jspecify.annotations.Nullable;

/** A host that hides rows instead of deleting them, in every way its provider knows. */
final class Drawer {

    static final Class<?>[] ENTITIES = {Lead.class, Task.class, Letter.class, Topic.class, Bid.class};

    private Drawer() {}

    static Policy policy() {
        Purpose sales = Purpose.of("sales").titled("Sell").on(LegalBasis.CONTRACT);
        Purpose books = Purpose.of("books")
                .titled("Keep the books")
                .on(LegalBasis.LEGAL_OBLIGATION)
                .citing("accounting law");
        return Policy.builder("drawer")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Drawer").contact("desk@drawer.example").country("RO"))
                .purposes(sales, books)
                .retain(RetentionRule.atMost("lead", Period.ofDays(90))
                        .tenantsMayShorten()
                        .serving(sales)
                        .because("section 1"))
                .retain(RetentionRule.exactly("bid", Period.ofYears(5))
                        .serving(books)
                        .because("section 2"))
                .build();
    }

    static void empty(TestDatabase database) {
        database.empty();
        List.of("Lead_remarks", "Lead_Topic", "Task", "Letter", "Bid", "Lead", "Topic")
                .forEach(table -> database.execute("delete from " + table));
    }

    /** Marked as deleted by its provider. */
    @Entity(name = "Lead")
    @SoftDelete(columnName = "gone")
    @Retained(rule = "lead", from = "seenAt")
    static class Lead {
        @Id
        Long id = 0L;

        @Nullable
        String tenant;

        @SubjectRef(kind = "lead")
        @Column(name = "mail_address")
        @Nullable
        String email;

        @Nullable
        Instant seenAt;

        @ElementCollection
        Set<String> remarks = new HashSet<>();

        @ManyToMany
        Set<Topic> topics = new HashSet<>();

        @OneToMany(mappedBy = "lead", cascade = CascadeType.REMOVE)
        List<Task> tasks = new ArrayList<>();

        @OneToMany(mappedBy = "lead", cascade = CascadeType.REMOVE)
        List<Bid> bids = new ArrayList<>();
    }

    /** Goes with its lead; hidden once it is done. */
    @Entity(name = "Task")
    @SQLRestriction("done = 0")
    static class Task {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Lead lead;

        int done;

        String text = "";
    }

    /** Goes with its lead, under a floor of its own; hidden where the host switches its filter on. */
    @Entity(name = "Bid")
    @FilterDef(name = "open", autoEnabled = true, applyToLoadByKey = true)
    @Filter(name = "open", condition = "closed = 0")
    @Retained(rule = "bid", from = "madeOn")
    static class Bid {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Lead lead;

        int closed;

        @Nullable
        LocalDate madeOn;
    }

    /** Refers to a lead and lets it go; hidden once it is sent. */
    @Entity(name = "Letter")
    @SQLRestriction("sent = 0")
    static class Letter {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.UNLINK)
        @Nullable
        Lead lead;

        @Version
        int version;

        int sent;
    }

    /** Shared by leads. */
    @Entity(name = "Topic")
    static class Topic {
        @Id
        Long id = 0L;
    }
}
