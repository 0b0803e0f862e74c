package dev.sojourn.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryRecordsBuilder;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BindingCheckTest {

    private static final Purpose SERVICE = Purpose.of("service").on(LegalBasis.CONTRACT);
    private static final Purpose LAW =
            Purpose.of("law").on(LegalBasis.LEGAL_OBLIGATION).citing("a law");
    private static final Purpose CONSENTED = Purpose.of("consented").on(LegalBasis.CONSENT);

    record Thing(long id, LocalDate day) {}

    @Test
    void findsNothingWrongWhereEveryRuleIsBoundRight() {
        Policy policy = policy(
                ceiling("thing"),
                RetentionRule.atLeast("thing-law", Period.ofDays(5))
                        .governing("thing")
                        .serving(LAW));
        assertThat(check(policy, kind -> kind.retained("thing", "day").retained("thing-law", "day")))
                .isEmpty();
    }

    @Test
    void namesARuleThatThePolicyLacks() {
        assertThat(check(policy(ceiling("thing")), kind -> kind.retained("thign", "day")))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.element()).isEqualTo("Thing under rule 'thign'");
                    assertThat(fault.problem()).contains("no such rule");
                    assertThat(fault.mend()).contains("[thing]");
                });
    }

    @Test
    void wantsEveryRuleOfACategoryBound() {
        Policy policy = policy(
                ceiling("thing"),
                RetentionRule.atLeast("thing-law", Period.ofDays(5))
                        .governing("thing")
                        .serving(LAW));
        assertThat(check(policy, kind -> kind.retained("thing", "day")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("not bound to its rule 'thing-law'"));
    }

    @Test
    void refusesTwoKindsOfDataOfOneNameAndARuleBoundTwice() {
        Policy policy = policy(ceiling("thing"));
        InMemoryStores stores = new InMemoryStores();
        List<Fault> faults = BindingCheck.faults(
                policy,
                List.of(
                        kind().retained("thing", "day").in(stores),
                        kind().retained("thing", "day").retained("thing", "day").in(stores)),
                Set.of());
        assertThat(faults).extracting(Fault::element).containsExactly("entity 'Thing'", "Thing under rule 'thing'");
    }

    @Test
    void wantsAnAttributeThatIsADayOrMoment() {
        assertThat(check(policy(ceiling("thing")), kind -> kind.retained("thing", "dya")))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.problem()).contains("'dya'");
                    assertThat(fault.mend()).contains("[day]");
                });
        assertThat(check(policy(ceiling("thing")), kind -> kind.retained("thing")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("no attribute to start from"));
    }

    @Test
    void refusesAnAttributeWhereTheEndOfAConsentStartsTheRule() {
        RetentionRule rule = RetentionRule.atMost("thing").fromEndOfConsent().serving(CONSENTED);
        assertThat(check(
                        policy(rule),
                        kind -> kind.subject(BindingCheckTest::owner).retained("thing", "day")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.mend()).contains("leave the attribute out"));
        assertThat(check(policy(rule), kind -> kind.retained("thing")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("know no subject"));
        assertThat(check(
                        policy(rule),
                        kind -> kind.subject(BindingCheckTest::owner).retained("thing")))
                .isEmpty();
    }

    @Test
    void wantsASubjectOrAnAttributeForAnEvent() {
        RetentionRule rule = RetentionRule.atMost("thing", Period.ofDays(30))
                .fromEvent("closed")
                .reviewEvery(Period.ofYears(1))
                .serving(SERVICE);
        assertThat(check(policy(rule), kind -> kind.retained("thing"))).hasSize(1);
        assertThat(check(policy(rule), kind -> kind.retained("thing", "day"))).isEmpty();
        assertThat(check(
                        policy(rule),
                        kind -> kind.subject(BindingCheckTest::owner).retained("thing")))
                .isEmpty();
    }

    @Test
    void wantsATenantWhereTenantsChoose() {
        RetentionRule rule = RetentionRule.atMost("thing")
                .chosenByTenant(Period.ofDays(1), Period.ofDays(9))
                .serving(SERVICE);
        assertThat(check(policy(rule), kind -> kind.retained("thing", "day")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("know no tenant"));
    }

    @Test
    void wantsSomebodyToAnswerAConditionAndASubjectToAskAbout() {
        RetentionRule rule = ceiling("thing").unless("a lawsuit");
        assertThat(check(policy(rule), kind -> kind.retained("thing", "day")))
                .extracting(Fault::problem)
                .containsExactly(
                        "is deferred by the condition 'a lawsuit', which nobody answers",
                        "is deferred by a condition of its subject, but its rows know no subject");
    }

    @Test
    void wantsAnAttributeToFallBackOn() {
        RetentionRule rule = RetentionRule.atMost("thing", Period.ofDays(30))
                .fromEvent("closed")
                .orAtLatest(Period.ofYears(1), "born")
                .serving(SERVICE);
        assertThat(check(policy(rule), kind -> kind.retained("thing", "day")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("falls back on 'born'"));
    }

    @Test
    void refusesADispositionTheStoreCannotDo() {
        assertThat(check(policy(ceiling("thing").then(Disposition.ANONYMISE)), kind -> kind.retained("thing", "day")))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.problem()).contains("ANONYMISE");
                    assertThat(fault.mend()).contains("[DELETE]");
                });
    }

    private static List<Fault> check(Policy policy, UnaryOperator<InMemoryRecordsBuilder<Thing>> binding) {
        return BindingCheck.faults(policy, List.of(binding.apply(kind()).in(new InMemoryStores())), Set.of());
    }

    private static InMemoryRecordsBuilder<Thing> kind() {
        return InMemoryRecords.of(Thing.class, Long.class, Thing::id).day("day", Thing::day);
    }

    private static DataSubject owner(Thing thing) {
        return DataSubject.of("u" + thing.id());
    }

    private static RetentionRule ceiling(String id) {
        return RetentionRule.atMost(id, Period.ofDays(30)).serving(SERVICE);
    }

    private static Policy policy(RetentionRule... rules) {
        Policy.Builder policy = Policy.builder("A policy")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(
                        Party.named("A controller").contact("desk@example.org").country("RO"))
                .purposes(SERVICE, LAW, CONSENTED)
                .retainProof(Period.ofYears(3));
        for (RetentionRule rule : rules) {
            policy.retain(rule);
        }
        return policy.build();
    }
}
