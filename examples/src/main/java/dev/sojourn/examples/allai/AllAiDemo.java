package dev.sojourn.examples.allai;

import static dev.sojourn.examples.terminal.Style.BAD;
import static dev.sojourn.examples.terminal.Style.FAINT;
import static dev.sojourn.examples.terminal.Style.GOOD;
import static dev.sojourn.examples.terminal.Style.STRONG;

import dev.sojourn.Sojourn;
import dev.sojourn.examples.terminal.Cell;
import dev.sojourn.examples.terminal.Table;
import dev.sojourn.examples.terminal.Terminal;
import dev.sojourn.jpa.JpaStores;
import dev.sojourn.jpa.JpaUnitOfWork;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A company's privacy policy, run for real: consent asked and kept to, what is due previewed, swept and proven, one
 * person's own requests answered. Every number it prints was read from the database or answered by the library.
 */
public final class AllAiDemo {

    static final Instant TODAY = Instant.parse("2026-06-15T06:00:00Z");
    static final List<String> TABLES =
            List.of("account", "conversation_log", "voice_recording", "lead", "invoice", "payment_dispute");
    private static final int ACCOUNTS = 12_000;

    private final Terminal terminal;
    private final Database database;
    private final int accounts;

    AllAiDemo(Terminal terminal, Database database, int accounts) {
        this.terminal = terminal;
        this.database = database;
        this.accounts = accounts;
    }

    /**
     * Tells the story on a database of its own, in {@code target/allai} below the working directory.
     *
     * @param args none
     * @throws IOException when the directory cannot be made
     * @throws SQLException when the database refuses
     */
    public static void main(String[] args) throws IOException, SQLException {
        Path directory = Files.createDirectories(Path.of("target", "allai").toAbsolutePath());
        Files.deleteIfExists(directory.resolve("allai.mv.db"));
        try (Database database = Database.create("jdbc:h2:file:" + directory.resolve("allai"))) {
            new AllAiDemo(Terminal.standard(), database, ACCOUNTS).tell();
        }
    }

    /** What the story found, for whoever wants to check it. */
    record Told(
            Map<String, Long> before,
            Map<String, Long> after,
            SweepPlan plan,
            SweepReport report,
            SweepPlan again,
            DataSubject consenting,
            DataSubject held,
            DataSubject erased) {}

    Told tell() throws SQLException {
        long begun = System.nanoTime();
        StoryClock clock = new StoryClock(TODAY);
        SweepWatch watch = new SweepWatch();
        JpaUnitOfWork work = JpaUnitOfWork.of(database.entities());
        JpaStores stores = JpaStores.of(work).tenantAttribute("tenant");
        Sojourn sojourn = Sojourn.builder(AllAiPolicy.policy())
                .stores(stores)
                .clock(clock)
                .progress(watch)
                .build();
        Stage stage = new Stage(terminal, database, work, stores, sojourn, clock);

        terminal.title(
                "AllAI keeps its word", "a story in eight chapters, on " + stage.local(TODAY) + " in " + stage.zone());
        history(stage);
        new PolicyChapter(stage).tell();
        DataSubject consenting = new ConsentChapter(stage).tell();
        RetentionChapter retention = new RetentionChapter(stage);
        DataSubject held = retention.hold();
        Map<String, Long> before = rows();
        SweepPlan plan = retention.preview();
        SweepReport report = retention.sweep(plan, watch);
        retention.explain(held);
        DataSubject erased = new RightsChapter(stage).tell();
        new LedgerChapter(stage).tell(consenting, held, erased, plan.id());
        SweepPlan again = retention.previewAgain();
        Map<String, Long> after = rows();
        sumUp(before, after, new LedgerChapter(stage).disposed(plan.id(), erased));
        terminal.line(
                String.format(
                        Locale.ROOT,
                        "  told in %.0f s, in a heap of %,d MB; the database is left for you to look at",
                        (System.nanoTime() - begun) / 1e9,
                        Runtime.getRuntime().maxMemory() >> 20),
                FAINT);
        return new Told(before, after, plan, report, again, consenting, held, erased);
    }

    private void history(Stage stage) throws SQLException {
        terminal.line("");
        long begun = System.nanoTime();
        new History(database.dataSource(), TODAY, accounts).write();
        double seconds = (System.nanoTime() - begun) / 1e9;
        Map<String, Long> rows = rows();
        Table table = Table.of("table", "#rows");
        rows.forEach(table::row);
        table.rule();
        table.row(Cell.of("all", STRONG), Cell.of(sum(rows), STRONG));
        terminal.table(table);
        terminal.line(
                String.format(
                        Locale.ROOT,
                        "  invented in %.1f s; nobody has ever deleted anything until %s",
                        seconds,
                        stage.local(TODAY)),
                FAINT);
    }

    private Map<String, Long> rows() throws SQLException {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String table : TABLES) {
            rows.put(table, database.count("select count(*) from " + table));
        }
        return rows;
    }

    private void sumUp(Map<String, Long> before, Map<String, Long> after, long recorded) {
        Table table = Table.of("table", "#before", "#today", "#gone");
        before.forEach((name, rows) -> table.row(name, rows, after.get(name), rows - after.get(name)));
        table.rule();
        long gone = sum(before) - sum(after);
        table.row(Cell.of("all", STRONG), sum(before), sum(after), Cell.of(gone, STRONG));
        terminal.table(table);
        terminal.line(
                String.format(
                        Locale.ROOT, "  rows gone from the tables %,d, rows gone by the ledger %,d", gone, recorded),
                gone == recorded ? GOOD : BAD);
    }

    private static long sum(Map<String, Long> rows) {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
