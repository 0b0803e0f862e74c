package dev.sojourn.policy;

import static dev.sojourn.policy.Drafts.ACCOUNTING;
import static dev.sojourn.policy.Drafts.ORDERS;
import static dev.sojourn.policy.Drafts.assertOneFault;
import static dev.sojourn.policy.Drafts.ceiling;
import static dev.sojourn.policy.Drafts.faultsOf;
import static dev.sojourn.policy.Drafts.findingsOf;
import static dev.sojourn.policy.Drafts.sound;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import org.junit.jupiter.api.Test;

class CategoryCheckTest {

    private static final String LATER = "FLOOR_LATER_THAN_CEILING";
    private static final DataCategory LEAD = DataCategory.of("lead");

    private static RetentionRule floor(Period period) {
        return RetentionRule.atLeast("law", period)
                .governing("chat")
                .serving(ACCOUNTING)
                .citing("law");
    }

    private static RetentionRule ceilingOf(Period period) {
        return RetentionRule.atMost("chat", period).serving(ORDERS).because("no longer needed");
    }

    @Test
    void refusesACategoryUnderAFloorAndNoCeiling() {
        assertOneFault(
                faultsOf(sound().retain(floor(Period.ofYears(1)))),
                "category 'chat'",
                "under the floor of rule 'law' and under no ceiling",
                "RetentionRule.atMost(...).governing(\"chat\")");
    }

    @Test
    void refusesACategoryHeldInTwoRoles() {
        assertOneFault(
                faultsOf(sound().retain(ceiling("lead", ORDERS)).category(LEAD).category(LEAD.heldAs(Role.PROCESSOR))),
                "category 'lead'",
                "held both as CONTROLLER and as PROCESSOR",
                "the role belongs to the category");
        assertThat(faultsOf(sound().category(LEAD).category(LEAD))).isEmpty();
    }

    @Test
    void refusesACategoryDeclaredWithTwoSources() {
        assertOneFault(
                faultsOf(sound().retain(ceiling("lead", ORDERS)).category(LEAD).category(LEAD.from(Source.DERIVED))),
                "category 'lead'",
                "two sources",
                "@PersonalData(source = OBSERVED)");
    }

    @Test
    void findsACategoryWithoutARule() {
        assertThat(findingsOf(sound().category(LEAD), "CATEGORY_WITHOUT_RULE"))
                .singleElement()
                .extracting(Finding::element)
                .isEqualTo("category 'lead'");
    }

    @Test
    void findsARuleThatActsForNoTenant() {
        DataCategory processed = LEAD.heldAs(Role.PROCESSOR);

        assertThat(findingsOf(
                        sound().category(processed).retain(ceiling("lead", ORDERS)), "PROCESSOR_WITHOUT_INSTRUCTION"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.element()).isEqualTo("rule 'lead'");
                    assertThat(finding.text()).contains("category 'lead' is held as PROCESSOR");
                });
        assertThat(findingsOf(
                        sound().category(processed)
                                .retain(RetentionRule.atMost("lead")
                                        .chosenByTenant()
                                        .serving(ORDERS)),
                        "PROCESSOR_WITHOUT_INSTRUCTION"))
                .isEmpty();
    }

    @Test
    void findsAFloorLaterThanACeiling() {
        Policy.Builder draft = sound().retain(ceilingOf(Period.ofDays(30))).retain(floor(Period.ofDays(90)));

        assertThat(findingsOf(draft, LATER)).singleElement().satisfies(finding -> {
            assertThat(finding.element()).isEqualTo("rule 'law'");
            assertThat(finding.text()).contains("rule 'chat'").contains("the floor wins");
        });
    }

    @Test
    void comparesEndsAndNotLengths() {
        assertThat(findingsOf(sound().retain(ceilingOf(Period.ofMonths(1))).retain(floor(Period.ofDays(28))), LATER))
                .isEmpty();
        assertThat(findingsOf(sound().retain(ceilingOf(Period.ofMonths(1))).retain(floor(Period.ofDays(29))), LATER))
                .hasSize(1);
    }

    @Test
    void comparesWithTheLongestPeriodATenantMayChoose() {
        RetentionRule chosen = RetentionRule.atMost("chat")
                .chosenByTenant(Period.ofDays(30), Period.ofDays(365))
                .serving(ORDERS);

        assertThat(findingsOf(sound().retain(chosen).retain(floor(Period.ofDays(90))), LATER))
                .isEmpty();
        assertThat(findingsOf(sound().retain(chosen).retain(floor(Period.ofDays(366))), LATER))
                .hasSize(1);
    }

    @Test
    void seesThatAFloorIsRoundedFurther() {
        RetentionRule thirtyDays = ceilingOf(Period.ofDays(30));
        RetentionRule yearEnd = floor(Period.ofDays(30)).fromEndOfYear();

        assertThat(findingsOf(sound().retain(thirtyDays).retain(yearEnd), LATER))
                .hasSize(1);
        assertThat(findingsOf(sound().retain(thirtyDays.fromEndOfMonth()).retain(yearEnd), LATER))
                .hasSize(1);
        assertThat(findingsOf(sound().retain(thirtyDays.fromEndOfYear()).retain(yearEnd), LATER))
                .isEmpty();
    }

    @Test
    void leavesRulesAloneThatStartFromDifferentDays() {
        assertThat(findingsOf(
                        sound().retain(ceilingOf(Period.ofDays(30)).fromLastActivity())
                                .retain(floor(Period.ofYears(3))),
                        LATER))
                .isEmpty();
        assertThat(findingsOf(
                        sound().retain(ceilingOf(Period.ofDays(30))
                                        .fromEvent("closed")
                                        .reviewEvery(Period.ofYears(1)))
                                .retain(floor(Period.ofYears(3))
                                        .fromEvent("opened")
                                        .reviewEvery(Period.ofYears(1))),
                        LATER))
                .isEmpty();
    }
}
