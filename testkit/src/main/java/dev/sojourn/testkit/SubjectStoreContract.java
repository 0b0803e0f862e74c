package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Stores;
import dev.sojourn.policy.DataSubject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link dev.sojourn.ledger.SubjectStore} must do; a store's own test extends it. */
public abstract class SubjectStoreContract {

    private static final DataSubject ADA = DataSubject.of("u-17").as("customer").in("acme");

    private Stores stores;

    /** For subclasses. */
    protected SubjectStoreContract() {}

    /**
     * The stores under test.
     *
     * @return stores without any subject
     */
    protected abstract Stores stores();

    @BeforeEach
    void takeStores() {
        stores = stores();
    }

    @Test
    void knowsNobodyAtFirst() {
        assertThat(stores.work().run(() -> stores.subjects().find(ADA))).isEmpty();
    }

    @Test
    void givesARandomUuidThatSaysNothingOfTheSubject() {
        String key = enrol(ADA);
        assertThat(UUID.fromString(key)).isNotNull();
        assertThat(key).doesNotContain(ADA.id());
    }

    @Test
    void givesTheSameKeyEachTime() {
        String key = enrol(ADA);
        assertThat(enrol(ADA)).isEqualTo(key);
        assertThat(stores.work().run(() -> stores.subjects().find(ADA))).contains(key);
    }

    @Test
    void givesTheSameKeyTwiceInOneUnit() {
        List<String> keys = stores.work()
                .run(() ->
                        List.of(stores.subjects().enrol(ADA), stores.subjects().enrol(ADA)));
        assertThat(new HashSet<>(keys)).hasSize(1);
    }

    @Test
    void tellsSubjectsApartByEveryPart() {
        List<DataSubject> different = List.of(
                DataSubject.of("17"),
                DataSubject.of("17").as("customer"),
                DataSubject.of("17").in("acme"),
                DataSubject.of("17").as("customer").in("acme"),
                DataSubject.of("17").as("lead").in("acme"),
                DataSubject.of("17").as("customer").in("globex"),
                DataSubject.of("customer").as("17"));
        Set<String> keys = new HashSet<>();
        different.forEach(subject -> keys.add(enrol(subject)));
        assertThat(keys).hasSameSizeAs(different);
    }

    @Test
    void tellsIdentifiersApartThatCollationsConfuse() {
        List<String> different = List.of(
                "ada",
                "Ada",
                "ADA",
                "ada ",
                " ada",
                "àda",
                "a\u0300da",
                "ad'a",
                "ad\"a",
                "ad%a",
                "ad_a",
                "ad\\a",
                "алла",
                "愛",
                "a\uD83D\uDE00",
                "a\uD83D\uDE01",
                "1",
                "01",
                "ß",
                "ss",
                "null",
                "ı",
                "i",
                "a\nb",
                "a\tb");
        Set<String> keys = new HashSet<>();
        different.forEach(id -> keys.add(enrol(DataSubject.of(id))));
        assertThat(keys).hasSameSizeAs(different);
        different.forEach(id -> assertThat(keys).contains(enrol(DataSubject.of(id))));
    }

    @Test
    void keepsLongIdentifiersWhole() {
        DataSubject one =
                DataSubject.of("x".repeat(254) + "1").as("k".repeat(100)).in("t".repeat(255));
        DataSubject other =
                DataSubject.of("x".repeat(254) + "2").as("k".repeat(100)).in("t".repeat(255));
        assertThat(enrol(one)).isNotEqualTo(enrol(other)).isEqualTo(enrol(one));
    }

    @Test
    void forgetsWhomARolledBackUnitEnrolled() {
        assertThatThrownBy(() -> stores.work().run(() -> {
            stores.subjects().enrol(ADA);
            throw new IllegalStateException("no");
        }));
        assertThat(stores.work().run(() -> stores.subjects().find(ADA))).isEmpty();
        assertThat(enrol(ADA)).isNotBlank();
    }

    @Test
    void givesOneKeyToThreadsThatEnrolAtOnce() {
        for (int round = 0; round < 10; round++) {
            DataSubject subject = DataSubject.of("racer-" + round);
            List<String> keys = AtOnce.on(4, () -> enrol(subject));
            assertThat(new HashSet<>(keys)).hasSize(1);
            assertThat(stores.work().run(() -> stores.subjects().find(subject))).contains(keys.get(0));
        }
    }

    @Test
    void leavesTheUnitUsableWhenAnotherEnrolledFirst() {
        DataSubject racer = DataSubject.of("racer");
        List<String> keys = AtOnce.on(
                4,
                () -> stores.work().run(() -> {
                    String key = stores.subjects().enrol(racer);
                    stores.subjects().enrol(DataSubject.of(UUID.randomUUID().toString()));
                    return key + stores.subjects().find(racer).orElse("");
                }));
        assertThat(new HashSet<>(keys)).hasSize(1);
    }

    @Test
    void enrolsSeveralAtOnceAndLeavesOutWhoWasKnown() {
        String known = enrol(ADA);
        List<DataSubject> several =
                List.of(DataSubject.of("17"), ADA, DataSubject.of("17").as("lead"));
        Map<DataSubject, String> enrolled = enrolNew(several);
        assertThat(enrolled).containsOnlyKeys(several.get(0), several.get(2));
        assertThat(new HashSet<>(enrolled.values())).hasSize(2).doesNotContain(known);
        assertThat(enrol(ADA)).isEqualTo(known);
        enrolled.forEach((subject, key) -> {
            assertThat(enrol(subject)).isEqualTo(key);
            assertThat(stores.work().run(() -> stores.subjects().subjectOf(key)))
                    .contains(subject);
        });
        assertThat(enrolNew(several)).isEmpty();
        assertThat(enrolNew(List.of())).isEmpty();
    }

    @Test
    void forgetsTheManyWhomARolledBackUnitEnrolled() {
        List<DataSubject> several = List.of(ADA, DataSubject.of("b"));
        assertThatThrownBy(() -> stores.work().run(() -> {
            stores.subjects().enrolNew(several, subject -> Optional.empty());
            throw new IllegalStateException("no");
        }));
        assertThat(enrolNew(several)).containsOnlyKeys(several);
    }

    @Test
    void enrolsEachOfManyOnceThoughThreadsEnrolThemAtOnce() {
        for (int round = 0; round < 5; round++) {
            String prefix = "round-" + round + "-";
            List<DataSubject> many = IntStream.range(0, 20)
                    .mapToObj(number -> DataSubject.of(prefix + (char) ('a' + number)))
                    .toList();
            List<Map<DataSubject, String>> enrolled = AtOnce.on(4, () -> enrolNew(many));
            assertThat(enrolled.stream().mapToInt(Map::size).sum()).isEqualTo(many.size());
            enrolled.forEach(some ->
                    some.forEach((subject, key) -> assertThat(enrol(subject)).isEqualTo(key)));
        }
    }

    private Map<DataSubject, String> enrolNew(List<DataSubject> subjects) {
        return stores.work().run(() -> stores.subjects().enrolNew(subjects, subject -> Optional.of("d".repeat(64))));
    }

    private String enrol(DataSubject subject) {
        return stores.work().run(() -> stores.subjects().enrol(subject));
    }
}
