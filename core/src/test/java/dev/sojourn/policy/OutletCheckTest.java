package dev.sojourn.policy;

import static dev.sojourn.policy.Drafts.ACCOUNTING;
import static dev.sojourn.policy.Drafts.DAY;
import static dev.sojourn.policy.Drafts.ORDERS;
import static dev.sojourn.policy.Drafts.assertOneFault;
import static dev.sojourn.policy.Drafts.ceiling;
import static dev.sojourn.policy.Drafts.faultsOf;
import static dev.sojourn.policy.Drafts.findingsOf;
import static dev.sojourn.policy.Drafts.sound;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import org.junit.jupiter.api.Test;

class OutletCheckTest {

    private static final RetentionRule PARCEL = ceiling("parcel", ORDERS);

    @Test
    void acceptsAnArchiveForFewerPurposes() {
        Policy policy = sound().retain(PARCEL.thenArchiveUnder("parcel-archive"))
                .retain(ceiling("parcel-archive", ACCOUNTING))
                .build();
        assertThat(policy.versionsOf("parcel")).singleElement().satisfies(rule -> {
            assertThat(rule.disposition()).isEqualTo(Disposition.ARCHIVE);
            assertThat(rule.outlet()).contains("parcel-archive");
        });
        assertThat(policy.findings()).isEmpty();
    }

    @Test
    void listsAnArchiveForEveryPurposeThereWas() {
        assertThat(findingsOf(
                        sound().retain(PARCEL.thenArchiveUnder("parcel-archive"))
                                .retain(ceiling("parcel-archive", ORDERS)),
                        "ARCHIVE_AS_WIDE"))
                .hasSize(1);
    }

    @Test
    void refusesAnArchiveWithoutARuleOrWithoutPurpose() {
        assertOneFault(
                faultsOf(PARCEL.then(Disposition.ARCHIVE)), "rule 'parcel'", "names no rule", ".thenArchiveUnder(");
        assertOneFault(
                faultsOf(PARCEL.thenArchiveUnder("attic")), "rule 'parcel'", "the policy lacks", "or name one of");
        assertOneFault(
                faultsOf(sound().retain(PARCEL.thenArchiveUnder("attic"))
                        .retain(RetentionRule.atMost("attic", Period.ofYears(5)).because("claims"))),
                "rule 'parcel'",
                "serves no purpose",
                ".serving(…) on rule 'attic'");
    }

    @Test
    void refusesArchivesThatLeadInACircle() {
        assertOneFault(faultsOf(PARCEL.thenArchiveUnder("parcel")), "rule 'parcel'", "come back to it", "rule delete");
        assertThat(faultsOf(sound().retain(PARCEL.thenArchiveUnder("attic"))
                        .retain(ceiling("attic", ACCOUNTING).thenArchiveUnder("parcel"))))
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault.problem()).contains("come back to it"));
    }

    @Test
    void refusesAHostsDispositionWithoutAName() {
        assertOneFault(faultsOf(PARCEL.then(Disposition.BY_HOST)), "rule 'parcel'", "names nothing", ".thenBy(");
    }

    @Test
    void refusesAFloorThatSaysWhatBecomesOfItsRows() {
        assertThat(faultsOf(sound().retain(PARCEL)
                        .retain(RetentionRule.atLeast("parcel-law", Period.ofDays(10))
                                .governing("parcel")
                                .serving(ACCOUNTING)
                                .because("a law")
                                .thenBy("tell"))))
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("is a floor"));
    }

    @Test
    void refusesVersionsThatEndInDifferentPlaces() {
        assertThat(faultsOf(sound().retain(PARCEL.thenBy("tell"))
                        .retain(PARCEL.thenBy("call").forRecordsFrom(DAY))))
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault.problem()).contains("ends in BY_HOST 'call', and another version of it in"));
    }

    @Test
    void countsWhereRowsEndUpInThePolicysDigest() {
        assertThat(sound().retain(PARCEL.thenBy("tell")).build().digest())
                .isNotEqualTo(sound().retain(PARCEL.thenBy("call")).build().digest());
    }
}
