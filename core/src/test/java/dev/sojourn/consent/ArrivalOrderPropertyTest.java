package dev.sojourn.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.ledger.Ledger;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Acts may arrive late and in any order; what stands does not depend on it. */
class ArrivalOrderPropertyTest {

    private static final DataSubject ADA = DataSubject.of("u-17");
    private static final Instant NOW = Instant.parse("2026-03-05T08:00:00Z");

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void letsTheSameActsStandWhateverOrderTheyArriveIn(
            @ForAll("histories") List<SubjectAct> acts, @ForAll Random random) {
        List<SubjectAct> shuffled = new ArrayList<>(acts);
        Collections.shuffle(shuffled, random);
        assertThat(standingAfter(shuffled)).isEqualTo(standingAfter(acts));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void letsTheHighestOfEachQuestionStand(@ForAll("histories") List<SubjectAct> acts) {
        Map<SubjectAct.Key, SubjectAct> expected = acts.stream()
                .collect(Collectors.toMap(
                        SubjectAct::key,
                        Function.identity(),
                        (one, other) -> SubjectAct.ORDER.compare(one, other) > 0 ? one : other));
        assertThat(standingAfter(acts)).isEqualTo(expected);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void letsANoWinOverAYesOfTheSameInstant(@ForAll("histories") List<SubjectAct> acts) {
        standingAfter(acts).forEach((key, stands) -> {
            if (stands.kind().isYes()) {
                assertThat(acts)
                        .filteredOn(act ->
                                act.key().equals(key) && act.effectiveAt().equals(stands.effectiveAt()))
                        .allMatch(act -> act.kind().isYes());
            }
        });
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void keepsEveryActAsHistory(@ForAll("histories") List<SubjectAct> acts) {
        InMemoryStores stores = new InMemoryStores();
        assertThat(record(stores, acts).history(ADA)).containsExactlyElementsOf(acts);
    }

    private static Map<SubjectAct.Key, SubjectAct> standingAfter(List<SubjectAct> acts) {
        return record(new InMemoryStores(), acts).standing(ADA).stream()
                .collect(Collectors.toMap(SubjectAct::key, Function.identity()));
    }

    private static ActRecorder record(InMemoryStores stores, List<SubjectAct> acts) {
        Ledger ledger = new Ledger(stores.ledger(), stores.work(), Clock.fixed(NOW, ZoneOffset.UTC));
        ActHistory history = new ActHistory(
                stores.work(),
                stores.subjects(),
                stores.identities(),
                new Suppressions(Optional.empty(), stores.suppressions(), stores.work()),
                ledger);
        ActRecorder recorder =
                new ActRecorder(stores.work(), stores.subjects(), ledger, stores.consents(), history, subject -> {});
        acts.forEach(act -> recorder.on(ADA, sheet -> sheet.record(act, "")));
        return recorder;
    }

    @Provide
    Arbitrary<List<SubjectAct>> histories() {
        return Combinators.combine(
                        Arbitraries.of(ActKind.values()),
                        Arbitraries.of("newsletter", "survey"),
                        Arbitraries.of("", "channel=voice"),
                        Arbitraries.integers().between(0, 4))
                .as((kind, purpose, scope, second) -> new SubjectAct(
                        UUID.randomUUID().toString(),
                        ADA,
                        kind,
                        purpose,
                        scope,
                        Actor.subject(),
                        NOW.minusSeconds(second),
                        NOW,
                        new TreeMap<>()))
                .list()
                .ofMaxSize(12);
    }
}
