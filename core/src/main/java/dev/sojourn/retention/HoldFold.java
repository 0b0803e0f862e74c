package dev.sojourn.retention;

import dev.sojourn.ledger.ChainFold;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.DataSubject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Folds holds placed and released, and events reported and revoked, and compares what is left with what is kept beside
 * the ledger (GDPR 5(2), 17(3)(e)).
 *
 * <p>A hold binds until it is released; an event, until it is revoked, because a period runs from it. Thread-safe.
 */
public final class HoldFold implements ChainFold {

    private static final String NAME = "holds";

    private final HoldStore holds;
    private final EventStore events;
    private final SubjectStore subjects;
    private final UnitOfWork work;

    /**
     * A fold.
     *
     * @param holds keeps the holds
     * @param events keeps the events
     * @param subjects knows whose chain it is
     * @param work the host's transaction
     */
    public HoldFold(HoldStore holds, EventStore events, SubjectStore subjects, UnitOfWork work) {
        this.holds = holds;
        this.events = events;
        this.subjects = subjects;
        this.work = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Nothing that still binds is ever dropped, so there is no state to go on from. */
    @Override
    public Folding of(ChainId chain, String state) {
        if (!state.isEmpty()) {
            throw new IllegalArgumentException("a tombstone's state '" + NAME + "' is not empty");
        }
        return new Active(chain);
    }

    private final class Active implements Folding {
        private final ChainId chain;
        private final Map<String, Long> active = new TreeMap<>();
        private final Map<String, LedgerEntry> happened = new TreeMap<>();
        private final TreeSet<String> revoked = new TreeSet<>();

        private Active(ChainId chain) {
            this.chain = chain;
        }

        @Override
        public void add(LedgerEntry entry) {
            String hold = entry.body().getOrDefault("hold", "");
            String event = entry.body().getOrDefault("event", "");
            if (entry.kind() == EntryKind.HOLD_PLACED) {
                active.put(hold, entry.number());
            } else if (entry.kind() == EntryKind.HOLD_RELEASED) {
                active.remove(hold);
            } else if (entry.kind() == EntryKind.EVENT_HAPPENED) {
                happened.put(event, entry);
                revoked.remove(event);
            } else if (entry.kind() == EntryKind.EVENT_REVOKED) {
                happened.remove(event);
                revoked.add(event);
            } else if (entry.kind() == EntryKind.PROOF_DROPPED) {
                happened.clear();
            }
        }

        @Override
        public String state() {
            return "";
        }

        @Override
        public OptionalLong firstInForce() {
            return java.util.stream.LongStream.concat(
                            active.values().stream().mapToLong(number -> number),
                            happened.values().stream().mapToLong(LedgerEntry::number))
                    .min();
        }

        @Override
        public Optional<String> difference() {
            return work.run(() -> switch (chain.kind()) {
                case SUBJECT ->
                    subjects.subjectOf(chain.key())
                            .flatMap(subject -> holdsDiffer(ofSubject(subject)).or(() -> eventsDiffer(subject)));
                case INSTALLATION -> holdsDiffer(ofNobody());
                case RUN -> Optional.empty();
            });
        }

        private TreeSet<String> ofSubject(DataSubject subject) {
            TreeSet<String> kept = new TreeSet<>();
            holds.activeAmong(List.of(subject)).stream()
                    .filter(hold -> hold.subject().equals(Optional.of(subject)))
                    .forEach(hold -> kept.add(hold.id()));
            return kept;
        }

        private TreeSet<String> ofNobody() {
            TreeSet<String> kept = new TreeSet<>();
            holds.active().stream().filter(hold -> hold.subject().isEmpty()).forEach(hold -> kept.add(hold.id()));
            return kept;
        }

        private Optional<String> holdsDiffer(TreeSet<String> kept) {
            if (kept.equals(new TreeSet<>(active.keySet()))) {
                return Optional.empty();
            }
            TreeSet<String> one = new TreeSet<>(kept);
            one.removeAll(active.keySet());
            return one.isEmpty()
                    ? Optional.of(active.size() + " holds are active by the ledger, and " + kept.size() + " are kept")
                    : Optional.of("hold '" + one.first() + "' is kept as active, and no entry proves it");
        }

        private Optional<String> eventsDiffer(DataSubject subject) {
            for (Map.Entry<String, LedgerEntry> event : happened.entrySet()) {
                Object kept = events.among(event.getKey(), List.of(subject)).get(subject);
                String proven = event.getValue().body().getOrDefault("happened.at", "");
                if (kept == null || !kept.toString().equals(proven)) {
                    return Optional.of("event '" + event.getKey() + "' is not kept as it was reported");
                }
            }
            return revoked.stream()
                    .filter(event -> !events.among(event, List.of(subject)).isEmpty())
                    .findFirst()
                    .map(event -> "event '" + event + "' is kept, though it was revoked");
        }
    }
}
