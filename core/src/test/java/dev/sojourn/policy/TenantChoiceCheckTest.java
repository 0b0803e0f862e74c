package dev.sojourn.policy;

import static dev.sojourn.policy.Drafts.ACCOUNTING;
import static dev.sojourn.policy.Drafts.ORDERS;
import static dev.sojourn.policy.Drafts.assertOneFault;
import static dev.sojourn.policy.Drafts.faultsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantChoiceCheckTest {

    private static final Period MONTH = Period.ofDays(30);
    private static final Period YEAR = Period.ofDays(365);

    private static RetentionRule chat() {
        return RetentionRule.atMost("chat").serving(ORDERS);
    }

    private static RetentionRule chat(Period period) {
        return RetentionRule.atMost("chat", period).serving(ORDERS);
    }

    @ParameterizedTest
    @CsvSource({"P365D, P30D", "P31D, P1M", "P366D, P1Y", "P13M, P1Y"})
    void refusesALeastThatMayEndAfterTheMost(String least, String most) {
        assertOneFault(
                faultsOf(chat().chosenByTenant(Period.parse(least), Period.parse(most))),
                "rule 'chat'",
                "at least " + least + " and at most " + most,
                "the shorter period first");
    }

    @ParameterizedTest
    @CsvSource({"P30D, P365D", "P30D, P30D", "P28D, P1M", "P365D, P1Y", "P12M, P1Y"})
    void acceptsBoundsThatLeaveAChoice(String least, String most) {
        assertThat(faultsOf(chat().chosenByTenant(Period.parse(least), Period.parse(most))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0D", "P-1D", "P1Y-1D", "P1000Y"})
    void refusesBoundsThatAreNoTime(String bound) {
        assertOneFault(
                faultsOf(chat().chosenByTenant(Period.parse(bound), YEAR)),
                "rule 'chat'",
                "the least a tenant may choose",
                "write");
        assertOneFault(
                faultsOf(chat().chosenByTenant(MONTH, Period.parse(bound))),
                "rule 'chat'",
                "the most a tenant may choose",
                "write");
    }

    @Test
    void refusesToShortenAPeriodThatIsMissing() {
        assertOneFault(
                faultsOf(chat().tenantsMayShorten()),
                "rule 'chat'",
                "shorten a period it does not have",
                "RetentionRule.atMost(\"chat\", period).tenantsMayShorten()");
        assertThat(faultsOf(chat(MONTH).tenantsMayShorten())).isEmpty();
    }

    @Test
    void refusesAPeriodOfItsOwnBesideTheTenants() {
        assertOneFault(
                faultsOf(chat(MONTH).chosenByTenant(MONTH, YEAR)),
                "rule 'chat'",
                "has the period P30D and lets tenants choose another",
                "RetentionRule.atMost(\"chat\").chosenByTenant(least, most)");
        assertThat(faultsOf(chat(YEAR).chosenByTenant(MONTH, YEAR))).isEmpty();
    }

    @Test
    void refusesToLetTenantsChooseAFloor() {
        assertOneFault(
                faultsOf(RetentionRule.exactly("chat", YEAR).serving(ACCOUNTING).tenantsMayShorten()),
                "rule 'chat'",
                "is a floor and lets tenants choose",
                "atMost(...)");
    }

    @Test
    void refusesAChoiceWhereNoPeriodIsCounted() {
        assertOneFault(
                faultsOf(chat().chosenByTenant().untilStoredDay()),
                "rule 'chat'",
                "that its trigger does not have",
                "take the choice away");
        assertOneFault(
                faultsOf(chat().chosenByTenant().fromDisposalOfSource()),
                "rule 'chat'",
                "that its trigger does not have",
                "take the choice away");
    }
}
