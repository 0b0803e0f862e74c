package dev.sojourn.policy;

import java.util.Set;
import java.util.stream.Collectors;

/** Checks one retention rule on its own: that it starts, that it ends, and what it is for. */
final class RuleCheck {

    private final RetentionRule rule;
    private final Policy.Builder policy;
    private final Inspection inspection;

    RuleCheck(RetentionRule rule, Policy.Builder policy, Inspection inspection) {
        this.rule = rule;
        this.policy = policy;
        this.inspection = inspection;
    }

    void run() {
        checkStart();
        checkPeriod();
        checkMissingPeriod();
        checkTriggerThatMayNeverCome();
        new TenantChoiceCheck(rule, inspection).run();
        new ContractCheck(rule, inspection).run();
        checkPurposes();
        new OutletCheck(rule, policy, inspection).run();
        look();
    }

    private void checkStart() {
        RuleStart start = rule.start();
        if (start.sources().size() > 1) {
            inspection.fault(
                    rule,
                    "starts from several triggers: " + start.sources(),
                    "keep one, or declare one rule for each, with an id of its own, governing(\"" + rule.category()
                            + "\")");
        }
        if (start.roundings().size() > 1) {
            inspection.fault(
                    rule, "starts at the end of several spans: " + start.roundings(), "keep one fromEndOf...()");
        }
        if (!start.roundings().isEmpty() && !start.canBeRounded()) {
            inspection.fault(
                    rule,
                    "starts at " + start.roundings().get(0) + " of a trigger that is never moved: " + rule.trigger(),
                    "take fromEndOf...() away, or start from creation, last activity or an event");
        }
    }

    private void checkPeriod() {
        rule.period().ifPresent(period -> {
            if (rule.trigger() instanceof Trigger.StoredEnd) {
                inspection.fault(
                        rule,
                        "has the period " + period + ", and each row stores its last day",
                        "leave the period out: " + factory() + "(\"" + rule.id() + "\").untilStoredDay()");
            } else if (period.isZero() && !rule.trigger().isEvent()) {
                inspection.fault(
                        rule,
                        "has a zero period after a trigger that is no event",
                        "write a positive period; zero is for events, due the day after: fromEvent(\"...\")");
            } else if (inspection.requireReckonable(rule, "its period", period)
                    && !period.isZero()
                    && rule.trigger() instanceof Trigger.DisposalOfSource) {
                inspection.fault(
                        rule,
                        "lets derived data outlive its source by " + period,
                        "leave the period out, or give the data a rule of its own with another start");
            }
        });
    }

    /** "As long as it is needed" is a promise; a rule says when that ends. */
    private void checkMissingPeriod() {
        if (rule.period().isPresent() || rule.tenantChoice().isPresent() || rule.isAgreedInContract()) {
            return;
        }
        if (rule.trigger() instanceof Trigger.Event event) {
            inspection.fault(
                    rule,
                    "says how it starts and not how long it lasts",
                    "say how long after event '" + event.name() + "', for example " + factory() + "(\"" + rule.id()
                            + "\", Period.ZERO): due the day after");
        } else if (!endsByItself()) {
            inspection.fault(
                    rule,
                    "has neither a period nor an event that ends it",
                    "give it a period, or let tenants choose one (chosenByTenant), their contracts state one"
                            + " (agreedInContract), rows store their last day"
                            + " (untilStoredDay), or a consent end it (fromEndOfConsent)");
        }
    }

    private boolean endsByItself() {
        Trigger trigger = rule.trigger();
        return trigger instanceof Trigger.StoredEnd
                || trigger instanceof Trigger.EndOfConsent
                || trigger instanceof Trigger.DisposalOfSource;
    }

    private void checkTriggerThatMayNeverCome() {
        rule.fallback().ifPresent(fallback -> inspection.requirePositive(rule, "its orAtLatest", fallback.period()));
        rule.review().ifPresent(interval -> inspection.requirePositive(rule, "its reviewEvery", interval));
        if (rule.trigger().mayNeverCome()
                && rule.fallback().isEmpty()
                && rule.review().isEmpty()) {
            inspection.fault(
                    rule,
                    "starts from a trigger that may never come: " + rule.trigger(),
                    "end it with orAtLatest(period, attribute), or have it listed with reviewEvery(period)");
        }
    }

    private void checkPurposes() {
        Set<String> known = policy.purposes.stream().map(Purpose::id).collect(Collectors.toSet());
        Set<String> prohibited =
                policy.prohibitions.stream().map(Policy.Prohibition::purpose).collect(Collectors.toSet());
        rule.purposes().stream()
                .filter(id -> !known.contains(id))
                .forEach(id -> inspection.fault(
                        rule,
                        "serves purpose '" + id + "', which the policy "
                                + (prohibited.contains(id) ? "prohibits" : "lacks"),
                        prohibited.contains(id)
                                ? "data cannot be kept for it: name another purpose"
                                : "declare it with .purposes(...), or name one of "
                                        + known.stream().sorted().toList()));
        if (rule.isFloor() && rule.purposes().size() != 1) {
            inspection.fault(
                    rule,
                    rule.purposes().isEmpty()
                            ? "is a floor and names no purpose"
                            : "is a floor and serves several purposes: " + rule.purposes(),
                    "name the one purpose that survives it: .serving(purpose)");
        }
        if (rule.trigger() instanceof Trigger.EndOfConsent && !servesConsent()) {
            inspection.fault(
                    rule,
                    "starts from the end of a consent and serves no purpose on CONSENT",
                    "name the purpose whose consent it is: .serving(purpose)");
        }
    }

    private boolean servesConsent() {
        return policy.purposes.stream()
                .filter(purpose -> rule.purposes().contains(purpose.id()))
                .anyMatch(purpose -> purpose.isBasisDeclaredByTenant() || isOnConsent(purpose));
    }

    private void look() {
        if (rule.purposes().isEmpty() && !rule.isFloor()) {
            inspection.finding(
                    "RULE_WITHOUT_PURPOSE", rule, "says for no purpose why its data is kept at all: serving(...)");
        }
        if (rule.reason().isEmpty() && rule.citation().isEmpty()) {
            inspection.finding("RULE_WITHOUT_REASON", rule, "gives no reason and cites no law: because(...)");
        }
        if (rule.isFloor()) {
            policy.purposes.stream()
                    .filter(purpose -> rule.purposes().contains(purpose.id()) && isOnConsent(purpose))
                    .forEach(purpose -> inspection.finding(
                            "FLOOR_ON_CONSENT",
                            rule,
                            "keeps data for " + purpose + " after the consent it rests on has ended"));
        }
    }

    private String factory() {
        return "RetentionRule."
                + switch (rule.bound()) {
                    case CEILING -> "atMost";
                    case FLOOR -> "atLeast";
                    case EXACT -> "exactly";
                };
    }

    private static boolean isOnConsent(Purpose purpose) {
        return purpose.basis().filter(LegalBasis.CONSENT::equals).isPresent();
    }
}
