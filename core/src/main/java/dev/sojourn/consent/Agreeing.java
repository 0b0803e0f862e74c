package dev.sojourn.consent;

import dev.sojourn.ledger.Ledger;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Says yes: for the first time, once more, or on somebody's word that it had been said. */
final class Agreeing {

    private final Policy policy;
    private final ActRecorder recorder;
    private final Ledger ledger;
    private final KnownPurposes known;

    Agreeing(Policy policy, ActRecorder recorder, Ledger ledger) {
        this.policy = policy;
        this.recorder = recorder;
        this.ledger = ledger;
        this.known = new KnownPurposes(policy);
    }

    SubjectAct give(DataSubject subject, Purpose purpose, Scope scope, Evidence evidence, Actor actor) {
        String id = known.permitted(purpose).id();
        known.checkScope(id, subject, scope);
        evidence.notice().ifPresent(shown -> known.checkNotice(shown, today()));
        SortedMap<String, String> particulars = evidence.particulars();
        return recorder.on(
                subject,
                sheet -> repeated(sheet, evidence, id, scope)
                        .orElseGet(() -> sheet.now(ActKind.GIVEN, id, scope.key(), actor, "", particulars)));
    }

    SubjectAct renew(DataSubject subject, Purpose purpose, Evidence evidence) {
        String id = known.permitted(purpose).id();
        evidence.notice().ifPresent(shown -> known.checkNotice(shown, today()));
        SortedMap<String, String> proof = evidence.particulars();
        return recorder.on(subject, sheet -> {
            Optional<SubjectAct> earlier = repeated(sheet, evidence, id, Scope.WHOLE);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            SubjectAct given = sheet.standing(ActKind.Facet.CONSENT, id, "")
                    .filter(act -> act.kind() == ActKind.GIVEN)
                    .orElseThrow(() -> new IllegalStateException("no consent to purpose '" + id
                            + "' stands that could be renewed: ask for it with give(…)"));
            SortedMap<String, String> particulars = new TreeMap<>(proof);
            particulars.put(Particular.RENEWS, given.id());
            return sheet.now(ActKind.GIVEN, id, "", Actor.subject(), "", particulars);
        });
    }

    SubjectAct accept(DataSubject subject, Purpose purpose, Actor actor, LocalDate through, String reason) {
        String id = known.permitted(purpose).id();
        Consents.checkReason("answering for the consent to purpose '" + id + "'", reason);
        if (actor.kind() == Actor.Kind.SUBJECT || actor.name().isBlank()) {
            throw new IllegalArgumentException("a consent to purpose '" + id
                    + "' that cannot be proven is accepted by a named person: name the employee who answers for it");
        }
        if (through.isBefore(today())) {
            throw new IllegalArgumentException("a consent to purpose '" + id + "' is to be accepted through " + through
                    + ", which is past: name today or a later day");
        }
        return recorder.on(subject, sheet -> {
            SubjectAct given = sheet.standing(ActKind.Facet.CONSENT, id, "")
                    .filter(act -> act.kind() == ActKind.GIVEN && act.isUnproven())
                    .orElseThrow(() -> new IllegalStateException(
                            "no consent to purpose '" + id + "' stands that was imported without proof"));
            SortedMap<String, String> particulars = new TreeMap<>(given.particulars());
            particulars.remove(Particular.REQUEST);
            particulars.put(Particular.ACCEPTS, given.id());
            particulars.put(Particular.ACCEPTED_THROUGH, through.toString());
            return sheet.record(
                    new SubjectAct(
                            UUID.randomUUID().toString(),
                            subject,
                            ActKind.GIVEN,
                            id,
                            "",
                            actor,
                            given.effectiveAt().plus(1, ChronoUnit.MICROS),
                            ledger.now(),
                            particulars),
                    reason);
        });
    }

    /** What the same request recorded before; a key used for something else is a mistake of the caller's. */
    private static Optional<SubjectAct> repeated(ActSheet sheet, Evidence evidence, String purpose, Scope scope) {
        Optional<SubjectAct> earlier =
                evidence.requestDigest().flatMap(digest -> RequestKeys.find(sheet.all(), digest));
        earlier.filter(act -> !act.purpose().equals(purpose) || !act.scope().equals(scope.key()))
                .ifPresent(act -> {
                    throw new IllegalArgumentException("the request key was used for purpose '" + act.purpose()
                            + "' before, and now for '" + purpose + "': a key names one request about one purpose");
                });
        return earlier;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(ledger.now(), policy.zone());
    }
}
