package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Evidence;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Redaction;
import dev.sojourn.retention.Explanation;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.ErasurePlan;
import dev.sojourn.rights.ErasureReport;
import dev.sojourn.rights.KeptRows;
import dev.sojourn.testkit.RedactionFixture.Visit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What redaction must do over any stores; a store's own test extends it and brings a {@link RedactionFixture}. */
public abstract class RedactionContract {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final Instant YESTERDAY = at(TODAY.minusDays(1));
    private static final Instant LAST_WINTER = at(TODAY.minusDays(120));
    private static final Instant LAST_YEAR = at(TODAY.minusMonths(13));
    private static final Instant LONG_AGO = at(TODAY.minusMonths(25));

    private RedactionFixture fixture;
    private HandMovedClock clock;
    private Sojourn sojourn;

    /** For subclasses. */
    protected RedactionContract() {}

    /**
     * The rows under test.
     *
     * @return a fixture without any row
     */
    protected abstract RedactionFixture fixture();

    @BeforeEach
    void open() {
        fixture = fixture();
        clock = HandMovedClock.at(TODAY + "T09:00", "Europe/Bucharest");
        sojourn = fixture.sojourn().clock(clock).batchSize(2).build();
    }

    @Test
    void redactsAnAttributeInItsOwnTimeAndKeepsTheRow() {
        Visit due = Visit.of("u1", at(TODAY.minusDays(91)));
        Object first = fixture.insert(due);
        Object last = fixture.insert(Visit.of("u2", at(TODAY.minusDays(90))));

        SweepPlan plan = sojourn.retention().preview();
        assertThat(step(plan, "Visit.ip", "visit-ip").due()).isEqualTo(1);
        assertThat(step(plan, "Visit.ip", "visit-ip").disposition()).isEqualTo(Disposition.REDACT);
        SweepReport report = sojourn.retention().sweep(plan);

        assertThat(fixture.find(first).ip()).isEqualTo("203.0.113.0");
        assertThat(fixture.find(first).name()).isEqualTo(due.name());
        assertThat(fixture.find(last).ip()).isEqualTo("203.0.113.77");
        assertThat(report.steps())
                .filteredOn(step -> step.entity().equals("Visit.ip") && step.cause() == SweepPlan.Cause.PERIOD)
                .singleElement()
                .satisfies(step -> assertThat(step.disposed()).containsOnly(Map.entry("Visit.ip", 1L)));
        clock.set(TODAY.plusDays(1) + "T00:00");
        sweep();
        assertThat(fixture.find(last).ip()).isEqualTo("203.0.113.0");
        assertThat(fixture.keys()).containsExactlyInAnyOrder(first, last);
    }

    @Test
    void redactsEachAttributeInItsWayAndTheRowGoesInItsOwnTime() {
        Object faded = fixture.insert(Visit.of("u1", LAST_YEAR));
        Visit fresh = Visit.of("u2", YESTERDAY);
        Object kept = fixture.insert(fresh);
        fixture.insert(Visit.of("u3", LONG_AGO));

        SweepPlan plan = sojourn.retention().preview();
        SweepReport report = sojourn.retention().sweep(plan);
        assertPlannedIsDone(plan, report);

        Visit left = fixture.find(faded);
        assertThat(left.ip()).isEqualTo("203.0.113.0");
        assertThat(left.agent()).isNull();
        assertThat(left.name()).isNull();
        assertThat(left.email()).endsWith("@" + Redaction.PLACEHOLDER_DOMAIN).doesNotContain("u1");
        assertThat(left.born()).isEqualTo(LocalDate.of(1990, 1, 1));
        assertThat(left.pages()).isEqualTo(30);
        assertThat(left.city()).isEqualTo(RedactionFixture.REMOVED);
        assertThat(left.comment()).isEqualTo("S.");
        assertThat(left.visitor()).isEqualTo("u1");
        assertThat(fixture.find(kept)).isEqualTo(fresh);
        assertThat(fixture.keys()).containsExactlyInAnyOrder(faded, kept);
    }

