package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.testkit.HandMovedClock;
import dev.sojourn.testkit.Upholds;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What happens between two steps of a batch: whatever commits first wins, and the report says why a row stayed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweepRacesIT {

    /** The common pool may have a single thread, and rivals wait for each other. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final String LONG_AGO = "2024-01-01 00:00:00";
    private static final String JUST_NOW = "2026-01-14 00:00:00";
    private static final String UUID_ONE = "'00000000-0000-0000-0000-000000000001'";
    private static final DataSubject ADA = DataSubject.of("g1").as("guest");

    TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private Interleaved stores;
    private Sojourn sojourn;

    TestDatabase database() {
        return TestDatabase.postgres();
    }

    /** A moment as the columns of instants take it. */
    String moment(String utc) {
        return "timestamp with time zone '" + utc + "+00'";
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open(Hotel.ENTITIES);
        work = JpaUnitOfWork.of(unit);
        stores = new Interleaved(JpaStores.of(work), "Guest");
        sojourn = Sojourn.builder(Hotel.policy())
                .stores(stores)
                .clock(HandMovedClock.at(NOW))
                .build();
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @BeforeEach
    void oneGuestIsDue() {
        Hotel.empty(database);
        guest(1);
    }

    @Test
    void activitySinceTheKeysWereChosenKeepsTheRow() {
        SweepPlan plan = sojourn.retention().preview();
        stores.once(
                Interleaved.Moment.AFTER_CANDIDATES,
                () -> database.execute("update Guest set lastSeen = " + moment(JUST_NOW) + " where id = 1"));
        SweepReport report = sojourn.retention().sweep(plan);

        assertThat(plan.due()).isEqualTo(1);
        assertThat(stores.isOver()).isTrue();
        assertThat(report.gone()).isZero();
        assertThat(report.spared(KeepReason.CHANGED)).isEqualTo(1);
        assertThat(count("Guest")).isEqualTo(1);
    }

    @Test
    @Upholds("KLUSAI-25")
    void holdPlacedSinceTheKeysWereChosenKeepsTheRow() {
        SweepReport report =
                sweepWhileAHoldIsPlaced(Interleaved.Moment.AFTER_CANDIDATES, new ConcurrentLinkedQueue<>());

        assertThat(report.spared(KeepReason.HELD)).isEqualTo(1);
        assertThat(report.gone()).isZero();
        assertThat(count("Guest")).isEqualTo(1);
    }

    @Test
    @Upholds("KLUSAI-25")
    void holdPlacedSinceTheRowWasLockedKeepsIt() {
        SweepReport report = sweepWhileAHoldIsPlaced(Interleaved.Moment.AFTER_LOCK, new ConcurrentLinkedQueue<>());

        assertThat(report.spared(KeepReason.HELD)).isEqualTo(1);
        assertThat(report.gone()).isZero();
        assertThat(count("Guest")).isEqualTo(1);
    }

    @Test
    void placingAHoldReturnsOnlyWhenNoBatchCanDisposeOfWhatItCovers() {
        ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
        SweepReport report = sweepWhileAHoldIsPlaced(Interleaved.Moment.BEFORE_DISPOSAL, order);

        assertThat(report.gone()).isEqualTo(1);
        assertThat(count("Guest")).isZero();
        assertThat(order)
                .as("the batch under way had committed when place returned")
                .containsExactly("hold committed", "place returned, 0 guests left");
    }

    @Test
    void childInsertedSinceTheKeysWereChosenKeepsItsParent() {
        SweepReport report = sweepWhile(Interleaved.Moment.AFTER_CANDIDATES, () -> stay(1, "2025-12-31"));

        assertThat(report.gone()).isZero();
        assertThat(report.spared(KeepReason.CHILD_KEPT)).isEqualTo(1);
        assertThat(childKept(report)).containsOnlyKeys("Stay FLOOR by stay-register");
        assertThat(count("Guest")).isEqualTo(1);
        assertThat(count("Stay")).isEqualTo(1);
    }

    @Test
    void childInsertedSinceTheRowWasJudgedKeepsItsParent() {
        SweepReport report = sweepWhile(Interleaved.Moment.BEFORE_DISPOSAL, () -> stay(1, "2025-12-31"));

        assertThat(report.gone()).isZero();
        assertThat(report.failures()).isEmpty();
        assertThat(report.spared(KeepReason.CHILD_KEPT)).isEqualTo(1);
        assertThat(count("Guest")).isEqualTo(1);
        assertThat(count("Stay")).isEqualTo(1);
    }

    @Test
    void childMovedInSinceTheKeysWereChosenKeepsItsNewParentWithAllItOwns() {
        guest(2);
        database.execute("update Guest set lastSeen = " + moment(JUST_NOW) + " where id = 2");
        stay(2, "2025-12-31");
        database.execute("insert into Wish(id, text, wished_by) values ('w', 'view', 1)");
        SweepReport report =
                sweepWhile(Interleaved.Moment.AFTER_CANDIDATES, () -> database.execute("update Stay set guest_id = 1"));

        assertThat(report.gone()).isZero();
        assertThat(report.spared(KeepReason.CHILD_KEPT)).isEqualTo(1);
        assertThat(count("Guest")).isEqualTo(2);
        assertThat(count("Stay")).isEqualTo(1);
        assertThat(count("Wish")).isEqualTo(1);
    }

    @Test
    void referenceMadeSinceTheRowWasJudgedKeepsIt() {
        SweepReport report = sweepWhile(
                Interleaved.Moment.BEFORE_DISPOSAL,
                () -> database.execute("insert into Bill(id, guest_id) values (1, 1)"));

        assertThat(report.gone()).isZero();
        assertThat(report.failures()).isEmpty();
        assertThat(childKept(report)).containsOnlyKeys("Bill.guest");
        assertThat(count("Guest")).isEqualTo(1);
        assertThat(count("Bill where guest_id = 1")).isEqualTo(1);
    }

    @Test
    void twoSweepersDisposeOfEachRowOnce() throws Exception {
        int rows = 1_000;
        for (int id = 2; id <= rows; id++) {
            guest(id);
        }
        CyclicBarrier bothHaveChosen = new CyclicBarrier(2);
        CompletableFuture<SweepReport> one =
                CompletableFuture.supplyAsync(() -> sweepMeeting(bothHaveChosen), OWN_THREAD);
        CompletableFuture<SweepReport> other =
                CompletableFuture.supplyAsync(() -> sweepMeeting(bothHaveChosen), OWN_THREAD);
        List<SweepReport> both = List.of(one.get(60, TimeUnit.SECONDS), other.get(60, TimeUnit.SECONDS));
        long left = count("Guest");
        // Each passes over what the other has locked for a moment, and neither waits: the next sweep takes such a row.
        SweepReport next = sojourn.retention().sweep(sojourn.retention().preview());
        List<SweepReport> reports =
                Stream.concat(both.stream(), Stream.of(next)).toList();

        assertThat(count("Guest")).isZero();
        assertThat(left).isLessThan(50).isEqualTo(next.gone());
        assertThat(reports.stream().mapToLong(SweepReport::gone).sum()).isEqualTo(rows);
        assertThat(reports.stream().mapToLong(this::recorded).sum()).isEqualTo(rows);
        assertThat(reports).allSatisfy(report -> assertThat(report.failures()).isEmpty());
    }

    private SweepReport sweepMeeting(CyclicBarrier other) {
        Interleaved mine = new Interleaved(JpaStores.of(JpaUnitOfWork.of(unit)), "Guest");
        Sojourn sweeper = Sojourn.builder(Hotel.policy())
                .stores(mine)
                .clock(HandMovedClock.at(NOW))
                .batchSize(50)
                .build();
        SweepPlan plan = sweeper.retention().preview();
        mine.once(Interleaved.Moment.AFTER_CANDIDATES, () -> meet(other));
        return sweeper.retention().sweep(plan);
    }

    private static void meet(CyclicBarrier other) {
        try {
            other.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the other sweeper did not come", e);
        }
    }

    private SweepReport sweepWhile(Interleaved.Moment moment, Runnable rival) {
        SweepPlan plan = sojourn.retention().preview();
        stores.once(moment, rival);
        SweepReport report = sojourn.retention().sweep(plan);
        assertThat(stores.isOver()).isTrue();
        return report;
    }

    private SweepReport sweepWhileAHoldIsPlaced(Interleaved.Moment moment, ConcurrentLinkedQueue<String> order) {
        List<CompletableFuture<Void>> placing = new ArrayList<>();
        SweepReport report = sweepWhile(moment, () -> {
            CountDownLatch placed = new CountDownLatch(1);
            placing.add(CompletableFuture.runAsync(
                    () -> {
                        work.run(() -> {
                            work.afterCompletion(committed -> {
                                order.add("hold committed");
                                placed.countDown();
                            });
                            return sojourn.holds()
                                    .place(Hold.on(ADA).because("case 1").reviewOn(LocalDate.of(2026, 6, 1)));
                        });
                        order.add("place returned, " + count("Guest") + " guests left");
                    },
                    OWN_THREAD));
            await(placed);
        });
        placing.forEach(CompletableFuture::join);
        return report;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private long recorded(SweepReport report) {
        List<LedgerEntry> entries = work.run(() -> sojourn.ledger().read(ChainId.run(report.run()), 0, 1_000));
        return entries.stream()
                .filter(entry -> entry.kind() == EntryKind.BATCH_DISPOSED)
                .mapToLong(entry -> Long.parseLong(entry.body().get("rows.Guest")))
                .sum();
    }

    private static SweepReport.Step step(SweepReport report, String entity) {
        return report.steps().stream()
                .filter(step -> step.entity().equals(entity))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Long> childKept(SweepReport report) {
        return step(report, "Guest").childKept();
    }

    private void guest(int id) {
        database.execute("insert into Guest(id, login, lastSeen, name, room) values (" + id + ", 'g" + id + "', "
                + moment(LONG_AGO) + ", 'name', '1')");
    }

    private void stay(int guest, String leftOn) {
        database.execute("insert into Stay(id, guest_id, leftOn) values (" + UUID_ONE + ", " + guest + ", date '"
                + leftOn + "')");
    }

    private long count(String from) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + from)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(from, e);
        }
    }
}
