package dev.sojourn.consent;

import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Takes over the consents, refusals and objections that another system recorded, each with what can be proven of it
 * (GDPR 7(1)).
 *
 * <p>Refusals, withdrawals and objections go first, so that an import that was cut short allows nothing it should not. It
 * can be run again: a record is known by its source and key. Records go in batches, each a unit of its own with its proof
 * in the ledger; call it outside any unit. Memory does not grow with the number of records. Thread-safe.
 */
public final class ConsentImports {

    /** No act is taken to be older unless the caller says so: a date before is a mistake of the other system. */
    public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final int BATCH = 1_000;
    private static final int ATTEMPTS = 5;

    private final ActRecorder recorder;
    private final ImportBatch batches;

    /**
     * Imports under a policy.
     *
     * @param policy which purposes and notices there are
     * @param recorder writes the acts
     * @param suppressions knows who was erased, and what they refused
     * @param ledger tells the time acts are recorded at
     */
    public ConsentImports(Policy policy, ActRecorder recorder, Suppressions suppressions, Ledger ledger) {
        this.recorder = recorder;
        this.batches = new ImportBatch(policy, recorder, suppressions, ledger);
    }

    /**
     * Imports records, none of which is older than {@link #EARLIEST}.
     *
     * @param source the other system's name, the same each time; 1 to 100 characters
     * @param records gives all records, from the beginning each time it is asked; asked twice
     * @return what was done
     * @throws StoreException when a store fails; batches before stay recorded, and the import can be run again
     */
    public ImportReport run(String source, Supplier<Stream<PastAct>> records) {
        return run(source, EARLIEST, records);
    }

    /**
     * Imports records.
     *
     * @param source the other system's name, the same each time; 1 to 100 characters
     * @param earliest no record is older; one that is, is rejected
     * @param records gives all records, from the beginning each time it is asked; asked twice
     * @return what was done
     * @throws IllegalArgumentException when the source has no name, or a longer one
     * @throws StoreException when a store fails; batches before stay recorded, and the import can be run again
     */
    public ImportReport run(String source, Instant earliest, Supplier<Stream<PastAct>> records) {
        if (Objects.requireNonNull(source, "source").isBlank() || source.length() > 100) {
            throw new IllegalArgumentException("an import's source has " + source.length()
                    + " characters: give the other system's name, 1 to 100 characters");
        }
        ImportTally tally = new ImportTally(source, earliest);
        pass(records, tally, false);
        pass(records, tally, true);
        return tally.report();
    }

    private void pass(Supplier<Stream<PastAct>> records, ImportTally tally, boolean yeses) {
        try (Stream<PastAct> all = records.get()) {
            Iterator<PastAct> wanted =
                    all.filter(act -> (act.kind() == ActKind.GIVEN) == yeses).iterator();
            while (wanted.hasNext()) {
                List<PastAct> batch = new ArrayList<>(BATCH);
                while (wanted.hasNext() && batch.size() < BATCH) {
                    batch.add(wanted.next());
                }
                tally.add(recorded(batch, tally));
            }
        }
    }

    private ImportTally recorded(List<PastAct> batch, ImportTally whole) {
        for (int attempt = 1; ; attempt++) {
            try {
                return recorder.work().runNew(() -> batches.record(batch, whole.empty()));
            } catch (StoreException e) {
                if (!e.isWorthRetrying() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
