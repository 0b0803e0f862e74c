package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Stores;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.Disposed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link dev.sojourn.retention.DisposalStore} must do; a store's own test extends it. */
public abstract class DisposalStoreContract {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123456Z");

    private Stores stores;

    /** For subclasses. */
    protected DisposalStoreContract() {}

    /**
     * The stores under test.
     *
     * @return stores in which no disposal is open
     */
    protected abstract Stores stores();

    @BeforeEach
    void takeStores() {
        stores = stores();
    }

    @Test
    void keepsEveryPartOfADisposalUntilItIsAcknowledged() {
        add(of("index", "k-1", NOON));
        Disposed open = open("index", 10).get(0);
        assertThat(open).isEqualTo(new Disposed(open.number(), "index", "Booking", "k-1", Disposition.DELETE, NOON));
        assertThat(open.number()).isPositive();
        assertThat(open("index", 10)).as("reading changes nothing").containsExactly(open);
        acknowledge("index", open.number());
        assertThat(open("index", 10)).isEmpty();
    }

    @Test
    void tellsEachCopyItsOwn() {
        add(of("index", "k-1", NOON), of("warehouse", "k-1", NOON));
        long number = open("index", 10).get(0).number();
        acknowledge("warehouse", number);
        assertThat(open("index", 10)).as("another copy's word counts nothing").hasSize(1);
        acknowledge("index", number);
        assertThat(open("index", 10)).isEmpty();
        assertThat(open("warehouse", 10)).extracting(Disposed::key).containsExactly("k-1");
        assertThat(open("cache", 10)).isEmpty();
    }

    @Test
    void tellsThoseStoredFirstFirst() {
        List<Disposed> many = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            many.add(of("index", "k-" + i, NOON.plusSeconds(i)));
        }
        add(many.toArray(Disposed[]::new));
        List<Disposed> first = open("index", 700);
        assertThat(first)
                .hasSize(700)
                .extracting(Disposed::key)
                .startsWith("k-0", "k-1")
                .endsWith("k-699");
        unit(() -> {
            stores.disposals()
                    .acknowledge("index", first.stream().map(Disposed::number).toList());
            return first;
        });
        assertThat(open("index", 700)).hasSize(500).extracting(Disposed::key).startsWith("k-700");
    }

    @Test
    void knowsSinceWhenACopyHasHadSomethingToAcknowledge() {
        assertThat(unit(() -> stores.disposals().oldestOpen("index"))).isEmpty();
        add(
                of("index", "k-1", NOON.plusSeconds(5)),
                of("index", "k-2", NOON),
                of("warehouse", "k-3", NOON.minusSeconds(9)));
        assertThat(unit(() -> stores.disposals().oldestOpen("index"))).contains(NOON);
        acknowledge("index", open("index", 10).get(1).number());
        assertThat(unit(() -> stores.disposals().oldestOpen("index"))).contains(NOON.plusSeconds(5));
    }

    @Test
    void takesASecondAcknowledgementForNoMistake() {
        add(of("index", "k-1", NOON));
        long number = open("index", 1).get(0).number();
        acknowledge("index", number);
        acknowledge("index", number);
        assertThat(open("index", 1)).isEmpty();
    }

    @Test
    void forgetsWhatAFailedUnitDid() {
        add(of("index", "k-1", NOON));
        long number = open("index", 1).get(0).number();
        assertThatThrownBy(() -> unit(() -> {
                    stores.disposals().add(List.of(of("index", "k-2", NOON)));
                    stores.disposals().acknowledge("index", List.of(number));
                    throw new IllegalStateException("the host changed its mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(open("index", 10)).extracting(Disposed::key).containsExactly("k-1");
    }

    private static Disposed of(String copy, String key, Instant at) {
        return new Disposed(0, copy, "Booking", key, Disposition.DELETE, at);
    }

    private void add(Disposed... disposed) {
        unit(() -> {
            stores.disposals().add(List.of(disposed));
            return disposed;
        });
    }

    private List<Disposed> open(String copy, int limit) {
        return unit(() -> stores.disposals().open(copy, limit));
    }

    private void acknowledge(String copy, long number) {
        unit(() -> {
            stores.disposals().acknowledge(copy, List.of(number));
            return copy;
        });
    }

    private <T> T unit(Supplier<T> work) {
        return stores.work().run(work);
    }
}
