package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Stores;
import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link dev.sojourn.retention.EventStore} must do; a store's own test extends it. */
public abstract class EventStoreContract {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123456Z");
    private static final String CLOSED = "account-closed";
    private static final DataSubject ADA = DataSubject.of("u-17").as("customer").in("acme");
    private static final DataSubject BOB = DataSubject.of("u-18");

    private Stores stores;

    /** For subclasses. */
    protected EventStoreContract() {}

    /**
     * The stores under test.
     *
     * @return stores without any event
     */
    protected abstract Stores stores();

    @BeforeEach
    void takeStores() {
        stores = stores();
    }

    @Test
    void remembersWhenAnEventHappened() {
        put(ADA, CLOSED, NOON);
        assertThat(among(CLOSED, List.of(ADA, BOB))).isEqualTo(Map.of(ADA, NOON));
    }

    @Test
    void replacesTheTimeOfTheSameEvent() {
        put(ADA, CLOSED, NOON);
        put(ADA, CLOSED, NOON.minusSeconds(3600));
        assertThat(among(CLOSED, List.of(ADA))).isEqualTo(Map.of(ADA, NOON.minusSeconds(3600)));
    }

    @Test
    void tellsEventsAndSubjectsApart() {
        put(ADA, CLOSED, NOON);
        assertThat(among("contract-ended", List.of(ADA))).isEmpty();
        assertThat(among(CLOSED, List.of(ADA.as("lead"), ADA.in("other"), DataSubject.of("u-17"))))
                .isEmpty();
        assertThat(among(CLOSED, List.of())).isEmpty();
    }

    @Test
    void forgetsARevokedEvent() {
        put(ADA, CLOSED, NOON);
        put(ADA, "contract-ended", NOON);
        assertThat(remove(ADA, CLOSED)).isTrue();
        assertThat(among(CLOSED, List.of(ADA))).isEmpty();
        assertThat(among("contract-ended", List.of(ADA))).containsKey(ADA);
        assertThat(before(CLOSED, NOON.plusSeconds(1), Optional.empty(), 10)).isEmpty();
    }

    @Test
    void saysWhenThereIsNothingToRevoke() {
        assertThat(remove(ADA, CLOSED)).isFalse();
        put(ADA, CLOSED, NOON);
        remove(ADA, CLOSED);
        assertThat(remove(ADA, CLOSED)).isFalse();
    }

    @Test
    void takesAnEventReportedAgainAfterItWasRevoked() {
        put(ADA, CLOSED, NOON);
        remove(ADA, CLOSED);
        put(ADA, CLOSED, NOON.plusSeconds(5));
        assertThat(among(CLOSED, List.of(ADA))).isEqualTo(Map.of(ADA, NOON.plusSeconds(5)));
    }

    @Test
    void listsSubjectsToWhomItHappenedBefore() {
        put(ADA, CLOSED, NOON);
        put(BOB, CLOSED, NOON.plusSeconds(1));
        assertThat(before(CLOSED, NOON, Optional.empty(), 10)).isEmpty();
        assertThat(before(CLOSED, NOON.plusSeconds(1), Optional.empty(), 10)).containsExactly(ADA);
        assertThat(before(CLOSED, NOON.plusSeconds(2), Optional.empty(), 10)).containsExactlyInAnyOrder(ADA, BOB);
        assertThat(before("contract-ended", NOON.plusSeconds(2), Optional.empty(), 10))
                .isEmpty();
    }

    @Test
    void pagesThroughSubjectsInAStableOrder() {
        List<DataSubject> all = IntStream.range(0, 25)
                .mapToObj(number -> DataSubject.of("u-" + number).in(number % 2 == 0 ? "acme" : "zeta"))
                .toList();
        all.forEach(subject -> put(subject, CLOSED, NOON));
        List<DataSubject> paged = new ArrayList<>();
        Optional<DataSubject> after = Optional.empty();
        List<DataSubject> page = before(CLOSED, NOON.plusSeconds(1), after, 10);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(10);
            paged.addAll(page);
            after = Optional.of(page.get(page.size() - 1));
            page = before(CLOSED, NOON.plusSeconds(1), after, 10);
        }
        assertThat(paged).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void goesOnAfterASubjectThatIsGoneMeanwhile() {
        List<DataSubject> all = IntStream.range(0, 5)
                .mapToObj(number -> DataSubject.of("u-" + number))
                .toList();
        all.forEach(subject -> put(subject, CLOSED, NOON));
        List<DataSubject> first = before(CLOSED, NOON.plusSeconds(1), Optional.empty(), 2);
        remove(first.get(1), CLOSED);
        assertThat(before(CLOSED, NOON.plusSeconds(1), Optional.of(first.get(1)), 10))
                .hasSize(3)
                .doesNotContainAnyElementsOf(first);
    }

    @Test
    void forgetsWhatAFailedUnitDid() {
        put(ADA, CLOSED, NOON);
        assertThatThrownBy(() -> unit(() -> {
                    stores.events().put(BOB, CLOSED, NOON);
                    stores.events().put(ADA, CLOSED, NOON.plusSeconds(9));
                    stores.events().remove(ADA, CLOSED);
                    throw new IllegalStateException("the host changed its mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(among(CLOSED, List.of(ADA, BOB))).isEqualTo(Map.of(ADA, NOON));
    }

    private void put(DataSubject subject, String event, Instant at) {
        unit(() -> {
            stores.events().put(subject, event, at);
            return event;
        });
    }

    private boolean remove(DataSubject subject, String event) {
        return unit(() -> stores.events().remove(subject, event));
    }

    private Map<DataSubject, Instant> among(String event, List<DataSubject> subjects) {
        return unit(() -> stores.events().among(event, subjects));
    }

    private List<DataSubject> before(String event, Instant before, Optional<DataSubject> after, int limit) {
        return unit(() -> stores.events().before(event, before, after, limit));
    }

    private <T> T unit(Supplier<T> work) {
        return stores.work().run(work);
    }
}
