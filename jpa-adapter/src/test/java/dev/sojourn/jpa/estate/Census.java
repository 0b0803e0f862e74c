package dev.sojourn.jpa.estate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads every column of every table past all mappings, and says whose values stand where. */
final class Census {

    /**
     * What was found.
     *
     * @param tables how many tables were read
     * @param values of each inhabitant: each place with the values in it, as often as they occur
     */
    record Findings(int tables, Map<Integer, List<String>> values) {

        List<String> of(int inhabitant) {
            return values.getOrDefault(inhabitant, List.of());
        }
    }

    private Census() {}

    static Findings take(Connection connection, Predicate<String> tables) throws SQLException {
        Map<Integer, List<String>> values = new TreeMap<>();
        List<String> names = tables(connection, tables);
        for (String table : names) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select * from " + table)) {
                while (rows.next()) {
                    for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                        String text = text(rows, column);
                        int owner = Inhabitant.ownerOf(text);
                        if (owner > 0) {
                            values.computeIfAbsent(owner, known -> new ArrayList<>())
                                    .add((table + "." + rows.getMetaData().getColumnName(column))
                                                    .toLowerCase(Locale.ROOT)
                                            + " = " + text);
                        }
                    }
                }
            }
        }
        values.values().forEach(found -> found.sort(null));
        return new Findings(names.size(), values);
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        String text = rows.getString(column);
        return text == null ? "" : text;
    }

    private static List<String> tables(Connection connection, Predicate<String> wanted) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet tables = connection.getMetaData().getTables(connection.getCatalog(), null, "%", null)) {
            while (tables.next()) {
                String type = tables.getString("TABLE_TYPE");
                String schema = tables.getString("TABLE_SCHEM");
                boolean hosts = schema == null
                        || !List.of("information_schema", "pg_catalog", "pg_toast")
                                .contains(schema.toLowerCase(Locale.ROOT));
                String name = tables.getString("TABLE_NAME");
                if (hosts && (type.equals("TABLE") || type.equals("BASE TABLE")) && wanted.test(name)) {
                    String quote = connection.getMetaData().getIdentifierQuoteString();
                    names.add(quote + name + quote);
                }
            }
        }
        return names;
    }
}
