package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.annotation.Redact;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.testkit.RedactionFixture;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.SQLRestriction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedactionReachTest {

    @Test
    void refusesToRedactWhereTheProviderHidesRows() {
        try (TestDatabase database = TestDatabase.h2();
                EntityManagerFactory unit =
                        database.open(Map.of("hibernate.hbm2ddl.auto", "none"), HiddenVisit.class)) {
            assertThat(JpaStores.of(JpaUnitOfWork.of(unit))
                            .data(RedactionFixture.policy())
                            .faults())
                    .anySatisfy(fault -> {
                        assertThat(fault.element()).isEqualTo("HiddenVisit");
                        assertThat(fault.problem()).contains("@SQLRestriction", "out of reach");
                        assertThat(fault.mend()).contains("let its rules delete");
                    });
        }
    }

    @Entity(name = "HiddenVisit")
    @SQLRestriction("name is not null")
    @Retained(rule = "visit", from = "at")
    static class HiddenVisit {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "visitor")
        String visitor = "";

        Instant at = Instant.EPOCH;

        @Redact(Redact.To.NULL)
        @Nullable
        String name;
    }
}
