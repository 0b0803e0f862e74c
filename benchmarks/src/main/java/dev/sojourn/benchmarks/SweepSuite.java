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
import java.util.function.Consumer;

/** S1 to S5, S7 and S8: what a sweep costs beside what an expert writes by hand; each from a copy of the same database. */
final class SweepSuite implements Suite {

    private static final String DUE = "made_at < timestamptz '2025-01-01 00:00:00Z'";
    private static final int PAGE = 1_000;

    /** One side's run: how long, its longest transaction, how much write-ahead log. */
    private record Run(double seconds, double longestMillis, long bytes) {}

    /** What one side does; says how long its longest transaction was, in milliseconds. */
    private interface Work {
        double on(String url, long due) throws Exception;
    }

    @Override
    public void run(Scale scale, Consumer<Score> scores) throws Exception {
        int many = scale.pick(100_000, 2_000_000);
        int few = scale.pick(20_000, 200_000);
        int turns = scale.pick(2, 3);
        try (Postgres server = Postgres.start()) {
            for (int rows : new int[] {few, many}) {
                server.create("records" + rows);
                try (Connection connection = server.connect("records" + rows)) {
                    Records.fill(connection, rows);
                }
            }
            List<Run> ours = new ArrayList<>();
            List<Run> hand = new ArrayList<>();
            List<Run> oursFew = new ArrayList<>();
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
        }
    }

    private static Run delete(Postgres server, int rows, Work work) throws Exception {
        return turn(server, rows, work, (connection, due) -> Records.checkDeleted(connection, rows, due));
    }

    /** Looks at what a side left behind. */
    private interface Check {
        void of(Connection connection, long due) throws SQLException;
    }

    private static Run turn(Postgres server, int rows, Work work, Check check) throws Exception {
        String database = server.copy("records" + rows);
        try {
            long due;
            try (Connection connection = server.connect(database)) {
                due = Records.due(connection);
            }
            long before = server.written();
            long begun = System.nanoTime();
            double longest = work.on(server.url(database), due);
            double seconds = (System.nanoTime() - begun) / 1e9;
            long bytes = server.written() - before;
            try (Connection connection = server.connect(database)) {
                check.of(connection, due);
            }
            return new Run(seconds, longest, bytes);
        } finally {
            server.drop(database);
        }
    }

    private static Sojourn open(Host host, Disposition then, SweepProgress progress) {
        return Sojourn.builder(Records.policy(then))
                .stores(JpaStores.of(host.work))
                .clock(Clock.fixed(Records.NOW, ZoneOffset.UTC))
                .progress(progress)
                .build();
    }

    private static double sweep(String url, long due) {
        return sweep(
                url,
                due,
                Disposition.DELETE,
                advance -> {},
                Records.Rec.class,
                Records.RecNote.class,
                Records.RecFile.class);
    }

    private static double sweep(String url, long due, Disposition then, SweepProgress progress, Class<?>... entities) {
        try (Host host = Host.open(url, 4, entities);
                Sojourn sojourn = open(host, then, progress)) {
            SweepPlan plan = sojourn.retention().preview();
            Records.expect("rows planned", due, plan.due());
            SweepReport report = sojourn.retention().sweep(plan);
            Records.expect("rows gone by the report", due, report.gone());
            return host.timed.longest();
        }
    }

    private static double byHand(String url, long due) throws SQLException {
        long begun = System.nanoTime();
        try (Connection connection = java.sql.DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("delete from rec_note n using rec r where n.rec_id = r.id and r." + DUE);
            statement.execute("delete from rec_file f using rec r where f.rec_id = r.id and r." + DUE);
            Records.expect("rows deleted", due, statement.executeLargeUpdate("delete from rec where " + DUE));
            connection.commit();
        }
        return (System.nanoTime() - begun) / 1e6;
    }

    /** Entity by entity as it is done well: pages by key, children fetched with them, JDBC batches, nothing kept. */
    private static double remove(String url, long due) {
        try (Host host = Host.open(
                url,
                2,
                Map.of("hibernate.jdbc.batch_size", "100", "hibernate.order_updates", "true"),
                Records.Rec.class,
                Records.RecNote.class,
                Records.RecFile.class)) {
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
            return host.timed.longest();
        }
    }

    private static void heap(Postgres server, int few, int many, Consumer<Score> scores) throws Exception {
        double small = largestHeap(server, few);
        double large = largestHeap(server, many);
        double worst = Math.max(small, large);
        boolean flat = Math.abs(large - small) <= 2;
        scores.accept(Score.alone(
                "S3",
                flat ? worst : worst + 16,
                Target.atMost(16),
                "MB",
                Score.figure(small) + " at " + few + " and " + Score.figure(large) + " at " + many
                        + (flat ? "" : ": not flat, 16 added")));
    }

    /** Ten samples over the sweep, each after a forced collection, above what was used before it. */
    private static double largestHeap(Postgres server, int rows) throws Exception {
        double[] largest = {0};
        turn(
                server,
                rows,
                (url, due) -> {
                    double[] idle = {Double.MAX_VALUE};
                    long[] next = {due / 11};
                    return sweep(
                            url,
                            due,
                            Disposition.DELETE,
                            advance -> {
                                if (advance.done() >= next[0] || idle[0] == Double.MAX_VALUE) {
                                    double used = used();
                                    if (idle[0] == Double.MAX_VALUE) {
                                        idle[0] = used;
                                    }
                                    largest[0] = Math.max(largest[0], used - idle[0]);
                                    next[0] += due / 11;
                                }
                            },
                            Records.Rec.class,
                            Records.RecNote.class,
                            Records.RecFile.class);
                },
                (connection, due) -> Records.checkDeleted(connection, rows, due));
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
                    (url, due) -> {
                        try (Connection connection = java.sql.DriverManager.getConnection(url);
                                Statement statement = connection.createStatement()) {
                            Records.expect(
                                    "rows updated",
                                    due,
                                    statement.executeLargeUpdate(
                                            "update rec set name = null, email = 'gone' where " + DUE));
                        }
                        return 0;
                    },
                    redacted));
            ours.add(turn(
                    server,
                    rows,
                    (url, due) -> sweep(url, due, Disposition.REDACT, advance -> {}, Records.Lead.class),
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
                Sojourn sojourn = open(host, Disposition.DELETE, advance -> {})) {
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
