package dev.sojourn.jpa;

import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import java.util.stream.Collectors;

/** What queries read of an act: columns side by side, and the act they tell of. */
final class ActColumns {

    private static final int FIRST_TERM = 9;
    private static final int FACET = FIRST_TERM + ActTerms.COLUMNS.size();

    /** How many they are. */
    static final int WIDTH = FACET + 1;

    private ActColumns() {}

    /** The columns of an act, which stands under the alias {@code a}. */
    static String of(Dialect dialect) {
        return "a.purpose, a.scope, a.act_id, a.act_kind, a.actor_kind, a.actor_name, "
                + dialect.text("a.effective_at") + " as effective, "
                + dialect.text("a.recorded_at")
                + " as recorded, a.particulars, "
                + ActTerms.COLUMNS.stream().map(column -> "a." + column).collect(Collectors.joining(", "))
                + ", a.facet";
    }

    /** Whether a row has an act, whose columns begin at {@code from}: of a subject without any there is one that has none. */
    static boolean areIn(Object[] row, int from) {
        return row[from + 2] != null;
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
                Utc.instant(row[from + 6]),
                Utc.instant(row[from + 7]),
                Facts.read(row[from + 8].toString()));
    }
}
