package dev.sojourn.jpa;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The tables a connection sees in its own schema, as the database describes them; names are compared without case.
 *
 * @param tables by name in lower case
 */
record LiveSchema(Map<String, Table> tables) {

    private static final Set<String> TECHNICAL = Set.of(
            "flyway_schema_history",
            "schema_version",
            "databasechangelog",
            "databasechangeloglock",
            "shedlock",
            "hibernate_sequence",
            "hibernate_sequences",
            "sequence",
            "revinfo",
            "spatial_ref_sys");

    /**
     * A table.
     *
     * @param name as the database writes it
     * @param columns by name in lower case
     * @param indexes the columns of each index in order, in lower case; the primary key's among them
     */
    record Table(String name, Map<String, Column> columns, List<List<String>> indexes) {
        Optional<Column> column(String column) {
            return Optional.ofNullable(columns.get(lower(column)));
        }

        /** Whether an index begins with this column, or has it right behind another. */
        boolean isIndexed(String column, Optional<String> behind) {
            return indexes.stream()
                    .anyMatch(index -> index.get(0).equals(lower(column))
                            || index.size() > 1
                                    && index.get(1).equals(lower(column))
                                    && behind.map(LiveSchema::lower)
                                            .filter(index.get(0)::equals)
                                            .isPresent());
        }
    }

    /**
     * A column.
     *
     * @param name as the database writes it
     * @param type the JDBC type
     * @param typeName the database's own word for it
     * @param length how many characters it holds
     * @param nullable whether it may be null
     */
    record Column(String name, int type, String typeName, int length, boolean nullable) {
        boolean isText() {
            return Set.of(
                            Types.CHAR,
                            Types.VARCHAR,
                            Types.LONGVARCHAR,
                            Types.NCHAR,
                            Types.NVARCHAR,
                            Types.LONGNVARCHAR,
                            Types.CLOB,
                            Types.NCLOB)
                    .contains(type);
        }

        boolean isUnboundedText() {
            return Set.of(Types.LONGVARCHAR, Types.LONGNVARCHAR, Types.CLOB, Types.NCLOB)
                            .contains(type)
                    || typeName.equalsIgnoreCase("text")
                    || isText() && length >= 65_535;
        }

        boolean isStructured() {
            String word = typeName.toLowerCase(Locale.ROOT);
            return word.startsWith("json") || word.equals("xml") || word.equals("hstore");
        }
    }

    static LiveSchema read(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String catalog = connection.getCatalog();
        String schema = connection.getSchema();
        Map<String, Map<String, Column>> columns = new LinkedHashMap<>();
        try (ResultSet rows = data.getColumns(catalog, schema, "%", "%")) {
            while (rows.next()) {
                String name = rows.getString("COLUMN_NAME");
                columns.computeIfAbsent(rows.getString("TABLE_NAME"), key -> new LinkedHashMap<>())
                        .put(
                                lower(name),
                                new Column(
                                        name,
                                        rows.getInt("DATA_TYPE"),
                                        rows.getString("TYPE_NAME"),
                                        rows.getInt("COLUMN_SIZE"),
                                        rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls));
            }
        }
        List<String> names = new ArrayList<>();
        String[] types = {"TABLE", "BASE TABLE", "PARTITIONED TABLE"};
        try (ResultSet rows = data.getTables(catalog, schema, "%", types)) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME"));
            }
        }
        Map<String, Table> tables = new TreeMap<>();
        for (String name : names) {
            tables.put(
                    lower(name),
                    new Table(name, columns.getOrDefault(name, Map.of()), indexes(data, catalog, schema, name)));
        }
        return new LiveSchema(tables);
    }

    private static List<List<String>> indexes(DatabaseMetaData data, String catalog, String schema, String table)
            throws SQLException {
        Map<String, Map<Integer, String>> found = new TreeMap<>();
        try (ResultSet rows = data.getPrimaryKeys(catalog, schema, table)) {
            while (rows.next()) {
                found.computeIfAbsent("", key -> new TreeMap<>())
                        .put((int) rows.getShort("KEY_SEQ"), lower(rows.getString("COLUMN_NAME")));
            }
        }
        try (ResultSet rows = data.getIndexInfo(catalog, schema, table, false, true)) {
            while (rows.next()) {
                String column = rows.getString("COLUMN_NAME");
                if (column != null && rows.getShort("TYPE") != DatabaseMetaData.tableIndexStatistic) {
                    found.computeIfAbsent("i " + rows.getString("INDEX_NAME"), key -> new TreeMap<>())
                            .put((int) rows.getShort("ORDINAL_POSITION"), lower(column.replace("\"", "")));
                }
            }
        }
        return found.values().stream()
                .map(Map::values)
                .map(Collection::stream)
                .map(Stream::toList)
                .toList();
    }

    Optional<Table> table(String name) {
        return Optional.ofNullable(tables.get(lower(name)));
    }

    /** Tables of the host's own: neither Sojourn's nor those of its tools. */
    List<Table> ofHost() {
        return tables.entrySet().stream()
                .filter(table -> !table.getKey().startsWith("sojourn_"))
                .filter(table -> !TECHNICAL.contains(table.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
