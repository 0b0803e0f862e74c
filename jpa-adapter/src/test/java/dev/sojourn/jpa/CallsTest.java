package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.Explanation;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.Reckoning;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.testkit.HandMovedClock;
import dev.sojourn.testkit.Upholds;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Klozer's policy promises of calls, over rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallsTest {

    private static final Purpose CALLS = Purpose.of("calls").on(LegalBasis.CONTRACT);
    private static final Purpose LAW =
            Purpose.of("law").on(LegalBasis.LEGAL_OBLIGATION).citing("telecommunications law");

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private HandMovedClock clock;
    private Sojourn sojourn;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open(PhoneCall.class);
        work = JpaUnitOfWork.of(unit);
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        database.empty();
        database.execute("delete from PhoneCall");
        clock = HandMovedClock.at("2026-03-15T09:00", "Europe/Bucharest");
        sojourn = Sojourn.builder(Policy.builder("Klozer's policy")
                        .version("2026-01-01")
                        .zone("Europe/Bucharest")
                        .controller(Party.named("Klozer")
                                .contact("desk@klozer.example")
                                .country("RO"))
                        .purposes(CALLS, LAW)
                        .retain(RetentionRule.atMost("call", Period.ofDays(365)).serving(CALLS))
                        .retain(RetentionRule.atMost("call-by-customer")
                                .chosenByTenant(Period.ofDays(30), Period.ofDays(365))
                                .governing("call")
                                .serving(CALLS))
                        .retain(RetentionRule.atLeast("call-by-law", Period.ofDays(90))
                                .governing("call")
                                .serving(LAW))
                        .build())
                .stores(JpaStores.of(work).tenantAttribute("tenant"))
                .clock(clock)
                .build();
        sojourn.settings().choose("C1", "call-by-customer", Period.ofDays(60), Actor.tenant("C1"));
    }

    @Test
    @Upholds({"KLOZER-11", "KLOZER-12"})
    void keepsACallByTypeCustomerAndLawAndListsAllThree() {
        calls(1);
        Explanation explanation = sojourn.retention().explain(PhoneCall.class, 1L);
        assertThat(explanation.lastDayKept()).contains(LocalDate.of(2026, 4, 1));
        assertThat(explanation.reason()).contains(KeepReason.FLOOR);
        assertThat(explanation.decidedBy()).isEqualTo("call-by-law");
        assertThat(explanation.reckonings())
                .extracting(Reckoning::rule, line -> line.keptThrough().orElseThrow())
                .containsExactlyInAnyOrder(
                        tuple("call", LocalDate.of(2027, 1, 1)),
                        tuple("call-by-customer", LocalDate.of(2026, 3, 2)),
                        tuple("call-by-law", LocalDate.of(2026, 4, 1)));
        clock.set("2026-04-01T23:59:59");
        assertThat(sweep().gone()).isZero();
        clock.set("2026-04-02T00:00");
        assertThat(sweep().gone()).isEqualTo(1);
        assertThat(database.texts("select id from PhoneCall")).isEmpty();
    }

    @Test
    @Upholds("KLOZER-06")
    void leavesEvidenceOfAHundredRowsThatNamesNobody() {
        calls(100);
        clock.set("2026-04-02T00:00");
        SweepReport report = sweep();
        assertThat(report.gone()).isEqualTo(100);
        List<LedgerEntry> evidence = sojourn.ledger().read(ChainId.run(report.run()), 0, 100);
        assertThat(evidence.get(0).body()).containsEntry("policy.version", "2026-01-01");
        assertThat(evidence)
                .allSatisfy(entry -> assertThat(entry.at()).isEqualTo(clock.instant()))
                .filteredOn(entry -> entry.body().containsKey("rule"))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.body()).containsEntry("rule", "call-by-customer"));
        assertThat(evidence.get(evidence.size() - 1).body()).containsEntry("disposed", "100");
        assertThat(evidence.toString()).contains(report.run());
        for (String table : TestDatabase.TABLES) {
            assertThat(database.rows(table)).as(table).noneMatch(row -> row.contains("caller-"));
        }
        assertThat(evidence.toString()).doesNotContain("caller-");
        assertThat(sojourn.proof().verify().breaches()).isEmpty();
    }

    private SweepReport sweep() {
        SweepPlan plan = sojourn.retention().preview();
        SweepReport report = sojourn.retention().sweep(plan);
        assertThat(report.gone()).as("preview is run").isEqualTo(plan.due());
        return report;
    }

    private void calls(int number) {
        work.run(entityManager -> {
            for (long id = 1; id <= number; id++) {
                PhoneCall call = new PhoneCall();
                call.id = id;
                call.tenant = "C1";
                call.caller = "caller-" + id;
                call.calledOn = LocalDate.of(2026, 1, 1);
                entityManager.persist(call);
            }
        });
    }

    @Entity(name = "PhoneCall")
    @Retained(rule = "call", from = "calledOn")
    @Retained(rule = "call-by-customer", from = "calledOn")
    @Retained(rule = "call-by-law", from = "calledOn")
    static class PhoneCall {
        @Id
        Long id = 0L;

        String tenant = "";

        @SubjectRef
        String caller = "";

        LocalDate calledOn = LocalDate.EPOCH;
    }
}
