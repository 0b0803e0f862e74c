package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.FaultyDeclaration;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

class SchemaTest {

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @Test
    @DisabledIf("isEclipseLink") // which validates no tables
    void shippedTablesPassTheProvidersValidation() {
        try (TestDatabase database = database();
                EntityManagerFactory unit = database.open(Map.of("hibernate.hbm2ddl.auto", "validate"))) {
            assertThat(unit.getMetamodel().entity(RunCutoff.class).getName()).isEqualTo("SojournRunCutoff");
        }
    }

    @Test
    void aProviderThatMakesTheTablesAnewLeavesOnlyTheScriptToRunAgain() {
        try (TestDatabase database = database();
                EntityManagerFactory unit = database.open(Map.of("hibernate.hbm2ddl.auto", "create"))) {
            assertThat(faultsOf(unit).faults())
                    .allSatisfy(fault -> assertThat(fault.mend()).contains("dev/sojourn/schema/"))
                    .extracting(Fault::problem)
                    .contains("names no version, where 1 is needed");
            database.withSchema();
            JpaStores stores = JpaStores.of(JpaUnitOfWork.of(unit));
            String key = stores.subjects().enrol(DataSubject.of("ada"));
            assertThat(stores.subjects().find(DataSubject.of("ada"))).contains(key);
        }
    }

    @Test
    void theScriptChangesNothingWhenItRunsAgain() {
        try (TestDatabase database = database();
                EntityManagerFactory unit = database.open()) {
            String key = JpaStores.of(JpaUnitOfWork.of(unit)).subjects().enrol(DataSubject.of("ada"));
            database.withSchema();
            assertThat(JpaStores.of(JpaUnitOfWork.of(unit)).subjects().find(DataSubject.of("ada")))
                    .contains(key);
        }
    }

    @Test
    void namesTheScriptWhenTablesAreMissing() {
        try (TestDatabase database = database();
                EntityManagerFactory unit = database.open(Map.of("hibernate.hbm2ddl.auto", "none"))) {
            database.execute("drop table sojourn_hold");
            database.execute("drop table sojourn_schema");
            assertThat(faultsOf(unit).faults())
                    .extracting(Fault::element)
                    .containsExactly("table sojourn_schema", "table sojourn_hold");
            assertThat(faultsOf(unit))
                    .hasMessageContaining("dev/sojourn/schema/")
                    .hasMessageContaining(".sql");
        }
    }

    @Test
    void refusesTablesOfAnotherVersion() {
        try (TestDatabase database = database();
                EntityManagerFactory unit = database.open()) {
            database.execute("update sojourn_schema set version = 2");
            assertThat(faultsOf(unit))
                    .hasMessageContaining("names version [2], where 1 is needed")
                    .hasMessageContaining("dev/sojourn/schema/");
        }
    }

    @Test
    void namesTheMappingFileWhenThePersistenceUnitDoesNotListIt() {
        try (TestDatabase database = database();
                EntityManagerFactory unit = database.open("forgetful", Map.of())) {
            assertThat(faultsOf(unit).faults())
                    .extracting(Fault::mend)
                    .singleElement()
                    .asString()
                    .contains("<mapping-file>META-INF/sojourn-orm.xml</mapping-file>");
        }
    }

    static boolean isEclipseLink() {
        return TestProvider.isEclipseLink();
    }

    private static FaultyDeclaration faultsOf(EntityManagerFactory unit) {
        return catchThrowableOfType(FaultyDeclaration.class, () -> JpaStores.of(JpaUnitOfWork.of(unit)));
    }
}
