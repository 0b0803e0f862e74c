package dev.sojourn.testkit;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.CONTRACT;
import static dev.sojourn.policy.LegalBasis.LEGAL_OBLIGATION;
import static dev.sojourn.policy.LegalBasis.LEGITIMATE_INTERESTS;
import static dev.sojourn.policy.LegalBasis.VITAL_INTERESTS;
import static dev.sojourn.testkit.Speaking.ADA;
import static dev.sojourn.testkit.Speaking.answer;
import static dev.sojourn.testkit.Speaking.draft;
import static dev.sojourn.testkit.Speaking.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sojourn.Sojourn;
import dev.sojourn.consent.ConsentStore;
import dev.sojourn.consent.Evidence;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.ledger.SettingStore;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.ConsentLevel;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import dev.sojourn.processing.Decision;
import dev.sojourn.processing.ProcessingGate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The denials that rest on no act of the subject's: names, bases, kinds, scopes, and stores that fail. */
class DenialReasonsTest {

    private static final Actor TENANT = Actor.tenant("acme");
    private static final Purpose NEWSLETTER =
            Purpose.of("newsletter").on(CONSENT).directMarketing();
    private static final Purpose SECURITY =
            Purpose.of("security").on(LEGITIMATE_INTERESTS).assessedIn("LIA-1");
    private static final Purpose SUPPORT = Purpose.of("support").onBasisDeclaredByTenant();
    private static final Purpose HOSTING = Purpose.of("hosting").on(CONTRACT);
    private static final Purpose BILLING = Purpose.of("billing").on(CONTRACT).evenIfStoreFails();
    private static final Purpose BOOKS =
            Purpose.of("books").on(LEGAL_OBLIGATION).citing("82/1991").evenIfStoreFails();
    private static final Purpose EMERGENCY = Purpose.of("emergency").on(VITAL_INTERESTS);
    private static final Purpose CARE = Purpose.of("care").on(VITAL_INTERESTS).concerning("patient");
    private static final Purpose CALLS = Purpose.of("calls").on(CONTRACT).within(Scope.of("channel", "voice"));

    private final FailingStores stores = FailingStores.over(new InMemoryStores());
    private final HandMovedClock clock = HandMovedClock.at("2026-03-01T09:00", "Europe/Bucharest");
    private final Sojourn sojourn = open(
            draft("1", NEWSLETTER, SECURITY, SUPPORT, HOSTING, BILLING, BOOKS, EMERGENCY, CARE, CALLS)
                    .prohibit("sale", "we do not sell"),
            stores,
            clock);

    @ParameterizedTest
    @ValueSource(strings = {"no-such-purpose", "", " ", "NEWSLETTER", "newsletter "})
    @Upholds({"KLOZER-07", "GDPR 25(2)"})
    void deniesAPurposeThePolicyDoesNotName(String id) {
        assertThat(sojourn.gate().may(ADA, id)).isFalse();
        assertThat(answer(sojourn.gate().decide(ADA, id))).isEqualTo("UNKNOWN_PURPOSE");
        assertThat(sojourn.gate().decide(ADA, id).purpose()).isEqualTo(id);
    }

    @Test
    void deniesAnUndeclaredPurposeHoweverItIsAsked() {
        Purpose undeclared = Purpose.of("undeclared").on(CONTRACT);
        assertThat(answer(sojourn, ADA, undeclared)).isEqualTo("UNKNOWN_PURPOSE");
        assertThat(answer(sojourn.gate().decide(ADA, undeclared, Scope.of("channel", "voice"))))
                .isEqualTo("UNKNOWN_PURPOSE");
    }

    @Test
    void deniesAProhibitedPurposeHoweverItIsAsked() {
        assertThat(answer(sojourn.gate().decide(ADA, "sale"))).isEqualTo("PROHIBITED");
        assertThat(answer(sojourn.gate().decide(ADA, Purpose.of("sale").on(CONTRACT), Scope.of("a", "b"))))
                .isEqualTo("PROHIBITED");
    }

