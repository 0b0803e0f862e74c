package dev.sojourn.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose parameters have numbers, each of which may stand in it more than once, as drivers take it. Where they
 * have none they are taken in turn.
 *
 * @param text with a question mark for each parameter
 * @param parameters which one each question mark stands for, from 0
 */
record NumberedSql(String text, List<Integer> parameters) {

    private static final Pattern PARAMETER = Pattern.compile("\\?(\\d*)");

    static NumberedSql of(String sql) {
        List<Integer> parameters = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(sql);
        String text = matcher.replaceAll(found -> {
            parameters.add(found.group(1).isEmpty() ? parameters.size() : Integer.parseInt(found.group(1)) - 1);
            return "?";
        });
        return new NumberedSql(text, List.copyOf(parameters));
    }

    /** Takes what it wants of the row a result is at. */
    interface Row<T> {
        T of(ResultSet found) throws SQLException;
    }

    List<@Nullable Object[]> rows(Connection connection, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, values);
                ResultSet found = statement.executeQuery()) {
            int columns = found.getMetaData().getColumnCount();
            return rows(found, at -> {
                @Nullable Object[] row = new Object[columns];
                for (int column = 0; column < columns; column++) {
                    row[column] = at.getObject(column + 1);
                }
                return row;
            });
        }
    }

    <T> List<T> read(Connection connection, Row<T> row, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, values);
                ResultSet found = statement.executeQuery()) {
            return rows(found, row);
        }
    }

    private static <T> List<T> rows(ResultSet found, Row<T> row) throws SQLException {
        List<T> rows = new ArrayList<>();
        while (found.next()) {
            rows.add(row.of(found));
        }
        return rows;
    }

    int change(Connection connection, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, values)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(Connection connection, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        try {
            for (int place = 0; place < parameters.size(); place++) {
                statement.setObject(place + 1, values[parameters.get(place)]);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
