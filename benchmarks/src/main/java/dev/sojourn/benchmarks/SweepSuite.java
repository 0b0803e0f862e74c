package dev.sojourn.benchmarks;

import dev.sojourn.Sojourn;
import dev.sojourn.jpa.JpaStores;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepProgress;
import dev.sojourn.retention.SweepReport;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * S1 to S5, S7 and S8: what a sweep costs beside what an expert writes by hand; each from a copy of the same database. A
 * sweep is timed with its preview, on a host that is up, as the hand-written statements are on a server that is; its
 * longest transaction is one of those that dispose of rows.
 */
final class SweepSuite implements Suite {

    private static final String DUE = "made_at < timestamptz '2025-01-01 00:00:00Z'";
    private static final int PAGE = 1_000;
    private static final int BATCH = 2_000;
    private static final int WORKERS = 2;
    private static final int SAMPLES = 10;

    /** One side's run: how long, its longest transaction, how much write-ahead log. */
    private record Run(double seconds, double longestMillis, long bytes) {}

    /** What one side does, once it is ready to begin. */
    private interface Side extends AutoCloseable {
        void run(long due) throws Exception;

        /** In milliseconds. */
        double longest();

        @Override
        void close();
    }

    /** Makes one side ready to begin. */
    private interface Opening {
        Side on(String url) throws Exception;
    }

    @Override
    public void run(Scale scale, Consumer<Score> scores) throws Exception {
        int many = scale.pick(100_000, 2_000_000);
        int few = scale.pick(20_000, 200_000);
        int turns = scale.pick(2, 3);
        try (Postgres server = Postgres.start()) {
            for (int rows : new int[] {few, many}) {
                say("fill " + rows + " rows");
                server.create("records" + rows);
                try (Connection connection = server.connect("records" + rows)) {
                    Records.fill(connection, rows);
                }
            }
            List<Run> ours = new ArrayList<>();
            List<Run> hand = new ArrayList<>();
            List<Run> oursFew = new ArrayList<>();
            delete(server, few, SweepSuite::byHand);
            delete(server, few, SweepSuite::sweep);
            for (int turn = 0; turn < turns; turn++) {
                hand.add(delete(server, many, SweepSuite::byHand));
                ours.add(delete(server, many, SweepSuite::sweep));
                oursFew.add(delete(server, few, SweepSuite::sweep));
            }
            double due = many * 0.3;
            scores.accept(Score.ratio(
                    "S1",
                    each(ours, run -> due / run.seconds()),
                    each(hand, run -> due / run.seconds()),
                    Target.atLeast(1),
                    "rows/s"));
            scores.accept(Score.ratio(
                    "S2",
                    each(ours, Run::longestMillis),
                    each(hand, Run::longestMillis),
                    Target.atMost(1.0 / 50),
                    "ms"));
            heap(server, few, many, scores);
            Run remove = delete(server, many, SweepSuite::remove);
            scores.accept(Score.ratio(
                    "S4",
                    new Samples(each(ours, Run::seconds).median()),
                    new Samples(remove.seconds()),
                    Target.atMost(1.0 / 10),
                    "s"));
            Samples slow = each(ours, run -> run.seconds() * 1e6 / many);
            Samples quick = each(oursFew, run -> run.seconds() * 1e6 / few);
            scores.accept(Score.alone(
                    "S5",
                    slow.over(quick).median(),
                    Target.atMost(1.2),
                    "us a row over us a row",
                    slow.over(quick).spread()));
            redact(server, many, turns, scores);
            preview(server, many, turns, scores);
            TenantSweeps.measure(server, scale, scores);
        }
    }

    private static Check deleted(int rows) {
        return (connection, due) -> Records.checkDeleted(connection, rows, due);
    }

    private static Run delete(Postgres server, int rows, Opening work) throws Exception {
        return turn(server, rows, work, deleted(rows));
    }

    /** Looks at what a side left behind. */
    private interface Check {
        void of(Connection connection, long due) throws SQLException;
    }

    private static void say(String what) {
        System.err.println("sweep: " + what);
    }

    private static Run turn(Postgres server, int rows, Opening opening, Check check) throws Exception {
        String database = server.copy("records" + rows);
        try {
            long due;
            try (Connection connection = server.connect(database)) {
                due = Records.due(connection);
            }
            Run run;
            try (Side side = opening.on(server.url(database))) {
                long before = server.written();
                long begun = System.nanoTime();
                side.run(due);
                double seconds = (System.nanoTime() - begun) / 1e9;
                run = new Run(seconds, side.longest(), server.written() - before);
                say(side + ", " + rows + " rows: " + Score.figure(seconds) + " s, longest transaction "
                        + Score.figure(run.longestMillis()) + " ms, log " + run.bytes() / 1_048_576 + " MB");
            }
            try (Connection connection = server.connect(database)) {
                check.of(connection, due);
            }
            return run;
        } finally {
            server.drop(database);
        }
    }

