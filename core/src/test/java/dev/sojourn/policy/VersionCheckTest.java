package dev.sojourn.policy;

import static dev.sojourn.policy.Drafts.ACCOUNTING;
import static dev.sojourn.policy.Drafts.DAY;
import static dev.sojourn.policy.Drafts.assertOneFault;
import static dev.sojourn.policy.Drafts.faultsOf;
import static dev.sojourn.policy.Drafts.findingsOf;
import static dev.sojourn.policy.Drafts.sound;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.MonthDay;
import java.time.Period;
import org.junit.jupiter.api.Test;

class VersionCheckTest {

    private static final String ELEMENT = "rule 'bill' for records from 2026-01-01";

    private static final RetentionRule FIRST = RetentionRule.exactly("bill", Period.ofYears(10))
            .serving(ACCOUNTING)
            .because("the older law");
    private static final RetentionRule SECOND = RetentionRule.exactly("bill", Period.ofYears(5))
            .serving(ACCOUNTING)
            .forRecordsFrom(DAY)
            .because("the newer law");

    @Test
    void acceptsVersionsByRecordDate() {
        Policy policy = sound().retain(SECOND.fromFirst(MonthDay.of(7, 1)))
                .retain(FIRST.fromEndOfFinancialYear())
                .build();

        assertThat(policy.versionsOf("bill"))
                .extracting(RetentionRule::period)
                .map(period -> period.orElseThrow().getYears())
                .containsExactly(10, 5);
        assertThat(policy.findings()).isEmpty();
    }

    @Test
    void refusesTwoVersionsForOneDay() {
        assertOneFault(
                faultsOf(sound().retain(FIRST).retain(SECOND).retain(SECOND)),
                ELEMENT,
                "declared twice for that day",
                ".forRecordsFrom(date)");
        assertOneFault(
                faultsOf(sound().retain(FIRST).retain(FIRST)),
                "rule 'bill'",
                "declared twice",
                ".forRecordsFrom(date)");
    }

    @Test
    void refusesVersionsThatGovernDifferentCategories() {
        assertOneFault(
                faultsOf(sound().retain(FIRST).retain(SECOND.governing("invoice"))),
                ELEMENT,
                "governs category 'invoice', and another version of it 'bill'",
                "an id of its own");
    }

    @Test
    void refusesVersionsThatBindDifferently() {
        assertOneFault(
                faultsOf(sound().retain(FIRST)
                        .retain(RetentionRule.atMost("bill", Period.ofYears(5))
                                .serving(ACCOUNTING)
                                .forRecordsFrom(DAY))),
                ELEMENT,
                "of bound CEILING, and another version of it of EXACT",
                "an id of its own");
    }

    @Test
    void refusesVersionsThatStartFromDifferentAttributes() {
        assertOneFault(
                faultsOf(sound().retain(FIRST).retain(SECOND.fromLastActivity())),
                ELEMENT,
                "starts from the last activity, and another version of it from the row's own day",
                "start from the same one");
        assertOneFault(
                faultsOf(sound().retain(FIRST.fromEvent("paid").reviewEvery(Period.ofYears(1)))
                        .retain(SECOND.fromEvent("issued").reviewEvery(Period.ofYears(1)))),
                ELEMENT,
                "starts from event 'issued', and another version of it from event 'paid'",
                "start from the same one");
    }

    @Test
    void findsRecordsOlderThanEveryVersion() {
        assertThat(findingsOf(sound().retain(SECOND), "NO_VERSION_FOR_OLDER_RECORDS"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.element()).isEqualTo("rule 'bill'");
                    assertThat(finding.text()).contains("before 2026-01-01");
                });
    }
}
