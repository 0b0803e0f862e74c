package dev.sojourn.policy;

import java.time.Period;
import java.util.Optional;

/** Checks what a rule leaves to tenants: that they have something to choose, and only where choosing is theirs. */
final class TenantChoiceCheck {

    private final RetentionRule rule;
    private final Inspection inspection;

    TenantChoiceCheck(RetentionRule rule, Inspection inspection) {
        this.rule = rule;
        this.inspection = inspection;
    }

    void run() {
        rule.tenantChoice().ifPresent(choice -> {
            checkPlace();
            checkOwnPeriod(choice);
            checkBounds(choice);
        });
    }

    private void checkPlace() {
        if (rule.isFloor()) {
            inspection.fault(
                    rule,
                    "is a floor and lets tenants choose its period",
                    "take the choice away, or declare the ceiling as a rule of its own: atMost(...)");
        }
        if (rule.trigger() instanceof Trigger.StoredEnd || rule.trigger() instanceof Trigger.DisposalOfSource) {
            inspection.fault(
                    rule,
                    "lets tenants choose a period that its trigger does not have: " + rule.trigger(),
                    "take the choice away, or start from creation, last activity or an event");
        }
    }

    private void checkOwnPeriod(TenantChoice choice) {
        Optional<Period> own = rule.period();
        if (rule.isShortenedByTenant()) {
            if (own.isEmpty()) {
                inspection.fault(
                        rule,
                        "lets tenants shorten a period it does not have",
                        "give it one: RetentionRule.atMost(\"" + rule.id()
                                + "\", period).tenantsMayShorten(), or write chosenByTenant(least, most)");
            }
        } else if (own.isPresent() && !own.equals(choice.most())) {
            inspection.fault(
                    rule,
                    "has the period " + own.get() + " and lets tenants choose another",
                    "leave the period out: RetentionRule.atMost(\"" + rule.id()
                            + "\").chosenByTenant(least, most), or write tenantsMayShorten()");
        }
    }

    private void checkBounds(TenantChoice choice) {
        boolean least = choice.least()
                .map(bound -> inspection.requirePositive(rule, "the least a tenant may choose", bound))
                .orElse(false);
        boolean most = !rule.isShortenedByTenant()
                && choice.most()
                        .map(bound -> inspection.requirePositive(rule, "the most a tenant may choose", bound))
                        .orElse(false);
        if (least
                && most
                && Periods.mayEndLater(
                        choice.least().orElseThrow(), choice.most().orElseThrow())) {
            inspection.fault(
                    rule,
                    "lets tenants choose at least " + choice.least().orElseThrow() + " and at most "
                            + choice.most().orElseThrow() + ", which can be shorter",
                    "write the shorter period first: chosenByTenant(least, most)");
        }
    }
}
