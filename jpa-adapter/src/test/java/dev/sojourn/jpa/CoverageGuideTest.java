package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.policy.Policy;
import dev.sojourn.testkit.CoverageAssert;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the page on coverage shows. */
class CoverageGuideTest {

    private final Policy policy = Bookshop.policy();

    @Test
    void failsWithEveryGapInOneLine() {
        try (TestDatabase database = TestDatabase.h2();
                EntityManagerFactory unit = database.open(Bookshop.ENTITIES)) {
            JpaUnitOfWork work = JpaUnitOfWork.of(unit);

            assertThatThrownBy(() -> {
                        // tag::one-line[]
                        CoverageAssert.assertThat(JpaStores.of(work).personalData(policy))
                                .isCovered();
                        // end::one-line[]
                    })
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("MISSING Complaint")
                    .hasMessageContaining("UNMAPPED Import.payload");
        }
    }

    @Test
    void letsKnownAndWaivedGapsPass() {
        try (TestDatabase database = TestDatabase.h2();
                EntityManagerFactory unit = database.open(Bookshop.ENTITIES)) {
            JpaStores stores = JpaStores.of(JpaUnitOfWork.of(unit)).tenantAttribute("tenant");

            assertThatCode(() -> {
                        // tag::baseline[]
                        CoverageAssert.assertThat(stores.personalData(policy))
                                .butKnown(Path.of("src/test/resources/coverage.txt"))
                                .waiving("SUSPECT Supplier.contactName", "the name of a desk, not of a person")
                                .isCovered();
                        // end::baseline[]
                    })
                    .doesNotThrowAnyException();
        }
    }
}
