package dev.sojourn.testkit;

import static dev.sojourn.policy.ConsentLevel.EXPLICIT;
import static dev.sojourn.policy.ConsentLevel.EXPRESSED;
import static dev.sojourn.policy.ConsentLevel.IMPLIED;
import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.CONTRACT;
import static dev.sojourn.policy.LegalBasis.LEGITIMATE_INTERESTS;
import static dev.sojourn.testkit.Speaking.ADA;
import static dev.sojourn.testkit.Speaking.answer;
import static dev.sojourn.testkit.Speaking.draft;
import static dev.sojourn.testkit.Speaking.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import dev.sojourn.processing.Decision;
import dev.sojourn.processing.ProcessingDenied;
import java.time.Instant;
import java.time.Period;
import org.junit.jupiter.api.Test;

class ConsentScenariosTest {

    private static final Purpose MARKETING = Purpose.of("marketing").on(CONSENT).directMarketing();
    private static final Purpose DEVELOPMENT = Purpose.of("product-development").on(CONSENT);
    private static final Purpose TRAINING =
            Purpose.of("model-training").on(CONSENT).needing(EXPLICIT);
    private static final Purpose YEARLY = Purpose.of("survey").on(CONSENT).validFor(Period.ofYears(1));
    private static final Purpose VOICE =
            Purpose.of("voice-recording").on(CONSENT).within(Scope.of("channel", "voice"));
    private static final Purpose BOT_CONTENT = Purpose.of("bot-content").on(CONTRACT);
    private static final Purpose FRAUD =
            Purpose.of("fraud-prevention").on(LEGITIMATE_INTERESTS).assessedIn("LIA-3");
    private static final Purpose TRANSACTIONAL =
            Purpose.of("transactional-notice").on(CONTRACT);

    private final InMemoryStores stores = new InMemoryStores();
    private final HandMovedClock clock = HandMovedClock.at("2026-02-10T10:00", "Europe/Bucharest");
    private final Sojourn sojourn = open(
            draft("1", MARKETING, DEVELOPMENT, TRAINING, YEARLY, VOICE, BOT_CONTENT, FRAUD, TRANSACTIONAL)
                    .prohibit("sale", "we do not sell personal data"),
            stores,
            clock);

    @Test
    @Upholds("KLUSAI-05")
    void asksConsentOnlyWhereConsentIsTheBasis() {
        assertThat(answer(sojourn, ADA, DEVELOPMENT)).isEqualTo("NEVER_ASKED");
        assertThat(sojourn.gate().require(ADA, FRAUD).basis()).isEqualTo(LEGITIMATE_INTERESTS);
    }

    @Test
    @Upholds("KLUSARO-08")
    void needsNoConsentForWhatAContractNeeds() {
        Decision.Allowed allowed = sojourn.gate().require(ADA, TRANSACTIONAL);
        assertThat(allowed.basis()).isEqualTo(LegalBasis.CONTRACT);
        assertThat(allowed.act()).isEmpty();
        assertThat(allowed.until()).isEmpty();
    }

    @Test
    @Upholds({"KLUSAI-06", "GDPR 4(11)"})
    void takesNoImpliedConsentForConsent() {
        sojourn.consents().give(ADA, MARKETING, Evidence.none().level(IMPLIED));
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("LEVEL_TOO_LOW");
    }

    @Test
    @Upholds({"KLUSAI-08", "GDPR 6(1)(a)"})
    void doesNotLetAConsentSpillOver() {
        sojourn.consents().give(ADA, MARKETING);
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("ALLOWED");
        assertThat(answer(sojourn, ADA, DEVELOPMENT)).isEqualTo("NEVER_ASKED");
    }

    @Test
    @Upholds({"KLUSAI-09", "GDPR 7(3)"})
    void deniesProcessingAfterWithdrawal() {
        SubjectAct given = sojourn.consents().give(ADA, MARKETING);
        clock.set("2026-03-05T08:00:00");
        SubjectAct withdrawn = sojourn.consents().withdraw(ADA, MARKETING);
        clock.set("2026-03-05T08:00:01");
        Decision decision = sojourn.gate().decide(ADA, MARKETING);
        assertThat(answer(decision)).isEqualTo("WITHDRAWN");
        assertThat(((Decision.Denied) decision).since()).contains(withdrawn.effectiveAt());
        assertThat(((Decision.Denied) decision).act()).contains(withdrawn.id());
        assertThat(sojourn.consents().history(ADA)).containsExactly(given, withdrawn);
    }

