package dev.sojourn.policy;

import static dev.sojourn.policy.Drafts.assertOneFault;
import static dev.sojourn.policy.Drafts.faultsOf;
import static dev.sojourn.policy.Drafts.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptOutTest {

    private static final Jurisdiction CALIFORNIA = Jurisdiction.of("US-CA");
    private static final Purpose ANALYTICS = Purpose.of("analytics").on(LegalBasis.CONSENT);

    @Test
    void holdsWhereItIsDeclaredAndNowhereElse() {
        Purpose inOneState = ANALYTICS.optOutIn(CALIFORNIA);
        Purpose inAll = ANALYTICS.optOutIn(Jurisdiction.of("US"));

        assertThat(inOneState.isOptOutIn(CALIFORNIA)).isTrue();
        assertThat(inOneState.isOptOutIn(Jurisdiction.of("US"))).isFalse();
        assertThat(inOneState.isOptOutIn(Jurisdiction.of("US-C"))).isFalse();
        assertThat(inOneState.isOptOutIn(Jurisdiction.of("RO"))).isFalse();
        assertThat(inOneState.isOptOutIn(Jurisdiction.UNKNOWN)).isFalse();
        assertThat(inAll.isOptOutIn(CALIFORNIA)).isTrue();
        assertThat(ANALYTICS.isOptOutIn(CALIFORNIA)).isFalse();
    }

    @Test
    void isPartOfTheDigest() {
        assertThat(sound().purposes(ANALYTICS.optOutIn(CALIFORNIA)).build().digest())
                .isNotEqualTo(sound().purposes(ANALYTICS).build().digest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RO", "DE-BY", "IS", "GR"})
    void isRefusedWhereTheLawAsksConsent(String code) {
        assertOneFault(
                faultsOf(ANALYTICS.optOutIn(CALIFORNIA, Jurisdiction.of(code))),
                "purpose 'analytics'",
                "is opt-out in " + code + ", where consent comes first",
                "take " + code + " out");
    }

    @Test
    void isRefusedWhereNobodyKnowsTheLaw() {
        assertOneFault(
                faultsOf(ANALYTICS.optOutIn(Jurisdiction.UNKNOWN)),
                "purpose 'analytics'",
                "where nobody knows",
                "in doubt, consent is asked");
    }

    @Test
    void isRefusedWhereNobodyIsAskedOrAskedWithMoreThanAWord() {
        assertOneFault(
                faultsOf(ANALYTICS.on(LegalBasis.CONTRACT).optOutIn(CALIFORNIA)),
                "purpose 'analytics'",
                "but is on CONTRACT",
                "put it on CONSENT");
        assertOneFault(
                faultsOf(ANALYTICS.needing(ConsentLevel.EXPLICIT).optOutIn(CALIFORNIA)),
                "purpose 'analytics'",
                "needs EXPLICIT consent",
                "keep either");
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-ca", "USA", "California", "US-", "US-CALI", " "})
    void knowsNoPlaceWithoutAnIsoCode(String code) {
        assertThatIllegalArgumentException().isThrownBy(() -> Jurisdiction.of(code));
    }
}
