package dev.sojourn.benchmarks;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ConsentProof;
import dev.sojourn.consent.PastAct;
import dev.sojourn.jpa.AllowedQuery;
import dev.sojourn.jpa.JpaStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Purpose;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A1 to A3: who may be written to, asked about a million people at once. */
final class AudienceSuite implements Suite {

    private static final Purpose PURPOSE = Installation.PURPOSES[0];
    private static final Instant GIVEN = Instant.parse("2026-01-10T10:00:00Z");

    /** What a person without context would write over Sojourn's own tables. */
    private static final String JOIN = "select s.subject_id from sojourn_subject s join sojourn_state a"
            + " on a.subject_key = s.subject_key where a.facet = 'CONSENT' and a.purpose = '" + Walk.PURPOSES[0]
            + "' and a.scope = '' and a.act_kind = 'GIVEN' and s.tenant = '' and s.kind = ''";

    private static final String EVERYBODY = "select s.subject_id, s.kind, s.tenant from sojourn_subject s join"
            + " sojourn_state a on a.subject_key = s.subject_key where a.facet = 'CONSENT' and a.purpose = '"
            + Walk.PURPOSES[0] + "' and a.scope = '' and a.act_kind = 'GIVEN'";

    /** A customer of the host, by the same text the consent names. */
    @Entity(name = "ByText")
    @Table(name = "by_text")
    static class ByText {
        @Id
        @Column(length = 255)
        String id = "";
    }

    /** A customer of the host with a number. */
    @Entity(name = "ByNumber")
    @Table(name = "by_number")
    static class ByNumber {
        @Id
        long id;
    }

    @Override
    public void run(Scale scale, Consumer<Score> scores) throws Exception {
        int people = Integer.getInteger("bench.people", scale.pick(50_000, 1_000_000));
        int turns = scale.pick(3, 5);
        try (Postgres server = Postgres.start()) {
            server.create("audience");
            try (Connection connection = server.connect("audience")) {
                Host.tables(connection);
                Postgres.execute(
                        connection,
                        "create table by_text (id varchar(255) primary key)",
                        "insert into by_text select 'user-' || lpad(g::text, 8, '0') from generate_series(0, "
                                + (people - 1) + ") g",
                        "create table by_number (id bigint primary key)",
                        "insert into by_number select g from generate_series(1, " + people + ") g");
            }
            try (Host host = Host.open(
                    server.url("audience") + "&reWriteBatchedInserts=true", 4, ByText.class, ByNumber.class)) {
                try (Sojourn sojourn = open(host, people)) {
                    load(sojourn, people);
                }
                Progress.say("audience: " + people + " people are there, twice");
                try (Connection connection = host.pool.getConnection()) {
                    Postgres.execute(connection, "vacuum analyze");
                }
                try (Sojourn sojourn = open(host, people)) {
                    awaitFresh(sojourn);
                    filter(host, sojourn, people, turns, scores);
                }
                stream(host, people, turns, scores);
                try (Sojourn sojourn = open(host, people)) {
                    predicate(host, sojourn, people, turns, scores);
                }
            }
        }
    }

    /** As an installation with so many people would be: it remembers all of them. */
    private static Sojourn open(Host host, int people) {
        return Sojourn.builder(Installation.POLICY)
                .stores(JpaStores.of(host.work))
                .following(Sojourn.USUAL_BOUND)
                .remembering(2L * people)
                .build();
    }

