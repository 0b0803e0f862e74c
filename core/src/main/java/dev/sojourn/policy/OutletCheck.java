package dev.sojourn.policy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks that a rule which archives, or leaves its end to the host, says where its rows end up, and for what. */
final class OutletCheck {

    private final RetentionRule rule;
    private final Policy.Builder policy;
    private final Inspection inspection;

    OutletCheck(RetentionRule rule, Policy.Builder policy, Inspection inspection) {
        this.rule = rule;
        this.policy = policy;
        this.inspection = inspection;
    }

    void run() {
        if (rule.outlet().isPresent() && !rule.isCeiling()) {
            inspection.fault(
                    rule,
                    "is a floor, which ends nothing, and says what becomes of its rows",
                    "say so on the ceiling of its category");
        } else if (rule.disposition() == Disposition.ARCHIVE) {
            rule.outlet()
                    .ifPresentOrElse(
                            this::checkArchive,
                            () -> inspection.fault(
                                    rule,
                                    "archives, and names no rule for what is archived",
                                    "write .thenArchiveUnder(\"…\") with a rule of its own: how long it is kept, and for what alone"));
        } else if (rule.disposition() == Disposition.BY_HOST && rule.outlet().isEmpty()) {
            inspection.fault(
                    rule,
                    "leaves its end to the host, and names nothing the host does",
                    "write .thenBy(\"…\") with the name under which the host registers it");
        }
    }

    private void checkArchive(String archive) {
        List<RetentionRule> versions = policy.rules.stream()
                .filter(other -> other.id().equals(archive))
                .toList();
        if (versions.isEmpty()) {
            Set<String> known =
                    policy.rules.stream().map(RetentionRule::id).collect(Collectors.toCollection(TreeSet::new));
            known.remove(rule.id());
            inspection.fault(
                    rule,
                    "archives under rule '" + archive + "', which the policy lacks",
                    "declare it: how long the archive keeps its rows, and for which purposes; or name one of " + known);
        } else if (leadsBack(archive, new TreeSet<>())) {
            inspection.fault(
                    rule,
                    "archives under rule '" + archive + "', by which rows would come back to it",
                    "let the last archive's rule delete");
        } else {
            versions.forEach(version -> checkPurposes(archive, version));
        }
    }

    private void checkPurposes(String archive, RetentionRule version) {
        if (version.purposes().isEmpty()) {
            inspection.fault(
                    rule,
                    "archives under rule '" + archive
                            + "', which serves no purpose, so that nobody may use the archive",
                    "name the few purposes the archive is for: .serving(…) on rule '" + archive + "'");
        } else if (!rule.purposes().isEmpty() && version.purposes().containsAll(rule.purposes())) {
            inspection.finding(
                    "ARCHIVE_AS_WIDE",
                    rule,
                    "archives for every purpose it served before: an archive is for fewer, rule '" + archive + "'");
        }
    }

    private boolean leadsBack(String archive, Set<String> seen) {
        return archive.equals(rule.id())
                || seen.add(archive)
                        && policy.rules.stream()
                                .filter(other ->
                                        other.id().equals(archive) && other.disposition() == Disposition.ARCHIVE)
                                .flatMap(other -> other.outlet().stream())
                                .anyMatch(next -> leadsBack(next, seen));
    }
}
