package dev.sojourn.examples.allai;

import static dev.sojourn.examples.allai.AllAiPolicy.VOICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.sojourn.Sojourn;
import dev.sojourn.jpa.JpaStores;
import dev.sojourn.jpa.JpaUnitOfWork;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Explanation;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SettingChange;
import dev.sojourn.testkit.HandMovedClock;
import dev.sojourn.testkit.Upholds;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dates AllAI's policy promises, kept by the policy as code over the demo's own tables. */
class AllAiPolicyTest {

    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");
    private static final String C1 = "client-1";
    private static final String C2 = "client-2";
    private static final Actor ADMINISTRATOR = Actor.tenant("administrator of client-2");

    private final HandMovedClock clock = HandMovedClock.at(at("2026-01-01T09:00"));
    private Database database;
    private Sojourn sojourn;

    @BeforeEach
    void open() throws SQLException {
        database = Database.create("jdbc:h2:mem:policy");
        sojourn = Sojourn.builder(AllAiPolicy.policy())
                .stores(JpaStores.of(JpaUnitOfWork.of(database.entities())).tenantAttribute("tenant"))
                .clock(clock)
                .build();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @Upholds("ALLAI-15")
    void keepsAnAccountForThirtyDaysAfterItsDeletion() throws SQLException {
        insertAccount(1L, at("2026-03-10T14:00"));

        assertThat(explain(Account.class, 1L).lastDayKept()).contains(LocalDate.of(2026, 4, 9));
        clock.set(at("2026-04-09T23:59"));
        assertThat(swept()).isZero();
        assertThat(rowsOf("account")).isOne();
        clock.set(Instant.parse("2026-04-09T21:00:00Z"));
        assertThat(swept()).isOne();
        assertThat(rowsOf("account")).isZero();
    }

    @Test
    @Upholds("ALLAI-15")
    void stopsTheClockWhenAnAccountIsReopened() throws SQLException {
        insertAccount(1L, at("2026-03-10T14:00"));
        clock.set(at("2026-03-20T10:00"));
        execute("update account set deleted_at = null");

        clock.set(at("2027-01-01T00:00"));

        assertThat(explain(Account.class, 1L).reason()).contains(KeepReason.NOT_STARTED);
        assertThat(swept()).isZero();
    }

    @Test
    @Upholds("ALLAI-16")
    void letsClientsChooseBetweenThirtyAndThreeHundredSixtyFiveDays() throws SQLException {
        assertThatIllegalArgumentException().isThrownBy(() -> choose(C1, "conversation-log", 29));
        assertThatIllegalArgumentException().isThrownBy(() -> choose(C1, "conversation-log", 366));
        choose(C1, "conversation-log", 30);
        choose(C2, "conversation-log", 365);
        insertLog(1L, C1, at("2026-01-15T12:00"));
        insertLog(2L, C2, at("2026-01-15T12:00"));

        assertThat(explain(ConversationLog.class, 1L).lastDayKept()).contains(LocalDate.of(2026, 2, 14));
        assertThat(explain(ConversationLog.class, 2L).lastDayKept()).contains(LocalDate.of(2027, 1, 15));
    }

    @Test
    @Upholds("ALLAI-17")
    void appliesAShorterPeriodFromTheNextRunAndBringsNothingBack() throws SQLException {
        choose(C2, "conversation-log", 365);
        insertLog(1L, C2, at("2026-01-15T12:00"));
        clock.set(at("2026-06-01T10:00"));
        assertThat(swept()).isZero();

        sojourn.settings().choose(C2, "conversation-log", Period.ofDays(90), ADMINISTRATOR);

        assertThat(explain(ConversationLog.class, 1L).dueSince()).contains(at("2026-04-16T00:00"));
        assertThat(swept()).isOne();
        assertThat(sojourn.settings().history(C2))
                .extracting(SettingChange::value, SettingChange::actor)
                .contains(tuple("P90D", ADMINISTRATOR));
        choose(C2, "conversation-log", 365);
        assertThat(swept()).isZero();
        assertThat(rowsOf("conversation_log")).isZero();
    }

    @Test
    @Upholds("ALLAI-18")
    void keepsAnInvoiceUnderTheLawOfItsYear() throws SQLException {
        execute("insert into invoice values (1, 'client-1', 1, date '2022-11-15', 10, 'x')");
        execute("insert into invoice values (2, 'client-1', 1, date '2024-03-10', 10, 'x')");

        assertThat(explain(Invoice.class, 1L).lastDayKept()).contains(LocalDate.of(2032, 12, 31));
        assertThat(explain(Invoice.class, 2L).lastDayKept()).contains(LocalDate.of(2030, 6, 30));
    }

    @Test
    @Upholds("ALLAI-18")
    void takesEachInvoiceOnTheDayItsOwnLawLetsItGo() throws SQLException {
        execute("insert into invoice values (1, 'client-1', 1, date '2022-11-15', 10, 'x')");
        execute("insert into invoice values (2, 'client-1', 1, date '2024-03-10', 10, 'x')");

        clock.set(at("2030-06-30T23:59"));
        assertThat(swept()).isZero();
        clock.set(at("2030-07-01T00:00"));
        assertThat(swept()).isOne();
        clock.set(at("2032-12-31T23:59"));
        assertThat(swept()).isZero();
        clock.set(at("2033-01-01T00:00"));
        assertThat(swept()).isOne();
    }

    @Test
    @Upholds("ALLAI-20")
    void letsClientsOnlyShortenTheNinetyDaysOfARecording() throws SQLException {
        insertRecording(1L, C1, at("2026-04-01T12:00"));
        insertRecording(2L, C2, at("2026-04-01T12:00"));
        choose(C2, "voice-recording", 30);

        assertThat(explain(VoiceRecording.class, 1L).lastDayKept()).contains(LocalDate.of(2026, 6, 30));
        assertThat(explain(VoiceRecording.class, 2L).lastDayKept()).contains(LocalDate.of(2026, 5, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> choose(C1, "voice-recording", 91));
    }

    @Test
    @Upholds("ALLAI-28")
    void takesRecordingsWhenTheirConsentIsWithdrawn() throws SQLException {
        DataSubject caller = DataSubject.of("7").as("customer").in(C1);
        clock.set(at("2026-04-01T11:00"));
        sojourn.consents().give(caller, VOICE);
        insertRecording(1L, C1, at("2026-04-01T12:00"));
        clock.set(at("2026-04-10T09:00"));
        assertThat(swept()).isZero();

        sojourn.consents().withdraw(caller, VOICE);

        assertThat(explain(VoiceRecording.class, 1L).due()).isTrue();
        assertThat(swept()).isOne();
        assertThat(rowsOf("voice_recording")).isZero();
    }

    private long swept() {
        return sojourn.retention().sweep(sojourn.retention().preview()).gone();
    }

    private Explanation explain(Class<?> type, long id) {
        return sojourn.retention().explain(type, id);
    }

    private void choose(String tenant, String rule, int days) {
        sojourn.settings().choose(tenant, rule, Period.ofDays(days), ADMINISTRATOR);
    }

    private void insertAccount(long id, Instant deletedAt) throws SQLException {
        execute("insert into account values (?, 'client-1', 'x', 'x', ?, ?)", id, at("2020-01-01T09:00"), deletedAt);
    }

    private void insertLog(long id, String tenant, Instant startedAt) throws SQLException {
        execute("insert into conversation_log values (?, ?, 7, ?, 'x')", id, tenant, startedAt);
    }

    private void insertRecording(long id, String tenant, Instant recordedAt) throws SQLException {
        execute("insert into voice_recording values (?, ?, 7, ?, 9, 'x', 'opus')", id, tenant, recordedAt);
    }

    private void execute(String sql, Object... values) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private long rowsOf(String table) throws SQLException {
        return database.count("select count(*) from " + table);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BUCHAREST).toInstant();
    }
}
