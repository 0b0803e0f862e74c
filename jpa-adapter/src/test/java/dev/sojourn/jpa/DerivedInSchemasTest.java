package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.GuardLimits;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.testkit.HandMovedClock;
import dev.sojourn.testkit.Upholds;
import jakarta.persistence.EntityManagerFactory;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Where each tenant has a schema, what was made from other data goes with it in its tenant's schema and in no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DerivedInSchemasTest {

    private static final List<String> TENANTS = List.of("north", "south");
    private static final Actor DESK = Actor.employee("Ioana");

    private TestDatabase database;
    private EntityManagerFactory unit;
    private HandMovedClock clock;
    private Sojourn sojourn;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeAll
    void open() {
        database = database();
        for (String schema : TENANTS) {
            String made = " (id bigint primary key, caller varchar(40), madeOn date";
            database.execute("create schema " + schema);
            database.execute("create table " + schema + ".Recording" + made + ")");
            database.execute("create table " + schema + ".Transcript" + made + ", recording_id bigint references "
                    + schema + ".Recording)");
            database.execute("create table " + schema + ".Summary" + made + ", transcript_id bigint references "
                    + schema + ".Transcript)");
        }
        Schemas schemas = new Schemas(TENANTS.toArray(String[]::new));
        unit = database.open(
                schemas.settings(database.pool()),
                Callbook.Recording.class,
                Callbook.Transcript.class,
                Callbook.Summary.class);
        clock = HandMovedClock.at("2026-02-01T00:00", "Europe/Bucharest");
        sojourn = Sojourn.builder(policy())
                .stores(JpaStores.of(JpaUnitOfWork.of(unit)).tenants(schemas))
                .guard(new GuardLimits(1, 0.5, 3, 2))
                .clock(clock)
                .build();
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    /** The same ids in both: two recordings of January and one of March, each with what was made of it. */
    @BeforeEach
    void fill() {
        database.empty();
        clock.set("2026-02-01T00:00");
        for (String schema : TENANTS) {
            List.of("Summary", "Transcript", "Recording")
                    .forEach(table -> database.execute("delete from " + schema + "." + table));
            for (int id = 1; id <= 3; id++) {
                String values = " values (" + id + ", 'ada', date '2026-0" + (id < 3 ? 1 : 3) + "-15'";
                database.execute("insert into " + schema + ".Recording(id, caller, madeOn)" + values + ")");
                database.execute("insert into " + schema + ".Transcript(id, caller, madeOn, recording_id)" + values
                        + ", " + id + ")");
                database.execute("insert into " + schema + ".Summary(id, caller, madeOn, transcript_id)" + values + ", "
                        + id + ")");
            }
        }
        sojourn.settings().choose("north", "recording", Period.ofDays(30), DESK);
    }

    @Test
    @Upholds("KLOZER-03")
    void goesWithItsSourceByItsTenantsOwnPeriod() {
        DataSubject ada = new DataSubject("ada", "", "north");
        clock.set("2026-02-15T00:00");
        SweepPlan plan = sojourn.retention().preview();
        assertThat(due(plan)).isEqualTo(Map.of("north Recording", 2L, "north Transcript", 2L, "north Summary", 2L));
        SweepReport report = sojourn.retention().sweep(plan);

        assertThat(report.gone()).isEqualTo(6);
        assertThat(left("north")).containsExactly("3", "3", "3");
        assertThat(left("south")).hasSize(9);
        assertThat(sojourn.rights().accessCopy(ada).rows().get("Transcript")).hasSize(1);
        clock.set("2026-04-16T00:00");
        assertThat(due(sojourn.retention().preview()))
                .isEqualTo(Map.of(
                        "north Recording", 1L,
                        "north Transcript", 1L,
                        "north Summary", 1L,
                        "south Recording", 2L,
                        "south Transcript", 2L,
                        "south Summary", 2L));
    }

    @Test
    void staysWhereItsTenantsSourceIsLeftForSomebodyToConfirm() {
        sojourn.retention().sweep(sojourn.retention().preview(), DESK);
        for (int id = 4; id < 12; id++) {
            String values = " values (" + id + ", 'ada', date '2026-03-15', ";
            database.execute("insert into north.Transcript(id, caller, madeOn, recording_id)" + values + "3)");
            database.execute("insert into north.Summary(id, caller, madeOn, transcript_id)" + values + "3)");
        }
        clock.set("2026-02-15T00:00");
        SweepReport report = sojourn.retention().sweepScheduled(Actor.job("nightly"));

        assertThat(report.withheld()).singleElement().satisfies(one -> {
            assertThat(one.entity()).isEqualTo("Recording");
            assertThat(one.tenant()).isEqualTo("north");
        });
        assertThat(report.gone()).isZero();
        assertThat(report.spared(KeepReason.GUARDED)).isEqualTo(6);
        assertThat(left("north")).hasSize(25);
    }

    private Map<String, Long> due(SweepPlan plan) {
        Map<String, Long> due = new TreeMap<>();
        plan.steps().forEach(step -> {
            if (step.due() > 0) {
                due.merge(step.tenant().orElse("") + " " + step.entity(), step.due(), Long::sum);
            }
        });
        return due;
    }

    private List<String> left(String schema) {
        return database.texts("select id from " + schema + ".Recording union all select id from " + schema
                + ".Transcript union all select id from " + schema + ".Summary");
    }

    private static Policy policy() {
        return Policy.builder("calls")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Calls").contact("desk@calls.example").country("RO"))
                .purposes(Callbook.VOICE)
                .retainProof(Period.ofYears(3))
                .retain(RetentionRule.atMost("recording", Period.ofDays(90))
                        .tenantsMayShorten()
                        .serving(Callbook.VOICE)
                        .because("section 1"))
                .retain(RetentionRule.atMost("transcript", Period.ofMonths(12)))
                .retain(RetentionRule.atMost("summary").fromDisposalOfSource())
                .build();
    }
}