    @Test
    void findsNothingLeftToRedactASecondTime() {
        Object faded = fixture.insert(Visit.of("u1", LAST_YEAR));
        fixture.insert(Visit.of("u2", LAST_YEAR).from(null));
        fixture.insert(Visit.of("u3", LAST_YEAR).from("2001:db8:7:1::9"));
        fixture.insert(Visit.of("u4", LAST_YEAR).from("unknown, 203.0.113.9"));
        fixture.insert(Visit.of("u5", LAST_YEAR).from("::1"));
        sweep();
        Visit left = fixture.find(faded);

        SweepPlan again = sojourn.retention().preview();
        assertThat(again.due()).isZero();
        assertThat(sojourn.retention().sweep(again).gone()).isZero();
        assertThat(fixture.find(faded)).isEqualTo(left);
    }

    @Test
    void writesNetworksThatHoldNoAddress() {
        Object six = fixture.insert(Visit.of("u1", LAST_WINTER).from("2001:db8:7:1::9"));
        Object garbled = fixture.insert(Visit.of("u2", LAST_WINTER).from("unknown, 203.0.113.9"));
        Object none = fixture.insert(Visit.of("u3", LAST_WINTER).from(null));
        Object network = fixture.insert(Visit.of("u4", LAST_WINTER).from("198.51.100.0"));
        Object hidden = fixture.insert(Visit.of("u5", LAST_WINTER).from("203.0.113.7,10.0.0.0"));
        assertThat(step(sojourn.retention().preview(), "Visit.ip", "visit-ip").due())
                .isEqualTo(3);
        sweep();
        assertThat(fixture.find(six).ip()).isEqualTo("2001:db8:7::");
        assertThat(fixture.find(garbled).ip()).isEqualTo("0.0.0.0");
        assertThat(fixture.find(hidden).ip()).isEqualTo("0.0.0.0");
        assertThat(fixture.find(none).ip()).isNull();
        assertThat(fixture.find(network).ip()).isEqualTo("198.51.100.0");
    }

    @Test
    void redactsWhatDiffersFromARedactedValueInCaseOrBlanksAlone() {
        Object shouted = fixture.insert(withNothingLeftBut("u1", "REMOVED"));
        Object blank = fixture.insert(withNothingLeftBut("u2", RedactionFixture.REMOVED + " "));
        Object accented = fixture.insert(withNothingLeftBut("u3", "rémoved"));
        Object host = fixture.insert(Visit.of("u4", LAST_WINTER).from("fe.dc.ba.0"));
        Object capital = fixture.insert(Visit.of("u5", LAST_WINTER).from("2001:DB8:7::"));
        sweep();
        List.of(shouted, blank, accented)
                .forEach(key -> assertThat(fixture.find(key).city()).isEqualTo(RedactionFixture.REMOVED));
        assertThat(fixture.find(host).ip()).isEqualTo("0.0.0.0");
        assertThat(fixture.find(capital).ip()).isEqualTo("2001:db8:7::");
        assertThat(sojourn.retention().preview().due()).isZero();
    }

    @Test
    void givesEachRowAPlaceholderOfItsOwn() {
        Set<String> placeholders = new HashSet<>();
        List<Object> keys = List.of(
                fixture.insert(Visit.of("u1", LAST_YEAR)),
                fixture.insert(Visit.of("u2", LAST_YEAR)),
                fixture.insert(Visit.of("u3", LAST_YEAR)));
        sweep();
        keys.forEach(key -> placeholders.add(fixture.find(key).email()));
        assertThat(placeholders).hasSize(3);
    }

