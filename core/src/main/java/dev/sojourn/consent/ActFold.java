package dev.sojourn.consent;

import dev.sojourn.ledger.ChainFold;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.DataSubject;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Folds a subject's chain again into the acts that stand, and compares them with those kept beside the ledger
 * (GDPR 7(1)).
 *
 * <p>Every act that stands binds, a no as much as a yes, until another takes its place; only a restriction that was
 * lifted binds no more, and nothing does of whom nobody can be found by it. Thread-safe.
 */
public final class ActFold implements ChainFold {

    private static final String NAME = "acts";

    /** Whom an act concerns stands in no entry; while acts of one chain are compared it does not matter who it is. */
    private static final DataSubject ANYBODY = DataSubject.of("of this chain");

    private final ConsentStore consents;
    private final SubjectStore subjects;
    private final UnitOfWork work;

    /**
     * A fold.
     *
     * @param consents keeps the acts that stand
     * @param subjects knows whose chain it is
     * @param work the host's transaction
     */
    public ActFold(ConsentStore consents, SubjectStore subjects, UnitOfWork work) {
        this.consents = consents;
        this.subjects = subjects;
        this.work = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Folding of(ChainId chain, String state) {
        return new Acts(chain, StandingText.read(ANYBODY, state));
    }

    /** An act that stands, and the entry that proves it; 0 for one whose entry was dropped. */
    record Stand(SubjectAct act, long number) {}

    private final class Acts implements Folding {
        private final ChainId chain;
        private final Map<SubjectAct.Key, Stand> standing = new HashMap<>();
        private Optional<String> unreadable = Optional.empty();

        private Acts(ChainId chain, List<SubjectAct> acts) {
            this.chain = chain;
            acts.forEach(act -> standing.put(act.key(), new Stand(act, 0)));
        }

        @Override
        public void add(LedgerEntry entry) {
            if (entry.kind() == EntryKind.PROOF_DROPPED) {
                standing.clear();
            }
            ActEntry.kindOf(entry.kind()).ifPresent(kind -> {
                try {
                    SubjectAct act = ActEntry.read(ANYBODY, kind, entry, Map.of());
                    standing.merge(act.key(), new Stand(act, entry.number()), Acts::later);
                } catch (IllegalStateException | IllegalArgumentException | DateTimeException e) {
                    unreadable = unreadable.or(() -> Optional.of("entry " + entry.number() + " is no act"));
                }
            });
        }

        @Override
        public String state() {
            return StandingText.write(standing.values().stream().map(Stand::act).toList());
        }

        @Override
        public OptionalLong firstInForce() {
            return standing.values().stream()
                    .filter(stand -> stand.act().kind() != ActKind.LIFTED && stand.number() > 0)
                    .mapToLong(Stand::number)
                    .min();
        }

        @Override
        public Optional<String> difference() {
            return chain.kind() == ChainId.Kind.SUBJECT ? unreadable.or(this::compared) : Optional.empty();
        }

        /** In a unit of its own, since what is kept may have been made unreadable. */
        private Optional<String> compared() {
            try {
                return comparedWithKept();
            } catch (IllegalArgumentException | DateTimeException e) {
                return Optional.of("an act that is kept cannot be read");
            } catch (StoreException e) {
                if (e.getCause() instanceof IllegalStateException) {
                    return Optional.of("an act that is kept was not written by Sojourn");
                }
                throw e;
            }
        }

        private Optional<String> comparedWithKept() {
            return work.runNew(() -> {
                Optional<DataSubject> subject = subjects.subjectOf(chain.key());
                if (subject.isEmpty()) {
                    return standing.isEmpty() ? Optional.empty() : Optional.of("nobody has the chain's key any more");
                }
                Map<SubjectAct.Key, SubjectAct> kept = new HashMap<>();
                consents.standing(subject.get()).forEach(act -> kept.put(act.key(), act));
                return compared(kept);
            });
        }

        private Optional<String> compared(Map<SubjectAct.Key, SubjectAct> kept) {
            Map<String, String> differences = new TreeMap<>();
            standing.forEach((key, stand) -> {
                SubjectAct act = kept.remove(key);
                if (act == null) {
                    differences.put(named(key), "is not kept");
                } else if (!StandingText.write(List.of(act)).equals(StandingText.write(List.of(stand.act())))) {
                    differences.put(named(key), "is kept otherwise");
                }
            });
            kept.keySet().forEach(key -> differences.put(named(key), "is kept, and no entry proves it"));
            return differences.entrySet().stream()
                    .findFirst()
                    .map(one -> "the act that stands on " + one.getKey() + " " + one.getValue());
        }

        private static String named(SubjectAct.Key key) {
            return key.facet() + " '" + key.purpose() + "'" + (key.scope().isEmpty() ? "" : " in a scope");
        }

        private static Stand later(Stand one, Stand other) {
            return SubjectAct.ORDER.compare(other.act(), one.act()) > 0 ? other : one;
        }
    }
}
