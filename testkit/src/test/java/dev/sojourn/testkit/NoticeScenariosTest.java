package dev.sojourn.testkit;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.testkit.Speaking.ADA;
import static dev.sojourn.testkit.Speaking.answer;
import static dev.sojourn.testkit.Speaking.draft;
import static dev.sojourn.testkit.Speaking.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.ConsentLevel;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Notice.Change;
import dev.sojourn.policy.Purpose;
import dev.sojourn.processing.Decision;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoticeScenariosTest {

    private static final Purpose MARKETING = Purpose.of("marketing").on(CONSENT).directMarketing();
    private static final Purpose SURVEY = Purpose.of("survey").on(CONSENT);
    private static final Notice FIRST = Notice.of("privacy", "v1", "We write to you.", LocalDate.of(2025, 12, 31));
    private static final Notice SECOND =
            Notice.of("privacy", "v2", "We and our partners write to you.", LocalDate.of(2026, 7, 1));

    private final InMemoryStores stores = new InMemoryStores();
    private final HandMovedClock clock = HandMovedClock.at("2026-01-15T12:00", "Europe/Bucharest");

    @Test
    @Upholds({"KLUSAI-32", "GDPR 7(1)"})
    void endsAConsentWhenTheNoticeWidensThePurpose() {
        Sojourn sojourn = with(FIRST, SECOND.changing(Change.PURPOSE, MARKETING));
        sojourn.consents().give(ADA, MARKETING, Evidence.shown(FIRST).via("sign-up form"));
        sojourn.consents().give(ADA, SURVEY, Evidence.shown(FIRST));
        Decision.Allowed allowed = sojourn.gate().require(ADA, MARKETING);
        Instant change = Instant.parse("2026-06-30T21:00:00Z");
        assertThat(allowed.notice()).contains(new Decision.NoticeShown("privacy", "v1"));
        assertThat(allowed.until()).contains(change);
        clock.set("2026-06-30T23:59:59.999999");
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("ALLOWED");
        clock.set("2026-07-01T00:00");
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("NOTICE_CHANGED");
        assertThat(((Decision.Denied) sojourn.gate().decide(ADA, MARKETING)).since())
                .contains(change);
        assertThat(answer(sojourn, ADA, SURVEY)).isEqualTo("ALLOWED");
        sojourn.consents().renew(ADA, MARKETING, Evidence.shown(SECOND));
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("ALLOWED");
    }

    @ParameterizedTest
    @EnumSource(
            value = Change.class,
            names = {"PURPOSE", "CONTROLLER"},
            mode = EnumSource.Mode.EXCLUDE)
    @Upholds("KLUSAI-32")
    void leavesAConsentWhenTheChangeIsNotMaterial(Change change) {
        Sojourn sojourn = with(FIRST, SECOND.changing(change));
        sojourn.consents().give(ADA, MARKETING, Evidence.shown(FIRST));
        clock.set("2026-07-01T00:00");
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("ALLOWED");
    }

    @Test
    @Upholds("KLUSAI-32")
    void endsEveryConsentWhenTheControllerChanges() {
        Sojourn sojourn = with(FIRST, SECOND.changing(Change.CONTROLLER));
        sojourn.consents().give(ADA, SURVEY, Evidence.shown(FIRST));
        clock.set("2026-07-01T00:00");
        assertThat(answer(sojourn, ADA, SURVEY)).isEqualTo("NOTICE_CHANGED");
    }

    @Test
    void endsAConsentByAChangeSomeVersionsLater() {
        Notice wording = Notice.of("privacy", "v1.1", "We write you.", LocalDate.of(2026, 2, 1))
                .changing(Change.WORDING);
        Sojourn sojourn = with(FIRST, wording, SECOND.changing(Change.PURPOSE, MARKETING));
        sojourn.consents().give(ADA, MARKETING, Evidence.shown(FIRST));
        clock.set("2026-03-01T00:00");
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("ALLOWED");
        clock.set("2026-07-01T00:00");
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("NOTICE_CHANGED");
    }

    @Test
    void doesNotTakeAConsentToTheOldTextOnceTheNewIsInForce() {
        Sojourn sojourn = with(FIRST, SECOND.changing(Change.PURPOSE, MARKETING));
        clock.set("2026-07-15T12:00");
        sojourn.consents().give(ADA, MARKETING, Evidence.shown(FIRST));
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("NOTICE_CHANGED");
    }

    @Test
    void leavesConsentsUnderAnotherNotice() {
        Notice form = Notice.of("form", "1", "I agree.", LocalDate.of(2026, 1, 1));
        Sojourn sojourn = with(FIRST, SECOND.changing(Change.CONTROLLER), form);
        sojourn.consents().give(ADA, MARKETING, Evidence.shown(form));
        clock.set("2026-08-01T00:00");
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("ALLOWED");
    }

    @Test
    void endsAConsentUnderAVersionThePolicyForgot() {
        with(FIRST).consents().give(ADA, MARKETING, Evidence.shown(FIRST));
        Sojourn later = open(
                draft("later", MARKETING, SURVEY).notice(SECOND.changing(Change.PURPOSE, MARKETING)), stores, clock);
        assertThat(answer(later, ADA, MARKETING)).isEqualTo("ALLOWED");
        clock.set("2026-07-01T00:00");
        assertThat(answer(later, ADA, MARKETING)).isEqualTo("NOTICE_CHANGED");
    }

    @Test
    @Upholds("GDPR 7(1)")
    void keepsWhatProvesTheConsent() {
        Notice romanian = new Notice("privacy", "v1", "ro", "Vă scriem.", FIRST.effectiveFrom(), Change.NONE, Set.of());
        Sojourn sojourn = with(FIRST, romanian);
        SubjectAct given = sojourn.consents()
                .give(
                        ADA,
                        MARKETING,
                        Evidence.shown(romanian).via("sign-up form").level(ConsentLevel.EXPLICIT));
        assertThat(given.particulars())
                .containsEntry("notice", "privacy")
                .containsEntry("notice.version", "v1")
                .containsEntry("notice.language", "ro")
                .containsEntry("notice.digest", romanian.digest())
                .containsEntry("via", "sign-up form")
                .containsEntry("level", "EXPLICIT");
        assertThat(sojourn.consents().history(ADA)).containsExactly(given);
    }

    @Test
    void refusesANoticeThePolicyDoesNotKnow() {
        Sojourn sojourn = with(FIRST);
        assertRefused(sojourn, SECOND, "version 'v2' of notice 'privacy'", "privacy v1 en");
        assertRefused(sojourn, FIRST.inLanguage("de"), "in language 'de'", "privacy v1 en");
        assertRefused(
                sojourn,
                Notice.of("privacy", "v1", "Another text.", FIRST.effectiveFrom()),
                "differs from the policy's text",
                "a version of its own");
        assertThat(sojourn.consents().history(ADA)).isEmpty();
    }

    @Test
    void refusesANoticeThatIsNotInForceYet() {
        Sojourn sojourn = with(FIRST, SECOND);
        clock.set("2026-06-30T23:59");
        assertRefused(sojourn, SECOND, "in force from 2026-07-01", "today is 2026-06-30");
        clock.set("2026-07-01T00:00");
        sojourn.consents().give(ADA, MARKETING, Evidence.shown(SECOND));
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("ALLOWED");
    }

    private static void assertRefused(Sojourn sojourn, Notice notice, String... said) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.consents().give(DataSubject.of("u-18"), MARKETING, Evidence.shown(notice)))
                .satisfies(refused -> assertThat(refused).hasMessageContainingAll(said));
    }

    private Sojourn with(Notice... notices) {
        var policy = draft("1", MARKETING, SURVEY);
        for (Notice notice : notices) {
            policy.notice(notice);
        }
        return open(policy, stores, clock);
    }
}
