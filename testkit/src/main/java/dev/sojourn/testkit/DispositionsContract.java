package dev.sojourn.testkit;

import static dev.sojourn.testkit.DispositionsFixture.LEGAL_CLAIMS;
import static dev.sojourn.testkit.DispositionsFixture.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sojourn.Sojourn;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Scope;
import dev.sojourn.processing.Decision;
import dev.sojourn.processing.DenialReason;
import dev.sojourn.retention.ArchivedRow;
import dev.sojourn.retention.AwaitingReview;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.Explanation;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.ErasureReport;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What archiving, review and a host's own dispositions must do over any stores; a store's own test extends it and brings a
 * {@link DispositionsFixture}.
 */
public abstract class DispositionsContract {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final Actor DESK = Actor.employee("privacy desk");

    private final Set<String> refused = new HashSet<>();
    private final List<Object> told = new ArrayList<>();
    private final List<AwaitingReview> shown = new ArrayList<>();
    private boolean crmDown;
    private DispositionsFixture fixture;
    private HandMovedClock clock;
    private Sojourn sojourn;

    /** For subclasses. */
    protected DispositionsContract() {}

    /**
     * The rows under test.
     *
     * @return a fixture without any row
     */
    protected abstract DispositionsFixture fixture();

    @BeforeEach
    void open() {
        refused.clear();
        told.clear();
        shown.clear();
        crmDown = false;
        fixture = fixture();
        clock = HandMovedClock.at(TODAY + "T09:00", "Europe/Bucharest");
        // tag::outlets[]
        sojourn = fixture.sojourn()
                .clock(clock)
                .batchSize(2)
                .archive("call-archive", this::archive) // takes rows over before they are deleted
                .disposition("tell-crm", this::tell)
                .build();
        // end::outlets[]
    }

    private void archive(List<ArchivedRow> rows) {
        for (ArchivedRow row : rows) {
            fixture.archive(
                    row, LocalDate.ofInstant(clock.instant(), sojourn.policy().zone()));
            if (refused.contains(String.valueOf(row.values().get("transcript")))) {
                throw new StoreException("the archive is full", new IllegalStateException("no space"), false);
            }
        }
    }

    private void tell(List<DataRow> rows) {
        if (crmDown) {
            throw new IllegalStateException("the customers' system does not answer");
        }
        rows.forEach(row -> told.add(row.key().id()));
    }

