package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Restriction;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.Setting;
import dev.sojourn.policy.Actor;
import dev.sojourn.retention.Anchor;
import dev.sojourn.retention.Explanation;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.Reckoning;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepProgress;
import dev.sojourn.retention.SweepReport;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a preview and a sweep must do over any stores; a store's own test extends it and brings a {@link DataFixture}. */
public abstract class SweepContract {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final LocalDate LONG_AGO = LocalDate.of(2026, 1, 1);
    private static final Instant DUE = Instant.parse("2026-04-01T10:00:00Z");
    private static final Instant RUNNING = Instant.parse("2026-05-20T10:00:00Z");

    private DataFixture fixture;
    private HandMovedClock clock;
    private Sojourn sojourn;
    private final List<SweepProgress.Advance> heard = new ArrayList<>();

    /** For subclasses. */
    protected SweepContract() {}

    /**
     * The rows under test.
     *
     * @return a fixture without any row
     */
    protected abstract DataFixture fixture();

    @BeforeEach
    void open() {
        fixture = fixture();
        clock = HandMovedClock.at(TODAY + "T09:00", "Europe/Bucharest");
        sojourn = fixture.sojourn()
                .clock(clock)
                .batchSize(2)
                .planValidFor(Duration.ofHours(2))
                .progress(heard::add)
                .build();
    }

    @Test
    void disposesOfExactlyWhatThePreviewNamed() {
        Set<Object> stays = Set.of(booking("beta", "u6", RUNNING), booking("beta", "u7", null));
        for (int i = 0; i < 5; i++) {
            booking(i < 3 ? "alpha" : "beta", "u" + i, DUE.minusSeconds(i));
        }

        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(5);
        SweepPlan.Step step = step(plan);
        assertThat(step.line("alpha").orElseThrow().due()).isEqualTo(3);
        assertThat(step.line("alpha").orElseThrow().oldest()).contains(new Anchor.Moment(DUE.minusSeconds(2)));
        assertThat(step.line("beta").orElseThrow().due()).isEqualTo(2);
        assertThat(step.line("beta").orElseThrow().kept(KeepReason.NOT_STARTED)).isEqualTo(1);
        assertThat(fixture.keys()).as("a preview disposes of nothing").hasSize(7);

        SweepReport report = sojourn.retention().sweep(plan, Actor.employee("Ioana"));
        assertThat(report.gone()).isEqualTo(5);
        assertThat(report.failures()).isEmpty();
        assertThat(fixture.keys()).isEqualTo(stays);
        assertThat(sojourn.retention().preview().due()).isZero();
    }

    @Test
    void recordsEveryBatchInTheRunsChainWithTheCountsOfTheStore() {
        for (int i = 0; i < 5; i++) {
            fixture.insert(new DataFixture.Booking(
                    "", "u" + i, DUE, LONG_AGO, List.of(new DataFixture.Receipt("u" + i, LocalDate.of(2015, 1, 1)))));
        }
        SweepPlan plan = sojourn.retention().preview();
        sojourn.retention().sweep(plan, Actor.employee("Ioana"));

        List<LedgerEntry> chain = sojourn.ledger().read(ChainId.run(plan.id()), 0, 100);
        assertThat(chain.get(0).kind()).isEqualTo(EntryKind.RUN_STARTED);
        assertThat(chain.get(0).body())
                .containsEntry("plan", plan.digest())
                .containsEntry("policy.version", "1")
                .containsEntry("actor", "EMPLOYEE");
        assertThat(sojourn.ledger().attachmentsOf(chain.get(0))).containsEntry("actor.name", "Ioana");
        assertThat(chain.get(chain.size() - 1).kind()).isEqualTo(EntryKind.RUN_ENDED);
        assertThat(rows(chain, "rows.Booking")).isEqualTo(5);
        assertThat(rows(chain, "rows.Receipt")).isEqualTo(5);
        assertThat(chain)
                .filteredOn(entry -> entry.kind() == EntryKind.BATCH_DISPOSED)
                .hasSizeGreaterThan(2);
        assertThat(chain.toString()).doesNotContain("u1", "Ioana");
        assertThat(heard).anyMatch(advance -> advance.ended() && advance.disposed() == 5 && advance.planned() == 5);
    }

