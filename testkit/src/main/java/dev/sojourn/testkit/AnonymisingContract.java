package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Evidence;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.Explanation;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.ErasureReport;
import dev.sojourn.testkit.AnonymisingFixture.View;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What anonymising must do over any stores; a store's own test extends it and brings an {@link AnonymisingFixture}. */
public abstract class AnonymisingContract {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final Instant YESTERDAY = at(TODAY.minusDays(1));
    private static final Instant LONG_AGO = at(TODAY.minusMonths(26).minusDays(1));

    private AnonymisingFixture fixture;
    private Sojourn sojourn;

    /** For subclasses. */
    protected AnonymisingContract() {}

    /**
     * The rows under test.
     *
     * @return a fixture without any row
     */
    protected abstract AnonymisingFixture fixture();

    @BeforeEach
    void open() {
        fixture = fixture();
        sojourn = fixture.sojourn()
                .clock(HandMovedClock.at(TODAY + "T09:00", "Europe/Bucharest"))
                .batchSize(2)
                .build();
    }

    @Test
    @Upholds("KLUSAI-26")
    void leavesAsManyRowsAndNothingOfThePeopleInThem() {
        List<Object> due = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            due.add(fixture.insert(View.of("gone" + i, LONG_AGO)));
        }
        View fresh = View.of("u9", YESTERDAY);
        Object kept = fixture.insert(fresh);

        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(5);
        SweepReport report = sojourn.retention().sweep(plan);

