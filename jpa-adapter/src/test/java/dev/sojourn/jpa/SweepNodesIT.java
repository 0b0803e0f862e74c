package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several nodes, each a process of its own, that sweep one table at once with nobody to coordinate them. */
@Tag("nodes")
class SweepNodesIT {

    private static final Logger LOG = LoggerFactory.getLogger(SweepNodesIT.class);
    private static final int NODES = 4;
    private static final Pattern GONE = Pattern.compile("rows\\.Visit\"?[=:]\"?(\\d+)");

    private final CountDownLatch never = new CountDownLatch(1);
    private final List<RunningNode> nodes = new ArrayList<>();
    private TestDatabase database;
    private EntityManagerFactory unit;
    private int visits;

    @BeforeEach
    void open() {
        database = TestDatabase.postgres();
        unit = database.open(Visit.class);
    }

    private void start(int many) throws SQLException {
        visits = many;
        Visit.fill(database, visits);
        String url;
        try (Connection connection = database.connect()) {
            url = connection.getMetaData().getURL();
        }
        IntStream.range(0, NODES).forEach(i -> nodes.add(new RunningNode(SweepNode.class, url, "postgres")));
        nodes.forEach(RunningNode::awaitReady);
    }

    @AfterEach
    void close() {
        nodes.forEach(RunningNode::close);
        unit.close();
        database.close();
    }

    @Test
    void disposeOfEachDueRowExactlyOnceAndWaitForEachOtherForNoMoreThanABatch() throws Exception {
        start(200_000);
        long begun = System.nanoTime();
        nodes.forEach(node -> assertThat(node.order("sweep")).isEqualTo("sweeping"));
        double longestWait = 0;
        while (!nodes.stream().allMatch(node -> !node.order("result").equals("sweeping"))) {
            longestWait = Math.max(longestWait, longestLockWait());
            pause();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;

        long gone = nodes.stream()
                .map(node -> node.order("result").split(" "))
                .peek(words -> assertThat(words[2]).as("failed steps").isEqualTo("0"))
                .mapToLong(words -> Long.parseLong(words[1]))
                .sum();
        int longestBatch = nodes.stream()
                .flatMap(node -> node.acknowledged().stream())
                .mapToInt(Integer::intValue)
                .max()
                .orElseThrow();
        report(("%d nodes swept %d of %d rows in %.1f s (%s each); longest wait for a lock %.0f ms, longest batch"
                        + " %d ms")
                .formatted(
                        NODES,
                        gone,
                        visits,
                        seconds,
                        nodes.stream()
                                .map(node -> node.order("result").split(" ")[1])
                                .toList(),
                        longestWait,
                        longestBatch));
        assertThat(gone).isEqualTo(recorded()).isEqualTo(visits - left());
        assertThat(left() - due()).as("what is not due stays").isEqualTo(visits - Visit.dueOf(visits));
        assertThat(due()).as("nothing due was passed over by all").isZero();
        assertThat(longestWait).isLessThanOrEqualTo(longestBatch);
    }

    @Test
    void leaveNoRowGoneWithoutARecordWhenOneOfThemIsKilled() throws Exception {
        start(80_000);
        nodes.forEach(node -> assertThat(node.order("sweep")).isEqualTo("sweeping"));
        RunningNode victim = nodes.get(1);
        waitUntil(() -> victim.acknowledged().size() > 10);
        victim.kill();
        List<RunningNode> others = nodes.stream().filter(node -> node != victim).toList();
        waitUntil(() -> others.stream().allMatch(node -> !node.order("result").equals("sweeping")));

        assertThat(recorded()).isEqualTo(visits - left());
        Sojourn sojourn = Sojourn.builder(Visit.policy())
                .stores(JpaStores.of(JpaUnitOfWork.of(unit)).tenantAttribute("tenant"))
                .clock(HandMovedClock.at(Visit.NOW))
                .build();
        long passedOver = due();
        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(passedOver);
        SweepReport rest = sojourn.retention().sweep(plan);
        assertThat(rest.gone()).isEqualTo(passedOver);
        assertThat(left()).isEqualTo(visits - Visit.dueOf(visits));
        assertThat(recorded()).isEqualTo(Visit.dueOf(visits));
    }

    private long left() {
        return Long.parseLong(database.texts("select count(*) from Visit").get(0));
    }

    private long due() {
        return Long.parseLong(database.texts("select count(*) from Visit where seenAt < timestamp '2026-01-01'")
                .get(0));
    }

    /** What the ledger says is gone, whoever disposed of it. */
    private long recorded() {
        return database.texts("select body from sojourn_ledger where entry_kind = 'BATCH_DISPOSED'").stream()
                .mapToLong(body -> {
                    Matcher rows = GONE.matcher(body);
                    assertThat(rows.find()).as(body).isTrue();
                    return Long.parseLong(rows.group(1));
                })
                .sum();
    }

    /** For how many milliseconds some transaction has been waiting for another's lock. */
    private double longestLockWait() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select coalesce(max(extract(epoch from"
                        + " (clock_timestamp() - waitstart))), 0) * 1000 from pg_locks where not granted")) {
            rows.next();
            return rows.getDouble(1);
        }
    }

    private static void report(String figures) throws IOException {
        LOG.warn(figures);
        Files.writeString(Path.of("target", "SweepNodesIT.txt"), figures + "\n");
    }

    private void waitUntil(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            assertThat(i).as("in time").isLessThan(20_000);
            pause();
        }
    }

    private void pause() throws InterruptedException {
        assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
    }
}