    @Test
    @Upholds("KLOZER-13")
    void movesRowsToAnArchiveWithARuleAndPurposesOfItsOwn() {
        fixture.call("ada", LocalDate.of(2026, 1, 1), "about an invoice");
        clock.set("2026-04-01T23:00");
        assertThat(sojourn.retention().preview().due()).isZero();

        clock.set("2026-04-02T09:00");
        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(1);
        SweepReport report = sojourn.retention().sweep(plan);

        assertThat(report.failures()).isEmpty();
        assertThat(report.gone()).isEqualTo(1);
        assertThat(fixture.calls()).isEmpty();
        assertThat(fixture.archived()).containsExactly("about an invoice");
        assertThat(proofs(plan.id())).singleElement().satisfies(entry -> {
            assertThat(entry.body())
                    .containsEntry("entity", "Call")
                    .containsEntry("disposition", "ARCHIVE")
                    .containsEntry("rows.Call", "1");
            assertThat(entry.body().toString()).doesNotContain("ada", "invoice");
        });

        DataSubject ada = DispositionsFixture.person("ada");
        // tag::ask[]
        Scope archive = Scope.archive("call-archive");
        Decision support = sojourn.gate().decide(ada, SUPPORT, archive); // Denied[SCOPE]
        boolean claims = sojourn.gate().may(ada, LEGAL_CLAIMS, archive); // true
        // end::ask[]
        assertThat(support)
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.reason()).isEqualTo(DenialReason.SCOPE));
        assertThat(claims).isTrue();
        assertThat(sojourn.may(ada, SUPPORT)).isTrue();

        clock.set("2031-04-02T23:00");
        assertThat(sojourn.retention().preview().due()).isZero();
        clock.set("2031-04-03T00:00");
        assertThat(sojourn.retention().sweep(sojourn.retention().preview()).gone())
                .isEqualTo(1);
        assertThat(fixture.archived()).isEmpty();
    }

    @Test
    void keepsWhatTheArchiveRefusesAndTriesAgain() {
        for (int i = 1; i <= 5; i++) {
            fixture.call("caller " + i, TODAY.minusDays(200), "call " + i);
        }
        refused.add("call 3");
        SweepReport report = sojourn.retention().sweep(sojourn.retention().preview());

        assertThat(report.gone()).isEqualTo(4);
        assertThat(report.failures()).singleElement().satisfies(step -> {
            assertThat(step.failed()).isEqualTo(1);
            assertThat(step.failures()).isEqualTo(Map.of("the archive is full", 1L));
        });
        assertThat(fixture.calls()).containsExactly("call 3");
        assertThat(fixture.archived()).containsExactly("call 1", "call 2", "call 4", "call 5");

        refused.clear();
        assertThat(sojourn.retention().sweep(sojourn.retention().preview()).gone())
                .isEqualTo(1);
        assertThat(fixture.calls()).isEmpty();
        assertThat(fixture.archived()).containsExactly("call 1", "call 2", "call 3", "call 4", "call 5");
    }

    @Test
    void archivesNothingThatIsHeld() {
        fixture.call("ada", TODAY.minusDays(200), "held");
        sojourn.holds()
                .place(Hold.on(DispositionsFixture.person("ada"))
                        .because("a case")
                        .reviewOn(TODAY.plusYears(1)));
        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.kept(KeepReason.HELD)).isEqualTo(1);
        sojourn.retention().sweep(plan);
        assertThat(fixture.calls()).containsExactly("held");
        assertThat(fixture.archived()).isEmpty();
    }

    @Test
    void aScheduledSweepArchivesOnlyWhatSomebodyConfirmedBefore() {
        fixture.call("ada", TODAY.minusDays(200), "old");
        SweepReport first = sojourn.retention().sweepScheduled(Actor.job("nightly"));
        assertThat(first.spared(KeepReason.BACKLOG)).isEqualTo(1);
        assertThat(fixture.archived()).isEmpty();
        sojourn.retention().sweep(sojourn.retention().preview(), DESK);
        fixture.call("bea", TODAY.minusDays(200), "later");
        assertThat(sojourn.retention().sweepScheduled(Actor.job("nightly")).gone())
                .isEqualTo(1);
        assertThat(fixture.archived()).containsExactly("later", "old");
    }

    @Test
    void anErasureAndAnAccessCopyReachTheArchive() {
        fixture.call("ada", TODAY.minusDays(200), "archived");
        sojourn.retention().sweep(sojourn.retention().preview());
        fixture.call("ada", TODAY.minusDays(2), "fresh");
        Map<String, List<Map<String, Object>>> copy =
                sojourn.rights().accessCopy(DispositionsFixture.person("ada")).rows();
        assertThat(copy.get("Call")).hasSize(1);
        assertThat(copy.get("ArchivedCall")).hasSize(1);

        ErasureReport report = erase("ada");
        assertThat(report.isCompleted()).isTrue();
        assertThat(report.erased()).containsEntry("Call", 1L).containsEntry("ArchivedCall", 1L);
        assertThat(fixture.archived()).isEmpty();
    }

    @Test
    void listsWhatAwaitsReviewAndLetsNoSweepTakeIt() {
        Object due = fixture.dossier("ada", "t1", TODAY.minusMonths(7));
        Object fresh = fixture.dossier("bea", "t1", TODAY.minusMonths(2));
        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isZero();
        assertThat(plan.kept(KeepReason.AWAITING_REVIEW)).isEqualTo(1);
        assertThat(awaiting(plan)).singleElement().satisfies(row -> {
            assertThat(row.key()).isEqualTo(new RowKey("Dossier", due));
            assertThat(row.tenant()).isEqualTo("t1");
            assertThat(row.lastDayKept()).contains(TODAY.minusMonths(7).plusMonths(6));
            assertThat(row.toString()).doesNotContain("ada");
        });

        assertThat(sojourn.retention().sweep(plan, DESK).spared(KeepReason.AWAITING_REVIEW))
                .isEqualTo(1);
        assertThat(sojourn.retention().sweepScheduled(Actor.job("nightly")).gone())
                .isZero();
        assertThat(fixture.dossiers()).containsExactlyInAnyOrder(due, fresh);
        Explanation explained = sojourn.retention().explain(fixture.dossierType(), due);
        assertThat(explained.due()).isFalse();
        assertThat(explained.reason()).contains(KeepReason.AWAITING_REVIEW);
        assertThat(explained.decidedBy()).isEqualTo("dossier");
    }

    @Test
    void disposesOfWhatANamedActorApproved() {
        for (int i = 0; i < 5; i++) {
            fixture.dossier("client " + i, "t1", TODAY.minusMonths(7));
        }
        Object fresh = fixture.dossier("bea", "t1", TODAY.minusMonths(2));
        fixture.call("ada", TODAY.minusDays(200), "not approved");
        // tag::approve[]
        SweepPlan plan = sojourn.retention().preview();
        sojourn.retention().awaitingReview(plan, this::show);
        SweepReport report = sojourn.retention().approve(plan, review(plan), DESK); // all of one step, or rows by key
        // end::approve[]

        assertThat(shown).hasSize(5);
        assertThat(report.gone()).isEqualTo(5);
        assertThat(report.failures()).isEmpty();
        assertThat(fixture.dossiers()).containsExactly(fresh);
        assertThat(fixture.calls()).containsExactly("not approved");
        List<LedgerEntry> entries = sojourn.ledger().read(ChainId.run(report.run()), 0, 100);
        assertThat(entries.get(0).kind()).isEqualTo(EntryKind.RUN_STARTED);
        assertThat(entries.get(0).body())
                .containsEntry("approves", plan.id())
                .containsEntry("rule", "dossier")
                .containsEntry("actor", Actor.Kind.EMPLOYEE.name());
        assertThat(sojourn.ledger().attachmentsOf(entries.get(0))).containsEntry("actor.name", DESK.name());
        assertThat(entries.stream()
                        .filter(entry -> entry.kind() == EntryKind.BATCH_DISPOSED)
                        .peek(entry -> assertThat(entry.body()).containsEntry("disposition", "REVIEW"))
                        .mapToLong(entry -> Long.parseLong(entry.body().get("rows.Dossier")))
                        .sum())
                .isEqualTo(5);
        assertThat(sojourn.retention().approve(plan, review(plan), DESK).gone()).isZero();
        assertThat(sojourn.retention().preview().kept(KeepReason.AWAITING_REVIEW))
                .isZero();
        assertThat(sojourn.proof().verify().isIntact()).isTrue();
    }

    @Test
    void disposesOfTheApprovedRowsAloneAndTheOthersWait() {
        Object approved = fixture.dossier("ada", "t1", TODAY.minusMonths(7));
        Object other = fixture.dossier("bea", "t2", TODAY.minusMonths(8));
        Object fresh = fixture.dossier("eve", "t2", TODAY.minusMonths(1));
        SweepPlan plan = sojourn.retention().preview();
        List<RowKey> keys = awaiting(plan).stream()
                .map(AwaitingReview::key)
                .filter(key -> key.id().equals(approved))
                .toList();
        assertThat(sojourn.retention().approve(plan, review(plan), keys, DESK).gone())
                .isEqualTo(1);
        assertThat(fixture.dossiers()).containsExactlyInAnyOrder(other, fresh);
        SweepReport early =
                sojourn.retention().approve(plan, review(plan), List.of(new RowKey("Dossier", fresh)), DESK);
        assertThat(early.gone()).isZero();
        assertThat(early.spared(KeepReason.CHANGED)).isEqualTo(1);
        assertThat(sojourn.retention().preview().kept(KeepReason.AWAITING_REVIEW))
                .isEqualTo(1);
    }

    @Test
    void sparesWhatIsHeldSinceItWasLookedAt() {
        Object held = fixture.dossier("ada", "t1", TODAY.minusMonths(7));
        fixture.dossier("bea", "t1", TODAY.minusMonths(7));
        SweepPlan plan = sojourn.retention().preview();
        sojourn.holds()
                .place(Hold.on(DispositionsFixture.person("ada").in("t1"))
                        .because("a case")
                        .reviewOn(TODAY.plusYears(1)));
        SweepReport report = sojourn.retention().approve(plan, review(plan), DESK);
        assertThat(report.gone()).isEqualTo(1);
        assertThat(report.spared(KeepReason.HELD)).isEqualTo(1);
        assertThat(fixture.dossiers()).containsExactly(held);
    }

    @Test
    void approvesByTheTenantsOwnPeriodsAlsoAfterThePlanWasSwept() {
        sojourn.settings().choose("t1", "dossier", Period.ofDays(30), Actor.tenant("desk of t1"));
        fixture.dossier("ada", "t1", TODAY.minusDays(40));
        Object longer = fixture.dossier("bea", "t2", TODAY.minusDays(40));
        SweepPlan plan = sojourn.retention().preview();
        assertThat(review(plan).kept(KeepReason.AWAITING_REVIEW)).isEqualTo(1);
        sojourn.retention().sweep(plan, DESK);
        sojourn.retention().preview();
        assertThat(sojourn.retention().approve(plan, review(plan), DESK).gone()).isEqualTo(1);
        assertThat(fixture.dossiers()).containsExactly(longer);
    }

    @Test
    void takesNobodysWordButANamedActors() {
        fixture.dossier("ada", "t1", TODAY.minusMonths(7));
        SweepPlan plan = sojourn.retention().preview();
        SweepPlan other = sojourn.retention().preview();
        SweepPlan.Step call = plan.steps().stream()
                .filter(step -> step.rule().equals("call"))
                .findFirst()
                .orElseThrow();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.retention().approve(plan, review(plan), Actor.job("nightly")))
                .withMessageContaining("a name");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.retention().approve(plan, review(other), DESK))
                .withMessageContaining("no such step");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.retention().approve(plan, call, DESK))
                .withMessageContaining("sweep the plan");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(
                        () -> sojourn.retention().approve(plan, review(plan), List.of(new RowKey("Call", 1L)), DESK))
                .withMessageContaining("'Call'");
        assertThat(fixture.dossiers()).hasSize(1);
    }

    @Test
    void erasesWhatAwaitsReviewAtThePersonsOwnWord() {
        Object dossier = fixture.dossier("ada", "t1", TODAY.minusMonths(7));
        ErasureReport report = sojourn.rights()
                .erase(sojourn.rights()
                        .planErasure(DispositionsFixture.person("ada").in("t1"), ErasureGround.NO_LONGER_NECESSARY));
        assertThat(report.erased()).containsEntry("Dossier", 1L);
        assertThat(fixture.dossiers()).doesNotContain(dossier);
    }

    @Test
    void doesWhatTheHostSaysOnceAndMarksTheRow() {
        Object first = fixture.ticket("ada", TODAY.minusDays(31));
        Object second = fixture.ticket("bea", TODAY.minusDays(60));
        Object fresh = fixture.ticket("eve", TODAY.minusDays(30));
        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(2);
        SweepReport report = sojourn.retention().sweep(plan);

        assertThat(report.gone()).isEqualTo(2);
        assertThat(told).containsExactlyInAnyOrder(first, second);
        assertThat(fixture.tickets()).isEqualTo(Map.of(first, true, second, true, fresh, false));
        assertThat(proofs(plan.id()))
                .allSatisfy(entry -> assertThat(entry.body())
                        .containsEntry("rule", "ticket")
                        .containsEntry("disposition", "BY_HOST"));
        SweepPlan again = sojourn.retention().preview();
        assertThat(again.due()).isZero();
        sojourn.retention().sweep(again);
        assertThat(told).hasSize(2);
        Explanation explained = sojourn.retention().explain(fixture.ticketType(), first);
        assertThat(explained.reason()).contains(KeepReason.RUNNING);
        assertThat(explained.decidedBy()).isEqualTo("ticket-gone");

        clock.set(TODAY.minusDays(60).plusMonths(12).plusDays(1) + "T00:00");
        sojourn.retention().sweep(sojourn.retention().preview());
        assertThat(fixture.tickets()).isEqualTo(Map.of(first, true, fresh, true));
        assertThat(told).hasSize(3);
    }

    @Test
    void keepsWhatTheHostCouldNotDoUnmarkedAndTriesAgain() {
        Object ticket = fixture.ticket("ada", TODAY.minusDays(31));
        crmDown = true;
        SweepReport report = sojourn.retention().sweep(sojourn.retention().preview());
        assertThat(report.gone()).isZero();
        assertThat(report.failures()).singleElement().satisfies(step -> {
            assertThat(step.failed()).isEqualTo(1);
            assertThat(step.failures()).isEqualTo(Map.of(IllegalStateException.class.getName(), 1L));
        });
        assertThat(fixture.tickets()).isEqualTo(Map.of(ticket, false));
        crmDown = false;
        sojourn.retention().sweep(sojourn.retention().preview());
        assertThat(told).containsExactly(ticket);
        assertThat(fixture.tickets()).isEqualTo(Map.of(ticket, true));
    }

    @Test
    void erasesARowWhateverTheHostDidToIt() {
        fixture.ticket("ada", TODAY.minusDays(31));
        sojourn.retention().sweep(sojourn.retention().preview());
        assertThat(erase("ada").erased()).containsEntry("Ticket", 1L);
        assertThat(fixture.tickets()).isEmpty();
    }

    private ErasureReport erase(String person) {
        return sojourn.rights()
                .erase(sojourn.rights()
                        .planErasure(DispositionsFixture.person(person), ErasureGround.NO_LONGER_NECESSARY));
    }

    private void show(AwaitingReview row) {
        shown.add(row);
    }

    private List<AwaitingReview> awaiting(SweepPlan plan) {
        List<AwaitingReview> rows = new ArrayList<>();
        sojourn.retention().awaitingReview(plan, rows::add);
        return rows;
    }

    private static SweepPlan.Step review(SweepPlan plan) {
        return plan.steps().stream()
                .filter(step -> step.rule().equals("dossier") && step.cause() == SweepPlan.Cause.PERIOD)
                .findFirst()
                .orElseThrow();
    }

    private List<LedgerEntry> proofs(String run) {
        return sojourn.ledger().read(ChainId.run(run), 0, 100).stream()
                .filter(entry -> entry.kind() == EntryKind.BATCH_DISPOSED)
                .toList();
    }
}
