package dev.sojourn.jpa;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What tells rows of live tables apart and what refers to them, as the database describes it; names in lower case. */
final class LiveKeys {

    /**
     * A column of another table, or of the same, that refers to rows by a foreign key.
     *
     * @param table the table that refers
     * @param column its column
     */
    record Reference(String table, String column) {
        String label() {
            return table + "." + column;
        }
    }

    private final DatabaseMetaData data;
    private final String catalog;
    private final String schema;

    LiveKeys(Connection connection) throws SQLException {
        this.data = connection.getMetaData();
        this.catalog = connection.getCatalog();
        this.schema = connection.getSchema();
    }

    List<String> primary(String table) throws SQLException {
        Map<Short, String> columns = new TreeMap<>();
        try (ResultSet rows = data.getPrimaryKeys(catalog, schema, table)) {
            while (rows.next()) {
                columns.put(rows.getShort("KEY_SEQ"), LiveSchema.lower(rows.getString("COLUMN_NAME")));
            }
        }
        return List.copyOf(columns.values());
    }

    /** Whether a unique index is over some of these columns and no other. */
    boolean isUnique(String table, Set<String> columns) throws SQLException {
        Map<String, Set<String>> unique = new TreeMap<>();
        try (ResultSet rows = data.getIndexInfo(catalog, schema, table, true, true)) {
            while (rows.next()) {
                String column = rows.getString("COLUMN_NAME");
                if (column != null && rows.getShort("TYPE") != DatabaseMetaData.tableIndexStatistic) {
                    unique.computeIfAbsent(rows.getString("INDEX_NAME"), name -> new HashSet<>())
                            .add(LiveSchema.lower(column));
                }
            }
        }
        return unique.values().stream().anyMatch(columns::containsAll);
    }

    List<Reference> references(String table) throws SQLException {
        List<Reference> references = new ArrayList<>();
        try (ResultSet rows = data.getExportedKeys(catalog, schema, table)) {
            while (rows.next()) {
                references.add(new Reference(
                        LiveSchema.lower(rows.getString("FKTABLE_NAME")),
                        LiveSchema.lower(rows.getString("FKCOLUMN_NAME"))));
            }
        }
        return references;
    }
}
