package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.annotation.Retained;
import dev.sojourn.policy.Fault;
import dev.sojourn.testkit.DispositionsFixture;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostMarksTest {

    @Test
    void refusesARowThatCannotTellWhatTheHostDidAndAMarkThatTellsNothing() {
        List<Fault> faults;
        try (TestDatabase database = TestDatabase.h2();
                EntityManagerFactory unit = database.open(
                        Map.of("hibernate.hbm2ddl.auto", "none"), Unmarked.class, Mistaken.class, Marked.class)) {
            faults = JpaStores.of(JpaUnitOfWork.of(unit))
                    .data(DispositionsFixture.policy())
                    .faults();
        }
        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.element()).isEqualTo("Unmarked");
            assertThat(fault.problem()).contains("leaves its end to the host, and nothing tells");
            assertThat(fault.mend()).contains("marker = ");
        });
        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.element()).isEqualTo("Mistaken");
            assertThat(fault.problem()).contains("'closedOn' is no boolean attribute");
        });
        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.element()).isEqualTo("Mistaken");
            assertThat(fault.problem()).contains("rule 'ticket-gone' has the marker 'told', and nothing");
            assertThat(fault.mend()).contains("leave marker out");
        });
        assertThat(faults).noneMatch(fault -> fault.element().startsWith("Marked"));
    }

    @Entity(name = "Unmarked")
    @Retained(rule = "ticket", from = "closedOn")
    static class Unmarked {
        @Id
        Long id = 0L;

        LocalDate closedOn = LocalDate.EPOCH;
    }

    @Entity(name = "Mistaken")
    @Retained(rule = "ticket", from = "closedOn", marker = "closedOn")
    @Retained(rule = "ticket-gone", from = "closedOn", marker = "told")
    static class Mistaken {
        @Id
        Long id = 0L;

        LocalDate closedOn = LocalDate.EPOCH;

        boolean told;
    }

    @Entity(name = "Marked")
    @Retained(rule = "ticket", from = "closedOn", marker = "told")
    static class Marked {
        @Id
        Long id = 0L;

        LocalDate closedOn = LocalDate.EPOCH;

        boolean told;
    }
}
