package dev.sojourn.retention;

import dev.sojourn.consent.Barrier;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Orders to keep data: a hold beats every disposal and every erasure until somebody releases it (GDPR 17(3)(e)).
 *
 * <p>Thread-safe. A hold and the ledger entry that proves it commit together, in the caller's unit of work or in one of
 * their own: in the subject's chain, or in the installation's for a hold without subject. The reason and the actor's
 * name stand beside the entry and can be removed later.
 */
public final class Holds {

    private static final Actor APPLICATION = Actor.job("application");

    private final HoldStore store;
    private final Barrier barrier;
    private final SubjectStore subjects;
    private final Ledger ledger;
    private final UnitOfWork work;
    private final Policy policy;

    /**
     * Holds over a store.
     *
     * @param store keeps the holds
     * @param barrier waits for the batches under way
     * @param subjects gives subjects their keys
     * @param ledger records each act
     * @param work the host's transaction
     * @param policy names the categories and the zone of review dates
     */
    public Holds(
            HoldStore store, RunBarrier barrier, SubjectStore subjects, Ledger ledger, UnitOfWork work, Policy policy) {
        this.store = store;
        this.barrier = barrier;
        this.subjects = subjects;
        this.ledger = ledger;
        this.work = work;
        this.policy = policy;
    }

    /**
     * Places a hold on behalf of the application.
     *
     * @param hold with reason and review date
     * @return the hold
     * @throws IllegalArgumentException as {@link #place(Hold, Actor)} does
     * @throws StoreException when a store fails
     */
    public Hold place(Hold hold) {
        return place(hold, APPLICATION);
    }

    /**
     * Places a hold. Once this has returned no running sweep, on any node, can still dispose of what it covers; called
     * inside a unit of the host's, that is so once the host's unit has committed.
     *
     * @param hold with reason and review date
     * @param actor who orders it
     * @return the hold
     * @throws IllegalArgumentException when the reason is blank, the review date is missing, the category is none of the
     *     policy's, or the hold is active already
     * @throws StoreException when a store fails; when it fails only in waiting for running sweeps, the hold stands
     */
    public Hold place(Hold hold, Actor actor) {
        check(hold);
        return barrier.after(() -> {
            ledger.append(chainOf(hold), EntryKind.HOLD_PLACED, actor, hold.reason(), factsOf(hold));
            if (isActive(hold)) {
                throw new IllegalArgumentException(
                        "hold '" + hold.id() + "' is active already: make a new one with Hold.on(…)");
            }
            store.add(hold, ledger.now());
            return hold;
        });
    }

    /**
     * Releases a hold: rules and erasures reach the data again, from the next run.
     *
     * @param id the hold's id
     * @param actor who releases it
     * @throws IllegalArgumentException when no active hold has this id
     * @throws StoreException when a store fails
     */
    public void release(String id, Actor actor) {
        work.run(() -> {
            Hold hold = store.active().stream()
                    .filter(active -> active.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> notActive(id));
            ledger.append(chainOf(hold), EntryKind.HOLD_RELEASED, actor, "", factsOf(hold));
            if (!store.release(id, ledger.now())) {
                throw notActive(id);
            }
            return id;
        });
    }

    /**
     * Every active hold.
     *
     * @return the oldest first
     * @throws StoreException when the store fails
     */
    public List<Hold> active() {
        return work.run(store::active);
    }

    /**
     * Active holds whose review date has come, in the controller's zone; being due for review releases nothing.
     *
     * @return the longest due first
     * @throws StoreException when the store fails
     */
    public List<Hold> dueForReview() {
        LocalDate today = LocalDate.ofInstant(ledger.now(), policy.zone());
        return active().stream()
                .filter(hold ->
                        hold.reviewOn().filter(day -> !day.isAfter(today)).isPresent())
                .sorted(java.util.Comparator.comparing(hold -> hold.reviewOn().orElseThrow()))
                .toList();
    }

    private void check(Hold hold) {
        if (hold.reason().isBlank()) {
            throw new IllegalArgumentException(
                    "hold '" + hold.id()
                            + "' has no reason: name the case with because(…), since a hold keeps data against its subject's wish");
        }
        if (hold.reviewOn().isEmpty()) {
            throw new IllegalArgumentException(
                    "hold '" + hold.id() + "' has no review date: set one with reviewOn(…), so that nobody forgets it");
        }
        hold.category().ifPresent(category -> {
            Set<String> known =
                    policy.rules().stream().map(RetentionRule::category).collect(Collectors.toCollection(TreeSet::new));
            if (!known.contains(category)) {
                throw new IllegalArgumentException("hold '" + hold.id() + "' is on category '" + category
                        + "', which no rule governs: name one of " + known);
            }
        });
    }

    private boolean isActive(Hold hold) {
        return store.activeAmong(hold.subject().stream().toList()).stream()
                .anyMatch(active -> active.id().equals(hold.id()));
    }

    private ChainId chainOf(Hold hold) {
        return hold.subject().map(subjects::enrol).map(ChainId::subject).orElse(ChainId.INSTALLATION);
    }

    private static Map<String, String> factsOf(Hold hold) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("hold", hold.id());
        hold.category().ifPresent(category -> facts.put("category", category));
        hold.reviewOn().ifPresent(day -> facts.put("review.on", day.toString()));
        return facts;
    }

    private static IllegalArgumentException notActive(String id) {
        return new IllegalArgumentException("no active hold has the id '" + id
                + "': it was never placed, or released before; holds().active() lists them");
    }
}
