package dev.sojourn.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/**
 * The rows Sojourn writes of a consent, as a person would write them by JDBC: the same columns and indexes in tables of
 * their own, without hashes and without the row that holds a chain's head.
 */
final class HandWritten {

    static final int BATCH = 1_000;

    private static final String[] TABLES = {
        "create table hand_subject (like sojourn_subject including all)",
        "create table hand_event (like sojourn_ledger including all)",
        "create table hand_state (like sojourn_state including all)"
    };

    private static final String SUBJECT =
            "insert into hand_subject (subject_key, tenant, kind, subject_id) values (?, '', '', ?)";
    private static final String EVENT =
            "insert into hand_event (chain, entry_number, entry_kind, recorded_at, body, previous_hash, hash)"
                    + " values (?, ?, 'CONSENT_GIVEN', ?, ?, '', '')";
    private static final String STATE = "insert into hand_state (subject_key, facet, purpose, scope, act_id, act_kind,"
            + " actor_kind, actor_name, effective_at, recorded_at, particulars, effective_micros, stands_micros, linked,"
            + " consent_level, notice, notice_version, accepted_through, terms) values (?, 'CONSENT', ?, '', ?, 'GIVEN',"
            + " 'SUBJECT', '', ?, ?, ?, ?, ?, 0, 'EXPRESSED', '', '', '', '')";
    private static final String INSTEAD = " on conflict (subject_key, facet, purpose, scope) do update set"
            + " act_id = excluded.act_id, act_kind = excluded.act_kind, actor_kind = excluded.actor_kind,"
            + " actor_name = excluded.actor_name, effective_at = excluded.effective_at,"
            + " recorded_at = excluded.recorded_at, particulars = excluded.particulars,"
            + " effective_micros = excluded.effective_micros, stands_micros = excluded.stands_micros,"
            + " linked = excluded.linked, consent_level = excluded.consent_level, notice = excluded.notice,"
            + " notice_version = excluded.notice_version, accepted_through = excluded.accepted_through,"
            + " terms = excluded.terms";

    private final String body;
    private final String particulars;

    /** What Sojourn wrote for one of the same acts is what stands in every row here. */
    HandWritten(Connection connection) throws SQLException {
        body = Postgres.text(connection, "select body from sojourn_ledger where chain like 'SUBJECT:%' limit 1");
        particulars = Postgres.text(connection, "select particulars from sojourn_state limit 1");
    }

    static void tables(Connection connection) throws SQLException {
        Postgres.execute(connection, TABLES);
    }

    /** One more act of somebody known, in a transaction of its own. */
    void give(Connection connection, int person, long number, Instant now) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement event = connection.prepareStatement(EVENT);
                PreparedStatement state = connection.prepareStatement(STATE + INSTEAD)) {
            event(event, person, number, now);
            event.executeUpdate();
            state(state, person, now);
            state.executeUpdate();
        }
        connection.commit();
    }

    /** The first acts of everybody, by batches, each a transaction. */
    void load(Connection connection, int people, Instant now) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement subject = connection.prepareStatement(SUBJECT);
                PreparedStatement event = connection.prepareStatement(EVENT);
                PreparedStatement state = connection.prepareStatement(STATE)) {
            for (int person = 0; person < people; person++) {
                subject.setString(1, key(person));
                subject.setString(2, Walk.id(person));
                subject.addBatch();
                event(event, person, 1, now);
                event.addBatch();
                state(state, person, now);
                state.addBatch();
                if (person % BATCH == BATCH - 1 || person == people - 1) {
                    subject.executeBatch();
                    event.executeBatch();
                    state.executeBatch();
                    connection.commit();
                }
            }
        }
        connection.setAutoCommit(true);
    }

    private void event(PreparedStatement event, int person, long number, Instant now) throws SQLException {
        event.setString(1, "SUBJECT:" + key(person));
        event.setLong(2, number);
        event.setTimestamp(3, Timestamp.from(now));
        event.setString(4, body);
    }

    private void state(PreparedStatement state, int person, Instant now) throws SQLException {
        long micros = now.getEpochSecond() * 1_000_000;
        state.setString(1, key(person));
        state.setString(2, Walk.PURPOSES[0]);
        state.setString(3, key(person));
        state.setTimestamp(4, Timestamp.from(now));
        state.setTimestamp(5, Timestamp.from(now));
        state.setString(6, particulars);
        state.setLong(7, micros);
        state.setLong(8, micros);
    }

    /** As spread as random keys are, since that is what they cost in an index; made without drawing. */
    static String key(int person) {
        long mixed = (person + 1) * 0x9E3779B97F4A7C15L;
        long more = (mixed ^ (mixed >>> 31)) * 0xBF58476D1CE4E5B9L;
        return new java.util.UUID(mixed, more).toString();
    }
}
