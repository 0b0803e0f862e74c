package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.Anchor;
import dev.sojourn.retention.Arm;
import dev.sojourn.retention.Cutoff;
import dev.sojourn.retention.Cutoffs;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.Run;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.Tally;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link PersonalDataStore} must do; a store's own test extends it and brings a {@link DataFixture}. */
public abstract class PersonalDataStoreContract {

    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");
    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");
    private static final LocalDate LINE = LocalDate.of(2026, 3, 29);
    private static final Instant START_OF_LINE = LINE.atStartOfDay(BUCHAREST).toInstant();
    private static final Instant EARLIER = START_OF_LINE.minusSeconds(1);
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private DataFixture fixture;
    private PersonalDataStore store;
    private String run;

    /** For subclasses. */
    protected PersonalDataStoreContract() {}

    /**
     * The rows under test.
     *
     * @return a fixture without any row
     */
    protected abstract DataFixture fixture();

    @BeforeEach
    void takeFixture() {
        fixture = fixture();
        store = fixture.bookings();
        run = UUID.randomUUID().toString();
    }

    @Test
    void describesItsEntityTheSameWayEveryTime() {
        assertThat(store.describe().entity()).isEqualTo("Booking");
        assertThat(store.describe().type()).isEqualTo(fixture.bookingType());
        assertThat(store.describe().times()).contains("checkedOut", "registeredOn");
        assertThat(store.describe().hasTenant()).isTrue();
        assertThat(store.describe().hasSubject()).isTrue();
        assertThat(store.describe().dispositions()).contains(Disposition.DELETE);
        assertThat(store.describe()).isEqualTo(store.describe());
    }

    @Test
    void selectsMomentsBeforeTheStartOfTheLinesDayAndNoneAfter() {
        Object before = booking("", "u1", EARLIER, DAY);
        booking("", "u2", START_OF_LINE, DAY);
        booking("", "u3", START_OF_LINE.plusSeconds(1), DAY);
        assertThat(selected(due(arm("checkedOut", LINE)))).containsExactly(before);
    }

    @Test
    void selectsDaysBeforeTheLineAndNotTheLineItself() {
        Object before = booking("", "u1", EARLIER, LINE.minusDays(1));
        booking("", "u2", EARLIER, LINE);
        assertThat(selected(due(arm("registeredOn", LINE)))).containsExactly(before);
    }

    @Test
    void neverSelectsARowWhoseTriggerHasNotComeButCountsIt() {
        booking("alpha", "u1", null, DAY);
        booking("alpha", "u2", EARLIER, DAY);
        Selection selection = due(arm("checkedOut", LINE));
        assertThat(selected(selection)).hasSize(1);
        assertThat(unit(() -> store.tally(selection)))
                .containsExactly(new Tally("alpha", 1, Optional.of(new Anchor.Moment(EARLIER)), 1));
    }

    @Test
    void drawsEachTenantsOwnLine() {
        Object others = booking("others", "u1", EARLIER, DAY);
        booking("never", "u2", EARLIER, DAY);
        booking("later", "u3", EARLIER, DAY);
        Object sooner = booking("sooner", "u4", START_OF_LINE.plusSeconds(86_400), DAY);
        Object elsewhere = booking(
                "elsewhere", "u5", LINE.atStartOfDay(AUCKLAND).toInstant().minusSeconds(1), DAY);
        booking("elsewhere", "u6", LINE.atStartOfDay(AUCKLAND).toInstant(), DAY);
        Cutoffs lines = new Cutoffs(
                "booking#0",
                Optional.of(new Cutoff(LINE, BUCHAREST)),
                Map.of(
                        "never", Optional.empty(),
                        "later", Optional.of(new Cutoff(LINE.minusDays(10), BUCHAREST)),
                        "sooner", Optional.of(new Cutoff(LINE.plusDays(10), BUCHAREST)),
                        "elsewhere", Optional.of(new Cutoff(LINE, AUCKLAND))));
        keep(lines);
        assertThat(selected(due(arm("checkedOut", lines)))).containsExactlyInAnyOrder(others, sooner, elsewhere);
    }

