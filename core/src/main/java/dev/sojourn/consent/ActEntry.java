package dev.sojourn.consent;

import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** An act as the ledger's entries write it, and read back. The subject is the chain's and stands in no entry. */
final class ActEntry {

    private static final String ID = "act";
    private static final String PURPOSE = "purpose";
    private static final String RESTRICTION = "restriction";
    private static final String SCOPE = "scope";
    private static final String EFFECTIVE_AT = "effective.at";
    private static final String ACTOR = "actor";
    private static final String ACTOR_NAME = "actor.name";
    private static final String ACTOR_DIGEST = "actor.name.salted";
    private static final String REASON_DIGEST = "reason.salted";

    private static final Set<String> NO_PARTICULARS =
            Set.of(ID, PURPOSE, RESTRICTION, SCOPE, EFFECTIVE_AT, ACTOR, ACTOR_DIGEST, REASON_DIGEST);

    private ActEntry() {}

    static Optional<ActKind> kindOf(EntryKind entry) {
        return Arrays.stream(ActKind.values())
                .filter(kind -> kind.entry() == entry)
                .findFirst();
    }

    /** Everything but the actor and the reason, which the ledger itself knows how to write. */
    static SortedMap<String, String> body(SubjectAct act) {
        SortedMap<String, String> body = new TreeMap<>(act.particulars());
        body.put(ID, act.id());
        body.put(topic(act.kind()), act.purpose());
        if (!act.scope().isEmpty()) {
            body.put(SCOPE, act.scope());
        }
        body.put(EFFECTIVE_AT, act.effectiveAt().toString());
        return body;
    }

    static boolean hasActorName(LedgerEntry entry) {
        return entry.body().containsKey(ACTOR_DIGEST);
    }

    static SubjectAct read(DataSubject subject, ActKind kind, LedgerEntry entry, Map<String, String> attached) {
        SortedMap<String, String> body = entry.body();
        SortedMap<String, String> particulars = new TreeMap<>(body);
        particulars.keySet().removeAll(NO_PARTICULARS);
        return new SubjectAct(
                fact(entry, ID),
                subject,
                kind,
                fact(entry, topic(kind)),
                body.getOrDefault(SCOPE, ""),
                new Actor(Actor.Kind.valueOf(fact(entry, ACTOR)), attached.getOrDefault(ACTOR_NAME, "")),
                Instant.parse(fact(entry, EFFECTIVE_AT)),
                entry.at(),
                particulars);
    }

    private static String topic(ActKind kind) {
        return kind.facet() == ActKind.Facet.RESTRICTION ? RESTRICTION : PURPOSE;
    }

    private static String fact(LedgerEntry entry, String name) {
        return Optional.ofNullable(entry.body().get(name))
                .orElseThrow(() -> new IllegalStateException("entry " + entry.number() + " of kind " + entry.kind()
                        + " has no fact '" + name + "': it was not written by this library, or was changed since"));
    }
}