    @Test
    void keepsWhatAHoldOrARestrictionCovers() {
        Object held = booking("alpha", "u1", DUE);
        Object restricted = booking("alpha", "u2", DUE);
        booking("beta", "u1", DUE);
        hold("alpha", "u1");
        sojourn.restrictions()
                .restrict(
                        DataFixture.guest("alpha", "u2"),
                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                .reviewOn(TODAY.plusMonths(1)));

        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(1);
        assertThat(plan.kept(KeepReason.HELD)).isEqualTo(1);
        assertThat(plan.kept(KeepReason.RESTRICTED)).isEqualTo(1);
        SweepReport report = sojourn.retention().sweep(plan);
        assertThat(report.spared(KeepReason.HELD)).isEqualTo(1);
        assertThat(report.spared(KeepReason.RESTRICTED)).isEqualTo(1);
        assertThat(fixture.keys()).containsExactlyInAnyOrder(held, restricted);
    }

    @Test
    void keepsWhatAFloorCoversAndCountsIt() {
        Object floored = fixture.insert(new DataFixture.Booking("", "u1", DUE, TODAY.minusDays(10)));
        Object unknown = fixture.insert(new DataFixture.Booking("", "u2", DUE, null));
        fixture.insert(new DataFixture.Booking("", "u3", DUE, TODAY.minusDays(11)));

        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(1);
        assertThat(plan.kept(KeepReason.FLOOR)).isEqualTo(2);
        sojourn.retention().sweep(plan);
        assertThat(fixture.keys()).containsExactlyInAnyOrder(floored, unknown);
        assertThat(explain(floored).reason()).contains(KeepReason.FLOOR);
        assertThat(explain(floored).decidedBy()).isEqualTo("booking-law");
        assertThat(explain(floored).lastDayKept()).contains(TODAY);
    }

    @Test
    void keepsARowWhoseChildMustStayAndNamesTheChildsRule() {
        Object floored = fixture.insert(
                new DataFixture.Booking("", "u1", DUE, LONG_AGO, List.of(new DataFixture.Receipt("u1", LONG_AGO))));
        Object held = fixture.insert(new DataFixture.Booking(
                "", "u2", DUE, LONG_AGO, List.of(new DataFixture.Receipt("u3", LocalDate.of(2015, 1, 1)))));
        booking("", "u4", DUE);
        Hold hold = hold("", "u3");

        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(1);
        assertThat(plan.kept(KeepReason.CHILD_KEPT)).isEqualTo(2);
        SweepReport report = sojourn.retention().sweep(plan);
        assertThat(fixture.keys()).containsExactlyInAnyOrder(floored, held);
        assertThat(fixture.receipts()).isEqualTo(2);
        assertThat(report.steps())
                .filteredOn(step -> step.entity().equals("Booking") && step.cause() == SweepPlan.Cause.PERIOD)
                .singleElement()
                .satisfies(step -> assertThat(step.childKept())
                        .containsOnlyKeys("Receipt FLOOR by receipt", "Receipt HELD by hold " + hold.id()));
        assertThat(explain(floored).reason()).contains(KeepReason.CHILD_KEPT);
    }

    @Test
    void sparesWhatChangedSinceThePreviewAndSaysSo() {
        Object renewed = booking("", "u1", DUE);
        Object held = booking("", "u2", DUE);
        booking("", "u3", DUE);
        SweepPlan plan = sojourn.retention().preview();
        fixture.checkOut(renewed, RUNNING);
        hold("", "u2");

        SweepReport report = sojourn.retention().sweep(plan);
        assertThat(fixture.keys()).containsExactlyInAnyOrder(renewed, held);
        assertThat(report.gone()).isEqualTo(1);
        assertThat(report.spared(KeepReason.CHANGED)).isEqualTo(1);
        assertThat(report.spared(KeepReason.HELD)).isEqualTo(1);
    }

