package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.AccessCopy;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rows that their provider hides are there: they fall due, are copied and go, and are counted by the database itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiltersTest {

    private static final DataSubject ADA = new DataSubject("ada@example.org", "lead", "north");

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
        unit = database.open(Drawer.ENTITIES);
        work = JpaUnitOfWork.of(unit);
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @BeforeEach
    void fill() {
        Drawer.empty(database);
        clock = HandMovedClock.at("2026-07-01T12:00", "Europe/Bucharest");
        sojourn = Sojourn.builder(Drawer.policy())
                .stores(JpaStores.of(work).tenantAttribute("tenant"))
                .clock(clock)
                .build();
        lead(1, "north", "ada@example.org", "2026-03-01", false);
        lead(2, "north", "ada@example.org", "2026-03-01", true);
        lead(3, "south", "bob@example.org", "2026-03-01", true);
        lead(4, "south", "eve@example.org", "2026-06-30", true);
        database.execute("insert into Topic(id) values (9)");
        for (int id = 1; id <= 4; id++) {
            database.execute("insert into Lead_remarks(Lead_id, remarks, gone) values (" + id + ", 'remark " + id
                    + "', " + (id > 1) + ")");
            database.execute(
                    "insert into Lead_Topic(Lead_id, topics_id, gone) values (" + id + ", 9, " + (id > 1) + ")");
            database.execute("insert into Task(id, lead_id, done, text) values (" + (id * 10) + ", " + id
                    + ", 0, 'open'), (" + (id * 10 + 1) + ", " + id + ", 1, 'done')");
            database.execute("insert into Letter(id, lead_id, version, sent) values (" + id + ", " + id + ", 0, 1)");
        }
    }

    @Test
    void sweepsWhatWasOnlyMarkedAsDeletedWithAllThatIsHiddenBelowIt() {
        var plan = sojourn.retention().preview();
        SweepReport report = sojourn.retention().sweep(plan);

        assertThat(plan.due()).isEqualTo(3);
        assertThat(report.steps())
                .anySatisfy(step -> assertThat(step.disposed())
                        .isEqualTo(Map.of(
                                "Lead",
                                3L,
                                "Task",
                                6L,
                                "Lead.remarks",
                                3L,
                                "Lead.topics",
                                3L,
                                "Letter.lead unlinked",
                                3L)));
        assertThat(database.texts("select id from Lead")).containsExactly("4");
        assertThat(database.texts("select id from Task order by id")).containsExactly("40", "41");
        assertThat(database.texts("select remarks from Lead_remarks")).containsExactly("remark 4");
        assertThat(database.texts("select Lead_id from Lead_Topic")).containsExactly("4");
        assertThat(database.texts("select id from Topic")).containsExactly("9");
        assertThat(database.texts("select concat(id, ' ', version, ' ', coalesce(lead_id, 0)) from Letter order by id"))
                .containsExactly("1 1 0", "2 1 0", "3 1 0", "4 0 4");
        assertThat(sojourn.retention().preview().due()).isZero();
    }

    @Test
    void sweepsHiddenRowsOfEachTenantByItsOwnPeriod() {
        sojourn.settings().choose("south", "lead", Period.ofDays(1), Actor.employee("Ioana"));
        clock.set("2026-07-02T12:00");

        assertThat(sojourn.retention().sweep(sojourn.retention().preview()).gone())
                .isGreaterThanOrEqualTo(4);
        assertThat(database.texts("select id from Lead")).isEmpty();
    }

    @Test
    void aHiddenChildUnderAFloorKeepsItsParent() {
        database.execute("insert into Bid(id, lead_id, closed, madeOn) values (5, 2, 1, date '2026-02-01')");

        SweepReport report = sojourn.retention().sweep(sojourn.retention().preview());

        assertThat(database.texts("select id from Lead order by id")).containsExactly("2", "4");
        assertThat(report.steps())
                .anySatisfy(step -> assertThat(step.spared()).containsEntry(KeepReason.CHILD_KEPT, 1L));
        assertThat(sojourn.retention().explain(Drawer.Lead.class, 2L).reason()).contains(KeepReason.CHILD_KEPT);
        assertThat(sojourn.retention().explain(Drawer.Bid.class, 5L).reason()).contains(KeepReason.FLOOR);
    }

    @Test
    void keepsHiddenRowsWhileAHoldLasts() {
        sojourn.holds().place(Hold.on(ADA).because("case 1").reviewOn(LocalDate.of(2026, 12, 1)));
        sojourn.retention().sweep(sojourn.retention().preview());

        assertThat(database.texts("select id from Lead order by id")).containsExactly("1", "2", "4");
    }

    @Test
    void copiesAndErasesWhatThePersonWasToldIsGone() {
        AccessCopy copy = sojourn.rights().accessCopy(ADA);
        assertThat(copy.rows().get("Lead")).extracting(row -> row.get("id")).containsExactly(1L, 2L);
        assertThat(copy.rows().get("Lead"))
                .extracting(row -> row.get("remarks"))
                .containsExactly(List.of("remark 1"), List.of("remark 2"));
        assertThat(copy.rows().get("Lead").get(0).get("seenAt")).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));

        assertThat(sojourn.rights()
                        .erase(sojourn.rights().planErasure(ADA, ErasureGround.NO_LONGER_NECESSARY))
                        .erased())
                .containsEntry("Lead", 2L);
        assertThat(database.rows("Lead").toString()).doesNotContain("ada@example.org");
        assertThat(database.texts("select id from Task order by id")).containsExactly("30", "31", "40", "41");
    }

    @Test
    void forgetsWhatIsGoneInTheHostsOwnUnit() {
        work.run(entityManager -> {
            Drawer.Lead loaded = entityManager.find(Drawer.Lead.class, 1L);
            loaded.email = "changed after it was loaded";
            var store = JpaStores.of(work).tenantAttribute("tenant").data(Drawer.policy()).stores().stream()
                    .filter(found -> found.describe().entity().equals("Lead"))
                    .findFirst()
                    .orElseThrow();
            var rows = store.read(Selection.everything(), List.of(new RowKey("Lead", 1L)), true);
            store.dispose(rows, Disposition.DELETE);
            assertThat(entityManager.contains(loaded)).isFalse();
            assertThat(entityManager.find(Drawer.Lead.class, 1L)).isNull();
        });
        assertThat(database.texts("select id from Lead order by id")).containsExactly("2", "3", "4");
    }

    private void lead(long id, String tenant, String email, String day, boolean gone) {
        work.run(entityManager -> {
            Drawer.Lead lead = new Drawer.Lead();
            lead.id = id;
            lead.tenant = tenant;
            lead.email = email;
            lead.seenAt = Instant.parse(day + "T10:00:00Z");
            entityManager.persist(lead);
        });
        if (gone) {
            work.run(entityManager -> entityManager.remove(entityManager.find(Drawer.Lead.class, id)));
        }
    }
}