    @Test
    @Upholds({"KLOZER-05", "GDPR 7(2)"})
    void letsOneConsentStandWhenAnotherIsWithdrawn() {
        sojourn.consents().give(ADA, MARKETING);
        sojourn.consents().give(ADA, DEVELOPMENT);
        sojourn.consents().withdraw(ADA, MARKETING);
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("WITHDRAWN");
        assertThat(answer(sojourn, ADA, DEVELOPMENT)).isEqualTo("ALLOWED");
    }

    @Test
    @Upholds("KLUSARO-11")
    void keepsTenantsApart() {
        sojourn.consents().give(ADA, DEVELOPMENT);
        DataSubject elsewhere = DataSubject.of(ADA.id()).as(ADA.kind()).in("globex");
        assertThat(answer(sojourn, elsewhere, DEVELOPMENT)).isEqualTo("NEVER_ASKED");
        assertThat(answer(sojourn, ADA, DEVELOPMENT)).isEqualTo("ALLOWED");
        assertThat(sojourn.consents().current(elsewhere)).isEmpty();
    }

    @Test
    @Upholds("QLUSTER-06")
    void liftsNoProhibitionByConsent() {
        InMemoryStores shared = new InMemoryStores();
        Purpose sale = Purpose.of("sale").on(CONSENT);
        open(draft("before", sale), shared, clock).consents().give(ADA, sale);
        Sojourn after = open(draft("after", MARKETING).prohibit("sale", "we do not sell personal data"), shared, clock);
        assertThat(answer(after, ADA, sale)).isEqualTo("PROHIBITED");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> after.consents().give(ADA, sale))
                .withMessageContaining("purpose 'sale' is prohibited")
                .withMessageContaining("[marketing]");
        after.consents().withdraw(ADA, sale);
        assertThat(after.consents().current(ADA)).extracting(SubjectAct::kind).containsExactly(ActKind.WITHDRAWN);
    }

    @Test
    @Upholds("ALLAI-07")
    void recordsNoVoiceBeforeTheConsentNorOnAnotherChannel() {
        Scope voice = Scope.of("channel", "voice");
        clock.set("2026-04-01T10:00:05");
        assertThat(answer(sojourn.gate().decide(ADA, VOICE, voice))).isEqualTo("NEVER_ASKED");
        clock.set("2026-04-01T10:00:07");
        sojourn.consents().give(ADA, VOICE, voice);
        clock.set("2026-04-01T10:00:08");
        assertThat(sojourn.gate().may(ADA, VOICE, voice)).isTrue();
        assertThat(answer(sojourn.gate().decide(ADA, VOICE, Scope.of("channel", "text"))))
                .isEqualTo("SCOPE");
        assertThat(answer(sojourn, ADA, VOICE)).isEqualTo("NEVER_ASKED");
    }

    @Test
    @Upholds("ALLAI-21")
    void usesAClientsContentForThatClientAlone() {
        Scope ours = Scope.of("agent", "support-bot").ownedBy("acme");
        Scope theirs = Scope.of("agent", "support-bot").ownedBy("globex");
        assertThat(answer(sojourn.gate().decide(ADA, BOT_CONTENT, ours))).isEqualTo("ALLOWED");
        assertThat(answer(sojourn.gate().decide(ADA, BOT_CONTENT, theirs))).isEqualTo("SCOPE");
    }

    @Test
    @Upholds({"ALLAI-22", "GDPR 7(3)"})
    void trainsNoModelsWithoutExplicitConsent() {
        sojourn.consents().give(ADA, TRAINING, Evidence.none().level(EXPRESSED));
        assertThat(answer(sojourn, ADA, TRAINING)).isEqualTo("LEVEL_TOO_LOW");
        clock.set("2026-05-01T09:00");
        sojourn.consents().give(ADA, TRAINING, Evidence.none().level(EXPLICIT));
        assertThat(answer(sojourn, ADA, TRAINING)).isEqualTo("ALLOWED");
        clock.set("2026-05-20T09:00");
        sojourn.consents().withdraw(ADA, TRAINING);
        assertThat(answer(sojourn, ADA, TRAINING)).isEqualTo("WITHDRAWN");
    }

    @Test
    void tellsARefusalFromAWithdrawalFromSilence() {
        sojourn.consents().refuse(ADA, MARKETING);
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("REFUSED");
        assertThat(answer(sojourn, ADA, DEVELOPMENT)).isEqualTo("NEVER_ASKED");
        sojourn.consents().give(ADA, MARKETING);
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("ALLOWED");
        sojourn.consents().withdraw(ADA, MARKETING);
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("WITHDRAWN");
    }

    @Test
    void tellsWhoEndedAConsent() {
        sojourn.consents().give(ADA, MARKETING);
        sojourn.consents().revoke(ADA, MARKETING, Actor.employee("Ion"), "the form was pre-ticked");
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("REVOKED");
        SubjectAct revoked = sojourn.consents().history(ADA).get(1);
        assertThat(revoked.actor()).isEqualTo(Actor.employee("Ion"));
        assertThat(sojourn.consents().current(ADA).get(0).actor().name()).isEmpty();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.consents().revoke(ADA, MARKETING, Actor.subject(), "no"))
                .withMessageContaining("withdraw");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.consents().revoke(ADA, MARKETING, Actor.employee("Ion"), " "))
                .withMessageContaining("reason");
    }

    @Test
    @Upholds("GDPR 8(1)")
    void recordsWhoConsentedForAChild() {
        Actor guardian = new Actor(Actor.Kind.GUARDIAN, "parent-1");
        sojourn.consents().give(ADA, DEVELOPMENT, Scope.WHOLE, Evidence.none(), guardian);
        sojourn.consents().withdraw(ADA, DEVELOPMENT, Scope.WHOLE, guardian);
        assertThat(sojourn.consents().history(ADA))
                .extracting(SubjectAct::actor)
                .containsOnly(guardian);
        assertThat(answer(sojourn, ADA, DEVELOPMENT)).isEqualTo("WITHDRAWN");
    }

    @Test
    void endsAConsentAtTheInstantItsValidityEnds() {
        clock.set(Instant.parse("2027-03-05T08:00:00.000500Z"));
        sojourn.consents().give(ADA, YEARLY);
        Instant end = Instant.parse("2028-03-05T08:00:00.000500Z");
        assertThat(sojourn.gate().require(ADA, YEARLY).until()).contains(end);
        clock.set(end.minusNanos(1_000));
        assertThat(answer(sojourn, ADA, YEARLY)).isEqualTo("ALLOWED");
        clock.set(end);
        assertThat(answer(sojourn, ADA, YEARLY)).isEqualTo("EXPIRED");
        Decision.Denied expired = (Decision.Denied) sojourn.gate().decide(ADA, YEARLY);
        assertThat(expired.since()).contains(end);
    }

    @Test
    void countsValidityInTheControllersZoneOverALeapDayAndAClockChange() {
        clock.set("2028-02-29T23:30");
        sojourn.consents().give(ADA, YEARLY);
        assertThat(sojourn.gate().require(ADA, YEARLY).until()).contains(Instant.parse("2029-02-28T21:30:00Z"));
        clock.set("2026-03-29T04:30");
        DataSubject bob = DataSubject.of("u-18");
        sojourn.consents().give(bob, YEARLY);
        assertThat(sojourn.gate().require(bob, YEARLY).until()).contains(Instant.parse("2027-03-29T01:30:00Z"));
    }

    @Test
    void startsTheValidityAnewWhenAConsentIsRenewed() {
        SubjectAct first = sojourn.consents().give(ADA, YEARLY);
        clock.set("2027-06-01T10:00");
        assertThat(answer(sojourn, ADA, YEARLY)).isEqualTo("EXPIRED");
        SubjectAct second =
                sojourn.consents().renew(ADA, YEARLY, Evidence.none().via("reminder"));
        assertThat(answer(sojourn, ADA, YEARLY)).isEqualTo("ALLOWED");
        assertThat(second.particulars()).containsEntry("renews", first.id()).containsEntry("via", "reminder");
    }

    @Test
    void renewsOnlyAConsentThatStands() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> sojourn.consents().renew(ADA, YEARLY, Evidence.none()))
                .withMessageContaining("no consent to purpose 'survey'");
        sojourn.consents().give(ADA, YEARLY);
        sojourn.consents().withdraw(ADA, YEARLY);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> sojourn.consents().renew(ADA, YEARLY, Evidence.none()));
        assertThat(answer(sojourn, ADA, YEARLY)).isEqualTo("WITHDRAWN");
    }

    @Test
    void countsAYesForItsScopeAndANoForEveryScope() {
        Scope voice = Scope.of("channel", "voice");
        Scope mail = Scope.of("channel", "mail");
        sojourn.consents().give(ADA, DEVELOPMENT, voice, Evidence.none());
        assertThat(sojourn.gate().may(ADA, DEVELOPMENT, voice)).isTrue();
        assertThat(sojourn.gate().may(ADA, DEVELOPMENT, mail)).isFalse();
        assertThat(sojourn.may(ADA, DEVELOPMENT)).isFalse();
        sojourn.consents().withdraw(ADA, DEVELOPMENT);
        assertThat(answer(sojourn.gate().decide(ADA, DEVELOPMENT, voice))).isEqualTo("WITHDRAWN");
        sojourn.consents().give(ADA, DEVELOPMENT, voice);
        assertThat(sojourn.gate().may(ADA, DEVELOPMENT, voice)).isTrue();
        assertThat(answer(sojourn, ADA, DEVELOPMENT)).isEqualTo("WITHDRAWN");
        sojourn.consents().withdraw(ADA, DEVELOPMENT);
        assertThat(answer(sojourn.gate().decide(ADA, DEVELOPMENT, voice))).isEqualTo("WITHDRAWN");
    }

    @Test
    void doesNotTakeAYesToTheWholeForAYesToEachPart() {
        sojourn.consents().give(ADA, DEVELOPMENT);
        assertThat(answer(sojourn.gate().decide(ADA, DEVELOPMENT, Scope.of("channel", "voice"))))
                .isEqualTo("NEVER_ASKED");
    }

    @Test
    void changesNothingWhenWithdrawnTwice() {
        sojourn.consents().give(ADA, MARKETING);
        clock.set("2026-03-01T10:00");
        SubjectAct first = sojourn.consents().withdraw(ADA, MARKETING);
        clock.set("2026-04-01T10:00");
        SubjectAct second = sojourn.consents().withdraw(ADA, MARKETING);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(((Decision.Denied) sojourn.gate().decide(ADA, MARKETING)).since())
                .contains(first.effectiveAt());
        assertThat(sojourn.consents().history(ADA)).hasSize(2);
    }

    @Test
    void letsALaterActStandThoughTheClockStoodStillOrWentBack() {
        sojourn.consents().give(ADA, MARKETING);
        sojourn.consents().withdraw(ADA, MARKETING);
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("WITHDRAWN");
        sojourn.consents().give(ADA, MARKETING);
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("ALLOWED");
        clock.set("2026-02-10T09:59:58");
        sojourn.consents().withdraw(ADA, MARKETING);
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("WITHDRAWN");
    }

    @Test
    void letsAWithdrawalThatRollsBackChangeNothing() {
        sojourn.consents().give(ADA, MARKETING);
        assertThatThrownBy(() -> stores.work().run(() -> {
            sojourn.consents().withdraw(ADA, MARKETING);
            assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("WITHDRAWN");
            throw new IllegalStateException("the host changed its mind");
        }));
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("ALLOWED");
        assertThat(sojourn.consents().history(ADA)).hasSize(1);
    }

    @Test
    void throwsTheDecisionWhenProcessingIsRequired() {
        assertThatExceptionOfType(ProcessingDenied.class)
                .isThrownBy(() -> sojourn.gate().require(ADA, MARKETING))
                .withMessage("processing for purpose 'marketing' is denied: NEVER_ASKED")
                .satisfies(denied -> assertThat(denied.decision().purpose()).isEqualTo("marketing"));
        assertThatExceptionOfType(ProcessingDenied.class)
                .isThrownBy(() -> sojourn.gate().require(ADA, VOICE, Scope.of("channel", "voice")));
    }

    @Test
    void answersManyQuestionsFromOneStanding() {
        sojourn.consents().give(ADA, MARKETING);
        var standing = sojourn.gate().of(ADA);
        assertThat(standing.may(MARKETING)).isTrue();
        assertThat(standing.may("product-development")).isFalse();
        assertThat(standing.may("no-such-purpose")).isFalse();
        assertThat(answer(standing.decide(DEVELOPMENT))).isEqualTo("NEVER_ASKED");
        assertThat(answer(standing.decide("no-such-purpose"))).isEqualTo("UNKNOWN_PURPOSE");
        assertThat(answer(standing.decide("sale"))).isEqualTo("PROHIBITED");
        sojourn.consents().withdraw(ADA, MARKETING);
        assertThat(standing.may(MARKETING)).isTrue();
        assertThat(sojourn.gate().of(ADA).may(MARKETING)).isFalse();
    }

    @Test
    void writesNoIdentifierIntoTheLedger() {
        sojourn.consents()
                .give(ADA, MARKETING, Scope.WHOLE, Evidence.none(), new Actor(Actor.Kind.AGENT, "agent-Maria"));
        String key = stores.subjects().find(ADA).orElseThrow();
        var entries = sojourn.ledger().read(ChainId.subject(key), 0, 10);
        assertThat(entries).hasSize(1);
        assertThat(entries.toString()).doesNotContain(ADA.id()).doesNotContain("Maria");
        assertThat(sojourn.ledger().attachmentsOf(entries.get(0))).containsEntry("actor.name", "agent-Maria");
    }
}
