package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.SweepHandle;
import dev.sojourn.retention.SweepPace;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.EntityManagerFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several threads share the rows of a step: each row goes once, and the ledger says what went. */
class SweepWorkersTest {

    private static final int ROWS = 2_000;
    private static final Actor CLERK = Actor.employee("Grace Hopper");

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaStores stores;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    String numbers() {
        return "system_range(1, " + ROWS + ") as t(i)";
    }

    @BeforeEach
    void open() {
        database = database();
        unit = database.open(Visit.class);
        stores = JpaStores.of(JpaUnitOfWork.of(unit)).tenantAttribute("tenant");
        database.execute("insert into Visit(id, tenant, guest, seenAt, page) select i, 't', 'g' || i,"
                + " timestamp with time zone '2025-01-01 00:00:00+00', 'a page' from " + numbers());
    }

    @AfterEach
    void close() {
        unit.close();
        database.close();
    }

    private Sojourn.Builder sojourn() {
        return Sojourn.builder(Visit.policy())
                .stores(stores)
                .clock(HandMovedClock.at(Visit.NOW))
                .batchSize(25)
                .sweepWorkers(3);
    }

    @Test
    void disposeOfEveryRowOnceAndRecordIt() {
        List<Long> told = Collections.synchronizedList(new ArrayList<>());
        Sojourn sojourn = sojourn()
                .progress(advance -> {
                    if (advance.cause() == SweepPlan.Cause.PERIOD) {
                        told.add(advance.disposed());
                    }
                })
                .build();
        SweepPlan plan = sojourn.retention().preview();
        SweepReport report = sojourn.retention().sweep(plan);
        assertThat(report.gone()).isEqualTo(ROWS);
        assertThat(report.steps()).allSatisfy(step -> assertThat(step.failed()).isZero());
        assertThat(List.copyOf(told)).isSorted().endsWith((long) ROWS);
        assertThat(database.rows("Visit")).isEmpty();
        assertThat(recorded(plan)).isEqualTo(ROWS);
        assertThat(stores.work().runNew(() -> stores.runs().running())).isEmpty();
        assertThat(sojourn().build().retention().sweep(plan).gone()).isZero();
    }

    /** Whoever placed a hold knows that no thread is left that has not heard of it. */
    @Test
    void keepWhatIsHeldFromTheMomentTheHoldReturns() throws Exception {
        AtomicReference<Thread> placing = new AtomicReference<>();
        AtomicBoolean held = new AtomicBoolean();
        AtomicReference<List<String>> left = new AtomicReference<>(List.of());
        DataSubject last = DataSubject.of("g" + ROWS).in("t");
        Sojourn other = sojourn().build();
        Sojourn sojourn = sojourn()
                .progress(advance -> {
                    if (placing.get() == null) {
                        Thread thread = new Thread(() -> {
                            other.holds()
                                    .place(Hold.on(last).because("case 26").reviewOn(LocalDate.of(2026, 9, 1)), CLERK);
                            left.set(database.texts("select guest from Visit where guest = 'g" + ROWS + "'"));
                            held.set(true);
                        });
                        placing.set(thread);
                        thread.start();
                    }
                })
                .build();
        SweepReport report = sojourn.retention().sweep(sojourn.retention().preview());
        placing.get().join();
        assertThat(held).isTrue();
        assertThat(database.texts("select guest from Visit")).isEqualTo(left.get());
        assertThat(report.gone()).isEqualTo(ROWS - left.get().size());
    }

    @Test
    void stopTogetherAndLeaveARunThatCanBeGoneOnWith() {
        AtomicReference<Sojourn> node = new AtomicReference<>();
        SweepHandle handle = new SweepHandle();
        node.set(sojourn()
                .progress(advance -> {
                    if (advance.disposed() >= ROWS / 4) {
                        handle.cancel();
                    }
                })
                .build());
        SweepPlan plan = node.get().retention().preview();
        SweepReport stopped = node.get().retention().sweep(plan, CLERK, SweepPace.full(), handle);
        assertThat(stopped.stopped()).contains(SweepReport.Stop.CANCELLED);
        assertThat(stopped.gone()).isBetween((long) ROWS / 4, (long) ROWS - 1);
        assertThat(database.rows("Visit")).hasSize((int) (ROWS - stopped.gone()));
        SweepReport rest = sojourn().build().retention().sweep(plan);
        assertThat(rest.gone()).isEqualTo(ROWS - stopped.gone());
        assertThat(recorded(plan)).isEqualTo(ROWS);
    }

    private long recorded(SweepPlan plan) {
        return stores.work().runNew(() -> stores.ledger().read(ChainId.run(plan.id()), 0, 10_000)).stream()
                .map(LedgerEntry::body)
                .map(Map::entrySet)
                .flatMap(facts -> facts.stream().filter(fact -> fact.getKey().equals("rows.Visit")))
                .mapToLong(fact -> Long.parseLong(fact.getValue()))
                .sum();
    }
}
