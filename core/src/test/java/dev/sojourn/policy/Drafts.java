package dev.sojourn.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;

/** A policy without a fault, to which each test adds its own. */
final class Drafts {

    static final Purpose NEWSLETTER = Purpose.of("newsletter").on(LegalBasis.CONSENT);
    static final Purpose ORDERS = Purpose.of("orders").on(LegalBasis.CONTRACT);
    static final Purpose ACCOUNTING =
            Purpose.of("accounting").on(LegalBasis.LEGAL_OBLIGATION).citing("accounting law");
    static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private Drafts() {}

    static Policy.Builder sound() {
        return Policy.builder("shop")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Acme Ltd").contact("privacy@acme.example"))
                .purposes(NEWSLETTER, ORDERS, ACCOUNTING)
                .retainProof(Period.ofYears(3))
                .retain(ceiling("subscription", NEWSLETTER))
                .retain(ceiling("order", ORDERS))
                .retain(RetentionRule.exactly("invoice", Period.ofYears(10))
                        .serving(ACCOUNTING)
                        .because("the books"));
    }

    static RetentionRule ceiling(String id, Purpose purpose) {
        return RetentionRule.atMost(id, Period.ofYears(2)).serving(purpose).because("no longer needed");
    }

    static List<Fault> faultsOf(Policy.Builder draft) {
        FaultyDeclaration refusal = catchThrowableOfType(FaultyDeclaration.class, draft::build);
        return refusal == null ? List.of() : refusal.faults();
    }

    static List<Fault> faultsOf(RetentionRule rule) {
        return faultsOf(sound().retain(rule));
    }

    static List<Fault> faultsOf(Purpose purpose) {
        return faultsOf(sound().purposes(purpose));
    }

    /** The one fault of a draft names the element, what is wrong with it, and what to write instead. */
    static void assertOneFault(List<Fault> faults, String element, String problem, String mend) {
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.element()).isEqualTo(element);
            assertThat(fault.problem()).contains(problem);
            assertThat(fault.mend()).contains(mend);
        });
    }

    static List<Finding> findingsOf(Policy.Builder draft, String code) {
        return draft.build().findings().stream()
                .filter(finding -> finding.code().equals(code))
                .toList();
    }
}
