package dev.sojourn.processing;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * Tells whether a snapshot's answers have run out, reading the wall clock as seldom as it can: a snapshot found good by
 * the system's clock is good, by the monotonic one, until it ends, or half a second on, when the wall clock is looked at
 * again in case it was set. A clock that is not the system's may move as it likes, and is read each time.
 */
final class Watch {

    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(500);

    private final Clock clock;
    private final boolean system;

    Watch(Clock clock) {
        this.clock = clock;
        this.system = clock.equals(Clock.system(clock.getZone()));
    }

    /**
     * @param nanos the monotonic clock, read for this check
     * @return whether no answer in the snapshot has changed by time or by the tenant's declarations
     */
    boolean holds(Snapshot snapshot, long nanos) {
        return snapshot.isOfThisEra() && (!snapshot.ends() || holdsBySomeClock(snapshot, nanos));
    }

    private boolean holdsBySomeClock(Snapshot snapshot, long nanos) {
        if (!system) {
            return snapshot.holdsAt(clock.millis());
        }
        if (snapshot.isTrusted(nanos)) {
            return true;
        }
        long millis = clock.millis();
        if (!snapshot.holdsAt(millis)) {
            return false;
        }
        snapshot.trust(nanos, Math.min(LOOK_AGAIN, TimeUnit.MILLISECONDS.toNanos(snapshot.left(millis) - 1)));
        return true;
    }
}
