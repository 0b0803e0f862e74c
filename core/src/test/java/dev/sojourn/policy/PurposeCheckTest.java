package dev.sojourn.policy;

import static dev.sojourn.policy.Drafts.ORDERS;
import static dev.sojourn.policy.Drafts.assertOneFault;
import static dev.sojourn.policy.Drafts.faultsOf;
import static dev.sojourn.policy.Drafts.findingsOf;
import static dev.sojourn.policy.Drafts.sound;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PurposeCheckTest {

    private static final Purpose SUPPORT = Purpose.of("support");

    @Test
    void refusesTwoPurposesOfOneId() {
        assertOneFault(faultsOf(ORDERS), "purpose 'orders'", "is declared twice", "an id of its own");
        assertOneFault(
                faultsOf(ORDERS.titled("Deliver")),
                "purpose 'orders'",
                "is declared twice, with different contents",
                "an id of its own");
    }

    @Test
    void asksForABasis() {
        assertOneFault(faultsOf(SUPPORT), "purpose 'support'", "has no legal basis", ".on(LegalBasis.CONTRACT)");
    }

    @Test
    void refusesABasisOfItsOwnBesideTheTenants() {
        assertOneFault(
                faultsOf(SUPPORT.on(LegalBasis.CONTRACT).onBasisDeclaredByTenant()),
                "purpose 'support'",
                "is on CONTRACT and on a basis declared by tenant",
                "keep either");
    }

    @Test
    void acceptsABasisDeclaredByTenant() {
        assertThat(faultsOf(SUPPORT.onBasisDeclaredByTenant())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONSENT", "LEGITIMATE_INTERESTS", "PUBLIC_TASK"})
    void refusesToGoOnWithoutAStoreOnABasisThatNeedsOne(LegalBasis basis) {
        assertOneFault(
                faultsOf(SUPPORT.on(basis).evenIfStoreFails()),
                "purpose 'support'",
                "but is on " + basis,
                "take evenIfStoreFails() away");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTRACT", "LEGAL_OBLIGATION", "VITAL_INTERESTS"})
    void letsPurposesGoOnThatAskNobody(LegalBasis basis) {
        assertThat(faultsOf(SUPPORT.on(basis).evenIfStoreFails())).isEmpty();
    }

    @Test
    void refusesToGoOnWithoutAStoreOnABasisKeptInIt() {
        assertOneFault(
                faultsOf(SUPPORT.onBasisDeclaredByTenant().evenIfStoreFails()),
                "purpose 'support'",
                "nobody knows the basis",
                "take evenIfStoreFails() away");
    }

    @Test
    void refusesImpliedConsent() {
        assertOneFault(
                faultsOf(SUPPORT.on(LegalBasis.CONSENT).needing(ConsentLevel.IMPLIED)),
                "purpose 'support'",
                "IMPLIED",
                ".needing(ConsentLevel.EXPRESSED)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0D", "P-1Y", "P1Y-1D", "P999999Y"})
    void refusesAValidityThatIsNoTime(String validity) {
        assertOneFault(
                faultsOf(SUPPORT.on(LegalBasis.CONSENT).validFor(Period.parse(validity))),
                "purpose 'support'",
                "the validity of its consent",
                "write");
    }

    @Test
    void refusesConsentTermsWhereNoConsentIsAsked() {
        Purpose contract = SUPPORT.on(LegalBasis.CONTRACT);

        assertOneFault(
                faultsOf(contract.needing(ConsentLevel.EXPLICIT)),
                "purpose 'support'",
                "but is on CONTRACT, where none is asked",
                "put it on CONSENT");
        assertOneFault(
                faultsOf(contract.validFor(Period.ofYears(1))),
                "purpose 'support'",
                "but is on CONTRACT, where none is asked",
                "validFor(...)");
    }

    @Test
    void refusesTheWholePurposeAsAScopeOfItself() {
        assertOneFault(
                faultsOf(SUPPORT.on(LegalBasis.CONTRACT).within(Scope.WHOLE)),
                "purpose 'support'",
                "the whole purpose",
                "Scope.of(\"channel\", \"voice\")");
    }

    @Test
    void refusesAPurposeThatIsProhibitedToo() {
        assertOneFault(
                faultsOf(sound().prohibit("orders", "not any more")),
                "prohibited purpose 'orders'",
                "is declared as a purpose too",
                "keep either");
    }

    @Test
    void refusesTwoReasonsForOneProhibition() {
        assertOneFault(
                faultsOf(sound().prohibit("sale", "never").prohibit("sale", "not now")),
                "prohibited purpose 'sale'",
                "prohibited twice",
                "prohibit it once");
        assertThat(faultsOf(sound().prohibit("sale", "never").prohibit("sale", "never")))
                .isEmpty();
    }

    @Test
    void asksHowLongProofOfConsentIsKept() {
        Policy.Builder draft = Policy.builder("shop")
                .version("1")
                .zone("UTC")
                .controller(Party.named("Acme Ltd"))
                .purposes(ORDERS, SUPPORT.on(LegalBasis.CONSENT));

        assertOneFault(faultsOf(draft), "policy 'shop'", "purpose 'support' is on CONSENT", ".retainProof(");
    }

    @Test
    void findsWhatATenantsConsentWouldLack() {
        Policy.Builder draft = Policy.builder("shop")
                .version("1")
                .zone("UTC")
                .controller(Party.named("Acme Ltd"))
                .purposes(SUPPORT.onBasisDeclaredByTenant());

        assertThat(findingsOf(draft, "TENANT_CONSENT_WITHOUT_PROOF_PERIOD"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.element()).isEqualTo("purpose 'support'");
                    assertThat(finding.text()).contains("retainProof");
                });
    }

    @Test
    void findsLegitimateInterestsNobodyWeighed() {
        Purpose unassessed = SUPPORT.on(LegalBasis.LEGITIMATE_INTERESTS);

        assertThat(findingsOf(sound().purposes(unassessed), "LEGITIMATE_INTERESTS_UNASSESSED"))
                .singleElement()
                .extracting(Finding::element)
                .isEqualTo("purpose 'support'");
        assertThat(findingsOf(sound().purposes(unassessed.assessedIn("file 7")), "LEGITIMATE_INTERESTS_UNASSESSED"))
                .isEmpty();
    }

    @Test
    void findsALegalObligationWithoutALaw() {
        Purpose uncited = SUPPORT.on(LegalBasis.LEGAL_OBLIGATION);

        assertThat(findingsOf(sound().purposes(uncited), "LEGAL_OBLIGATION_UNCITED"))
                .singleElement()
                .extracting(Finding::element)
                .isEqualTo("purpose 'support'");
        assertThat(findingsOf(sound().purposes(uncited.citing("law 1")), "LEGAL_OBLIGATION_UNCITED"))
                .isEmpty();
    }

    @Test
    void findsAPurposeNoRuleServes() {
        assertThat(findingsOf(sound().purposes(SUPPORT.on(LegalBasis.CONTRACT)), "PURPOSE_WITHOUT_RULE"))
                .singleElement()
                .extracting(Finding::element)
                .isEqualTo("purpose 'support'");
    }
}
