package dev.sojourn.jpa;

import dev.sojourn.ledger.StoreException;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what a provider throws into what the core understands. */
final class StoreFailures {

    /** Serialisation failure and deadlock; lock not available (PostgreSQL); lock time-out and concurrent update (H2). */
    private static final Set<String> LOST_RACES = Set.of("40001", "40P01", "55P03", "HYT00", "90131");

    /** Lock wait time-out, deadlock and a row changed since it was seen, where the state alone does not tell (MariaDB). */
    private static final Set<Integer> LOST_RACE_CODES = Set.of(1205, 1213, 1020);

    private static final int DEEPEST = 20;

    private StoreFailures() {}

    /**
     * A failure of a store.
     *
     * @param what the rest of "could not …", without a person's identifier
     */
    static StoreException translate(String what, RuntimeException cause) {
        return cause instanceof StoreException known
                ? known
                : new StoreException("could not " + what, cause, isLostRace(cause));
    }

    /**
     * A failure of a disposal. A violated constraint is worth another try as well: a child that appeared after its row was
     * judged makes the row stay, and is judged the next time.
     *
     * @param what the rest of "could not …", without a person's identifier
     */
    static StoreException ofDisposal(String what, RuntimeException cause) {
        return cause instanceof StoreException known
                ? known
                : new StoreException("could not " + what, cause, isLostRace(cause) || isConstraint(cause));
    }

    private static boolean isConstraint(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith("23")) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    static boolean isLostRace(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof StoreException known) {
                return known.isWorthRetrying();
            }
            if (cause instanceof LockTimeoutException
                    || cause instanceof PessimisticLockException
                    || cause instanceof OptimisticLockException
                    || cause instanceof SQLException sql && isLostRace(sql)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isLostRace(SQLException sql) {
        String state = sql.getSQLState();
        return state != null && LOST_RACES.contains(state) || LOST_RACE_CODES.contains(sql.getErrorCode());
    }
}
