package dev.sojourn.processing;

import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.Restriction;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.consent.Suppression;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The steps by which a purpose the policy names is decided; the first that denies wins. */
final class Judge {

    private final Policy policy;

    Judge(Policy policy) {
        this.policy = policy;
    }

    Decision judge(
            DataSubject subject, Purpose purpose, Scope scope, Optional<LegalBasis> basis, Acts acts, Instant now) {
        return judge(subject, purpose, scope, basis, acts, now, false);
    }

    /** The same where, by the law of the place, a purpose on consent may start unasked until the person says no. */
    Decision judge(
            DataSubject subject,
            Purpose purpose,
            Scope scope,
            Optional<LegalBasis> basis,
            Acts acts,
            Instant now,
            boolean optOut) {
        if (basis.isEmpty()) {
            return denied(purpose, DenialReason.NO_BASIS);
        }
        if (!concerns(purpose, subject)) {
            return denied(purpose, DenialReason.NOT_CONCERNED);
        }
        if (!purpose.runsIn(scope)
                || scope.isArchive() && !isServedBy(scope.value(), purpose)
                || !scope.tenant().isEmpty() && !scope.tenant().equals(subject.tenant())) {
            return denied(purpose, DenialReason.SCOPE);
        }
        Optional<Suppression> suppression = suppression(purpose, scope, acts);
        if (suppression.isPresent()) {
            return denied(purpose, DenialReason.SUPPRESSED, suppression.get());
        }
        Optional<Suppression> erasure = acts.erasure().filter(mark -> !outlivesErasure(purpose));
        if (erasure.isPresent()) {
            return denied(purpose, DenialReason.ERASED, erasure.get());
        }
        WeighedConsent consent = WeighedConsent.of(acts.consent(purpose.id(), scope), purpose, policy, now);
        List<SubjectAct> restrictions = restrictions(purpose, acts);
        Optional<SubjectAct> bar = restrictions.isEmpty()
                ? Optional.empty()
                : restrictions.stream().filter(act -> !isDespite(act, consent)).findFirst();
        if (bar.isPresent()) {
            return denied(purpose, DenialReason.RESTRICTED, bar.get());
        }
        boolean unasked = optOut && !consent.holds() && !consent.isNo();
        boolean onConsent = basis.get() == LegalBasis.CONSENT && !unasked;
        if (onConsent && !consent.holds()) {
            return denied(purpose, consent);
        }
        Optional<SubjectAct> objection = objection(purpose, basis.get(), acts);
        if (objection.isPresent() && !isReopened(objection.get(), consent)) {
            return denied(purpose, DenialReason.OBJECTED, objection.get());
        }
        if (consent.isNo() && !isDecided(purpose, acts, consent)) {
            return denied(purpose, consent);
        }
        boolean byConsent = onConsent || objection.isPresent() || !restrictions.isEmpty();
        return byConsent ? allowedBy(consent, purpose, basis.get()) : allowed(purpose, basis.get(), acts);
    }

    /** The answer when nothing of the subject could be read: only what needs nothing of it may go on. */
    Decision withoutStore(DataSubject subject, Purpose purpose) {
        if (!concerns(purpose, subject)) {
            return denied(purpose, DenialReason.NOT_CONCERNED);
        }
        return purpose.basis()
                .filter(basis -> !purpose.isBasisDeclaredByTenant() && !purpose.isDirectMarketing())
                .filter(basis -> switch (basis) {
                    case VITAL_INTERESTS -> true;
                    case CONTRACT, LEGAL_OBLIGATION -> purpose.isEvenIfStoreFails();
                    case CONSENT, LEGITIMATE_INTERESTS, PUBLIC_TASK -> false;
                })
                .<Decision>map(basis -> new Decision.Allowed(
                        purpose.id(),
                        basis,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true))
                .orElseGet(() -> denied(purpose, DenialReason.STORE_ERROR));
    }

    private static boolean concerns(Purpose purpose, DataSubject subject) {
        return purpose.kinds().isEmpty() || purpose.kinds().contains(subject.kind());
    }

    /** An archive is for what its own rule serves, and for nothing else. */
    private boolean isServedBy(String rule, Purpose purpose) {
        return policy.versionsOf(rule).stream()
                .anyMatch(version -> version.purposes().contains(purpose.id()));
    }

    /** The latest no of before an erasure, unless the person consented to the purpose since. */
    private Optional<Suppression> suppression(Purpose purpose, Scope scope, Acts acts) {
        List<Suppression> noes = acts.suppressions();
        if (noes.isEmpty()) {
            return Optional.empty();
        }
        return noes.stream()
                .filter(no -> reaches(no, purpose, scope))
                .max(Comparator.comparing(Suppression::since))
                .filter(no -> acts.consent(purpose.id(), scope)
                        .filter(act -> act.kind() == ActKind.GIVEN
                                && !act.isLinked()
                                && act.effectiveAt().isAfter(no.since()))
                        .isEmpty());
    }

