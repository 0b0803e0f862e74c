package dev.sojourn.benchmarks;

import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Eight tables of a host with 1,000 rows of each customer: six that name the customer, and two whose rows belong to orders.
 * How many rows of which differs from one customer to the next, so that no statement is as long as the last one.
 */
final class Shop {

    /** How many rows a customer has in all. */
    static final int ROWS = 1_000;

    /** Those that name the customer, with how many rows customer {@code g} has in them. */
    private static final Map<String, String> OWN = new LinkedHashMap<>();

    static {
        OWN.put("customer", "1");
        OWN.put("profile", "1");
        OWN.put("address", "5");
        OWN.put("visit", "60 + g % 67");
        OWN.put("event", "1000 - 7 - (60 + g % 67) - 12 * (45 + g % 10)");
        OWN.put("orders", "45 + g % 10");
    }

    /** In the order in which rows may go, each with its condition on one customer. */
    static final Map<String, String> CONDITIONS = new LinkedHashMap<>();

    static {
        String ofOrders = "order_id in (select id from orders where subject_id = ?)";
        CONDITIONS.put("order_item", ofOrders);
        CONDITIONS.put("payment", ofOrders);
        for (String table : List.of("orders", "event", "visit", "address", "profile", "customer")) {
            CONDITIONS.put(table, "subject_id = ?");
        }
    }

    private static final Purpose SERVICE =
            Purpose.of("service").titled("Serve customers").on(LegalBasis.CONTRACT);

    static final Purpose NEWSLETTER =
            Purpose.of("newsletter").titled("Send marketing e-mail").on(LegalBasis.CONSENT);

    private Shop() {}

    /** A row that names its customer. */
    @MappedSuperclass
    abstract static class OfCustomer {
        @Id
        long id;

        @SubjectRef
        @Column(name = "subject_id", nullable = false)
        String subject = "";

        @PersonalData
        @Column(nullable = false)
        String body = "";

        @NotPersonal
        @Column(name = "made_at", nullable = false)
        Instant madeAt = Instant.EPOCH;
    }

    /** The customer. */
    @Entity(name = "Customer")
    @Table(name = "customer")
    @Retained(rule = "customer-data", from = "madeAt")
    static class Customer extends OfCustomer {}

    /** What the customer says of himself. */
    @Entity(name = "Profile")
    @Table(name = "profile")
    @Retained(rule = "customer-data", from = "madeAt")
    static class Profile extends OfCustomer {}

    /** Where the customer lives. */
    @Entity(name = "Address")
    @Table(name = "address")
    @Retained(rule = "customer-data", from = "madeAt")
    static class Address extends OfCustomer {}

    /** When the customer was there. */
    @Entity(name = "Visit")
    @Table(name = "visit")
    @Retained(rule = "customer-data", from = "madeAt")
    static class Visit extends OfCustomer {}

    /** What the customer did there. */
    @Entity(name = "Event")
    @Table(name = "event")
    @Retained(rule = "customer-data", from = "madeAt")
    static class Event extends OfCustomer {}

    /** What the customer ordered. */
    @Entity(name = "Order")
    @Table(name = "orders")
    @Retained(rule = "customer-data", from = "madeAt")
    static class Order extends OfCustomer {
        @OneToMany(mappedBy = "order", cascade = CascadeType.REMOVE)
        List<Item> items = new ArrayList<>();

        @OneToMany(mappedBy = "order", cascade = CascadeType.REMOVE)
        List<Payment> payments = new ArrayList<>();
    }

    /** A row that belongs to an order. */
    @MappedSuperclass
    abstract static class OfOrder {
        @Id
        long id;

        @ManyToOne(optional = false)
        @JoinColumn(name = "order_id")
        @Nullable
        Order order;

        @PersonalData
        @Column(nullable = false)
        String body = "";
    }

    /** A line of an order. */
    @Entity(name = "Item")
    @Table(name = "order_item")
    static class Item extends OfOrder {}

    /** A payment for an order. */
    @Entity(name = "Payment")
    @Table(name = "payment")
    static class Payment extends OfOrder {}

    static final Class<?>[] ENTITIES = {
        Customer.class, Profile.class, Address.class, Visit.class, Event.class, Order.class, Item.class, Payment.class
    };

    static Policy policy() {
        return Policy.builder("shop")
                .version("1")
                .zone("UTC")
                .controller(Party.named("AllAI"))
                .purposes(SERVICE, NEWSLETTER)
                .retainProof(Period.ofYears(3))
                .retain(RetentionRule.atMost("customer-data", Period.ofYears(10))
                        .serving(SERVICE)
                        .because("the benchmark"))
                .build();
    }

    static String name(int customer) {
        return "u" + customer;
    }

    /** The tables with every customer's rows; each value names whose it is, so that one left behind is found. */
    static void fill(Connection connection, int customers) throws SQLException {
        for (Map.Entry<String, String> table : OWN.entrySet()) {
            Postgres.execute(
                    connection,
                    "create table " + table.getKey() + " (id bigint primary key, subject_id varchar(255) not null,"
                            + " body varchar(255) not null, made_at timestamp(6) with time zone not null)",
                    "insert into " + table.getKey() + " select g * 1000 + s, 'u' || g, 'of u' || g || ' '"
                            + " || md5((g * 7 + s)::text), timestamptz '2025-06-01 00:00:00Z' + s * interval '1 hour'"
                            + " from generate_series(1::bigint, " + customers + ") g, generate_series(1, "
                            + table.getValue() + ") s",
                    "create index " + table.getKey() + "_subject on " + table.getKey() + " (subject_id)");
        }
        for (Map.Entry<String, Integer> table :
                Map.of("order_item", 10, "payment", 1).entrySet()) {
            Postgres.execute(
                    connection,
                    "create table " + table.getKey() + " (id bigint primary key, order_id bigint not null,"
                            + " body varchar(255) not null)",
                    "insert into " + table.getKey() + " select o.id * 10 + s, o.id, 'of ' || o.subject_id || ' '"
                            + " || md5((o.id * 7 + s)::text) from orders o, generate_series(1, " + table.getValue()
                            + ") s",
                    "create index " + table.getKey() + "_order on " + table.getKey() + " (order_id)",
                    "alter table " + table.getKey() + " add constraint " + table.getKey()
                            + "_fk foreign key (order_id) references orders (id)");
        }
        Host.tables(connection);
        Postgres.execute(connection, "vacuum analyze");
    }

    /** How many rows a customer has left. */
    static long left(Connection connection, String customer) throws SQLException {
        long left = 0;
        for (Map.Entry<String, String> table : CONDITIONS.entrySet()) {
            left += Postgres.number(
                    connection,
                    "select count(*) from " + table.getKey() + " where "
                            + table.getValue().replace("?", "'" + customer + "'"));
        }
        return left;
    }

    /** Looks through every value of every table for the erased, and whether everybody else's rows are all there. */
    static void check(Connection connection, int customers, List<String> erased) throws SQLException {
        String those = "'{" + String.join(",", erased) + "}'::text[]";
        long left = 0;
        for (String table : CONDITIONS.keySet()) {
            Records.expect(
                    "values of erased persons in " + table,
                    0,
                    Postgres.number(
                            connection,
                            "select count(*) from " + table + " where split_part(body, ' ', 2) = any(" + those + ")"));
            left += Postgres.number(connection, "select count(*) from " + table);
        }
        Records.expect("rows of everybody else", (long) ROWS * (customers - erased.size()), left);
    }
}