    private static Sojourn open(Host host, int workers, Disposition then, SweepProgress progress) {
        return Sojourn.builder(Records.policy(then))
                .stores(JpaStores.of(host.work))
                .clock(Clock.fixed(Records.NOW, ZoneOffset.UTC))
                .progress(progress)
                .batchSize(BATCH)
                .sweepWorkers(workers)
                .build();
    }

    /** A sweep on a host that is up. */
    private record Sweep(Host host, Sojourn sojourn) implements Side {
        static Sweep on(String url, int workers, Disposition then, SweepProgress progress, Class<?>... entities) {
            Host host = Host.timed(url, 4, Map.of(), entities);
            return new Sweep(host, SweepSuite.open(host, workers, then, progress));
        }

        @Override
        public void run(long due) {
            SweepPlan plan = sojourn.retention().preview();
            Records.expect("rows planned", due, plan.due());
            host.timed.begin();
            SweepReport report = sojourn.retention().sweep(plan);
            Records.expect("rows gone by the report", due, report.gone());
        }

        @Override
        public double longest() {
            return host.timed.longest();
        }

        @Override
        public void close() {
            sojourn.close();
            host.close();
        }

        @Override
        public String toString() {
            return "ours";
        }
    }

    private static Side sweep(String url) {
        return Sweep.on(
                url,
                WORKERS,
                Disposition.DELETE,
                advance -> {},
                Records.Rec.class,
                Records.RecNote.class,
                Records.RecFile.class);
    }

    /** Statements by hand, in one transaction. */
    private record ByHand(Connection connection, long[] nanos, String... statements) implements Side {
        static ByHand on(String url, String... statements) throws SQLException {
            return new ByHand(java.sql.DriverManager.getConnection(url), new long[1], statements);
        }

        @Override
        public void run(long due) throws SQLException {
            long begun = System.nanoTime();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                long changed = 0;
                for (String sql : statements) {
                    changed = statement.executeLargeUpdate(sql);
                }
                Records.expect("rows changed by hand", due, changed);
            }
            connection.commit();
            nanos[0] = System.nanoTime() - begun;
        }

        @Override
        public double longest() {
            return nanos[0] / 1e6;
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString() {
            return "by hand";
        }
    }

    private static Side byHand(String url) throws SQLException {
        return ByHand.on(
                url,
                "delete from rec_note n using rec r where n.rec_id = r.id and r." + DUE,
                "delete from rec_file f using rec r where f.rec_id = r.id and r." + DUE,
                "delete from rec where " + DUE);
    }

    /** Entity by entity as it is done well: pages by key, children fetched with them, JDBC batches, nothing kept. */
    private record Remove(Host host) implements Side {
        @Override
        public void run(long due) {
            long gone = 0;
            long after = 0;
            while (true) {
                try (EntityManager entities = host.entities.createEntityManager()) {
                    entities.getTransaction().begin();
                    List<Long> ids = entities.createQuery(
                                    "select r.id from Rec r where r.madeAt < :cut and r.id > :after order by r.id",
                                    Long.class)
                            .setParameter("cut", Records.CUT)
                            .setParameter("after", after)
                            .setMaxResults(PAGE)
                            .getResultList();
                    if (ids.isEmpty()) {
                        entities.getTransaction().commit();
                        break;
                    }
                    after = ids.get(ids.size() - 1);
                    entities.createQuery("from Rec r left join fetch r.notes where r.id in :ids", Records.Rec.class)
                            .setParameter("ids", ids)
                            .getResultList();
                    List<Records.Rec> page = entities.createQuery(
                                    "from Rec r left join fetch r.files where r.id in :ids", Records.Rec.class)
                            .setParameter("ids", ids)
                            .getResultList();
                    page.forEach(entities::remove);
                    entities.getTransaction().commit();
                    gone += page.size();
                }
            }
            Records.expect("rows removed", due, gone);
        }

        @Override
        public double longest() {
            return host.timed.longest();
        }

        @Override
        public void close() {
            host.close();
        }

        @Override
        public String toString() {
            return "remove()";
        }
    }

    private static Side remove(String url) {
        return new Remove(Host.timed(
                url,
                2,
                Map.of("hibernate.jdbc.batch_size", "100", "hibernate.order_updates", "true"),
                Records.Rec.class,
                Records.RecNote.class,
                Records.RecFile.class));
    }

