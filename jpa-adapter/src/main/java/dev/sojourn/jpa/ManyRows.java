package dev.sojourn.jpa;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows for one table, to be inserted by as few statements as the database can; a value may be left out. */
final class ManyRows {

    /** What a column takes; a time is a text that {@link Utc} wrote. */
    enum Type {
        TEXT,
        NUMBER,
        TIME
    }

    /** A column. */
    record Column(String name, Type type) {

        static Column text(String name) {
            return new Column(name, Type.TEXT);
        }

        static Column number(String name) {
            return new Column(name, Type.NUMBER);
        }

        static Column time(String name) {
            return new Column(name, Type.TIME);
        }
    }

    private final String table;
    private final List<Column> columns;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    private ManyRows(String table, List<Column> columns) {
        this.table = table;
        this.columns = columns;
    }

    static ManyRows of(String table, Column... columns) {
        return new ManyRows(table, List.of(columns));
    }

    /** One more; its values in the order of the columns, null for one that stays empty. */
    void add(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(table + " takes " + columns.size() + " values, not " + values.length);
        }
        rows.add(values);
    }

    String table() {
        return table;
    }

    List<Column> columns() {
        return columns;
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    List<@Nullable Object[]> rows() {
        return rows;
    }

    int size() {
        return rows.size();
    }

    /** All rows' values of one column, as long integers or as texts. */
    @Nullable
    Object[] column(int index) {
        boolean number = columns.get(index).type() == Type.NUMBER;
        @Nullable Object[] values = number ? new Long[rows.size()] : new String[rows.size()];
        for (int row = 0; row < values.length; row++) {
            Object value = rows.get(row)[index];
            values[row] = value instanceof Integer small ? Long.valueOf(small) : value;
        }
        return values;
    }
}
