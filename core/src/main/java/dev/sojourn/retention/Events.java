package dev.sojourn.retention;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Trigger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Events of a data subject's life that start retention periods: an account closed, a contract ended (GDPR 5(1)(e)).
 *
 * <p>Thread-safe. An event and the entry in the subject's chain that proves it commit together, in the caller's unit of
 * work or in one of their own.
 */
public final class Events {

    private final EventStore store;
    private final SubjectStore subjects;
    private final Ledger ledger;
    private final UnitOfWork work;
    private final Consumer<DataSubject> returned;
    private final Set<String> names;

    /**
     * Events over a store.
     *
     * @param store keeps the events
     * @param subjects gives subjects their keys
     * @param ledger records each report
     * @param work the host's transaction
     * @param policy whose rules name the events
     * @param returned hears, within the unit, of whom an event was recorded: whoever was erased is there again
     */
    public Events(
            EventStore store,
            SubjectStore subjects,
            Ledger ledger,
            UnitOfWork work,
            Policy policy,
            Consumer<DataSubject> returned) {
        this.store = store;
        this.subjects = subjects;
        this.ledger = ledger;
        this.work = work;
        this.returned = returned;
        this.names = policy.rules().stream()
                .map(rule -> rule.trigger() instanceof Trigger.Event event ? event.name() : "")
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Reports that an event happened; a later report of the same event replaces its time, and one with the same time
     * changes nothing.
     *
     * @param subject to whom
     * @param event a name that a rule of the policy uses
     * @param at when, UTC; cut to microseconds; not in the future
     * @throws IllegalArgumentException when the name is blank or no rule uses it, or the time has not come
     * @throws StoreException when a store fails
     */
    public void happened(DataSubject subject, String event, Instant at) {
        check(event);
        Instant time = at.truncatedTo(ChronoUnit.MICROS);
        if (time.isAfter(ledger.now())) {
            throw new IllegalArgumentException("event '" + event + "' is reported for " + time
                    + ", which has not come: report it when it has happened");
        }
        work.run(() -> {
            ChainId chain = locked(subject);
            if (!time.equals(store.among(event, List.of(subject)).get(subject))) {
                returned.accept(subject);
                store.put(subject, event, time);
                ledger.append(
                        chain,
                        EntryKind.EVENT_HAPPENED,
                        Map.of("event", event, "happened.at", time.toString()),
                        Map.of());
            }
            return event;
        });
    }

    /**
     * Takes a report back: the period it started counts as never started.
     *
     * @param subject to whom it was said to have happened
     * @param event a name that a rule of the policy uses
     * @return false when no such event was reported; nothing is recorded then
     * @throws IllegalArgumentException when the name is blank or no rule uses it
     * @throws StoreException when a store fails
     */
    public boolean revoke(DataSubject subject, String event) {
        check(event);
        return work.run(() -> {
            ChainId chain = locked(subject);
            boolean removed = store.remove(subject, event);
            if (removed) {
                ledger.append(chain, EntryKind.EVENT_REVOKED, Map.of("event", event), Map.of());
            }
            return removed;
        });
    }

    /** What is read next stays true until the unit ends. */
    private ChainId locked(DataSubject subject) {
        ChainId chain = ChainId.subject(subjects.enrol(subject));
        ledger.lock(chain);
        return chain;
    }

    private void check(String event) {
        if (Objects.requireNonNull(event, "event").isBlank()) {
            throw new IllegalArgumentException("the event's name is blank: name one of " + names);
        }
        if (!names.contains(event)) {
            throw new IllegalArgumentException("no rule starts from an event '" + event + "': name one of " + names
                    + ", or declare it with fromEvent(…)");
        }
    }
}
