package dev.sojourn.policy;

import static dev.sojourn.policy.Drafts.ACCOUNTING;
import static dev.sojourn.policy.Drafts.ORDERS;
import static dev.sojourn.policy.Drafts.assertOneFault;
import static dev.sojourn.policy.Drafts.faultsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import org.junit.jupiter.api.Test;

class ContractCheckTest {

    @Test
    void acceptsACeilingWhosePeriodContractsState() {
        assertThat(faultsOf(RetentionRule.atMost("account").agreedInContract().serving(ORDERS)))
                .isEmpty();
    }

    @Test
    void refusesAnotherPeriodBesideTheContracts() {
        assertOneFault(
                faultsOf(RetentionRule.atMost("account", Period.ofDays(30))
                        .agreedInContract()
                        .serving(ORDERS)),
                "rule 'account'",
                "has the period P30D and takes another from each tenant's contract",
                "leave the period out");
        assertOneFault(
                faultsOf(RetentionRule.atMost("account")
                        .chosenByTenant()
                        .agreedInContract()
                        .serving(ORDERS)),
                "rule 'account'",
                "lets tenants choose a period that their contracts state",
                "keep one");
    }

    @Test
    void refusesAFloorThatAContractWouldSet() {
        assertThat(faultsOf(RetentionRule.exactly("account").agreedInContract().serving(ACCOUNTING)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("is a floor"));
    }

    @Test
    void refusesATriggerThatHasNoPeriod() {
        assertOneFault(
                faultsOf(RetentionRule.atMost("account")
                        .agreedInContract()
                        .untilStoredDay()
                        .serving(ORDERS)),
                "rule 'account'",
                "a period that its trigger does not have",
                "start from creation");
    }
}
