package dev.sojourn.policy;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

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
    private final Optional<Period> period;
    private final RuleStart start;
    private final Trigger trigger;
    private final String category;
    private final Set<String> purposes;
    private final Disposition disposition;
    private final Optional<String> outlet;
    private final Optional<TenantChoice> tenantChoice;
    private final boolean shortenedByTenant;
    private final boolean agreedInContract;
    private final Optional<String> suspension;
    private final Optional<Fallback> fallback;
    private final Optional<Period> review;
    private final Optional<LocalDate> recordsFrom;
    private final Optional<String> reason;
    private final Optional<String> citation;

    private RetentionRule(RuleDraft draft) {
        id = draft.id;
        bound = draft.bound;
        period = draft.period;
        start = draft.start;
        trigger = start.trigger();
        category = draft.category;
        purposes = Collections.unmodifiableSet(new LinkedHashSet<>(draft.purposes));
        disposition = draft.disposition;
        outlet = draft.outlet;
        tenantChoice = draft.tenantChoice;
        suspension = draft.suspension;
        fallback = draft.fallback;
        review = draft.review;
        recordsFrom = draft.recordsFrom;
        reason = draft.reason;
        citation = draft.citation;
        shortenedByTenant = draft.shortenedByTenant;
        agreedInContract = draft.agreedInContract;
    }

    /**
     * A ceiling: data goes after the period.
     *
     * @param id the rule's stable name
     * @param period how long data may be kept
     * @return the rule
     */
    public static RetentionRule atMost(String id, Period period) {
        return new RetentionRule(new RuleDraft(id, Bound.CEILING, Optional.of(period)));
    }

    /**
     * A ceiling whose period each tenant chooses ({@link #chosenByTenant}) or each tenant's contract states
     * ({@link #agreedInContract}), each row stores ({@link #untilStoredDay}),
     * or the end of a consent ({@link #fromEndOfConsent}) or of a source ({@link #fromDisposalOfSource}) sets.
     *
     * @param id the rule's stable name
     * @return the rule
     */
    public static RetentionRule atMost(String id) {
        return new RetentionRule(new RuleDraft(id, Bound.CEILING, Optional.empty()));
    }

    /**
     * A floor: data must stay for the period, whoever asks for its erasure.
     *
     * @param id the rule's stable name
     * @param period how long data must be kept
     * @return the rule
     */
    public static RetentionRule atLeast(String id, Period period) {
        return new RetentionRule(new RuleDraft(id, Bound.FLOOR, Optional.of(period)));
    }

    /**
     * A floor whose last day each row stores ({@link #untilStoredDay}).
     *
     * @param id the rule's stable name
     * @return the rule
     */
    public static RetentionRule atLeast(String id) {
        return new RetentionRule(new RuleDraft(id, Bound.FLOOR, Optional.empty()));
    }

    /**
     * A floor and a ceiling in one whose last day each row stores ({@link #untilStoredDay}).
     *
     * @param id the rule's stable name
     * @return the rule
     */
    public static RetentionRule exactly(String id) {
        return new RetentionRule(new RuleDraft(id, Bound.EXACT, Optional.empty()));
    }

    /**
     * A floor and a ceiling in one: data must stay for the period and goes after it.
     *
     * @param id the rule's stable name
     * @param period how long data is kept
     * @return the rule
     */
    public static RetentionRule exactly(String id, Period period) {
        return new RetentionRule(new RuleDraft(id, Bound.EXACT, Optional.of(period)));
    }

    /**
     * Names the purposes the data serves; when all of them have ended for a person, a ceiling falls due. A floor names
     * the one purpose that survives it.
     *
     * @param purposes the purposes
     * @return the rule
     */
    public RetentionRule serving(Purpose... purposes) {
        return with(draft -> Arrays.stream(purposes).map(Purpose::id).forEach(draft.purposes::add));
    }

    /**
     * Names the category governed; by default the one of the rule's own id.
     *
     * @param category the category's name
     * @return the rule
     */
    public RetentionRule governing(String category) {
        return with(draft -> draft.category = Words.named("category of rule '" + id + "'", category));
    }

    /**
     * Starts the period after the day of the subject's last activity.
     *
     * @return the rule
     */
    public RetentionRule fromLastActivity() {
        return from(new Trigger.LastActivity(Trigger.Rounding.NONE));
    }

    /**
     * Starts the period after the day of an event that may never happen.
     *
     * @param event the event's name
     * @return the rule
     */
    public RetentionRule fromEvent(String event) {
        return from(new Trigger.Event(event, Trigger.Rounding.NONE));
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
        return from(new Trigger.FirstAfterFinancialYear(day));
    }

    /**
     * Each row stores its last day kept.
     *
     * @return the rule
     */
    public RetentionRule untilStoredDay() {
        return from(new Trigger.StoredEnd());
    }

    /**
     * Data is due when the consent it rests on ends.
     *
     * @return the rule
     */
    public RetentionRule fromEndOfConsent() {
        return from(new Trigger.EndOfConsent());
    }

    /**
     * Data is due when the source it was derived from is disposed of.
     *
     * @return the rule
     */
    public RetentionRule fromDisposalOfSource() {
        return from(new Trigger.DisposalOfSource());
    }

    /**
     * Lets each tenant choose the period within bounds.
     *
     * @param least the shortest
     * @param most the longest; applies, listed as defaulted, where a tenant has not chosen
     * @return the rule
     */
    public RetentionRule chosenByTenant(Period least, Period most) {
        return with(draft -> draft.tenantChoice = Optional.of(new TenantChoice(Optional.of(least), Optional.of(most))));
    }

    /**
     * Lets each tenant choose the period without bounds; where a tenant has not chosen, data is kept and listed.
     *
     * @return the rule
     */
    public RetentionRule chosenByTenant() {
        return with(draft -> draft.tenantChoice = Optional.of(new TenantChoice(Optional.empty(), Optional.empty())));
    }

    /**
     * Lets each tenant choose a period shorter than the rule's own, never a longer one.
     *
     * @return the rule
     */
    public RetentionRule tenantsMayShorten() {
        return with(draft -> {
            draft.tenantChoice = Optional.of(new TenantChoice(Optional.empty(), period));
            draft.shortenedByTenant = true;
        });
    }

    /**
     * Takes the period from the contract with each tenant, as the host reads it when a run begins; where a contract states
     * none, data is kept and listed as unresolved (GDPR 28(3)(g)).
     *
     * @return the rule
     */
    public RetentionRule agreedInContract() {
        return with(draft -> draft.agreedInContract = true);
    }

    /**
     * Defers disposal while a condition of the host's holds for the subject; the period is not restarted.
     *
     * @param condition the condition's name, for example {@code commercial relationship}
     * @return the rule
     */
    public RetentionRule unless(String condition) {
        return with(draft -> draft.suspension = Optional.of(Words.named("condition of rule '" + id + "'", condition)));
    }

    /**
     * Ends a rule whose trigger may never come.
     *
     * @param period at the latest this long
     * @param attribute after the day in this attribute of the row
     * @return the rule
     */
    public RetentionRule orAtLatest(Period period, String attribute) {
        return with(draft -> draft.fallback = Optional.of(new Fallback(period, attribute)));
    }

    /**
     * Lists rows whose trigger has not come for review, again and again; it never disposes of them.
     *
     * @param interval how often
     * @return the rule
     */
    public RetentionRule reviewEvery(Period interval) {
        return with(draft -> draft.review = Optional.of(interval));
    }

    /**
     * Makes this the version of the rule for rows whose trigger day is on or after a date, until a later version's.
     *
     * @param first the first trigger day this version governs
     * @return the rule
     */
    public RetentionRule forRecordsFrom(LocalDate first) {
        return with(draft -> draft.recordsFrom = Optional.of(first));
    }

    /**
     * Says what happens at the end.
     *
     * @param disposition for example DELETE
     * @return the rule
     */
    public RetentionRule then(Disposition disposition) {
        return with(draft -> {
            draft.disposition = Objects.requireNonNull(disposition, "disposition");
            draft.outlet = Optional.empty();
        });
    }

    /**
     * Says that rows go to an archive at the end, where another rule of the policy governs them: it says how long, and the
     * purposes it serves are the only ones they may be used for.
     *
     * @param rule the other rule's id; the host registers an archive under it
     * @return the rule
     */
    public RetentionRule thenArchiveUnder(String rule) {
        return with(draft -> {
            draft.disposition = Disposition.ARCHIVE;
            draft.outlet = Optional.of(Words.named("archive rule of rule '" + id + "'", rule));
        });
    }

    /**
     * Says that the host does something of its own at the end, and the row stays.
     *
     * @param name the name under which the host registers what it does
     * @return the rule
     */
    public RetentionRule thenBy(String name) {
        return with(draft -> {
            draft.disposition = Disposition.BY_HOST;
            draft.outlet = Optional.of(Words.named("disposition of rule '" + id + "'", name));
        });
    }

    /**
     * Says why, in words a lawyer could read.
     *
     * @param reason the reason
     * @return the rule
     */
    public RetentionRule because(String reason) {
        return with(draft -> draft.reason = Optional.of(Words.named("reason of rule '" + id + "'", reason)));
    }

    /**
     * Cites the law a period rests on.
     *
     * @param citation the law
     * @return the rule
     */
    public RetentionRule citing(String citation) {
        return with(draft -> draft.citation = Optional.of(Words.named("citation of rule '" + id + "'", citation)));
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
     * @return empty when tenants choose, contracts state it, rows store their end, or the end of a consent or a source is the end at once
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
     * By what the host brings the end comes: the rule of the archive for ARCHIVE, the registered name for BY_HOST.
     *
     * @return empty for every other disposition
     */
    public Optional<String> outlet() {
        return outlet;
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
     * Whether each tenant's contract states the period.
     *
     * @return false when the rule, the row or the tenant says it
     */
    public boolean isAgreedInContract() {
        return agreedInContract;
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

    /** How the start was declared, for the policy's checks. */
    RuleStart start() {
        return start;
    }

    /** Whether tenants may choose shorter periods than the rule's own, for the policy's checks. */
    boolean isShortenedByTenant() {
        return shortenedByTenant;
    }

    /** Everything declared, in a fixed order: the policy's digest reads it. */
    String canonical() {
        return CanonicalText.of("rule", id)
                .with("bound", bound.name())
                .with("period", period)
                .with("trigger", start.canonical())
                .with("category", category)
                .withAll("serving", purposes)
                .with("then", disposition.name() + outlet.map(by -> " " + by).orElse(""))
                .with("tenants choose", tenantChoice.isPresent())
                .with("at least", tenantChoice.flatMap(TenantChoice::least))
                .with("at most", tenantChoice.flatMap(TenantChoice::most))
                .with("agreed in contract", agreedInContract)
                .with("unless", suspension)
                .with("at latest", fallback.map(Fallback::period))
                .with("after", fallback.map(Fallback::attribute))
                .with("review", review)
                .with("records from", recordsFrom)
                .with("because", reason)
                .with("citing", citation)
                .toString();
    }

    @Override
    public String toString() {
        return "rule '" + id + "'"
                + recordsFrom.map(from -> " for records from " + from).orElse("");
    }

    private RetentionRule from(Trigger trigger) {
        return with(draft -> draft.start = start.from(trigger));
    }

    private RetentionRule rounded(Trigger.Rounding rounding) {
        return with(draft -> draft.start = start.rounded(rounding));
    }

    private RetentionRule with(Consumer<RuleDraft> change) {
        RuleDraft draft = new RuleDraft(this);
        change.accept(draft);
        return new RetentionRule(draft);
    }
}
