package dev.sojourn.consent;

import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Takes one subject's standing acts over into another's chain, once, when the two turn out to be one person. */
final class Links {

    private static final Comparator<DataSubject> IN_ONE_ORDER = Comparator.comparing(DataSubject::tenant)
            .thenComparing(DataSubject::kind)
            .thenComparing(DataSubject::id);

    private final ActRecorder recorder;
    private final Ledger ledger;
    private final Barrier barrier;

    Links(ActRecorder recorder, Ledger ledger, Barrier barrier) {
        this.recorder = recorder;
        this.ledger = ledger;
        this.barrier = barrier;
    }

    List<SubjectAct> takeOver(DataSubject from, DataSubject into, boolean merging) {
        check(from, into);
        if (recorder.standing(from).isEmpty()) {
            return List.of();
        }
        return barrier.after(() -> bothLocked(from, into, merging));
    }

    /** Whoever locks two chains locks them in one order, whichever is taken over into which. */
    private List<SubjectAct> bothLocked(DataSubject from, DataSubject into, boolean merging) {
        return IN_ONE_ORDER.compare(from, into) < 0
                ? recorder.on(from, theirs -> recorder.on(into, own -> take(theirs, own, into, merging)))
                : recorder.on(into, own -> recorder.on(from, theirs -> take(theirs, own, into, merging)));
    }

    private List<SubjectAct> take(ActSheet theirs, ActSheet own, DataSubject into, boolean merging) {
        String key = own.chain().key();
        List<String> before = theirs.takenOverInto();
        if (!before.isEmpty() && !before.contains(key)) {
            throw new IllegalStateException("these acts were taken over by another account before, and count for one"
                    + " alone: give the browser the new id that link(…) returned then");
        }
        Set<String> known = own.all().stream()
                .map(act -> act.particulars().getOrDefault(Particular.LINKED_FROM, ""))
                .collect(Collectors.toSet());
        Instant now = ledger.now();
        List<SubjectAct> taken = new ArrayList<>();
        theirs.standing().stream()
                .filter(act -> counts(act, merging) && !known.contains(act.id()))
                .sorted(SubjectAct.ORDER)
                .forEach(act -> taken.add(own.record(linked(act, into, now), "")));
        if (before.isEmpty() || !taken.isEmpty()) {
            ledger.append(theirs.chain(), EntryKind.ACTS_TAKEN_OVER, Map.of("into", key), Map.of());
        }
        return List.copyOf(taken);
    }

    private static boolean counts(SubjectAct act, boolean merging) {
        return switch (act.kind().facet()) {
            case CONSENT -> true;
            case OBJECTION -> !act.kind().isYes();
            case RESTRICTION -> merging && act.kind() == ActKind.RESTRICTED;
        };
    }

    private static SubjectAct linked(SubjectAct act, DataSubject into, Instant now) {
        SortedMap<String, String> particulars = new TreeMap<>(act.particulars());
        particulars.remove(Particular.REQUEST);
        particulars.put(Particular.LINKED_FROM, act.id());
        particulars.put(Particular.LINKED_AT, now.toString());
        boolean restriction = act.kind().facet() == ActKind.Facet.RESTRICTION;
        return new SubjectAct(
                UUID.randomUUID().toString(),
                into,
                act.kind(),
                restriction ? UUID.randomUUID().toString() : act.purpose(),
                act.scope(),
                act.actor(),
                act.effectiveAt(),
                now,
                particulars);
    }

    private static void check(DataSubject from, DataSubject into) {
        if (from.equals(into)) {
            throw new IllegalArgumentException(
                    "a subject cannot be linked to itself: name the visitor and the account");
        }
        if (!from.tenant().equals(into.tenant())) {
            throw new IllegalArgumentException("subjects of two tenants cannot be one person to either of them:"
                    + " link a visitor and an account of one tenant");
        }
    }
}
