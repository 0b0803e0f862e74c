package dev.sojourn.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says in SQL, over a unit's own connection, what this package writes in JPQL about the rows {@code e} of a table that no
 * entity maps. It knows the JPQL of {@link SelectionQuery} and {@link Key}, and no other.
 */
final class TableSql {

    private static final Pattern COLUMN = Pattern.compile("\\be\\.(\\w+)");
    private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");

    private final Connection connection;
    private final TableShape table;

    TableSql(Connection connection, TableShape table) {
        this.connection = connection;
        this.table = table;
    }

    /** Rows of columns of these types. */
    List<@Nullable Object[]> select(String jpql, Map<String, Object> values, List<ColumnType> types)
            throws SQLException {
        try (PreparedStatement statement = prepare(jpql, values);
                ResultSet found = statement.executeQuery()) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            while (found.next()) {
                @Nullable Object[] row = new Object[types.size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = types.get(i).read(found, i + 1);
                }
                rows.add(row);
            }
            return rows;
        }
    }

    long change(String jpql, Map<String, Object> values) throws SQLException {
        try (PreparedStatement statement = prepare(jpql, values)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(String jpql, Map<String, Object> values) throws SQLException {
        List<Object> bound = new ArrayList<>();
        String sql = parameters(columns(jpql), values, bound);
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < bound.size(); i++) {
                statement.setObject(i + 1, bound.get(i));
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private String columns(String jpql) {
        return COLUMN.matcher(jpql.replace("SojournRunCutoff ", "sojourn_run_cutoff ")
                        .replaceAll("\\b(c\\d*)\\.name\\b", "$1.cutoff")
                        .replaceAll("\\b(c\\d*)\\.beforeAt\\b", "$1.before_at"))
                .replaceAll(found -> Matcher.quoteReplacement("e." + table.column(found.group(1))));
    }

    private String parameters(String sql, Map<String, Object> values, List<Object> bound) {
        return PARAMETER
                .matcher(sql)
                .replaceAll(found -> Matcher.quoteReplacement(
                        said(Objects.requireNonNull(values.get(found.group(1)), found::group), bound)));
    }

    /** A moment is compared with Sojourn's own column alone, whose type differs from database to database. */
    private String said(Object value, List<Object> bound) {
        if (value instanceof Collection<?> several) {
            bound.addAll(several);
            return "(" + "?, ".repeat(several.size() - 1) + "?)";
        }
        if (value instanceof Instant moment) {
            bound.add(Utc.text(moment));
            return table.dialect().cutoffTime("?");
        }
        bound.add(value);
        return "?";
    }
}
