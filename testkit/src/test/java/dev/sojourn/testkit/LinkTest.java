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
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.Linked;
import dev.sojourn.consent.Restriction;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Purpose;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** An anonymous visitor turns out to be somebody, and two accounts turn out to be one person. */
class LinkTest {

    private static final DataSubject VISITOR =
            DataSubject.of("cookie-1").as("visitor").in("acme");
    private static final DataSubject OLD = DataSubject.of("u-3").as("customer").in("acme");
    private static final Purpose ANALYTICS = Purpose.of("analytics").on(CONSENT);
    private static final Purpose MARKETING = Purpose.of("marketing").on(CONSENT).directMarketing();
    private static final Purpose SECURITY =
            Purpose.of("security").on(LEGITIMATE_INTERESTS).assessedIn("LIA-1");
    private static final Purpose HOSTING = Purpose.of("hosting").on(CONTRACT);
    private static final Notice BANNER = Notice.of("banner", "3", "Cookies?", LocalDate.of(2026, 1, 1));

    private final HandMovedClock clock = HandMovedClock.at("2026-02-10T10:00", "Europe/Bucharest");
    private final Sojourn sojourn =
            open(draft("1", ANALYTICS, MARKETING, SECURITY, HOSTING).notice(BANNER), new InMemoryStores(), clock);

    @Test
    @Upholds("KLUSAI-29")
    void linksARefusalAtLogInAndDoesNotAskAgain() {
        SubjectAct given = sojourn.consents().give(VISITOR, MARKETING, Evidence.shown(BANNER));
        SubjectAct refused = sojourn.consents().refuse(VISITOR, ANALYTICS, Evidence.shown(BANNER));
        assertThat(refused.noticeVersion()).contains("3");
        clock.set("2026-02-11T09:00");
        Linked linked = sojourn.consents().link(VISITOR, ADA);
        assertThat(linked.acts()).extracting(SubjectAct::kind).containsExactly(ActKind.GIVEN, ActKind.REFUSED);
        assertThat(linked.acts()).allMatch(SubjectAct::isLinked);
        assertThat(linked.acts().get(0).effectiveAt()).isEqualTo(given.effectiveAt());
        assertThat(linked.acts().get(0).noticeVersion()).contains("3");
        assertThat(linked.acts().get(1).effectiveAt()).isEqualTo(refused.effectiveAt());
        assertThat(linked.acts().get(1).noticeVersion()).contains("3");
        assertThat(answer(sojourn, ADA, ANALYTICS)).isEqualTo("REFUSED");
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("ALLOWED");
        assertThat(linked.nextVisitor().kind()).isEqualTo("visitor");
        assertThat(linked.nextVisitor()).isNotEqualTo(VISITOR);
        assertThat(answer(sojourn, linked.nextVisitor(), ANALYTICS)).isEqualTo("NEVER_ASKED");
    }

    @Test
    @Upholds("KLUSAI-29")
    void letsNoYesOfTheVisitorsOutrankANoOfTheAccounts() {
        sojourn.consents().refuse(ADA, MARKETING);
        clock.set("2026-02-11T09:00");
        sojourn.consents().give(VISITOR, MARKETING);
        clock.set("2026-02-12T09:00");
        sojourn.consents().link(VISITOR, ADA);
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("REFUSED");
        sojourn.consents().give(ADA, MARKETING);
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("ALLOWED");
    }

    @Test
    void letsANoOfTheVisitorsStandUntilTheAccountSaysYesAfterTheLink() {
        sojourn.consents().refuse(VISITOR, MARKETING);
        clock.set("2026-02-11T09:00");
        sojourn.consents().give(ADA, MARKETING);
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("ALLOWED");
        clock.set("2026-02-12T09:00");
        sojourn.consents().link(VISITOR, ADA);
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("REFUSED");
        clock.set("2026-02-12T09:01");
        sojourn.consents().give(ADA, MARKETING);
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("ALLOWED");
    }

    @Test
    void takesNothingTwiceAndGivesAVisitorToOneAccountAlone() {
        sojourn.consents().refuse(VISITOR, ANALYTICS);
        assertThat(sojourn.consents().link(VISITOR, ADA).acts()).hasSize(1);
        assertThat(sojourn.consents().link(VISITOR, ADA).acts()).isEmpty();
        assertThat(sojourn.consents().history(ADA)).hasSize(1);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> sojourn.consents().link(VISITOR, OLD))
                .withMessageContaining("taken over by another account before");
        assertThat(sojourn.consents().history(OLD)).isEmpty();
    }

    @Test
    void leavesAVisitorWhoNeverAnsweredUnrecorded() {
        assertThat(sojourn.consents().link(VISITOR, ADA).acts()).isEmpty();
        assertThat(sojourn.consents().history(ADA)).isEmpty();
    }

    @Test
    void refusesToLinkTwoTenantsPersonsOrOneToItself() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(
                        () -> sojourn.consents().link(DataSubject.of("cookie-1").in("globex"), ADA))
                .withMessageContaining("two tenants");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.consents().merge(ADA, ADA))
                .withMessageContaining("to itself");
    }

    @Test
    void keepsANoOfEitherAccountWhenTheyAreMerged() {
        sojourn.consents().give(OLD, ANALYTICS);
        sojourn.objections().object(OLD, MARKETING);
        sojourn.objections().object(OLD, SECURITY);
        sojourn.consents().refuse(ADA, ANALYTICS);
        clock.set("2026-02-11T09:00");
        sojourn.consents().give(ADA, MARKETING);
        clock.set("2026-02-12T09:00");
        assertThat(sojourn.consents().merge(OLD, ADA)).hasSize(3);
        assertThat(answer(sojourn, ADA, ANALYTICS)).isEqualTo("REFUSED");
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("OBJECTED");
        assertThat(answer(sojourn, ADA, SECURITY)).isEqualTo("OBJECTED");
        clock.set("2026-02-13T09:00");
        sojourn.consents().give(ADA, MARKETING);
        assertThat(answer(sojourn, ADA, MARKETING)).isEqualTo("ALLOWED");
    }

    @Test
    void carriesARestrictionIntoTheAccountThatStays() {
        sojourn.restrictions()
                .restrict(
                        OLD,
                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                .reviewOn(LocalDate.of(2026, 6, 1)));
        sojourn.consents().merge(OLD, ADA);
        assertThat(answer(sojourn, ADA, HOSTING)).isEqualTo("RESTRICTED");
        assertThat(sojourn.restrictions().active(ADA)).hasSize(1);
        assertThat(sojourn.restrictions().active(OLD)).hasSize(1);
        assertThat(sojourn.restrictions().active(ADA).get(0).id())
                .isNotEqualTo(sojourn.restrictions().active(OLD).get(0).id());
    }
}
