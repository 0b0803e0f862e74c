package dev.sojourn.testkit;

import static dev.sojourn.rights.ErasureGround.ACCOUNT_CLOSED;
import static dev.sojourn.rights.ErasureGround.CONSENT_WITHDRAWN;
import static dev.sojourn.rights.ErasureGround.NO_LONGER_NECESSARY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Restriction;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.rights.ErasurePlan;
import dev.sojourn.rights.ErasureReport;
import dev.sojourn.rights.KeptRows;
import dev.sojourn.rights.Unanswered;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErasureTest {

    private static final DataSubject ADA = DataSubject.of("ada@example.org").as("customer");
    private static final DataSubject BOB = DataSubject.of("bob@example.org").as("customer");
    private static final Actor CLERK = Actor.employee("Grace Hopper");
    private static final LocalDate REVIEW = LocalDate.of(2026, 12, 1);
    private static final Instant MAY = Instant.parse("2026-05-20T10:00:00Z");
    private static final KeptRows INVOICE = new KeptRows(
            "Invoice", KeepReason.FLOOR, "invoice", "accounting law", Optional.of(LocalDate.of(2036, 12, 31)), 1);

    private final HandMovedClock clock = HandMovedClock.at("2026-06-01T09:00", "Europe/Bucharest");
    private final InMemoryStores stores = new InMemoryStores();
    private final AllAiHost host = new AllAiHost(stores);
    private final Sojourn sojourn = Sojourn.builder(Policies.allAi())
            .stores(stores)
            .clock(clock)
            .data(host.data())
            .build();

    private ErasureReport eraseAda() {
        return sojourn.rights().erase(sojourn.rights().planErasure(ADA, ACCOUNT_CLOSED));
    }

    @Test
    @Upholds({"KLUSAI-24", "ALLAI-11", "KLUSARO-09"})
    void erasesTheAccountAndKeepsTheInvoiceTheLawWantsKept() {
        host.add(1, ADA, MAY);
        host.add(2, BOB, MAY);
        ErasureReport report = eraseAda();
        assertThat(report.isCompleted()).isTrue();
        assertThat(report.erased()).isEqualTo(Map.of("Account", 1L, "Log", 1L, "Recording", 1L, "Subscription", 1L));
        assertThat(report.kept()).containsExactly(INVOICE);
        assertThat(host.accounts.all()).extracting(AllAiHost.Account::id).containsExactly(2L);
        assertThat(host.invoices.find(1L)).isPresent();
        assertThat(sojourn.may(ADA, Policies.ACCOUNTING)).isTrue();
        assertThat(sojourn.may(ADA, Policies.NEWSLETTER)).isFalse();
    }

    @Test
    void plansWhatItThenDoesAndChangesNothingBefore() {
        host.add(1, ADA, MAY);
        ErasurePlan plan = sojourn.rights().planErasure(ADA, ACCOUNT_CLOSED);
        assertThat(host.size()).isEqualTo(5);
        assertThat(entriesOf(ADA)).isEmpty();
        ErasureReport report = sojourn.rights().erase(plan);
        assertThat(report.erased()).isEqualTo(plan.erasing());
        assertThat(report.kept()).isEqualTo(plan.kept());
        assertThat(report.id()).isEqualTo(plan.id());
    }

    @Test
    void provesWhatWentWithoutNamingThePerson() {
        host.add(1, ADA, MAY);
        ErasureReport report = sojourn.rights().erase(sojourn.rights().planErasure(ADA, ACCOUNT_CLOSED), CLERK);
        List<LedgerEntry> proof = entriesOf(ADA);
        assertThat(proof).hasSize(4).allSatisfy(entry -> {
            assertThat(entry.kind()).isEqualTo(EntryKind.ERASURE);
            assertThat(entry.body())
                    .containsEntry("erasure", report.id())
                    .containsEntry("ground", "ACCOUNT_CLOSED")
                    .containsEntry("actor", "EMPLOYEE");
            assertThat(entry.body().toString()).doesNotContain("ada@example.org", "Grace", "Lovelace");
        });
        assertThat(proof)
                .extracting(entry -> entry.body().get("entity"))
                .containsExactlyInAnyOrder("Account", "Log", "Recording", "Subscription");
        assertThat(proof.get(0).body())
                .containsEntry("rows." + proof.get(0).body().get("entity"), "1");
        assertThat(report.toString() + sojourn.rights().planErasure(ADA, ACCOUNT_CLOSED))
                .doesNotContain("ada@example.org");
    }

    @Test
    void findsNothingLeftTheSecondTimeAndLeavesNoSecondProof() {
        host.add(1, ADA, MAY);
        ErasurePlan plan = sojourn.rights().planErasure(ADA, ACCOUNT_CLOSED);
        sojourn.rights().erase(plan);
        int proof = entriesOf(ADA).size();
        ErasureReport again = sojourn.rights().erase(plan);
        assertThat(again.isCompleted()).isTrue();
        assertThat(again.erased()).isEmpty();
        assertThat(again.kept()).containsExactly(INVOICE);
        assertThat(eraseAda().erased()).isEmpty();
        assertThat(entriesOf(ADA)).hasSize(proof);
    }

    @Test
    void takesWhatCameAfterTheFirstTime() {
        host.add(1, ADA, MAY);
        ErasurePlan plan = sojourn.rights().planErasure(ADA, ACCOUNT_CLOSED);
        sojourn.rights().erase(plan);
        host.logs.put(new AllAiHost.Log(9, ADA, MAY, "Once more"));
        assertThat(sojourn.rights().erase(plan).erased()).isEqualTo(Map.of("Log", 1L));
    }

    @Test
    void reachesOnlyWhatEndedConsentsServed() {
        host.add(1, ADA, MAY);
        sojourn.consents().give(ADA, Policies.VOICE);
        sojourn.consents().give(ADA, Policies.NEWSLETTER);
        sojourn.consents().withdraw(ADA, Policies.VOICE);
        ErasureReport report = sojourn.rights().erase(sojourn.rights().planErasure(ADA, CONSENT_WITHDRAWN));
        assertThat(report.erased()).isEqualTo(Map.of("Recording", 1L));
        assertThat(report.kept())
                .extracting(kept -> kept.entity() + " " + kept.reason() + " " + kept.by())
                .containsExactly(
                        "Account OUT_OF_REACH account",
                        "Log OUT_OF_REACH conversation-log",
                        "Subscription OUT_OF_REACH subscription",
                        "Invoice FLOOR invoice");
        assertThat(report.isCompleted()).isTrue();
    }

    @Test
    void keepsWhatIsHeldAndTakesItOnceReleased() {
        host.add(1, ADA, MAY);
        Hold hold = sojourn.holds()
                .place(Hold.on(ADA)
                        .within("conversation-log")
                        .because("case 2026-17")
                        .reviewOn(REVIEW));
        ErasureReport first = eraseAda();
        assertThat(first.kept())
                .contains(new KeptRows("Log", KeepReason.HELD, "hold " + hold.id(), "", Optional.empty(), 1));
        assertThat(host.logs.all()).hasSize(1);
        sojourn.holds().release(hold.id(), CLERK);
        assertThat(eraseAda().erased()).isEqualTo(Map.of("Log", 1L));
    }

    @Test
    void letsAHoldPlacedAfterThePlanWin() {
        host.add(1, ADA, MAY);
        ErasurePlan plan = sojourn.rights().planErasure(ADA, ACCOUNT_CLOSED);
        sojourn.holds().place(Hold.on(ADA).because("case 2026-17").reviewOn(REVIEW));
        ErasureReport report = sojourn.rights().erase(plan);
        assertThat(report.erased()).isEmpty();
        assertThat(report.kept())
                .hasSize(5)
                .allSatisfy(kept -> assertThat(kept.reason()).isEqualTo(KeepReason.HELD));
        assertThat(host.size()).isEqualTo(5);
    }

    @Test
    void liftsThePersonsOwnRestrictionAndSaysSo() {
        host.add(1, ADA, MAY);
        String id = sojourn.restrictions()
                .restrict(
                        ADA,
                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                .reviewOn(REVIEW));
        ErasurePlan plan = sojourn.rights().planErasure(ADA, NO_LONGER_NECESSARY);
        assertThat(plan.lifting()).containsExactly(id);
        assertThat(sojourn.restrictions().active(ADA)).hasSize(1);
        ErasureReport report = sojourn.rights().erase(plan);
        assertThat(report.lifted()).containsExactly(id);
        assertThat(report.erased()).containsKeys("Account", "Log", "Recording", "Subscription");
        assertThat(sojourn.restrictions().active(ADA)).isEmpty();
        assertThat(entriesOf(ADA)).extracting(LedgerEntry::kind).contains(EntryKind.RESTRICTION_LIFTED);
    }

    @Test
    void keepsARestrictionWhileDataItProtectsIsOutOfReach() {
        host.add(1, ADA, MAY);
        sojourn.consents().give(ADA, Policies.VOICE);
        sojourn.consents().withdraw(ADA, Policies.VOICE);
        sojourn.restrictions()
                .restrict(
                        ADA,
                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                .reviewOn(REVIEW));
        ErasureReport report = sojourn.rights().erase(sojourn.rights().planErasure(ADA, CONSENT_WITHDRAWN));
        assertThat(report.erased()).isEqualTo(Map.of("Recording", 1L));
        assertThat(report.lifted()).isEmpty();
        assertThat(sojourn.restrictions().active(ADA)).hasSize(1);
    }

    @Test
    void keepsWhatThePersonNeedsForLegalClaims() {
        host.add(1, ADA, MAY);
        String id = sojourn.restrictions()
                .restrict(
                        ADA,
                        Restriction.ofCategories(Restriction.Ground.NEEDED_FOR_CLAIMS, "conversation-log")
                                .reviewOn(REVIEW));
        ErasureReport report = eraseAda();
        assertThat(report.kept())
                .contains(new KeptRows("Log", KeepReason.RESTRICTED, "restriction " + id, "", Optional.empty(), 1));
        assertThat(report.lifted()).isEmpty();
        assertThat(report.erased()).containsOnlyKeys("Account", "Recording", "Subscription");
    }

    @Test
    void erasesInBatchesEachWithItsProof() {
        Sojourn small = Sojourn.builder(Policies.allAi())
                .stores(stores)
                .clock(clock)
                .data(host.data())
                .batchSize(2)
                .build();
        for (long id = 1; id <= 5; id++) {
            host.logs.put(new AllAiHost.Log(id, ADA, MAY, "line " + id));
            host.logs.put(new AllAiHost.Log(id + 100, BOB, MAY, "line " + id));
        }
        ErasureReport report = small.rights().erase(small.rights().planErasure(ADA, ACCOUNT_CLOSED));
        assertThat(report.erased()).isEqualTo(Map.of("Log", 5L));
        assertThat(host.logs.all()).hasSize(5).extracting(AllAiHost.Log::caller).containsOnly(BOB);
        assertThat(entriesOf(ADA))
                .extracting(entry -> entry.body().get("rows.Log"))
                .containsExactly("2", "2", "1");
    }

    @Test
    void keepsAParentWhoseChildMustStayAndNamesTheChildsRule() {
        record Folder(long id, DataSubject owner, Instant at) {}
        record Receipt(long id, long folder, DataSubject owner, LocalDate on) {}
        InMemoryRecords<Receipt> receipts = InMemoryRecords.of(Receipt.class, Long.class, Receipt::id)
                .subject(Receipt::owner)
                .day("on", Receipt::on)
                .retained("invoice", "on")
                .in(stores);
        InMemoryRecords<Folder> folders = InMemoryRecords.of(Folder.class, Long.class, Folder::id)
                .subject(Folder::owner)
                .moment("at", Folder::at)
                .retained("subscription", "at")
                .owning(receipts, Receipt::folder)
                .in(stores);
        Sojourn door = Sojourn.builder(Policies.allAi())
                .stores(stores)
                .clock(clock)
                .data(folders, receipts)
                .build();
        folders.put(new Folder(1, ADA, MAY));
        folders.put(new Folder(2, ADA, MAY));
        receipts.put(new Receipt(1, 1, ADA, LocalDate.of(2026, 5, 20)));
        receipts.put(new Receipt(2, 2, ADA, LocalDate.of(2010, 5, 20)));
        ErasureReport report = door.rights().erase(door.rights().planErasure(ADA, ACCOUNT_CLOSED));
        assertThat(folders.all()).extracting(Folder::id).containsExactly(1L);
        assertThat(receipts.all()).extracting(Receipt::id).containsExactly(1L);
        assertThat(report.erased()).isEqualTo(Map.of("Folder", 1L, "Receipt", 1L));
        assertThat(report.kept())
                .contains(new KeptRows(
                        "Folder",
                        KeepReason.CHILD_KEPT,
                        "Receipt FLOOR by invoice",
                        "accounting law",
                        Optional.of(LocalDate.of(2036, 12, 31)),
                        1));
    }

    @Test
    void doesNotSayCompletedWhileAStoreHasNotAnswered() {
        host.add(1, ADA, MAY);
        FailingData failing = new FailingData(host.logs);
        Sojourn door = Sojourn.builder(Policies.allAi())
                .stores(stores)
                .clock(clock)
                .data(host.accounts, failing, host.recordings, host.subscriptions, host.invoices)
                .build();
        failing.failOnDispose(true);
        ErasurePlan plan = door.rights().planErasure(ADA, ACCOUNT_CLOSED);
        ErasureReport report = door.rights().erase(plan);
        assertThat(report.isCompleted()).isFalse();
        assertThat(report.unanswered()).extracting(Unanswered::entity).containsExactly("Log");
        assertThat(report.unanswered().toString()).doesNotContain("ada@example.org");
        assertThat(report.erased()).containsOnlyKeys("Account", "Recording", "Subscription");
        assertThat(host.logs.all()).hasSize(1);
        failing.failOnDispose(false);
        ErasureReport again = door.rights().erase(plan);
        assertThat(again.isCompleted()).isTrue();
        assertThat(again.erased()).isEqualTo(Map.of("Log", 1L));
    }

    @Test
    void listsInThePlanWhatCannotBeAsked() {
        FailingData failing = new FailingData(host.logs);
        Sojourn door = Sojourn.builder(Policies.allAi())
                .stores(stores)
                .clock(clock)
                .data(host.accounts, failing, host.recordings, host.subscriptions, host.invoices)
                .build();
        host.add(1, ADA, MAY);
        failing.failOnRead(true);
        ErasurePlan plan = door.rights().planErasure(ADA, ACCOUNT_CLOSED);
        assertThat(plan.unanswered()).extracting(Unanswered::entity).containsExactly("Log");
        assertThat(plan.erasing()).containsOnlyKeys("Account", "Recording", "Subscription");
    }

    @Test
    void erasesNothingItCannotProve() {
        host.add(1, ADA, MAY);
        WatchedStores watched = new WatchedStores(stores);
        watched.refuse(EntryKind.ERASURE);
        Sojourn door = Sojourn.builder(Policies.allAi())
                .stores(watched)
                .clock(clock)
                .data(host.data())
                .build();
        ErasureReport report = door.rights().erase(door.rights().planErasure(ADA, ACCOUNT_CLOSED));
        assertThat(report.isCompleted()).isFalse();
        assertThat(report.erased()).isEmpty();
        assertThat(host.size()).isEqualTo(5);
    }

    @Test
    void letsHoldsWaitForAnErasureUnderWay() {
        host.add(1, ADA, MAY);
        WatchedStores watched = new WatchedStores(stores);
        Sojourn door = Sojourn.builder(Policies.allAi())
                .stores(watched)
                .clock(clock)
                .data(host.data())
                .build();
        ErasurePlan plan = door.rights().planErasure(ADA, ACCOUNT_CLOSED);
        door.rights().erase(plan);
        assertThat(watched.locked()).isNotEmpty();
        assertThat(watched.runningAtLock())
                .isNotEmpty()
                .allSatisfy(
                        running -> assertThat(running).contains(watched.locked().get(0)));
        assertThat(stores.runs().running()).isEmpty();
    }

    private List<LedgerEntry> entriesOf(DataSubject subject) {
        return stores.subjects()
                .find(subject)
                .map(key -> sojourn.ledger().read(ChainId.subject(key), 0, 1_000))
                .orElse(List.of());
    }
}
