package dev.sojourn.policy;

import static dev.sojourn.policy.Drafts.ACCOUNTING;
import static dev.sojourn.policy.Drafts.NEWSLETTER;
import static dev.sojourn.policy.Drafts.ORDERS;
import static dev.sojourn.policy.Drafts.assertOneFault;
import static dev.sojourn.policy.Drafts.ceiling;
import static dev.sojourn.policy.Drafts.faultsOf;
import static dev.sojourn.policy.Drafts.findingsOf;
import static dev.sojourn.policy.Drafts.sound;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.MonthDay;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleCheckTest {

    private static final Period YEAR = Period.ofYears(1);

    private static RetentionRule rule(Period period) {
        return RetentionRule.atMost("chat", period).serving(ORDERS).because("section 7");
    }

    private static RetentionRule withoutPeriod() {
        return RetentionRule.atMost("chat").serving(ORDERS).because("section 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-1Y", "P-30D", "P1Y-1M", "P-1M40D"})
    void refusesAPeriodWithANegativePart(String period) {
        assertOneFault(
                faultsOf(rule(Period.parse(period))), "rule 'chat'", "its period " + period, "each zero or more");
    }

    @Test
    void refusesAPeriodWithoutAnEnd() {
        assertOneFault(faultsOf(rule(Period.ofYears(1_000))), "rule 'chat'", "P1000Y lasts", "needed for");
        assertOneFault(faultsOf(rule(Period.ofMonths(Integer.MAX_VALUE))), "rule 'chat'", "lasts", "needed for");
        assertOneFault(faultsOf(rule(Period.ofDays(Integer.MAX_VALUE))), "rule 'chat'", "lasts", "needed for");
        assertThat(faultsOf(rule(Period.ofYears(999)))).isEmpty();
    }

    @Test
    void refusesAZeroPeriodOnATriggerThatIsNoEvent() {
        assertOneFault(faultsOf(rule(Period.ZERO)), "rule 'chat'", "zero period", "fromEvent(");
        assertOneFault(faultsOf(rule(Period.ZERO).fromLastActivity()), "rule 'chat'", "zero period", "fromEvent(");
        assertOneFault(
                faultsOf(rule(Period.ZERO).fromFirst(MonthDay.of(7, 1))), "rule 'chat'", "zero period", "fromEvent(");
    }

    @Test
    void acceptsAZeroPeriodAfterAnEvent() {
        assertThat(faultsOf(rule(Period.ZERO).fromEvent("closed").reviewEvery(YEAR)))
                .isEmpty();
    }

    @Test
    void refusesAPeriodBesideAStoredLastDay() {
        assertOneFault(
                faultsOf(rule(YEAR).untilStoredDay()),
                "rule 'chat'",
                "has the period P1Y",
                "RetentionRule.atMost(\"chat\").untilStoredDay()");
        assertThat(faultsOf(withoutPeriod().untilStoredDay())).isEmpty();
        assertThat(faultsOf(
                        RetentionRule.exactly("contract").serving(ACCOUNTING).untilStoredDay()))
                .isEmpty();
    }

    @Test
    void refusesDerivedDataThatOutlivesItsSource() {
        assertOneFault(
                faultsOf(rule(YEAR).fromDisposalOfSource()), "rule 'chat'", "outlive its source by P1Y", "leave the");
        assertThat(faultsOf(withoutPeriod().fromDisposalOfSource())).isEmpty();
        assertThat(faultsOf(rule(Period.ZERO).fromDisposalOfSource())).isEmpty();
    }

    @Test
    void refusesARuleWithNeitherPeriodNorEvent() {
        assertOneFault(faultsOf(withoutPeriod()), "rule 'chat'", "neither a period nor an event", "give it a period");
        assertOneFault(
                faultsOf(withoutPeriod().fromLastActivity()),
                "rule 'chat'",
                "neither a period nor an event",
                "chosenByTenant");
    }

    @Test
    void asksHowLongAfterAnEvent() {
        assertOneFault(
                faultsOf(withoutPeriod().fromEvent("closed").reviewEvery(YEAR)),
                "rule 'chat'",
                "not how long it lasts",
                "RetentionRule.atMost(\"chat\", Period.ZERO)");
    }

    @Test
    void acceptsRulesThatEndWithoutAPeriodOfTheirOwn() {
        assertThat(faultsOf(withoutPeriod().chosenByTenant())).isEmpty();
        assertThat(faultsOf(RetentionRule.atMost("voice").serving(NEWSLETTER).fromEndOfConsent()))
                .isEmpty();
    }

    @Test
    void refusesATriggerThatMayNeverCome() {
        assertOneFault(
                faultsOf(rule(YEAR).fromEvent("closed")),
                "rule 'chat'",
                "may never come",
                "orAtLatest(period, attribute)");
        assertThat(faultsOf(rule(YEAR).fromEvent("closed").orAtLatest(Period.ofYears(5), "createdAt")))
                .isEmpty();
        assertThat(faultsOf(rule(YEAR).fromEvent("closed").reviewEvery(YEAR))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0D", "P-1Y", "P1Y-1D"})
    void refusesAFallbackOrReviewThatNeverComes(String period) {
        Period never = Period.parse(period);

        assertOneFault(
                faultsOf(rule(YEAR).fromEvent("closed").orAtLatest(never, "createdAt")),
                "rule 'chat'",
                "its orAtLatest",
                "write");
        assertOneFault(
                faultsOf(rule(YEAR).fromEvent("closed").reviewEvery(never)), "rule 'chat'", "its reviewEvery", "write");
    }

    @Test
    void refusesTwoTriggers() {
        assertOneFault(
                faultsOf(rule(YEAR).fromLastActivity().fromEvent("closed").reviewEvery(YEAR)),
                "rule 'chat'",
                "several triggers",
                "keep one");
        assertOneFault(
                faultsOf(rule(YEAR).fromEndOfMonth().fromEndOfYear()), "rule 'chat'", "several spans", "keep one");
    }

    @Test
    void refusesToMoveADayThatIsFixed() {
        assertOneFault(
                faultsOf(withoutPeriod().untilStoredDay().fromEndOfMonth()),
                "rule 'chat'",
                "a trigger that is never moved",
                "take fromEndOf...() away");
        assertOneFault(
                faultsOf(rule(YEAR).fromFirst(MonthDay.of(7, 1)).fromEndOfMonth()),
                "rule 'chat'",
                "a trigger that is never moved",
                "take fromEndOf...() away");
    }

    @Test
    void refusesAPurposeThePolicyLacks() {
        assertOneFault(
                faultsOf(rule(YEAR).serving(Purpose.of("unheard-of"))),
                "rule 'chat'",
                "serves purpose 'unheard-of', which the policy lacks",
                "[accounting, newsletter, orders]");
        assertOneFault(
                faultsOf(sound().prohibit("sale", "never").retain(rule(YEAR).serving(Purpose.of("sale")))),
                "rule 'chat'",
                "which the policy prohibits",
                "name another purpose");
    }

    @Test
    void asksAFloorForTheOnePurposeThatSurvivesIt() {
        assertOneFault(
                faultsOf(RetentionRule.exactly("chat", YEAR)),
                "rule 'chat'",
                "is a floor and names no purpose",
                ".serving(purpose)");
        assertOneFault(
                faultsOf(RetentionRule.exactly("chat", YEAR).serving(ORDERS, ACCOUNTING)),
                "rule 'chat'",
                "several purposes: [orders, accounting]",
                ".serving(purpose)");
        assertOneFault(
                faultsOf(sound().retain(RetentionRule.atLeast("law", YEAR).governing("order"))),
                "rule 'law'",
                "is a floor and names no purpose",
                ".serving(purpose)");
    }

    @Test
    void asksWhoseConsentEndsARule() {
        assertOneFault(
                faultsOf(withoutPeriod().fromEndOfConsent()),
                "rule 'chat'",
                "serves no purpose on CONSENT",
                ".serving(purpose)");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ARCHIVE", "BY_HOST"})
    void acceptsEveryDispositionThatNamesNothingElse(Disposition disposition) {
        assertThat(faultsOf(rule(YEAR).then(disposition))).isEmpty();
    }

    @Test
    void findsRulesWithoutPurposeOrReason() {
        Policy.Builder draft = sound().retain(RetentionRule.atMost("log", YEAR));

        assertThat(findingsOf(draft, "RULE_WITHOUT_PURPOSE"))
                .extracting(Finding::element)
                .containsExactly("rule 'log'");
        assertThat(findingsOf(draft, "RULE_WITHOUT_REASON"))
                .extracting(Finding::element)
                .containsExactly("rule 'log'");
        assertThat(findingsOf(sound().retain(RetentionRule.atMost("log", YEAR).citing("law")), "RULE_WITHOUT_REASON"))
                .isEmpty();
    }

    @Test
    void findsAFloorThatOutlivesAConsent() {
        Policy.Builder draft = sound().retain(RetentionRule.atLeast("proof", YEAR)
                .governing("subscription")
                .serving(NEWSLETTER));

        assertThat(findingsOf(draft, "FLOOR_ON_CONSENT"))
                .singleElement()
                .extracting(Finding::element)
                .isEqualTo("rule 'proof'");
        assertThat(findingsOf(sound().retain(ceiling("voice", NEWSLETTER)), "FLOOR_ON_CONSENT"))
                .isEmpty();
    }
}
