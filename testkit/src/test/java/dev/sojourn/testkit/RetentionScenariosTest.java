package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Restriction;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataCategory;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Role;
import dev.sojourn.retention.Explanation;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.Reckoning;
import dev.sojourn.retention.SuspendingCondition;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the policies of KlusAI, Klusaro, Qluster and Klozer promise of retention. */
class RetentionScenariosTest {

    private static final String BUCHAREST = "Europe/Bucharest";
    private static final String RIGA = "Europe/Riga";
    private static final String NEW_YORK = "America/New_York";

    @Test
    @Upholds("KLUSAI-16")
    void keepsRestrictedDataFromTheSweep() {
        RuleHost host = new RuleHost(
                RuleHost.policy(
                        BUCHAREST,
                        RetentionRule.atMost("note", Period.ofDays(2)).serving(RuleHost.SERVICE)),
                "2026-05-01T09:00",
                Map.of("note", "day"));
        host.add(1, "", LocalDate.of(2026, 4, 30));
        host.add(2, "", LocalDate.of(2026, 4, 30));
        String restriction = host.sojourn
                .restrictions()
                .restrict(
                        RuleHost.subject("", "u1"),
                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                .reviewOn(LocalDate.of(2026, 6, 1)));

        host.clock.set("2026-05-04T03:00");
        SweepReport report = host.sweep();
        assertThat(report.spared(KeepReason.RESTRICTED)).isEqualTo(1);
        assertThat(host.has(1)).isTrue();
        assertThat(host.has(2)).as("the complement goes").isFalse();
        assertThat(host.explain(1).reason()).contains(KeepReason.RESTRICTED);
        assertThat(host.explain(1).decidedBy()).isEqualTo("restriction " + restriction);
    }

    @Test
    @Upholds("KLUSAI-23")
    void keepsWhileTheContractRunsAndNoDayLonger() {
        RuleHost host =
                new RuleHost(RuleHost.policy(BUCHAREST, contractRule()), "2030-01-01T09:00", Map.of("contract", ""));
        host.add(1, Instant.parse("2026-01-01T10:00:00Z"));
        assertThat(host.sweep().gone()).isZero();
        assertThat(host.explain(1).reason()).contains(KeepReason.NOT_STARTED);
        assertThat(host.sojourn.retention().preview().kept(KeepReason.NOT_STARTED))
                .isEqualTo(1);

        host.clock.set("2030-02-01T15:00");
        host.sojourn.events().happened(RuleHost.subject("", "u1"), "contract-ended", host.clock.instant());
        assertThat(host.explain(1).lastDayKept()).contains(LocalDate.of(2030, 2, 1));
        assertThat(host.goesRightAfter(1, LocalDate.of(2030, 2, 1))).isTrue();
    }

    @Test
    @Upholds("KLUSAI-23")
    void keepsWhileAnAttributeSaysThatTheContractRuns() {
        RuleHost host =
                new RuleHost(RuleHost.policy(BUCHAREST, contractRule()), "2030-01-01T09:00", Map.of("contract", "at"));
        host.add(1, null);
        assertThat(host.sweep().gone()).isZero();
        assertThat(host.sojourn.retention().preview().kept(KeepReason.NOT_STARTED))
                .isEqualTo(1);
        host.add(1, Instant.parse("2030-02-01T13:00:00Z"));
        assertThat(host.goesRightAfter(1, LocalDate.of(2030, 2, 1))).isTrue();
    }

    @Test
    @Upholds("KLUSAI-24")
    void keepsAnInvoiceTenYearsFromTheEndOfItsFinancialYearThoughTheAccountIsGone() {
        RetentionRule rule = RetentionRule.exactly("invoice", Period.ofYears(10))
                .fromEndOfFinancialYear()
                .serving(RuleHost.LAW);
        Policy policy = RuleHost.draft(BUCHAREST, rule)
                .retain(RetentionRule.atMost("account", Period.ofDays(30))
                        .fromEvent("account-closed")
                        .reviewEvery(Period.ofYears(1))
                        .serving(RuleHost.SERVICE))
                .build();
        InMemoryStores stores = new InMemoryStores();
        InMemoryRecords<RuleHost.Item> invoices = records(stores, "Invoice", "invoice", "day");
        InMemoryRecords<RuleHost.Item> accounts = records(stores, "Account", "account", "at");
        HandMovedClock clock = HandMovedClock.at("2026-07-01T09:00", BUCHAREST);
        Sojourn sojourn = Sojourn.builder(policy)
                .stores(stores)
                .clock(clock)
                .data(invoices, accounts)
                .build();
        invoices.put(new RuleHost.Item(1, "", "u1", LocalDate.of(2026, 5, 20), null));
        accounts.put(new RuleHost.Item(1, "", "u1", null, Instant.parse("2026-05-31T09:00:00Z")));

        sojourn.retention().sweep(sojourn.retention().preview());
        assertThat(accounts.all()).isEmpty();
        assertThat(invoices.all()).hasSize(1);

        clock.set("2036-12-31T23:59:59");
        sojourn.retention().sweep(sojourn.retention().preview());
        assertThat(invoices.all()).hasSize(1);
        clock.set("2037-01-01T00:00");
        sojourn.retention().sweep(sojourn.retention().preview());
        assertThat(invoices.all()).isEmpty();
    }

