package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** At the isolation that the server has by default; columns know no zone, and what the provider keeps in them is UTC. */
class MariadbSweepRacesIT extends SweepRacesIT {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }

    @Override
    String moment(String utc) {
        return "timestamp '" + utc + "'";
    }

    /** Cannot come to pass here: {@link #childrenAndReferencesAreKeptOutWhileTheirRowIsLocked}. */
    @Override
    void childInsertedSinceTheRowWasJudgedKeepsItsParent() {}

    /** Cannot come to pass here: {@link #childrenAndReferencesAreKeptOutWhileTheirRowIsLocked}. */
    @Override
    void referenceMadeSinceTheRowWasJudgedKeepsIt() {}

    @Test
    void childrenAndReferencesAreKeptOutWhileTheirRowIsLocked() throws SQLException {
        try (Connection batch = database.connect();
                Statement locking = batch.createStatement();
                Connection rival = database.connect();
                Statement inserting = rival.createStatement()) {
            batch.setAutoCommit(false);
            assertThat(locking.executeQuery("select id from Guest where id = 1 for update skip locked")
                            .next())
                    .isTrue();
            inserting.execute("set session innodb_lock_wait_timeout = 1");
            assertThatThrownBy(() -> inserting.execute("insert into Stay(id, guest_id, leftOn) values"
                            + " ('00000000-0000-0000-0000-000000000001', 1, '2025-12-31')"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(1205));
            assertThatThrownBy(() -> inserting.execute("insert into Bill(id, guest_id) values (1, 1)"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(1205));
            inserting.execute("set session innodb_lock_wait_timeout = default");
            batch.rollback();
        }
    }
}
