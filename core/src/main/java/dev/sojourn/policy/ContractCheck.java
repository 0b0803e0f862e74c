package dev.sojourn.policy;

/** Checks a rule whose period tenants' contracts state: that nothing else states one, and that it has one. */
final class ContractCheck {

    private final RetentionRule rule;
    private final Inspection inspection;

    ContractCheck(RetentionRule rule, Inspection inspection) {
        this.rule = rule;
        this.inspection = inspection;
    }

    void run() {
        if (!rule.isAgreedInContract()) {
            return;
        }
        if (rule.period().isPresent()) {
            inspection.fault(
                    rule,
                    "has the period " + rule.period().get() + " and takes another from each tenant's contract",
                    "leave the period out: RetentionRule.atMost(\"" + rule.id() + "\").agreedInContract()");
        } else if (rule.tenantChoice().isPresent()) {
            inspection.fault(
                    rule,
                    "lets tenants choose a period that their contracts state",
                    "keep one of chosenByTenant and agreedInContract");
        }
        if (rule.isFloor()) {
            inspection.fault(
                    rule,
                    "is a floor and takes its period from each tenant's contract",
                    "give the floor a period of its own, and declare the ceiling as a rule beside it: atMost(...)");
        }
        Trigger trigger = rule.trigger();
        if (trigger instanceof Trigger.StoredEnd
                || trigger instanceof Trigger.DisposalOfSource
                || trigger instanceof Trigger.EndOfConsent) {
            inspection.fault(
                    rule,
                    "takes from contracts a period that its trigger does not have: " + trigger,
                    "take agreedInContract() away, or start from creation, last activity or an event");
        }
    }
}
