package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Source;
import dev.sojourn.register.AtStart;
import dev.sojourn.register.CoverageFinding;
import dev.sojourn.register.Gap;
import dev.sojourn.register.PersonalDataModel;
import dev.sojourn.register.PersonalField;
import dev.sojourn.testkit.CoverageAssert;
import dev.sojourn.testkit.Upholds;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every attribute is known by category, source, purposes and rule, and every gap by its mend. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoverageTest {

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaStores stores;
    private PersonalDataModel model;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeAll
    void open() {
        database = database();
        database.execute("create table call_log (id bigint primary key, caller varchar(40), made_on date)");
        unit = database.open(Bookshop.ENTITIES);
        database.execute("alter table Reader add column loyalty_card varchar(30)");
        stores = JpaStores.of(JpaUnitOfWork.of(unit)).tenantAttribute("tenant");
        model = stores.personalData(Bookshop.policy());
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @Test
    @Upholds("KLUSAI-03")
    void listsAFieldWithCategorySourcePurposesAndRule() {
        assertThat(model.field("Reader", "email")).hasValueSatisfying(field -> {
            assertThat(field.category()).isEqualTo("account-identity");
            assertThat(field.source()).contains(Source.SUBJECT);
            assertThat(field.purposes()).containsExactly("lending");
            assertThat(field.rules()).containsExactly("reader");
            assertThat(field.through()).isEmpty();
            assertThat(field.marked()).isTrue();
        });
        assertThat(model.field("PageView", "ipAddress").flatMap(PersonalField::source))
                .contains(Source.OBSERVED);
        assertThat(model.field("Reader", "score")).hasValueSatisfying(field -> {
            assertThat(field.category()).isEqualTo("reading-score");
            assertThat(field.source()).contains(Source.DERIVED);
            assertThat(field.rules()).containsExactly("reader");
        });
    }

    @Test
    void takesWhatSaysNothingForPersonalInItsEntitysCategory() {
        assertThat(List.of("name", "home.street", "phones"))
                .allSatisfy(attribute -> assertThat(model.field("Reader", attribute))
                        .hasValueSatisfying(field -> {
                            assertThat(field.category()).isEqualTo("account-identity");
                            assertThat(field.marked()).isFalse();
                        }));
        assertThat(List.of("colour", "tenant", "version", "loans"))
                .allSatisfy(attribute ->
                        assertThat(model.field("Reader", attribute)).isEmpty());
    }

    @Test
    void findsTheRuleOfRowsThatGoWithOthersOrCannotBeWithoutThem() {
        assertThat(model.field("Loan", "title")).hasValueSatisfying(field -> {
            assertThat(field.rules()).containsExactly("reader");
            assertThat(field.through()).contains("reader");
        });
        assertThat(model.field("LoanNote", "text").map(PersonalField::through)).contains(Optional.of("loan"));
        assertThat(model.field("Reminder", "wording").map(PersonalField::through))
                .contains(Optional.of("reader"));
    }

    @Test
    @Upholds({"KLUSAI-04", "QLUSTER-09"})
    void reportsWhatNobodyClassifiedWhereSilenceClassifiesNothing() {
        assertThat(model.findings(Gap.UNCLASSIFIED)).isEmpty();

        assertThat(model.strictly().findings(Gap.UNCLASSIFIED))
                .extracting(CoverageFinding::element)
                .contains("PageView.page", "Inquiry.body", "Reader.name", "Reader.home.street")
                .doesNotContain(
                        "PageView.ipAddress", "PageView.viewedAt", "PageView.id", "Reader.email", "Reader.colour");
        assertThatThrownBy(() -> CoverageAssert.assertThat(model).strictly().isCovered())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("UNCLASSIFIED Inquiry.body")
                .hasMessageContaining("UNCLASSIFIED PageView.page");
    }

    @Test
    void reportsPersonsWhomNoRuleReaches() {
        assertThat(model.findings(Gap.MISSING))
                .extracting(CoverageFinding::element)
                .containsExactly("Complaint");
    }

    @Test
    void reportsACategoryThatNoPurposeServes() {
        assertThat(model.findings(Gap.UNINVITED)).singleElement().satisfies(finding -> {
            assertThat(finding.element()).isEqualTo("category inquiry");
            assertThat(finding.mend()).contains("serving(…) on rule 'inquiry'");
        });
    }

    @Test
    void suspectsWholeWordsAndNothingThatOnlyContainsThem() {
        assertThat(model.findings(Gap.SUSPECT))
                .extracting(CoverageFinding::element)
                .containsExactly("Supplier.contactName");
    }

    @Test
    void reportsWhatNothingMaps() {
        assertThat(model.findings(Gap.UNMAPPED))
                .extracting(CoverageFinding::element)
                .containsExactlyInAnyOrder("table call_log", "column reader.loyalty_card", "Import.payload");
    }

    @Test
    void reportsATriggerThatNoIndexLeadsWithTogetherWithTheIndex() {
        assertThat(model.findings(Gap.UNINDEXED)).singleElement().satisfies(finding -> {
            assertThat(finding.element()).isEqualTo("PageView.viewedAt");
            database.execute(finding.mend());
        });
        assertThat(stores.personalData(Bookshop.policy()).findings(Gap.UNINDEXED))
                .isEmpty();
        database.execute("drop index pageview_viewedat");
    }

    @Test
    void startsWithoutLookingAndRefusesToStartWhereItIsToldTo() {
        Sojourn.builder(Bookshop.policy()).stores(stores).build().close();
        Sojourn.builder(Bookshop.policy())
                .stores(stores.coverage(AtStart.WARN))
                .build()
                .close();

        assertThatThrownBy(() -> Sojourn.builder(Bookshop.policy())
                        .stores(stores.coverage(AtStart.FAIL))
                        .build())
                .isInstanceOfSatisfying(
                        FaultyDeclaration.class,
                        faulty -> assertThat(faulty.faults())
                                .hasSameSizeAs(model.findings())
                                .anySatisfy(fault -> assertThat(fault.element()).isEqualTo("MISSING Complaint")));
    }
}
