package dev.sojourn.jpa;

import static dev.sojourn.jpa.Condition.all;
import static dev.sojourn.jpa.Condition.any;
import static dev.sojourn.jpa.Condition.exists;
import static dev.sojourn.jpa.Condition.greater;
import static dev.sojourn.jpa.Condition.in;
import static dev.sojourn.jpa.Condition.is;
import static dev.sojourn.jpa.Condition.less;
import static dev.sojourn.jpa.Condition.not;
import static dev.sojourn.jpa.Condition.same;

import dev.sojourn.consent.ActKind;
import dev.sojourn.jpa.Condition.Table;
import dev.sojourn.policy.ConsentLevel;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether the act on a purpose, under the alias {@code c}, is a consent that holds at an instant. */
final class ConsentCondition {

    private final Policy policy;
    private final Purpose purpose;
    private final Instant now;

    ConsentCondition(Policy policy, Purpose purpose, Instant now) {
        this.policy = policy;
        this.purpose = purpose;
        this.now = now;
    }

    /** The act that stands on the purpose as a whole, of the subject under {@code s}. */
    Condition act() {
        return act("c", "s");
    }

    /** The same under another alias, of the subject of another row. */
    Condition act(String alias, String subject) {
        return all(
                same(alias + ".subjectKey", subject + ".subjectKey"),
                is(alias + ".facet", ActKind.Facet.CONSENT.name()),
                is(alias + ".purpose", purpose.id()),
                is(alias + ".scope", ""));
    }

    /** There is a consent that holds, of the subject's own, given after what stands under another alias. */
    Condition after(String alias, Condition... also) {
        return exists(Table.STATE, "c", holds(), isAfter("c", alias + ".standsMicros"), all(also));
    }

    /** It is the subject's own act, of after a time. */
    static Condition isAfter(String alias, String time) {
        return all(is(alias + ".linked", 0), greater(alias + ".effectiveMicros", time));
    }

    /** It is a consent, whether it holds or not. */
    Condition given() {
        return all(
                is("c.facet", ActKind.Facet.CONSENT.name()),
                is("c.purpose", purpose.id()),
                is("c.scope", ""),
                is("c.actKind", ActKind.GIVEN.name()));
    }

    /** It is the act that stands on the purpose, and a consent that holds. */
    Condition holds() {
        return all(act(), is("c.actKind", ActKind.GIVEN.name()), isGood());
    }

    /** Of a consent: it is as good as the purpose needs, and nothing has ended it. */
    Condition isGood() {
        Collection<String> levels = Arrays.stream(ConsentLevel.values())
                .filter(level -> level.satisfies(purpose.level()))
                .map(Enum::name)
                .toList();
        return all(in("c.consentLevel", levels), not(expired()), not(noticeChanged()), isAnsweredFor());
    }

    private Condition expired() {
        return purpose.validity()
                .map(validity -> any(ExpiredConsents.at(now, validity, policy.zone()).stream()
                        .map(ConsentCondition::isWithin)))
                .orElseGet(Condition::any);
    }

    private static Condition isWithin(ExpiredConsents.Range range) {
        Condition before = less("c.effectiveMicros", range.to());
        return range.from() == Long.MIN_VALUE ? before : all(not(less("c.effectiveMicros", range.from())), before);
    }

    /** Known versions are judged here; of an unknown one the day of the consent counts. */
    private Condition noticeChanged() {
        Map<String, List<Notice>> ending = policy.notices().stream()
                .filter(notice -> notice.ends(purpose.id()) && !now.isBefore(end(notice)))
                .collect(Collectors.groupingBy(Notice::id));
        return any(ending.entrySet().stream().map(one -> changed(one.getKey(), one.getValue())));
    }

    private Condition changed(String id, List<Notice> ending) {
        LocalDate last = ending.stream()
                .map(Notice::effectiveFrom)
                .max(LocalDate::compareTo)
                .orElseThrow();
        List<String> known = policy.notices().stream()
                .filter(notice -> notice.id().equals(id))
                .map(Notice::version)
                .distinct()
                .toList();
        List<String> outdated = known.stream()
                .filter(version -> policy.notice(id, version)
                        .filter(shown -> shown.effectiveFrom().isBefore(last))
                        .isPresent())
                .toList();
        return all(
                is("c.notice", id),
                any(
                        in("c.noticeVersion", outdated),
                        all(
                                not(in("c.noticeVersion", known)),
                                less(
                                        "c.effectiveMicros",
                                        Utc.micros(
                                                last.atStartOfDay(policy.zone()).toInstant())))));
    }

    private Instant end(Notice notice) {
        return notice.consentsEndOn().atStartOfDay(policy.zone()).toInstant();
    }

    /** It is proven, as almost all are, or somebody answers for it still. */
    private Condition isAnsweredFor() {
        String today = LocalDate.ofInstant(now, policy.zone()).toString();
        return any(
                is("c.acceptedThrough", ""),
                not(less("c.acceptedThrough", today)),
                all(is("c.acceptedThrough", ActTerms.BY_NOBODY), not(less("c.effectiveMicros", Utc.micros(now) + 1))));
    }
}
