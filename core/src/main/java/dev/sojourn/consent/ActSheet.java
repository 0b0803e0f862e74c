package dev.sojourn.consent;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Consumer;

/** The acts of one subject that stand, while its chain is locked; lives as long as one unit. */
final class ActSheet {

    private final DataSubject subject;
    private final ChainId chain;
    private final Ledger ledger;
    private final ConsentStore consents;
    private final ActHistory history;
    private final Consumer<SubjectAct> recorded;
    private final Map<SubjectAct.Key, SubjectAct> standing = new HashMap<>();

    ActSheet(
            DataSubject subject,
            ChainId chain,
            Ledger ledger,
            ConsentStore consents,
            ActHistory history,
            Consumer<SubjectAct> recorded) {
        this.subject = subject;
        this.chain = chain;
        this.ledger = ledger;
        this.consents = consents;
        this.history = history;
        this.recorded = recorded;
        consents.standing(subject).forEach(act -> standing.put(act.key(), act));
    }

    Collection<SubjectAct> standing() {
        return standing.values();
    }

    Optional<SubjectAct> standing(ActKind.Facet facet, String purpose, String scope) {
        return Optional.ofNullable(standing.get(new SubjectAct.Key(facet, purpose, scope)));
    }

    ChainId chain() {
        return chain;
    }

    /** Every act in the locked chain: one read of it, so only for what is seldom asked. */
    List<SubjectAct> all() {
        return history.ofChain(subject, chain);
    }

    /** The keys of the subjects who took this one's acts over. */
    List<String> takenOverInto() {
        return history.facts(chain, EntryKind.ACTS_TAKEN_OVER, "into");
    }

    /** Records what is being done now. */
    SubjectAct now(
            ActKind kind,
            String purpose,
            String scope,
            Actor actor,
            String reason,
            SortedMap<String, String> particulars) {
        Instant now = ledger.now();
        SubjectAct act = new SubjectAct(
                UUID.randomUUID().toString(), subject, kind, purpose, scope, actor, now, now, particulars);
        return record(act.at(follow(act)), reason);
    }

    /** Records what was done, now or earlier; it stands only if it outranks what stands. */
    SubjectAct record(SubjectAct act, String reason) {
        LedgerEntry entry = ledger.append(
                chain,
                act.kind().entry(),
                act.actor(),
                reason,
                ActEntry.body(act),
                next -> stand(act.recordedAt(next.at())));
        SubjectAct recorded = act.recordedAt(entry.at());
        this.recorded.accept(recorded);
        return recorded;
    }

    private void stand(SubjectAct recorded) {
        SubjectAct stood = standing.get(recorded.key());
        if (stood == null || SubjectAct.ORDER.compare(recorded, stood) > 0) {
            standing.put(recorded.key(), recorded);
            consents.putWithEntry(recorded.withoutActorName());
        }
    }

    /**
     * What is done now was done after everything the locked chain holds, even where the clock of another node ran
     * ahead, or stood still: so a withdrawal ends the consent it follows, and a consent follows the refusal it reverses.
     */
    private Instant follow(SubjectAct act) {
        Instant at = act.effectiveAt();
        for (SubjectAct other : standing.values()) {
            boolean competes = other.key().equals(act.key());
            if (competes || meets(act, other)) {
                boolean wins = competes
                        ? SubjectAct.ORDER.compare(act.at(at), other) > 0
                        : at.isAfter(other.standsFrom())
                                || at.equals(other.standsFrom()) && !act.kind().isYes();
                at = wins ? at : later(at, other.standsFrom().plus(1, ChronoUnit.MICROS));
            }
        }
        return at;
    }

    /** A yes is weighed against every no that could bar it, and the other way round. */
    private static boolean meets(SubjectAct act, SubjectAct other) {
        return act.kind().isYes() != other.kind().isYes()
                && (act.purpose().equals(other.purpose())
                        || act.kind().facet() != ActKind.Facet.CONSENT
                        || other.kind().facet() != ActKind.Facet.CONSENT);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
