package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.policy.DataSubject;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Many threads, one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChainRaceTest {

    private static final int THREADS = 8;
    private static final int ROUNDS = 25;

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private JpaStores stores;
    private Ledger ledger;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open();
        work = JpaUnitOfWork.of(unit);
        stores = JpaStores.of(work);
        ledger = new Ledger(stores.ledger(), work, Clock.systemUTC());
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @Test
    void leavesNoGapWhenEightThreadsAppendToOneChain() throws Exception {
        DataSubject ada = DataSubject.of("ada");
        List<String> keys = atOnce(round -> work.run(() -> {
            String key = stores.subjects().enrol(ada);
            ledger.append(ChainId.subject(key), EntryKind.EVENT_HAPPENED, Map.of("round", "" + round), Map.of());
            return key;
        }));
        assertThat(keys).containsOnly(keys.get(0));
        List<LedgerEntry> entries = ledger.read(ChainId.subject(keys.get(0)), 0, 1_000);
        assertThat(entries)
                .extracting(LedgerEntry::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, THREADS * ROUNDS).boxed().toList());
        String hash = LedgerStore.Head.EMPTY.hash();
        for (LedgerEntry entry : entries) {
            assertThat(entry.previous()).isEqualTo(hash);
            hash = entry.hash();
        }
    }

    @Test
    void makesOneKeyAndOneChainOfASubjectThatIsNewToEightThreads() throws Exception {
        List<String> keys = atOnce(round -> work.run(() -> {
            DataSubject newcomer = DataSubject.of("newcomer-" + round).in("acme");
            String key = stores.subjects().enrol(newcomer);
            stores.ledger().lock(ChainId.subject(key));
            return key;
        }));
        assertThat(keys.stream().distinct()).hasSize(ROUNDS);
        assertThat(database.texts("select subject_key from sojourn_subject where tenant = 'acme'"))
                .containsExactlyInAnyOrderElementsOf(keys.stream().distinct().toList());
    }

    @Test
    void letsTwoSubjectsGoOnWithoutEachOther() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            String done = work.run(() -> {
                append("first");
                try {
                    return other.submit(() -> append("second")).get(30, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException("the second subject waited for the first", e);
                }
            });
            assertThat(done).isEqualTo("second");
        } finally {
            other.shutdown();
        }
    }

    private String append(String id) {
        return work.run(() -> {
            String key = stores.subjects().enrol(DataSubject.of(id));
            ledger.append(ChainId.subject(key), EntryKind.EVENT_HAPPENED, Map.of(), Map.of());
            return id;
        });
    }

    /** Every thread begins a round when all are ready. */
    private static List<String> atOnce(Round round) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier ready = new CyclicBarrier(THREADS);
        try {
            List<Callable<List<String>>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                tasks.add(() -> {
                    List<String> results = new ArrayList<>();
                    for (int number = 0; number < ROUNDS; number++) {
                        ready.await(30, TimeUnit.SECONDS);
                        results.add(round.run(number));
                    }
                    return results;
                });
            }
            List<String> all = new ArrayList<>();
            for (Future<List<String>> task : threads.invokeAll(tasks)) {
                all.addAll(task.get());
            }
            return all;
        } finally {
            threads.shutdown();
        }
    }

    private interface Round {
        String run(int number);
    }
}
