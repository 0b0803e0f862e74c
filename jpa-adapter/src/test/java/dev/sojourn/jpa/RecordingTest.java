package dev.sojourn.jpa;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.LEGITIMATE_INTERESTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Restriction;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.retention.Hold;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the front door writes to the tables, and by how many statements. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordingTest {

    private static final Purpose NEWSLETTER =
            Purpose.of("newsletter").titled("Send marketing e-mail").on(CONSENT).directMarketing();
    private static final Purpose STATISTICS =
            Purpose.of("statistics").titled("Count visits").on(LEGITIMATE_INTERESTS);
    private static final DataSubject ADA =
            DataSubject.of("ada@example.org").as("customer").in("acme");
    private static final Actor CLERK = Actor.employee("Grace Hopper");

    private final RecordedStatements recorded = new RecordedStatements();
    private final HandMovedClock clock = HandMovedClock.at("2026-06-01T09:00", "Europe/Bucharest");
    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaStores stores;
    private Sojourn sojourn;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    /** The statements of a subject's first act. */
    int first() {
        return 7;
    }

    /** The statements of every later one. */
    int next() {
        return 4;
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open(Map.of("jakarta.persistence.nonJtaDataSource", recorded.watch(database.pool())));
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        database.empty();
        stores = JpaStores.of(JpaUnitOfWork.of(unit));
        sojourn = Sojourn.builder(policy()).stores(stores).clock(clock).build();
        recorded.taken();
    }

    private static Policy policy() {
        return Policy.builder("AllAI privacy policy")
                .version("2026-02-01")
                .zone("Europe/Bucharest")
                .controller(
                        Party.named("AllAI").contact("contact@allai.example").country("RO"))
                .purposes(NEWSLETTER, STATISTICS)
                .retainProof(Period.ofYears(3))
                .build();
    }

    @Test
    void givesConsentByFourStatementsAndTheFirstByThreeMore() {
        sojourn.consents().give(ADA, NEWSLETTER);
        assertThat(recorded.taken()).hasSizeLessThanOrEqualTo(first());
        sojourn.consents().give(ADA, NEWSLETTER);
        assertThat(recorded.taken()).hasSizeLessThanOrEqualTo(next());
    }

    @Test
    void keepsEvidenceByOneStatementMore() {
        sojourn.consents().give(ADA, NEWSLETTER);
        recorded.taken();
        sojourn.consents().revoke(ADA, NEWSLETTER, CLERK, "asked by telephone");
        assertThat(recorded.taken()).hasSizeLessThanOrEqualTo(next() + 1);
        assertThat(database.texts("select content from sojourn_evidence order by evidence"))
                .containsExactly("Grace Hopper", "asked by telephone");
    }

    @Test
    void answersByOneStatementWhatWasNotAskedBefore() {
        sojourn.consents().give(ADA, NEWSLETTER);
        recorded.taken();
        assertThat(sojourn.may(ADA, NEWSLETTER)).isTrue();
        assertThat(recorded.taken()).hasSize(1);
    }

    @Test
    void namesThePersonInOneTableAlone() {
        sojourn.consents().give(ADA, NEWSLETTER);
        sojourn.objections().object(ADA, STATISTICS);
        sojourn.restrictions()
                .restrict(
                        ADA,
                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                .reviewOn(LocalDate.of(2026, 9, 1)));
        sojourn.holds().place(Hold.on(ADA).because("case 2026-17").reviewOn(LocalDate.of(2026, 9, 1)), CLERK);
        stores.events().put(ADA, "account-closed", clock.instant());
        assertThat(database.rows("sojourn_subject")).anyMatch(row -> row.contains(ADA.id()));
        for (String table : List.of(
                "sojourn_chain",
                "sojourn_ledger",
                "sojourn_evidence",
                "sojourn_state",
                "sojourn_hold",
                "sojourn_event")) {
            assertThat(database.rows(table)).as(table).isNotEmpty().noneMatch(row -> row.contains(ADA.id()));
        }
    }

    @Test
    void readsBackWhatThePersonDid() {
        sojourn.consents().give(ADA, NEWSLETTER);
        clock.advance(Duration.ofDays(1));
        sojourn.consents().withdraw(ADA, NEWSLETTER);
        assertThat(sojourn.may(ADA, NEWSLETTER)).isFalse();
        assertThat(sojourn.consents().history(ADA))
                .extracting(act -> act.kind().name())
                .containsExactly("GIVEN", "WITHDRAWN");
    }
}
