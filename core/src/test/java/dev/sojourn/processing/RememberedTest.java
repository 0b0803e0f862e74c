package dev.sojourn.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.consent.StandingActs;
import dev.sojourn.policy.DataSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RememberedTest {

    private static final StandingActs NOTHING = new StandingActs(Optional.empty(), 0, List.of(), true);

    @Test
    void keepsNoMoreThanItsBound() {
        Remembered remembered = new Remembered(100);
        IntStream.range(0, 10_000).forEach(i -> remembered.put(subject(i), answers()));
        assertThat(remembered.size()).isEqualTo(100);
        assertThat(remembered.find(subject(9_999))).isNotNull();
    }

    @Test
    void dropsWhomNobodyAskedAboutBeforeThoseSomebodyDid() {
        Remembered remembered = new Remembered(100);
        IntStream.range(0, 100).forEach(i -> remembered.put(subject(i), answers()));
        for (int round = 0; round < 50; round++) {
            IntStream.range(0, 10).forEach(i -> remembered.find(subject(i)));
            remembered.put(subject(1_000 + round), answers());
        }
        assertThat(IntStream.range(0, 10).filter(i -> remembered.peek(subject(i)) != null))
                .hasSize(10);
    }

    @Test
    void makesRoomAlthoughEverybodyWasAskedAbout() {
        Remembered remembered = new Remembered(1_000);
        IntStream.range(0, 1_000).forEach(i -> {
            remembered.put(subject(i), answers());
            remembered.find(subject(i));
        });
        remembered.put(subject(1_000), answers());
        assertThat(remembered.size()).isEqualTo(1_000);
    }

    @Test
    void keepsNothingWhereNothingMayBeKept() {
        Remembered remembered = new Remembered(0);
        remembered.put(subject(1), answers());
        assertThat(remembered.find(subject(1))).isNull();
    }

    @Test
    void goesOnAfterEverythingWasDropped() {
        Remembered remembered = new Remembered(10);
        IntStream.range(0, 100).forEach(i -> remembered.put(subject(i), answers()));
        remembered.dropAll();
        IntStream.range(0, 100).forEach(i -> remembered.put(subject(i), answers()));
        assertThat(remembered.size()).isEqualTo(10);
    }

    @Test
    void findsASubjectByItsPlainIdentifierOnlyWhereItHasNeitherKindNorTenant() {
        Remembered remembered = new Remembered(10);
        Snapshot plain = answers();
        remembered.put(subject(1), plain);
        remembered.put(subject(2).as("customer"), answers());
        remembered.put(subject(3).in("acme"), answers());
        for (int round = 0; round < 3; round++) {
            assertThat(remembered.find("u1")).isSameAs(plain);
            assertThat(remembered.find("u2")).isNull();
            assertThat(remembered.find("u3")).isNull();
            assertThat(remembered.find(subject(2).as("customer"))).isNotNull();
            assertThat(remembered.find(subject(3).in("acme"))).isNotNull();
        }
    }

    @Test
    void findsNothingThatWasDroppedHoweverItWasFoundBefore() {
        Remembered remembered = new Remembered(5_000);
        IntStream.range(0, 5_000).forEach(i -> remembered.put(subject(i), answers()));
        IntStream.range(0, 5_000)
                .forEach(i -> assertThat(remembered.find("u" + i)).isNotNull());
        Snapshot kept = answers();
        remembered.put(subject(7), kept);
        remembered.drop(subject(8));
        assertThat(remembered.find("u7")).isSameAs(kept);
        assertThat(remembered.find("u8")).isNull();
        assertThat(remembered.find(subject(8))).isNull();
        remembered.dropIf(snapshot -> snapshot == kept);
        assertThat(remembered.find(subject(7))).isNull();
        remembered.dropAll();
        assertThat(IntStream.range(0, 5_000).filter(i -> remembered.find("u" + i) != null))
                .isEmpty();
    }

    @Test
    void fitsItsBoundOnceManyThreadsHaveAdded() throws Exception {
        Remembered remembered = new Remembered(500);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            CyclicBarrier start = new CyclicBarrier(4);
            List<Future<?>> adding = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int first = thread * 100_000;
                adding.add(threads.submit(() -> {
                    start.await();
                    for (int i = 0; i < 20_000; i++) {
                        remembered.put(subject(first + i), answers());
                        remembered.find(subject(first + i / 2));
                    }
                    return null;
                }));
            }
            for (Future<?> one : adding) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        remembered.put(subject(-1), answers());
        assertThat(remembered.size()).isEqualTo(500);
    }

    private static DataSubject subject(int i) {
        return DataSubject.of("u" + i);
    }

    private static Snapshot answers() {
        return Snapshot.of(List.of(), NOTHING);
    }
}
