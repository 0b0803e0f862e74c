package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.ledger.StoreException;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.PessimisticLockException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreFailuresTest {

    @ParameterizedTest
    @CsvSource({"40001, 0", "40P01, 0", "55P03, 0", "HYT00, 50200", "90131, 90131", "HY000, 1205", "40001, 1213"})
    void callsALostRaceWorthRetrying(String state, int code) {
        assertThat(translated(new SQLException("lost", state, code)).isWorthRetrying())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"23505, 23505", "08006, 0", "42P01, 0", "40002, 0"})
    void callsNothingElseWorthRetrying(String state, int code) {
        assertThat(translated(new SQLException("failed", state, code)).isWorthRetrying())
                .isFalse();
    }

    @Test
    void knowsWhatProvidersThrowForLostRaces() {
        assertThat(StoreFailures.isLostRace(new LockTimeoutException())).isTrue();
        assertThat(StoreFailures.isLostRace(new PersistenceException(new PessimisticLockException())))
                .isTrue();
        assertThat(StoreFailures.isLostRace(new OptimisticLockException())).isTrue();
        assertThat(StoreFailures.isLostRace(new PersistenceException())).isFalse();
    }

    @Test
    void saysWhatCouldNotBeDoneAndKeepsTheCause() {
        PersistenceException cause = new PersistenceException("value 'ada'");
        assertThat(StoreFailures.translate("read sojourn_state", cause))
                .hasMessage("could not read sojourn_state")
                .hasCause(cause);
    }

    @Test
    void leavesAFailureThatIsKnownAsItIs() {
        StoreException known = new StoreException("could not write", new IllegalStateException(), true);
        assertThat(StoreFailures.translate("commit the unit", known)).isSameAs(known);
    }

    private static StoreException translated(SQLException thrown) {
        return StoreFailures.translate("write", new PersistenceException(thrown));
    }
}
