package dev.sojourn.jpa;

import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What queries read of an act: columns side by side, and the act they tell of. */
final class ActColumns {

    private static final int EFFECTIVE = 6;
    private static final int RECORDED = 7;
    private static final int FIRST_TERM = 9;
    private static final int TEXTS = FIRST_TERM + 3;
    private static final int FACET = FIRST_TERM + ActTerms.COLUMNS.size();

    /** How many they are. */
    static final int WIDTH = FACET + 1;

    private ActColumns() {}

    /** The columns of an act, which stands under the alias {@code a}. */
    static String of(Dialect dialect) {
        return of(dialect.text("a.effective_at"), dialect.text("a.recorded_at"));
    }

    /** The same for {@link #row}, which takes them from the driver one by one. */
    static String plain(Dialect dialect) {
        return of(dialect.plainTime("a.effective_at"), dialect.plainTime("a.recorded_at"));
    }

    private static String of(String effective, String recorded) {
        return "a.purpose, a.scope, a.act_id, a.act_kind, a.actor_kind, a.actor_name, " + effective + " as effective, "
                + recorded + " as recorded, a.particulars, "
                + ActTerms.COLUMNS.stream().map(column -> "a." + column).collect(Collectors.joining(", "))
                + ", a.facet";
    }

    /** Whether a row has an act, whose columns begin at {@code from}: of a subject without any there is one that has none. */
    static boolean areIn(@Nullable Object[] row, int from) {
        return row[from + 2] != null;
    }

    /**
     * The columns of an act, and those behind them that are not its own: a text and a number.
     *
     * @param found a result whose first columns are the {@link #plain} ones
     */
    static @Nullable Object[] row(ResultSet found, boolean plainTimes) throws SQLException {
        @Nullable Object[] row = new Object[WIDTH + 2];
        row[WIDTH] = found.getString(WIDTH + 1);
        row[WIDTH + 1] = found.getLong(WIDTH + 2);
        row[2] = found.getString(3);
        for (int column = 0; column < WIDTH && areIn(row, 0); column++) {
            if (plainTimes && (column == EFFECTIVE || column == RECORDED)) {
                row[column] = found.getObject(column + 1, LocalDateTime.class);
            } else if (column >= FIRST_TERM && column < TEXTS) {
                row[column] = found.getLong(column + 1);
            } else {
                row[column] = found.getString(column + 1);
            }
        }
        return row;
    }

    static SubjectAct read(DataSubject subject, Object[] row, int from) {
        SubjectAct act = plainly(subject, row, from);
        if (!ActTerms.of(act).isIn(row, from + FIRST_TERM)
                || !act.kind().facet().name().equals(row[from + FACET])) {
            throw new StoreException(
                    "could not read sojourn_state",
                    new IllegalStateException("a row was not written by Sojourn: its columns contradict each other"),
                    false);
        }
        return act;
    }

    private static SubjectAct plainly(DataSubject subject, Object[] row, int from) {
        return new SubjectAct(
                row[from + 2].toString(),
                subject,
                ActKind.valueOf(row[from + 3].toString()),
                row[from].toString(),
                row[from + 1].toString(),
                new Actor(Actor.Kind.valueOf(row[from + 4].toString()), row[from + 5].toString()),
                Utc.instant(row[from + EFFECTIVE]),
                Utc.instant(row[from + RECORDED]),
                Facts.read(row[from + 8].toString()));
    }
}