    @Test
    @Upholds("KLUSAI-25")
    void holdsBeatDisposalUntilTheyAreReleased() {
        RuleHost host = new RuleHost(
                RuleHost.policy(
                        BUCHAREST,
                        RetentionRule.atMost("file", Period.ofDays(9)).serving(RuleHost.SERVICE)),
                "2026-06-01T09:00",
                Map.of("file", "day"));
        host.add(1, "", LocalDate.of(2026, 5, 31));
        host.add(2, "", LocalDate.of(2026, 5, 31));
        Hold hold = host.sojourn
                .holds()
                .place(Hold.on(RuleHost.subject("", "u1"))
                        .because("case 2026-17")
                        .reviewOn(LocalDate.of(2026, 12, 1)));

        host.clock.set("2026-06-11T03:00");
        SweepReport report = host.sweep();
        assertThat(report.spared(KeepReason.HELD)).isEqualTo(1);
        assertThat(host.has(1)).isTrue();
        assertThat(host.has(2)).isFalse();
        assertThat(host.explain(1).reason()).contains(KeepReason.HELD);
        assertThat(host.explain(1).decidedBy()).isEqualTo("hold " + hold.id());

        host.clock.set("2026-09-01T09:00");
        host.sojourn.holds().release(hold.id(), Actor.employee("Ioana"));
        assertThat(host.sweep().gone()).isEqualTo(1);
        assertThat(host.has(1)).isFalse();
    }

    @Test
    @Upholds({"KLUSARO-14", "KLOZER-11"})
    void listsDataKeptWhileNeededForReviewOnTime() {
        assertThatThrownBy(() ->
                        RuleHost.policy(RIGA, RetentionRule.atMost("profile").serving(RuleHost.SERVICE)))
                .isInstanceOf(FaultyDeclaration.class)
                .hasMessageContaining("rule 'profile'");
        RetentionRule rule = RetentionRule.atMost("profile", Period.ZERO)
                .fromEvent("account-closed")
                .reviewEvery(Period.ofMonths(12))
                .serving(RuleHost.SERVICE);
        for (String attribute : new String[] {"", "at"}) {
            RuleHost host = new RuleHost(RuleHost.policy(RIGA, rule), "2026-05-20T09:00", Map.of("profile", attribute));
            host.add(1, null);
            assertThat(reviewDue(host)).isEmpty();
            host.clock.set("2027-05-19T23:59:59");
            assertThat(reviewDue(host)).isEmpty();
            host.clock.set("2027-05-20T00:00");
            assertThat(reviewDue(host)).contains(LocalDate.of(2027, 5, 20));
            host.clock.set("2028-08-01T00:00");
            assertThat(reviewDue(host)).contains(LocalDate.of(2028, 5, 20));
            assertThat(host.sweep().gone()).as("listing is all").isZero();
        }
    }

