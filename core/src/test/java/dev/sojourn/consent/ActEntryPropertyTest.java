package dev.sojourn.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the ledger holds of an act is the whole act. */
class ActEntryPropertyTest {

    private static final DataSubject ADA = DataSubject.of("u-17");
    private static final Instant NOW = Instant.parse("2026-03-05T08:00:00.123456Z");

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void readsBackEveryActFromItsEntry(@ForAll("acts") SubjectAct act) {
        InMemoryStores stores = new InMemoryStores();
        Ledger ledger = new Ledger(stores.ledger(), stores.work(), Clock.fixed(NOW, ZoneOffset.UTC));
        LedgerEntry entry =
                ledger.append(ChainId.subject("key"), act.kind().entry(), act.actor(), "a reason", ActEntry.body(act));

        ActKind kind = ActEntry.kindOf(entry.kind()).orElseThrow();
        assertThat(ActEntry.read(ADA, kind, entry, ledger.attachmentsOf(entry))).isEqualTo(act);
        assertThat(ActEntry.hasActorName(entry)).isEqualTo(!act.actor().name().isEmpty());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void forgetsTheNameAloneWhenItIsRemoved(@ForAll("acts") SubjectAct act) {
        InMemoryStores stores = new InMemoryStores();
        Ledger ledger = new Ledger(stores.ledger(), stores.work(), Clock.fixed(NOW, ZoneOffset.UTC));
        LedgerEntry entry =
                ledger.append(ChainId.subject("key"), act.kind().entry(), act.actor(), "", ActEntry.body(act));
        assertThat(ActEntry.read(ADA, act.kind(), entry, Map.of())).isEqualTo(act.withoutActorName());
    }

    @Property
    void readsBackEveryListOfNames(@ForAll("names") Set<String> names) {
        assertThat(NameList.read(NameList.write(names))).isEqualTo(names);
    }

    @Provide
    Arbitrary<Set<String>> names() {
        return Arbitraries.strings()
                .withChars("ab,\\ ='")
                .ofMinLength(1)
                .ofMaxLength(5)
                .set()
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<SubjectAct> acts() {
        Arbitrary<String> words = Arbitraries.strings()
                .withCharRange('a', 'f')
                .withChars(" .,=\\'\"ș愛")
                .ofMinLength(1)
                .ofMaxLength(12);
        Arbitrary<Map<String, String>> particulars = Arbitraries.maps(
                Arbitraries.of("level", "notice", "notice.version", "notice.digest", "via", "despite", "purposes"),
                words);
        return Combinators.combine(
                        Arbitraries.create(() -> UUID.randomUUID().toString()),
                        Arbitraries.of(ActKind.values()),
                        words,
                        Arbitraries.of("", "channel=voice", "agent=bot@acme"),
                        Combinators.combine(
                                        Arbitraries.of(Actor.Kind.values()),
                                        Arbitraries.oneOf(words, Arbitraries.just("")))
                                .as(Actor::new),
                        Arbitraries.longs().between(0, 4_000_000_000_000_000L),
                        particulars)
                .as((id, kind, purpose, scope, actor, micros, more) -> new SubjectAct(
                        id,
                        ADA,
                        kind,
                        purpose,
                        scope,
                        actor,
                        Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
                        NOW,
                        new TreeMap<>(more)));
    }
}
