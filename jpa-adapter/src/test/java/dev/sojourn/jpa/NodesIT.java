package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.sojourn.testkit.Upholds;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several nodes, each a process of its own, on one database: what one of them records the others answer by in time. */
@Tag("nodes")
class NodesIT {

    private static final Logger LOG = LoggerFactory.getLogger(NodesIT.class);
    private static final int NODES = 4;

    private final CountDownLatch never = new CountDownLatch(1);
    private final List<RunningNode> nodes = new ArrayList<>();
    private final ExecutorService drivers = Executors.newCachedThreadPool();
    private TestDatabase database;

    TestDatabase database() {
        return TestDatabase.postgres();
    }

    int withdrawals() {
        return 2_000;
    }

    /** How many of them are in units that stay open. */
    private int late() {
        return withdrawals() * 6 / 100;
    }

    @BeforeEach
    void open() {
        database = database();
        database.open().close();
    }

    @AfterEach
    void close() {
        nodes.forEach(RunningNode::close);
        drivers.shutdownNow();
        database.close();
    }

    @Test
    @Upholds("KLUSAI-19")
    void noNodeAllowsACheckThatStartsLaterThanTheBoundAfterAWithdrawalCommitted() throws Exception {
        int withdrawals = withdrawals();
        IntStream.range(0, NODES).forEach(i -> start(url(), withdrawals));
        nodes.forEach(RunningNode::awaitReady);
        inParallel(i -> nodes.get(i).order("give", i * withdrawals / NODES, (i + 1) * withdrawals / NODES));
        nodes.forEach(node -> node.order("watch", 1));
        waitUntil(() -> nodes.stream()
                .allMatch(node -> Arrays.stream(node.numbers("lasts")).noneMatch(at -> at == 0)));
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, withdrawals).boxed().toList());
        Random random = new Random(7);
        Collections.shuffle(order, random);
        AtomicInteger next = new AtomicInteger();
        inParallel(i -> {
            Random own = new Random(i);
            for (int at = next.getAndIncrement(); at < withdrawals; at = next.getAndIncrement()) {
                RunningNode node = nodes.get(own.nextInt(NODES));
                int subject = order.get(at);
                assertThat(
                                at % (withdrawals / late()) == 0
                                        ? node.order("late", subject, 100 + own.nextInt(3_000))
                                        : node.order("withdraw", subject))
                        .isIn("withdrawn", "true");
            }
            return "";
        });
        pause(Node.BOUND.plusSeconds(4));
        report(new long[NODES][]);
    }

    private void report(long[][] lasts) throws IOException {
        int withdrawals = withdrawals();
        long[] committed = new long[withdrawals];
        for (int i = 0; i < NODES; i++) {
            lasts[i] = nodes.get(i).numbers("lasts");
            long[] own = nodes.get(i).numbers("commits");
            IntStream.range(0, withdrawals).forEach(s -> committed[s] = Math.max(committed[s], own[s]));
        }
        assertThat(committed).doesNotContain(0);
        long[] late = new long[withdrawals * NODES];
        for (int i = 0; i < late.length; i++) {
            late[i] = Math.max(0, lasts[i / withdrawals][i % withdrawals] - committed[i % withdrawals]);
        }
        Arrays.sort(late);
        long checks = nodes.stream()
                .mapToLong(node -> Long.parseLong(node.order("checks")))
                .sum();
        long retries = nodes.stream()
                .mapToLong(node -> Long.parseLong(node.order("retries")))
                .sum();
        String figures = ("%s: %d nodes, %d withdrawals (%d tried again), %d of them in units that stayed open up to"
                                + " 3.1 s, %d checks;")
                        .formatted(getClass().getSimpleName(), NODES, withdrawals, retries, late(), checks)
                + " last allowed check after the commit returned: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms"
                        .formatted(at(late, 50), at(late, 95), at(late, 99), at(late, 100));
        LOG.warn(figures);
        Files.writeString(Path.of("target", getClass().getSimpleName() + ".txt"), figures + "\n");
        assertThat(late[late.length - 1]).isLessThanOrEqualTo(Node.BOUND.toNanos());
    }

    @Test
    void readsTheStoreWhenTheFeedIsBlockedAndDeniesWhenTheStoreIsAwayToo() throws Exception {
        URI server = URI.create(url().substring("jdbc:".length()));
        try (CutWire wire = new CutWire(server.getPort())) {
            RunningNode node = start(url().replace(":" + server.getPort(), ":" + wire.port()), 10);
            node.awaitReady();
            node.order("give", 0, 10);
            assertThat(node.order("may", 3)).isEqualTo("true");
            database.execute("alter table sojourn_ledger rename to sojourn_ledger_away");
            waitUntil(() -> node.order("stale").equals("true"));
            waitUntil(() -> node.order("may", 3).equals("true"));
            database.execute("update sojourn_state set act_kind = 'WITHDRAWN'");
            assertThat(node.order("may", 3)).isEqualTo("false");
            database.execute("update sojourn_state set act_kind = 'GIVEN'");
            waitUntil(() -> node.order("may", 3).equals("true"));
            wire.cut();
            assertThat(node.order("decide", 3)).contains("STORE_ERROR");
            assertThat(node.order("vital", 3)).isEqualTo("true");
            wire.mend();
            database.execute("alter table sojourn_ledger_away rename to sojourn_ledger");
            waitUntil(() -> node.order("stale").equals("false"));
            waitUntil(() -> node.order("may", 3).equals("true"));
        }
    }

    @Test
    void allowsNoCheckOnConsentOnceTheBoundHasPassedInAnOutageAndNothingOldAfterIt() throws Exception {
        URI server = URI.create(url().substring("jdbc:".length()));
        int subjects = 40;
        try (CutWire wire = new CutWire(server.getPort())) {
            RunningNode cutOff = start(url().replace(":" + server.getPort(), ":" + wire.port()), subjects);
            RunningNode other = start(url(), subjects);
            cutOff.awaitReady();
            other.awaitReady();
            other.order("give", 0, subjects);
            cutOff.order("watch", 2);
            waitUntil(() -> Arrays.stream(cutOff.numbers("lasts")).noneMatch(at -> at == 0));
            long began = System.nanoTime();
            wire.cut();
            for (int subject = 0; subject < subjects; subject += 2) {
                other.order("withdraw", subject);
            }
            pause(Duration.ofSeconds(8));
            long[] during = cutOff.numbers("lasts");
            assertThat(Arrays.stream(during).max().orElseThrow()).isLessThanOrEqualTo(began + Node.BOUND.toNanos());
            long mended = System.nanoTime();
            wire.mend();
            waitUntil(() ->
                    IntStream.range(0, subjects / 2).allMatch(i -> cutOff.numbers("lasts")[2 * i + 1] > mended));
            long[] after = cutOff.numbers("lasts");
            for (int subject = 0; subject < subjects; subject += 2) {
                assertThat(after[subject]).isLessThan(mended);
                assertThat(cutOff.order("may", subject)).isEqualTo("false");
            }
            assertThat(cutOff.order("vitalDenials")).isEqualTo("0");
        }
    }

    @Test
    void hasEveryAcknowledgedActWithItsProofAfterANodeWasKilledAmongTenThousandWrites() throws Exception {
        RunningNode node = start(url(), 10_000);
        node.awaitReady();
        node.order("write", 0, 10_000);
        waitUntil(() -> node.acknowledged().size() >= 3_000);
        node.kill();
        List<Integer> acknowledged = node.acknowledged();
        assertThat(acknowledged).hasSizeBetween(3_000, 9_999);
        List<String> kept = database.texts("select s.subject_id from sojourn_state a join sojourn_subject s"
                + " on s.subject_key = a.subject_key where a.act_kind = 'GIVEN'");
        assertThat(kept).containsAll(acknowledged.stream().map(n -> "s-" + n).toList());
        assertThat(database.texts("select a.subject_key from sojourn_state a where not exists (select 1 from"
                        + " sojourn_ledger l where l.chain = concat('SUBJECT:', a.subject_key)"
                        + " and l.entry_kind = 'CONSENT_GIVEN')"))
                .isEmpty();
        assertThat(database.texts("select l.chain from sojourn_ledger l where l.entry_kind = 'CONSENT_GIVEN'"
                        + " and not exists (select 1 from sojourn_state a"
                        + " where l.chain = concat('SUBJECT:', a.subject_key))"))
                .isEmpty();
        assertThat(database.texts("select c.chain from sojourn_chain c where c.head_number <> (select count(*)"
                        + " from sojourn_ledger l where l.chain = c.chain)"))
                .isEmpty();
    }

    private String url() {
        return ((HikariDataSource) database.pool()).getJdbcUrl();
    }

    private RunningNode start(String url, int subjects) {
        RunningNode node = new RunningNode(url, ((HikariDataSource) database.pool()).getUsername(), subjects);
        nodes.add(node);
        return node;
    }

    private interface Driving {
        String drive(int number) throws Exception;
    }

    private void inParallel(Driving driving) throws Exception {
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            int number = i;
            tasks.add(() -> driving.drive(number));
        }
        for (Future<String> done : drivers.invokeAll(tasks)) {
            done.get(120, TimeUnit.SECONDS);
        }
    }

    private void waitUntil(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("a minute went by").isLessThan(end);
            pause(Duration.ofMillis(50));
        }
    }

    private void pause(Duration duration) throws InterruptedException {
        assertThat(never.await(duration.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    }

    private static double at(long[] sorted, int percentile) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) sorted.length * percentile / 100)] / 1e6;
    }
}
