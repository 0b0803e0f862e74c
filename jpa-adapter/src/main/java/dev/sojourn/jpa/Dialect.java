package dev.sojourn.jpa;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the databases say differently; everything else is SQL that all of them take. */
abstract class Dialect {

    private static final Pattern PARAMETER = Pattern.compile("\\?(\\d+)");

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

    /** Whether texts that differ in case, accents or trailing blanks alone may be equal to it. */
    boolean takesTextsForEqual() {
        return false;
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

    /** A text column in the order of its bytes, whatever the database's language. */
    String byBytes(String column) {
        return column;
    }

    /**
     * The condition that a text column holds one of the texts of a list, which one parameter carries whole, written by
     * {@link #list}.
     *
     * @return empty where no parameter can; each text needs one of its own then
     */
    Optional<String> among(String column, String parameter) {
        return Optional.empty();
    }

    /**
     * The condition that text columns together hold one line of several lists, each of which one parameter carries whole.
     *
     * @param parameters one for each column
     * @return empty where no parameter can
     */
    Optional<String> amongLines(List<String> columns, List<String> parameters) {
        return Optional.empty();
    }

    /** Texts as {@link #among} takes them. */
    static String list(Collection<String> texts) {
        StringBuilder list = new StringBuilder("{");
        for (String text : texts) {
            list.append(list.length() == 1 ? "\"" : ",\"")
                    .append(text.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return list.append('}').toString();
    }

    /** At the end of a query with joins: locks the rows of one table, of others perhaps too. */
    String forUpdateOf(String alias) {
        return " for update";
    }

    /**
     * Whether a query that locks the rows of one table, and waited for that, gives them as they are now beside the others'
     * as they were when it began.
     */
    boolean locksOneTable() {
        return false;
    }

    /**
     * Tells the planner what has just been written to a table, where it would not know for a while and could read all of
     * the table for each row of another.
     */
    Optional<String> survey(String table) {
        return Optional.empty();
    }

    /** Whether its entries say which transaction wrote them, and its snapshots which transactions they see. */
    boolean knowsTransactions() {
        return feedColumn().isPresent();
    }

    /** The column of the ledger that says which transaction wrote the entry. */
    Optional<String> feedColumn() {
        return Optional.empty();
    }

    /**
     * A column's time, for {@link Utc} to read: as it is where the driver hands it out as it stands in the column, else its
     * text.
     */
    String plainTime(String column) {
        return text(column);
    }

    /** Whether {@link #plainTime} is the column as it is, to be read as a local time. */
    boolean handsOutPlainTimes() {
        return false;
    }

    /**
     * More to a join by the first columns of an index whose next one begins at a parameter, which holds for every row: has a
     * planner take the rows to be few, as those of one subject are.
     *
     * @param next the index's next column
     * @return empty where the database needs no such word
     */
    String likelyOfFew(String next, String parameter) {
        return "";
    }

    /** How far the running transaction is kept from others, as an expression. */
    abstract String isolation();

    /**
     * Makes the transaction about to begin READ COMMITTED, where the database's own default is above it.
     *
     * @return empty where it is not
     */
    Optional<String> readCommitted() {
        return Optional.empty();
    }

    /**
     * Whether a transaction above READ COMMITTED that locks a row finds it as it is now, beside a view that shows it as it
     * was, and locks what is not there against being inserted.
     */
    boolean locksPastItsView() {
        return false;
    }

    /**
     * At the end of a query: a shared lock on the rows read. When they were changed since the transaction's view it fails
     * the transaction, as a lost race, unless the database {@link #locksPastItsView locks past the view}.
     *
     * @return empty where there is no such lock
     */
    Optional<String> lock() {
        return Optional.empty();
    }

    /**
     * Inserts a row, if need be after waiting for a unit that is inserting the same; never fails the unit.
     *
     * @return true when the row is this unit's; false when it may have been there
     */
    abstract boolean insertIfAbsent(Statements statements, String table, List<String> columns, Object... values);

    /** Inserts rows, by a batch of one statement where the database has nothing better. */
    void insertAll(Statements statements, ManyRows rows) {
        statements.batch(rows.table(), insertOne(rows), rows.rows());
    }

    /**
     * The same as {@link #insertIfAbsent} for several rows, in their order; never fails the unit.
     *
     * @param rows whose first column is their key, drawn at random
     * @return the keys of those that were inserted
     */
    abstract Set<String> insertAllIfAbsent(Statements statements, ManyRows rows);

    /** The insert of one of them, by question marks. */
    String insertOne(ManyRows rows) {
        return insert(
                rows.table(),
                rows.names(),
                rows.columns().stream()
                        .map(column -> column.type() == ManyRows.Type.TIME ? time("?") : "?")
                        .toList());
    }

    /** Inserts a row or replaces the one with the same key, by values written as given. */
    abstract String upsert(String table, List<String> key, List<String> columns, List<String> values);

    /**
     * Inserts a row and updates one of another table, by one statement where the database can.
     *
     * @param insert takes the first parameters
     * @param update takes those after them, and ends with a condition
     * @param firsts how many parameters the insert takes
     * @return how many rows were updated; when none was, the unit is of no further use
     */
    abstract int insertAndUpdate(
            Statements statements, String table, String insert, String update, int firsts, Object... values);

    /**
     * Inserts a row and one of another table, by one statement where the database can.
     *
     * @param insert takes the first parameters
     * @param second takes those after them
     * @param firsts how many parameters the first insert takes
     * @return how many rows the second one inserted
     */
    int insertBoth(Statements statements, String table, String insert, String second, int firsts, Object... values) {
        statements.change(table, insert, Arrays.copyOf(values, firsts));
        return statements.change(table, renumbered(second, firsts), Arrays.copyOfRange(values, firsts, values.length));
    }

    /** A statement by itself whose parameters stood behind others. */
    private static String renumbered(String sql, int firsts) {
        return PARAMETER.matcher(sql).replaceAll(found -> "?" + (Integer.parseInt(found.group(1)) - firsts));
    }

    /**
     * The statement that {@link #insertAndUpdate} would run, with a third one, {@link #upsertIfUpdated}, behind it: one row
     * is changed where one was updated, else none.
     *
     * @return empty where the database takes no such statement
     */
    Optional<String> insertUpdateAndUpsert(String insert, String update, String upsertIfUpdated) {
        return Optional.empty();
    }

    /** What {@link #upsert} does, for {@link #insertUpdateAndUpsert}. */
    Optional<String> upsertIfUpdated(String table, List<String> key, List<String> columns, List<String> values) {
        return Optional.empty();
    }

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

    private static final class H2 extends Dialect {
        H2() {
            super("h2");
        }

        @Override
        String isolation() {
            return "(select x.isolation_level from information_schema.sessions x where x.session_id = session_id())";
        }

        @Override
        boolean insertIfAbsent(Statements statements, String table, List<String> columns, Object... values) {
            return statements.insertUnlessDuplicate(table, insert(table, columns), values);
        }

        /** Nothing travels here, so that a statement for each row costs little. */
        @Override
        Set<String> insertAllIfAbsent(Statements statements, ManyRows rows) {
            return rows.rows().stream()
                    .filter(row -> statements.insertUnlessDuplicate(rows.table(), insertOne(rows), row))
                    .map(row -> row[0].toString())
                    .collect(Collectors.toSet());
        }

        @Override
        String upsert(String table, List<String> key, List<String> columns, List<String> values) {
            return "merge into " + table + " (" + String.join(", ", columns) + ") key (" + String.join(", ", key)
                    + ") values (" + String.join(", ", values) + ")";
        }

        @Override
        int insertAndUpdate(
                Statements statements, String table, String insert, String update, int firsts, Object... values) {
            return statements.change(
                    table, update + " and exists (select 1 from final table (" + insert + "))", values);
        }
    }

    private static final class PostgreSql extends Dialect {
        PostgreSql() {
            super("postgresql");
        }

        @Override
        Optional<String> feedColumn() {
            return Optional.of("written_in");
        }

        @Override
        String plainTime(String column) {
            return column;
        }

        @Override
        boolean handsOutPlainTimes() {
            return true;
        }

        /** Of a handful it collects a bitmap first, which takes longer to make than the rows to fetch. */
        @Override
        String likelyOfFew(String next, String parameter) {
            return " and " + next + " >= " + parameter;
        }

        @Override
        String isolation() {
            return "current_setting('transaction_isolation')";
        }

        @Override
        Optional<String> lock() {
            return Optional.of(" for share");
        }

        @Override
        boolean locksOneTable() {
            return true;
        }

        @Override
        Optional<String> survey(String table) {
            return Optional.of("analyze " + table);
        }

        @Override
        String byBytes(String column) {
            return column + " collate \"C\"";
        }

        @Override
        Optional<String> among(String column, String parameter) {
            return Optional.of(column + " = any(cast(" + parameter + " as varchar[]))");
        }

        @Override
        Optional<String> amongLines(List<String> columns, List<String> parameters) {
            return Optional.of(parameters.stream()
                    .map(parameter -> "cast(" + parameter + " as varchar[])")
                    .collect(Collectors.joining(
                            ", ", "(" + String.join(", ", columns) + ") in (select * from unnest(", "))")));
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
        void insertAll(Statements statements, ManyRows rows) {
            statements.changeByColumns(rows.table(), insertColumns(rows), typesOf(rows), rows);
        }

        @Override
        Set<String> insertAllIfAbsent(Statements statements, ManyRows rows) {
            String key = rows.names().get(0);
            return statements.textsByColumns(
                    rows.table(),
                    insertColumns(rows) + " on conflict do nothing returning " + key,
                    typesOf(rows),
                    rows);
        }

        /** One statement, however many rows: a parameter for each column, an array of all its values. */
        private String insertColumns(ManyRows rows) {
            String values = rows.columns().stream()
                    .map(column ->
                            column.type() == ManyRows.Type.TIME ? time("x." + column.name()) : "x." + column.name())
                    .collect(Collectors.joining(", "));
            String arrays = typesOf(rows).stream()
                    .map(type -> "cast(? as " + type + "[])")
                    .collect(Collectors.joining(", "));
            String names = String.join(", ", rows.names());
            return "insert into " + rows.table() + " (" + names + ") select " + values + " from unnest(" + arrays
                    + ") as x (" + names + ")";
        }

        private static List<String> typesOf(ManyRows rows) {
            return rows.columns().stream().map(PostgreSql::typeOf).toList();
        }

        private static String typeOf(ManyRows.Column column) {
            return column.type() == ManyRows.Type.NUMBER ? "bigint" : "text";
        }

        @Override
        String upsert(String table, List<String> key, List<String> columns, List<String> values) {
            return insert(table, columns, values) + orReplace(key, columns);
        }

        private static String orReplace(List<String> key, List<String> columns) {
            return columns.stream()
                    .filter(column -> !key.contains(column))
                    .map(column -> column + " = excluded." + column)
                    .collect(Collectors.joining(
                            ", ", " on conflict (" + String.join(", ", key) + ") do update set ", ""));
        }

        @Override
        Optional<String> upsertIfUpdated(String table, List<String> key, List<String> columns, List<String> values) {
            return Optional.of("insert into " + table + " (" + String.join(", ", columns) + ") select "
                    + String.join(", ", values) + " where exists (select 1 from updated)" + orReplace(key, columns));
        }

        @Override
        Optional<String> insertUpdateAndUpsert(String insert, String update, String upsertIfUpdated) {
            return Optional.of(
                    "with inserted as (" + insert + "), updated as (" + update + " returning 1) " + upsertIfUpdated);
        }

        @Override
        int insertAndUpdate(
                Statements statements, String table, String insert, String update, int firsts, Object... values) {
            return statements.change(table, "with inserted as (" + insert + ") " + update, values);
        }

        @Override
        int insertBoth(
                Statements statements, String table, String insert, String second, int firsts, Object... values) {
            return statements.change(table, "with inserted as (" + insert + ") " + second, values);
        }
    }

    private static final class MariaDb extends Dialect {
        MariaDb() {
            super("mariadb");
        }

        @Override
        boolean takesTextsForEqual() {
            return true;
        }

        @Override
        String isolation() {
            return "@@tx_isolation";
        }

        @Override
        Optional<String> readCommitted() {
            return Optional.of("set transaction isolation level read committed");
        }

        @Override
        boolean locksPastItsView() {
            return true;
        }

        @Override
        Optional<String> lock() {
            return Optional.of(" lock in share mode");
        }

        @Override
        String time(String text) {
            return "cast(" + text + " as datetime(6))";
        }

        @Override
        String text(String column) {
            return "cast(" + column + " as char(32))";
        }

        /** In UTC and without a zone, as the provider keeps the host's own instants here. */
        @Override
        String cutoffTime(String text) {
            return "cast(nullif(" + text + ", '') as datetime(6))";
        }

        @Override
        String cutoffDay(String text) {
            return "cast(nullif(" + text + ", '') as date)";
        }

        /**
         * {@code insert ignore} would also cut a text that is too long, and so take two subjects for one; a plain insert
         * would leave those that lost the race with shared locks, which none of them could get beyond.
         */
        @Override
        boolean insertIfAbsent(Statements statements, String table, List<String> columns, Object... values) {
            String same = columns.get(0) + " = " + columns.get(0);
            statements.change(table, insert(table, columns) + " on duplicate key update " + same, values);
            return false;
        }

        @Override
        Set<String> insertAllIfAbsent(Statements statements, ManyRows rows) {
            String key = rows.names().get(0);
            statements.batch(
                    rows.table(), insertOne(rows) + " on duplicate key update " + key + " = " + key, rows.rows());
            Object[] keys = rows.column(0);
            String parameters = IntStream.rangeClosed(1, keys.length)
                    .mapToObj(number -> "?" + number)
                    .collect(Collectors.joining(", "));
            return statements
                    .rows(
                            rows.table(),
                            "select " + key + ", 1 from " + rows.table() + " where " + key + " in (" + parameters + ")",
                            keys)
                    .stream()
                    .map(row -> row[0].toString())
                    .collect(Collectors.toSet());
        }

        @Override
        String upsert(String table, List<String> key, List<String> columns, List<String> values) {
            String replaced = columns.stream()
                    .filter(column -> !key.contains(column))
                    .map(column -> column + " = values(" + column + ")")
                    .collect(Collectors.joining(", "));
            return insert(table, columns, values) + " on duplicate key update " + replaced;
        }

        /** The update first: its condition decides whether there is anything to insert. */
        @Override
        int insertAndUpdate(
                Statements statements, String table, String insert, String update, int firsts, Object... values) {
            int updated = statements.change(
                    table, renumbered(update, firsts), Arrays.copyOfRange(values, firsts, values.length));
            return updated == 0 ? 0 : statements.change(table, insert, Arrays.copyOf(values, firsts));
        }
    }
}
