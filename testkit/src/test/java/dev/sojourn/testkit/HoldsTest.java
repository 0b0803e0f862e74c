package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Restriction;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.Run;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HoldsTest {

    private static final DataSubject ADA =
            DataSubject.of("ada@example.org").as("customer").in("acme");
    private static final Actor CLERK = Actor.employee("Grace Hopper");
    private static final LocalDate REVIEW = LocalDate.of(2026, 9, 1);

    private final HandMovedClock clock = HandMovedClock.at("2026-06-01T09:00", "Europe/Bucharest");
    private final InMemoryStores stores = new InMemoryStores();
    private final Sojourn sojourn =
            Sojourn.builder(Policies.allAi()).stores(stores).clock(clock).build();

    private static Hold hold() {
        return Hold.on(ADA).because("case 2026-17").reviewOn(REVIEW);
    }

    @Test
    void keepsAHoldUntilItIsReleased() {
        Hold hold = sojourn.holds().place(hold(), CLERK);
        assertThat(sojourn.holds().active()).containsExactly(hold);
        sojourn.holds().release(hold.id(), CLERK);
        assertThat(sojourn.holds().active()).isEmpty();
    }

    @Test
    void refusesAHoldWithoutReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sojourn.holds().place(Hold.on(ADA).reviewOn(REVIEW)))
                .withMessageContaining("has no reason")
                .withMessageContaining("because(…)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sojourn.holds().place(hold().because("  ")))
                .withMessageContaining("has no reason");
        assertThat(sojourn.holds().active()).isEmpty();
    }

    @Test
    void refusesAHoldWithoutReviewDate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sojourn.holds().place(Hold.on(ADA).because("case 2026-17")))
                .withMessageContaining("has no review date")
                .withMessageContaining("reviewOn(…)");
        assertThat(sojourn.holds().active()).isEmpty();
    }

    @Test
    void refusesAHoldOnACategoryNoRuleGoverns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sojourn.holds()
                        .place(Hold.onCategory("invoces").because("audit").reviewOn(REVIEW)))
                .withMessageContaining("'invoces'")
                .withMessageContaining("invoice");
    }

    @Test
    void refusesToPlaceAnActiveHoldAgain() {
        Hold hold = sojourn.holds().place(hold());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sojourn.holds().place(hold))
                .withMessageContaining("active already");
        assertThat(entriesOfAda()).hasSize(1);
    }

    @Test
    void refusesToReleaseWhatIsNotHeld() {
        Hold hold = sojourn.holds().place(hold());
        sojourn.holds().release(hold.id(), CLERK);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sojourn.holds().release(hold.id(), CLERK))
                .withMessageContaining(hold.id());
        assertThat(entriesOfAda()).hasSize(2);
    }

    @Test
    void recordsBothActsInTheSubjectsChainWithoutNamingAnybody() {
        Hold hold = sojourn.holds().place(hold().within("invoice"), CLERK);
        sojourn.holds().release(hold.id(), CLERK);
        List<LedgerEntry> entries = entriesOfAda();
        assertThat(entries)
                .extracting(LedgerEntry::kind)
                .containsExactly(EntryKind.HOLD_PLACED, EntryKind.HOLD_RELEASED);
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.body())
                    .containsEntry("hold", hold.id())
                    .containsEntry("category", "invoice")
                    .containsEntry("actor", "EMPLOYEE");
            assertThat(entry.body().toString()).doesNotContain("ada@example.org", "Grace", "case 2026-17");
        });
        assertThat(sojourn.ledger().attachmentsOf(entries.get(0)))
                .containsEntry("reason", "case 2026-17")
                .containsEntry("actor.name", "Grace Hopper");
    }

    @Test
    void recordsAHoldWithoutSubjectInTheInstallationsChain() {
        sojourn.holds().place(Hold.onCategory("invoice").because("audit").reviewOn(REVIEW));
        assertThat(sojourn.ledger().read(ChainId.INSTALLATION, 0, 100))
                .extracting(LedgerEntry::kind)
                .containsExactly(EntryKind.POLICY_IN_FORCE, EntryKind.HOLD_PLACED);
    }

    @Test
    void listsHoldsWhoseReviewDateHasComeInTheControllersZone() {
        Hold hold = sojourn.holds().place(hold());
        sojourn.holds().place(hold().reviewOn(REVIEW.plusDays(1)));
        clock.set("2026-08-31T23:59");
        assertThat(sojourn.holds().dueForReview()).isEmpty();
        clock.set("2026-09-01T00:00");
        assertThat(sojourn.holds().dueForReview()).containsExactly(hold);
        assertThat(sojourn.holds().active()).hasSize(2);
    }

    @Test
    void placesNothingWhenTheHostsUnitFails() {
        assertThatThrownBy(() -> stores.work().run(() -> {
                    sojourn.holds().place(hold());
                    throw new IllegalStateException("the host changed its mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(sojourn.holds().active()).isEmpty();
        assertThat(entriesOfAda()).isEmpty();
    }

    @Test
    void waitsForTheBatchThatIsUnderWay() throws Exception {
        String run = running();
        CompletableFuture<Hold> placing = stores.work().runNew(() -> {
            stores.runs().lock(run);
            CompletableFuture<Hold> future =
                    CompletableFuture.supplyAsync(() -> sojourn.holds().place(hold()));
            assertThatThrownBy(() -> future.get(200, TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            return future;
        });
        assertThat(placing.get(30, TimeUnit.SECONDS)).isIn(sojourn.holds().active());
    }

    @Test
    void passesOverRunningSweepsAfterTheHoldIsCommitted() {
        String run = running();
        WatchedStores watched = new WatchedStores(stores);
        Sojourn door =
                Sojourn.builder(Policies.allAi()).stores(watched).clock(clock).build();
        door.holds().place(hold());
        assertThat(watched.locked()).containsExactly(run);
        assertThat(watched.activeHoldsAtLock()).containsExactly(1);
    }

    @Test
    void passesOverRunningSweepsOnlyOnceTheHostsUnitHasCommitted() {
        String run = running();
        WatchedStores watched = new WatchedStores(stores);
        Sojourn door =
                Sojourn.builder(Policies.allAi()).stores(watched).clock(clock).build();
        stores.work().run(() -> {
            door.holds().place(hold());
            assertThat(watched.locked()).isEmpty();
            return run;
        });
        assertThat(watched.locked()).containsExactly(run);
        assertThat(watched.activeHoldsAtLock()).containsExactly(1);
    }

    @Test
    void passesOverRunningSweepsAfterARestrictionToo() {
        String run = running();
        WatchedStores watched = new WatchedStores(stores);
        Sojourn door =
                Sojourn.builder(Policies.allAi()).stores(watched).clock(clock).build();
        door.restrictions()
                .restrict(
                        ADA,
                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                .reviewOn(REVIEW));
        assertThat(watched.locked()).containsExactly(run);
        assertThat(door.may(ADA, Policies.CHAT)).isFalse();
    }

    private String running() {
        Run run = new Run(
                UUID.randomUUID().toString(),
                "",
                "2026-02-01",
                "b".repeat(64),
                clock.instant(),
                clock.instant().plusSeconds(3600),
                Run.State.PREVIEWING);
        return stores.work().run(() -> {
            stores.runs().add(run, List.of());
            stores.runs().move(run.id(), Run.State.RUNNING);
            return run.id();
        });
    }

    private List<LedgerEntry> entriesOfAda() {
        return stores.subjects()
                .find(ADA)
                .map(key -> sojourn.ledger().read(ChainId.subject(key), 0, 100))
                .orElse(List.of());
    }
}
