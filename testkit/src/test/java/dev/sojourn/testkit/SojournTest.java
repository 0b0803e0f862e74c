package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sojourn.Sojourn;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Policy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SojournTest {

    private final InMemoryStores stores = new InMemoryStores();

    @Test
    void entersAPolicyVersionInTheLedgerEachTimeItReplacesAnother() {
        Policy first = Policies.draft("2026-02-01").build();
        Policy second = Policies.draft("2026-03-01").build();
        List.of(first, first, second, first)
                .forEach(policy -> Sojourn.builder(policy).stores(stores).build());
        assertThat(installation())
                .satisfiesExactly(
                        entry -> isInForce(entry, first),
                        entry -> isInForce(entry, second),
                        entry -> isInForce(entry, first));
    }

    @Test
    void refusesAVersionNameThatStoodForAnotherContent() {
        Sojourn.builder(Policies.draft("2026-02-01").build()).stores(stores).build();
        Policy other =
                Policies.draft("2026-02-01").prohibit("sale", "we do not sell").build();
        assertThatExceptionOfType(FaultyDeclaration.class)
                .isThrownBy(() -> Sojourn.builder(other).stores(stores).build())
                .withMessageContaining("policy version '2026-02-01'")
                .withMessageContaining("another content")
                .withMessageContaining("version name of its own");
        assertThat(installation()).hasSize(1);
    }

    @Test
    void refusesToOpenWithoutStores() {
        assertThatExceptionOfType(FaultyDeclaration.class)
                .isThrownBy(() -> Sojourn.builder(Policies.allAi()).build())
                .withMessageContaining("stores: were not given")
                .withMessageContaining("new InMemoryStores()");
    }

    @Test
    void listsEverySettingMadeTwiceAtOnce() {
        Clock clock = Clock.systemUTC();
        assertThatExceptionOfType(FaultyDeclaration.class)
                .isThrownBy(() -> Sojourn.builder(Policies.allAi())
                        .stores(stores)
                        .stores(new InMemoryStores())
                        .clock(clock)
                        .clock(clock)
                        .build())
                .satisfies(faulty -> assertThat(faulty.faults())
                        .extracting(fault -> fault.element() + " " + fault.problem())
                        .containsExactly("stores was set twice", "clock was set twice"));
        assertThat(installation()).isEmpty();
    }

    @Test
    void listsEveryFaultOfSettingsAndDataAtOnce() {
        record Letter(long id, DataSubject writer, Instant at) {}
        InMemoryRecords<Letter> letters = InMemoryRecords.of(Letter.class, Long.class, Letter::id)
                .subject(Letter::writer)
                .moment("at", Letter::at)
                .retained("leter", "at")
                .in(stores);
        assertThatExceptionOfType(FaultyDeclaration.class)
                .isThrownBy(() -> Sojourn.builder(Policies.allAi())
                        .stores(stores)
                        .data(letters)
                        .batchSize(0)
                        .planValidFor(Duration.ZERO)
                        .condition("live relationship", subjects -> Map.of())
                        .build())
                .withMessageContaining("batchSize: is 0; set 1 to 10000")
                .withMessageContaining("planValidFor: is PT0S")
                .withMessageContaining("condition 'live relationship': is none that a rule names")
                .withMessageContaining("'leter'")
                .withMessageContaining("has 4 faults");
        assertThat(installation()).isEmpty();
    }

    @Test
    void tellsOneFrontDoorFromAnotherByItsPolicy() {
        assertThat(Sojourn.builder(Policies.allAi()).stores(stores).build())
                .hasToString("Sojourn under policy 'AllAI privacy policy' version 2026-02-01");
    }

    private List<LedgerEntry> installation() {
        return stores.ledger().read(ChainId.INSTALLATION, 0, 100);
    }

    private static void isInForce(LedgerEntry entry, Policy policy) {
        assertThat(entry.kind()).isEqualTo(EntryKind.POLICY_IN_FORCE);
        assertThat(entry.body())
                .containsEntry("version", policy.version())
                .containsEntry("digest", policy.digest())
                .containsEntry("policy", policy.name());
    }
}
