package dev.sojourn.examples.allai;

import static dev.sojourn.examples.terminal.Style.BAD;
import static dev.sojourn.examples.terminal.Style.FAINT;
import static dev.sojourn.examples.terminal.Style.GOOD;
import static dev.sojourn.examples.terminal.Style.NOTE;
import static dev.sojourn.examples.terminal.Style.STRONG;

import dev.sojourn.Sojourn;
import dev.sojourn.examples.terminal.Cell;
import dev.sojourn.examples.terminal.ProgressBar;
import dev.sojourn.examples.terminal.Table;
import dev.sojourn.examples.terminal.Terminal;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Explanation;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is due, the sweep that takes it, and what stays and why. */
final class RetentionChapter {

    private final Stage stage;
    private final Terminal terminal;
    private final Sojourn sojourn;

    RetentionChapter(Stage stage) {
        this.stage = stage;
        this.terminal = stage.terminal();
        this.sojourn = stage.sojourn();
    }

    /** Places the hold of the story: on a former customer whose account is due. */
    DataSubject hold() throws SQLException {
        terminal.chapter("3  Preview: what is due today, and what stays");
        DataSubject held = stage.database()
                .customers(
                        "select id, tenant from account where deleted_at < ?"
                                + " and not exists (select 1 from payment_dispute where account_id = account.id)"
                                + " order by id fetch first 1 row only",
                        daysAgo(90))
                .get(0);
        LocalDate review =
                LocalDate.ofInstant(stage.clock().instant(), stage.zone()).plusMonths(6);
        Hold hold = sojourn.holds()
                .place(Hold.on(held).because("case 2026-17").reviewOn(review), Actor.employee("legal desk"));
        terminal.line("  A hold is placed on one former customer of " + held.tenant() + ": " + hold.reason()
                + ", to be reviewed on " + review + ".");
        terminal.line("");
        return held;
    }

    SweepPlan preview() {
        SweepPlan plan = sojourn.retention().preview();
        terminal.table(new PreviewTable(stage.zone()).byClient(plan));
        terminal.line(
                "  plan " + plan.id() + " of " + stage.local(plan.at()) + ", good until "
                        + stage.local(plan.expiresAt()),
                FAINT);
        terminal.line("  sha-256 " + plan.digest(), FAINT);
        return plan;
    }

    SweepReport sweep(SweepPlan plan, SweepWatch watch) {
        terminal.chapter("4  Sweep: exactly that plan, every row judged again under its lock");
        ProgressBar bar = terminal.progress(plan.due());
        watch.follow(bar);
        long begun = System.nanoTime();
        SweepReport report = sojourn.retention().sweep(plan, Actor.employee("privacy desk"));
        double seconds = (System.nanoTime() - begun) / 1e9;
        bar.end();
        Table table = Table.of("rule", "entity", "because", "#planned", "#gone", "spared", "failure");
        for (SweepReport.Step step : report.steps()) {
            table.row(
                    step.rule(),
                    step.entity(),
                    words(step.cause()),
                    step.planned(),
                    Cell.count(step.gone(), GOOD),
                    Cell.of(spared(step), NOTE),
                    Cell.of(step.failure().orElse(""), BAD));
        }
        terminal.table(table);
        terminal.line(String.format(
                Locale.ROOT,
                "  %,d rows gone in %.1f s (%,.0f a second)",
                report.gone(),
                seconds,
                report.gone() / seconds));
        stage.clock().after(Duration.ofMinutes(10));
        return report;
    }

    void explain(DataSubject held) throws SQLException {
        terminal.chapter("5  What stays, and why");
        explain(
                "An invoice of the years under the old law",
                Invoice.class,
                one("select min(id) from invoice where issued_on between date '2021-06-01' and date '2022-12-31'"));
        explain(
                "An invoice of the years under the new law",
                Invoice.class,
                one("select min(id) from invoice where issued_on >= date '2024-01-01'"));
        explain("The account on hold", Account.class, Long.parseLong(held.id()));
        explain(
                "A deleted account whose owner still disputes a payment",
                Account.class,
                one(
                        "select min(a.id) from account a join payment_dispute p on p.account_id = a.id"
                                + " where a.deleted_at < ?",
                        daysAgo(40)));
        explain("An account that lives", Account.class, one("select min(id) from account where deleted_at is null"));
        explain(
                "A lead of a client who never said how long",
                Lead.class,
                one(
                        "select min(id) from lead where tenant = ?",
                        ClientTenant.ALL.stream()
                                .filter(tenant -> tenant.leads().isEmpty())
                                .findFirst()
                                .orElseThrow()
                                .id()));
    }

    SweepPlan previewAgain() {
        terminal.chapter("8  The same preview again");
        SweepPlan plan = sojourn.retention().preview();
        terminal.table(new PreviewTable(stage.zone()).byRule(plan));
        terminal.line(String.format(Locale.ROOT, "  %,d rows due", plan.due()), plan.due() == 0 ? GOOD : BAD);
        terminal.line("");
        return plan;
    }

    private void explain(String what, Class<?> type, long id) {
        Explanation explanation = sojourn.retention().explain(type, id);
        terminal.line("  " + what, STRONG);
        terminal.line(
                "    " + (explanation.due() ? "due" : "stays: ")
                        + explanation.reason().map(RetentionChapter::words).orElse("")
                        + (explanation.decidedBy().isEmpty() ? "" : ", by " + explanation.decidedBy())
                        + explanation
                                .lastDayKept()
                                .map(day -> "; last day by its rules " + day)
                                .orElse(""),
                NOTE);
        explanation.reckonings().forEach(reckoning -> terminal.line("    " + reckoning, FAINT));
    }

    private long one(String sql, Object... values) throws SQLException {
        return stage.database().count(sql, values);
    }

    private OffsetDateTime daysAgo(int days) {
        return stage.clock().instant().atOffset(ZoneOffset.UTC).minusDays(days);
    }

    private static String spared(SweepReport.Step step) {
        return step.spared().entrySet().stream()
                .map(entry -> entry.getValue() + " " + words(entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
