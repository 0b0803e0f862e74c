package dev.sojourn.policy;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks that the versions of one rule differ in what a version may differ in: from when, how long, and why. */
final class VersionCheck {

    private final List<RetentionRule> rules;
    private final Inspection inspection;

    VersionCheck(List<RetentionRule> rules, Inspection inspection) {
        this.rules = rules;
        this.inspection = inspection;
    }

    void run() {
        Map<String, List<RetentionRule>> byId = rules.stream()
                .collect(Collectors.groupingBy(RetentionRule::id, LinkedHashMap::new, Collectors.toList()));
        byId.values().forEach(this::check);
    }

    private void check(List<RetentionRule> versions) {
        RetentionRule first = versions.get(0);
        for (int later = 1; later < versions.size(); later++) {
            RetentionRule version = versions.get(later);
            checkDate(versions.subList(0, later), version);
            checkSameThing(first, version);
        }
        versions.stream()
                .map(RetentionRule::recordsFrom)
                .flatMap(Optional::stream)
                .min(LocalDate::compareTo)
                .filter(earliest -> versions.stream()
                        .allMatch(version -> version.recordsFrom().isPresent()))
                .ifPresent(earliest -> inspection.finding(
                        "NO_VERSION_FOR_OLDER_RECORDS",
                        label(first),
                        "no version governs records before " + earliest + ": they are kept and listed"));
    }

    private void checkDate(List<RetentionRule> earlier, RetentionRule version) {
        if (earlier.stream().anyMatch(other -> other.recordsFrom().equals(version.recordsFrom()))) {
            inspection.fault(
                    version,
                    version.recordsFrom().isPresent() ? "is declared twice for that day" : "is declared twice",
                    "give one an id of its own, or a later version its first day: .forRecordsFrom(date)");
        }
    }

    private void checkSameThing(RetentionRule first, RetentionRule version) {
        if (!first.category().equals(version.category())) {
            inspection.fault(
                    version,
                    "governs category '" + version.category() + "', and another version of it '" + first.category()
                            + "'",
                    "let every version govern the same category, or give this one an id of its own");
        }
        if (first.bound() != version.bound()) {
            inspection.fault(
                    version,
                    "is of bound " + version.bound() + ", and another version of it of " + first.bound(),
                    "let every version bind alike (atMost, atLeast or exactly), or give this one an id of its own");
        }
        if (!end(first).equals(end(version))) {
            inspection.fault(
                    version,
                    "ends in " + end(version) + ", and another version of it in " + end(first),
                    "let every version do the same, or give this one an id of its own");
        }
        if (!source(first).equals(source(version))) {
            inspection.fault(
                    version,
                    "starts from " + source(version) + ", and another version of it from " + source(first),
                    "an entity names one attribute a rule: let every version start from the same one, or give this one"
                            + " an id of its own");
        }
    }

    private static String end(RetentionRule rule) {
        return rule.disposition() + rule.outlet().map(by -> " '" + by + "'").orElse("");
    }

    private static String source(RetentionRule rule) {
        Trigger trigger = rule.trigger();
        if (trigger instanceof Trigger.LastActivity) {
            return "the last activity";
        }
        if (trigger instanceof Trigger.Event event) {
            return "event '" + event.name() + "'";
        }
        if (trigger instanceof Trigger.StoredEnd) {
            return "a stored last day";
        }
        if (trigger instanceof Trigger.EndOfConsent) {
            return "the end of a consent";
        }
        return trigger instanceof Trigger.DisposalOfSource ? "the disposal of a source" : "the row's own day";
    }

    private static String label(RetentionRule rule) {
        return "rule '" + rule.id() + "'";
    }
}
