package dev.sojourn.examples.allai;

import static dev.sojourn.examples.terminal.Style.BAD;
import static dev.sojourn.examples.terminal.Style.FAINT;
import static dev.sojourn.examples.terminal.Style.GOOD;
import static dev.sojourn.examples.terminal.Style.STRONG;

import dev.sojourn.examples.terminal.Cell;
import dev.sojourn.examples.terminal.Table;
import dev.sojourn.examples.terminal.Terminal;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.policy.DataSubject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the ledger says of everything that happened. */
final class LedgerChapter {

    private static final int PAGE = 500;
    private static final int AS_LONG_AS_IT_IS = Integer.MAX_VALUE;
    private static final int FACTS = 52;

    private static final Pattern ID = Pattern.compile("\\b([0-9a-f]{8})[0-9a-f-]{28,}\\b");

    private final Stage stage;
    private final Terminal terminal;

    LedgerChapter(Stage stage) {
        this.stage = stage;
        this.terminal = stage.terminal();
    }

    void tell(DataSubject consenting, DataSubject held, DataSubject erased, String run) {
        terminal.chapter("7  The ledger: what was done, in chains of hashes");
        chain("The customer of chapter 2", chainOf(consenting), AS_LONG_AS_IT_IS);
        chain("The customer on hold", chainOf(held), AS_LONG_AS_IT_IS);
        chain("The customer who left", chainOf(erased), AS_LONG_AS_IT_IS);
        chain("The sweep", ChainId.run(run), 6);
        installation();
    }

    /** Every entry of a chain. */
    static List<LedgerEntry> read(Ledger ledger, ChainId chain) {
        List<LedgerEntry> all = new ArrayList<>();
        List<LedgerEntry> page = ledger.read(chain, 0, PAGE);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = ledger.read(chain, all.size(), PAGE);
        }
        return all;
    }

    /** How many rows the ledger says are gone: those of the run, and those of one person's erasure. */
    long disposed(String run, DataSubject erased) {
        Ledger ledger = stage.sojourn().ledger();
        return Stream.concat(read(ledger, ChainId.run(run)).stream(), read(ledger, chainOf(erased)).stream())
                .filter(entry -> entry.kind() == EntryKind.BATCH_DISPOSED || entry.kind() == EntryKind.ERASURE)
                .flatMap(entry -> entry.body().entrySet().stream())
                .filter(fact -> fact.getKey().startsWith("rows."))
                .mapToLong(fact -> Long.parseLong(fact.getValue()))
                .sum();
    }

    private ChainId chainOf(DataSubject subject) {
        return ChainId.subject(
                stage.work().run(() -> stage.stores().subjects().find(subject)).orElseThrow());
    }

    private void chain(String title, ChainId chain, int most) {
        List<LedgerEntry> entries = read(stage.sojourn().ledger(), chain);
        terminal.line("  " + title, STRONG);
        Table table = Table.of("#no.", "at", "entry", "facts", "before", "hash");
        for (int i = 0; i < entries.size(); i++) {
            if (i < most / 2 || i >= entries.size() - (most - most / 2)) {
                row(table, entries.get(i));
            } else if (i == most / 2) {
                table.row("…", "", "", (entries.size() - most) + " more", "", "");
            }
        }
        terminal.table(table);
        check(entries);
    }

    private void row(Table table, LedgerEntry entry) {
        table.row(
                entry.number(),
                Cell.of(stage.local(entry.at()).substring(5), FAINT),
                entry.kind(),
                Cell.of(facts(entry.body()), FAINT),
                Cell.of(entry.previous().substring(0, 8), FAINT),
                entry.hash().substring(0, 8));
    }

    private void installation() {
        List<LedgerEntry> entries = read(stage.sojourn().ledger(), ChainId.INSTALLATION);
        terminal.line("  The installation itself", STRONG);
        Map<EntryKind, Long> kinds =
                entries.stream().collect(Collectors.groupingBy(LedgerEntry::kind, TreeMap::new, Collectors.counting()));
        Table table = Table.of("entry", "#how many");
        kinds.forEach(table::row);
        terminal.table(table);
        check(entries);
    }

    private void check(List<LedgerEntry> entries) {
        boolean holds = ChainCheck.holds(entries);
        terminal.line(
                String.format(
                                "  %,d %s, hashes recomputed without the library: ",
                                entries.size(), entries.size() == 1 ? "entry" : "entries")
                        + (holds ? "all fit" : "BROKEN"),
                holds ? GOOD : BAD);
        terminal.line("");
    }

    /** What an entry says: the purpose and the rows first, ids cut short. */
    private static String facts(Map<String, String> body) {
        String all = body.keySet().stream()
                .filter(name -> !name.equals("act") && !name.endsWith("digest") && !name.endsWith(".at"))
                .sorted(Comparator.comparing((String name) -> !name.equals("purpose") && !name.startsWith("rows."))
                        .thenComparing(Comparator.naturalOrder()))
                .map(name -> name + "=" + ID.matcher(body.get(name)).replaceAll("$1"))
                .collect(Collectors.joining(" "));
        return all.length() <= FACTS ? all : all.substring(0, FACTS - 1) + "…";
    }
}