    @Test
    void disposesOfNothingWhenAPlanIsSweptAgain() {
        booking("", "u1", DUE);
        Object held = booking("", "u2", DUE);
        Hold hold = hold("", "u2");
        SweepPlan plan = sojourn.retention().preview();
        sojourn.retention().sweep(plan);
        sojourn.holds().release(hold.id(), Actor.employee("Ioana"));

        SweepReport again = sojourn.retention().sweep(plan);
        assertThat(again.alreadySwept()).isTrue();
        assertThat(again.gone()).isZero();
        assertThat(fixture.keys()).containsExactly(held);
        assertThat(sojourn.retention().sweep(sojourn.retention().preview()).gone())
                .isEqualTo(1);
    }

    @Test
    void keepsTheRowsOfAStoreThatFailsAndGoesOnWithOtherRules() {
        booking("", "u1", DUE);
        BrokenData broken = new BrokenData();
        Sojourn other = fixture.sojourn().data(broken).clock(clock).build();
        SweepPlan plan = other.retention().preview();
        assertThat(plan.due()).isEqualTo(2);

        SweepReport report = other.retention().sweep(plan);
        assertThat(report.gone()).isEqualTo(1);
        assertThat(fixture.keys()).isEmpty();
        assertThat(report.failures()).singleElement().satisfies(step -> {
            assertThat(step.entity()).isEqualTo("Scratch");
            assertThat(step.rule()).isEqualTo("scratch");
            assertThat(step.failed()).isEqualTo(1);
            assertThat(step.gone()).isZero();
            assertThat(step.failure()).contains("the disk is full");
        });
    }

    @Test
    void leavesAStoreThatCannotBeCountedOutOfThePlanAndGoesOnWithOtherRules() {
        booking("", "u1", DUE);
        BrokenData broken = new BrokenData();
        broken.failOnTally(true);
        Sojourn other = fixture.sojourn().data(broken).clock(clock).build();
        SweepPlan plan = other.retention().preview();
        assertThat(plan.failures()).extracting(SweepPlan.Step::entity).containsExactly("Scratch");
        broken.failOnTally(false);

        SweepReport report = other.retention().sweep(plan);
        assertThat(report.gone()).isEqualTo(1);
        assertThat(report.failures()).extracting(SweepReport.Step::entity).containsExactly("Scratch");
    }

    @Test
    void honoursAShorterPeriodOfATenantFromTheNextRunOn() {
        booking("alpha", "u1", RUNNING);
        Object other = booking("beta", "u2", RUNNING);
        SweepPlan before = sojourn.retention().preview();
        assertThat(before.due()).isZero();
        sojourn.settings().choose("alpha", "booking", Period.ofDays(7), Actor.tenant("alpha"));

        assertThat(sojourn.retention().sweep(before).gone()).isZero();
        SweepPlan plan = sojourn.retention().preview();
        assertThat(step(plan).line("alpha").orElseThrow().source()).isEqualTo(Reckoning.Source.TENANT);
        assertThat(sojourn.retention().sweep(plan).gone()).isEqualTo(1);
        assertThat(fixture.keys()).containsExactly(other);
    }

    @Test
    void sparesRowsOfATenantThatTookItsShorterPeriodBackSinceThePreview() {
        Object key = booking("alpha", "u1", RUNNING);
        sojourn.settings().choose("alpha", "booking", Period.ofDays(7), Actor.tenant("alpha"));
        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(1);
        sojourn.settings().takeBack("alpha", "booking", Actor.tenant("alpha"));

        SweepReport report = sojourn.retention().sweep(plan);
        assertThat(report.spared(KeepReason.CHANGED)).isEqualTo(1);
        assertThat(fixture.keys()).containsExactly(key);
    }

