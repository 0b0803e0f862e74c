package dev.sojourn.testkit;

import static dev.sojourn.testkit.Policies.NEWSLETTER;
import static dev.sojourn.testkit.Policies.VOICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.Restriction;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.ledger.Breach;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.Checkpoint;
import dev.sojourn.ledger.CheckpointSigner;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.ExportedLedger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.Setting;
import dev.sojourn.ledger.TrimReport;
import dev.sojourn.ledger.VerificationReport;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Policy;
import dev.sojourn.retention.Hold;
import dev.sojourn.rights.ErasureGround;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What was done through the front door can be proven, and what was done past it cannot. */
class ProofTest {

    private static final Instant NOW = Instant.parse("2026-03-05T10:00:00Z");
    private static final Actor CLERK = Actor.employee("E. Noether");
    private static final DataSubject ADA =
            DataSubject.of("ada@example.com").as("customer").in("acme");
    private static final DataSubject BOB =
            DataSubject.of("bob@example.com").as("customer").in("acme");

    private final HandMovedClock clock = HandMovedClock.at(NOW);
    private final InMemoryStores stores = new InMemoryStores();
    private final Sojourn sojourn =
            Sojourn.builder(Policies.allAi()).stores(stores).clock(clock).build();

    @Test
    @Upholds({"GDPR 5(2)", "GDPR 7(1)"})
    void whatTheFrontDoorDidVerifies() {
        everything();

        VerificationReport report = sojourn.proof().verify();

        assertThat(report.breaches()).isEmpty();
        assertThat(report.chains()).isEqualTo(3);
        assertThat(sojourn.proof().verify(ADA).breaches()).isEmpty();
        assertThat(sojourn.proof().verify(ADA).entries()).isGreaterThan(5);
        assertThat(sojourn.proof().verify(DataSubject.of("nobody")).chains()).isZero();
    }

    @Test
    void whatSweepsAndErasuresRecordedVerifies() {
        everything();
        sojourn.retention().sweep(sojourn.retention().preview(), CLERK);
        sojourn.rights().erase(sojourn.rights().planErasure(ADA, ErasureGround.CONSENT_WITHDRAWN));
        sojourn.rights().accessCopy(BOB);

        assertThat(breaches()).isEmpty();
        clock.advance(Duration.ofDays(8_000));
        sojourn.proof().trim(Period.ofMonths(24));
        assertThat(breaches()).isEmpty();
    }

    @Test
    @Upholds("KLOZER-06")
    void anExportProvesItselfAndNamesNobody() throws IOException {
        everything();
        Checkpoint kept = sojourn.proof().checkpoint();
        StringWriter out = new StringWriter();
        sojourn.proof().export(out);

        assertThat(new ExportedLedger()
                        .expecting(kept)
                        .verify(new StringReader(out.toString()))
                        .breaches())
                .isEmpty();
        assertThat(out.toString())
                .doesNotContain("ada@example.com")
                .doesNotContain("bob@example.com")
                .doesNotContain("Noether")
                .doesNotContain("case 2026-17");
    }

    @Test
    void findsAConsentPutInPastTheLedger() {
        sojourn.consents().withdraw(ADA, NEWSLETTER);
        put(ActKind.GIVEN, NEWSLETTER.id(), clock.instant().plusSeconds(60));

        assertThat(breaches()).containsExactly(Breach.Kind.STATE_MISMATCH);
    }

    @Test
    void findsAnActThatNoEntryProves() {
        sojourn.consents().give(ADA, NEWSLETTER);
        put(ActKind.GIVEN, VOICE.id(), clock.instant());

        assertThat(sojourn.proof().verify(ADA).breaches())
                .singleElement()
                .satisfies(breach -> assertThat(breach.detail())
                        .isEqualTo("the act that stands on CONSENT 'voice' is kept, and no entry proves it"));
    }

    @Test
    void findsAHoldAnEventAndASettingChangedPastTheLedger() {
        Hold hold = sojourn.holds().place(Hold.on(ADA).because("case").reviewOn(LocalDate.of(2026, 9, 1)), CLERK);
        sojourn.events().happened(BOB, "account-closed", NOW.minusSeconds(60));
        sojourn.settings().choose("acme", "conversation-log", Period.ofDays(30), CLERK);
        assertThat(breaches()).isEmpty();

        past(() -> stores.holds().release(hold.id(), NOW));
        assertThat(breaches()).containsExactly(Breach.Kind.STATE_MISMATCH);
        past(() -> stores.events().put(BOB, "account-closed", NOW.plusSeconds(1)));
        assertThat(breaches()).containsExactly(Breach.Kind.STATE_MISMATCH, Breach.Kind.STATE_MISMATCH);
        past(() -> stores.settings().add(new Setting("acme", "period:conversation-log", "P365D", NOW, 2)));
        assertThat(breaches()).hasSize(3).containsOnly(Breach.Kind.STATE_MISMATCH);
    }

