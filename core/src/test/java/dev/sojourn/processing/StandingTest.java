package dev.sojourn.processing;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ActHistory;
import dev.sojourn.consent.ConsentStore;
import dev.sojourn.consent.LegalBases;
import dev.sojourn.consent.Suppressions;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long one answer may serve for many questions. */
class StandingTest {

    private static final DataSubject ADA = DataSubject.of("u-17");
    private static final DataSubject BOB = DataSubject.of("u-18");
    private static final Purpose NEWSLETTER = Purpose.of("newsletter").on(CONSENT);
    private static final Policy POLICY = Policy.builder("policy of a test")
            .version("1")
            .zone("Europe/Bucharest")
            .controller(Party.named("AllAI"))
            .retainProof(Period.ofYears(3))
            .purposes(NEWSLETTER)
            .build();

    private final InMemoryStores stores = new InMemoryStores();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicBoolean down = new AtomicBoolean();

    @Test
    void staysCurrentUntilTheSubjectActs() {
        Sojourn sojourn = Sojourn.builder(POLICY).stores(stores).build();
        sojourn.consents().give(ADA, NEWSLETTER);
        Standing standing = sojourn.gate().of(ADA);
        assertThat(standing.isCurrent()).isTrue();
        sojourn.consents().give(BOB, NEWSLETTER);
        assertThat(standing.may(NEWSLETTER)).isTrue();
        sojourn.consents().withdraw(ADA, NEWSLETTER);
        assertThat(standing.isCurrent()).isFalse();
        assertThat(standing.may(NEWSLETTER)).isTrue();
        assertThat(sojourn.gate().of(ADA).may(NEWSLETTER)).isFalse();
    }

    @Test
    void isNeverCurrentWhileActsItMayShowAreUncommitted() {
        Sojourn sojourn = Sojourn.builder(POLICY).stores(stores).build();
        stores.work().run(() -> {
            Standing before = sojourn.gate().of(ADA);
            assertThat(before.isCurrent()).isTrue();
            sojourn.consents().give(ADA, NEWSLETTER);
            assertThat(before.isCurrent()).isFalse();
            Standing within = sojourn.gate().of(ADA);
            assertThat(within.may(NEWSLETTER)).isTrue();
            assertThat(within.isCurrent()).isFalse();
            return ADA;
        });
        assertThat(sojourn.gate().of(ADA).isCurrent()).isTrue();
    }

    @Test
    void isNotCurrentPastTheBoundWhetherItWasReadOrRemembered() {
        ProcessingGate gate = gate(Freshness.within(Duration.ofSeconds(1), nanos::get));
        Standing readThrough = gate.of(ADA);
        assertThat(readThrough.isCurrent()).isTrue();
        nanos.addAndGet(Duration.ofMillis(1_000).toNanos());
        assertThat(readThrough.isCurrent()).isTrue();
        nanos.addAndGet(1);
        assertThat(readThrough.isCurrent()).isFalse();
        gate.freshness().polled(nanos.get(), Clock.systemUTC().instant());
        Standing remembered = gate.of(ADA);
        assertThat(remembered.isCurrent()).isTrue();
        nanos.addAndGet(Duration.ofMillis(1_001).toNanos());
        assertThat(remembered.isCurrent()).isFalse();
    }

    @Test
    void isNotCurrentOnceTheFeedFellBehindWhatWasRemembered() {
        ProcessingGate gate = gate(Freshness.within(Duration.ofSeconds(1), nanos::get));
        gate.freshness().polled(nanos.get(), Clock.systemUTC().instant());
        nanos.addAndGet(Duration.ofMillis(900).toNanos());
        Standing remembered = gate.of(ADA);
        assertThat(remembered.isCurrent()).isTrue();
        nanos.addAndGet(Duration.ofMillis(200).toNanos());
        assertThat(remembered.isCurrent()).isFalse();
    }

    @Test
    void isNotCurrentAfterEverythingWasForgotten() {
        ProcessingGate gate = gate(Freshness.unbounded());
        Standing standing = gate.of(ADA);
        assertThat(standing.isCurrent()).isTrue();
        gate.forgetEverything();
        assertThat(standing.isCurrent()).isFalse();
    }

    @Test
    void isNeverCurrentWhenTheStoreFailed() {
        ProcessingGate gate = gate(Freshness.unbounded());
        down.set(true);
        Standing standing = gate.of(ADA);
        down.set(false);
        assertThat(standing.decide(NEWSLETTER))
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.reason()).isEqualTo(DenialReason.STORE_ERROR));
        assertThat(standing.isCurrent()).isFalse();
    }

    private ProcessingGate gate(Freshness freshness) {
        Suppressions suppressions = new Suppressions(Optional.empty(), stores.suppressions(), stores.work());
        Ledger ledger = new Ledger(stores.ledger(), stores.work(), Clock.systemUTC());
        ActHistory history =
                new ActHistory(stores.work(), stores.subjects(), stores.identities(), suppressions, ledger);
        LegalBases bases = new LegalBases(stores.settings());
        return new ProcessingGate(
                POLICY,
                stores.work(),
                breakable(stores.consents()),
                bases,
                suppressions,
                new Past(ledger::now, instant -> Optional.empty(), history, bases, List.of(POLICY)),
                Clock.systemUTC(),
                100,
                freshness);
    }

    private ConsentStore breakable(ConsentStore real) {
        return (ConsentStore) Proxy.newProxyInstance(
                ConsentStore.class.getClassLoader(),
                new Class<?>[] {ConsentStore.class},
                (proxy, method, arguments) -> {
                    if (down.get()) {
                        throw new StoreException("no database", new IllegalStateException("a test took it"), false);
                    }
                    return method.invoke(real, arguments);
                });
    }
}
