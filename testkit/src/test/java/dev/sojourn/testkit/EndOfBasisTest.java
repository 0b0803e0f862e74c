package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.consent.Evidence;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepPlan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When the end of what data was kept for makes it due, and when it does not. */
class EndOfBasisTest {

    private static final Purpose NEWS =
            Purpose.of("news").on(LegalBasis.CONSENT).directMarketing();
    private static final Purpose OFFERS =
            Purpose.of("offers").on(LegalBasis.LEGITIMATE_INTERESTS).directMarketing();
    private static final Purpose STATISTICS = Purpose.of("statistics").on(LegalBasis.LEGITIMATE_INTERESTS);
    private static final Purpose TRIAL =
            Purpose.of("trial").on(LegalBasis.CONSENT).validFor(Period.ofMonths(6));
    private static final DataSubject ADA = RuleHost.subject("", "u1");
    private static final Actor DESK = Actor.employee("Ioana");

    @Test
    void anObjectionToDirectMarketingEndsEverySuchPurposeAtOnce() {
        RuleHost host = host(RetentionRule.atMost("lead", Period.ofYears(5)).serving(NEWS, OFFERS));
        host.sojourn.consents().give(ADA, NEWS, Evidence.none());
        assertThat(host.sweep().gone()).isZero();
        host.sojourn.objections().object(ADA, OFFERS);
        SweepPlan plan = host.sojourn.retention().preview();
        assertThat(plan.due())
                .as("counted once, though two purposes name the subject")
                .isEqualTo(1);
        assertThat(host.sojourn.retention().sweep(plan).gone()).isEqualTo(1);
        assertThat(host.has(2)).isTrue();
    }

    @Test
    void aLaterConsentKeepsThePurposeItNames() {
        RuleHost host = host(RetentionRule.atMost("lead", Period.ofYears(5)).serving(NEWS));
        host.sojourn.objections().object(ADA, OFFERS);
        assertThat(host.explain(1).due()).isTrue();
        host.clock.set("2026-06-01T10:00");
        host.sojourn.consents().give(ADA, NEWS, Evidence.none());
        assertThat(host.explain(1).due()).isFalse();
        assertThat(host.sweep().gone()).isZero();
    }

    @Test
    void anotherObjectionEndsThePurposeOnlyWhenItIsUpheld() {
        RuleHost host = host(RetentionRule.atMost("lead", Period.ofYears(5)).serving(STATISTICS));
        host.sojourn.objections().object(ADA, STATISTICS);
        assertThat(host.sweep().gone()).as("undecided").isZero();
        host.clock.set("2026-06-02T10:00");
        host.sojourn.objections().uphold(ADA, STATISTICS, DESK);
        assertThat(host.sweep().gone()).isEqualTo(1);
        assertThat(host.has(1)).isFalse();
    }

    @Test
    void dataThatServesAnotherPurposeStays() {
        RuleHost host = host(RetentionRule.atMost("lead", Period.ofYears(5)).serving(NEWS, RuleHost.SERVICE));
        host.sojourn.consents().give(ADA, NEWS, Evidence.none());
        host.sojourn.consents().withdraw(ADA, NEWS);
        assertThat(host.sweep().gone()).isZero();
        assertThat(host.explain(1).reason()).contains(KeepReason.RUNNING);
    }

    @Test
    void aConsentThatRanOutMakesDataDue() {
        RuleHost host = host(RetentionRule.atMost("lead", Period.ofYears(5)).serving(TRIAL));
        host.sojourn.consents().give(ADA, TRIAL, Evidence.none());
        Instant end = Instant.parse("2026-12-01T08:00:00Z");
        host.clock.set(end.minusSeconds(1));
        assertThat(host.sweep().gone()).isZero();
        host.clock.set(end);
        assertThat(host.sojourn.may(ADA, TRIAL)).isFalse();
        assertThat(host.explain(1).dueSince()).contains(end);
        assertThat(host.sweep().gone()).isEqualTo(1);
    }

    @Test
    void aFloorOutlastsTheEndOfConsent() {
        RuleHost host = new RuleHost(
                policy(
                        RetentionRule.atMost("lead", Period.ofYears(5)).serving(NEWS),
                        RetentionRule.atLeast("lead-law", Period.ofDays(40))
                                .governing("lead")
                                .serving(RuleHost.LAW)),
                "2026-06-01T09:00",
                Map.of("lead", "day", "lead-law", "day"));
        host.add(1, "", LocalDate.of(2026, 5, 1));
        host.sojourn.consents().give(ADA, NEWS, Evidence.none());
        host.sojourn.consents().withdraw(ADA, NEWS);
        assertThat(host.explain(1).reason()).contains(KeepReason.FLOOR);
        assertThat(host.goesRightAfter(1, LocalDate.of(2026, 6, 10))).isTrue();
    }

    @Test
    void countsAPeriodFromTheEndOfTheConsentWhereTheRuleSaysSo() {
        RuleHost host = new RuleHost(
                policy(RetentionRule.atMost("lead", Period.ofDays(30))
                        .fromEndOfConsent()
                        .serving(NEWS)),
                "2026-06-01T09:00",
                Map.of("lead", ""));
        host.add(1, "", LocalDate.of(2020, 1, 1));
        host.add(2, "", LocalDate.of(2020, 1, 1));
        host.sojourn.consents().give(ADA, NEWS, Evidence.none());
        assertThat(host.explain(1).reason()).contains(KeepReason.NOT_STARTED);
        host.sojourn.consents().withdraw(ADA, NEWS);
        assertThat(host.explain(1).lastDayKept()).contains(LocalDate.of(2026, 7, 1));
        assertThat(host.goesRightAfter(1, LocalDate.of(2026, 7, 1))).isTrue();
        assertThat(host.has(2)).as("never asked, so nothing ended").isTrue();
    }

    private static RuleHost host(RetentionRule rule) {
        RuleHost host = new RuleHost(policy(rule), "2026-06-01T10:00", Map.of(rule.id(), "day"));
        host.add(1, "", LocalDate.of(2026, 5, 1));
        host.add(2, "", LocalDate.of(2026, 5, 1));
        return host;
    }

    private static Policy policy(RetentionRule... rules) {
        return RuleHost.draft("Europe/Bucharest", rules)
                .purposes(NEWS, OFFERS, STATISTICS, TRIAL)
                .build();
    }
}