        assertThat(report.failures()).isEmpty();
        assertThat(report.gone()).isEqualTo(5);
        assertThat(fixture.keys()).hasSize(6).containsAll(due);
        due.forEach(key -> assertThat(fixture.find(key))
                .isEqualTo(View.of("gone", LONG_AGO).anonymous()));
        assertThat(fixture.find(kept)).isEqualTo(fresh);
        assertThat(fixture.texts()).hasSize(6).noneMatch(row -> row.contains("gone"));
        assertThat(proofs(plan))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.body())
                        .containsEntry("entity", "View")
                        .containsEntry("rule", "view")
                        .containsEntry("disposition", Disposition.ANONYMISE.name()))
                .allSatisfy(entry -> assertThat(entry.body().toString()).doesNotContain("gone1"));
        assertThat(proofs(plan).stream()
                        .mapToLong(entry -> Long.parseLong(entry.body().get("rows.View")))
                        .sum())
                .isEqualTo(5);
    }

    @Test
    void findsNobodyASecondTime() {
        Object key = fixture.insert(View.of("u1", LONG_AGO));
        sweep();
        View left = fixture.find(key);

        SweepPlan again = sojourn.retention().preview();
        assertThat(again.due()).isZero();
        assertThat(sojourn.retention().sweep(again).gone()).isZero();
        assertThat(fixture.find(key)).isEqualTo(left);
        Explanation explained = sojourn.retention().explain(fixture.viewType(), key);
        assertThat(explained.reason()).contains(KeepReason.DONE);
    }

    @Test
    void takesUpARowInWhichSomethingPersonalIsLeft() {
        View view = View.of("u1", LONG_AGO);
        View anonymous = view.anonymous();
        fixture.insert(anonymous);
        Object named = fixture.insert(new View(
                null, view.at(), view.lawOn(), anonymous.ip(), view.name(), null, anonymous.age(), view.page()));
        Object traced = fixture.insert(
                new View(null, view.at(), view.lawOn(), view.ip(), null, null, anonymous.age(), view.page()));
        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(2);
        sojourn.retention().sweep(plan);
        assertThat(fixture.find(named)).isEqualTo(anonymous);
        assertThat(fixture.find(traced)).isEqualTo(anonymous);
    }

    @Test
    void keepsAHeldRowAndOneUnderAFloorWhole() {
        View held = View.of("u1", LONG_AGO);
        View floored = View.of("u2", LONG_AGO).withLaw(TODAY.minusDays(3));
        Object heldKey = fixture.insert(held);
        Object flooredKey = fixture.insert(floored);
        sojourn.holds()
                .place(Hold.on(AnonymisingFixture.visitor("u1"))
                        .because("a case")
                        .reviewOn(TODAY.plusYears(1)));
        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isZero();
        assertThat(plan.kept(KeepReason.HELD)).isEqualTo(1);
        assertThat(plan.kept(KeepReason.FLOOR)).isEqualTo(1);
        sojourn.retention().sweep(plan);
        assertThat(fixture.find(heldKey)).isEqualTo(held);
        assertThat(fixture.find(flooredKey)).isEqualTo(floored);
    }

    @Test
    void wantsARowAgainThatWasHeldWhileThePlanWaited() {
        View view = View.of("u1", LONG_AGO);
        Object key = fixture.insert(view);
        SweepPlan plan = sojourn.retention().preview();
        Hold hold = sojourn.holds()
                .place(Hold.on(AnonymisingFixture.visitor("u1"))
                        .because("a case")
                        .reviewOn(TODAY.plusYears(1)));
        SweepReport report = sojourn.retention().sweep(plan);
        assertThat(report.gone()).isZero();
        assertThat(report.spared(KeepReason.HELD)).isEqualTo(1);
        assertThat(fixture.find(key)).isEqualTo(view);
        sojourn.holds().release(hold.id(), Actor.employee("legal desk"));
        sweep();
        assertThat(fixture.find(key)).isEqualTo(view.anonymous());
    }

    @Test
    void anonymisesAtOnceWhenTheConsentItServedEnds() {
        Object key = fixture.insert(View.of("u1", YESTERDAY));
        Object other = fixture.insert(View.of("u2", YESTERDAY));
        for (String visitor : List.of("u1", "u2")) {
            sojourn.consents()
                    .give(
                            AnonymisingFixture.visitor(visitor),
                            AnonymisingFixture.STATISTICS,
                            Evidence.none().via("a test"));
        }
        sojourn.consents().withdraw(AnonymisingFixture.visitor("u1"), AnonymisingFixture.STATISTICS);
        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(1);
        assertThat(sojourn.retention().sweep(plan).gone()).isEqualTo(1);
        assertThat(fixture.find(key)).isEqualTo(View.of("u1", YESTERDAY).anonymous());
        assertThat(fixture.find(other).visitor()).isEqualTo("u2");
        assertThat(sojourn.retention().preview().due()).isZero();
    }

    @Test
    void isForecastForItsDayAndForNoneOnceDone() {
        fixture.insert(View.of("u1", LONG_AGO));
        fixture.insert(View.of("u2", at(TODAY.minusMonths(26))));
        assertThat(sojourn.retention().forecast(Period.ofDays(10)).lines())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.overdue()).isEqualTo(1);
                    assertThat(line.due()).isEqualTo(Map.of(TODAY.plusDays(1), 1L));
                });
        sweep();
        assertThat(sojourn.retention().forecast(Period.ofDays(10)).lines())
                .singleElement()
                .satisfies(line -> assertThat(line.overdue()).isZero());
    }

    @Test
    void anErasureAndAnAccessCopyFindNothingOfWhoIsGone() {
        Object anonymous = fixture.insert(View.of("u1", LONG_AGO));
        sweep();
        Object named = fixture.insert(View.of("u1", YESTERDAY));
        assertThat(sojourn.rights()
                        .accessCopy(AnonymisingFixture.visitor("u1"))
                        .rows()
                        .get("View"))
                .hasSize(1);
        ErasureReport report = sojourn.rights()
                .erase(sojourn.rights()
                        .planErasure(AnonymisingFixture.visitor("u1"), ErasureGround.NO_LONGER_NECESSARY));
        assertThat(report.erased()).containsEntry("View", 1L);
        assertThat(report.isCompleted()).isTrue();
        assertThat(fixture.keys()).contains(anonymous).doesNotContain(named);
        assertThat(Optional.ofNullable(sojourn.rights()
                        .accessCopy(AnonymisingFixture.visitor("u1"))
                        .rows()
                        .get("View")))
                .isEmpty();
    }

    private void sweep() {
        SweepPlan plan = sojourn.retention().preview();
        SweepReport report = sojourn.retention().sweep(plan);
        assertThat(report.failures()).isEmpty();
        assertThat(report.gone()).isEqualTo(plan.due());
    }

    private List<LedgerEntry> proofs(SweepPlan plan) {
        return sojourn.ledger().read(ChainId.run(plan.id()), 0, 100).stream()
                .filter(entry -> entry.kind() == EntryKind.BATCH_DISPOSED)
                .toList();
    }

    private static Instant at(LocalDate day) {
        return day.atTime(12, 0).atZone(ZoneId.of("Europe/Bucharest")).toInstant();
    }
}
