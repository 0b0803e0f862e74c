package dev.sojourn.benchmarks;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ConsentProof;
import dev.sojourn.consent.PastAct;
import dev.sojourn.jpa.JpaStores;
import dev.sojourn.policy.DataSubject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** H7: the first check of a subject, which loads every purpose's answer by one statement; and the same by hand. */
final class Misses {

    private static final Instant GIVEN = Instant.parse("2026-01-10T10:00:00Z");
    private static final int BLOCK = 250;

    private Misses() {}

    static void run(Scale scale, Consumer<Score> scores) throws Exception {
        int blocks = scale.pick(20, 60);
        int subjects = 2 * BLOCK * blocks;
        try (Postgres server = Postgres.start()) {
            server.create("misses");
            try (Connection connection = server.connect("misses")) {
                Host.tables(connection);
                Postgres.execute(
                        connection,
                        "create table answer (subject varchar(255), purpose varchar(200),"
                                + " given_at timestamp(6), ended_at timestamp(6), primary key (subject, purpose))");
            }
            try (Host host = Host.open(server.url("misses"), 4);
                    Sojourn sojourn = Sojourn.builder(Installation.POLICY)
                            .stores(JpaStores.of(host.work))
                            .following(Sojourn.USUAL_BOUND)
                            .build()) {
                fill(host, sojourn, subjects);
                measure(host, sojourn, blocks, scores);
            }
        }
    }

    private static void fill(Host host, Sojourn sojourn, int subjects) throws SQLException {
        sojourn.imports()
                .run(
                        "the benchmark",
                        () -> IntStream.range(0, subjects * Installation.PURPOSES.length)
                                .filter(step -> Walk.isAllowed(step >>> 2, step & 3))
                                .mapToObj(step -> PastAct.given(
                                        "r-" + step,
                                        DataSubject.of(Walk.id(step >>> 2)),
                                        Installation.PURPOSES[step & 3],
                                        GIVEN,
                                        ConsentProof.TIME_ONLY)));
        try (Connection connection = host.pool.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into answer values (?, ?, ?, null)")) {
            connection.setAutoCommit(false);
            for (int step = 0; step < subjects * Installation.PURPOSES.length; step++) {
                if (Walk.isAllowed(step >>> 2, step & 3)) {
                    insert.setString(1, Walk.id(step >>> 2));
                    insert.setString(2, Walk.PURPOSES[step & 3]);
                    insert.setTimestamp(3, Timestamp.from(GIVEN));
                    insert.addBatch();
                    if (step % 5_000 == 0) {
                        insert.executeBatch();
                    }
                }
            }
            insert.executeBatch();
            connection.commit();
            connection.setAutoCommit(true);
            Postgres.execute(connection, "vacuum analyze");
        }
    }

    /** The first half of the blocks warms both sides up; nobody is asked about twice. */
    private static void measure(Host host, Sojourn sojourn, int blocks, Consumer<Score> scores) throws SQLException {
        double[] ours = new double[blocks];
        double[] hand = new double[blocks];
        for (int block = 0; block < 2 * blocks; block++) {
            int first = block * BLOCK;
            long begun = System.nanoTime();
            for (int subject = first; subject < first + BLOCK; subject++) {
                expect(subject, 0, sojourn.may(DataSubject.of(Walk.id(subject)), Installation.PURPOSES[0]));
            }
            long between = System.nanoTime();
            for (int subject = first; subject < first + BLOCK; subject++) {
                expect(subject, 0, byHand(host, Walk.id(subject), Walk.PURPOSES[0]));
            }
            long ended = System.nanoTime();
            if (block >= blocks) {
                ours[block - blocks] = (between - begun) / 1e3 / BLOCK;
                hand[block - blocks] = (ended - between) / 1e3 / BLOCK;
            }
        }
        scores.accept(Score.ratio("H7", new Samples(ours), new Samples(hand), Target.atMost(2), "us"));
    }

    private static void expect(int subject, int purpose, boolean answer) {
        if (answer != Walk.isAllowed(subject, purpose)) {
            throw new IllegalStateException("a wrong answer");
        }
    }

    private static boolean byHand(Host host, String subject, String purpose) throws SQLException {
        Map<String, Boolean> answers = new HashMap<>();
        try (Connection connection = host.pool.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select purpose, given_at, ended_at from answer where subject = ?")) {
            select.setString(1, subject);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    answers.put(rows.getString(1), rows.getTimestamp(2) != null && rows.getTimestamp(3) == null);
                }
            }
        }
        return answers.getOrDefault(purpose, false);
    }
}
