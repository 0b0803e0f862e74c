package dev.sojourn.jpa;

import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Redact;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/** A host whose hierarchies have ceilings at their roots and others below, and attributes with rules written on them. */
final class Archive {

    static final Class<?>[] ENTITIES = {
        Paper.class,
        Letter.class,
        CourtLetter.class,
        Receipt.class,
        Folder.class,
        OpenFolder.class,
        Parcel.class,
        ColdParcel.class,
        AccessLog.class
    };

    static final Purpose WORK = Purpose.of("work").on(LegalBasis.CONTRACT);
    static final Purpose BOOKS =
            Purpose.of("books").on(LegalBasis.LEGAL_OBLIGATION).citing("accounting law");

    private Archive() {}

    static Policy policy() {
        return Policy.builder("The archive's policy")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("The archive")
                        .contact("desk@archive.example")
                        .country("RO"))
                .purposes(WORK, BOOKS)
                .retain(years("paper", 5))
                .retain(RetentionRule.atLeast("paper-law", Period.ofYears(2))
                        .governing("paper")
                        .serving(BOOKS))
                .retain(years("letter", 1))
                .retain(years("court-letter", 8))
                .retain(RetentionRule.atLeast("receipt-law", Period.ofYears(7))
                        .governing("receipt")
                        .serving(BOOKS))
                .retain(years("receipt", 6))
                .retain(RetentionRule.exactly("folder", Period.ofYears(3)).serving(BOOKS))
                .retain(years("open-folder", 1))
                .retain(years("parcel", 1))
                .retain(years("cold-parcel", 4))
                .retain(RetentionRule.atLeast("log-law", Period.ofDays(120))
                        .governing("access-log")
                        .serving(BOOKS))
                .retain(RetentionRule.atMost("access-log", Period.ofMonths(24)).serving(WORK))
                .build();
    }

    private static RetentionRule years(String id, int years) {
        return RetentionRule.atMost(id, Period.ofYears(years)).serving(WORK);
    }

    /** What every row of the host has. */
    @jakarta.persistence.MappedSuperclass
    abstract static class Filed {
        @Id
        Long id = 0L;

        @SubjectRef
        String owner = "";

        LocalDate filedOn = LocalDate.EPOCH;
    }

    /** In one table with those below it. */
    @Entity(name = "Paper")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @Retained(rule = "paper", from = "filedOn")
    @Retained(rule = "paper-law", from = "filedOn")
    static class Paper extends Filed {}

    /** Goes earlier than papers do, but not before the law lets any paper go. */
    @Entity(name = "Letter")
    @Retained(rule = "letter", from = "filedOn")
    static class Letter extends Paper {}

    /** Stays longer than letters and papers. */
    @Entity(name = "CourtLetter")
    @Retained(rule = "court-letter", from = "filedOn")
    static class CourtLetter extends Letter {}

    /** Has a floor and a ceiling of its own. */
    @Entity(name = "Receipt")
    @Retained(rule = "receipt", from = "filedOn")
    @Retained(rule = "receipt-law", from = "filedOn")
    static class Receipt extends Paper {}

    /** In joined tables; a floor and a ceiling in one. */
    @Entity(name = "Folder")
    @Inheritance(strategy = InheritanceType.JOINED)
    @Retained(rule = "folder", from = "filedOn")
    static class Folder extends Filed {}

    /** Loses the ceiling of folders, and keeps their floor. */
    @Entity(name = "OpenFolder")
    @Retained(rule = "open-folder", from = "filedOn")
    static class OpenFolder extends Folder {
        @Nullable
        String label;
    }

    /** In a table of each class. */
    @Entity(name = "Parcel")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @Retained(rule = "parcel", from = "filedOn")
    static class Parcel extends Filed {}

    /** Stays longer. */
    @Entity(name = "ColdParcel")
    @Retained(rule = "cold-parcel", from = "filedOn")
    static class ColdParcel extends Parcel {}

    /** Its address goes first, then its browser. */
    @Entity(name = "AccessLog")
    @Retained(rule = "access-log", from = "filedOn")
    @Retained(rule = "log-law", from = "filedOn")
    static class AccessLog extends Filed {
        @Retained(atMost = "P90D", from = "filedOn", then = Disposition.REDACT, because = "attacks are seen by then")
        @PersonalData(category = "network")
        @Redact(Redact.To.NULL)
        @Nullable
        String ipAddress;

        @Retained(atMost = "P90D", from = "filedOn", then = Disposition.REDACT)
        @Redact(value = Redact.To.CONSTANT, constant = "?")
        String browser = "";
    }
}
