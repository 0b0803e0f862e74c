package dev.sojourn.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Eight statements by hand, each prepared once on a connection that stays, in one transaction a person. */
final class ShopByHand implements AutoCloseable {

    private static final Map<String, String> ENTITIES = new LinkedHashMap<>();

    static {
        ENTITIES.put("Address", "address");
        ENTITIES.put("Customer", "customer");
        ENTITIES.put("Event", "event");
        ENTITIES.put("Order", "orders");
        ENTITIES.put("Profile", "profile");
        ENTITIES.put("Visit", "visit");
    }

    private final Connection connection;
    private final List<PreparedStatement> deletes = new ArrayList<>();
    private final Map<String, PreparedStatement> selects = new HashMap<>();

    ShopByHand(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        for (Map.Entry<String, String> table : Shop.CONDITIONS.entrySet()) {
            deletes.add(connection.prepareStatement("delete from " + table.getKey() + " where " + table.getValue()));
        }
        for (String table : ENTITIES.values()) {
            selects.put(
                    table,
                    connection.prepareStatement(
                            "select id, subject_id, body from " + table + " where subject_id = ? order by id"));
        }
        for (String table : List.of("order_item", "payment")) {
            selects.put(
                    table,
                    connection.prepareStatement("select c.order_id, c.id, c.body from " + table
                            + " c join orders o on o.id = c.order_id where o.subject_id = ? order by c.id"));
        }
    }

    long erase(String customer) throws SQLException {
        long gone = 0;
        for (PreparedStatement delete : deletes) {
            delete.setString(1, customer);
            gone += delete.executeUpdate();
        }
        connection.commit();
        return gone;
    }

    /** The same copy, by eight queries; what belongs to an order is put into it as it comes. */
    Map<String, List<Map<String, Object>>> copy(String customer) throws SQLException {
        Map<String, List<Map<String, Object>>> copy = new LinkedHashMap<>();
        Map<Long, Map<String, Object>> orders = new HashMap<>();
        for (Map.Entry<String, String> entity : ENTITIES.entrySet()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            PreparedStatement select = Objects.requireNonNull(selects.get(entity.getValue()));
            select.setString(1, customer);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    long id = found.getLong(1);
                    row.put("id", id);
                    row.put("subject", found.getString(2));
                    row.put("body", found.getString(3));
                    rows.add(row);
                    if (entity.getKey().equals("Order")) {
                        orders.put(id, row);
                    }
                }
            }
            copy.put(entity.getKey(), rows);
        }
        add(customer, "order_item", "Item", orders);
        add(customer, "payment", "Payment", orders);
        connection.commit();
        return copy;
    }

    private void add(String customer, String table, String entity, Map<Long, Map<String, Object>> orders)
            throws SQLException {
        PreparedStatement select = Objects.requireNonNull(selects.get(table));
        select.setString(1, customer);
        try (ResultSet found = select.executeQuery()) {
            while (found.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("id", found.getLong(2));
                row.put("body", found.getString(3));
                list(Objects.requireNonNull(orders.get(found.getLong(1))), entity)
                        .add(row);
            }
        }
    }

    @SuppressWarnings("unchecked") // only this class puts lists into these maps
    private static List<Map<String, Object>> list(Map<String, Object> order, String name) {
        return (List<Map<String, Object>>) order.computeIfAbsent(name, none -> new ArrayList<>());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
