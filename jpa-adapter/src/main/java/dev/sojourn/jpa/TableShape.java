package dev.sojourn.jpa;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A table declared by name, as the live schema confirmed it.
 *
 * @param rows what {@link SelectionQuery} needs to know; its attributes are the columns in lower case
 * @param live the table as the database lists it
 * @param quote what names are quoted with
 * @param dialect the database's
 * @param owned the tables whose rows go with its rows
 */
record TableShape(RetainedEntity rows, LiveSchema.Table live, String quote, Dialect dialect, List<Child> owned) {

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

    /** A name as a statement writes it. */
    String sql(String listed) {
        return quote + listed + quote;
    }

    /** A column as a statement writes it. */
    String column(String name) {
        return sql(columnOf(name).name());
    }

    ColumnType type(String name) {
        return ColumnType.of(columnOf(name));
    }

    private LiveSchema.Column columnOf(String name) {
        return Objects.requireNonNull(live.columns().get(name), () -> name() + "." + name);
    }
}
