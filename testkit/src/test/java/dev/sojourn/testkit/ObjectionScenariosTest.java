package dev.sojourn.testkit;

import static dev.sojourn.policy.ConsentLevel.IMPLIED;
import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.CONTRACT;
import static dev.sojourn.policy.LegalBasis.LEGITIMATE_INTERESTS;
import static dev.sojourn.policy.LegalBasis.PUBLIC_TASK;
import static dev.sojourn.testkit.Speaking.ADA;
import static dev.sojourn.testkit.Speaking.answer;
import static dev.sojourn.testkit.Speaking.draft;
import static dev.sojourn.testkit.Speaking.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Purpose;
import dev.sojourn.processing.Decision;
import java.time.Duration;
import java.time.Period;
import org.junit.jupiter.api.Test;

class ObjectionScenariosTest {

    private static final Actor OFFICER = Actor.employee("officer-1");
    private static final Purpose IMPROVEMENT =
            Purpose.of("service-improvement").on(LEGITIMATE_INTERESTS).assessedIn("LIA-1");
    private static final Purpose STATISTICS = Purpose.of("statistics").on(PUBLIC_TASK);
    private static final Purpose CUSTOMER_MARKETING = Purpose.of("direct-marketing-customers")
            .on(LEGITIMATE_INTERESTS)
            .assessedIn("LIA-2")
            .directMarketing()
            .concerning("customer");
    private static final Purpose NEWSLETTER =
            Purpose.of("newsletter").on(CONSENT).directMarketing();
    private static final Purpose OFFERS = Purpose.of("offers").on(CONTRACT).directMarketing();
    private static final Purpose HOSTING = Purpose.of("hosting").on(CONTRACT);
    private static final Purpose SURVEY = Purpose.of("survey").on(CONSENT);

    private final InMemoryStores stores = new InMemoryStores();
    private final HandMovedClock clock = HandMovedClock.at("2026-03-01T09:00", "Europe/Bucharest");
    private final Sojourn sojourn = open(
            draft("1", IMPROVEMENT, STATISTICS, CUSTOMER_MARKETING, NEWSLETTER, OFFERS, HOSTING, SURVEY),
            stores,
            clock);

    @Test
    @Upholds({"KLUSAI-07", "GDPR 21(1)"})
    void stopsLegitimateInterestsUntilTheObjectionIsOverruled() {
        assertThat(answer(sojourn, ADA, IMPROVEMENT)).isEqualTo("ALLOWED");
        clock.set("2026-04-02T09:00");
        SubjectAct objection = sojourn.objections().object(ADA, IMPROVEMENT);
        clock.set("2026-04-02T09:01");
        assertThat(answer(sojourn, ADA, IMPROVEMENT)).isEqualTo("OBJECTED");
        assertThat(((Decision.Denied) sojourn.gate().decide(ADA, IMPROVEMENT)).act())
                .contains(objection.id());
        clock.set("2026-04-20T12:00");
        SubjectAct overruling =
                sojourn.objections().overrule(ADA, IMPROVEMENT, OFFICER, "the service cannot be secured without");
        Decision.Allowed allowed = sojourn.gate().require(ADA, IMPROVEMENT);
        assertThat(allowed.since()).contains(overruling.effectiveAt());
        assertThat(allowed.act()).contains(overruling.id());
    }

    @Test
    @Upholds("GDPR 21(1)")
    void keepsDenyingWhatWasUpheld() {
        sojourn.objections().object(ADA, STATISTICS);
        assertThat(answer(sojourn, ADA, STATISTICS)).isEqualTo("OBJECTED");
        sojourn.objections().uphold(ADA, STATISTICS, OFFICER);
        assertThat(answer(sojourn, ADA, STATISTICS)).isEqualTo("OBJECTED");
        assertThat(sojourn.objections().current(ADA))
                .extracting(SubjectAct::kind)
                .containsExactly(ActKind.UPHELD);
        assertThat(answer(sojourn, ADA, IMPROVEMENT)).isEqualTo("ALLOWED");
    }

    @Test
    void hearsTheSubjectAgainAfterAnOverruling() {
        sojourn.objections().object(ADA, IMPROVEMENT);
        sojourn.objections().overrule(ADA, IMPROVEMENT, OFFICER, "compelling");
        sojourn.objections().object(ADA, IMPROVEMENT);
        assertThat(answer(sojourn, ADA, IMPROVEMENT)).isEqualTo("OBJECTED");
        assertThat(sojourn.consents().history(ADA))
                .extracting(SubjectAct::kind)
                .containsExactly(ActKind.OBJECTED, ActKind.OVERRULED, ActKind.OBJECTED);
    }

