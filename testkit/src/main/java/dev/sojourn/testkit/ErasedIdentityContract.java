package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.Stores;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.ConsentProof;
import dev.sojourn.consent.ImportReport;
import dev.sojourn.consent.PastAct;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.consent.Suppression;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.processing.Decision;
import dev.sojourn.retention.Hold;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.ErasureReport;
import dev.sojourn.rights.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must outlive a person's erasure, and what must not, over any stores; a store's own test extends it. */
public abstract class ErasedIdentityContract {

    /** The key under which the tests keep suppressions. */
    protected static final SecretKey KEY =
            new SecretKeySpec("a test's own key".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

    /** Whom the tests erase. */
    protected static final DataSubject ADA =
            DataSubject.of("ada.lovelace@example.org").as("customer").in("acme");

    private static final Purpose NEWSLETTER =
            Purpose.of("newsletter").on(LegalBasis.CONSENT).directMarketing();
    private static final Purpose OFFERS = Purpose.of("offers")
            .on(LegalBasis.LEGITIMATE_INTERESTS)
            .assessedIn("LIA-1")
            .directMarketing();
    private static final Purpose SURVEY = Purpose.of("survey").on(LegalBasis.CONSENT);
    private static final Purpose HOSTING = Purpose.of("hosting").on(LegalBasis.CONTRACT);
    private static final Purpose BOOKS =
            Purpose.of("books").on(LegalBasis.LEGAL_OBLIGATION).citing("accounting law");
    private static final Actor CLERK = Actor.employee("Grace Hopper");

    /** Moved by the tests. */
    protected final HandMovedClock clock = HandMovedClock.at("2026-02-01T09:00", "Europe/Bucharest");

    private Stores stores;

    /** The front door under test, with a key. */
    protected Sojourn sojourn;

    /** For subclasses. */
    protected ErasedIdentityContract() {}

    /**
     * The stores under test.
     *
     * @return stores in which nothing is kept
     */
    protected abstract Stores stores();

    @BeforeEach
    void openStores() {
        stores = stores();
        sojourn = open(Optional.of(KEY));
    }

    private Sojourn open(Optional<SecretKey> key) {
        Policy policy = Policy.builder("policy of a test")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(
                        Party.named("AllAI").contact("contact@allai.example").country("RO"))
                .retainProof(Period.ofYears(3))
                .purposes(NEWSLETTER, OFFERS, SURVEY, HOSTING, BOOKS)
                .retain(RetentionRule.atMost("account", Period.ofDays(30))
                        .fromEvent("account-closed")
                        .reviewEvery(Period.ofYears(1))
                        .serving(HOSTING)
                        .then(Disposition.DELETE)
                        .because("policy section 7"))
                .retain(RetentionRule.exactly("invoice", Period.ofYears(10))
                        .serving(BOOKS)
                        .then(Disposition.DELETE)
                        .because("policy section 7"))
                .build();
        Sojourn.Builder builder = Sojourn.builder(policy).stores(stores).clock(clock);
        key.ifPresent(builder::suppressionKey);
        return builder.build();
    }

    /** Erases everything the ground reaches. */
    protected ErasureReport erase() {
        return sojourn.rights().erase(sojourn.rights().planErasure(ADA, ErasureGround.ACCOUNT_CLOSED), CLERK);
    }

    private String answer(Purpose purpose) {
        Decision decision = sojourn.gate().decide(ADA, purpose);
        assertThat(sojourn.gate().fresh().decide(ADA, purpose)).isEqualTo(decision);
        return decision instanceof Decision.Denied denied ? denied.reason().name() : "ALLOWED";
    }

    private void nextDay() {
        clock.advance(Duration.ofDays(1));
    }

    @Test
    void keepsANoAndForgetsAYes() {
        sojourn.consents().give(ADA, NEWSLETTER);
        sojourn.consents().refuse(ADA, SURVEY);
        assertThat(answer(NEWSLETTER)).isEqualTo("ALLOWED");
        nextDay();
        assertThat(erase().identity()).isEqualTo(Identity.PARTED);
        assertThat(answer(NEWSLETTER)).isEqualTo("ERASED");
        assertThat(answer(SURVEY)).isEqualTo("SUPPRESSED");
        assertThat(answer(HOSTING)).isEqualTo("ERASED");
        assertThat(answer(BOOKS)).isEqualTo("ALLOWED");
        assertThat(sojourn.consents().current(ADA)).isEmpty();
    }

    @Test
    void letsAnObjectionToMarketingReachAllMarketingAfterTheErasure() {
        sojourn.objections().object(ADA, OFFERS);
        erase();
        assertThat(answer(NEWSLETTER)).isEqualTo("SUPPRESSED");
        assertThat(answer(OFFERS)).isEqualTo("SUPPRESSED");
        nextDay();
        sojourn.consents().give(ADA, NEWSLETTER);
        assertThat(answer(NEWSLETTER)).isEqualTo("ALLOWED");
        assertThat(answer(OFFERS)).isEqualTo("SUPPRESSED");
    }

    @Test
    void endsTheErasureWithTheNextActOrEvent() {
        sojourn.consents().give(ADA, NEWSLETTER);
        erase();
        assertThat(answer(HOSTING)).isEqualTo("ERASED");
        nextDay();
        sojourn.events().happened(ADA, "account-closed", clock.instant());
        assertThat(answer(HOSTING)).isEqualTo("ALLOWED");
        erase();
        assertThat(answer(HOSTING)).isEqualTo("ERASED");
        nextDay();
        sojourn.consents().give(ADA, SURVEY);
        assertThat(answer(HOSTING)).isEqualTo("ALLOWED");
        assertThat(answer(NEWSLETTER)).isEqualTo("NEVER_ASKED");
    }

    @Test
    void findsTheProofForWhoBringsTheIdentifierAndKeepsItsChainWhole() {
        SubjectAct given = sojourn.consents().give(ADA, NEWSLETTER);
        String key = stores.subjects().find(ADA).orElseThrow();
        nextDay();
        erase();
        assertThat(stores.subjects().find(ADA)).isEmpty();
        assertThat(sojourn.consents().history(ADA)).containsExactly(given);
        assertThat(sojourn.consents().history(DataSubject.of("somebody.else"))).isEmpty();
        List<LedgerEntry> chain = sojourn.ledger().read(ChainId.subject(key), 0, 100);
        assertThat(chain)
                .extracting(LedgerEntry::kind)
                .containsExactly(EntryKind.CONSENT_GIVEN, EntryKind.IDENTITY_PARTED);
        assertThat(chain.get(1).previous()).isEqualTo(chain.get(0).hash());
        nextDay();
        SubjectAct again = sojourn.consents().give(ADA, NEWSLETTER);
        assertThat(stores.subjects().find(ADA)).isPresent().get().isNotEqualTo(key);
        assertThat(sojourn.consents().history(ADA)).containsExactly(given, again);
    }

    @Test
    void answersForThePastAsItWas() {
        sojourn.consents().give(ADA, NEWSLETTER);
        sojourn.consents().refuse(ADA, SURVEY);
        Instant before = clock.instant();
        nextDay();
        erase();
        nextDay();
        assertThat(sojourn.gate().asOf(before).may(ADA, NEWSLETTER)).isTrue();
        for (Purpose purpose : List.of(NEWSLETTER, SURVEY, HOSTING, BOOKS)) {
            Decision then = sojourn.gate().asOf(clock.instant()).decide(ADA, purpose);
            assertThat(then).isEqualTo(sojourn.gate().decide(ADA, purpose));
        }
    }

    @Test
    void doesNotBringBackByAnImportWhatWasRefused() {
        Instant asked = clock.instant();
        sojourn.consents().give(ADA, SURVEY);
        nextDay();
        sojourn.consents().withdraw(ADA, SURVEY);
        nextDay();
        erase();
        nextDay();
        assertThat(sojourn.consents().suppressed(List.of(ADA, DataSubject.of("u-2"))))
                .containsOnlyKeys(ADA)
                .extractingByKey(ADA)
                .satisfies(kept ->
                        assertThat(kept).extracting(Suppression::purpose).containsExactlyInAnyOrder("survey", ""));
        ImportReport report = sojourn.imports()
                .run(
                        "crm",
                        () -> Stream.of(
                                PastAct.given("1", ADA, SURVEY, asked, ConsentProof.TIME_ONLY),
                                PastAct.given("2", ADA, NEWSLETTER, asked, ConsentProof.TIME_ONLY),
                                PastAct.refused("3", ADA, NEWSLETTER, asked)));
        assertThat(report.suppressed()).isEqualTo(2);
        assertThat(report.erased()).isEqualTo(1);
        assertThat(report.recorded()).isZero();
        assertThat(answer(SURVEY)).isEqualTo("SUPPRESSED");
        assertThat(answer(NEWSLETTER)).isEqualTo("SUPPRESSED");
        assertThat(stores.subjects().find(ADA)).isEmpty();
        sojourn.consents().give(ADA, SURVEY);
        assertThat(answer(SURVEY)).isEqualTo("ALLOWED");
    }

    @Test
    void keepsTheNoOfALifeBeforeThroughASecondErasureUnlessItWasReopened() {
        sojourn.consents().refuse(ADA, SURVEY);
        sojourn.objections().object(ADA, OFFERS);
        erase();
        nextDay();
        sojourn.consents().give(ADA, SURVEY);
        nextDay();
        erase();
        assertThat(answer(SURVEY)).isEqualTo("ERASED");
        assertThat(answer(OFFERS)).isEqualTo("SUPPRESSED");
        assertThat(sojourn.consents().history(ADA)).hasSize(4);
    }

    @Test
    void dropsTheProofWhenItsPeriodIsOverAndKeepsTheNo() {
        sojourn.consents().give(ADA, NEWSLETTER);
        sojourn.consents().refuse(ADA, SURVEY);
        String key = stores.subjects().find(ADA).orElseThrow();
        erase();
        clock.set("2029-02-01T23:59:59");
        assertThat(sojourn.rights().dropProof().dropped()).isZero();
        assertThat(sojourn.consents().history(ADA)).hasSize(2);
        clock.set("2029-02-02T00:00:00");
        assertThat(sojourn.rights().dropProof().dropped()).isEqualTo(1);
        assertThat(sojourn.rights().dropProof().dropped()).isZero();
        assertThat(sojourn.consents().history(ADA)).isEmpty();
        assertThat(sojourn.gate().fresh().decide(ADA, SURVEY))
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        no -> assertThat(no.reason().name()).isEqualTo("SUPPRESSED"));
        assertThat(sojourn.gate().fresh().decide(ADA, NEWSLETTER))
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        no -> assertThat(no.reason().name()).isEqualTo("NEVER_ASKED"));
        assertThat(sojourn.ledger().read(ChainId.subject(key), 0, 100))
                .extracting(LedgerEntry::kind)
                .endsWith(EntryKind.IDENTITY_PARTED, EntryKind.PROOF_DROPPED);
    }

    @Test
    void keepsTheIdentifierWhileAHoldNeedsIt() {
        sojourn.consents().give(ADA, NEWSLETTER);
        Hold hold =
                sojourn.holds().place(Hold.on(ADA).because("case 2026-17").reviewOn(LocalDate.of(2026, 12, 1)), CLERK);
        assertThat(erase().identity()).isEqualTo(Identity.STAYS_NEEDED);
        assertThat(stores.subjects().find(ADA)).isPresent();
        sojourn.holds().release(hold.id(), CLERK);
        assertThat(erase().identity()).isEqualTo(Identity.PARTED);
        assertThat(erase().identity()).isEqualTo(Identity.NOT_THERE);
    }

    @Test
    void saysSoWhereNoKeyWasGivenOrTheGroundDoesNotReachEverything() {
        sojourn.consents().give(ADA, NEWSLETTER);
        ErasureReport narrow =
                sojourn.rights().erase(sojourn.rights().planErasure(ADA, ErasureGround.CONSENT_WITHDRAWN));
        assertThat(narrow.identity()).isEqualTo(Identity.STAYS_OUT_OF_REACH);
        assertThat(stores.subjects().find(ADA)).isPresent();
    }

    @Test
    void leavesNothingOfARolledBackUnit() {
        SubjectAct given = sojourn.consents().give(ADA, NEWSLETTER);
        Map<DataSubject, List<Suppression>> nothing = Map.of();
        try {
            stores.work().run(() -> {
                stores.identities().part(ADA, "d", clock.instant());
                stores.suppressions().put(Suppression.erasure("d", clock.instant()));
                throw new IllegalStateException("no");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("no");
        }
        assertThat(sojourn.consents().current(ADA)).containsExactly(given);
        assertThat(stores.suppressions().among(List.of("d"))).isEmpty();
        assertThat(stores.identities().keysOf("d")).isEmpty();
        assertThat(sojourn.consents().suppressed(List.of(ADA))).isEqualTo(nothing);
    }

    @Test
    void namesNobodyPartedAmongThoseWhoConsented() {
        sojourn.consents().give(ADA, NEWSLETTER);
        sojourn.events().happened(ADA, "account-closed", clock.instant());
        erase();
        assertThat(stores.consents().standing("newsletter", Set.of(ActKind.GIVEN), Optional.empty(), 10))
                .isEmpty();
        assertThat(stores.events()
                        .before("account-closed", Instant.parse("2099-01-01T00:00:00Z"), Optional.empty(), 10))
                .isEmpty();
    }

    @Test
    void losesNoConsentGivenWhileTheErasureIsUnderWay() {
        for (int round = 0; round < 10; round++) {
            sojourn.consents().refuse(ADA, SURVEY);
            clock.advance(Duration.ofHours(1));
            AtomicInteger turn = new AtomicInteger();
            List<Boolean> done = AtOnce.on(2, () -> {
                if (turn.getAndIncrement() == 0) {
                    sojourn.consents().give(ADA, NEWSLETTER);
                } else {
                    erase();
                }
                return true;
            });
            assertThat(done).containsOnly(true);
            boolean after = stores.subjects().find(ADA).isPresent();
            assertThat(answer(NEWSLETTER)).isEqualTo(after ? "ALLOWED" : "ERASED");
            assertThat(sojourn.consents().history(ADA)).hasSize(2 * (round + 1));
            erase();
            clock.advance(Duration.ofHours(1));
        }
    }
}
