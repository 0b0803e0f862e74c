package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.consent.Evidence;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.register.CoverageFinding;
import dev.sojourn.register.Gap;
import dev.sojourn.register.PersonalDataModel;
import dev.sojourn.retention.Explanation;
import dev.sojourn.retention.Forecast;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.ErasureReport;
import dev.sojourn.testkit.HandMovedClock;
import dev.sojourn.testkit.Upholds;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tables that no entity maps: a call log with its lines, a join table, a log by the wall clock and one by numbers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableStoreTest {

    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");
    private static final DataSubject ADA = new DataSubject("4711", "customer", "C");

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private HandMovedClock clock;
    private Sojourn sojourn;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    /** A timestamp without a zone. */
    String wallClock() {
        return "timestamp(6)";
    }

    @Entity(name = "Customer")
    @Retained(rule = "customer", from = "leftOn")
    static class Customer {
        @Id
        @SubjectRef(kind = "customer")
        Long id = 0L;

        @Nullable
        LocalDate leftOn;
    }

    @BeforeAll
    void open() {
        database = database();
        database.execute("create table legacy_call (id bigint primary key, client varchar(40), customer_id bigint,"
                + " recorded_on date, transcript varchar(200), weight numeric(6, 2), colour varchar(20))");
        database.execute("create index legacy_call_by_day on legacy_call (recorded_on)");
        database.execute(
                "create table legacy_call_line (call_id bigint references legacy_call (id), said varchar(200))");
        database.execute("create table customer_label (customer bigint not null, label varchar(40) not null,"
                + " given_on date, primary key (customer, label))");
        database.execute(
                "create table door_log (entry integer primary key, badge varchar(36), seen_at " + wallClock() + ")");
        database.execute("create table ping_log (id bigint primary key, device varchar(36), millis bigint)");
        unit = database.open(Customer.class);
        work = JpaUnitOfWork.of(unit);
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @BeforeEach
    void fill() {
        database.empty();
        List.of("legacy_call_line", "legacy_call", "customer_label", "door_log", "ping_log", "Customer")
                .forEach(table -> database.execute("delete from " + table));
        database.execute("insert into legacy_call values"
                + " (1, 'C', 4711, date '2026-04-01', 'hello', 1.50, 'red'),"
                + " (2, 'D', 4711, date '2026-04-01', 'hullo', null, null),"
                + " (3, 'C', 4712, date '2026-05-20', 'later', null, null),"
                + " (4, 'C', 4712, null, 'unfinished', null, null),"
                + " (5, null, 4713, date '2026-04-01', 'of nobody', null, null)");
        database.execute("insert into legacy_call_line values (1, 'one'), (1, 'two'), (3, 'three')");
        database.execute("insert into customer_label values (4711, 'loud', date '2026-01-10'),"
                + " (4711, 'quiet', date '2026-06-10'), (4712, 'loud', date '2026-01-10')");
        clock = HandMovedClock.at("2026-06-01T00:00", "Europe/Bucharest");
        sojourn = Sojourn.builder(policy()).stores(stores()).clock(clock).build();
    }

    private JpaStores stores() {
        // tag::tables[]
        return JpaStores.of(work)
                .tables(
                        TableStore.of("legacy_call")
                                .subject("customer_id", "customer")
                                .tenant("client")
                                .retained("voice-recording", "recorded_on")
                                .owning("legacy_call_line", "call_id")
                                .notPersonal("colour", "of the folder"),
                        TableStore.of("customer_label")
                                .id("customer", "label")
                                .subject("customer", "customer")
                                .retained("label", "given_on"),
                        TableStore.of("door_log")
                                .subject("badge", "badge")
                                .retained("door", "seen_at", ZoneId.of("Europe/Bucharest")),
                        TableStore.of("ping_log").retained("ping", "millis", ChronoUnit.MILLIS));
        // end::tables[]
    }

    @Test
    @Upholds("ALLAI-20")
    void sweepsAnUnmappedTableByEachTenantsPeriodWithinTheBound() {
        Actor desk = Actor.employee("Ioana");
        assertThatThrownBy(() -> sojourn.settings().choose("C", "voice-recording", Period.ofDays(91), desk))
                .isInstanceOf(IllegalArgumentException.class);
        clock.set("2026-06-30T23:59");
        assertThat(due("legacy_call")).isZero();
        sojourn.settings().choose("C", "voice-recording", Period.ofDays(30), desk);
        clock.set("2026-05-01T23:59");
        assertThat(due("legacy_call")).isZero();
        clock.set("2026-05-02T00:00");

        SweepPlan plan = sojourn.retention().preview();
        SweepPlan.Step step = step(plan, "legacy_call");
        assertThat(step.line("C")).hasValueSatisfying(line -> {
            assertThat(line.due()).isEqualTo(1);
            assertThat(line.kept(KeepReason.NOT_STARTED)).isEqualTo(1);
        });
        SweepReport.Step gone = sweep(plan, "legacy_call");
        assertThat(gone.disposed()).containsExactly(Map.entry("legacy_call", 1L), Map.entry("legacy_call_line", 2L));
        assertThat(calls()).containsExactly("2", "3", "4", "5");
        assertThat(database.texts("select said from legacy_call_line")).containsExactly("three");
        clock.set("2026-07-01T00:00");
        sweep(sojourn.retention().preview(), "legacy_call");
        assertThat(calls()).containsExactly("4");
    }

    @Test
    void recordsWhatWentInTheSameTransaction() {
        clock.set("2026-07-01T00:00");
        SweepPlan plan = sojourn.retention().preview();
        database.execute("alter table sojourn_ledger add constraint no_batches check (entry_kind <> 'BATCH_DISPOSED')");
        sojourn.retention().sweep(plan);
        database.execute("alter table sojourn_ledger drop constraint no_batches");
        assertThat(calls()).containsExactly("1", "2", "3", "4", "5");
        assertThat(database.texts("select said from legacy_call_line")).hasSize(3);

        sojourn.retention().sweep(sojourn.retention().preview());
        assertThat(calls()).containsExactly("3", "4");
        assertThat(database.rows("sojourn_ledger where entry_kind = 'BATCH_DISPOSED' and body like '%legacy_call%'"))
                .singleElement()
                .satisfies(row -> assertThat(row).contains("legacy_call_line"));
    }

    @Test
    void erasesAndCopiesAPersonsRowsInTheirOwnTenant() {
        assertThat(sojourn.rights().accessCopy(ADA).rows().get("legacy_call"))
                .singleElement()
                .satisfies(copy -> {
                    assertThat(copy)
                            .containsEntry("transcript", "hello")
                            .containsEntry("recorded_on", LocalDate.of(2026, 4, 1))
                            .containsEntry("customer_id", 4711L)
                            .doesNotContainKeys("colour", "client");
                    assertThat(copy.get("weight")).hasToString("1.50");
                    assertThat((List<?>) copy.get("legacy_call_line")).hasSize(2);
                });
        ErasureReport report =
                sojourn.rights().erase(sojourn.rights().planErasure(ADA, ErasureGround.NO_LONGER_NECESSARY));

        assertThat(report.erased()).containsEntry("legacy_call", 1L).containsEntry("legacy_call_line", 2L);
        assertThat(calls()).containsExactly("2", "3", "4", "5");
    }

    @Test
    void erasesRowsOfAJoinTableByTheirWholeKey() {
        DataSubject ada = DataSubject.of("4711").as("customer");
        assertThat(sojourn.rights().accessCopy(ada).rows().get("customer_label"))
                .extracting(row -> row.get("label"))
                .containsExactlyInAnyOrder("loud", "quiet");
        sojourn.rights().erase(sojourn.rights().planErasure(ada, ErasureGround.NO_LONGER_NECESSARY));

        assertThat(database.texts("select customer from customer_label")).containsExactly("4712");
    }

    @Test
    void sweepsAJoinTableBatchByBatchByItsWholeKey() {
        StringBuilder many = new StringBuilder("insert into customer_label values (1, 'x', date '2026-05-31')");
        for (int i = 0; i < 300; i++) {
            many.append(", (").append(i % 7).append(", 'l").append(i).append("', date '2025-06-01')");
        }
        database.execute(many.toString());
        SweepReport.Step gone = sweep(sojourn.retention().preview(), "customer_label");

        assertThat(gone.gone()).isEqualTo(300);
        assertThat(database.texts("select label from customer_label order by label"))
                .containsExactly("loud", "loud", "quiet", "x");
    }

    @Test
    void holdsAndRestrictionsKeepRowsOfATable() {
        clock.set("2026-07-01T00:00");
        sojourn.holds().place(Hold.on(ADA).because("case 7").reviewOn(LocalDate.of(2027, 1, 1)));
        SweepPlan plan = sojourn.retention().preview();

        assertThat(step(plan, "legacy_call").kept(KeepReason.HELD)).isEqualTo(1);
        sojourn.retention().sweep(plan);
        assertThat(calls()).containsExactly("1", "3", "4");
    }

    @Test
    @Upholds("ALLAI-28")
    void rowsAreDueAtOnceWhenTheConsentTheyServedIsWithdrawn() {
        sojourn.consents().give(ADA, voice(), Evidence.none().via("form"));
        assertThat(due("legacy_call")).isZero();
        sojourn.consents().withdraw(ADA, voice());
        sojourn.retention().sweep(sojourn.retention().preview());

        assertThat(calls()).containsExactly("2", "3", "4", "5");
    }

    @Test
    void readsAWallClockInItsZoneAndNumbersInTheirUnit() {
        database.execute("insert into door_log values (1, 'b-1', timestamp '2026-04-30 23:59:59.999999'),"
                + " (2, 'b-2', timestamp '2026-05-01 00:00:00')");
        long midnight =
                LocalDate.of(2026, 5, 1).atStartOfDay(BUCHAREST).toInstant().toEpochMilli();
        database.execute("insert into ping_log values (1, 'd', " + (midnight - 1) + "), (2, 'd', " + midnight + ")");
        clock.set("2026-05-31T00:00");

        SweepPlan plan = sojourn.retention().preview();
        assertThat(step(plan, "door_log").due()).isEqualTo(1);
        assertThat(step(plan, "ping_log").due()).isEqualTo(1);
        sojourn.retention().sweep(plan);
        assertThat(database.texts("select entry from door_log")).containsExactly("2");
        assertThat(database.texts("select id from ping_log")).containsExactly("2");
    }

    @Test
    void forecastsAndExplainsByTheTablesName() {
        Forecast forecast = sojourn.retention().forecast(Period.ofDays(60));
        assertThat(forecast.lines())
                .filteredOn(line -> line.entity().equals("legacy_call"))
                .extracting(line -> line.tenant() + " " + line.dueOn(LocalDate.of(2026, 7, 1)))
                .containsExactlyInAnyOrder(" 1", "C 1", "D 1");
        Explanation explained = sojourn.retention().explain("legacy_call", 3L);
        assertThat(explained.lastDayKept()).contains(LocalDate.of(2026, 8, 18));
        assertThat(sojourn.retention()
                        .explain("customer_label", List.of(4711L, "loud"))
                        .due())
                .isFalse();
        assertThatThrownBy(() -> sojourn.retention().explain(TableStore.class, 3L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("explain(name, id)");
        assertThatThrownBy(() -> sojourn.retention().explain("legacy_calls", 3L))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRowChangedOrLockedSinceThePreviewStays() throws SQLException {
        clock.set("2026-07-01T00:00");
        SweepPlan plan = sojourn.retention().preview();
        database.execute("update legacy_call set recorded_on = date '2026-06-30' where id = 2");
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate("update legacy_call set transcript = 'x' where id = 5");
            SweepReport.Step report = sweep(plan, "legacy_call");
            other.rollback();

            assertThat(report.gone()).isEqualTo(1);
            assertThat(report.spared(KeepReason.BUSY)).isEqualTo(1);
            assertThat(report.spared(KeepReason.CHANGED)).isEqualTo(1);
        }
        assertThat(calls()).containsExactly("2", "3", "4", "5");
    }

    @Test
    void aRowTheDatabaseWillNotLetGoIsReportedAndTheOthersGo() {
        clock.set("2026-07-01T00:00");
        SweepPlan plan = sojourn.retention().preview();
        database.execute("create table complaint (about bigint references legacy_call (id))");
        try {
            database.execute("insert into complaint values (2)");
            SweepReport.Step report = sweep(plan, "legacy_call");

            assertThat(report.gone()).isEqualTo(2);
            assertThat(report.failed()).isEqualTo(1);
            assertThat(calls()).containsExactly("2", "3", "4");
        } finally {
            database.execute("drop table complaint");
        }
    }

    @Test
    void coverageKnowsTheTableAndFindsNoGapInIt() {
        PersonalDataModel bare = JpaStores.of(work).personalData(policy());
        assertThat(bare.findings())
                .filteredOn(finding -> finding.gap() == Gap.UNMAPPED)
                .extracting(CoverageFinding::key)
                .anyMatch(key -> key.contains("legacy_call"))
                .anyMatch(key -> key.contains("customer_label"));
        PersonalDataModel model = stores().personalData(policy());

        assertThat(model.findings())
                .filteredOn(finding -> finding.gap() == Gap.UNMAPPED)
                .isEmpty();
        assertThat(model.field("legacy_call", "transcript")).hasValueSatisfying(field -> {
            assertThat(field.category()).isEqualTo("voice-recording");
            assertThat(field.purposes()).containsExactly("voice");
            assertThat(field.rules()).containsExactly("voice-recording");
        });
        assertThat(model.field("legacy_call_line", "said"))
                .hasValueSatisfying(field -> assertThat(field.through()).contains("legacy_call"));
        assertThat(model.field("legacy_call", "colour")).isEmpty();
        assertThat(model.findings())
                .filteredOn(finding ->
                        finding.gap() == Gap.UNINDEXED && finding.mend().contains("door_log"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.mend()).contains("CREATE INDEX"));
        assertThat(model.findings())
                .filteredOn(finding ->
                        finding.gap() == Gap.UNINDEXED && finding.mend().contains("legacy_call"))
                .isEmpty();
    }

    @Test
    void refusesEverythingTheLiveSchemaCannotHonourAtOnce() {
        database.execute("create table keyless (a varchar(10), b timestamp with time zone)"
                .replace("timestamp with time zone", wallClock()));
        try {
            JpaStores faulty = JpaStores.of(work)
                    .tables(
                            TableStore.of("nowhere").retained("door", "at"),
                            TableStore.of("keyless").retained("door", "b"),
                            TableStore.of("Customer").retained("customer", "leftOn"),
                            TableStore.of("legacy_call")
                                    .id("client")
                                    .subject("weight")
                                    .subject("caller")
                                    .tenant("id")
                                    .retained("voice-recording", "transcript")
                                    .notPersonal("size", "nobody's"),
                            TableStore.of("customer_label"),
                            TableStore.of("ping_log").retained("ping", "millis"),
                            TableStore.of("ping_log").retained("ping", "millis", ChronoUnit.MILLIS));
            assertThatThrownBy(() -> Sojourn.builder(policy()).stores(faulty).build())
                    .isInstanceOf(FaultyDeclaration.class)
                    .hasMessageContaining("table nowhere")
                    .hasMessageContaining("there is no such table")
                    .hasMessageContaining("has no primary key")
                    .hasMessageContaining("shows a clock and not its zone")
                    .hasMessageContaining("is mapped by an entity")
                    .hasMessageContaining("legacy_call.client")
                    .hasMessageContaining("legacy_call.weight")
                    .hasMessageContaining("legacy_call.caller")
                    .hasMessageContaining("legacy_call.id: is the tenant")
                    .hasMessageContaining("legacy_call.transcript")
                    .hasMessageContaining("holds neither a day nor a moment")
                    .hasMessageContaining("legacy_call.size")
                    .hasMessageContaining("legacy_call_line.call_id refer to its rows")
                    .hasMessageContaining("is declared and under no rule")
                    .hasMessageContaining("counts from 1970 in a unit nobody named")
                    .hasMessageContaining("is declared twice");
        } finally {
            database.execute("drop table keyless");
        }
    }

    private long due(String table) {
        return step(sojourn.retention().preview(), table).due();
    }

    private static SweepPlan.Step step(SweepPlan plan, String table) {
        return plan.steps().stream()
                .filter(step -> step.entity().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private SweepReport.Step sweep(SweepPlan plan, String table) {
        return sojourn.retention().sweep(plan).steps().stream()
                .filter(step -> step.entity().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private List<String> calls() {
        return database.texts("select id from legacy_call order by id");
    }

    private static Purpose voice() {
        return Purpose.of("voice").titled("Record calls").on(LegalBasis.CONSENT);
    }

    private static Policy policy() {
        Purpose service = Purpose.of("service").titled("Serve customers").on(LegalBasis.CONTRACT);
        return Policy.builder("calls")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Calls").contact("desk@calls.example").country("RO"))
                .purposes(voice(), service)
                .retainProof(Period.ofYears(3))
                .retain(RetentionRule.atMost("voice-recording", Period.ofDays(90))
                        .tenantsMayShorten()
                        .serving(voice())
                        .because("section 7"))
                .retain(RetentionRule.atMost("label", Period.ofMonths(6))
                        .serving(service)
                        .because("section 8"))
                .retain(RetentionRule.atMost("door", Period.ofDays(30))
                        .serving(service)
                        .because("section 9"))
                .retain(RetentionRule.atMost("ping", Period.ofDays(30))
                        .serving(service)
                        .because("section 10"))
                .retain(RetentionRule.atMost("customer", Period.ofYears(1))
                        .serving(service)
                        .because("section 11"))
                .build();
    }
}
