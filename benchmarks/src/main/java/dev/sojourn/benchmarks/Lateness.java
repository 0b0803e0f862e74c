package dev.sojourn.benchmarks;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ConsentProof;
import dev.sojourn.consent.PastAct;
import dev.sojourn.jpa.JpaStores;
import dev.sojourn.policy.DataSubject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * W2: how late three other processes deny what one withdrew, from the return of the withdrawing call to the start of the
 * first check that was denied. All four read the same machine's clock.
 */
public final class Lateness {

    private static final int WITHDRAWALS = 2_000;
    private static final int NODES = 3;

    private Lateness() {}

    static void run(Postgres server, Scale scale, Consumer<Score> scores) throws Exception {
        int withdrawals = scale.pick(400, WITHDRAWALS);
        String database = server.copy("record");
        List<Process> nodes = new ArrayList<>();
        try (Host host = Host.open(server.url(database), 2);
                Sojourn sojourn = open(host)) {
            sojourn.imports()
                    .run(
                            "the benchmark",
                            () -> IntStream.range(0, withdrawals)
                                    .mapToObj(person -> PastAct.given(
                                            "r-" + person,
                                            subject(person),
                                            Installation.PURPOSES[0],
                                            Instant.parse("2026-01-10T10:00:00Z"),
                                            ConsentProof.TIME_ONLY)));
            List<BufferedReader> answers = new ArrayList<>();
            for (int node = 0; node < NODES; node++) {
                Process process = start(server.url(database), withdrawals);
                nodes.add(process);
                answers.add(process.inputReader(StandardCharsets.UTF_8));
            }
            for (BufferedReader answer : answers) {
                expectLine(answer, "ready");
            }
            long[] returned = new long[withdrawals];
            for (int person = 0; person < withdrawals; person++) {
                sojourn.consents().withdraw(subject(person), Installation.PURPOSES[0]);
                returned[person] = System.currentTimeMillis();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(8));
            }
            double[] late = new double[NODES * withdrawals];
            for (int node = 0; node < NODES; node++) {
                for (int person = 0; person < withdrawals; person++) {
                    long denied = Long.parseLong(line(answers.get(node)));
                    late[node * withdrawals + person] = Math.max(0, denied - returned[person]) / 1e3;
                }
            }
            Samples lags = new Samples(late);
            double bound = Sojourn.USUAL_BOUND.toMillis() / 1e3;
            scores.accept(Score.ratio(
                    "W2",
                    new Samples(lags.most()),
                    new Samples(bound),
                    Target.atMost(1),
                    "s (median " + Score.figure(lags.median()) + ")"));
        } finally {
            nodes.forEach(Process::destroyForcibly);
        }
        server.drop(database);
    }

    /**
     * One of the other processes: checks everybody over and over, and tells when each was first denied.
     *
     * @param args the database's address and how many people there are
     */
    public static void main(String[] args) {
        int people = Integer.parseInt(args[1]);
        long[] denied = new long[people];
        try (Host host = Host.open(args[0], 2);
                Sojourn sojourn = open(host)) {
            for (int person = 0; person < people; person++) {
                if (!sojourn.may(subject(person), Installation.PURPOSES[0])) {
                    throw new IllegalStateException("denied before anybody withdrew");
                }
            }
            System.out.println("ready");
            int left = people;
            while (left > 0) {
                for (int person = 0; person < people; person++) {
                    long before = System.currentTimeMillis();
                    if (denied[person] == 0 && !sojourn.may(subject(person), Installation.PURPOSES[0])) {
                        denied[person] = before;
                        left--;
                    }
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
            for (long when : denied) {
                System.out.println(when);
            }
        }
    }

    private static Sojourn open(Host host) {
        return Sojourn.builder(Installation.POLICY)
                .stores(JpaStores.of(host.work))
                .following(Sojourn.USUAL_BOUND)
                .build();
    }

    private static DataSubject subject(int person) {
        return DataSubject.of(Walk.id(person));
    }

    private static Process start(String url, int people) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Lateness.class.getName(),
                        url,
                        Integer.toString(people))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void expectLine(BufferedReader answers, String expected) throws IOException {
        String found = line(answers);
        if (!found.equals(expected)) {
            throw new IllegalStateException("a node did not get ready");
        }
    }

    private static String line(BufferedReader answers) throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IllegalStateException("a node ended");
        }
        return line;
    }
}
