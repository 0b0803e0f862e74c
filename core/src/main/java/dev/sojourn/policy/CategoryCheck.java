package dev.sojourn.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks categories: their roles, and what happens where several rules meet on one. */
final class CategoryCheck {

    private final Policy.Builder policy;
    private final Inspection inspection;

    CategoryCheck(Policy.Builder policy, Inspection inspection) {
        this.policy = policy;
        this.inspection = inspection;
    }

    void run() {
        checkRoles();
        policy.rules.stream().map(RetentionRule::category).distinct().forEach(this::checkMeeting);
    }

    private void checkRoles() {
        Map<String, Role> roles = new HashMap<>();
        for (DataCategory category : policy.categories) {
            Role earlier = roles.putIfAbsent(category.id(), category.role());
            if (earlier != null && earlier != category.role()) {
                inspection.fault(
                        label(category.id()),
                        "is held both as " + earlier + " and as " + category.role(),
                        "declare it once, or split it in two categories: the role belongs to the category");
            }
            checkSource(category);
            if (rulesOf(category.id()).isEmpty()) {
                inspection.finding(
                        "CATEGORY_WITHOUT_RULE",
                        label(category.id()),
                        "is declared and no retention rule governs it: governing(\"" + category.id() + "\")");
            }
            if (category.role() == Role.PROCESSOR) {
                lookAtInstructions(category);
            }
        }
    }

    private void checkSource(DataCategory category) {
        policy.categories.stream()
                .filter(other -> other.id().equals(category.id()))
                .findFirst()
                .filter(first -> !first.source().equals(category.source()))
                .ifPresent(first -> inspection.fault(
                        label(category.id()),
                        "is declared with two sources",
                        "declare it once; an attribute of another source says so itself:"
                                + " @PersonalData(source = OBSERVED)"));
    }

    /** As processor nothing is disposed of but on a tenant's instruction, and these rules let none be given. */
    private void lookAtInstructions(DataCategory category) {
        rulesOf(category.id()).stream()
                .filter(rule -> rule.isCeiling() && rule.tenantChoice().isEmpty() && !rule.isAgreedInContract())
                .forEach(rule -> inspection.finding(
                        "PROCESSOR_WITHOUT_INSTRUCTION",
                        rule,
                        label(category.id()) + " is held as PROCESSOR, and no tenant may choose this rule's period:"
                                + " without another instruction its rows are kept and listed"));
    }

    private void checkMeeting(String category) {
        List<RetentionRule> rules = rulesOf(category);
        if (rules.stream().noneMatch(RetentionRule::isCeiling)) {
            inspection.fault(
                    label(category),
                    "is under the floor of " + rules.get(0) + " and under no ceiling, so that it never ends",
                    "add RetentionRule.atMost(...).governing(\"" + category + "\"), or write exactly(...)");
        }
        for (RetentionRule floor : rules) {
            for (RetentionRule ceiling : rules) {
                if (floor.isFloor() && ceiling.isCeiling() && !floor.id().equals(ceiling.id())) {
                    compare(floor, ceiling);
                }
            }
        }
    }

    private void compare(RetentionRule floor, RetentionRule ceiling) {
        if (!FloorAndCeiling.of(floor, ceiling).isFloorLater()) {
            return;
        }
        inspection.finding(
                "FLOOR_LATER_THAN_CEILING",
                floor,
                "may end after " + ceiling + " on the same rows of " + label(floor.category()) + ": the floor wins");
    }

    private List<RetentionRule> rulesOf(String category) {
        return policy.rules.stream()
                .filter(rule -> rule.category().equals(category))
                .toList();
    }

    private static String label(String category) {
        return "category '" + category + "'";
    }
}
