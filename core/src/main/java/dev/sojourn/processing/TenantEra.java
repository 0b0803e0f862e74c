package dev.sojourn.processing;

/**
 * Counts the changes to one tenant's declarations. Each changes the stamp when it begins and again when its unit is
 * over; answers remembered under an older stamp no longer hold. What is read while a change is under way is not
 * remembered, since it may be from before.
 */
final class TenantEra {

    private volatile long stamp;
    private volatile int pending;

    synchronized void begin() {
        pending++;
        stamp++;
    }

    synchronized void end() {
        stamp++;
        pending--;
    }

    /** A change that is over already. */
    synchronized void change() {
        stamp++;
    }

    /** To be read before the declarations are. */
    long stamp() {
        return stamp;
    }

    /** To be read after the stamp. */
    boolean isSettled() {
        return pending == 0;
    }
}