    @Test
    void recordsAnObjectionOnceWhileItStands() {
        SubjectAct first = sojourn.objections().object(ADA, IMPROVEMENT);
        assertThat(sojourn.objections().object(ADA, IMPROVEMENT).id()).isEqualTo(first.id());
        SubjectAct upheld = sojourn.objections().object(ADA, NEWSLETTER);
        assertThat(sojourn.objections().object(ADA, NEWSLETTER).id()).isEqualTo(upheld.id());
        assertThat(sojourn.consents().history(ADA)).hasSize(3);
    }

    @Test
    @Upholds({"KLUSAI-18", "GDPR 21(2)", "GDPR 21(3)"})
    void stopsDirectMarketingForEverUntilANewOptIn() {
        assertThat(answer(sojourn, ADA, CUSTOMER_MARKETING)).isEqualTo("ALLOWED");
        SubjectAct objection = sojourn.objections().object(ADA, CUSTOMER_MARKETING);
        assertThat(objection.kind()).isEqualTo(ActKind.UPHELD);
        assertThat(answer(sojourn, ADA, CUSTOMER_MARKETING)).isEqualTo("OBJECTED");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(
                        () -> sojourn.objections().overrule(ADA, CUSTOMER_MARKETING, OFFICER, "we would rather not"))
                .withMessageContaining("'direct-marketing-customers' is direct marketing")
                .withMessageContaining("21(3)");
        clock.set("2036-03-01T09:00");
        assertThat(answer(sojourn, ADA, CUSTOMER_MARKETING)).isEqualTo("OBJECTED");
        sojourn.consents().give(ADA, CUSTOMER_MARKETING);
        assertThat(answer(sojourn, ADA, CUSTOMER_MARKETING)).isEqualTo("ALLOWED");
    }

    @Test
    @Upholds("GDPR 21(3)")
    void reachesEveryDirectMarketingPurposeAndEarlierConsents() {
        sojourn.consents().give(ADA, NEWSLETTER);
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("ALLOWED");
        clock.set("2026-03-02T09:00");
        sojourn.objections().object(ADA, CUSTOMER_MARKETING);
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("OBJECTED");
        assertThat(answer(sojourn, ADA, OFFERS)).isEqualTo("OBJECTED");
        assertThat(answer(sojourn, ADA, IMPROVEMENT)).isEqualTo("ALLOWED");
        assertThat(answer(sojourn, ADA, HOSTING)).isEqualTo("ALLOWED");
    }

    @Test
    @Upholds("ALLAI-10")
    void reopensOnlyThePurposeALaterConsentNames() {
        sojourn.objections().object(ADA, CUSTOMER_MARKETING);
        clock.set("2026-04-01T09:00");
        sojourn.consents().give(ADA, NEWSLETTER);
        assertThat(answer(sojourn, ADA, CUSTOMER_MARKETING)).isEqualTo("OBJECTED");
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("ALLOWED");
    }

    @Test
    @Upholds("GDPR 21(3)")
    void hearsAnObjectionToMarketingOnConsent() {
        sojourn.consents().give(ADA, NEWSLETTER);
        sojourn.objections().object(ADA, NEWSLETTER);
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("OBJECTED");
        sojourn.consents().give(ADA, NEWSLETTER);
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("ALLOWED");
        sojourn.objections().object(ADA, NEWSLETTER);
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("OBJECTED");
    }

    @Test
    void doesNotReopenByWhatIsNoConsent() {
        sojourn.objections().object(ADA, CUSTOMER_MARKETING);
        sojourn.consents().give(ADA, CUSTOMER_MARKETING, Evidence.none().level(IMPLIED));
        assertThat(answer(sojourn, ADA, CUSTOMER_MARKETING)).isEqualTo("OBJECTED");
    }

    @Test
    @Upholds("ALLAI-09")
    void marketsToCustomersAndNotToLeads() {
        DataSubject lead = DataSubject.of("l-3").as("lead").in("acme");
        DataSubject unknown = DataSubject.of("x-3").in("acme");
        assertThat(answer(sojourn, ADA, CUSTOMER_MARKETING)).isEqualTo("ALLOWED");
        assertThat(answer(sojourn, lead, CUSTOMER_MARKETING)).isEqualTo("NOT_CONCERNED");
        assertThat(answer(sojourn, unknown, CUSTOMER_MARKETING)).isEqualTo("NOT_CONCERNED");
    }

    @Test
    void keepsAMarketingObjectionThatOutlivedItsPurpose() {
        sojourn.objections().object(ADA, CUSTOMER_MARKETING);
        Sojourn later = open(draft("2", NEWSLETTER), stores, clock);
        later.consents().withdraw(ADA, NEWSLETTER);
        assertThat(answer(later, ADA, NEWSLETTER)).isEqualTo("WITHDRAWN");
        Purpose winback = Purpose.of("win-back").on(LEGITIMATE_INTERESTS).directMarketing();
        Sojourn latest = open(draft("3", winback), stores, clock);
        assertThat(answer(latest, ADA, winback)).isEqualTo("OBJECTED");
    }

