package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.BindingCheck;
import dev.sojourn.retention.DataModel;
import jakarta.persistence.EntityManagerFactory;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityFaultsTest {

    private List<Fault> faults;

    @BeforeAll
    void collect() {
        try (TestDatabase database = TestDatabase.h2();
                EntityManagerFactory unit =
                        database.open(Map.of("hibernate.hbm2ddl.auto", "none"), Faulty.entities())) {
            JpaStores stores = JpaStores.of(JpaUnitOfWork.of(unit)).tenantAttribute("tenant");
            DataModel model = stores.data(policy());
            faults = new ArrayList<>(model.faults());
            faults.addAll(BindingCheck.faults(policy(), model.stores(), Set.of()));
        }
    }

    @AfterAll
    void showThatNoneIsLeftOver() {
        assertThat(faults.stream().map(Fault::element).distinct())
                .containsExactlyInAnyOrderElementsOf(expected()
                        .map(arguments -> (String) arguments.get()[0])
                        .distinct()
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("expected")
    void namesTheElementTheProblemAndTheMend(String element, String problem, String mend) {
        assertThat(faults.stream().filter(fault -> fault.element().equals(element)))
                .as("%s: %s", element, problem)
                .anySatisfy(fault -> {
                    assertThat(fault.problem()).contains(problem);
                    assertThat(fault.mend()).contains(mend);
                });
    }

    @Test
    void saysEachMistakeOnce() {
        assertThat(faults).doesNotHaveDuplicates().hasSize((int) expected().count());
    }

    static Stream<Arguments> expected() {
        return Stream.of(
                fault("NoSuchAttribute.dya", "no such attribute", "name one of: id, day"),
                fault("NotADate.name", "is a String", "Instant, LocalDate"),
                fault("Converted.at", "not kept as a date or timestamp", "without a converter"),
                fault("MissingZone.at", "has no zone", "zone ="),
                fault("NoZone", "\"Mars/Base\"", "IANA zone"),
                fault("TwoZones.at", "in two zones, Europe/Bucharest and UTC", "declare one zone"),
                fault("FromAndUntil", "both from and until", "keep from"),
                fault("FromStored.day", "ends on a stored day", "write until = \"day\""),
                fault("UntilPeriod.day", "period of its own", "write from = \"day\""),
                fault("NoFallback.created", "no such attribute", "name one of: id, day"),
                fault("InlinePeriod", "\"90 days\"", "P90D"),
                fault("rule 'inline-negative'", "P-90D", "zero or more"),
                fault("InlineAndRule", "beside rule 'rule'", "keep one"),
                fault("Rule", "the policy has a rule 'rule'", "@Retained(rule = \"rule\")"),
                fault("ThenBesideRule", "beside rule 'rule'", "leave them out"),
                fault("NoRule", "names no rule", "@Retained(rule = …)"),
                fault("Twice", "under rule 'rule' twice", "keep one"),
                fault("UnknownRule under rule 'rulle'", "no such rule", "name one of"),
                fault("NoSubject under rule 'closing'", "know no subject", "say which attribute"),
                fault("Redacted under rule 'redacted'", "cannot REDACT", "choose one of [DELETE]"),
                fault("DecimalPart.two", "cannot handle this id: it is a BigDecimal", "a whole number"),
                fault("DecimalId.id", "cannot handle this id: it is a BigDecimal", "a whole number"),
                fault("DecimalSubject.person", "subject of type BigDecimal", "String, Long, Integer or UUID"),
                fault("ConvertedSubject.person", "behind a converter", "without a converter"),
                fault(
                        "DistantSubject.person",
                        "is declared UNLINK: the row would be left about nobody",
                        "KEEPS_PARENT"),
                fault("ManySubjects.people", "neither an identifier nor a single-valued", "to one person"),
                fault("LostSubject.two.nobody", "leads nowhere", "attributes that exist"),
                fault("VagueSubject.two", "TwoSubjects, which names several subjects", "path = \"two.…\""),
                fault("StrayedSubject.person", "path \"day\" begins elsewhere", "begin the path with person"),
                fault("PathlessSubject", "without path", "@SubjectRef(path = \"call.customer\")"),
                fault("CircularSubject.next", "leads back", "say which"),
                fault("NeededMention.person", "a mention that cannot be null", "make it nullable"),
                fault("LongMention.person", "replaced by \"nobody at all\"", "length and uniqueness"),
                fault("DistantMention.two.caller", "by no attribute of the row itself", "the row's own attribute"),
                fault("ReplacedOwner.person", "has a replacement", "mentioned = true"),
                fault("Unitless.at", "has no unit", "unit = ChronoUnit.MILLIS"),
                fault("OddUnit", "counts in Months", "DAYS, SECONDS"),
                fault("TwoUnits.at", "in two units, Seconds and Millis", "declare one unit"),
                fault("Monthly.at", "is a YearMonth", "Year, or a Long with a unit"),
                fault("Clocked.at", "not kept as a date or timestamp", "date or timestamp column"),
                fault("NumberedTenant.tenant", "tenant of type Long", "String"),
                fault(
                        "Hidden",
                        "@SQLRestriction, which hides rows from queries, so that their time would never come: 'at' is behind",
                        "remove it"),
                fault("Undeclared.sound", "refers to Sound", "@OnDisposal(UNLINK) or @OnDisposal(KEEPS_PARENT)"),
                fault("NotNullable.sound", "cannot be null", "KEEPS_PARENT"),
                fault("KeyedByRows.remarks", "rows of Sound, which are disposed of, as keys of a map", "an entity"),
                fault("Misplaced.name", "refers to no other row", "remove it"),
                fault("Misplaced.holdings", "does not hold the reference", "to Holding.holder"),
                fault("Misplaced.holding", "does not hold the reference", "to Holding.only"),
                fault("Misplaced.shared", "does not hold the reference", "to Holding.several"),
                fault("Misplaced.plains", "hold the reference", "mappedBy"),
                fault("Misplaced.others", "would keep themselves", "the one or the other"),
                fault("WithinCollection.mentions.sound", "within a collection", "as an entity"),
                fault("OwnsNothing.plains", "without being owned", "cascade REMOVE"),
                fault("OwnsItsReference.plain", "others may refer to", "remove the cascade"),
                fault("First.second", "First.second, Second.third, Third.first", "@OnDisposal(UNLINK)"),
                fault("WithNothing.day", "is not an association", "@ManyToOne or @OneToOne"),
                fault("WithUngoverned.plain", "under no rule", "put Ungoverned under a rule"),
                fault("Stray.name", "is marked", "add @Retained or @SubjectRef"));
    }

    private static Arguments fault(String element, String problem, String mend) {
        return Arguments.of(element, problem, mend);
    }

    private static Policy policy() {
        Purpose service = Purpose.of("service").titled("Serve").on(LegalBasis.CONTRACT);
        return Policy.builder("faults")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Host").contact("desk@host.example").country("RO"))
                .purposes(service)
                .retain(rule(RetentionRule.atMost("rule", Period.ofMonths(6)), service))
                .retain(rule(RetentionRule.atMost("other", Period.ofMonths(6)), service))
                .retain(rule(RetentionRule.atMost("stored").untilStoredDay(), service))
                .retain(rule(RetentionRule.atMost("redacted", Period.ofMonths(6)), service)
                        .then(Disposition.REDACT))
                .retain(rule(
                        RetentionRule.atMost("closing", Period.ofMonths(6))
                                .fromEvent("account-closed")
                                .orAtLatest(Period.ofYears(5), "created"),
                        service))
                .build();
    }

    private static RetentionRule rule(RetentionRule rule, Purpose purpose) {
        return rule.serving(purpose).because("section 1");
    }
}
