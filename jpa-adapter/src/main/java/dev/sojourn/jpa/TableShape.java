package dev.sojourn.jpa;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A table declared by name, as the live schema confirmed it.
 *
 * @param rows what {@link SelectionQuery} needs to know; its attributes are the columns in lower case
 * @param live the table as the database lists it
 * @param quote what names are quoted with
 * @param dialect the database's
 * @param owned the tables whose rows go with its rows
 * @param revisions where the time of a row stands, when the rows are past states
 */
record TableShape(
        RetainedEntity rows,
        LiveSchema.Table live,
        String quote,
        Dialect dialect,
        List<Child> owned,
        Optional<Audits.Revisions> revisions) {

    /** What the time of a past state is called, as if it stood in the row. */
    static final String REVISION_TIME = "revision_time";

    /**
     * A table whose rows go with others.
     *
     * @param live the table
     * @param columns those that refer to the id, in its order
     */
    record Child(LiveSchema.Table live, List<String> columns) {
        String name() {
            return LiveSchema.lower(live.name());
        }

        Map<String, LiveSchema.Column> all() {
            return live.columns();
        }
    }

    String name() {
        return rows.name();
    }

    /** The table as a statement writes it. */
    String sql() {
        return sql(live.name());
    }

    /** What a statement that reads rows selects from: the table, and beside past states the time of their revision. */
    String source() {
        return revisions
                .map(of -> "(select p.*, r." + of.time().sql() + " as " + REVISION_TIME + " from " + sql() + " p join "
                        + of.table().sql() + " r on r."
                        + of.table().key().get(0).sql() + " = p."
                        + of.column().sql() + ")")
                .orElseGet(this::sql);
    }

    /** A name as a statement writes it. */
    String sql(String listed) {
        return quote + listed + quote;
    }

    /** A column as a statement writes it. */
    String column(String name) {
        return isRevisionTime(name) ? name : sql(columnOf(name).name());
    }

    ColumnType type(String name) {
        return isRevisionTime(name) ? ColumnType.LONG : ColumnType.of(columnOf(name));
    }

    /** Whether every row has a value in a column. */
    boolean isRequired(String name) {
        return !columnOf(name).nullable();
    }

    private boolean isRevisionTime(String name) {
        return revisions.isPresent() && name.equals(REVISION_TIME);
    }

    private LiveSchema.Column columnOf(String name) {
        return Objects.requireNonNull(live.columns().get(name), () -> name() + "." + name);
    }
}