    @Test
    void drawsLinesForNamedTenantsAloneWhenTheOthersAreNeverDue() {
        booking("others", "u1", EARLIER, DAY);
        Object named = booking("named", "u2", EARLIER, DAY);
        booking("", "u3", EARLIER, DAY);
        Cutoffs lines =
                new Cutoffs("booking#0", Optional.empty(), Map.of("named", Optional.of(new Cutoff(LINE, BUCHAREST))));
        keep(lines);
        assertThat(selected(due(arm("checkedOut", lines)))).containsExactly(named);
    }

    @Test
    void drawsEachTenantsLineForEveryAttribute() {
        Object byMoment = booking("sooner", "u1", START_OF_LINE.plusSeconds(86_400), LINE.plusDays(9));
        Object byDay = booking("sooner", "u2", START_OF_LINE.plusSeconds(864_001), LINE.plusDays(4));
        booking("sooner", "u3", START_OF_LINE.plusSeconds(864_001), LINE.plusDays(5));
        Cutoffs moments = new Cutoffs(
                "booking#0", Optional.empty(), Map.of("sooner", Optional.of(new Cutoff(LINE.plusDays(10), BUCHAREST))));
        Cutoffs days = new Cutoffs(
                "booking#1", Optional.empty(), Map.of("sooner", Optional.of(new Cutoff(LINE.plusDays(5), BUCHAREST))));
        keep(moments, days);
        assertThat(selected(due(arm("checkedOut", moments), arm("registeredOn", days))))
                .containsExactlyInAnyOrder(byMoment, byDay);
    }

    @Test
    void keepsToTheRecordsAVersionGoverns() {
        LocalDate from = LocalDate.of(2026, 1, 10);
        LocalDate before = LocalDate.of(2026, 2, 10);
        booking("", "u1", from.atStartOfDay(BUCHAREST).toInstant().minusSeconds(1), DAY);
        Object first = booking("", "u2", from.atStartOfDay(BUCHAREST).toInstant(), DAY);
        Object last =
                booking("", "u3", before.atStartOfDay(BUCHAREST).toInstant().minusSeconds(1), DAY);
        booking("", "u4", before.atStartOfDay(BUCHAREST).toInstant(), DAY);
        Arm arm =
                new Arm("checkedOut", lines(LINE), Optional.of(from), Optional.of(before), BUCHAREST, Optional.empty());
        assertThat(selected(due(arm))).containsExactlyInAnyOrder(first, last);
    }

    @Test
    void fallsBackOnlyWhileTheOtherAttributeIsNull() {
        Object waiting = booking("", "u1", null, DAY);
        booking("", "u2", START_OF_LINE.plusSeconds(9), DAY);
        Arm fallback = new Arm(
                "registeredOn", lines(LINE), Optional.empty(), Optional.empty(), BUCHAREST, Optional.of("checkedOut"));
        assertThat(selected(due(fallback))).containsExactly(waiting);
        Object gone = booking("", "u3", EARLIER, DAY);
        assertThat(selected(due(arm("checkedOut", LINE), fallback))).containsExactlyInAnyOrder(waiting, gone);
    }

    @Test
    void selectsOnlyRowsPastEveryFloorByAnyOfItsArms() {
        Object past = booking("", "u1", EARLIER, LINE.minusDays(1));
        booking("", "u2", EARLIER, LINE);
        booking("", "u3", EARLIER, null);
        Selection floored = new Selection(
                run,
                List.of(arm("checkedOut", LINE)),
                List.of(List.of(arm("registeredOn", LINE.minusDays(100)), arm("registeredOn", LINE))),
                List.of(),
                Optional.empty());
        assertThat(selected(floored)).containsExactly(past);
    }

    @Test
    void leavesOutWhatAnEarlierStepSelects() {
        booking("", "u1", EARLIER, LINE.minusDays(1));
        Object own = booking("", "u2", EARLIER, LINE);
        Object unknown = booking("", "u3", EARLIER, null);
        Selection later = new Selection(
                run, List.of(arm("checkedOut", LINE)), List.of(), List.of(arm("registeredOn", LINE)), Optional.empty());
        assertThat(selected(later)).containsExactlyInAnyOrder(own, unknown);
    }

