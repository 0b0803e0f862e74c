package dev.sojourn.memory;

import dev.sojourn.consent.ConsentStore;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.ledger.SettingStore;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.ledger.UnitOfWork;

/**
 * Everything Sojourn keeps, in the memory of this process, for tests and first steps: gone when the process ends.
 *
 * <p>Thread-safe. One unit of work runs at a time, and commits or rolls back as a whole.
 */
public final class InMemoryStores {

    private final InMemoryUnitOfWork work = new InMemoryUnitOfWork();
    private final InMemorySubjects subjects = new InMemorySubjects(work);
    private final InMemoryLedger ledger = new InMemoryLedger(work);
    private final InMemorySettings settings = new InMemorySettings(work);
    private final InMemoryConsents consents = new InMemoryConsents(work);

    /** Stores in which nothing is kept yet. */
    public InMemoryStores() {
        // the fields are all there is to make
    }

    /**
     * The unit of work.
     *
     * @return the port
     */
    public UnitOfWork work() {
        return work;
    }

    /**
     * Subjects' keys.
     *
     * @return the port
     */
    public SubjectStore subjects() {
        return subjects;
    }

    /**
     * The ledger.
     *
     * @return the port
     */
    public LedgerStore ledger() {
        return ledger;
    }

    /**
     * Tenants' settings.
     *
     * @return the port
     */
    public SettingStore settings() {
        return settings;
    }

    /**
     * Acts that stand.
     *
     * @return the port
     */
    public ConsentStore consents() {
        return consents;
    }
}
