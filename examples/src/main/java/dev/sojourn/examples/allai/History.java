package dev.sojourn.examples.allai;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import javax.sql.DataSource;

/**
 * Years of business of a dozen clients, invented from a fixed seed: the same rows every time. Nobody has ever deleted
 * anything, as in most databases on the day somebody asks.
 */
final class History {

    private static final long SEED = 20_260_201L;
    private static final int BATCH = 5_000;
    private static final Instant FOUNDED = Instant.parse("2013-01-07T08:00:00Z");

    private final DataSource dataSource;
    private final Instant today;
    private final int accounts;
    private final SplittableRandom random = new SplittableRandom(SEED);

    /** {@code accounts} sets the scale: there are about eighteen rows for each. */
    History(DataSource dataSource, Instant today, int accounts) {
        this.dataSource = dataSource;
        this.today = today;
        this.accounts = accounts;
    }

    private record Customer(long id, String tenant, String name, Instant from, Instant to) {}

    /** Fills one table row by row. */
    private static final class Batch implements AutoCloseable {
        private final PreparedStatement statement;
        private int waiting;

        Batch(Connection connection, String insert) throws SQLException {
            statement = connection.prepareStatement(insert);
        }

        void add(Object... values) throws SQLException {
            for (int column = 0; column < values.length; column++) {
                Object value = values[column];
                statement.setObject(column + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
            }
            statement.addBatch();
            if (++waiting == BATCH) {
                flush();
            }
        }

        private void flush() throws SQLException {
            statement.executeBatch();
            statement.getConnection().commit();
            waiting = 0;
        }

        @Override
        public void close() throws SQLException {
            flush();
            statement.close();
        }
    }

    /** Invents and inserts everything. */
    void write() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Batch account = new Batch(connection, "insert into account values (?, ?, ?, ?, ?, ?)");
                    Batch log = new Batch(connection, "insert into conversation_log values (?, ?, ?, ?, ?)");
                    Batch recording =
                            new Batch(connection, "insert into voice_recording values (?, ?, ?, ?, ?, ?, ?)");
                    Batch invoice = new Batch(connection, "insert into invoice values (?, ?, ?, ?, ?, ?)");
                    Batch lead = new Batch(connection, "insert into lead values (?, ?, ?, ?, ?, ?)")) {
                long row = 0;
                for (int number = 1; number <= accounts; number++) {
                    Customer customer = customer(number, account);
                    for (int i = 0; i < 10; i++) {
                        log.add(++row, customer.tenant, customer.id, during(customer, 425), Words.talk(random));
                    }
                    for (int i = random.nextInt(8); i > 0; i--) {
                        recording.add(
                                ++row,
                                customer.tenant,
                                customer.id,
                                during(customer, 240),
                                20 + random.nextInt(400),
                                "Asked: " + Words.question(random),
                                "opus");
                    }
                    for (int i = random.nextInt(5); i > 0; i--) {
                        invoice(++row, customer, invoice);
                    }
                    lead(++row, lead);
                    lead(++row, lead);
                }
            }
            disputes(connection);
        }
    }

    private Customer customer(long id, Batch account) throws SQLException {
        String tenant = tenant();
        String name = Words.name(random);
        Instant from = between(FOUNDED, today.minus(Duration.ofDays(2)));
        boolean left = random.nextInt(100) < 15;
        Instant recently = today.minus(Duration.ofDays(400));
        Instant to = left ? between(from.isAfter(recently) ? from : recently, today) : today;
        account.add(id, tenant, name, Words.mail(name, id), from, left ? to : null);
        return new Customer(id, tenant, name, from, to);
    }

    private void invoice(long id, Customer customer, Batch invoice) throws SQLException {
        LocalDate issuedOn = LocalDate.ofInstant(between(customer.from, customer.to), ZoneOffset.UTC);
        invoice.add(
                id,
                customer.tenant,
                customer.id,
                issuedOn,
                BigDecimal.valueOf(1_900 + random.nextInt(90_000), 2),
                customer.name + ", " + Words.address(random));
    }

    private void lead(long id, Batch lead) throws SQLException {
        String mail = Words.mail(Words.name(random), id);
        Instant at = between(today.minus(Duration.ofDays(730)), today);
        lead.add(id, tenant(), mail, at, Words.phone(random), Words.question(random));
    }

    /** One account in ten disputed a payment in the last five years. */
    private void disputes(Connection connection) throws SQLException {
        try (Batch dispute = new Batch(
                connection,
                "insert into payment_dispute select ?, tenant, id, id, cast(? as date), ? from account where id = ?")) {
            for (int id = 1; id <= accounts / 10; id++) {
                LocalDate openedOn = LocalDate.ofInstant(today, ZoneOffset.UTC).minusDays(random.nextInt(5 * 365));
                dispute.add((long) id, openedOn, Words.claim(random), 10L * id - random.nextInt(10));
            }
        }
    }

    private Instant during(Customer customer, int days) {
        Instant earliest = customer.to.minus(Duration.ofDays(days));
        return between(earliest.isAfter(customer.from) ? earliest : customer.from, customer.to);
    }

    /** Earlier clients are larger. */
    private String tenant() {
        int size = ClientTenant.ALL.size();
        return ClientTenant.ALL
                .get(Math.min(random.nextInt(size), random.nextInt(size)))
                .id();
    }

    private Instant between(Instant from, Instant to) {
        long seconds = Duration.between(from, to).getSeconds();
        return seconds <= 0 ? from : from.plusSeconds(random.nextLong(seconds));
    }
}
