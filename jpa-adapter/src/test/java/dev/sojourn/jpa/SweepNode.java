package dev.sojourn.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sojourn.Sojourn;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A node that sweeps: a process of its own, which obeys the lines it reads. While it sweeps it says for each batch how many
 * milliseconds after the one before it ended.
 */
final class SweepNode {

    private final Sojourn sojourn;
    private final PrintStream answers;
    private final ExecutorService sweeper = Executors.newSingleThreadExecutor();
    private Future<String> result = new CompletableFuture<>();
    private volatile long last;

    private SweepNode(String url, String user, PrintStream answers) {
        this.answers = answers;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword("");
        config.setMaximumPoolSize(4);
        EntityManagerFactory factory = Persistence.createEntityManagerFactory(
                "host",
                Map.of(
                        "jakarta.persistence.nonJtaDataSource",
                        new HikariDataSource(config),
                        "hibernate.hbm2ddl.auto",
                        "none",
                        "hibernate.loaded_classes",
                        List.of(Visit.class)));
        sojourn = Sojourn.builder(Visit.policy())
                .stores(JpaStores.of(JpaUnitOfWork.of(factory)).tenantAttribute("tenant"))
                .clock(HandMovedClock.at(Visit.NOW))
                .progress(advance -> told())
                .build();
    }

    /** The database and its user. */
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        SweepNode node = new SweepNode(arguments[0], arguments[1], answers);
        answers.println("= ready");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.println("= " + node.obey(line));
            }
        } catch (IOException e) {
            answers.println("= failed " + e.getMessage());
        }
        System.exit(0);
    }

    private String obey(String word) throws InterruptedException, ExecutionException {
        return switch (word) {
            case "sweep" -> {
                result = sweeper.submit(this::sweep);
                yield "sweeping";
            }
            case "result" -> result.isDone() ? result.get() : "sweeping";
            default -> "unknown " + word;
        };
    }

    private String sweep() {
        SweepPlan plan = sojourn.retention().preview();
        last = System.nanoTime();
        SweepReport report = sojourn.retention().sweep(plan);
        return plan.due() + " " + report.gone() + " " + report.failures().size();
    }

    private void told() {
        long now = System.nanoTime();
        answers.println("+ " + (now - last) / 1_000_000);
        last = now;
    }
}