    @Test
    @Upholds("KLUSARO-15")
    void disposesOfWhatIsHeldAsProcessorOnlyOnItsTenantsInstruction() {
        Policy policy = RuleHost.draft(
                        RIGA, RetentionRule.atMost("lead").chosenByTenant().serving(RuleHost.SERVICE))
                .category(DataCategory.of("lead").heldAs(Role.PROCESSOR))
                .build();
        RuleHost host = new RuleHost(policy, "2026-06-01T09:00", Map.of("lead", "day"));
        host.add(1, "W1", LocalDate.of(2026, 1, 1));
        host.add(2, "W2", LocalDate.of(2026, 1, 1));
        host.sojourn.settings().choose("W1", "lead", Period.ofDays(180), Actor.tenant("W1"));

        assertThat(host.explain(1).lastDayKept()).contains(LocalDate.of(2026, 6, 30));
        assertThat(host.goesRightAfter(1, LocalDate.of(2026, 6, 30))).isTrue();
        assertThat(host.has(2)).isTrue();

        host.clock.set("2036-06-30T00:00");
        SweepPlan plan = host.sojourn.retention().preview();
        SweepPlan.Line line = plan.steps().get(0).line("W2").orElseThrow();
        assertThat(line.source()).isEqualTo(Reckoning.Source.NO_RULE);
        assertThat(line.kept(KeepReason.UNRESOLVED)).isEqualTo(1);
        assertThat(host.sojourn.retention().sweep(plan).gone()).isZero();
        assertThat(host.explain(2).reason()).contains(KeepReason.UNRESOLVED);
    }

    @Test
    @Upholds("QLUSTER-10")
    void countsInquiriesFromTheLastActivityWhichMoves() {
        RuleHost host =
                new RuleHost(RuleHost.policy(NEW_YORK, inquiry()), "2026-03-15T09:00", Map.of("inquiry", "day"));
        host.add(1, "", LocalDate.of(2026, 3, 15));
        host.add(2, "", LocalDate.of(2026, 3, 15));
        host.add(3, "", LocalDate.of(2028, 2, 29));
        assertThat(host.explain(1).lastDayKept()).contains(LocalDate.of(2028, 3, 15));
        assertThat(host.explain(3).lastDayKept()).contains(LocalDate.of(2030, 2, 28));
        host.clock.set("2027-11-30T09:00");
        host.add(2, "", LocalDate.of(2027, 11, 30));
        assertThat(host.goesRightAfter(1, LocalDate.of(2028, 3, 15))).isTrue();
        assertThat(host.goesRightAfter(2, LocalDate.of(2029, 11, 30))).isTrue();
        assertThat(host.goesRightAfter(3, LocalDate.of(2030, 2, 28))).isTrue();
    }

    @Test
    @Upholds("QLUSTER-11")
    void letsALegalFloorWinOverTheCeiling() {
        RuleHost host = new RuleHost(
                RuleHost.policy(
                        NEW_YORK,
                        inquiry(),
                        RetentionRule.atLeast("inquiry-law", Period.ofYears(3))
                                .governing("inquiry")
                                .serving(RuleHost.LAW)
                                .citing("a statute of limitations")),
                "2028-06-01T09:00",
                Map.of("inquiry", "day", "inquiry-law", "day"));
        host.add(1, "", LocalDate.of(2026, 3, 15));
        Explanation explanation = host.explain(1);
        assertThat(explanation.reason()).contains(KeepReason.FLOOR);
        assertThat(explanation.decidedBy()).isEqualTo("inquiry-law");
        assertThat(explanation.lastDayKept()).contains(LocalDate.of(2029, 3, 15));
        assertThat(host.sojourn.retention().preview().kept(KeepReason.FLOOR)).isEqualTo(1);
        assertThat(host.goesRightAfter(1, LocalDate.of(2029, 3, 15))).isTrue();
    }

    @Test
    @Upholds("QLUSTER-12")
    void defersDisposalWhileACommercialRelationshipLastsAndRestartsNothing() {
        Map<DataSubject, SuspendingCondition.Span> relationships = new HashMap<>();
        relationships.put(RuleHost.subject("", "u1"), span(LocalDate.of(2027, 1, 10), LocalDate.of(2029, 6, 30)));
        relationships.put(RuleHost.subject("", "u2"), span(LocalDate.of(2027, 1, 10), LocalDate.of(2028, 3, 15)));
        relationships.put(RuleHost.subject("", "u3"), span(LocalDate.of(2028, 3, 17), LocalDate.of(2029, 6, 30)));
        relationships.put(
                RuleHost.subject("", "u4"), new SuspendingCondition.Span(LocalDate.of(2028, 3, 16), Optional.empty()));
        RuleHost host = new RuleHost(
                RuleHost.policy(NEW_YORK, inquiry().unless("commercial relationship")),
                "2028-03-16T00:00",
                Map.of("inquiry", "day"),
                builder -> builder.condition("commercial relationship", subjects -> {
                    Map<DataSubject, SuspendingCondition.Span> known = new HashMap<>(relationships);
                    known.keySet().retainAll(subjects);
                    return known;
                }));
        for (long id = 1; id <= 4; id++) {
            host.add(id, "", LocalDate.of(2026, 3, 15));
        }
        assertThat(host.explain(1).reason()).contains(KeepReason.SUSPENDED);
        assertThat(host.explain(1).lastDayKept()).contains(LocalDate.of(2029, 6, 30));
        SweepPlan plan = host.sojourn.retention().preview();
        assertThat(plan.kept(KeepReason.SUSPENDED)).isEqualTo(2);
        assertThat(host.sojourn.retention().sweep(plan).spared(KeepReason.SUSPENDED))
                .isEqualTo(2);
        assertThat(host.has(2))
                .as("a relationship that ended on the last day defers nothing")
                .isFalse();
        assertThat(host.has(3))
                .as("one that began after the data was due defers nothing")
                .isFalse();
        assertThat(host.goesRightAfter(1, LocalDate.of(2029, 6, 30))).isTrue();
        host.clock.set("2040-01-01T00:00");
        host.sweep();
        assertThat(host.has(4)).as("no end of the relationship in sight").isTrue();
    }