    @Test
    void keepsToTheSubjectsAsked() {
        Object own = booking("alpha", "u1", EARLIER, DAY);
        booking("beta", "u1", EARLIER, DAY);
        booking("alpha", "u2", EARLIER, DAY);
        Object running = booking("alpha", "u1", START_OF_LINE, DAY);
        DataSubject subject = DataFixture.guest("alpha", "u1");
        DataSubject otherKind = new DataSubject("u2", "visitor", "alpha");
        List<DataSubject> asked = List.of(subject, otherKind, DataFixture.guest("alpha", "nobody"));
        assertThat(selected(due(arm("checkedOut", LINE)).among(asked))).containsExactly(own);
        assertThat(selected(Selection.of(asked))).containsExactlyInAnyOrder(own, running);
        assertThat(unit(() -> store.tally(Selection.of(asked))))
                .extracting(Tally::due)
                .containsExactly(2L);
    }

    @Test
    void pagesThroughEveryRowOnceInOneOrder() {
        Set<Object> inserted = new HashSet<>();
        for (int i = 0; i < 23; i++) {
            inserted.add(booking("", "u" + i, EARLIER, DAY));
        }
        Selection selection = due(arm("checkedOut", LINE));
        List<Object> paged = new ArrayList<>();
        Optional<RowKey> after = Optional.empty();
        List<RowKey> page;
        do {
            Optional<RowKey> last = after;
            page = unit(() -> store.candidates(selection, last, 5));
            assertThat(page).hasSizeLessThanOrEqualTo(5);
            page.forEach(key -> paged.add(key.id()));
            after = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1));
        } while (!page.isEmpty());
        assertThat(paged).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(inserted);
        assertThat(selected(selection)).containsExactlyElementsOf(paged);
    }

    @Test
    void readsAgainOnlyWhatIsStillSelectedInTheOrderOfTheKeys() {
        booking("", "u1", EARLIER, DAY);
        Object renewed = booking("", "u2", EARLIER, DAY);
        booking("", "u3", EARLIER, DAY);
        Selection selection = due(arm("checkedOut", LINE));
        List<RowKey> keys = unit(() -> store.candidates(selection, Optional.empty(), 10));
        fixture.checkOut(renewed, START_OF_LINE);
        List<RowKey> expected =
                keys.stream().filter(key -> !key.id().equals(renewed)).toList();
        for (boolean locking : List.of(true, false)) {
            assertThat(unit(() -> store.read(selection, keys, locking)))
                    .extracting(DataRow::key)
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void readsWhatJudgingNeeds() {
        Object key = fixture.insert(new DataFixture.Booking(
                "alpha", "u1", EARLIER, DAY, List.of(new DataFixture.Receipt("u9", DAY.plusDays(3)))));
        fixture.insert(new DataFixture.Booking("alpha", "u2", null, null));
        DataRow row = unit(() -> store.read(Selection.everything(), List.of(new RowKey("Booking", key)), false))
                .get(0);
        assertThat(row.tenant()).isEqualTo("alpha");
        assertThat(row.subjects()).containsExactly(DataFixture.guest("alpha", "u1"));
        assertThat(row.anchors())
                .containsEntry("checkedOut", new Anchor.Moment(EARLIER))
                .containsEntry("registeredOn", new Anchor.Day(DAY));
        assertThat(row.children()).hasSize(1);
        DataRow child = row.children().get(0);
        assertThat(child.key().entity()).isEqualTo("Receipt");
        assertThat(child.subjects()).containsExactly(DataFixture.guest("alpha", "u9"));
        assertThat(child.anchors()).containsEntry("issuedOn", new Anchor.Day(DAY.plusDays(3)));
        assertThat(row.key().toString() + child.key()).doesNotContain("u1", "u9");
    }

    @Test
    void talliesByTenantWithTheOldestTrigger() {
        booking("alpha", "u1", EARLIER, DAY);
        booking("alpha", "u2", EARLIER.minusSeconds(500), DAY);
        booking("beta", "u3", EARLIER, DAY);
        booking("gamma", "u4", START_OF_LINE, DAY);
        assertThat(unit(() -> store.tally(due(arm("checkedOut", LINE)))))
                .containsExactlyInAnyOrder(
                        new Tally("alpha", 2, Optional.of(new Anchor.Moment(EARLIER.minusSeconds(500))), 0),
                        new Tally("beta", 1, Optional.of(new Anchor.Moment(EARLIER)), 0));
        assertThat(unit(() -> store.tally(Selection.everything())).stream()
                        .mapToLong(Tally::due)
                        .sum())
                .isEqualTo(4);
    }

    @Test
    void disposesOfTheRowsGivenWithWhatTheyOwnAndOfNothingElse() {
        Object gone = fixture.insert(new DataFixture.Booking(
                "",
                "u1",
                EARLIER,
                DAY,
                List.of(new DataFixture.Receipt("u1", DAY), new DataFixture.Receipt("u1", DAY))));
        Object stays = fixture.insert(
                new DataFixture.Booking("", "u1", EARLIER, DAY, List.of(new DataFixture.Receipt("u1", DAY))));
        Selection selection = due(arm("checkedOut", LINE));
        Map<String, Long> counts = unit(() -> {
            List<RowKey> keys = store.candidates(selection, Optional.empty(), 10).stream()
                    .filter(key -> key.id().equals(gone))
                    .toList();
            return store.dispose(store.read(selection, keys, true), Disposition.DELETE);
        });
        assertThat(counts).containsEntry("Booking", 1L).containsEntry("Receipt", 2L);
        assertThat(fixture.keys()).containsExactly(stays);
        assertThat(fixture.receipts()).isEqualTo(1);
    }

    @Test
    void keepsEverythingWhenTheUnitRollsBack() {
        Object key = fixture.insert(
                new DataFixture.Booking("", "u1", EARLIER, DAY, List.of(new DataFixture.Receipt("u1", DAY))));
        Selection selection = due(arm("checkedOut", LINE));
        assertThatThrownBy(() -> unit(() -> {
                    List<RowKey> keys = store.candidates(selection, Optional.empty(), 10);
                    store.dispose(store.read(selection, keys, true), Disposition.DELETE);
                    throw new IllegalStateException("the host changed its mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(fixture.keys()).containsExactly(key);
        assertThat(fixture.receipts()).isEqualTo(1);
    }

    @Test
    void copiesOneMapForEachRow() {
        Object one = booking("alpha", "u1", EARLIER, DAY);
        Object two = booking("alpha", "u1", null, DAY);
        List<Map<String, Object>> copies =
                unit(() -> store.copy(List.of(new RowKey("Booking", one), new RowKey("Booking", two))));
        assertThat(copies).hasSize(2).allSatisfy(copy -> assertThat(copy).isNotEmpty());
    }

    private Object booking(
            String tenant, String guest, @Nullable Instant checkedOut, @Nullable LocalDate registeredOn) {
        return fixture.insert(new DataFixture.Booking(tenant, guest, checkedOut, registeredOn));
    }

    private List<Object> selected(Selection selection) {
        return unit(() -> store.candidates(selection, Optional.empty(), 100)).stream()
                .map(RowKey::id)
                .toList();
    }

    private Selection due(Arm... arms) {
        return new Selection(run, List.of(arms), List.of(), List.of(), Optional.empty());
    }

    private static Arm arm(String attribute, LocalDate line) {
        return arm(attribute, lines(line));
    }

    private static Arm arm(String attribute, Cutoffs lines) {
        return new Arm(attribute, lines, Optional.empty(), Optional.empty(), BUCHAREST, Optional.empty());
    }

    private static Cutoffs lines(LocalDate line) {
        return new Cutoffs("line-" + line, Optional.of(new Cutoff(line, BUCHAREST)), Map.of());
    }

    private void keep(Cutoffs... lines) {
        Run planned = new Run(
                run, "", "1", "0".repeat(64), START_OF_LINE, START_OF_LINE.plusSeconds(60), Run.State.PREVIEWING);
        unit(() -> {
            fixture.stores().runs().add(planned, List.of(lines));
            return run;
        });
    }

    private <T> T unit(Supplier<T> work) {
        return fixture.stores().work().runNew(work);
    }
}
