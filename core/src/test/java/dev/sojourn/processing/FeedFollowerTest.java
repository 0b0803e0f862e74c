package dev.sojourn.processing;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.CONTRACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ActHistory;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.ConsentStore;
import dev.sojourn.consent.LegalBases;
import dev.sojourn.consent.StandingActs;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.consent.Suppressions;
import dev.sojourn.ledger.Change;
import dev.sojourn.ledger.ChangeFeed;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Two nodes over the same stores: one writes, the other one follows. */
class FeedFollowerTest {

    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final DataSubject ADA = DataSubject.of("u-17").in("acme");
    private static final Purpose NEWSLETTER = Purpose.of("newsletter").on(CONSENT);
    private static final Purpose SUPPORT = Purpose.of("support").onBasisDeclaredByTenant();
    private static final Purpose RESCUE = Purpose.of("rescue").on(LegalBasis.VITAL_INTERESTS);
    private static final Policy POLICY = Policy.builder("policy of a test")
            .version("1")
            .zone("Europe/Bucharest")
            .controller(Party.named("AllAI"))
            .retainProof(Period.ofYears(3))
            .purposes(NEWSLETTER, SUPPORT, RESCUE)
            .build();

    private final InMemoryStores stores = new InMemoryStores();
    private final Sojourn writer = Sojourn.builder(POLICY).stores(stores).build();
    private final AtomicLong nanos = new AtomicLong();
    private final ProcessingGate gate = gate(stores.consents());
    private final BrokenFeed feed = new BrokenFeed(stores.feed());
    private final FeedFollower follower = new FeedFollower(feed, gate, Clock.systemUTC());

    private ProcessingGate gate(ConsentStore consents) {
        Suppressions suppressions = new Suppressions(Optional.empty(), stores.suppressions(), stores.work());
        Ledger ledger = new Ledger(stores.ledger(), stores.work(), Clock.systemUTC());
        ActHistory history =
                new ActHistory(stores.work(), stores.subjects(), stores.identities(), suppressions, ledger);
        LegalBases bases = new LegalBases(stores.settings());
        return new ProcessingGate(
                POLICY,
                stores.work(),
                consents,
                bases,
                suppressions,
                new Past(ledger::now, instant -> Optional.empty(), history, bases, List.of(POLICY)),
                Clock.systemUTC(),
                100,
                Freshness.within(BOUND, nanos::get));
    }

    @Test
    void hearsAWithdrawalOnAnotherNodeAtTheNextPoll() {
        writer.consents().give(ADA, NEWSLETTER);
        follower.poll();
        assertThat(gate.may(ADA, NEWSLETTER)).isTrue();
        writer.consents().withdraw(ADA, NEWSLETTER);
        assertThat(gate.may(ADA, NEWSLETTER)).isTrue();
        follower.poll();
        assertThat(gate.may(ADA, NEWSLETTER)).isFalse();
    }

    @Test
    void hearsTheFirstActOfASubjectRememberedAsUnknown() {
        follower.poll();
        assertThat(gate.may(ADA, NEWSLETTER)).isFalse();
        writer.consents().give(ADA, NEWSLETTER);
        follower.poll();
        assertThat(gate.may(ADA, NEWSLETTER)).isTrue();
    }

    @Test
    void tellsHowLateActsCanHaveBeenHeard() {
        List<Duration> lateness = new ArrayList<>();
        follower.onChanges(told -> {
            lateness.add(told);
            throw new IllegalStateException("a listener's own failure");
        });
        follower.poll();
        nanos.addAndGet(200_000_000);
        assertThat(follower.poll()).isTrue();
        assertThat(lateness).isEmpty();
        writer.consents().give(ADA, NEWSLETTER);
        nanos.addAndGet(300_000_000);
        assertThat(follower.poll()).isTrue();
        assertThat(lateness).containsExactly(Duration.ofMillis(300));
    }