    @Test
    @Upholds("ALLAI-16")
    void keepsAndListsRowsOfATenantWhoseStoredPeriodIsOutOfBounds() {
        Object key = booking("alpha", "u1", DUE);
        booking("beta", "u2", DUE);
        fixture.stores().work().run(() -> {
            fixture.stores().settings().add(new Setting("alpha", "period:booking", "P31D", clock.instant(), 1));
            return clock;
        });

        SweepPlan plan = sojourn.retention().preview();
        SweepPlan.Line line = step(plan).line("alpha").orElseThrow();
        assertThat(line.source()).isEqualTo(Reckoning.Source.OUT_OF_BOUNDS);
        assertThat(line.kept(KeepReason.UNRESOLVED)).isEqualTo(1);
        assertThat(line.due()).isZero();
        sojourn.retention().sweep(plan);
        assertThat(fixture.keys()).containsExactly(key);
        assertThat(explain(key).reason()).contains(KeepReason.UNRESOLVED);
    }

    @Test
    void refusesAPlanThatExpired() {
        Object key = booking("", "u1", DUE);
        SweepPlan plan = sojourn.retention().preview();
        clock.advance(Duration.ofHours(2));
        assertThatThrownBy(() -> sojourn.retention().sweep(plan))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expired at " + plan.expiresAt())
                .hasMessageContaining("preview again");
        assertThat(fixture.keys()).containsExactly(key);
    }

    @Test
    void refusesAPlanThatWasAltered() {
        Object key = booking("", "u1", DUE);
        SweepPlan plan = sojourn.retention().preview();
        SweepPlan longer = new SweepPlan(
                plan.id(),
                plan.at().plusSeconds(86_400 * 365L),
                plan.expiresAt(),
                plan.policyVersion(),
                plan.policyDigest(),
                plan.steps(),
                plan.unconfirmed(),
                plan.digest());
        assertThatThrownBy(() -> sojourn.retention().sweep(longer))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not what was previewed");
        assertThat(fixture.keys()).containsExactly(key);
    }

    @Test
    void refusesAPlanOfAnotherPolicyOrInstallation() {
        Object key = booking("", "u1", DUE);
        SweepPlan plan = sojourn.retention().preview();
        assertThatThrownBy(() -> sojourn.retention().sweep(copy(plan, plan.id(), "2")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("policy version '2'")
                .hasMessageContaining("version '1'");
        assertThatThrownBy(() -> sojourn.retention().sweep(copy(plan, "elsewhere", "1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unknown here");
        assertThat(fixture.keys()).containsExactly(key);
    }

    @Test
    void explainsARowWithEveryRuleThatTookPart() {
        Object key = booking("", "u1", DUE);
        Explanation explanation = explain(key);
        assertThat(explanation.due()).isTrue();
        assertThat(explanation.decidedBy()).isEqualTo("booking");
        assertThat(explanation.lastDayKept()).contains(LocalDate.of(2026, 5, 1));
        assertThat(explanation.dueSince()).contains(Instant.parse("2026-05-01T21:00:00Z"));
        assertThat(explanation.reckonings()).extracting(Reckoning::rule).containsExactly("booking", "booking-law");
        assertThat(explanation.toString()).doesNotContain("u1");
    }

    private Object booking(String tenant, String guest, @Nullable Instant checkedOut) {
        return fixture.insert(new DataFixture.Booking(tenant, guest, checkedOut, LONG_AGO));
    }

    private Hold hold(String tenant, String guest) {
        return sojourn.holds()
                .place(Hold.on(DataFixture.guest(tenant, guest))
                        .because("a case")
                        .reviewOn(TODAY.plusYears(1)));
    }

    private Explanation explain(Object key) {
        return sojourn.retention().explain(fixture.bookingType(), key);
    }

    private static SweepPlan.Step step(SweepPlan plan) {
        return plan.steps().stream()
                .filter(step -> step.entity().equals("Booking") && step.cause() == SweepPlan.Cause.PERIOD)
                .findFirst()
                .orElseThrow();
    }

    private static SweepPlan copy(SweepPlan plan, String id, String version) {
        return new SweepPlan(
                id,
                plan.at(),
                plan.expiresAt(),
                version,
                plan.policyDigest(),
                plan.steps(),
                plan.unconfirmed(),
                plan.digest());
    }

    private static long rows(List<LedgerEntry> chain, String fact) {
        return chain.stream()
                .mapToLong(entry -> Long.parseLong(entry.body().getOrDefault(fact, "0")))
                .sum();
    }
}
