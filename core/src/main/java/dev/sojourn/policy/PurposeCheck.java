package dev.sojourn.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the purposes of a policy, what is prohibited, and the proof that consents need. */
final class PurposeCheck {

    private static final Set<LegalBasis> MAY_GO_ON =
            Set.of(LegalBasis.CONTRACT, LegalBasis.LEGAL_OBLIGATION, LegalBasis.VITAL_INTERESTS);

    private final Policy.Builder policy;
    private final Inspection inspection;

    PurposeCheck(Policy.Builder policy, Inspection inspection) {
        this.policy = policy;
        this.inspection = inspection;
    }

    void run(String policyName) {
        checkUnique();
        policy.purposes.forEach(this::checkBasis);
        policy.purposes.forEach(this::checkConsentTerms);
        policy.purposes.stream()
                .filter(purpose -> !purpose.optOutJurisdictions().isEmpty())
                .forEach(this::checkOptOut);
        checkProhibitions();
        checkProof(policyName);
        policy.purposes.forEach(this::look);
    }

    private void checkUnique() {
        Map<String, Purpose> seen = new HashMap<>();
        for (Purpose purpose : policy.purposes) {
            Purpose earlier = seen.putIfAbsent(purpose.id(), purpose);
            if (earlier != null) {
                inspection.fault(
                        purpose,
                        earlier.equals(purpose) ? "is declared twice" : "is declared twice, with different contents",
                        "declare it once, or give the second an id of its own");
            }
        }
    }

    private void checkBasis(Purpose purpose) {
        if (purpose.basis().isEmpty() && !purpose.isBasisDeclaredByTenant()) {
            inspection.fault(
                    purpose,
                    "has no legal basis",
                    "put it on one of the six, for example .on(LegalBasis.CONTRACT), or leave it to each tenant:"
                            + " .onBasisDeclaredByTenant()");
        }
        purpose.basis()
                .filter(basis -> purpose.isBasisDeclaredByTenant())
                .ifPresent(basis -> inspection.fault(
                        purpose,
                        "is on " + basis + " and on a basis declared by tenant",
                        "keep either .on(LegalBasis." + basis + ") or .onBasisDeclaredByTenant()"));
        if (purpose.isEvenIfStoreFails()
                && purpose.basis().filter(basis -> !MAY_GO_ON.contains(basis)).isPresent()) {
            inspection.fault(
                    purpose,
                    "goes on even if the store fails, but is on "
                            + purpose.basis().orElseThrow(),
                    "take evenIfStoreFails() away: only CONTRACT and LEGAL_OBLIGATION may go on unasked");
        }
        if (purpose.isEvenIfStoreFails() && purpose.isBasisDeclaredByTenant()) {
            inspection.fault(
                    purpose,
                    "goes on even if the store fails, but then nobody knows the basis its tenants declared",
                    "take evenIfStoreFails() away, or put the purpose on a basis");
        }
    }

    private void checkConsentTerms(Purpose purpose) {
        if (purpose.level() == ConsentLevel.IMPLIED) {
            inspection.fault(
                    purpose,
                    "needs consent of level IMPLIED, which is no consent (GDPR 4(11))",
                    "write .needing(ConsentLevel.EXPRESSED), or EXPLICIT");
        }
        purpose.validity()
                .ifPresent(validity -> inspection.requirePositive(purpose, "the validity of its consent", validity));
        boolean asksConsent = purpose.basis().isEmpty() || isOn(purpose, LegalBasis.CONSENT);
        if (!asksConsent
                && (purpose.level() == ConsentLevel.EXPLICIT
                        || purpose.validity().isPresent())) {
            inspection.fault(
                    purpose,
                    "sets terms for a consent, but is on " + purpose.basis().orElseThrow() + ", where none is asked",
                    "put it on CONSENT, or take needing(...) and validFor(...) away");
        }
        if (purpose.scopes().contains(Scope.WHOLE)) {
            inspection.fault(
                    purpose,
                    "names the whole purpose as one of its scopes",
                    "name parts of it, for example Scope.of(\"channel\", \"voice\")");
        }
    }