    @Test
    void hearsATenantsNewBasis() {
        Actor tenant = Actor.tenant("acme");
        writer.settings().declareBasis("acme", SUPPORT, CONTRACT, tenant);
        follower.poll();
        assertThat(gate.may(ADA, SUPPORT)).isTrue();
        writer.settings().declareBasis("acme", SUPPORT, LegalBasis.CONSENT, tenant);
        assertThat(gate.may(ADA, SUPPORT)).isTrue();
        follower.poll();
        assertThat(gate.may(ADA, SUPPORT)).isFalse();
    }

    @Test
    void readsTheStoreForEveryCheckOncePollsFailForLongerThanTheBound() {
        writer.consents().give(ADA, NEWSLETTER);
        follower.poll();
        assertThat(gate.may(ADA, NEWSLETTER)).isTrue();
        feed.broken = true;
        writer.consents().withdraw(ADA, NEWSLETTER);
        assertThat(follower.poll()).isFalse();
        nanos.addAndGet(BOUND.toNanos());
        assertThat(gate.freshness().isStale()).isFalse();
        assertThat(gate.may(ADA, NEWSLETTER)).isTrue();
        nanos.incrementAndGet();
        assertThat(gate.freshness().isStale()).isTrue();
        assertThat(gate.may(ADA, NEWSLETTER)).isFalse();
        feed.broken = false;
        assertThat(follower.poll()).isTrue();
        assertThat(gate.freshness().isStale()).isFalse();
        assertThat(gate.may(ADA, NEWSLETTER)).isFalse();
    }

    @Test
    void remembersNothingUntilAFirstPollSucceeded() {
        writer.consents().give(ADA, NEWSLETTER);
        assertThat(gate.freshness().isStale()).isTrue();
        assertThat(gate.freshness().lag()).isEmpty();
        assertThat(gate.may(ADA, NEWSLETTER)).isTrue();
        writer.consents().withdraw(ADA, NEWSLETTER);
        assertThat(gate.may(ADA, NEWSLETTER)).isFalse();
    }

    @Test
    void measuresFreshnessFromTheStartOfThePoll() {
        feed.reading = () -> nanos.addAndGet(Duration.ofMillis(700).toNanos());
        follower.poll();
        assertThat(gate.freshness().lag()).contains(Duration.ofMillis(700));
        assertThat(gate.freshness().lastPoll()).isPresent();
        nanos.addAndGet(Duration.ofMillis(301).toNanos());
        assertThat(gate.freshness().isStale()).isTrue();
    }

    @Test
    void forgetsEverythingForAnEntryNobodyCanReadAndGoesOn() {
        writer.consents().give(ADA, NEWSLETTER);
        follower.poll();
        assertThat(gate.may(ADA, NEWSLETTER)).isTrue();
        writer.consents().withdraw(ADA, NEWSLETTER);
        feed.poisoned = true;
        assertThat(follower.poll()).isTrue();
        assertThat(follower.unreadable()).isEqualTo(1);
        assertThat(gate.may(ADA, NEWSLETTER)).isFalse();
    }

    @Test
    void forgetsEverythingWhenMoreHappenedThanItWantsToHear() {
        writer.consents().give(ADA, NEWSLETTER);
        follower.poll();
        assertThat(gate.may(ADA, NEWSLETTER)).isTrue();
        writer.consents().withdraw(ADA, NEWSLETTER);
        feed.cut = true;
        follower.poll();
        assertThat(gate.may(ADA, NEWSLETTER)).isFalse();
    }

    @Test
    void forgetsByTheKeyWhereTheIdentifierIsGone() {
        writer.consents().give(ADA, NEWSLETTER);
        follower.poll();
        assertThat(gate.may(ADA, NEWSLETTER)).isTrue();
        writer.consents().withdraw(ADA, NEWSLETTER);
        feed.nameless = true;
        follower.poll();
        assertThat(gate.may(ADA, NEWSLETTER)).isFalse();
    }