    private static void heap(Postgres server, int few, int many, Consumer<Score> scores) throws Exception {
        double small = largestHeap(server, few);
        double large = largestHeap(server, many);
        double worst = Math.max(small, large);
        boolean flat = Math.abs(large - small) <= 2;
        scores.accept(new Score(
                "S3",
                worst,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Target.atMost(16),
                worst <= 16 && flat,
                "MB",
                Score.figure(small) + " at " + few + " and " + Score.figure(large) + " at " + many
                        + (flat ? "" : ": not within 2 MB")));
    }

    /**
     * Ten samples over the sweep, each after a forced collection, above what was used before it. By one thread, so that each
     * is taken between two batches: another's batch under way would make them differ by chance.
     */
    private static double largestHeap(Postgres server, int rows) throws Exception {
        double[] idle = {0};
        double[] largest = {0};
        long[] samples = {0, 0};
        turn(
                server,
                rows,
                url -> {
                    Sweep sweep = Sweep.on(
                            url,
                            1,
                            Disposition.DELETE,
                            advance -> {
                                if (advance.done() >= (samples[0] + 1) * samples[1] && samples[0] < SAMPLES) {
                                    samples[0]++;
                                    largest[0] = Math.max(largest[0], used() - idle[0]);
                                }
                            },
                            Records.Rec.class,
                            Records.RecNote.class,
                            Records.RecFile.class);
                    samples[1] = sweep.sojourn().retention().preview().due() / (SAMPLES + 1);
                    idle[0] = used();
                    return sweep;
                },
                deleted(rows));
        if (samples[0] == 0) {
            throw new IllegalStateException("the heap was never looked at");
        }
        say("heap above idle, " + rows + " rows: " + Score.figure(largest[0]) + " MB in " + samples[0] + " samples");
        return largest[0];
    }

    private static double used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0;
    }

    private static void redact(Postgres server, int rows, int turns, Consumer<Score> scores) throws Exception {
        Check redacted = (connection, due) -> {
            Records.expect("rows left", rows, Postgres.number(connection, "select count(*) from rec"));
            Records.expect(
                    "rows redacted",
                    due,
                    Postgres.number(
                            connection, "select count(*) from rec where name is null and email = 'gone' and " + DUE));
            Records.expect(
                    "rows touched", due, Postgres.number(connection, "select count(*) from rec where email = 'gone'"));
        };
        List<Run> ours = new ArrayList<>();
        List<Run> hand = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            hand.add(turn(
                    server,
                    rows,
                    url -> ByHand.on(url, "update rec set name = null, email = 'gone' where " + DUE),
                    redacted));
            ours.add(turn(
                    server,
                    rows,
                    url -> Sweep.on(url, WORKERS, Disposition.REDACT, advance -> {}, Records.Lead.class),
                    redacted));
        }
        double due = rows * 0.3;
        scores.accept(Score.ratio(
                "S7",
                each(ours, run -> due / run.seconds()),
                each(hand, run -> due / run.seconds()),
                Target.atLeast(0.85),
                "rows/s"));
    }

    private static void preview(Postgres server, int rows, int turns, Consumer<Score> scores) throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> hand = new ArrayList<>();
        String database = server.copy("records" + rows);
        try (Connection connection = server.connect(database);
                Host host = Host.open(
                        server.url(database), 4, Records.Rec.class, Records.RecNote.class, Records.RecFile.class);
                Sojourn sojourn = open(host, WORKERS, Disposition.DELETE, advance -> {})) {
            long due = Records.due(connection);
            for (int turn = -1; turn < 3 * turns; turn++) {
                long begun = System.nanoTime();
                Records.expect(
                        "rows planned", due, sojourn.retention().preview().due());
                long between = System.nanoTime();
                Records.expect(
                        "rows counted",
                        due,
                        Postgres.number(
                                connection,
                                "select sum(case when " + DUE + " then 1 else 0 end)::bigint, count(*),"
                                        + " sum(case when made_at is null then 1 else 0 end), min(made_at) from rec"
                                        + " group by ()"));
                long ended = System.nanoTime();
                if (turn >= 0) {
                    ours.add((between - begun) / 1e9);
                    hand.add((ended - between) / 1e9);
                }
            }
        }
        server.drop(database);
        scores.accept(Score.ratio("S8", samples(ours), samples(hand), Target.atMost(1.3), "s"));
    }

    private static Samples samples(List<Double> values) {
        return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static Samples each(List<Run> runs, java.util.function.ToDoubleFunction<Run> value) {
        return new Samples(runs.stream().mapToDouble(value).toArray());
    }
}
