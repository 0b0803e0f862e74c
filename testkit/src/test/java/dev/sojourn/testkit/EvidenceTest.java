package dev.sojourn.testkit;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.CONTRACT;
import static dev.sojourn.policy.LegalBasis.LEGITIMATE_INTERESTS;
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
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Forms sent twice, evidence too large, notices that give time, and opting out. */
class EvidenceTest {

    private static final Purpose NEWSLETTER = Purpose.of("newsletter").on(CONSENT);
    private static final Purpose SURVEY = Purpose.of("survey").on(CONSENT);
    private static final Purpose SECURITY =
            Purpose.of("security").on(LEGITIMATE_INTERESTS).assessedIn("LIA-1");
    private static final Purpose HOSTING = Purpose.of("hosting").on(CONTRACT);
    private static final Notice FIRST = Notice.of("form", "1", "We write to you.", LocalDate.of(2025, 12, 31));
    private static final Notice SECOND = Notice.of(
                    "form", "2", "We and our partners write to you.", LocalDate.of(2026, 7, 1))
            .changing(Notice.Change.PURPOSE, NEWSLETTER)
            .graceThrough(LocalDate.of(2026, 7, 31));

    private final HandMovedClock clock = HandMovedClock.at("2026-01-15T10:00", "Europe/Bucharest");
    private final Sojourn sojourn = open(draftOf(), new InMemoryStores(), clock);

    private static Policy.Builder draftOf() {
        return draft("1", NEWSLETTER, SURVEY, SECURITY, HOSTING).notice(FIRST).notice(SECOND);
    }

    @Test
    void recordsAFormSubmittedTwiceOnce() {
        Evidence evidence = Evidence.shown(FIRST).requestKey("token-1");
        SubjectAct first = sojourn.consents().give(ADA, NEWSLETTER, evidence);
        clock.set("2026-01-15T10:00:02");
        assertThat(sojourn.consents().give(ADA, NEWSLETTER, evidence)).isEqualTo(first);
        assertThat(sojourn.consents().history(ADA)).containsExactly(first);
        sojourn.consents().withdraw(ADA, NEWSLETTER);
        assertThat(sojourn.consents().give(ADA, NEWSLETTER, evidence)).isEqualTo(first);
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("WITHDRAWN");
        sojourn.consents().give(ADA, NEWSLETTER, evidence.requestKey("token-2"));
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("ALLOWED");
        assertThat(first.particulars().toString()).doesNotContain("token-1");
    }

    @Test
    void renewsOnceForOneRequest() {
        sojourn.consents().give(ADA, NEWSLETTER);
        Evidence evidence = Evidence.none().requestKey("token-1");
        SubjectAct renewed = sojourn.consents().renew(ADA, NEWSLETTER, evidence);
        assertThat(sojourn.consents().renew(ADA, NEWSLETTER, evidence)).isEqualTo(renewed);
        assertThat(sojourn.consents().history(ADA)).hasSize(2);
    }

    @Test
    @Upholds("KLOZER-05")
    void takesOneRequestKeyForOnePurpose() {
        sojourn.consents().give(ADA, NEWSLETTER, Evidence.none().requestKey("token-1"));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() ->
                        sojourn.consents().give(ADA, SURVEY, Evidence.none().requestKey("token-1")))
                .withMessageContaining("used for purpose 'newsletter' before")
                .withMessageNotContaining("token-1");
        assertThat(answer(sojourn, ADA, SURVEY)).isEqualTo("NEVER_ASKED");
    }

    @Test
    void refusesEvidenceOverTheSizeLimit() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.consents()
                        .give(ADA, NEWSLETTER, Evidence.none().via("ă".repeat(Evidence.MOST_BYTES / 2 + 1))))
                .withMessageContaining("16384 are kept at most");
        assertThat(sojourn.consents().history(ADA)).isEmpty();
        sojourn.consents().give(ADA, NEWSLETTER, Evidence.none().via("x".repeat(16_000)));
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("ALLOWED");
    }

    @Test
    void refusesARequestKeyThatNamesNothing() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Evidence.none().requestKey(" "))
                .withMessageContaining("all blank");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Evidence.none().requestKey("x".repeat(201)))
                .withMessageContaining("201 characters");
    }

    @Test
    @Upholds("KLUSAI-32")
    void givesTimeAfterAMaterialChangeAndNoMore() {
        sojourn.consents().give(ADA, NEWSLETTER, Evidence.shown(FIRST));
        clock.set("2026-07-31T23:59:59");
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("ALLOWED");
        clock.set("2026-08-01T00:00:00");
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("NOTICE_CHANGED");
        sojourn.consents().renew(ADA, NEWSLETTER, Evidence.shown(SECOND));
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("ALLOWED");
    }

    @Test
    void refusesGraceThatEndsBeforeItBeginsOrThatNothingNeeds() {
        Notice backwards = SECOND.graceThrough(LocalDate.of(2026, 6, 30));
        Notice needless =
                Notice.of("other", "1", "text", LocalDate.of(2026, 1, 1)).graceThrough(LocalDate.of(2026, 2, 1));
        assertThatExceptionOfType(FaultyDeclaration.class)
                .isThrownBy(() -> draft("1", NEWSLETTER)
                        .notice(FIRST)
                        .notice(backwards)
                        .notice(needless)
                        .build())
                .withMessageContaining("before it is in force on 2026-07-01")
                .withMessageContaining("ends no consent");
    }

    @Test
    void deniesAfterAnOptOutThatOnlyALaterConsentReopens() {
        assertThat(answer(sojourn, ADA, SECURITY)).isEqualTo("ALLOWED");
        SubjectAct out = sojourn.consents().optOut(ADA, SECURITY);
        assertThat(answer(sojourn, ADA, SECURITY)).isEqualTo("OPTED_OUT");
        assertThat(sojourn.consents().optOut(ADA, SECURITY)).isEqualTo(out);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() ->
                        sojourn.objections().overrule(ADA, SECURITY, Actor.employee("Grace Hopper"), "we want to"));
        clock.set("2026-01-16T10:00");
        sojourn.consents().give(ADA, SECURITY);
        assertThat(answer(sojourn, ADA, SECURITY)).isEqualTo("ALLOWED");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.consents().optOut(ADA, HOSTING))
                .withMessageContaining("runs on CONTRACT");
    }
}
