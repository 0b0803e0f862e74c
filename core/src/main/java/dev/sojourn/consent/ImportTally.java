package dev.sojourn.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Counts what became of an import's records. */
final class ImportTally {

    private static final int MOST_FAULTS = 1_000;

    private final String source;
    private final Instant earliest;
    private long recorded;
    private long repeated;
    private long suppressed;
    private long erased;
    private long rejected;
    private final List<ImportReport.Fault> faults = new ArrayList<>();

    ImportTally(String source, Instant earliest) {
        this.source = source;
        this.earliest = earliest;
    }

    ImportTally empty() {
        return new ImportTally(source, earliest);
    }

    String source() {
        return source;
    }

    Instant earliest() {
        return earliest;
    }

    void recorded() {
        recorded++;
    }

    void repeated() {
        repeated++;
    }

    void suppressed() {
        suppressed++;
    }

    void erased() {
        erased++;
    }

    void rejected(String key, String problem) {
        rejected++;
        if (faults.size() < MOST_FAULTS) {
            faults.add(new ImportReport.Fault(key, problem));
        }
    }

    void add(ImportTally batch) {
        recorded += batch.recorded;
        repeated += batch.repeated;
        suppressed += batch.suppressed;
        erased += batch.erased;
        rejected += batch.rejected;
        batch.faults.stream().limit(MOST_FAULTS - faults.size()).forEach(faults::add);
    }

    ImportReport report() {
        return new ImportReport(source, recorded, repeated, suppressed, erased, rejected, faults);
    }
}