    @Test
    void deniesWithoutRememberingItWhenTheStoreIsAwayToo() {
        writer.consents().give(ADA, NEWSLETTER);
        follower.poll();
        feed.broken = true;
        nanos.addAndGet(BOUND.toNanos() + 1);
        assertThat(gate.may(ADA, NEWSLETTER)).isTrue();
        ProcessingGate away = gate(new Away());
        assertThat(away.decide(ADA, NEWSLETTER))
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.reason()).isEqualTo(DenialReason.STORE_ERROR));
    }

    @Test
    void allowsNothingOnConsentPastTheBoundInAnOutageOfAMinuteAndNothingOldAfterIt() {
        DataSubject bob = DataSubject.of("u-18").in("acme");
        AtomicBoolean away = new AtomicBoolean();
        ProcessingGate node = gate(unless(away, stores.consents()));
        FeedFollower following = new FeedFollower(feed, node, Clock.systemUTC());
        writer.consents().give(ADA, NEWSLETTER);
        writer.consents().give(bob, NEWSLETTER);
        following.poll();
        assertThat(node.may(ADA, NEWSLETTER) && node.may(bob, NEWSLETTER)).isTrue();

        long began = nanos.get();
        away.set(true);
        feed.broken = true;
        writer.consents().withdraw(bob, NEWSLETTER);
        int allowed = 0;
        for (long second = 1; second <= 60; second++) {
            nanos.set(began + Duration.ofSeconds(second).toNanos());
            following.poll();
            boolean past = nanos.get() - began > BOUND.toNanos();
            assertThat(node.may(ADA, NEWSLETTER)).isEqualTo(!past);
            assertThat(node.may(bob, NEWSLETTER)).isEqualTo(!past);
            allowed += node.may(ADA, RESCUE) ? 1 : 0;
        }
        assertThat(allowed).isEqualTo(60);

        away.set(false);
        assertThat(node.may(ADA, NEWSLETTER)).isTrue();
        assertThat(node.may(bob, NEWSLETTER)).isFalse();
        feed.broken = false;
        following.poll();
        assertThat(node.may(ADA, NEWSLETTER)).isTrue();
        assertThat(node.may(bob, NEWSLETTER)).isFalse();
    }

    @Test
    void answersNothingOfALoadThatAnAnnouncementOvertook() {
        Snapshots snapshots = new Snapshots(10);
        StandingActs old = new StandingActs(Optional.of("key"), 3, List.of(), true);
        snapshots.read(ADA, false, () -> {
            snapshots.announce(ADA, "key", 4);
            return Snapshot.of(List.of(), old);
        });
        assertThat(snapshots.find(ADA)).isNull();
        snapshots.read(ADA, false, () -> Snapshot.of(List.of(), old));
        assertThat(snapshots.find(ADA)).isNull();
    }

    @Test
    void keepsASnapshotThatHasWhatIsAnnounced() {
        Snapshots snapshots = new Snapshots(10);
        Snapshot kept = Snapshot.of(List.of(), new StandingActs(Optional.of("key"), 4, List.of(), true));
        snapshots.read(ADA, false, () -> kept);
        Snapshot remembered = snapshots.find(ADA);
        assertThat(remembered).isNotNull();
        snapshots.announce(ADA, "key", 4);
        snapshots.announce(ADA, "key", 3);
        assertThat(snapshots.find(ADA)).isSameAs(remembered);
        snapshots.announce(ADA, "another key", 1);
        assertThat(snapshots.find(ADA)).isNull();
    }

    @Test
    void followsOnAThreadOfItsOwnUntilClosed() throws Exception {
        Sojourn node = Sojourn.builder(POLICY)
                .stores(stores)
                .following(Duration.ofMillis(200))
                .build();
        CountDownLatch heard = new CountDownLatch(1);
        try (node) {
            writer.consents().give(ADA, NEWSLETTER);
            assertThat(node.may(ADA, NEWSLETTER)).isTrue();
            writer.consents().withdraw(ADA, NEWSLETTER);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while ((node.may(ADA, NEWSLETTER)
                            || node.gate().freshness().lastPoll().isEmpty())
                    && System.nanoTime() < end) {
                heard.await(1, TimeUnit.MILLISECONDS);
            }
            assertThat(node.may(ADA, NEWSLETTER)).isFalse();
            assertThat(node.gate().freshness().lastPoll()).isPresent();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("sojourn-feed"))
                .allMatch(thread -> !thread.isAlive());
    }

    @Test
    void followsWithinTheUsualBoundWhenToldToFollow() {
        Policy policy = POLICY;
        // tag::following[]
        Sojourn sojourn = Sojourn.builder(policy)
                .stores(stores)
                .following(Sojourn.USUAL_BOUND) // other nodes' acts are known here within a second
                .build();
        // end::following[]
        try (sojourn) {
            assertThat(sojourn.follower()).isPresent();
            assertThat(sojourn.gate().freshness().bound()).contains(Duration.ofSeconds(1));
        }
        assertThat(writer.follower()).isEmpty();
        assertThat(writer.gate().freshness().bound()).isEmpty();
    }

    @Test
    void refusesAGateWithoutABoundAndABoundOfNothing() {
        assertThatThrownBy(() -> new FeedFollower(stores.feed(), writer.gate(), Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Freshness.within");
        assertThatThrownBy(() -> Freshness.within(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
        assertThatThrownBy(() -> Sojourn.builder(POLICY)
                        .stores(stores)
                        .following(Duration.ofSeconds(-1))
                        .build())
                .hasMessageContaining("PT-1S");
    }

    /** A real feed, in whose way a test may stand. */
    private static final class BrokenFeed implements ChangeFeed {
        private final ChangeFeed real;
        private boolean broken;
        private boolean poisoned;
        private boolean cut;
        private boolean nameless;
        private Runnable reading = () -> {};

        private BrokenFeed(ChangeFeed real) {
            this.real = real;
        }

        @Override
        public Reader open() {
            Reader reader = real.open();
            return most -> {
                if (broken) {
                    throw new StoreException("no feed", new IllegalStateException("a test cut it"), false);
                }
                reading.run();
                Batch batch = reader.read(most);
                if (nameless) {
                    return new Batch(
                            batch.changes().stream()
                                    .map(change -> (Change.OfSubject) change)
                                    .<Change>map(change ->
                                            new Change.OfSubject(change.key(), Optional.empty(), change.number()))
                                    .toList(),
                            true);
                }
                return poisoned
                        ? new Batch(List.of(new Change.Unreadable(7)), true)
                        : cut ? new Batch(List.of(), false) : batch;
            };
        }
    }

    /** The store, as long as its database is there. */
    private static ConsentStore unless(AtomicBoolean away, ConsentStore real) {
        return (ConsentStore) Proxy.newProxyInstance(
                ConsentStore.class.getClassLoader(),
                new Class<?>[] {ConsentStore.class},
                (proxy, method, arguments) -> {
                    if (away.get()) {
                        throw Away.away();
                    }
                    return method.invoke(real, arguments);
                });
    }

    /** A store whose database is away. */
    private static final class Away implements ConsentStore {
        private static StoreException away() {
            return new StoreException("no database", new IllegalStateException("a test took it"), false);
        }

        @Override
        public StandingActs read(DataSubject subject) {
            throw away();
        }

        @Override
        public Map<DataSubject, StandingActs> readAmong(Collection<DataSubject> subjects) {
            throw away();
        }

        @Override
        public List<SubjectAct> standing(DataSubject subject) {
            throw away();
        }

        @Override
        public void put(SubjectAct act) {
            throw away();
        }

        @Override
        public void putFirst(Collection<SubjectAct> acts) {
            throw away();
        }

        @Override
        public List<SubjectAct> standingAmong(Collection<DataSubject> subjects) {
            throw away();
        }

        @Override
        public List<DataSubject> standing(String purpose, Set<ActKind> kinds, Optional<DataSubject> after, int limit) {
            throw away();
        }

        @Override
        public List<SubjectAct> restrictionsAmong(Collection<DataSubject> subjects) {
            throw away();
        }

        @Override
        public List<SubjectAct> restrictions(Optional<String> after, int limit) {
            throw away();
        }
    }
}
