package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Stores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Hold;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link dev.sojourn.retention.HoldStore} must do; a store's own test extends it. */
public abstract class HoldStoreContract {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123456Z");
    private static final LocalDate REVIEW = LocalDate.of(2026, 12, 1);
    private static final DataSubject ADA = DataSubject.of("u-17").as("customer").in("acme");
    private static final DataSubject BOB = DataSubject.of("u-18");

    private Stores stores;

    /** For subclasses. */
    protected HoldStoreContract() {}

    /**
     * The stores under test.
     *
     * @return stores without any hold
     */
    protected abstract Stores stores();

    @BeforeEach
    void takeStores() {
        stores = stores();
    }

    @Test
    void keepsEveryPartOfAHold() {
        Hold hold = Hold.on(ADA)
                .within("invoice")
                .because("case 2026-17: \"Müller\"")
                .reviewOn(REVIEW);
        add(hold, NOON);
        assertThat(unit(() -> stores.holds().active())).containsExactly(hold);
    }

    @Test
    void keepsAHoldOnAWholeCategory() {
        Hold hold = Hold.onCategory("voice-recording").because("audit").reviewOn(REVIEW);
        add(hold, NOON);
        assertThat(unit(() -> stores.holds().active())).containsExactly(hold);
    }

    @Test
    void listsTheOldestHoldFirst() {
        Hold second = hold(ADA);
        Hold first = hold(BOB);
        add(second, NOON.plusSeconds(1));
        add(first, NOON);
        assertThat(unit(() -> stores.holds().active())).containsExactly(first, second);
    }

    @Test
    void findsTheHoldsThatCouldKeepASubjectsData() {
        Hold adas = hold(ADA);
        Hold bobs = hold(BOB);
        Hold everybodys = Hold.onCategory("invoice").because("audit").reviewOn(REVIEW);
        add(adas, NOON);
        add(bobs, NOON);
        add(everybodys, NOON);
        assertThat(among(List.of(ADA))).containsExactlyInAnyOrder(adas, everybodys);
        assertThat(among(List.of(ADA, BOB))).containsExactlyInAnyOrder(adas, bobs, everybodys);
        assertThat(among(List.of())).containsExactly(everybodys);
    }

    @Test
    void tellsSubjectsOfAnotherKindOrTenantApart() {
        add(hold(ADA), NOON);
        assertThat(among(List.of(ADA.as("lead")))).isEmpty();
        assertThat(among(List.of(ADA.in("other")))).isEmpty();
        assertThat(among(List.of(DataSubject.of("u-17")))).isEmpty();
    }

    @Test
    void findsAHoldAmongAThousandSubjects() {
        Hold hold = hold(ADA);
        add(hold, NOON);
        List<DataSubject> thousand = new ArrayList<>(IntStream.range(0, 999)
                .mapToObj(number -> DataSubject.of("other-" + number))
                .toList());
        thousand.add(ADA);
        assertThat(among(thousand)).containsExactly(hold);
    }

    @Test
    void findsHoldsAmongSubjectsOfManyTenants() {
        Hold adas = hold(ADA.in("t-3"));
        Hold bobs = hold(BOB.in("t-4").as("lead"));
        Hold everybodys = Hold.onCategory("invoice").because("audit").reviewOn(REVIEW);
        add(adas, NOON);
        add(bobs, NOON);
        add(everybodys, NOON);
        add(hold(ADA.in("t-12")), NOON);
        add(hold(BOB.in("t-4")), NOON);
        List<DataSubject> many = new ArrayList<>(
                IntStream.range(0, 9).mapToObj(number -> ADA.in("t-" + number)).toList());
        many.add(BOB.in("t-4").as("lead"));
        assertThat(among(many)).containsExactlyInAnyOrder(adas, bobs, everybodys);
    }

    @Test
    void letsGoOfAReleasedHold() {
        Hold hold = hold(ADA);
        add(hold, NOON);
        assertThat(release(hold.id())).isTrue();
        assertThat(unit(() -> stores.holds().active())).isEmpty();
        assertThat(among(List.of(ADA))).isEmpty();
    }

    @Test
    void saysWhenThereIsNothingToRelease() {
        Hold hold = hold(ADA);
        add(hold, NOON);
        release(hold.id());
        assertThat(release(hold.id())).isFalse();
        assertThat(release("8c2f0c52-1d5e-4b3a-9d0a-000000000000")).isFalse();
    }

    @Test
    void forgetsWhatAFailedUnitDid() {
        Hold standing = hold(BOB);
        add(standing, NOON);
        assertThatThrownBy(() -> unit(() -> {
                    stores.holds().add(hold(ADA), NOON);
                    stores.holds().release(standing.id(), NOON);
                    throw new IllegalStateException("the host changed its mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(unit(() -> stores.holds().active())).containsExactly(standing);
    }

    private static Hold hold(DataSubject subject) {
        return Hold.on(subject).because("case 2026-17").reviewOn(REVIEW);
    }

    private void add(Hold hold, Instant at) {
        unit(() -> {
            stores.holds().add(hold, at);
            return hold;
        });
    }

    private boolean release(String id) {
        return unit(() -> stores.holds().release(id, NOON.plusSeconds(60)));
    }

    private List<Hold> among(List<DataSubject> subjects) {
        return unit(() -> stores.holds().activeAmong(subjects));
    }

    private <T> T unit(Supplier<T> work) {
        return stores.work().run(work);
    }
}
