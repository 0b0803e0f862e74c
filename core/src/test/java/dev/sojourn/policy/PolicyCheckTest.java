package dev.sojourn.policy;

import static dev.sojourn.policy.Drafts.assertOneFault;
import static dev.sojourn.policy.Drafts.faultsOf;
import static dev.sojourn.policy.Drafts.findingsOf;
import static dev.sojourn.policy.Drafts.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyCheckTest {

    @Test
    void acceptsASoundPolicyWithoutFindings() {
        assertThat(sound().build().findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void asksForAVersion(String version) {
        assertOneFault(faultsOf(sound().version(version)), "policy 'shop'", "no version", ".version(\"2026-02-01\")");
    }

    @Test
    void asksForAZone() {
        assertOneFault(faultsOf(sound().zone("")), "policy 'shop'", "no zone", ".zone(\"Europe/Bucharest\")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Bucarest", "Nowhere", "not a zone"})
    void refusesAZoneNobodyKnows(String zone) {
        assertOneFault(faultsOf(sound().zone(zone)), "policy 'shop'", "'" + zone + "'", ".zone(\"Europe/Bucharest\")");
    }

    @Test
    void asksForAController() {
        Policy.Builder draft = Policy.builder("bare").version("1").zone("UTC");

        assertOneFault(faultsOf(draft), "policy 'bare'", "names no controller", ".controller(Party.named(");
    }

    @Test
    void refusesAControllerWithoutAName() {
        assertThatThrownBy(() -> Party.named(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("party is blank");
    }

    @Test
    void asksForAPositiveProofPeriod() {
        assertOneFault(
                faultsOf(sound().retainProof(Period.ZERO)), "policy 'shop'", "retainProof is zero", "positive period");
        assertOneFault(
                faultsOf(sound().retainProof(Period.of(1, -1, 0))),
                "policy 'shop'",
                "retainProof P1Y-1M has a negative part",
                "zero or more");
    }

    @Test
    void findsAControllerNobodyCanReach() {
        assertThat(findingsOf(sound().controller(Party.named("Acme Ltd")), "CONTROLLER_WITHOUT_CONTACT"))
                .singleElement()
                .extracting(Finding::element)
                .isEqualTo("controller 'Acme Ltd'");
    }

    @Test
    void listsAllFaultsAtOnce() {
        Policy.Builder draft = Policy.builder("shop")
                .zone("Nowhere")
                .purposes(Purpose.of("newsletter"), Purpose.of("sale").on(LegalBasis.CONSENT))
                .prohibit("sale", "we do not sell personal data")
                .category(DataCategory.of("lead"))
                .category(DataCategory.of("lead").heldAs(Role.PROCESSOR))
                .retain(RetentionRule.atMost("while-needed"))
                .retain(RetentionRule.atLeast("invoice", Period.ofYears(-1)))
                .notice(Notice.of("privacy", "1", "text", Drafts.DAY)
                        .changing(Notice.Change.PURPOSE, Purpose.of("unheard-of")));

        assertThatThrownBy(draft::build)
                .isInstanceOfSatisfying(
                        FaultyDeclaration.class,
                        refusal -> assertThat(refusal.faults())
                                .extracting(Fault::element)
                                .containsExactlyInAnyOrder(
                                        "policy 'shop'",
                                        "policy 'shop'",
                                        "policy 'shop'",
                                        "policy 'shop'",
                                        "purpose 'newsletter'",
                                        "prohibited purpose 'sale'",
                                        "category 'lead'",
                                        "category 'invoice'",
                                        "rule 'while-needed'",
                                        "rule 'invoice'",
                                        "rule 'invoice'",
                                        "notice 'privacy' version '1'"))
                .hasMessageStartingWith("policy 'shop' has 12 faults:")
                .hasMessageContaining("names no controller")
                .hasMessageContaining("has no version")
                .hasMessageContaining("which this Java runtime does not know")
                .hasMessageContaining("how long proof of consent is kept")
                .hasMessageContaining("has a negative part")
                .hasMessageContaining("names no purpose");
    }
}
