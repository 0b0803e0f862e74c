package dev.sojourn.jpa;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the databases say differently; everything else is SQL that all of them take. */
abstract class Dialect {

    private final String script;

    private Dialect(String name) {
        script = "dev/sojourn/schema/" + name + ".sql";
    }

    /**
     * The dialect of a database.
     *
     * @param product the name the database gives itself
     * @return empty when there is none
     */
    static Optional<Dialect> of(String product) {
        switch (product.toLowerCase(Locale.ROOT)) {
            case "h2":
                return Optional.of(new H2());
            case "postgresql":
                return Optional.of(new PostgreSql());
            case "mariadb":
                return Optional.of(new MariaDb());
            default:
                return Optional.empty();
        }
    }

    /** The shipped file that makes the tables. */
    String script() {
        return script;
    }

    /** A column's time, of a text that {@link Utc} wrote. */
    String time(String text) {
        return "cast(" + text + " as timestamp(6))";
    }

    /** A column's text, of a time. */
    String text(String column) {
        return "cast(" + column + " as varchar(32))";
    }

    /** The time of a cutoff, which knows its zone because it meets the host's own columns; null for an empty text. */
    String cutoffTime(String text) {
        return "cast(nullif(cast(" + text + " as varchar(40)), '') || '+00:00' as timestamp(6) with time zone)";
    }

    /** The day of a cutoff; null for an empty text. */
    String cutoffDay(String text) {
        return "cast(nullif(cast(" + text + " as varchar(10)), '') as date)";
    }

    /** At the end of a query with joins: locks the rows of one table, of others perhaps too. */
    String forUpdateOf(String alias) {
        return " for update";
    }

    /**
     * Inserts a row, if need be after waiting for a unit that is inserting the same; never fails the unit.
     *
     * @return true when the row is this unit's; false when it may have been there
     */
    abstract boolean insertIfAbsent(Statements statements, String table, List<String> columns, Object... values);

    /** Inserts a row or replaces the one with the same key, by values written as given. */
    abstract String upsert(String table, List<String> key, List<String> columns, List<String> values);

    /**
     * Inserts, then updates another table, by one statement where the database can.
     *
     * @param insert takes the first parameters, as many as {@code first}
     * @param update takes the others; written for the number of its first parameter
     * @return the rows updated
     */
    abstract int insertThenUpdate(
            Statements statements,
            String table,
            String insert,
            IntFunction<String> update,
            Object[] inserted,
            Object[] updated);

    static String insert(String table, List<String> columns) {
        return insert(
                table,
                columns,
                IntStream.rangeClosed(1, columns.size())
                        .mapToObj(number -> "?" + number)
                        .toList());
    }

    static String insert(String table, List<String> columns, List<String> values) {
        return "insert into " + table + " (" + String.join(", ", columns) + ") values (" + String.join(", ", values)
                + ")";
    }

    private static String assignments(List<String> key, List<String> columns, String before, String after) {
        return columns.stream()
                .filter(column -> !key.contains(column))
                .map(column -> column + " = " + before + column + after)
                .collect(Collectors.joining(", "));
    }

    private static Object[] joined(Object[] first, Object[] second) {
        Object[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static final class H2 extends Dialect {
        H2() {
            super("h2");
        }

        @Override
        boolean insertIfAbsent(Statements statements, String table, List<String> columns, Object... values) {
            return statements.insertUnlessDuplicate(table, insert(table, columns), values);
        }

        @Override
        String upsert(String table, List<String> key, List<String> columns, List<String> values) {
            return "merge into " + table + " (" + String.join(", ", columns) + ") key (" + String.join(", ", key)
                    + ") values (" + String.join(", ", values) + ")";
        }

        @Override
        int insertThenUpdate(
                Statements statements,
                String table,
                String insert,
                IntFunction<String> update,
                Object[] inserted,
                Object[] updated) {
            String both =
                    update.apply(inserted.length + 1) + " and exists (select 1 from final table (" + insert + "))";
            return statements.change(table, both, joined(inserted, updated));
        }
    }

    private static final class PostgreSql extends Dialect {
        PostgreSql() {
            super("postgresql");
        }

        @Override
        String forUpdateOf(String alias) {
            return " for update of " + alias;
        }

        @Override
        boolean insertIfAbsent(Statements statements, String table, List<String> columns, Object... values) {
            return statements.change(table, insert(table, columns) + " on conflict do nothing", values) == 1;
        }

        @Override
        String upsert(String table, List<String> key, List<String> columns, List<String> values) {
            return insert(table, columns, values) + " on conflict (" + String.join(", ", key) + ") do update set "
                    + assignments(key, columns, "excluded.", "");
        }

        @Override
        int insertThenUpdate(
                Statements statements,
                String table,
                String insert,
                IntFunction<String> update,
                Object[] inserted,
                Object[] updated) {
            String both = "with inserted as (" + insert + ") " + update.apply(inserted.length + 1);
            return statements.change(table, both, joined(inserted, updated));
        }
    }

    private static final class MariaDb extends Dialect {
        MariaDb() {
            super("mariadb");
        }

        @Override
        String time(String text) {
            return "cast(" + text + " as datetime(6))";
        }

        @Override
        String text(String column) {
            return "cast(" + column + " as char(32))";
        }

        @Override
        String cutoffTime(String text) {
            return "cast(nullif(" + text + ", '') as datetime(6))";
        }

        @Override
        String cutoffDay(String text) {
            return "cast(nullif(" + text + ", '') as date)";
        }

        /** {@code insert ignore} would also cut a text that is too long, and so take two subjects for one. */
        @Override
        boolean insertIfAbsent(Statements statements, String table, List<String> columns, Object... values) {
            String same = columns.get(0) + " = " + columns.get(0);
            statements.change(table, insert(table, columns) + " on duplicate key update " + same, values);
            return false;
        }

        @Override
        String upsert(String table, List<String> key, List<String> columns, List<String> values) {
            return insert(table, columns, values) + " on duplicate key update "
                    + assignments(key, columns, "values(", ")");
        }

        @Override
        int insertThenUpdate(
                Statements statements,
                String table,
                String insert,
                IntFunction<String> update,
                Object[] inserted,
                Object[] updated) {
            statements.change(table, insert, inserted);
            return statements.change(table, update.apply(1), updated);
        }
    }
}