    private boolean reaches(Suppression no, Purpose purpose, Scope scope) {
        Purpose declared = policy.purposes().get(no.purpose());
        boolean toMarketing = no.directMarketing() && (declared == null || declared.isDirectMarketing());
        return purpose.isDirectMarketing() && toMarketing
                || no.purpose().equals(purpose.id())
                        && (no.scope().isEmpty() || no.scope().equals(scope.key()));
    }

    /** The law that keeps some of the data needs it used for that purpose. */
    private boolean outlivesErasure(Purpose purpose) {
        return policy.rules().stream()
                .anyMatch(rule -> rule.isFloor() && rule.purposes().contains(purpose.id()));
    }

    private List<SubjectAct> restrictions(Purpose purpose, Acts acts) {
        return purpose.isEvenIfRestricted() || acts.restrictions().isEmpty()
                ? List.of()
                : acts.restrictions().stream()
                        .filter(act -> reaches(Restriction.of(act), purpose))
                        .toList();
    }

    /** A check knows no category, so a restricted category stops every purpose that a rule keeps its data for. */
    private boolean reaches(Restriction restriction, Purpose purpose) {
        return restriction.isOfEverything()
                || restriction.purposes().contains(purpose.id())
                || policy.rules().stream()
                        .filter(rule -> restriction.categories().contains(rule.category()))
                        .map(RetentionRule::purposes)
                        .anyMatch(served -> served.contains(purpose.id()));
    }

    private static boolean isDespite(SubjectAct restriction, WeighedConsent consent) {
        return consent.holds()
                && consent.act()
                        .filter(act -> act.despite().contains(restriction.purpose())
                                && !act.isLinked()
                                && act.effectiveAt().isAfter(restriction.standsFrom()))
                        .isPresent();
    }

    /** The latest no: to this purpose where objecting is open, to any direct marketing where this is some. */
    private Optional<SubjectAct> objection(Purpose purpose, LegalBasis basis, Acts acts) {
        if (purpose.isDirectMarketing()) {
            return acts.objections().stream()
                    .filter(this::isToMarketing)
                    .max(Comparator.comparing(SubjectAct::standsFrom));
        }
        return switch (basis) {
            case CONTRACT, LEGAL_OBLIGATION, VITAL_INTERESTS -> Optional.empty();
            case CONSENT, LEGITIMATE_INTERESTS, PUBLIC_TASK ->
                acts.objection(purpose.id()).filter(act -> act.kind() != ActKind.OVERRULED);
        };
    }

    /** What was direct marketing when objected to stays so; what became so later cannot have been overruled. */
    private boolean isToMarketing(SubjectAct objection) {
        Purpose declared = policy.purposes().get(objection.purpose());
        return objection.isToDirectMarketing() || declared != null && declared.isDirectMarketing();
    }

    private static boolean isReopened(SubjectAct objection, WeighedConsent consent) {
        return consent.holds()
                && consent.act()
                        .filter(act -> !act.isLinked() && act.effectiveAt().isAfter(objection.standsFrom()))
                        .isPresent();
    }

    /** A refusal left from a time on consent is decided by an overruling after it; an opt-out nobody overrules. */
    private static boolean isDecided(Purpose purpose, Acts acts, WeighedConsent consent) {
        return !purpose.isDirectMarketing()
                && acts.objection(purpose.id())
                        .filter(act -> act.kind() == ActKind.OVERRULED)
                        .filter(act -> consent.act()
                                .filter(no -> no.kind() != ActKind.OPTED_OUT
                                        && act.effectiveAt().isAfter(no.standsFrom()))
                                .isPresent())
                        .isPresent();
    }

    private static Decision allowedBy(WeighedConsent consent, Purpose purpose, LegalBasis basis) {
        SubjectAct act = consent.act().orElseThrow();
        return new Decision.Allowed(
                purpose.id(),
                basis,
                Optional.of(act.effectiveAt()),
                consent.until(),
                act.notice().flatMap(id -> act.noticeVersion().map(version -> new Decision.NoticeShown(id, version))),
                Optional.of(act.id()),
                false);
    }

    private static Decision allowed(Purpose purpose, LegalBasis basis, Acts acts) {
        Optional<SubjectAct> overruling = acts.objection(purpose.id()).filter(act -> act.kind() == ActKind.OVERRULED);
        return new Decision.Allowed(
                purpose.id(),
                basis,
                overruling.map(SubjectAct::effectiveAt),
                Optional.empty(),
                Optional.empty(),
                overruling.map(SubjectAct::id),
                false);
    }

    private static Decision denied(Purpose purpose, DenialReason reason) {
        return Decision.Denied.plainly(purpose.id(), reason);
    }

    private static Decision denied(Purpose purpose, DenialReason reason, SubjectAct act) {
        return new Decision.Denied(purpose.id(), reason, Optional.of(act.effectiveAt()), Optional.of(act.id()));
    }

    private static Decision denied(Purpose purpose, DenialReason reason, Suppression suppression) {
        return new Decision.Denied(purpose.id(), reason, Optional.of(suppression.since()), Optional.empty());
    }

    private static Decision denied(Purpose purpose, WeighedConsent consent) {
        return new Decision.Denied(
                purpose.id(),
                consent.flaw().orElseThrow(),
                consent.since(),
                consent.act().map(SubjectAct::id));
    }
}
