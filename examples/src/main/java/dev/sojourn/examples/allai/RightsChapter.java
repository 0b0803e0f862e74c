package dev.sojourn.examples.allai;

import static dev.sojourn.examples.terminal.Style.BAD;
import static dev.sojourn.examples.terminal.Style.FAINT;
import static dev.sojourn.examples.terminal.Style.GOOD;
import static dev.sojourn.examples.terminal.Style.NOTE;

import dev.sojourn.Sojourn;
import dev.sojourn.examples.terminal.Cell;
import dev.sojourn.examples.terminal.Table;
import dev.sojourn.examples.terminal.Terminal;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.rights.AccessCopy;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.ErasurePlan;
import dev.sojourn.rights.ErasureReport;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** One customer asks what is held about them, then leaves. */
final class RightsChapter {

    private static final String A_CUSTOMER_WITH_EVERYTHING = "select id, tenant from account where deleted_at is null"
            + " and (select count(*) from invoice where account_id = account.id) >= 2"
            + " and exists (select 1 from conversation_log where customer_id = account.id)"
            + " and exists (select 1 from voice_recording where customer_id = account.id)"
            + " and not exists (select 1 from payment_dispute where account_id = account.id)"
            + " order by id fetch first 1 row only";

    private final Stage stage;
    private final Terminal terminal;
    private final Sojourn sojourn;

    RightsChapter(Stage stage) {
        this.stage = stage;
        this.terminal = stage.terminal();
        this.sojourn = stage.sojourn();
    }

    /** Tells the chapter, and returns the customer it was about. */
    DataSubject tell() throws SQLException {
        terminal.chapter("6  One customer asks for a copy, then to be erased");
        DataSubject customer =
                stage.database().customers(A_CUSTOMER_WITH_EVERYTHING).get(0);
        copy(
                "A copy of everything held about them (it is theirs to read):",
                sojourn.rights().accessCopy(customer));
        stage.clock().after(Duration.ofMinutes(20));

        ErasurePlan plan = sojourn.rights().planErasure(customer, ErasureGround.ACCOUNT_CLOSED);
        ErasureReport report = sojourn.rights().erase(plan, Actor.employee("privacy desk"));
        terminal.line("  They close the account and ask to be erased, " + ErasureGround.ACCOUNT_CLOSED.article() + ":");
        report.erased().forEach((entity, rows) -> terminal.line("    erased  " + entity + ": " + rows, GOOD));
        report.kept().forEach(kept -> terminal.line("    stays   " + kept, NOTE));
        terminal.line(
                "    " + (report.isCompleted() ? "every store answered: completed" : "not completed"),
                report.isCompleted() ? GOOD : BAD);
        terminal.line("");
        stage.clock().after(Duration.ofMinutes(20));

        copy("The same copy afterwards:", sojourn.rights().accessCopy(customer));
        return customer;
    }

    private void copy(String title, AccessCopy copy) {
        terminal.line("  " + title);
        Table table = Table.of("entity", "#rows", "fields", "the first one says");
        copy.rows().forEach((entity, rows) -> {
            Map<String, Object> first = rows.get(0);
            table.row(
                    entity, rows.size(), Cell.of(String.join(", ", first.keySet()), FAINT), shortened(wordsOf(first)));
        });
        terminal.table(table);
    }

    private static String wordsOf(Map<String, Object> row) {
        return row.values().stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.joining(", "));
    }

    private static String shortened(String text) {
        return text.length() <= 48 ? text : text.substring(0, 47) + "…";
    }
}
