package dev.sojourn.policy;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How long data of a category may or must be kept, from when, and then what (GDPR 5(1)(e), 17(3)(b)).
 *
 * <p>A rule is a ceiling ({@link #atMost}), a floor ({@link #atLeast}) or both ({@link #exactly}). Periods are
 * calendar-true ISO 8601 periods and are counted in the tenant's or the controller's zone, never in the host machine's.
 * Immutable and thread-safe: each method returns a new rule. Mistakes are reported together by the policy's
 * {@code build()}.
 */
public final class RetentionRule {

    /** In which direction a rule binds. */
    public enum Bound {
        /** Data may not be kept longer. */
        CEILING,
        /** Data must be kept at least as long. */
        FLOOR,
        /** Both. */
        EXACT
    }

    /**
     * The end of a rule whose trigger may never come: at the latest this long after another attribute.
     *
     * @param period how long
     * @param attribute from which attribute of the row
     */
    public record Fallback(Period period, String attribute) {
        /** Checks the parts. */
        public Fallback {
            Objects.requireNonNull(period, "period");
            Words.named("attribute of orAtLatest", attribute);
        }
    }

    private final String id;
    private final Bound bound;
    private Optional<Period> period;
    private Trigger trigger = new Trigger.Creation(Trigger.Rounding.NONE);
    private String category;
    private Set<String> purposes = Set.of();
    private Disposition disposition = Disposition.DELETE;
    private Optional<TenantChoice> tenantChoice = Optional.empty();
    private Optional<String> suspension = Optional.empty();
    private Optional<Fallback> fallback = Optional.empty();
    private Optional<Period> review = Optional.empty();
    private Optional<LocalDate> recordsFrom = Optional.empty();
    private Optional<String> reason = Optional.empty();
    private Optional<String> citation = Optional.empty();

    private RetentionRule(String id, Bound bound, Optional<Period> period) {
        this.id = Words.named("rule", id);
        this.bound = bound;
        this.period = period;
        this.category = id;
    }

    private RetentionRule(RetentionRule from) {
        id = from.id;
        bound = from.bound;
        period = from.period;
        trigger = from.trigger;
        category = from.category;
        purposes = from.purposes;
        disposition = from.disposition;
        tenantChoice = from.tenantChoice;
        suspension = from.suspension;
        fallback = from.fallback;
        review = from.review;
        recordsFrom = from.recordsFrom;
        reason = from.reason;
        citation = from.citation;
    }

    /**
     * A ceiling: data goes after the period.
     *
     * @param id the rule's stable name
     * @param period how long data may be kept
     * @return the rule
     */
    public static RetentionRule atMost(String id, Period period) {
        return new RetentionRule(id, Bound.CEILING, Optional.of(period));
    }

    /**
     * A ceiling whose period each tenant chooses ({@link #chosenByTenant}), each row stores ({@link #untilStoredDay}),
     * or the end of a consent sets ({@link #fromEndOfConsent}).
     *
     * @param id the rule's stable name
     * @return the rule
     */
    public static RetentionRule atMost(String id) {
        return new RetentionRule(id, Bound.CEILING, Optional.empty());
    }

    /**
     * A floor: data must stay for the period, whoever asks for its erasure.
     *
     * @param id the rule's stable name
     * @param period how long data must be kept
     * @return the rule
     */
    public static RetentionRule atLeast(String id, Period period) {
        return new RetentionRule(id, Bound.FLOOR, Optional.of(period));
    }

    /**
     * A floor and a ceiling in one: data must stay for the period and goes after it.
     *
     * @param id the rule's stable name
     * @param period how long data is kept
     * @return the rule
     */
    public static RetentionRule exactly(String id, Period period) {
        return new RetentionRule(id, Bound.EXACT, Optional.of(period));
    }

    /**
     * Names the purposes the data serves; when all of them have ended for a person, a ceiling falls due. A floor names
     * the one purpose that survives it.
     *
     * @param purposes the purposes
     * @return the rule
     */
    public RetentionRule serving(Purpose... purposes) {
        return with(rule -> {
            Set<String> ids = new LinkedHashSet<>(rule.purposes);
            Arrays.stream(purposes).map(Purpose::id).forEach(ids::add);
            rule.purposes = java.util.Collections.unmodifiableSet(ids);
        });
    }

    /**
     * Names the category governed; by default the one of the rule's own id.
     *
     * @param category the category's name
     * @return the rule
     */
    public RetentionRule governing(String category) {
        return with(rule -> rule.category = Words.named("category of rule '" + id + "'", category));
    }

    /**
     * Starts the period after the day of the subject's last activity.
     *
     * @return the rule
     */
    public RetentionRule fromLastActivity() {
        return with(rule -> rule.trigger = new Trigger.LastActivity(Trigger.Rounding.NONE));
    }

    /**
     * Starts the period after the day of an event that may never happen.
     *
     * @param event the event's name
     * @return the rule
     */
    public RetentionRule fromEvent(String event) {
        return with(rule -> rule.trigger = new Trigger.Event(event, Trigger.Rounding.NONE));
    }

    /**
     * Starts the period after the end of the month that contains the trigger's day.
     *
     * @return the rule
     */
    public RetentionRule fromEndOfMonth() {
        return rounded(Trigger.Rounding.END_OF_MONTH);
    }

    /**
     * Starts the period after the end of the calendar year that contains the trigger's day.
     *
     * @return the rule
     */
    public RetentionRule fromEndOfYear() {
        return rounded(Trigger.Rounding.END_OF_YEAR);
    }

    /**
     * Starts the period after the end of the financial year that contains the trigger's day.
     *
     * @return the rule
     */
    public RetentionRule fromEndOfFinancialYear() {
        return rounded(Trigger.Rounding.END_OF_FINANCIAL_YEAR);
    }

    /**
     * Starts the period on a fixed day after the financial year that contains the row's day; that day counts.
     *
     * @param day for example {@code MonthDay.of(7, 1)}
     * @return the rule
     */
    public RetentionRule fromFirst(MonthDay day) {
        return with(rule -> rule.trigger = new Trigger.FirstAfterFinancialYear(day));
    }

    /**
     * Each row stores its last day kept.
     *
     * @return the rule
     */
    public RetentionRule untilStoredDay() {
        return with(rule -> rule.trigger = new Trigger.StoredEnd());
    }

    /**
     * Data is due when the consent it rests on ends.
     *
     * @return the rule
     */
    public RetentionRule fromEndOfConsent() {
        return with(rule -> rule.trigger = new Trigger.EndOfConsent());
    }

    /**
     * Data is due when the source it was derived from is disposed of.
     *
     * @return the rule
     */
    public RetentionRule fromDisposalOfSource() {
        return with(rule -> rule.trigger = new Trigger.DisposalOfSource());
    }

    /**
     * Lets each tenant choose the period within bounds.
     *
     * @param least the shortest
     * @param most the longest; applies, listed as defaulted, where a tenant has not chosen
     * @return the rule
     */
    public RetentionRule chosenByTenant(Period least, Period most) {
        return with(rule -> rule.tenantChoice = Optional.of(new TenantChoice(Optional.of(least), Optional.of(most))));
    }

    /**
     * Lets each tenant choose the period without bounds; where a tenant has not chosen, data is kept and listed.
     *
     * @return the rule
     */
    public RetentionRule chosenByTenant() {
        return with(rule -> rule.tenantChoice = Optional.of(new TenantChoice(Optional.empty(), Optional.empty())));
    }

    /**
     * Lets each tenant choose a period shorter than the rule's own, never a longer one.
     *
     * @return the rule
     */
    public RetentionRule tenantsMayShorten() {
        return with(rule -> rule.tenantChoice = Optional.of(new TenantChoice(Optional.empty(), rule.period)));
    }

    /**
     * Defers disposal while a condition of the host's holds for the subject; the period is not restarted.
     *
     * @param condition the condition's name, for example {@code commercial relationship}
     * @return the rule
     */
    public RetentionRule unless(String condition) {
        return with(rule -> rule.suspension = Optional.of(Words.named("condition of rule '" + id + "'", condition)));
    }

    /**
     * Ends a rule whose trigger may never come.
     *
     * @param period at the latest this long
     * @param attribute after the day in this attribute of the row
     * @return the rule
     */
    public RetentionRule orAtLatest(Period period, String attribute) {
        return with(rule -> rule.fallback = Optional.of(new Fallback(period, attribute)));
    }

    /**
     * Lists rows whose trigger has not come for review, again and again; it never disposes of them.
     *
     * @param interval how often
     * @return the rule
     */
    public RetentionRule reviewEvery(Period interval) {
        return with(rule -> rule.review = Optional.of(interval));
    }

    /**
     * Makes this the version of the rule for rows whose trigger day is on or after a date, until a later version's.
     *
     * @param first the first trigger day this version governs
     * @return the rule
     */
    public RetentionRule forRecordsFrom(LocalDate first) {
        return with(rule -> rule.recordsFrom = Optional.of(first));
    }

    /**
     * Says what happens at the end.
     *
     * @param disposition for example DELETE
     * @return the rule
     */
    public RetentionRule then(Disposition disposition) {
        return with(rule -> rule.disposition = Objects.requireNonNull(disposition, "disposition"));
    }

    /**
     * Says why, in words a lawyer could read.
     *
     * @param reason the reason
     * @return the rule
     */
    public RetentionRule because(String reason) {
        return with(rule -> rule.reason = Optional.of(Words.named("reason of rule '" + id + "'", reason)));
    }

    /**
     * Cites the law a period rests on.
     *
     * @param citation the law
     * @return the rule
     */
    public RetentionRule citing(String citation) {
        return with(rule -> rule.citation = Optional.of(Words.named("citation of rule '" + id + "'", citation)));
    }

    /**
     * The stable name; versions of one rule share it.
     *
     * @return not blank
     */
    public String id() {
        return id;
    }

    /**
     * In which direction the rule binds.
     *
     * @return ceiling, floor or both
     */
    public Bound bound() {
        return bound;
    }

    /**
     * Whether data must stay for the period.
     *
     * @return true for a floor and an exact rule
     */
    public boolean isFloor() {
        return bound != Bound.CEILING;
    }

    /**
     * Whether data goes after the period.
     *
     * @return true for a ceiling and an exact rule
     */
    public boolean isCeiling() {
        return bound != Bound.FLOOR;
    }

    /**
     * The rule's own period.
     *
     * @return empty when tenants choose, rows store their end, or the end of a consent is at once
     */
    public Optional<Period> period() {
        return period;
    }

    /**
     * What starts the period.
     *
     * @return the trigger; the row's creation unless declared otherwise
     */
    public Trigger trigger() {
        return trigger;
    }

    /**
     * The category governed.
     *
     * @return not blank
     */
    public String category() {
        return category;
    }

    /**
     * Ids of the purposes the data serves.
     *
     * @return in the order declared
     */
    public Set<String> purposes() {
        return purposes;
    }

    /**
     * What happens at the end.
     *
     * @return DELETE unless declared otherwise
     */
    public Disposition disposition() {
        return disposition;
    }

    /**
     * What a tenant may decide.
     *
     * @return empty when tenants decide nothing
     */
    public Optional<TenantChoice> tenantChoice() {
        return tenantChoice;
    }

    /**
     * The host's condition that defers disposal.
     *
     * @return empty when there is none
     */
    public Optional<String> suspension() {
        return suspension;
    }

    /**
     * The end of a rule whose trigger may never come.
     *
     * @return empty when none was declared
     */
    public Optional<Fallback> fallback() {
        return fallback;
    }

    /**
     * How often rows whose trigger has not come are listed for review.
     *
     * @return empty when never
     */
    public Optional<Period> review() {
        return review;
    }

    /**
     * The first trigger day this version governs.
     *
     * @return empty for a version that governs from the beginning
     */
    public Optional<LocalDate> recordsFrom() {
        return recordsFrom;
    }

    /**
     * Why the rule exists.
     *
     * @return empty when nobody said
     */
    public Optional<String> reason() {
        return reason;
    }

    /**
     * The law cited.
     *
     * @return empty when none was
     */
    public Optional<String> citation() {
        return citation;
    }

    /** Everything declared, in a fixed order: the policy's digest reads it. */
    String canonical() {
        return String.join(
                "|",
                id,
                bound.name(),
                "period=" + period.map(Period::toString).orElse(""),
                "trigger=" + trigger,
                "category=" + category,
                "purposes=" + purposes,
                disposition.name(),
                "tenant=" + tenantChoice,
                "unless=" + suspension.orElse(""),
                "fallback=" + fallback,
                "review=" + review,
                "from=" + recordsFrom,
                "because=" + reason.orElse(""),
                "citing=" + citation.orElse(""));
    }

    @Override
    public String toString() {
        return "rule '" + id + "'"
                + recordsFrom.map(from -> " for records from " + from).orElse("");
    }

    private RetentionRule rounded(Trigger.Rounding rounding) {
        return with(rule -> {
            if (rule.trigger instanceof Trigger.LastActivity) {
                rule.trigger = new Trigger.LastActivity(rounding);
            } else if (rule.trigger instanceof Trigger.Event event) {
                rule.trigger = new Trigger.Event(event.name(), rounding);
            } else {
                rule.trigger = new Trigger.Creation(rounding);
            }
        });
    }

    private RetentionRule with(java.util.function.Consumer<RetentionRule> change) {
        RetentionRule copy = new RetentionRule(this);
        change.accept(copy);
        return copy;
    }
}
