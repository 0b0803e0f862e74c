package dev.sojourn.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sojourn.Sojourn;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * One node of several: a process of its own, which obeys the lines it reads and answers each with one line. It asks about
 * everybody, again and again, and notes when it last started a check that was allowed.
 */
final class Node {

    static final Duration BOUND = Duration.ofSeconds(1);
    static final Purpose NEWSLETTER = Purpose.of("newsletter").on(LegalBasis.CONSENT);
    static final Purpose ACCIDENT = Purpose.of("accident").on(LegalBasis.VITAL_INTERESTS);
    static final Policy POLICY = Policy.builder("policy of several nodes")
            .version("1")
            .zone("Europe/Bucharest")
            .controller(Party.named("AllAI"))
            .retainProof(Period.ofYears(3))
            .purposes(NEWSLETTER, ACCIDENT)
            .build();

    private final JpaUnitOfWork work;
    private final Sojourn sojourn;
    private final AtomicLongArray lastAllowed;
    private final AtomicLongArray committed;
    private final LongAdder checks = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder vitalDenials = new LongAdder();
    private final CountDownLatch never = new CountDownLatch(1);
    private final ExecutorService late = Executors.newCachedThreadPool();

    private Node(String url, String user, int subjects) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword("");
        config.setMaximumPoolSize(12);
        config.setConnectionTimeout(500);
        config.setValidationTimeout(300);
        // seconds for one driver, milliseconds for the other
        config.addDataSourceProperty("socketTimeout", url.contains("mariadb") ? 3_000 : 3);
        EntityManagerFactory factory = Persistence.createEntityManagerFactory(
                "host",
                Map.of(
                        "jakarta.persistence.nonJtaDataSource",
                        new HikariDataSource(config),
                        "hibernate.hbm2ddl.auto",
                        "none",
                        "hibernate.loaded_classes",
                        List.of()));
        work = JpaUnitOfWork.of(factory);
        sojourn = Sojourn.builder(POLICY)
                .stores(JpaStores.of(work))
                .following(BOUND)
                .build();
        lastAllowed = new AtomicLongArray(subjects);
        committed = new AtomicLongArray(subjects);
    }

    /** The database, its user, and how many subjects there are. */
    public static void main(String[] arguments) throws IOException {
        Node node = new Node(arguments[0], arguments[1], Integer.parseInt(arguments[2]));
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        answers.println("= ready");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.println("= " + node.obey(line.split(" ")));
            }
        }
        System.exit(0);
    }

    static DataSubject subject(int number) {
        return DataSubject.of("s-" + number).in("acme");
    }

    private String obey(String[] words) {
        try {
            return switch (words[0]) {
                case "give" -> give(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                case "watch" -> watch(Integer.parseInt(words[1]));
                case "withdraw" -> withdraw(Integer.parseInt(words[1]));
                case "late" -> withdrawLate(Integer.parseInt(words[1]), Long.parseLong(words[2]));
                case "may" -> Boolean.toString(sojourn.may(subject(Integer.parseInt(words[1])), NEWSLETTER));
                case "vital" -> Boolean.toString(sojourn.may(subject(Integer.parseInt(words[1])), ACCIDENT));
                case "decide" ->
                    sojourn.gate()
                            .decide(subject(Integer.parseInt(words[1])), NEWSLETTER)
                            .toString();
                case "stale" -> Boolean.toString(sojourn.gate().freshness().isStale());
                case "write" -> write(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                case "lasts" -> lastAllowed.toString();
                case "commits" -> committed.toString();
                case "checks" -> checks.toString();
                case "retries" -> retries.toString();
                case "vitalDenials" -> vitalDenials.toString();
                case "lag" ->
                    Long.toString(sojourn.gate()
                            .freshness()
                            .lag()
                            .orElse(Duration.ZERO)
                            .toMillis());
                default -> "unknown " + words[0];
            };
        } catch (StoreException e) {
            return "failed " + e.getMessage();
        }
    }

    private String give(int from, int to) {
        for (int number = from; number < to; number++) {
            sojourn.consents().give(subject(number), NEWSLETTER);
        }
        return "given";
    }

    /** Asks about everybody by turns, on so many threads, until the process ends. */
    private String watch(int threads) {
        for (int one = 0; one < threads; one++) {
            int first = one;
            Thread watcher = new Thread(() -> {
                for (int number = first; ; number = (number + 1) % lastAllowed.length()) {
                    long start = System.nanoTime();
                    if (sojourn.may(subject(number), NEWSLETTER)) {
                        lastAllowed.accumulateAndGet(number, start, Math::max);
                    }
                    if (!sojourn.may(subject(number), ACCIDENT)) {
                        vitalDenials.increment();
                    }
                    checks.add(2);
                    if (number % 500 == 0) {
                        pause(2);
                    }
                }
            });
            watcher.setDaemon(true);
            watcher.start();
        }
        return "watching";
    }

    /**
     * When the withdrawal had returned, by the clock that all processes of a machine share. Every other one is made in a
     * unit of the host, at the isolation that the database has by default.
     */
    private String withdraw(int number) {
        for (int attempt = 1; ; attempt++) {
            try {
                if (number % 2 == 0) {
                    sojourn.consents().withdraw(subject(number), NEWSLETTER);
                } else {
                    work.run(em -> {
                        em.createNativeQuery("select count(*) from sojourn_schema")
                                .getResultList();
                        sojourn.consents().withdraw(subject(number), NEWSLETTER);
                    });
                }
                committed.set(number, System.nanoTime());
                return "withdrawn";
            } catch (StoreException e) {
                if (!e.isWorthRetrying() || attempt == 5) {
                    throw e;
                }
                retries.increment();
            }
        }
    }

    /** Has a few threads record consents and say so, each when its call has returned. */
    private String write(int from, int to) {
        AtomicInteger next = new AtomicInteger(from);
        for (int thread = 0; thread < 6; thread++) {
            late.submit(() -> {
                for (int number = next.getAndIncrement(); number < to; number = next.getAndIncrement()) {
                    sojourn.consents().give(subject(number), NEWSLETTER);
                    System.out.println("+ " + number);
                }
            });
        }
        return "writing";
    }

    private boolean pause(long millis) {
        try {
            return never.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Withdraws in a unit that goes on for a while after it wrote; the answer comes at once, the commit later. */
    private String withdrawLate(int number, long millis) {
        CountDownLatch written = new CountDownLatch(1);
        late.submit(() -> {
            work.run(em -> {
                sojourn.consents().withdraw(subject(number), NEWSLETTER);
                written.countDown();
                pause(millis);
            });
            committed.set(number, System.nanoTime());
        });
        try {
            return Boolean.toString(written.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
