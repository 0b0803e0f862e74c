package dev.sojourn.consent;

import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Restrictions of processing: the data stays, and is not used but with a consent given in spite of the restriction, or
 * for legal claims, another's rights or important public interest (GDPR 18).
 *
 * <p>Thread-safe. Each call is atomic, in the caller's unit of work or in one of its own, and binds the next check as
 * {@link Consents} says. Every method throws {@link NullPointerException} for a null and {@link StoreException} when a
 * store fails.
 */
public final class Restrictions {

    private static final int PAGE = 500;

    private final Policy policy;
    private final ActRecorder recorder;
    private final ConsentStore consents;
    private final Ledger ledger;
    private final Barrier barrier;

    /**
     * Restrictions under a policy.
     *
     * @param policy which purposes and categories there are
     * @param recorder writes the acts
     * @param consents keeps the restrictions that stand
     * @param ledger tells the time acts are recorded at
     * @param barrier passed after a restriction has committed, so that no sweep under way disposes of what it protects
     */
    public Restrictions(Policy policy, ActRecorder recorder, ConsentStore consents, Ledger ledger, Barrier barrier) {
        this.policy = policy;
        this.recorder = recorder;
        this.consents = consents;
        this.ledger = ledger;
        this.barrier = barrier;
    }

    /**
     * Restricts processing at the subject's request.
     *
     * @param subject whose data
     * @param restriction what, on which ground, to be reviewed when
     * @return the restriction's id
     */
    public String restrict(DataSubject subject, Restriction restriction) {
        return restrict(subject, restriction, Actor.subject());
    }

    /**
     * Restricts processing. When this returns no sweep under way can still dispose of what is restricted; within a unit
     * of the caller's that holds from its completion on.
     *
     * @param subject whose data
     * @param restriction what, on which ground, to be reviewed when
     * @param actor who asked for it
     * @return the restriction's id, a UUID
     * @throws IllegalArgumentException when it has no review date, or names a purpose the policy does not know, or a
     *     category no rule governs
     */
    public String restrict(DataSubject subject, Restriction restriction, Actor actor) {
        check(restriction);
        String id = UUID.randomUUID().toString();
        return barrier.after(() -> recorder.on(
                subject,
                sheet -> sheet.now(ActKind.RESTRICTED, id, "", actor, "", restriction.particulars())
                        .purpose()));
    }

    /**
     * Lifts a restriction. The controller informs the subject before (GDPR 18(3)). To lift it again changes nothing.
     *
     * @param subject whose data
     * @param id the restriction's id
     * @param actor who lifts it
     * @throws IllegalArgumentException when the subject has no restriction of that id
     */
    public void lift(DataSubject subject, String id, Actor actor) {
        recorder.on(subject, sheet -> {
            SubjectAct stood = sheet.standing(ActKind.Facet.RESTRICTION, id, "")
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the subject has no restriction '" + id + "': active(…) lists those in force"));
            return stood.kind() == ActKind.LIFTED
                    ? stood
                    : sheet.now(ActKind.LIFTED, id, "", actor, "", new TreeMap<>());
        });
    }

    /**
     * The subject's restrictions in force.
     *
     * @param subject whose data
     * @return the oldest first; empty when nothing is restricted
     */
    public List<PlacedRestriction> active(DataSubject subject) {
        Objects.requireNonNull(subject, "subject");
        return recorder.standing(subject).stream()
                .filter(act -> act.kind() == ActKind.RESTRICTED)
                .sorted(SubjectAct.ORDER)
                .map(PlacedRestriction::of)
                .toList();
    }

    /**
     * Everybody's restrictions whose review date is today or past, in the controller's zone. They stay in force until
     * lifted.
     *
     * @return in order of their review dates
     */
    public List<PlacedRestriction> dueForReview() {
        LocalDate today = LocalDate.ofInstant(ledger.now(), policy.zone());
        List<PlacedRestriction> due = new ArrayList<>();
        Optional<String> after = Optional.empty();
        List<SubjectAct> page;
        do {
            page = pageAfter(after);
            for (SubjectAct act : page) {
                after = Optional.of(act.purpose());
                PlacedRestriction placed = PlacedRestriction.of(act);
                if (placed.restriction()
                        .reviewOn()
                        .filter(day -> !day.isAfter(today))
                        .isPresent()) {
                    due.add(placed);
                }
            }
        } while (page.size() == PAGE);
        due.sort((one, other) -> one.restriction()
                .reviewOn()
                .orElseThrow()
                .compareTo(other.restriction().reviewOn().orElseThrow()));
        return List.copyOf(due);
    }

    private List<SubjectAct> pageAfter(Optional<String> last) {
        return recorder.work().run(() -> consents.restrictions(last, PAGE));
    }

    private void check(Restriction restriction) {
        if (restriction.reviewOn().isEmpty()) {
            throw new IllegalArgumentException(
                    "a restriction needs the day on which it is reviewed: add reviewOn(…), or it may be forgotten");
        }
        checkAll("purpose", restriction.purposes(), policy.purposes().keySet());
        checkAll(
                "category",
                restriction.categories(),
                policy.rules().stream().map(RetentionRule::category).collect(Collectors.toSet()));
    }

    private static void checkAll(String what, Set<String> named, Set<String> known) {
        Set<String> unknown = new TreeSet<>(named);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("a restriction names " + what + " " + unknown
                    + ", which the policy does not know; it knows " + new TreeSet<>(known)
                    + ": a restriction of anything else would protect nothing");
        }
    }
}
