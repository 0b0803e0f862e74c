package dev.sojourn.spring;

import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import java.time.MonthDay;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes retention rules of what the configuration states. */
final class RuleReader {

    private static final String ELSEWHERE = "elsewhere";

    /** The words for when a period begins; two more carry a name or a day behind a colon. */
    private static final Map<String, Function<RetentionRule, RetentionRule>> STARTS = Map.of(
            "creation", Function.identity(),
            "last-activity", RetentionRule::fromLastActivity,
            "end-of-month", RetentionRule::fromEndOfMonth,
            "end-of-year", RetentionRule::fromEndOfYear,
            "end-of-financial-year", RetentionRule::fromEndOfFinancialYear,
            "stored-day", RetentionRule::untilStoredDay,
            "end-of-consent", RetentionRule::fromEndOfConsent,
            "disposal-of-source", RetentionRule::fromDisposalOfSource);

    private final FaultList faults;
    private final Map<String, Purpose> purposes;

    RuleReader(FaultList faults, Map<String, Purpose> purposes) {
        this.faults = faults;
        this.purposes = purposes;
    }

    /** The rule, unless nothing can be made of it. */
    Optional<RetentionRule> read(String at, PolicyProperties.Rule written) {
        String id = faults.required(at + ".id", written.id(), "name the rule");
        return bound(at, id, written)
                .map(rule -> details(at, starting(at, served(at, rule, written), written), written));
    }

    private Optional<RetentionRule> bound(String at, String id, PolicyProperties.Rule written) {
        List<Optional<RetentionRule>> bounds = new ArrayList<>();
        bound(at + ".at-most", id, written.atMost(), RetentionRule::atMost, RetentionRule::atMost, bounds);
        bound(at + ".at-least", id, written.atLeast(), RetentionRule::atLeast, RetentionRule::atLeast, bounds);
        bound(at + ".exactly", id, written.exactly(), RetentionRule::exactly, RetentionRule::exactly, bounds);
        if (bounds.size() != 1) {
            faults.add(
                    at,
                    bounds.isEmpty() ? "states no period" : "states more than one of at-most, at-least and exactly",
                    "state one of them: at-most when data must go, at-least when it must stay, exactly for both; "
                            + "'elsewhere' when a tenant, its contract, a stored day or the end of a consent sets the period");
            return Optional.empty();
        }
        return bounds.get(0);
    }

    private void bound(
            String property,
            String id,
            @Nullable String text,
            BiFunction<String, Period, RetentionRule> fixed,
            Function<String, RetentionRule> open,
            List<Optional<RetentionRule>> bounds) {
        if (text == null || text.isBlank()) {
            return;
        }
        bounds.add(
                text.trim().equals(ELSEWHERE)
                        ? Optional.of(open.apply(id))
                        : faults.period(property, text).map(period -> fixed.apply(id, period)));
    }

    private RetentionRule served(String at, RetentionRule rule, PolicyProperties.Rule written) {
        List<Purpose> served = new ArrayList<>();
        for (int i = 0; i < written.serving().size(); i++) {
            String id = written.serving().get(i);
            Purpose purpose = purposes.get(id);
            if (purpose == null) {
                faults.add(
                        at + ".serving[" + i + "]",
                        "names purpose '" + id + "', which is not declared",
                        "declare it under " + PolicyReader.ROOT + ".purposes, or name one of " + purposes.keySet());
            } else {
                served.add(purpose);
            }
        }
        return rule.serving(served.toArray(Purpose[]::new));
    }

    private RetentionRule starting(String at, RetentionRule rule, PolicyProperties.Rule written) {
        String from = written.from();
        if (from == null || from.isBlank()) {
            return rule;
        }
        Function<RetentionRule, RetentionRule> start = STARTS.get(from.trim());
        if (start != null) {
            return start.apply(rule);
        }
        String property = at + ".from";
        String[] parts = from.trim().split(":", 2);
        if (parts.length == 2 && parts[0].equals("event") && !parts[1].isBlank()) {
            return rule.fromEvent(parts[1]);
        }
        if (parts.length == 2 && parts[0].equals("first")) {
            return faults.monthDay(property, parts[1])
                    .map((MonthDay day) -> rule.fromFirst(day))
                    .orElse(rule);
        }
        faults.add(
                property,
                "'" + from + "' is no beginning of a period",
                "write event:NAME, first:--MM-DD or one of "
                        + STARTS.keySet().stream().sorted().toList());
        return rule;
    }

    private RetentionRule details(String at, RetentionRule started, PolicyProperties.Rule written) {
        RetentionRule rule = chosen(at + ".chosen-by-tenant", started, written.chosenByTenant());
        if (written.tenantsMayShorten()) {
            rule = rule.tenantsMayShorten();
        }
        if (written.agreedInContract()) {
            rule = rule.agreedInContract();
        }
        rule = set(rule, text(written.governing()), RetentionRule::governing);
        rule = set(rule, text(written.unless()), RetentionRule::unless);
        rule = latest(at + ".or-at-latest", rule, written.orAtLatest());
        rule = set(rule, faults.period(at + ".review-every", written.reviewEvery()), RetentionRule::reviewEvery);
        rule = set(rule, faults.day(at + ".for-records-from", written.forRecordsFrom()), RetentionRule::forRecordsFrom);
        rule = ending(at + ".then", rule, written.then());
        rule = set(rule, text(written.because()), RetentionRule::because);
        return set(rule, text(written.citing()), RetentionRule::citing);
    }

    /** A word, or one with the name of what the host brings behind a colon. */
    private RetentionRule ending(String at, RetentionRule rule, @Nullable String then) {
        String[] parts = then == null ? new String[0] : then.trim().split(":", 2);
        if (parts.length == 2 && !parts[1].isBlank()) {
            if (parts[0].equals("archive")) {
                return rule.thenArchiveUnder(parts[1].trim());
            }
            if (parts[0].equals("by-host")) {
                return rule.thenBy(parts[1].trim());
            }
        }
        return set(rule, faults.word(at, then, Disposition.class), RetentionRule::then);
    }

    private RetentionRule chosen(String at, RetentionRule rule, PolicyProperties.@Nullable Bounds bounds) {
        if (bounds == null) {
            return rule;
        }
        Optional<Period> least = faults.period(at + ".least", bounds.least());
        Optional<Period> most = faults.period(at + ".most", bounds.most());
        if (bounds.freely() == (bounds.least() != null || bounds.most() != null)
                || (bounds.least() == null) != (bounds.most() == null)) {
            faults.add(at, "is neither two bounds nor a free choice", "state both least and most, or freely: true");
        }
        return least.isPresent() && most.isPresent()
                ? rule.chosenByTenant(least.get(), most.get())
                : rule.chosenByTenant();
    }

    private RetentionRule latest(String at, RetentionRule rule, PolicyProperties.@Nullable Latest latest) {
        if (latest == null) {
            return rule;
        }
        String attribute = faults.required(at + ".attribute", latest.attribute(), "name the attribute of the row");
        return faults.requiredPeriod(at + ".period", latest.period(), "state how long after the attribute, such as P3Y")
                .map(period -> rule.orAtLatest(period, attribute))
                .orElse(rule);
    }

    private static <T> RetentionRule set(
            RetentionRule rule, Optional<T> value, BiFunction<RetentionRule, T, RetentionRule> setting) {
        return value.map(given -> setting.apply(rule, given)).orElse(rule);
    }

    private static Optional<String> text(@Nullable String text) {
        return Optional.ofNullable(text).filter(given -> !given.isBlank());
    }
}
