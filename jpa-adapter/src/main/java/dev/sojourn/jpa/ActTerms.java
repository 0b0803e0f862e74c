package dev.sojourn.jpa;

import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.Restriction;
import dev.sojourn.consent.SubjectAct;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a query over the host's rows asks of an act, in columns of its own; told from the act alone.
 *
 * @param effectiveMicros when the person acted
 * @param standsMicros from when the act stands against others
 * @param linked 1 for an act taken over from another subject
 * @param level how clearly a consent was expressed; empty for other acts
 * @param notice the notice a consent was given under; empty when none was shown
 * @param noticeVersion and its version
 * @param acceptedThrough for a consent without proof, the last day somebody answers for it, or {@link #BY_NOBODY}; else
 *     empty
 * @param terms the restrictions a consent names, what a restriction reaches, that an objection is to direct marketing
 */
record ActTerms(
        long effectiveMicros,
        long standsMicros,
        int linked,
        String level,
        String notice,
        String noticeVersion,
        String acceptedThrough,
        String terms) {

    static final List<String> COLUMNS = List.of(
            "effective_micros",
            "stands_micros",
            "linked",
            "consent_level",
            "notice",
            "notice_version",
            "accepted_through",
            "terms");

    /** Before every day. */
    static final String BY_NOBODY = "0000-00-00";

    static final String EVERYTHING = "*";
    static final String MARKETING = "marketing";

    static ActTerms of(SubjectAct act) {
        boolean given = act.kind() == ActKind.GIVEN;
        return new ActTerms(
                Utc.micros(act.effectiveAt()),
                Utc.micros(act.standsFrom()),
                act.isLinked() ? 1 : 0,
                given ? act.level().name() : "",
                given ? act.notice().orElse("") : "",
                given ? act.noticeVersion().orElse("") : "",
                given && act.isUnproven()
                        ? act.acceptedThrough().map(LocalDate::toString).orElse(BY_NOBODY)
                        : "",
                termsOf(act));
    }

    /** As it stands between others; the bar parts them, so a name of the host's that has one is left out. */
    static String term(String name) {
        return "|" + name + "|";
    }

    static String purpose(String id) {
        return term("purpose=" + id.replace('|', '\n'));
    }

    static String category(String name) {
        return term("category=" + name.replace('|', '\n'));
    }

    List<Object> values() {
        return List.of(effectiveMicros, standsMicros, linked, level, notice, noticeVersion, acceptedThrough, terms);
    }

    /** Whether the columns of a row, from one on, say the same. */
    boolean isIn(Object[] row, int from) {
        return ((Number) row[from]).longValue() == effectiveMicros
                && ((Number) row[from + 1]).longValue() == standsMicros
                && ((Number) row[from + 2]).intValue() == linked
                && level.equals(row[from + 3])
                && notice.equals(row[from + 4])
                && noticeVersion.equals(row[from + 5])
                && acceptedThrough.equals(row[from + 6])
                && terms.equals(row[from + 7]);
    }

    private static String termsOf(SubjectAct act) {
        return switch (act.kind().facet()) {
            case CONSENT -> despite(act.despite());
            case OBJECTION -> act.isToDirectMarketing() ? MARKETING : "";
            case RESTRICTION -> act.kind() == ActKind.RESTRICTED ? reachOf(Restriction.of(act)) : "";
        };
    }

    private static String despite(Set<String> restrictions) {
        return restrictions.isEmpty()
                ? ""
                : restrictions.stream()
                        .filter(id -> id.indexOf('|') < 0)
                        .map(ActTerms::term)
                        .collect(Collectors.joining());
    }

    private static String reachOf(Restriction restriction) {
        return restriction.isOfEverything()
                ? EVERYTHING
                : Stream.concat(
                                restriction.purposes().stream().map(ActTerms::purpose),
                                restriction.categories().stream().map(ActTerms::category))
                        .collect(Collectors.joining());
    }
}
