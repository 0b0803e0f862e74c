package dev.sojourn.jpa;

import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.Redact;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.HostRedaction;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.Map;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.envers.RelationTargetAuditMode;
import org.jspecify.annotations.Nullable;

/** A host that keeps the rows of its guests without the guests, audits them, and hides those it calls deleted. */
final class Guesthouse {

    static final Map<String, ?> ENVERS = Map.of("hibernate.integration.envers.enabled", "true");

    static final Class<?>[] ENTITIES = {
        Guest.class, Caller.class, Walker.class, Regular.class, Visitor.class, Agency.class
    };

    static final HostRedaction SHUFFLE = new HostRedaction() {
        @Override
        public @Nullable Object replace(Object value) {
            return "x" + ((String) value).length();
        }

        @Override
        public boolean isTraceable() {
            return false;
        }
    };

    private Guesthouse() {}

    static JpaStores stores(JpaUnitOfWork work) {
        return JpaStores.of(work)
                .redaction("shuffle", SHUFFLE)
                .pastStates(PastStates.of(Regular.class).retained("trail").clearing("name"));
    }

    static Policy policy() {
        Purpose stay = Purpose.of("stay").titled("Put guests up").on(LegalBasis.CONTRACT);
        return Policy.builder("guesthouse")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("House").contact("desk@house.example").country("RO"))
                .purposes(stay)
                .retain(RetentionRule.atMost("guest", Period.ofDays(30))
                        .serving(stay)
                        .then(Disposition.REDACT)
                        .because("section 1"))
                .retain(RetentionRule.atMost("device", Period.ofDays(10))
                        .serving(stay)
                        .then(Disposition.REDACT)
                        .because("section 2"))
                .retain(RetentionRule.atMost("nobody", Period.ofDays(30))
                        .serving(stay)
                        .then(Disposition.ANONYMISE)
                        .because("section 3"))
                .retain(RetentionRule.atMost("own", Period.ofDays(30))
                        .serving(stay)
                        .thenBy("scrub")
                        .because("section 4"))
                .retain(RetentionRule.atMost("trail", Period.ofYears(1))
                        .serving(stay)
                        .because("section 5"))
                .build();
    }

    /** How somebody felt. */
    enum Mood {
        GLAD,
        GRUMPY,
        UNTOLD
    }

    /** Where somebody lives. */
    @Embeddable
    static class Home {
        @Redact(Redact.To.NULL)
        @Nullable
        String street;

        @NotPersonal(because = "a country")
        @Nullable
        String country;
    }

    /** What is known of somebody, each of it redacted in another way. */
    @MappedSuperclass
    @Audited
    abstract static class Person {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "guest")
        @Nullable
        String number;

        @Redact(value = Redact.To.CONSTANT, constant = "gone")
        String name = "";

        @Redact(Redact.To.PLACEHOLDER)
        @Column(unique = true)
        @Nullable
        String email;

        @Redact(Redact.To.NULL)
        @Nullable
        String phone;

        @Redact(Redact.To.FIRST_OF_YEAR)
        @Nullable
        LocalDate born;

        @Redact(Redact.To.FIRST_OF_MONTH)
        @Nullable
        LocalDateTime seen;

        @Redact(Redact.To.NETWORK)
        @Nullable
        String address;

        @Redact(value = Redact.To.STEP, step = 1000)
        @Nullable
        Integer weight;

        @Redact(value = Redact.To.HOST, by = "shuffle", marker = "shuffled")
        @Nullable
        String code;

        boolean shuffled;

        @Redact(value = Redact.To.CONSTANT, constant = "UNTOLD")
        @Enumerated(EnumType.STRING)
        @Nullable
        Mood mood;

        @Redact(value = Redact.To.CONSTANT, constant = "UNTOLD")
        @Enumerated(EnumType.ORDINAL)
        @Nullable
        Mood earlier;

        @Embedded
        @Nullable
        Home home;

        @Redact(Redact.To.NULL)
        @ManyToOne(fetch = FetchType.LAZY)
        @Audited(targetAuditMode = RelationTargetAuditMode.NOT_AUDITED)
        @Nullable
        Agency agency;

        @Retained(rule = "device", from = "leftOn")
        @Redact(Redact.To.NULL)
        @Nullable
        String device;

        @NotPersonal(because = "a room")
        @Nullable
        String room;

        @Nullable
        LocalDate leftOn;

        @Version
        @NotAudited
        int version;
    }

    @Entity(name = "Guest")
    @Audited
    @Retained(rule = "guest", from = "leftOn")
    static class Guest extends Person {}

    /** Hidden once it is removed. */
    @Entity(name = "Caller")
    @Audited
    @SoftDelete(columnName = "gone")
    @Retained(rule = "guest", from = "leftOn")
    static class Caller extends Person {}

    /** Hidden in one room, and remembered nowhere. */
    @Entity(name = "Walker")
    @SQLRestriction("room <> 'cellar'")
    @Retained(rule = "guest", from = "leftOn")
    static class Walker extends Person {}

    /** The host ends it in a way of its own. */
    @Entity(name = "Regular")
    @Audited
    @Retained(rule = "own", from = "leftOn", marker = "scrubbed")
    static class Regular {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "guest")
        @Nullable
        String number;

        @Nullable
        String name;

        @Nullable
        LocalDate leftOn;

        boolean scrubbed;
    }

    /** Becomes nobody's; hidden once it is removed. */
    @Entity(name = "Visitor")
    @Audited
    @SoftDelete(columnName = "gone")
    @Retained(rule = "nobody", from = "leftOn")
    static class Visitor {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "guest")
        @Nullable
        String number;

        @Nullable
        String remark;

        @Redact(Redact.To.FIRST_OF_YEAR)
        @Nullable
        LocalDate born;

        @Nullable
        LocalDate leftOn;
    }

    @Entity(name = "Agency")
    static class Agency {
        @Id
        Long id = 0L;
    }
}
