package dev.sojourn.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.consent.StandingActs;
import dev.sojourn.policy.DataSubject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RememberedTest {

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
        remembered.put(subject(1), answers(7));
        remembered.put(subject(2).as("customer"), answers());
        remembered.put(subject(3).in("acme"), answers());
        for (int round = 0; round < 3; round++) {
            assertThat(isOf(7, remembered.find("u1"))).isTrue();
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
        remembered.put(subject(7), answers(17));
        remembered.drop(subject(8));
        assertThat(isOf(17, remembered.find("u7"))).isTrue();
        assertThat(remembered.find("u8")).isNull();
        assertThat(remembered.find(subject(8))).isNull();
        remembered.dropIf(snapshot -> isOf(17, snapshot));
        assertThat(remembered.find(subject(7))).isNull();
        remembered.dropAll();
        assertThat(IntStream.range(0, 5_000).filter(i -> remembered.find("u" + i) != null))
                .isEmpty();
    }

    @Property
    void isAMapAsLongAsThereIsRoom(@ForAll @Size(max = 300) List<@IntRange(max = 59) Integer> steps) {
        Remembered remembered = new Remembered(1_000);
        Map<DataSubject, Integer> expected = new HashMap<>();
        int number = 0;
        for (int step : steps) {
            DataSubject subject = ofFewHashes(step % 30);
            if (step < 30) {
                number++;
                remembered.put(subject, answers(number));
                expected.put(subject, number);
            } else {
                remembered.drop(subject);
                expected.remove(subject);
            }
            for (int i = 0; i < 30; i++) {
                Integer last = expected.get(ofFewHashes(i));
                assertThat(isOf(last, remembered.find(ofFewHashes(i)))).isTrue();
                assertThat(isOf(last, remembered.peek(ofFewHashes(i)))).isTrue();
            }
            assertThat(remembered.size()).isEqualTo(expected.size());
        }
    }

    @Test
    void isNotSlowedDownByNamesMadeUpToShareAHash() {
        Remembered remembered = new Remembered(100_000);
        IntStream.range(0, 1 << 14).forEach(i -> remembered.put(ofOneHash(i), answers()));
        assertThat(remembered.size()).isLessThanOrEqualTo(64);
        remembered.put(subject(1), answers());
        assertThat(remembered.find(subject(1))).isNotNull();
        IntStream.range(0, 1 << 14).forEach(i -> remembered.drop(ofOneHash(i)));
        assertThat(remembered.size()).isEqualTo(1);
    }

    @Test
    void losesNothingWhileItGrowsAndShrinks() {
        Remembered remembered = new Remembered(100_000);
        IntStream.range(0, 50_000).forEach(i -> remembered.put(subject(i), answers()));
        IntStream.range(0, 50_000).filter(i -> i % 3 == 0).forEach(i -> remembered.drop(subject(i)));
        assertThat(IntStream.range(0, 50_000).filter(i -> (remembered.find("u" + i) == null) != (i % 3 == 0)))
                .isEmpty();
        assertThat(remembered.size()).isEqualTo(33_333);
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

    /** Thirty names of eight hashes. */
    private static DataSubject ofFewHashes(int i) {
        return ofOneHash(i / 8).as("of hash " + i % 8);
    }

    private static DataSubject ofOneHash(int i) {
        StringBuilder id = new StringBuilder();
        for (int bit = 0; bit < 14; bit++) {
            id.append((i & 1 << bit) == 0 ? "Aa" : "BB");
        }
        return DataSubject.of(id.toString());
    }

    private static Snapshot answers() {
        return answers(0);
    }

    private static Snapshot answers(int number) {
        return Snapshot.of(List.of(), new StandingActs(Optional.empty(), number, List.of(), true));
    }

    private static boolean isOf(@Nullable Integer number, @Nullable Snapshot found) {
        return found == null || number == null
                ? found == null && number == null
                : found.isAsOf("", number) && !found.isAsOf("", number + 1);
    }
}
