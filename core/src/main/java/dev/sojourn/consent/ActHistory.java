package dev.sojourn.consent;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.IdentityStore;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every act ever recorded of a subject, read from the ledger; what was recorded before an erasure is found by whoever
 * brings the identifier (GDPR 7(1)).
 *
 * <p>Thread-safe; reads in the caller's unit of work, or in one of its own.
 */
public final class ActHistory {

    private static final int PAGE = 500;

    private final UnitOfWork work;
    private final SubjectStore subjects;
    private final IdentityStore identities;
    private final Suppressions suppressions;
    private final Ledger ledger;

    /**
     * A history over a ledger.
     *
     * @param work the host's transaction
     * @param subjects knows each subject's chain
     * @param identities knows the chains of those whose identity was parted
     * @param suppressions makes the digest by which they are found
     * @param ledger keeps the acts
     */
    public ActHistory(
            UnitOfWork work,
            SubjectStore subjects,
            IdentityStore identities,
            Suppressions suppressions,
            Ledger ledger) {
        this.work = work;
        this.subjects = subjects;
        this.identities = identities;
        this.suppressions = suppressions;
        this.ledger = ledger;
    }

    /**
     * Everything recorded of a subject.
     *
     * @param subject whom it concerns
     * @return in the order recorded; empty when nothing ever was
     */
    public List<SubjectAct> of(DataSubject subject) {
        return work.run(() -> chainsOf(subject)
                .flatMap(chain -> entries(chain).stream())
                .flatMap(entry -> act(subject, entry).stream())
                .toList());
    }

    /**
     * What was recorded of a subject since its last erasure, if it ever was erased.
     *
     * @param subject whom it concerns
     * @return in the order recorded; empty when nothing was
     */
    public List<SubjectAct> ofPresent(DataSubject subject) {
        return work.run(() -> subjects.find(subject)
                .map(key -> ofChain(subject, ChainId.subject(key)))
                .orElse(List.of()));
    }

    /**
     * What was known of a subject at an instant: the fold of what had been recorded by then, and nothing recorded later.
     *
     * @param subject whom it concerns
     * @param instant the instant, inclusive
     * @return what was known then
     * @throws IllegalStateException when the ledger's own retention has dropped entries of that time
     */
    public KnownActs asOf(DataSubject subject, Instant instant) {
        return work.run(() -> {
            Map<SubjectAct.Key, SubjectAct> standing = new HashMap<>();
            List<Suppression> suppressed = new ArrayList<>();
            chainsOf(subject).forEach(chain -> {
                for (LedgerEntry entry : recordedBy(chain, instant)) {
                    if (entry.kind() == EntryKind.IDENTITY_PARTED) {
                        suppressed.removeIf(no -> no.isErasure() || Suppressions.isReopened(no, standing.values()));
                        suppressed.addAll(Suppressions.noes("", standing.values()));
                        suppressed.add(Suppression.erasure("", entry.at()));
                        standing.clear();
                    } else if (entry.kind() == EntryKind.EVENT_HAPPENED) {
                        suppressed.removeIf(Suppression::isErasure);
                    }
                    act(subject, entry).ifPresent(act -> standing.merge(act.key(), act, ActHistory::later));
                }
            });
            return new KnownActs(List.copyOf(standing.values()), suppressed);
        });
    }

    /** The acts of the subject's present chain, for a caller that holds it locked. */
    List<SubjectAct> ofChain(DataSubject subject, ChainId chain) {
        return entries(chain).stream()
                .flatMap(entry -> act(subject, entry).stream())
                .toList();
    }

    /** One fact of every entry of some kind in a chain. */
    List<String> facts(ChainId chain, EntryKind kind, String fact) {
        return entries(chain).stream()
                .filter(entry -> entry.kind() == kind)
                .map(entry -> entry.body().getOrDefault(fact, ""))
                .toList();
    }

    private Stream<ChainId> chainsOf(DataSubject subject) {
        Collection<String> parted =
                suppressions.digest(subject).map(identities::keysOf).orElse(List.of());
        return Stream.concat(parted.stream(), subjects.find(subject).stream()).map(ChainId::subject);
    }

    private List<LedgerEntry> recordedBy(ChainId chain, Instant instant) {
        List<LedgerEntry> all = entries(chain);
        if (!all.isEmpty()
                && all.get(0).number() > 1
                && instant.isBefore(all.get(0).at())) {
            throw new IllegalStateException("what was recorded by " + instant
                    + " cannot be told: the ledger's retention dropped entries of that time");
        }
        return all.stream().filter(entry -> !entry.at().isAfter(instant)).toList();
    }

    private List<LedgerEntry> entries(ChainId chain) {
        List<LedgerEntry> entries = new ArrayList<>();
        List<LedgerEntry> page;
        do {
            long after = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).number();
            page = ledger.read(chain, after, PAGE);
            entries.addAll(page);
        } while (page.size() == PAGE);
        return entries;
    }

    private Optional<SubjectAct> act(DataSubject subject, LedgerEntry entry) {
        return ActEntry.kindOf(entry.kind())
                .map(kind -> ActEntry.read(
                        subject, kind, entry, ActEntry.hasActorName(entry) ? ledger.attachmentsOf(entry) : Map.of()));
    }

    static SubjectAct later(SubjectAct one, SubjectAct other) {
        return SubjectAct.ORDER.compare(other, one) > 0 ? other : one;
    }
}