    private void checkOptOut(Purpose purpose) {
        if (purpose.optOutJurisdictions().contains(Jurisdiction.UNKNOWN)) {
            inspection.fault(
                    purpose,
                    "is opt-out where nobody knows where the person is",
                    "name jurisdictions, such as Jurisdiction.of(\"US-CA\"): in doubt, consent is asked");
        }
        String asking = purpose.optOutJurisdictions().stream()
                .filter(Jurisdiction::asksConsentForDevices)
                .map(Jurisdiction::code)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!asking.isEmpty()) {
            inspection.fault(
                    purpose,
                    "is opt-out in " + asking + ", where consent comes first (ePrivacy Directive 5(3))",
                    "take " + asking + " out of optOutIn(...)");
        }
        if (purpose.basis().filter(basis -> basis != LegalBasis.CONSENT).isPresent()) {
            inspection.fault(
                    purpose,
                    "is opt-out somewhere, but is on " + purpose.basis().orElseThrow() + ", where nobody is asked",
                    "put it on CONSENT, or take optOutIn(...) away");
        }
        if (purpose.level() == ConsentLevel.EXPLICIT) {
            inspection.fault(
                    purpose,
                    "is opt-out somewhere, and needs EXPLICIT consent",
                    "keep either optOutIn(...) or needing(ConsentLevel.EXPLICIT)");
        }
    }

    private void checkProhibitions() {
        Set<String> declared = policy.purposes.stream().map(Purpose::id).collect(Collectors.toSet());
        Map<String, String> seen = new HashMap<>();
        policy.prohibitions.forEach(prohibition -> {
            String element = "prohibited purpose '" + prohibition.purpose() + "'";
            if (declared.contains(prohibition.purpose())) {
                inspection.fault(
                        element,
                        "is declared as a purpose too",
                        "keep either prohibit(...) or the purpose: no consent lifts a prohibition");
            }
            String earlier = seen.putIfAbsent(prohibition.purpose(), prohibition.reason());
            if (earlier != null && !earlier.equals(prohibition.reason())) {
                inspection.fault(element, "is prohibited twice, for different reasons", "prohibit it once");
            }
        });
    }

    private void checkProof(String policyName) {
        if (policy.proofPeriod.isPresent()) {
            return;
        }
        policy.purposes.stream()
                .filter(purpose -> isOn(purpose, LegalBasis.CONSENT))
                .findFirst()
                .ifPresent(purpose -> inspection.fault(
                        policyName,
                        "does not say how long proof of consent is kept, and " + purpose + " is on CONSENT",
                        "say it: .retainProof(Period.ofYears(3)), counted from the end of processing"));
        policy.purposes.stream()
                .filter(Purpose::isBasisDeclaredByTenant)
                .forEach(purpose -> inspection.finding(
                        "TENANT_CONSENT_WITHOUT_PROOF_PERIOD",
                        purpose,
                        "a tenant may put it on CONSENT, and the policy does not say how long proof of consent is"
                                + " kept: retainProof(...)"));
    }

    private void look(Purpose purpose) {
        if (isOn(purpose, LegalBasis.LEGITIMATE_INTERESTS)
                && purpose.assessment().isEmpty()) {
            inspection.finding(
                    "LEGITIMATE_INTERESTS_UNASSESSED",
                    purpose,
                    "rests on legitimate interests and refers to no balancing test: assessedIn(...)");
        }
        if (isOn(purpose, LegalBasis.LEGAL_OBLIGATION) && purpose.citation().isEmpty()) {
            inspection.finding(
                    "LEGAL_OBLIGATION_UNCITED", purpose, "rests on a legal obligation and cites no law: citing(...)");
        }
        if (policy.rules.stream().noneMatch(rule -> rule.purposes().contains(purpose.id()))) {
            inspection.finding("PURPOSE_WITHOUT_RULE", purpose, "no retention rule serves it: its data has no end");
        }
    }

    private static boolean isOn(Purpose purpose, LegalBasis basis) {
        return purpose.basis().filter(basis::equals).isPresent();
    }
}
