package dev.sojourn.policy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that every version of a notice has one text a language, one date, and a place after its predecessor. */
final class NoticeCheck {

    private final Policy.Builder policy;
    private final Inspection inspection;

    NoticeCheck(Policy.Builder policy, Inspection inspection) {
        this.policy = policy;
        this.inspection = inspection;
    }

    void run() {
        checkTexts();
        policy.notices.forEach(this::checkGrace);
        checkVersions();
        checkAffected();
    }

    private void checkTexts() {
        Map<String, Map<String, Set<String>>> seen = new HashMap<>();
        for (Notice notice : policy.notices) {
            boolean isNew = seen.computeIfAbsent(notice.id(), id -> new HashMap<>())
                    .computeIfAbsent(notice.version(), version -> new HashSet<>())
                    .add(notice.language());
            if (!isNew) {
                inspection.fault(
                        label(notice),
                        "is declared twice in language '" + notice.language() + "'",
                        "keep one text, or give the second a version of its own or its language: .inLanguage(\"ro\")");
            }
        }
    }

    private void checkGrace(Notice notice) {
        notice.grace().ifPresent(last -> {
            if (!notice.change().isMaterial()) {
                inspection.fault(
                        label(notice),
                        "gives grace through " + last + ", but its change (" + notice.change() + ") ends no consent",
                        "take graceThrough(...) away, or state a change of PURPOSE or CONTROLLER");
            } else if (last.isBefore(notice.effectiveFrom())) {
                inspection.fault(
                        label(notice),
                        "gives grace through " + last + ", before it is in force on " + notice.effectiveFrom(),
                        "give grace through its first day or a later one");
            }
        });
    }

    private void checkVersions() {
        Map<String, Map<String, Notice>> versions = new LinkedHashMap<>();
        for (Notice notice : policy.notices) {
            Map<String, Notice> known = versions.computeIfAbsent(notice.id(), id -> new LinkedHashMap<>());
            Notice same = known.get(notice.version());
            if (same != null) {
                checkTranslation(same, notice);
            } else {
                known.values().stream()
                        .reduce((earlier, later) -> later)
                        .ifPresent(predecessor -> checkSuccession(predecessor, notice));
                known.put(notice.version(), notice);
            }
        }
    }

    private void checkSuccession(Notice predecessor, Notice notice) {
        if (!notice.effectiveFrom().isAfter(predecessor.effectiveFrom())) {
            inspection.fault(
                    label(notice),
                    "is in force from " + notice.effectiveFrom() + ", not after version '" + predecessor.version()
                            + "', in force from " + predecessor.effectiveFrom(),
                    "declare versions in their order, each with a later day than the one before");
        }
    }

    private void checkTranslation(Notice first, Notice notice) {
        boolean alike = first.effectiveFrom().equals(notice.effectiveFrom())
                && first.change() == notice.change()
                && first.affects().equals(notice.affects())
                && first.grace().equals(notice.grace());
        if (!alike) {
            inspection.fault(
                    label(notice),
                    "differs between languages '" + first.language() + "' and '" + notice.language()
                            + "' in a date or in what it changes",
                    "give one version one date and one change, with one grace, in every language");
        }
    }

    private void checkAffected() {
        Set<String> known = policy.purposes.stream().map(Purpose::id).collect(Collectors.toSet());
        for (Notice notice : policy.notices) {
            notice.affects().stream()
                    .filter(id -> !known.contains(id))
                    .sorted()
                    .forEach(id -> inspection.fault(
                            label(notice),
                            "affects purpose '" + id + "', which the policy lacks",
                            "declare it with .purposes(...), or name one of "
                                    + known.stream().sorted().toList()));
        }
    }

    private static String label(Notice notice) {
        return "notice '" + notice.id() + "' version '" + notice.version() + "'";
    }
}