    @Test
    void recordsAsManyRowsAsItRedacted() {
        for (int i = 0; i < 5; i++) {
            fixture.insert(Visit.of("u" + i, LAST_YEAR));
        }
        SweepPlan plan = sojourn.retention().preview();
        sojourn.retention().sweep(plan);
        assertThat(recorded(plan, "rows.Visit.ip")).isEqualTo(5);
        assertThat(recorded(plan, "rows.Visit.agent")).isEqualTo(5);
        assertThat(recorded(plan, "rows.Visit")).isEqualTo(5);
        assertThat(sojourn.ledger().read(ChainId.run(plan.id()), 0, 100))
                .filteredOn(entry -> entry.kind() == EntryKind.BATCH_DISPOSED)
                .allSatisfy(entry -> assertThat(entry.body()).containsEntry("disposition", "REDACT"));
    }

    @Test
    void keepsAnAttributeThatAFloorOfItsCategoryNeedsAndRedactsTheRest() {
        Object key = fixture.insert(Visit.of("u1", LAST_WINTER).withLaw(TODAY.minusDays(3)));
        SweepPlan plan = sojourn.retention().preview();
        assertThat(step(plan, "Visit.agent", "visit-agent").kept(KeepReason.FLOOR))
                .isEqualTo(1);
        sojourn.retention().sweep(plan);
        assertThat(fixture.find(key).agent()).isEqualTo("Browser of u1");
        assertThat(fixture.find(key).ip()).isEqualTo("203.0.113.0");
        clock.set(TODAY.plusDays(8) + "T00:00");
        sweep();
        assertThat(fixture.find(key).agent()).isNull();
    }

    @Test
    void keepsTheAttributesOfARowUnderAHold() {
        Visit visit = Visit.of("u1", LAST_YEAR);
        Object key = fixture.insert(visit);
        sojourn.holds()
                .place(Hold.on(RedactionFixture.visitor("u1")).because("a case").reviewOn(TODAY.plusYears(1)));
        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isZero();
        assertThat(plan.kept(KeepReason.HELD)).isEqualTo(3);
        sojourn.retention().sweep(plan);
        assertThat(fixture.find(key)).isEqualTo(visit);
    }

    @Test
    void redactsAtOnceWhenTheConsentItServedEnds() {
        Object key = fixture.insert(Visit.of("u1", YESTERDAY));
        Object other = fixture.insert(Visit.of("u2", YESTERDAY));
        for (String visitor : List.of("u1", "u2")) {
            sojourn.consents()
                    .give(
                            RedactionFixture.visitor(visitor),
                            RedactionFixture.STATISTICS,
                            Evidence.none().via("a test"));
        }
        assertThat(sojourn.retention().preview().due()).isZero();
        sojourn.consents().withdraw(RedactionFixture.visitor("u1"), RedactionFixture.STATISTICS);

        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(1);
        assertPlannedIsDone(plan, sojourn.retention().sweep(plan));
        assertThat(fixture.find(key).ip()).isEqualTo("203.0.113.0");
        assertThat(fixture.find(other).ip()).isEqualTo("203.0.113.77");
        assertThat(sojourn.retention().preview().due()).isZero();
    }

    @Test
    void explainsARowWithEachAttributeOfItsOwnTime() {
        Object key = fixture.insert(Visit.of("u1", LAST_WINTER));
        Explanation before = sojourn.retention().explain(fixture.visitType(), key);
        assertThat(before.due()).isFalse();
        assertThat(before.lastDayKept()).contains(TODAY.minusDays(120).plusMonths(12));
        assertThat(part(before, "Visit.ip").due()).isTrue();
        assertThat(part(before, "Visit.ip").decidedBy()).isEqualTo("visit-ip");
        sweep();
        Explanation after = sojourn.retention().explain(fixture.visitType(), key);
        assertThat(part(after, "Visit.ip").reason()).contains(KeepReason.DONE);
        assertThat(after.toString()).doesNotContain("u1", "203.0.113");
    }

