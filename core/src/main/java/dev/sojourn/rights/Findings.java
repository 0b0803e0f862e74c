package dev.sojourn.rights;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.retention.ErasureJudge;
import dev.sojourn.retention.KeepReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What goes, what stays and what did not answer, counted while an erasure is planned or done. */
final class Findings {

    private record Place(String entity, ErasureJudge.Keeping why) {}

    private final Map<String, Long> erased = new LinkedHashMap<>();
    private final Map<Place, Long> kept = new LinkedHashMap<>();
    private final List<Unanswered> unanswered = new ArrayList<>();

    void erased(String entity, long rows) {
        erased.merge(entity, rows, Long::sum);
    }

    void kept(String entity, ErasureJudge.Keeping why) {
        kept.merge(new Place(entity, why), 1L, Long::sum);
    }

    void unanswered(String entity, String problem) {
        unanswered.add(new Unanswered(entity, problem));
    }

    /** Only what a store says of itself is repeated: any other message, and any cause, may quote a person's data. */
    static String problemOf(RuntimeException failure) {
        return failure instanceof StoreException && failure.getMessage() != null
                ? failure.getMessage()
                : failure.getClass().getName();
    }

    void addErased(Findings other) {
        other.erased.forEach(this::erased);
    }

    void addKept(Findings other) {
        other.kept.forEach((place, rows) -> kept.merge(place, rows, Long::sum));
        unanswered.addAll(other.unanswered);
    }

    long erasedRows() {
        return erased.values().stream().mapToLong(Long::longValue).sum();
    }

    long count(KeepReason reason) {
        return kept.entrySet().stream()
                .filter(entry -> entry.getKey().why().reason() == reason)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    boolean isWorthAnotherRound() {
        return count(KeepReason.CHILD_KEPT) > 0 || count(KeepReason.BUSY) > 0;
    }

    Map<String, Long> erased() {
        return erased;
    }

    List<KeptRows> kept() {
        return kept.entrySet().stream()
                .map(entry -> new KeptRows(
                        entry.getKey().entity(),
                        entry.getKey().why().reason(),
                        entry.getKey().why().by(),
                        entry.getKey().why().ground(),
                        entry.getKey().why().through(),
                        entry.getValue()))
                .toList();
    }

    /** Rows that stay locked did not answer either. */
    List<Unanswered> unanswered() {
        List<Unanswered> all = new ArrayList<>(unanswered);
        kept.forEach((place, rows) -> {
            if (place.why().reason() == KeepReason.BUSY) {
                all.add(new Unanswered(place.entity(), rows + " locked by another transaction"));
            }
        });
        return all;
    }
}