    @Test
    void deniesUntilTheTenantDeclaresABasis() {
        assertThat(answer(sojourn, ADA, SUPPORT)).isEqualTo("NO_BASIS");
        sojourn.settings().declareBasis("acme", SUPPORT, CONTRACT, TENANT);
        assertThat(answer(sojourn, ADA, SUPPORT)).isEqualTo("ALLOWED");
        assertThat(sojourn.gate().require(ADA, SUPPORT).basis()).isEqualTo(CONTRACT);
        sojourn.settings().declareBasis("acme", SUPPORT, CONSENT, TENANT);
        assertThat(answer(sojourn, ADA, SUPPORT)).isEqualTo("NEVER_ASKED");
        assertThat(answer(sojourn, DataSubject.of("u-17").in("globex"), SUPPORT))
                .isEqualTo("NO_BASIS");
        assertThat(answer(sojourn, DataSubject.of("u-17"), SUPPORT)).isEqualTo("NO_BASIS");
    }

    @Test
    void answersByTheDeclarationWithinTheUnitThatMakesItAndForgetsItAfterARollback() {
        assertThat(answer(sojourn, ADA, SUPPORT)).isEqualTo("NO_BASIS");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> stores.work().run(() -> {
                    sojourn.settings().declareBasis("acme", SUPPORT, CONTRACT, TENANT);
                    assertThat(answer(sojourn, ADA, SUPPORT)).isEqualTo("ALLOWED");
                    throw new IllegalStateException("no");
                }));
        assertThat(answer(sojourn, ADA, SUPPORT)).isEqualTo("NO_BASIS");
    }

    @Test
    void hearsAnObjectionWhereTheTenantDeclaredLegitimateInterests() {
        sojourn.settings().declareBasis("acme", SUPPORT, LEGITIMATE_INTERESTS, TENANT);
        sojourn.objections().object(ADA, SUPPORT);
        assertThat(answer(sojourn, ADA, SUPPORT)).isEqualTo("OBJECTED");
    }

    @Test
    void deniesInAScopeThePurposeDoesNotRunIn() {
        assertThat(answer(sojourn.gate().decide(ADA, CALLS, Scope.of("channel", "voice"))))
                .isEqualTo("ALLOWED");
        assertThat(answer(sojourn.gate().decide(ADA, CALLS, Scope.of("channel", "text"))))
                .isEqualTo("SCOPE");
        assertThat(answer(sojourn.gate().decide(ADA, CALLS, Scope.of("device", "phone"))))
                .isEqualTo("ALLOWED");
        assertThat(sojourn.gate().may(ADA, CALLS, Scope.WHOLE)).isTrue();
    }

    @Test
    @Upholds("KLOZER-07")
    void deniesWhenTheStoreFailsAndAsksItAgainNextTime() {
        sojourn.consents().give(ADA, NEWSLETTER);
        stores.failing(ConsentStore.class);
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("STORE_ERROR");
        assertThat(answer(sojourn, ADA, SECURITY)).isEqualTo("STORE_ERROR");
        assertThat(answer(sojourn, ADA, HOSTING)).isEqualTo("STORE_ERROR");
        assertThat(answer(sojourn, ADA, SUPPORT)).isEqualTo("STORE_ERROR");
        assertThat(answer(sojourn.gate().decide(ADA, CALLS, Scope.of("channel", "voice"))))
                .isEqualTo("STORE_ERROR");
        assertThat(answer(sojourn.gate().of(ADA).decide(NEWSLETTER))).isEqualTo("STORE_ERROR");
        stores.healed();
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("ALLOWED");
    }

    @Test
    @Upholds("KLOZER-07")
    void deniesWhenNoUnitOrNoSettingCanBeRead() {
        stores.failing(UnitOfWork.class);
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("STORE_ERROR");
        stores.healed().failing(SettingStore.class);
        assertThat(answer(sojourn, ADA, SUPPORT)).isEqualTo("STORE_ERROR");
        stores.healed();
        assertThat(answer(sojourn, ADA, SUPPORT)).isEqualTo("NO_BASIS");
    }

    @Test
    void letsGoOnWithoutTheStoreOnlyWhatMayAndSaysSo() {
        stores.failing(ConsentStore.class);
        List.of(BILLING, BOOKS, EMERGENCY)
                .forEach(purpose -> assertThat(
                                sojourn.gate().require(ADA, purpose).degraded())
                        .isTrue());
        assertThat(answer(sojourn, ADA, CARE)).isEqualTo("NOT_CONCERNED");
        stores.healed();
        List.of(BILLING, BOOKS, EMERGENCY)
                .forEach(purpose -> assertThat(
                                sojourn.gate().require(ADA, purpose).degraded())
                        .isFalse());
    }

    @Test
    void leavesTheHostsUnitWholeWhenACheckWithinItFails() {
        DataSubject host = DataSubject.of("row-of-the-host");
        stores.failing(ConsentStore.class);
        boolean allowed = stores.work().run(() -> {
            stores.subjects().enrol(host);
            return sojourn.may(ADA, NEWSLETTER);
        });
        assertThat(allowed).isFalse();
        assertThat(stores.subjects().find(host)).isPresent();
    }

    @Test
    void recordsNothingWhenTheProofCannotBeKept() {
        stores.failing(LedgerStore.class);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> sojourn.consents().give(ADA, NEWSLETTER))
                .withMessageNotContaining(ADA.id());
        stores.healed();
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("NEVER_ASKED");
        assertThat(sojourn.consents().history(ADA)).isEmpty();
        stores.failing(ConsentStore.class);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> sojourn.consents().give(ADA, NEWSLETTER));
        stores.healed();
        assertThat(sojourn.consents().history(ADA)).isEmpty();
    }

    @Test
    void refusesAnActOnAPurposeThePolicyDoesNotKnow() {
        Purpose unknown = Purpose.of("news-letter").on(CONSENT);
        List<Runnable> acts = List.of(
                () -> sojourn.consents().give(ADA, unknown),
                () -> sojourn.consents().refuse(ADA, unknown),
                () -> sojourn.consents().withdraw(ADA, unknown),
                () -> sojourn.consents().revoke(ADA, unknown, Actor.employee("Ion"), "why"),
                () -> sojourn.consents().renew(ADA, unknown, Evidence.none()),
                () -> sojourn.objections().object(ADA, unknown),
                () -> sojourn.objections().uphold(ADA, unknown, Actor.employee("Ion")),
                () -> sojourn.objections().overrule(ADA, unknown, Actor.employee("Ion"), "why"));
        acts.forEach(act -> assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(act::run)
                .withMessageContaining("the policy knows no purpose 'news-letter'")
                .withMessageContaining("newsletter")
                .withMessageNotContaining(ADA.id()));
        assertThat(sojourn.consents().history(ADA)).isEmpty();
    }

    @Test
    void refusesAnActInAScopeThatDoesNotExist() {
        Purpose calls = Purpose.of("calls").on(CONSENT).within(Scope.of("channel", "voice"));
        Sojourn other = open(draft("2", calls), stores, clock);
        List<Runnable> acts = List.of(
                () -> other.consents().give(ADA, calls, Scope.of("channel", "voicee")),
                () -> other.consents().refuse(ADA, calls, Scope.of("channel", "voicee")),
                () -> other.consents().withdraw(ADA, calls, Scope.of("channel", "voicee")));
        acts.forEach(act -> assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(act::run)
                .withMessageContaining("'channel=voicee'")
                .withMessageContaining("[channel=voice]"));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> other.consents()
                        .give(ADA, calls, Scope.of("agent", "bot").ownedBy("globex")))
                .withMessageContaining("another tenant");
        assertThat(other.consents().history(ADA)).isEmpty();
    }

    @Test
    void refusesANoWhereNobodyWasEverAsked() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.consents().withdraw(ADA, HOSTING))
                .withMessageContaining("purpose 'hosting' runs on CONTRACT")
                .withMessageContaining("restrictions().restrict");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.consents().refuse(ADA, EMERGENCY));
        assertThat(answer(sojourn, ADA, HOSTING)).isEqualTo("ALLOWED");
    }

    @Test
    void recordsAWithdrawalThoughNoConsentWasRecorded() {
        sojourn.consents().withdraw(ADA, NEWSLETTER);
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("WITHDRAWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void refusesABlankSubject(String id) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> DataSubject.of(id))
                .withMessageContaining("id is blank");
    }

    @Test
    void refusesNullByName() {
        assertThatNullPointerException().isThrownBy(() -> sojourn.consents().give(null, NEWSLETTER));
        assertThatNullPointerException().isThrownBy(() -> sojourn.consents().give(ADA, null));
        assertThatNullPointerException().isThrownBy(() -> sojourn.consents().current(null));
        assertThatNullPointerException().isThrownBy(() -> sojourn.consents().history(null));
        assertThatNullPointerException().isThrownBy(() -> sojourn.gate().decide(null, NEWSLETTER));
        assertThatNullPointerException().isThrownBy(() -> sojourn.gate().decide(ADA, (String) null));
        assertThatNullPointerException().isThrownBy(() -> sojourn.gate().may((DataSubject) null, NEWSLETTER));
        assertThatNullPointerException().isThrownBy(() -> sojourn.gate().may((String) null, NEWSLETTER));
        assertThatIllegalArgumentException().isThrownBy(() -> sojourn.may(" ", NEWSLETTER));
        assertThatNullPointerException().isThrownBy(() -> sojourn.gate().of(null));
        assertThatNullPointerException().isThrownBy(() -> sojourn.restrictions().active(null));
        assertThatNullPointerException().isThrownBy(() -> sojourn.objections().current(null));
    }

    @Test
    void showsNoIdentifierInDecisionsAndExceptions() {
        sojourn.consents().give(ADA, NEWSLETTER, Evidence.none().level(ConsentLevel.EXPLICIT));
        Decision decision = sojourn.gate().decide(ADA, NEWSLETTER);
        assertThat(decision.toString()).contains("newsletter").doesNotContain(ADA.id());
        assertThat(sojourn.consents().current(ADA).toString()).doesNotContain(ADA.id());
    }

    @Test
    void readsTheStoreEachTimeWhenAskedAfresh() {
        sojourn.consents().give(ADA, NEWSLETTER);
        assertThat(sojourn.may(ADA, NEWSLETTER)).isTrue();
        stores.failing(ConsentStore.class);
        assertThat(sojourn.may(ADA, NEWSLETTER)).isTrue();
        assertThat(answer(sojourn.gate().fresh().decide(ADA, NEWSLETTER))).isEqualTo("STORE_ERROR");
        assertThat(sojourn.may(ADA, NEWSLETTER)).isTrue();
    }

    @Test
    @Upholds("KLOZER-07")
    void logsAStoreThatFailsWithoutTheSubject() {
        Logger logger = (Logger) LoggerFactory.getLogger(ProcessingGate.class);
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        logger.addAppender(heard);
        try {
            stores.failing(ConsentStore.class);
            assertThat(sojourn.may(ADA, NEWSLETTER)).isFalse();
        } finally {
            logger.detachAppender(heard);
        }
        assertThat(heard.list).hasSize(1);
        assertThat(heard.list.get(0).getLevel()).isEqualTo(Level.WARN);
        assertThat(heard.list.get(0).getFormattedMessage())
                .contains("ConsentStore could not read")
                .doesNotContain(ADA.id());
        assertThat(heard.list.get(0).getThrowableProxy()).isNull();
    }
}