    @Test
    @Upholds("QLUSTER-13")
    void keepsAnAccountForThePeriodItsTenantsContractStatesAndListsWhomNoContractNames() {
        Map<String, Period> orderForms = new HashMap<>(Map.of("C1", Period.ofDays(45)));
        RuleHost host = new RuleHost(
                RuleHost.policy(
                        NEW_YORK,
                        RetentionRule.atMost("account")
                                .agreedInContract()
                                .fromEvent("agreement-ended")
                                .reviewEvery(Period.ofYears(1))
                                .serving(RuleHost.SERVICE)),
                "2026-09-01T09:00",
                Map.of("account", "day"),
                builder -> builder.contractPeriods((rule, tenants) -> {
                    Map<String, Period> known = new HashMap<>(orderForms);
                    known.keySet().retainAll(tenants);
                    return known;
                }));
        host.add(1, "C1", LocalDate.of(2026, 9, 30));
        host.add(2, "C2", LocalDate.of(2026, 9, 30));
        host.clock.set("2026-12-01T09:00");
        assertThat(host.explain(1).lastDayKept()).contains(LocalDate.of(2026, 11, 14));
        assertThat(host.explain(2).reason()).contains(KeepReason.UNRESOLVED);
        SweepPlan.Line unresolved =
                host.sojourn.retention().preview().steps().get(0).line("C2").orElseThrow();
        assertThat(unresolved.source()).isEqualTo(Reckoning.Source.NO_RULE);
        assertThat(unresolved.kept(KeepReason.UNRESOLVED)).isEqualTo(1);
        assertThat(host.goesRightAfter(1, LocalDate.of(2026, 11, 14))).isTrue();
        assertThat(host.has(2)).isTrue();
        orderForms.put("C2", Period.ofDays(90));
        assertThat(host.goesRightAfter(2, LocalDate.of(2026, 12, 29))).isTrue();
    }

    @Test
    void refusesContractsThatNobodyReadsAndThatNoRuleAsksFor() {
        RetentionRule agreed =
                RetentionRule.atMost("account").agreedInContract().serving(RuleHost.SERVICE);
        assertThatThrownBy(() ->
                        new RuleHost(RuleHost.policy(NEW_YORK, agreed), "2026-09-01T09:00", Map.of("account", "day")))
                .isInstanceOf(FaultyDeclaration.class)
                .hasMessageContaining("takes its period from tenants' contracts, which nobody reads");
        assertThatThrownBy(() -> new RuleHost(
                        RuleHost.policy(NEW_YORK, inquiry()),
                        "2026-09-01T09:00",
                        Map.of("inquiry", "day"),
                        builder -> builder.contractPeriods((rule, tenants) -> Map.of())))
                .isInstanceOf(FaultyDeclaration.class)
                .hasMessageContaining("answers no rule");
    }