    @Test
    void doesNotLetAnOverrulingOutliveTheChangeToDirectMarketing() {
        sojourn.objections().object(ADA, IMPROVEMENT);
        sojourn.objections().overrule(ADA, IMPROVEMENT, OFFICER, "compelling");
        Purpose marketing = IMPROVEMENT.directMarketing();
        assertThat(answer(open(draft("2", marketing), stores, clock), ADA, marketing))
                .isEqualTo("OBJECTED");
    }

    @Test
    @Upholds("GDPR 7(3)")
    void keepsANoWhenThePurposeMovesAwayFromConsent() {
        sojourn.consents().give(ADA, SURVEY);
        sojourn.consents().withdraw(ADA, SURVEY);
        DataSubject bob = DataSubject.of("u-18");
        sojourn.consents().refuse(bob, SURVEY);
        Purpose moved = Purpose.of("survey").on(LEGITIMATE_INTERESTS).assessedIn("LIA-4");
        Sojourn later = open(draft("2", moved), stores, clock);
        assertThat(answer(later, ADA, moved)).isEqualTo("WITHDRAWN");
        assertThat(answer(later, bob, moved)).isEqualTo("REFUSED");
        assertThat(answer(later, DataSubject.of("u-19"), moved)).isEqualTo("ALLOWED");
        clock.advance(Duration.ofDays(1));
        later.objections().overrule(ADA, moved, OFFICER, "needed for fraud prevention; assessed in LIA-4");
        assertThat(answer(later, ADA, moved)).isEqualTo("ALLOWED");
        assertThat(answer(later, bob, moved)).isEqualTo("REFUSED");
        later.consents().give(bob, moved);
        assertThat(answer(later, bob, moved)).isEqualTo("ALLOWED");
        later.consents().withdraw(ADA, moved);
        assertThat(answer(later, ADA, moved)).isEqualTo("WITHDRAWN");
    }

    @Test
    void keepsANoWhenThePurposeMovesToContract() {
        sojourn.consents().refuse(ADA, SURVEY);
        Purpose moved = Purpose.of("survey").on(CONTRACT);
        Sojourn later = open(draft("2", moved), stores, clock);
        assertThat(answer(later, ADA, moved)).isEqualTo("REFUSED");
        assertThat(answer(later, DataSubject.of("u-18"), moved)).isEqualTo("ALLOWED");
    }

    @Test
    void keepsALaterObjectionWhenThePurposeMovesToConsent() {
        sojourn.consents().give(ADA, IMPROVEMENT);
        sojourn.objections().object(ADA, IMPROVEMENT);
        Purpose moved = Purpose.of("service-improvement").on(CONSENT);
        Sojourn later = open(draft("2", moved), stores, clock);
        assertThat(answer(later, ADA, moved)).isEqualTo("OBJECTED");
        later.consents().give(ADA, moved);
        assertThat(answer(later, ADA, moved)).isEqualTo("ALLOWED");
    }

    @Test
    void endsAReopenedPurposeWhenTheConsentThatReopenedItEnds() {
        Purpose yearly = Purpose.of("newsletter").on(CONSENT).directMarketing().validFor(Period.ofYears(1));
        Sojourn sojournWithValidity = open(draft("2", yearly), stores, clock);
        sojournWithValidity.objections().object(ADA, yearly);
        sojournWithValidity.consents().give(ADA, yearly);
        assertThat(answer(sojournWithValidity, ADA, yearly)).isEqualTo("ALLOWED");
        clock.set("2027-03-02T09:00");
        assertThat(answer(sojournWithValidity, ADA, yearly)).isEqualTo("EXPIRED");
    }

    @Test
    void refusesObjectionsArticle21DoesNotKnow() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.objections().object(ADA, HOSTING))
                .withMessageContaining("purpose 'hosting' runs on CONTRACT")
                .withMessageContaining("restrict");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.objections().object(ADA, SURVEY))
                .withMessageContaining("withdraw");
        assertThat(sojourn.consents().history(ADA)).isEmpty();
    }

    @Test
    void decidesOnlyWhatWasObjectedTo() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> sojourn.objections().uphold(ADA, IMPROVEMENT, OFFICER))
                .withMessageContaining("no objection to purpose 'service-improvement'");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> sojourn.objections().overrule(ADA, IMPROVEMENT, OFFICER, "why not"));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.objections().overrule(ADA, IMPROVEMENT, OFFICER, "  "))
                .withMessageContaining("needs a reason");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.objections().overrule(ADA, IMPROVEMENT, Actor.subject(), "mine"))
                .withMessageContaining("by the controller");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.objections().overrule(ADA, SURVEY, OFFICER, "because"))
                .withMessageContaining("on consent");
    }
}
