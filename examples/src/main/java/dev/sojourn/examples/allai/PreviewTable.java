package dev.sojourn.examples.allai;

import static dev.sojourn.examples.terminal.Style.BAD;
import static dev.sojourn.examples.terminal.Style.FAINT;
import static dev.sojourn.examples.terminal.Style.GOOD;
import static dev.sojourn.examples.terminal.Style.NOTE;
import static dev.sojourn.examples.terminal.Style.PLAIN;
import static dev.sojourn.examples.terminal.Style.STRONG;

import dev.sojourn.examples.terminal.Cell;
import dev.sojourn.examples.terminal.Table;
import dev.sojourn.retention.Anchor;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.Reckoning;
import dev.sojourn.retention.SweepPlan;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** A plan as a table: what is due, what stays and why, for each rule, entity and client. */
final class PreviewTable {

    private static final List<KeepReason> SHOWN =
            List.of(KeepReason.HELD, KeepReason.CHILD_KEPT, KeepReason.NOT_STARTED, KeepReason.UNRESOLVED);

    private final ZoneId zone;

    PreviewTable(ZoneId zone) {
        this.zone = zone;
    }

    /** A line for each client, and one below that adds them up. */
    Table byClient(SweepPlan plan) {
        Table table =
                Table.of("client", "#due", "oldest", "#held", "#child kept", "#not started", "#unresolved", "period");
        for (SweepPlan.Step step : plan.steps()) {
            table.heading(step.entity() + ", rule " + step.rule() + cause(step)
                    + step.failure()
                            .map(failure -> ": could not be counted, " + failure)
                            .orElse(""));
            for (SweepPlan.Line line : step.lines()) {
                table.row(cells(
                        Stream.of(
                                Cell.of("  " + line.tenant(), PLAIN),
                                Cell.of(line.due(), PLAIN),
                                Cell.of(line.oldest().map(this::day).orElse(""), PLAIN)),
                        line::kept,
                        Stream.of(source(line.source()))));
            }
            table.row(cells(
                    Stream.of(Cell.of("  all", STRONG), due(step.due()), Cell.of("", PLAIN)),
                    step::kept,
                    Stream.of(Cell.of("", PLAIN))));
        }
        table.rule();
        return table.row(cells(
                Stream.of(Cell.of("everything", STRONG), due(plan.due()), Cell.of("", PLAIN)),
                plan::kept,
                Stream.of(Cell.of("", PLAIN))));
    }

    /** A line for each rule and entity. */
    Table byRule(SweepPlan plan) {
        Table table = Table.of("entity", "rule", "#due", "#held", "#child kept", "#not started", "#unresolved");
        for (SweepPlan.Step step : plan.steps()) {
            table.row(cells(
                    Stream.of(
                            Cell.of(step.entity(), PLAIN), Cell.of(step.rule() + cause(step), PLAIN), due(step.due())),
                    step::kept,
                    Stream.of()));
        }
        table.rule();
        return table.row(cells(
                Stream.of(Cell.of("everything", STRONG), Cell.of("", PLAIN), due(plan.due())),
                plan::kept,
                Stream.of()));
    }

    private static Object[] cells(Stream<Cell> before, ToLongFunction<KeepReason> kept, Stream<Cell> after) {
        Stream<Cell> counts = SHOWN.stream().map(reason -> Cell.count(kept.applyAsLong(reason), NOTE));
        return Stream.of(before, counts, after).flatMap(cells -> cells).toArray();
    }

    private static Cell due(long rows) {
        return Cell.of(rows, rows == 0 ? GOOD : BAD);
    }

    private static String cause(SweepPlan.Step step) {
        return switch (step.cause()) {
            case BASIS_ENDED -> ", consent ended";
            case SOURCE_DISPOSED -> ", source goes";
            case PERIOD, EVENT -> "";
        };
    }

    private static Cell source(Reckoning.Source source) {
        boolean asksForAttention = source != Reckoning.Source.POLICY && source != Reckoning.Source.TENANT;
        return Cell.of(source.name().toLowerCase(Locale.ROOT).replace('_', ' '), asksForAttention ? NOTE : FAINT);
    }

    private String day(Anchor anchor) {
        return anchor.in(zone).toString();
    }
}
