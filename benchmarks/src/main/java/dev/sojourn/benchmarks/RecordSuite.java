package dev.sojourn.benchmarks;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ConsentProof;
import dev.sojourn.consent.ImportReport;
import dev.sojourn.consent.PastAct;
import dev.sojourn.jpa.JpaStores;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** R1, R2, W1 and W2: what recording costs, and how soon everybody knows. */
final class RecordSuite implements Suite {

    private static final int CALLERS = 8;
    private static final int PEOPLE = 20_000;
    private static final int VERIFIED = 1_000;
    private static final Instant GIVEN = Instant.parse("2026-01-10T10:00:00Z");
    private static final String ACTS = "select count(*) from sojourn_ledger where chain like 'SUBJECT:%'";

    @Override
    public void run(Scale scale, Consumer<Score> scores) throws Exception {
        try (Postgres server = Postgres.start()) {
            server.create("record");
            try (Connection connection = server.connect("record")) {
                Host.tables(connection);
                HandWritten.tables(connection);
            }
            give(server, scale, scores);
            load(server, scale, scores);
            sameNode(scale, scores);
            Progress.say("record: withdrawals seen by three other processes");
            Lateness.run(server, scale, scores);
        }
    }

    private static void give(Postgres server, Scale scale, Consumer<Score> scores) throws Exception {
        int turns = scale.pick(5, 9);
        long millis = scale.pick(2_000, 5_000);
        double[] ours = new double[turns];
        double[] hand = new double[turns];
        String database = server.copy("record");
        try (Host host = Host.open(server.url(database), CALLERS + 2);
                Sojourn sojourn = open(host)) {
            load(sojourn, 0, PEOPLE);
            HandWritten byHand = byHand(host, PEOPLE);
            try (Connection connection = host.pool.getConnection()) {
                Postgres.execute(connection, "vacuum analyze");
            }
            AtomicInteger next = new AtomicInteger();
            AtomicLong given = new AtomicLong();
            AtomicLong written = new AtomicLong();
            // until both sides are compiled, which takes the one with more code longer
            for (int turn = -scale.pick(2, 6); turn < turns; turn++) {
                double fast = Threads.rate(CALLERS, millis, caller -> () -> {
                    DataSubject subject = DataSubject.of(Walk.id(next.getAndIncrement() % PEOPLE));
                    host.work.run(entities -> sojourn.consents().give(subject, Installation.PURPOSES[0]));
                    given.incrementAndGet();
                });
                double plain = Threads.rate(CALLERS, millis, caller -> () -> {
                    int person = next.getAndIncrement() % PEOPLE;
                    try (Connection connection = host.pool.getConnection()) {
                        byHand.give(connection, person, 1 + written.incrementAndGet(), Instant.now());
                    }
                });
                Progress.say("record: given " + Score.figure(fast) + " a second, by hand " + Score.figure(plain));
                if (turn >= 0) {
                    ours[turn] = fast;
                    hand[turn] = plain;
                }
            }
            try (Connection connection = host.pool.getConnection()) {
                expect("acts in the ledger", PEOPLE + given.get(), Postgres.number(connection, ACTS));
                expect(
                        "events by hand",
                        PEOPLE + written.get(),
                        Postgres.number(connection, "select count(*) from hand_event"));
            }
            expectIntact(sojourn);
        }
        server.drop(database);
        scores.accept(Score.ratio("R1", new Samples(ours), new Samples(hand), Target.atLeast(0.6), "a second"));
    }

    private static void load(Postgres server, Scale scale, Consumer<Score> scores) throws Exception {
        int people = Integer.getInteger("bench.people", scale.pick(50_000, 1_000_000));
        int turns = 3;
        double[] ours = new double[turns];
        double[] hand = new double[turns];
        for (int turn = -1; turn < turns; turn++) {
            int some = turn < 0 ? Math.min(people, 30_000) : people;
            String database = server.copy("record");
            try (Host host = Host.open(server.url(database) + "&reWriteBatchedInserts=true", 2);
                    Sojourn sojourn = open(host)) {
                long begun = System.nanoTime();
                load(sojourn, 0, some);
                long between = System.nanoTime();
                byHand(host, some);
                long ended = System.nanoTime();
                try (Connection connection = host.pool.getConnection()) {
                    expect("acts in the ledger", some, Postgres.number(connection, ACTS));
                    expect("acts that stand", some, Postgres.number(connection, "select count(*) from sojourn_state"));
                    expect("acts by hand", some, Postgres.number(connection, "select count(*) from hand_state"));
                }
                double fast = some / ((between - begun) / 1e9);
                double plain = some / ((ended - between) / 1e9);
                Progress.say("record: imported " + Score.figure(fast) + " a second, by hand " + Score.figure(plain));
                expectIntact(sojourn);
                if (turn >= 0) {
                    ours[turn] = fast;
                    hand[turn] = plain;
                }
            }
            server.drop(database);
        }
        scores.accept(Score.ratio("R2", new Samples(ours), new Samples(hand), Target.atLeast(0.6), "a second"));
    }

    private static Sojourn open(Host host) {
        return Sojourn.builder(Installation.POLICY)
                .stores(JpaStores.of(host.work))
                .build();
    }

    private static void load(Sojourn sojourn, int from, int to) {
        ImportReport report = sojourn.imports()
                .run(
                        "the benchmark",
                        () -> IntStream.range(from, to)
                                .mapToObj(person -> PastAct.given(
                                        "r-" + person,
                                        DataSubject.of(Walk.id(person)),
                                        Installation.PURPOSES[0],
                                        GIVEN,
                                        ConsentProof.TIME_ONLY)));
        expect("acts imported", to - from, report.recorded());
    }

    private static HandWritten byHand(Host host, int people) throws SQLException {
        try (Connection connection = host.pool.getConnection()) {
            HandWritten byHand = new HandWritten(connection);
            byHand.load(connection, people, GIVEN);
            return byHand;
        }
    }

    private static void sameNode(Scale scale, Consumer<Score> scores) {
        int rounds = scale.pick(10_000, 100_000);
        long stale = 0;
        try (Sojourn sojourn = Sojourn.builder(Installation.POLICY)
                .stores(new InMemoryStores())
                .following(Sojourn.USUAL_BOUND)
                .build()) {
            for (int round = 0; round < rounds; round++) {
                DataSubject subject = DataSubject.of(Walk.id(round % 1_000));
                sojourn.consents().give(subject, Installation.PURPOSES[0]);
                stale += sojourn.may(subject, Installation.PURPOSES[0]) ? 0 : 1;
                sojourn.consents().withdraw(subject, Installation.PURPOSES[0]);
                stale += sojourn.may(subject, Installation.PURPOSES[0]) ? 1 : 0;
            }
        }
        scores.accept(Score.alone("W1", stale, Target.atMost(0), "outdated answers", "of " + 2 * rounds));
    }

    private static void expectIntact(Sojourn sojourn) {
        for (int person = 0; person < VERIFIED; person++) {
            if (!sojourn.proof().verify(DataSubject.of(Walk.id(person))).isIntact()) {
                throw new IllegalStateException("a chain does not verify");
            }
        }
    }

    private static void expect(String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException(what + ": expected " + expected + " and found " + found);
        }
    }
}
