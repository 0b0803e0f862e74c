package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.Redact;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.Fault;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.type.YesNoConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Refuses to redact what would leave a value in a row that is hidden, or in the past. */
class RedactionReachTest {

    @Test
    void refusesWhatItCouldNotRedactInThePastOrBehindAFilter() {
        try (TestDatabase database = TestDatabase.h2();
                EntityManagerFactory unit =
                        database.open(Guesthouse.ENVERS, Forgetful.class, Ended.class, Traced.class, Hidden.class)) {
            List<Fault> faults = JpaStores.of(JpaUnitOfWork.of(unit))
                    .redaction("shuffle", Guesthouse.SHUFFLE)
                    .pastStates(PastStates.of(Traced.class).retained("trail").clearing("remark"))
                    .data(Guesthouse.policy())
                    .faults();

            assertThat(faults)
                    .extracting(fault -> fault.element() + " " + fault.problem() + " -> " + fault.mend())
                    .satisfiesExactlyInAnyOrder(
                            fault -> assertThat(fault)
                                    .startsWith("Forgetful.code is audited and its marker 'shuffled' is not")
                                    .endsWith("audit both or neither"),
                            fault -> assertThat(fault)
                                    .startsWith("Forgetful.letter is a large object whose past states")
                                    .contains("@NotAudited"),
                            fault -> assertThat(fault)
                                    .startsWith("Ended is under a rule whose end is the host's own, and is audited")
                                    .contains("JpaStores.pastStates(PastStates.of(Ended.class).retained(…))"),
                            fault -> assertThat(fault)
                                    .startsWith("Traced.number is anonymised, and stays in past states")
                                    .contains("PastStates.clearing"),
                            fault -> assertThat(fault)
                                    .startsWith("Hidden cannot handle @SQLRestriction")
                                    .contains("'known' is behind a converter"));
        }
    }

    @Entity(name = "Forgetful")
    @Audited
    @Retained(rule = "guest", from = "leftOn")
    static class Forgetful {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "guest")
        @Nullable
        String number;

        @Redact(value = Redact.To.HOST, by = "shuffle", marker = "shuffled")
        @Nullable
        String code;

        @NotAudited
        boolean shuffled;

        @Lob
        @Redact(value = Redact.To.HOST, by = "shuffle", marker = "shortened")
        @Nullable
        String letter;

        boolean shortened;

        @Nullable
        LocalDate leftOn;
    }

    @Entity(name = "Ended")
    @Audited
    @Retained(rule = "own", from = "leftOn", marker = "done")
    static class Ended {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "guest")
        @Nullable
        String number;

        boolean done;

        @Nullable
        LocalDate leftOn;
    }

    @Entity(name = "Traced")
    @Audited
    @Retained(rule = "nobody", from = "leftOn")
    static class Traced {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "guest")
        @Nullable
        String number;

        @Nullable
        String remark;

        @Nullable
        LocalDate leftOn;
    }

    @Entity(name = "Hidden")
    @SQLRestriction("number is not null")
    @Retained(rule = "guest", from = "leftOn")
    static class Hidden {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "guest")
        @Nullable
        String number;

        @Redact(value = Redact.To.CONSTANT, constant = "false", marker = "hushed")
        @Convert(converter = YesNoConverter.class)
        @NotPersonal(because = "not copied, so that only its redaction needs it")
        @Nullable
        Boolean known;

        boolean hushed;

        @Nullable
        LocalDate leftOn;
    }
}