    /** A node that has just begun to follow the others reads the store until it has heard of them once. */
    private static void awaitFresh(Sojourn sojourn) {
        for (int wait = 0; sojourn.gate().freshness().isStale() && wait < 3_000; wait++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static void load(Sojourn sojourn, int people) {
        sojourn.imports()
                .run(
                        "by text",
                        () -> IntStream.range(0, people)
                                .filter(person -> Walk.isAllowed(person, 0))
                                .mapToObj(person -> given("t-" + person, Walk.id(person))));
        sojourn.imports()
                .run(
                        "by number",
                        () -> IntStream.range(1, people + 1)
                                .filter(person -> Walk.isAllowed(person, 1))
                                .mapToObj(person -> PastAct.given(
                                        "n-" + person,
                                        DataSubject.of(Integer.toString(person)).as("account"),
                                        PURPOSE,
                                        GIVEN,
                                        ConsentProof.TIME_ONLY)));
    }

    private static PastAct given(String key, String subject) {
        return PastAct.given(key, DataSubject.of(subject), PURPOSE, GIVEN, ConsentProof.TIME_ONLY);
    }

    private static void filter(Host host, Sojourn sojourn, int people, int turns, Consumer<Score> scores)
            throws SQLException {
        List<DataSubject> candidates = new ArrayList<>(IntStream.range(0, people)
                .mapToObj(person -> DataSubject.of(Walk.id(person)))
                .toList());
        Collections.shuffle(candidates, new Random(5));
        long expected = expected(people);
        double[] ours = new double[turns];
        double[] hand = new double[turns];
        for (int turn = -2; turn < turns; turn++) {
            long begun = System.nanoTime();
            Records.expect(
                    "people allowed",
                    expected,
                    sojourn.gate().allowedAmong(candidates, PURPOSE).size());
            long between = System.nanoTime();
            Set<String> allowed = new HashSet<>(fetch(host, JOIN));
            Records.expect(
                    "people joined",
                    expected,
                    candidates.stream()
                            .filter(one -> allowed.contains(one.id()))
                            .count());
            note("A1", turn, ours, hand, begun, between);
        }
        scores.accept(Score.ratio("A1", new Samples(ours), new Samples(hand), Target.atMost(0.5), "s"));
    }

    /** Nothing is remembered: each turn opens an installation of its own. */
    private static void stream(Host host, int people, int turns, Consumer<Score> scores) throws SQLException {
        long expected = expected(people);
        double[] ours = new double[turns];
        double[] hand = new double[turns];
        for (int turn = -1; turn < turns; turn++) {
            long begun;
            try (Sojourn sojourn = open(host, people)) {
                begun = System.nanoTime();
                try (Stream<DataSubject> audience = sojourn.gate().audience(PURPOSE)) {
                    Records.expect(
                            "people in the audience",
                            expected,
                            audience.filter(subject -> subject.kind().isEmpty()).count());
                }
            }
            long between = System.nanoTime();
            Records.expect(
                    "people joined",
                    expected,
                    everybody(host).stream()
                            .filter(subject -> subject.kind().isEmpty())
                            .count());
            note("A2", turn, ours, hand, begun, between);
        }
        scores.accept(Score.ratio("A2", new Samples(ours), new Samples(hand), Target.atMost(1.3), "s"));
    }

    private static List<DataSubject> everybody(Host host) throws SQLException {
        List<DataSubject> found = new ArrayList<>();
        read(
                host,
                EVERYBODY,
                rows -> found.add(new DataSubject(rows.getString(1), rows.getString(2), rows.getString(3))));
        return found;
    }

    private static void note(String score, int turn, double[] ours, double[] hand, long begun, long between) {
        double fast = (between - begun) / 1e9;
        double plain = (System.nanoTime() - between) / 1e9;
        Progress.say(score + ": " + Score.figure(fast) + " s, by hand " + Score.figure(plain) + " s");
        if (turn >= 0) {
            ours[turn] = fast;
            hand[turn] = plain;
        }
    }

    private static void predicate(Host host, Sojourn sojourn, int people, int turns, Consumer<Score> scores)
            throws SQLException {
        long texts = expected(people);
        long numbers = IntStream.range(1, people + 1)
                .filter(person -> Walk.isAllowed(person, 1))
                .count();
        double[] ours = new double[turns];
        double[] hand = new double[turns];
        awaitFresh(sojourn);
        for (int turn = -1; turn < turns; turn++) {
            long begun = System.nanoTime();
            Records.expect("texts", texts, count(host, AllowedQuery.under(sojourn), ByText.class));
            Records.expect(
                    "numbers", numbers, count(host, AllowedQuery.under(sojourn).as("account"), ByNumber.class));
            long between = System.nanoTime();
            try (Connection connection = host.pool.getConnection()) {
                Records.expect(
                        "texts",
                        texts,
                        Postgres.number(
                                connection,
                                "select count(*) from by_text h where exists (" + JOIN + " and s.subject_id = h.id)"));
                Records.expect(
                        "numbers",
                        numbers,
                        Postgres.number(
                                connection,
                                "select count(*) from by_number h where exists ("
                                        + JOIN.replace("s.kind = ''", "s.kind = 'account'")
                                        + " and s.numeric_id = h.id)"));
            }
            note("A3", turn, ours, hand, begun, between);
        }
        scores.accept(Score.ratio("A3", new Samples(ours), new Samples(hand), Target.atMost(1.1), "s"));
    }

    /** Counts as the peer does, whose {@code count(*)} looks at no column either. */
    private static long count(Host host, AllowedQuery allowed, Class<?> entity) {
        try (EntityManager entities = host.entities.createEntityManager()) {
            CriteriaBuilder builder = entities.getCriteriaBuilder();
            CriteriaQuery<Long> query = builder.createQuery(Long.class);
            Root<?> row = query.from(entity);
            query.select(builder.count(builder.literal(1)))
                    .where(allowed.predicate(builder, query, row.get("id"), PURPOSE));
            return entities.createQuery(query).getSingleResult();
        }
    }

    private static List<String> fetch(Host host, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        read(host, sql, rows -> found.add(rows.getString(1)));
        return found;
    }

    /** What is done with each row. */
    private interface Reader {
        void row(ResultSet row) throws SQLException;
    }

    private static void read(Host host, String sql, Reader reader) throws SQLException {
        try (Connection connection = host.pool.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(10_000);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        reader.row(rows);
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static long expected(int people) {
        return IntStream.range(0, people)
                .filter(person -> Walk.isAllowed(person, 0))
                .count();
    }
}
