package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.Change;
import dev.sojourn.ledger.ChangeFeed;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.DataSubject;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Units commit in another order than they wrote, and some never commit: the feed misses nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedOrderTest {

    private static final int MANY = 100_000;

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private JpaStores stores;
    private Ledger ledger;
    private ExecutorService threads;

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
        threads = Executors.newCachedThreadPool();
    }

    @AfterAll
    void close() {
        threads.shutdownNow();
        unit.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        database.empty();
    }

    @Test
    void hearsAUnitThatCommitsAfterOnesThatWroteLater() throws Exception {
        ChangeFeed.Reader reader = stores.feed().open();
        Late late = new Late("late");
        append("early");
        assertThat(subjects(reader)).containsExactly("early");
        append("another");
        assertThat(subjects(reader)).containsExactly("another");
        late.commit();
        assertThat(subjects(reader)).containsExactly("late");
        assertThat(subjects(reader)).isEmpty();
    }

    @Test
    void hearsAUnitThatWroteBeforeTheFeedWasOpened() throws Exception {
        append("before");
        Late late = new Late("late");
        append("after");
        ChangeFeed.Reader reader = stores.feed().open();
        late.commit();
        assertThat(subjects(reader)).containsExactly("late");
    }

    @Test
    void hearsUnitsThatCommitOutOfOrderAmongManyThatRollBack() throws Exception {
        ChangeFeed.Reader reader = stores.feed().open();
        List<Late> open = new ArrayList<>();
        List<String> heard = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            open.add(new Late("late-" + i));
            rollBack("gone-" + i);
            append("plain-" + i);
            heard.addAll(subjects(reader));
        }
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).commit();
            heard.addAll(subjects(reader));
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add("late-" + i);
            all.add("plain-" + i);
        }
        assertThat(heard).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void passesOverAnEntryThatCannotBeReadAndGoesOn() {
        ChangeFeed.Reader reader = stores.feed().open();
        append("before");
        insert("NOBODY:x", "CONSENT_GIVEN", "");
        insert("INSTALLATION:installation", "SETTING_CHANGED", "no facts at all");
        insert("SUBJECT:" + "0".repeat(36), "OF_A_LATER_VERSION", "");
        append("after");
        List<Change> changes = reader.read(MANY).changes();
        assertThat(changes).hasSize(5);
        assertThat(changes.subList(1, 4)).allMatch(change -> change instanceof Change.Unreadable);
        assertThat(changes.get(4)).isInstanceOf(Change.OfSubject.class);
        assertThat(subjects(reader)).isEmpty();
    }

    @Test
    void readsAnywayAfterTheStoreFailed() {
        ChangeFeed.Reader reader = stores.feed().open();
        append("before");
        database.execute("alter table sojourn_ledger rename to away");
        try {
            assertThatThrownBy(() -> reader.read(MANY)).isInstanceOf(StoreException.class);
        } finally {
            database.execute("alter table away rename to sojourn_ledger");
        }
        append("after");
        assertThat(subjects(reader)).containsExactly("before", "after");
    }

    @Test
    void refusesToCommitAUnitThatOthersWouldNotHearOf() {
        JpaStores hasty = stores.longestUnit(Duration.ofNanos(1));
        Ledger recording = new Ledger(hasty.ledger(), work, Clock.systemUTC());
        assertThatThrownBy(() -> recording.append(ChainId.run("r"), EntryKind.RUN_STARTED, Map.of(), Map.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("PT0.000000001S");
        assertThat(ledger.read(ChainId.run("r"), 0, 10)).isEmpty();
    }

    @Test
    void stopsAskingForAGapThatNoUnitCanFillAnyMore() {
        AtomicLong nanos = new AtomicLong();
        Statements statements = new Statements(work);
        Dialect dialect = Dialect.of(product()).orElseThrow();
        PositionReader reader =
                PositionReader.open(statements, dialect, Duration.ofSeconds(10), nanos::get, new SharedCaches(unit));
        append("first");
        reader.read(MANY);
        String gap =
                database.texts("select max(position) + 1 from sojourn_ledger").get(0);
        insert(Long.parseLong(gap) + 1);
        assertThat(reader.read(MANY).changes()).hasSize(1);
        nanos.set(Duration.ofSeconds(20).toNanos());
        insert(Long.parseLong(gap));
        assertThat(reader.read(MANY).changes()).hasSize(1);
        insert(Long.parseLong(gap) + 3);
        assertThat(reader.read(MANY).changes()).hasSize(1);
        nanos.set(Duration.ofSeconds(41).toNanos());
        reader.read(MANY);
        insert(Long.parseLong(gap) + 2);
        assertThat(reader.read(MANY).changes()).isEmpty();
    }

    private String product() {
        return work.call(em -> Connections.call(em, c -> c.getMetaData().getDatabaseProductName()));
    }

    private List<String> subjects(ChangeFeed.Reader reader) {
        ChangeFeed.Batch batch = reader.read(MANY);
        assertThat(batch.complete()).isTrue();
        return batch.changes().stream()
                .map(change ->
                        ((Change.OfSubject) change).subject().orElseThrow().id())
                .toList();
    }

    private void append(String subject) {
        work.run(() -> {
            String key = stores.subjects().enrol(DataSubject.of(subject));
            ledger.append(ChainId.subject(key), EntryKind.CONSENT_GIVEN, Map.of(), Map.of());
            return subject;
        });
    }

    private void rollBack(String subject) {
        assertThatThrownBy(() -> work.run(() -> {
                    append(subject);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
    }

    private void insert(String chain, String kind, String body) {
        database.execute(
                "insert into sojourn_ledger (chain, entry_number, entry_kind, recorded_at, body, previous_hash,"
                        + " hash) values ('" + chain + "', 1, '" + kind + "', '2026-01-01 00:00:00', '" + body
                        + "', '', '')");
    }

    private void insert(long position) {
        database.execute("insert into sojourn_ledger (position, chain, entry_number, entry_kind, recorded_at, body,"
                + " previous_hash, hash) values (" + position + ", 'NOBODY:x', " + position
                + ", 'X', '2026-01-01 00:00:00', '', '', '')");
    }

    /** A unit on a thread of its own that has written and waits to be told to commit. */
    private final class Late {
        private final CompletableFuture<Boolean> go = new CompletableFuture<>();
        private final Future<?> done;

        Late(String subject) throws Exception {
            CompletableFuture<Boolean> written = new CompletableFuture<>();
            done = threads.submit(() -> work.run(() -> {
                append(subject);
                written.complete(true);
                return go.join();
            }));
            written.get(30, TimeUnit.SECONDS);
        }

        void commit() throws Exception {
            go.complete(true);
            done.get(30, TimeUnit.SECONDS);
        }
    }
}