    @Test
    void explainsThatARedactedRowWaitsForItsEnd() {
        Object key = fixture.insert(Visit.of("u1", LAST_YEAR));
        assertThat(sojourn.retention().explain(fixture.visitType(), key).decidedBy())
                .isEqualTo("visit-faded");
        sweep();
        Explanation after = sojourn.retention().explain(fixture.visitType(), key);
        assertThat(after.due()).isFalse();
        assertThat(after.reason()).contains(KeepReason.RUNNING);
        assertThat(after.decidedBy()).isEqualTo("visit");
        assertThat(after.lastDayKept()).contains(TODAY.minusMonths(13).plusMonths(24));
    }

    @Test
    void erasesWhatAFloorDoesNotNeedAndSaysWhatItKeeps() {
        Object floored = fixture.insert(Visit.of("u1", YESTERDAY).withLaw(TODAY.minusDays(3)));
        fixture.insert(Visit.of("u1", LAST_WINTER).withLaw(TODAY.minusDays(30)).from(null));
        Visit others = Visit.of("u2", YESTERDAY);
        Object kept = fixture.insert(others);

        ErasurePlan plan =
                sojourn.rights().planErasure(RedactionFixture.visitor("u1"), ErasureGround.NO_LONGER_NECESSARY);
        assertThat(plan.erasing())
                .containsEntry("Visit", 1L)
                .containsEntry("Visit.ip", 1L)
                .containsEntry("Visit.email", 1L);
        ErasureReport report = sojourn.rights().erase(plan);

        assertThat(report.isCompleted()).isTrue();
        assertThat(report.erased()).isEqualTo(plan.erasing());
        assertThat(report.kept())
                .extracting(KeptRows::entity)
                .contains("Visit", "Visit.agent", "Visit.name")
                .doesNotContain("Visit.ip", "Visit.email");
        assertThat(report.kept()).allSatisfy(rows -> {
            assertThat(rows.reason()).isEqualTo(KeepReason.FLOOR);
            assertThat(rows.through()).contains(TODAY.plusDays(7));
        });
        Visit left = fixture.find(floored);
        assertThat(left.ip()).isEqualTo("203.0.113.0");
        assertThat(left.email()).endsWith("@" + Redaction.PLACEHOLDER_DOMAIN);
        assertThat(left.name()).isEqualTo("Name of u1");
        assertThat(fixture.find(kept)).isEqualTo(others);
        assertThat(fixture.keys()).containsExactlyInAnyOrder(floored, kept);
    }

    private static Visit withNothingLeftBut(String visitor, String city) {
        return new Visit(
                visitor,
                LAST_YEAR,
                TODAY.minusYears(1),
                null,
                null,
                null,
                visitor + "@" + Redaction.PLACEHOLDER_DOMAIN,
                null,
                30,
                city,
                null);
    }

    private void sweep() {
        SweepPlan plan = sojourn.retention().preview();
        assertPlannedIsDone(plan, sojourn.retention().sweep(plan));
    }

    private static void assertPlannedIsDone(SweepPlan plan, SweepReport report) {
        assertThat(report.failures()).isEmpty();
        for (int i = 0; i < plan.steps().size(); i++) {
            assertThat(report.steps().get(i).gone())
                    .as("%s", report.steps().get(i))
                    .isEqualTo(plan.steps().get(i).due());
        }
    }

    private long recorded(SweepPlan plan, String fact) {
        return sojourn.ledger().read(ChainId.run(plan.id()), 0, 100).stream()
                .mapToLong(entry -> Long.parseLong(entry.body().getOrDefault(fact, "0")))
                .sum();
    }

    private static SweepPlan.Step step(SweepPlan plan, String entity, String rule) {
        return plan.steps().stream()
                .filter(step -> step.entity().equals(entity)
                        && step.rule().equals(rule)
                        && step.cause() == SweepPlan.Cause.PERIOD)
                .findFirst()
                .orElseThrow();
    }

    private static Explanation part(Explanation whole, String name) {
        return whole.parts().stream()
                .filter(part -> part.entity().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Instant at(LocalDate day) {
        return day.atTime(12, 0).atZone(ZoneId.of("Europe/Bucharest")).toInstant();
    }
}