    @Test
    @Upholds("KLOZER-07")
    void disposesOfNothingWhenAStoreFails() {
        InMemoryStores stores = new InMemoryStores();
        InMemoryRecords<RuleHost.Item> calls = records(stores, "Call", "call", "day");
        FailingData failing = new FailingData(calls);
        Sojourn sojourn = Sojourn.builder(RuleHost.policy(
                        BUCHAREST,
                        RetentionRule.atMost("call", Period.ofDays(30)).serving(RuleHost.SERVICE)))
                .stores(stores)
                .clock(HandMovedClock.at("2026-06-01T09:00", BUCHAREST))
                .data(failing)
                .build();
        calls.put(new RuleHost.Item(1, "", "u1", LocalDate.of(2026, 1, 1), null));
        SweepPlan plan = sojourn.retention().preview();
        failing.failOnDispose(true);
        SweepReport report = sojourn.retention().sweep(plan);
        assertThat(report.gone()).isZero();
        assertThat(calls.all()).hasSize(1);
        assertThat(report.failures()).singleElement().satisfies(step -> {
            assertThat(step.failure()).contains("the disk is full");
            assertThat(step.failed()).isEqualTo(1);
        });
        failing.failOnDispose(false);
        failing.failOnRead(true);
        assertThat(sojourn.retention().preview().failures()).hasSize(1);
        assertThatThrownBy(() -> sojourn.retention().explain(RuleHost.Item.class, 1L))
                .isInstanceOf(StoreException.class);
        failing.failOnRead(false);
        assertThat(sojourn.retention().sweep(sojourn.retention().preview()).gone())
                .as("what was kept is due in the next run")
                .isEqualTo(1);
    }

    @Test
    @Upholds("KLOZER-12")
    void resolvesTypeCustomerAndLegalRuleOnOneCallAndListsAllThree() {
        Map<String, String> bindings = new LinkedHashMap<>();
        bindings.put("call", "day");
        bindings.put("call-by-customer", "day");
        bindings.put("call-by-law", "day");
        RuleHost host = new RuleHost(
                RuleHost.policy(
                        BUCHAREST,
                        RetentionRule.atMost("call", Period.ofDays(365)).serving(RuleHost.SERVICE),
                        RetentionRule.atMost("call-by-customer")
                                .chosenByTenant(Period.ofDays(30), Period.ofDays(365))
                                .governing("call")
                                .serving(RuleHost.SERVICE),
                        RetentionRule.atLeast("call-by-law", Period.ofDays(90))
                                .governing("call")
                                .serving(RuleHost.LAW)
                                .citing("telecommunications law")),
                "2026-03-15T09:00",
                bindings);
        host.add(1, "C1", LocalDate.of(2026, 1, 1));
        host.sojourn.settings().choose("C1", "call-by-customer", Period.ofDays(60), Actor.tenant("C1"));

        Explanation explanation = host.explain(1);
        assertThat(explanation.lastDayKept()).contains(LocalDate.of(2026, 4, 1));
        assertThat(explanation.reason()).contains(KeepReason.FLOOR);
        assertThat(explanation.decidedBy()).isEqualTo("call-by-law");
        assertThat(explanation.reckonings())
                .extracting(
                        Reckoning::rule,
                        Reckoning::source,
                        line -> line.keptThrough().orElseThrow())
                .containsExactly(
                        tuple("call", Reckoning.Source.POLICY, LocalDate.of(2027, 1, 1)),
                        tuple("call-by-customer", Reckoning.Source.TENANT, LocalDate.of(2026, 3, 2)),
                        tuple("call-by-law", Reckoning.Source.POLICY, LocalDate.of(2026, 4, 1)));
        assertThat(explanation.toString())
                .contains("call-by-customer", "P60D (TENANT)", "call-by-law", "P365D (POLICY)");
        assertThat(host.goesRightAfter(1, LocalDate.of(2026, 4, 1))).isTrue();
    }

    private static RetentionRule contractRule() {
        return RetentionRule.atMost("contract", Period.ZERO)
                .fromEvent("contract-ended")
                .reviewEvery(Period.ofYears(1))
                .serving(RuleHost.SERVICE);
    }

    private static RetentionRule inquiry() {
        return RetentionRule.atMost("inquiry", Period.ofMonths(24))
                .fromLastActivity()
                .serving(RuleHost.SERVICE);
    }

    private static SuspendingCondition.Span span(LocalDate from, LocalDate through) {
        return new SuspendingCondition.Span(from, Optional.of(through));
    }

    private static Optional<LocalDate> reviewDue(RuleHost host) {
        return host.sojourn.retention().preview().steps().get(0).reviewDueSince();
    }

    private static InMemoryRecords<RuleHost.Item> records(
            InMemoryStores stores, String entity, String rule, String attribute) {
        return InMemoryRecords.of(RuleHost.Item.class, Long.class, RuleHost.Item::id)
                .named(entity)
                .tenant(RuleHost.Item::tenant)
                .subject(RuleHost.Item::subject)
                .day("day", RuleHost.Item::day)
                .moment("at", RuleHost.Item::at)
                .retained(rule, attribute)
                .in(stores);
    }
}
