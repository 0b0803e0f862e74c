package dev.sojourn.consent;

import dev.sojourn.ledger.Ledger;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Says no: refuses, withdraws, revokes, opts out. What was said already is not said twice. */
final class Declining {

    private static final Set<LegalBasis> WITHOUT_A_SAY =
            EnumSet.of(LegalBasis.CONTRACT, LegalBasis.LEGAL_OBLIGATION, LegalBasis.VITAL_INTERESTS);

    private final Policy policy;
    private final ActRecorder recorder;
    private final LegalBases bases;
    private final Ledger ledger;
    private final KnownPurposes known;

    Declining(Policy policy, ActRecorder recorder, LegalBases bases, Ledger ledger) {
        this.policy = policy;
        this.recorder = recorder;
        this.bases = bases;
        this.ledger = ledger;
        this.known = new KnownPurposes(policy);
    }

    SubjectAct no(
            DataSubject subject,
            Purpose purpose,
            Scope scope,
            Actor actor,
            ActKind kind,
            String reason,
            Evidence evidence) {
        String id = known.sayable(purpose);
        evidence.notice()
                .ifPresent(shown -> known.checkNotice(shown, LocalDate.ofInstant(ledger.now(), policy.zone())));
        return recorder.on(subject, sheet -> {
            Optional<SubjectAct> stood = sheet.standing(ActKind.Facet.CONSENT, id, scope.key());
            if (stood.isEmpty()) {
                known.checkScope(id, subject, scope);
                checkHasASay(sheet, subject, id, kind);
            }
            return stood.filter(act -> act.kind() == kind && !isOvertaken(sheet, act))
                    .orElseGet(() -> sheet.now(kind, id, scope.key(), actor, reason, evidence.particularsOfANo()));
        });
    }

    /** A no has to be said again where it was overruled since, or a part of the purpose opened. */
    private static boolean isOvertaken(ActSheet sheet, SubjectAct no) {
        return sheet.standing().stream()
                .anyMatch(act -> (act.kind() == ActKind.OVERRULED
                                || act.kind() == ActKind.GIVEN && no.scope().isEmpty())
                        && act.purpose().equals(no.purpose())
                        && SubjectAct.ORDER.compare(act, no) > 0);
    }

    /** A purpose that moved away from consent keeps its acts; one that never was on consent has none to end. */
    private void checkHasASay(ActSheet sheet, DataSubject subject, String id, ActKind kind) {
        boolean acted = sheet.standing().stream()
                .anyMatch(act -> act.kind().facet() == ActKind.Facet.CONSENT
                        && act.purpose().equals(id));
        Optional<LegalBasis> basis =
                Optional.ofNullable(policy.purposes().get(id)).flatMap(purpose -> bases.of(purpose, subject.tenant()));
        if (!acted && basis.filter(WITHOUT_A_SAY::contains).isPresent()) {
            throw new IllegalArgumentException(
                    "purpose '" + id + "' runs on " + basis.get()
                            + " and no consent to it was ever recorded: there is nothing that could be " + kind
                            + "; to stop processing use restrictions().restrict(…), or objections().object(…) for direct marketing");
        }
    }
}
