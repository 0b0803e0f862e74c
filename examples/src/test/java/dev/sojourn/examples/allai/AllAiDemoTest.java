package dev.sojourn.examples.allai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.examples.terminal.Terminal;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.KeepReason;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Period;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The story holds: what it says is counted again by plain SQL. */
class AllAiDemoTest {

    private static final ByteArrayOutputStream PRINTED = new ByteArrayOutputStream();
    private static final int ACCOUNTS = 1_200;
    private static Database database;
    private static Database untouched;
    private static AllAiDemo.Told told;

    @BeforeAll
    static void tell() throws SQLException {
        database = Database.create("jdbc:h2:mem:demo");
        untouched = Database.create("jdbc:h2:mem:untouched");
        new History(untouched.dataSource(), AllAiDemo.TODAY, ACCOUNTS).write();
        PrintStream out = new PrintStream(PRINTED, true, StandardCharsets.UTF_8);
        told = new AllAiDemo(new Terminal(out, false, false, true), database, ACCOUNTS).tell();
    }

    @AfterAll
    static void close() {
        database.close();
        untouched.close();
    }

    @Test
    void startsFromThousandsOfRows() {
        assertThat(sum(told.before())).isGreaterThanOrEqualTo(20_000);
    }

    @Test
    void disposesOfEverythingThePreviewCounted() {
        assertThat(told.plan().due()).isPositive();
        assertThat(told.report().gone()).isEqualTo(told.plan().due());
        assertThat(told.report().failures()).isEmpty();
    }

    @Test
    void leavesNothingDue() {
        assertThat(told.again().due()).isZero();
        assertThat(told.again().kept(KeepReason.HELD)).isPositive();
        assertThat(told.again().kept(KeepReason.CHILD_KEPT)).isPositive();
        assertThat(told.again().kept(KeepReason.NOT_STARTED)).isPositive();
        assertThat(told.again().kept(KeepReason.UNRESOLVED)).isPositive();
    }

    @Test
    void keepsOfEachClientsConversationsExactlyThoseThatAreNotDue() throws SQLException {
        for (ClientTenant tenant : ClientTenant.ALL) {
            long days = tenant.conversations().map(Period::getDays).orElse(365);
            String local = localDay("started_at", tenant);
            long expected = untouched.count(
                    "select count(*) from conversation_log where tenant = ? and customer_id <> ?"
                            + " and (customer_id = ? or dateadd(day, " + days + ", " + local
                            + ") >= date '2026-06-15')",
                    tenant.id(),
                    number(told.erased()),
                    number(told.held()));

            assertThat(count("select count(*) from conversation_log where tenant = ?", tenant.id()))
                    .as(tenant.id())
                    .isEqualTo(expected);
        }
    }

    @Test
    void keepsOfEachClientsLeadsThoseThatAreNotDueAndAllWhereItNeverSaidHowLong() throws SQLException {
        for (ClientTenant tenant : ClientTenant.ALL) {
            String leads = "select count(*) from lead where tenant = ?";
            String kept = tenant.leads()
                    .map(period -> " and dateadd(month, " + period.toTotalMonths() + ", "
                            + localDay("captured_at", tenant) + ") >= date '2026-06-15'")
                    .orElse("");

            assertThat(count(leads, tenant.id())).as(tenant.id()).isEqualTo(untouched.count(leads + kept, tenant.id()));
        }
    }

    @Test
    void keepsAccountsOnHoldAndThoseWhoseDisputeIsOpen() throws SQLException {
        String due = "select count(*) from account where deleted_at < timestamp '2026-05-16 00:00:00+03:00'";

        assertThat(count(due + " and id = ?", number(told.held()))).isOne();
        assertThat(count(
                        due + " and id <> ? and not exists (select 1 from payment_dispute"
                                + " where account_id = account.id and opened_on >= date '2023-06-15')",
                        number(told.held())))
                .isZero();
        assertThat(count(due)).isEqualTo(1 + told.again().kept(KeepReason.CHILD_KEPT));
    }

    @Test
    void keepsInvoicesForTheYearsTheLawAsks() throws SQLException {
        assertThat(count("select count(*) from invoice"))
                .isEqualTo(untouched.count("select count(*) from invoice where issued_on >= date '2016-01-01'"));
        assertThat(count("select count(*) from invoice where account_id = ?", number(told.erased())))
                .isPositive();
    }

    @Test
    void takesTheRecordingsOfWhoeverTookConsentBack() throws SQLException {
        assertThat(count("select count(*) from sojourn_state where purpose = 'voice' and act_kind = 'WITHDRAWN'"))
                .isPositive();
        assertThat(count("select count(*) from voice_recording r where exists (select 1 from sojourn_state s"
                        + " join sojourn_subject p on p.subject_key = s.subject_key"
                        + " where s.purpose = 'voice' and s.act_kind = 'WITHDRAWN'"
                        + " and p.subject_id = cast(r.customer_id as varchar) and p.tenant = r.tenant)"))
                .isZero();
    }

    @Test
    void erasesTheCustomerWhoLeft() throws SQLException {
        long id = number(told.erased());

        assertThat(count("select count(*) from account where id = ?", id)).isZero();
        assertThat(count("select count(*) from conversation_log where customer_id = ?", id))
                .isZero();
        assertThat(count("select count(*) from voice_recording where customer_id = ?", id))
                .isZero();
    }

    @Test
    void recordsEveryRowThatIsGone() throws SQLException {
        assertThat(sum(told.before()) - sum(told.after())).isPositive();
        assertThat(PRINTED.toString(StandardCharsets.UTF_8))
                .contains(String.format(
                        Locale.ROOT,
                        "rows gone from the tables %,d, rows gone by the ledger %,d",
                        sum(told.before()) - sum(told.after()),
                        sum(told.before()) - sum(told.after())));
    }

    @Test
    void printsNoChainThatDoesNotHold() {
        assertThat(PRINTED.toString(StandardCharsets.UTF_8))
                .contains("all fit")
                .doesNotContain("BROKEN")
                .doesNotContain("\u001b[");
    }

    private static String localDay(String attribute, ClientTenant tenant) {
        return "cast(substring(cast(" + attribute + " at time zone '"
                + tenant.zone().map(Object::toString).orElse("Europe/Bucharest") + "' as varchar), 1, 10) as date)";
    }

    private static long number(DataSubject customer) {
        return Long.parseLong(customer.id());
    }

    private static long count(String sql, Object... values) throws SQLException {
        return database.count(sql, values);
    }

    private static long sum(Map<String, Long> rows) {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
