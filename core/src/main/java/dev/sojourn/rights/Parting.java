package dev.sojourn.rights;

import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.consent.Suppressions;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.IdentityStore;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Trigger;
import dev.sojourn.retention.RetentionPorts;
import dev.sojourn.time.RetentionCalendar;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Parts a person's identity from the proof about the person, in two steps: at the erasure a keyed digest takes the
 * identifier's place, so that proof is found only by who brings the identifier; when the proof's own period is over, the
 * digest goes too (GDPR 5(1)(e), 7(1), 17).
 *
 * <p>Thread-safe.
 */
public final class Parting {

    private static final int PAGE = 100;
    private static final Actor PROOF_PERIOD = Actor.job("retainProof");

    private final Policy policy;
    private final RetentionPorts ports;
    private final SubjectStore subjects;
    private final IdentityStore identities;
    private final Suppressions suppressions;
    private final Ledger ledger;
    private final Consumer<DataSubject> changing;

    /**
     * A parting.
     *
     * @param policy how long proof is kept, and which floors stay
     * @param ports acts that stand, holds and the host's transaction
     * @param subjects knows each subject's chain
     * @param identities parts and drops identities
     * @param suppressions keeps what a person refused
     * @param ledger records both steps
     * @param changing hears the subject within the unit, before anything of it is read or written
     */
    public Parting(
            Policy policy,
            RetentionPorts ports,
            SubjectStore subjects,
            IdentityStore identities,
            Suppressions suppressions,
            Ledger ledger,
            Consumer<DataSubject> changing) {
        this.policy = policy;
        this.ports = ports;
        this.subjects = subjects;
        this.identities = identities;
        this.suppressions = suppressions;
        this.ledger = ledger;
        this.changing = changing;
    }

    /** The first step, after an erasure that every store answered. */
    Identity part(DataSubject subject, ErasureGround ground, Findings found, Actor actor) {
        return staying(subject, ground, found).orElseGet(() -> ports.work().runNew(() -> part(subject, actor)));
    }

    /** The same within the unit that erased everything; whether it was parted, which restrictions that give way prevent. */
    boolean partWithin(DataSubject subject, ErasureGround ground, Findings found, Actor actor) {
        return staying(subject, ground, found).isEmpty() && part(subject, actor) == Identity.PARTED;
    }

    private Optional<Identity> staying(DataSubject subject, ErasureGround ground, Findings found) {
        if (suppressions.digest(subject).isEmpty()) {
            return Optional.of(Identity.STAYS_WITHOUT_KEY);
        }
        if (!found.unanswered().isEmpty()) {
            return Optional.of(Identity.STAYS_UNANSWERED);
        }
        if (!ground.reachesEverything()) {
            return Optional.of(Identity.STAYS_OUT_OF_REACH);
        }
        return found.kept().stream().allMatch(this::isKeptWithoutIdentity)
                ? Optional.empty()
                : Optional.of(Identity.STAYS_NEEDED);
    }

    private Identity part(DataSubject subject, Actor actor) {
        if (subjects.find(subject).isEmpty()) {
            return Identity.NOT_THERE;
        }
        changing.accept(subject);
        ChainId chain = ChainId.subject(subjects.enrol(subject));
        ledger.lock(chain);
        List<SubjectAct> standing = ports.consents().standing(subject);
        boolean restricted = standing.stream().anyMatch(act -> act.kind() == ActKind.RESTRICTED);
        boolean held = ports.holds().activeAmong(List.of(subject)).stream()
                .anyMatch(hold -> hold.subject().isPresent());
        if (restricted || held) {
            return Identity.STAYS_NEEDED;
        }
        Instant at = ledger.append(chain, EntryKind.IDENTITY_PARTED, actor, "", Map.of())
                .at();
        identities.part(subject, suppressions.keep(subject, standing, at), at);
        return Identity.PARTED;
    }

    /** A floor that runs from the row's own day needs nobody to be found; one from an event of the person does. */
    private boolean isKeptWithoutIdentity(KeptRows rows) {
        return switch (rows.reason()) {
            case FLOOR ->
                policy.rules().stream()
                        .filter(rule -> rule.id().equals(rows.by()))
                        .noneMatch(Parting::isFromEvent);
            case CHILD_KEPT ->
                policy.rules().stream().filter(RetentionRule::isFloor).noneMatch(Parting::isFromEvent);
            default -> false;
        };
    }

    private static boolean isFromEvent(RetentionRule rule) {
        return rule.trigger() instanceof Trigger.Event || rule.trigger() instanceof Trigger.EndOfConsent;
    }

    /** The second step, for everybody whose proof has been kept long enough. */
    ProofReport drop() {
        Instant now = ledger.now();
        Optional<Period> period = policy.proofPeriod();
        long dropped = 0;
        boolean isMoreDue = period.isPresent();
        while (isMoreDue) {
            List<IdentityStore.Parted> due = ports.work().runNew(() -> identities.partedBefore(now, PAGE)).stream()
                    .filter(parted -> isOver(parted, period.orElseThrow(), now))
                    .toList();
            due.forEach(parted -> ports.work().runNew(() -> drop(parted)));
            dropped += due.size();
            isMoreDue = due.size() == PAGE;
        }
        return new ProofReport(now, dropped);
    }

    private boolean isOver(IdentityStore.Parted parted, Period period, Instant now) {
        RetentionCalendar calendar = RetentionCalendar.in(policy.zone(), policy.financialYearEnd());
        return !now.isBefore(calendar.dueFrom(calendar.dayOf(parted.at()).plus(period)));
    }

    private ChainId drop(IdentityStore.Parted parted) {
        ChainId chain = ChainId.subject(parted.key());
        ledger.append(chain, EntryKind.PROOF_DROPPED, PROOF_PERIOD, "", Map.of());
        identities.drop(parted.key());
        if (identities.keysOf(parted.digest()).isEmpty()) {
            suppressions.forgetErasure(parted.digest());
        }
        return chain;
    }
}