    @Test
    @Upholds("GDPR 17(1)")
    void aRemovedReasonLeavesAChainThatVerifies() {
        sojourn.consents().give(ADA, NEWSLETTER);
        sojourn.consents().revoke(ADA, NEWSLETTER, CLERK, "Ada's mother phoned");
        LedgerEntry revoked = entriesOf(ADA).get(1);

        assertThat(sojourn.ledger().detach(revoked, "reason", CLERK, "asked to forget it"))
                .hasValueSatisfying(entry -> assertThat(entry.kind()).isEqualTo(EntryKind.TEXT_REMOVED));
        assertThat(sojourn.ledger().detach(revoked, "reason", CLERK, "")).isEmpty();

        assertThat(sojourn.ledger().attachmentsOf(revoked)).containsOnlyKeys("actor.name");
        assertThat(sojourn.ledger().read(revoked.chain(), 1, 1)).containsExactly(revoked);
        assertThat(breaches()).isEmpty();
    }

    @Test
    void refusesAFactThatWouldPassForASaltedDigest() {
        assertThatThrownBy(() -> sojourn.ledger()
                        .append(ChainId.run("r"), EntryKind.RUN_STARTED, Map.of("reason.salted", "x"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reason.salted");
    }

    @Test
    @Upholds("KLOZER-14")
    void entriesOlderThanTheLogsOwnRuleGoAndLeaveOneSummary() {
        sojourn.ledger().append(ChainId.run("old"), EntryKind.RUN_STARTED, Map.of(), Map.of());
        sojourn.ledger().append(ChainId.run("old"), EntryKind.RUN_ENDED, Map.of(), Map.of());
        sojourn.consents().give(ADA, NEWSLETTER);
        sojourn.consents().withdraw(ADA, NEWSLETTER);
        clock.set(NOW.plusSeconds(800L * 86_400));
        sojourn.consents().give(BOB, NEWSLETTER);

        TrimReport report = sojourn.proof().trim(Period.ofMonths(24)).orElseThrow();

        assertThat(report.dropped()).isEqualTo(4);
        assertThat(report.inForce()).isEqualTo(1);
        assertThat(sojourn.ledger().read(ChainId.run("old"), 0, 10)).isEmpty();
        assertThat(entriesOf(ADA)).extracting(LedgerEntry::kind).containsExactly(EntryKind.CONSENT_WITHDRAWN);
        assertThat(sojourn.ledger().read(ChainId.INSTALLATION, 0, 10))
                .extracting(LedgerEntry::kind)
                .containsOnlyOnce(EntryKind.LEDGER_TRIMMED);
        assertThat(breaches()).isEmpty();
        assertThat(sojourn.may(ADA, NEWSLETTER)).isFalse();
    }

    @Test
    @Upholds("KLOZER-14")
    void dropsNoActHoldEventOrSettingThatStillBinds() {
        sojourn.restrictions()
                .restrict(
                        BOB,
                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                .reviewOn(LocalDate.of(2026, 9, 1)));
        sojourn.consents().give(ADA, NEWSLETTER);
        sojourn.holds().place(Hold.on(ADA).because("case").reviewOn(LocalDate.of(2026, 9, 1)), CLERK);
        sojourn.settings().choose("acme", "conversation-log", Period.ofDays(30), CLERK);
        clock.set(NOW.plusSeconds(8_000L * 86_400));

        sojourn.proof().trim(Period.ofMonths(24));

        assertThat(entriesOf(ADA)).hasSize(2);
        assertThat(entriesOf(BOB)).hasSize(1);
        assertThat(sojourn.settings().history("acme")).hasSize(1);
        assertThat(sojourn.may(ADA, NEWSLETTER)).isTrue();
        assertThat(breaches()).isEmpty();
    }

    @Test
    void aLiftedRestrictionGoesAndTheStateItLeftIsStillProven() {
        String id = sojourn.restrictions()
                .restrict(
                        BOB,
                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                .reviewOn(LocalDate.of(2026, 9, 1)));
        sojourn.restrictions().lift(BOB, id, CLERK);
        clock.set(NOW.plusSeconds(800L * 86_400));
        sojourn.proof().trim(Period.ofMonths(24));

        assertThat(entriesOf(BOB)).isEmpty();
        assertThat(breaches()).isEmpty();
        sojourn.consents().give(BOB, NEWSLETTER);
        assertThat(breaches()).isEmpty();
    }

    @Test
    void aPolicyVersionKeepsItsContentAfterItsEntryWasDropped() {
        clock.set(NOW.plusSeconds(800L * 86_400));
        sojourn.proof().trim(Period.ofMonths(24));
        assertThat(sojourn.ledger().read(ChainId.INSTALLATION, 0, 10))
                .extracting(LedgerEntry::kind)
                .doesNotContain(EntryKind.POLICY_IN_FORCE);

        Sojourn.builder(Policies.allAi()).stores(stores).clock(clock).build();
        assertThat(sojourn.ledger().read(ChainId.INSTALLATION, 0, 10))
                .extracting(LedgerEntry::kind)
                .doesNotContain(EntryKind.POLICY_IN_FORCE);
        Policy changed = Policies.draft("2026-02-01")
                .prohibit("sale", "we do not sell personal data")
                .build();
        assertThatThrownBy(() ->
                        Sojourn.builder(changed).stores(stores).clock(clock).build())
                .isInstanceOf(FaultyDeclaration.class)
                .hasMessageContaining("with another content");
        assertThat(breaches()).isEmpty();
    }

    @Test
    void signsCheckpointsWithTheKeyItWasGiven() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Sojourn signing = Sojourn.builder(Policies.allAi())
                .stores(stores)
                .clock(clock)
                .signingCheckpoints(CheckpointSigner.of(keys.getPrivate()))
                .build();

        Checkpoint checkpoint = signing.proof().checkpoint();

        assertThat(Checkpoint.parse(checkpoint.line()).isSignedBy(keys.getPublic()))
                .isTrue();
        assertThat(signing.proof()
                        .verifier()
                        .trusting(List.of(keys.getPublic()))
                        .verify(checkpoint)
                        .breaches())
                .isEmpty();
    }

    @Test
    void refusesAKeyThatCannotSign() throws Exception {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertThatThrownBy(() -> CheckpointSigner.of(rsa.getPrivate()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Ed25519");
    }

    @Property(tries = 200)
    void whateverIsDoneThroughTheFrontDoorVerifies(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 11) Integer> acts) {
        HandMovedClock moved = HandMovedClock.at(NOW);
        InMemoryStores kept = new InMemoryStores();
        Sojourn door =
                Sojourn.builder(Policies.allAi()).stores(kept).clock(moved).build();
        for (int act : acts) {
            moved.advance(Duration.ofDays(40));
            DataSubject who = act % 2 == 0 ? ADA : BOB;
            switch (act) {
                case 0, 1 -> door.consents().give(who, NEWSLETTER, Evidence.none());
                case 2, 3 -> door.consents().withdraw(who, NEWSLETTER);
                case 4 -> door.consents().refuse(who, VOICE);
                case 5 -> door.objections().object(who, NEWSLETTER);
                case 6 ->
                    door.restrictions()
                            .restrict(
                                    who,
                                    Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                            .reviewOn(LocalDate.of(2040, 1, 1)));
                case 7 ->
                    door.restrictions()
                            .active(BOB)
                            .forEach(restriction -> door.restrictions().lift(BOB, restriction.id(), CLERK));
                case 8 -> door.holds().active().forEach(hold -> door.holds().release(hold.id(), CLERK));
                case 9 -> door.holds().place(Hold.on(who).because("case").reviewOn(LocalDate.of(2040, 1, 1)), CLERK);
                case 10 -> door.settings().choose("acme", "conversation-log", Period.ofDays(31), CLERK);
                default -> door.proof().trim(Period.ofMonths(6));
            }
        }
        assertThat(door.proof().verify().breaches()).isEmpty();
    }

    private void everything() {
        sojourn.consents().give(ADA, NEWSLETTER, Evidence.none().via("sign-up form"));
        sojourn.consents().give(BOB, VOICE, Evidence.none());
        clock.advance(Duration.ofDays(1));
        sojourn.consents().withdraw(ADA, NEWSLETTER);
        sojourn.objections().object(ADA, NEWSLETTER);
        String id = sojourn.restrictions()
                .restrict(
                        ADA,
                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                .reviewOn(LocalDate.of(2026, 9, 1)));
        sojourn.restrictions().lift(ADA, id, CLERK);
        Hold hold =
                sojourn.holds().place(Hold.on(ADA).because("case 2026-17").reviewOn(LocalDate.of(2026, 9, 1)), CLERK);
        sojourn.holds().release(hold.id(), CLERK);
        sojourn.events().happened(ADA, "account-closed", NOW);
        sojourn.events().revoke(ADA, "account-closed");
        sojourn.settings().choose("acme", "conversation-log", Period.ofDays(30), CLERK);
        sojourn.settings().takeBack("acme", "conversation-log", CLERK);
    }

    private List<Breach.Kind> breaches() {
        return sojourn.proof().verify().breaches().stream().map(Breach::kind).toList();
    }

    private List<LedgerEntry> entriesOf(DataSubject subject) {
        String key = stores.work().run(() -> stores.subjects().find(subject)).orElseThrow();
        return sojourn.ledger().read(ChainId.subject(key), 0, 100);
    }

    private void put(ActKind kind, String purpose, Instant at) {
        past(() -> stores.consents()
                .put(new SubjectAct(
                        UUID.randomUUID().toString(),
                        ADA,
                        kind,
                        purpose,
                        "",
                        Actor.subject(),
                        at,
                        at,
                        new TreeMap<>())));
    }

    /** Changes tables without an entry. */
    private void past(Runnable change) {
        stores.work().run(() -> {
            change.run();
            return change;
        });
    }
}
