package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.Reckoning;
import dev.sojourn.retention.SettingChange;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What AllAI's policy promises of retention. */
class AllAiRetentionTest {

    private static final String BUCHAREST = "Europe/Bucharest";

    @Test
    @Upholds("ALLAI-15")
    void keepsAccountDataThirtyDaysAfterTheAccountIsDeleted() {
        RuleHost host =
                new RuleHost(RuleHost.policy(BUCHAREST, accountRule()), "2026-03-10T14:00", Map.of("account", ""));
        host.add(1, Instant.parse("2025-01-01T10:00:00Z"));
        host.add(2, Instant.parse("2025-01-01T10:00:00Z"));
        DataSubject reopened = RuleHost.subject("", "u2");
        host.sojourn.events().happened(RuleHost.subject("", "u1"), "account-closed", host.clock.instant());
        host.sojourn.events().happened(reopened, "account-closed", host.clock.instant());
        assertThat(host.explain(1).lastDayKept()).contains(LocalDate.of(2026, 4, 9));

        host.clock.set("2026-03-20T10:00");
        assertThat(host.sojourn.events().revoke(reopened, "account-closed")).isTrue();

        host.clock.set("2026-04-09T23:59");
        assertThat(host.sweep().gone()).isZero();
        assertThat(host.has(1)).isTrue();
        host.clock.set(Instant.parse("2026-04-09T21:00:00Z"));
        assertThat(host.sweep().gone()).isEqualTo(1);
        assertThat(host.has(1)).isFalse();

        host.clock.set("2046-01-01T00:00");
        assertThat(host.sweep().gone()).isZero();
        assertThat(host.has(2)).isTrue();
        assertThat(host.explain(2).reason()).contains(KeepReason.NOT_STARTED);
    }

    @Test
    @Upholds("ALLAI-16")
    void letsClientsChooseThirtyToThreeHundredSixtyFiveDays() {
        RuleHost host = conversations("2026-02-01T09:00");
        host.add(1, "C1", LocalDate.of(2026, 1, 15));
        host.add(2, "C2", LocalDate.of(2026, 1, 15));
        host.add(3, "C3", LocalDate.of(2026, 1, 15));
        for (int days : new int[] {29, 366}) {
            assertThatThrownBy(() -> choose(host, "C1", days))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("conversation-log");
        }
        choose(host, "C1", 30);
        choose(host, "C2", 365);
        assertThat(host.explain(1).lastDayKept()).contains(LocalDate.of(2026, 2, 14));
        assertThat(host.explain(2).lastDayKept()).contains(LocalDate.of(2027, 1, 15));
        assertThat(host.explain(3).reckonings()).singleElement().satisfies(line -> {
            assertThat(line.source()).isEqualTo(Reckoning.Source.DEFAULTED);
            assertThat(line.keptThrough()).contains(LocalDate.of(2027, 1, 15));
        });
        assertThat(host.goesRightAfter(1, LocalDate.of(2026, 2, 14))).isTrue();
        SweepPlan plan = host.sojourn.retention().preview();
        assertThat(plan.steps().get(0).line("C3").orElseThrow().source()).isEqualTo(Reckoning.Source.DEFAULTED);
        assertThat(host.goesRightAfter(2, LocalDate.of(2027, 1, 15))).isTrue();
    }

    @Test
    @Upholds("ALLAI-17")
    void appliesAClientsNewPeriodToExistingDataFromTheNextRun() {
        RuleHost host = conversations("2026-02-01T09:00");
        host.add(1, "C2", LocalDate.of(2026, 1, 15));
        host.add(2, "C2", LocalDate.of(2026, 5, 15));
        choose(host, "C2", 365);
        host.clock.set("2026-06-01T09:00");
        assertThat(host.sweep().gone()).isZero();

        choose(host, "C2", 90);
        assertThat(host.explain(1).due()).isTrue();
        assertThat(host.explain(1).dueSince())
                .contains(LocalDate.of(2026, 4, 16)
                        .atStartOfDay(ZoneId.of(BUCHAREST))
                        .toInstant());
        assertThat(host.sweep().gone()).isEqualTo(1);
        assertThat(host.has(1)).isFalse();
        assertThat(host.has(2)).isTrue();

        choose(host, "C2", 365);
        assertThat(host.sweep().gone()).isZero();
        assertThat(host.has(1)).as("nothing comes back").isFalse();
        assertThat(host.sojourn.settings().history("C2"))
                .extracting(SettingChange::value)
                .containsExactly("P365D", "P90D", "P365D");
        assertThat(host.sojourn.settings().history("C2"))
                .extracting(SettingChange::actor)
                .containsOnly(Actor.tenant("C2"));
    }

    @Test
    @Upholds("ALLAI-18")
    void choosesTheVersionOfTheTaxRuleByTheDocumentsDate() {
        RetentionRule older = RetentionRule.exactly("invoice", Period.ofYears(10))
                .fromEndOfFinancialYear()
                .serving(RuleHost.LAW)
                .citing("accounting law, as it was");
        RetentionRule newer = RetentionRule.exactly("invoice", Period.ofYears(5))
                .fromFirst(MonthDay.of(7, 1))
                .forRecordsFrom(LocalDate.of(2023, 1, 1))
                .serving(RuleHost.LAW)
                .citing("accounting law, as amended");
        RuleHost host =
                new RuleHost(RuleHost.policy(BUCHAREST, older, newer), "2026-02-01T09:00", Map.of("invoice", "day"));
        host.add(1, "", LocalDate.of(2022, 11, 15));
        host.add(2, "", LocalDate.of(2024, 3, 10));
        assertThat(host.explain(1).lastDayKept()).contains(LocalDate.of(2032, 12, 31));
        assertThat(host.explain(2).lastDayKept()).contains(LocalDate.of(2030, 6, 30));
        assertThat(host.explain(2).reckonings())
                .singleElement()
                .satisfies(line -> assertThat(line.recordsFrom()).contains(LocalDate.of(2023, 1, 1)));
        assertThat(host.goesRightAfter(2, LocalDate.of(2030, 6, 30))).isTrue();
        assertThat(host.goesRightAfter(1, LocalDate.of(2032, 12, 31))).isTrue();
    }

    @Test
    @Upholds("ALLAI-20")
    void keepsRecordingsAtMostNinetyDaysAndShorterIfTheClientSaysSo() {
        RuleHost host = new RuleHost(
                RuleHost.policy(
                        BUCHAREST,
                        RetentionRule.atMost("voice-recording", Period.ofDays(90))
                                .tenantsMayShorten()
                                .serving(RuleHost.VOICE)),
                "2026-04-02T09:00",
                Map.of("voice-recording", "day"));
        host.add(1, "unset", LocalDate.of(2026, 4, 1));
        host.add(2, "C", LocalDate.of(2026, 4, 1));
        assertThatThrownBy(() ->
                        host.sojourn.settings().choose("C", "voice-recording", Period.ofDays(91), Actor.tenant("C")))
                .isInstanceOf(IllegalArgumentException.class);
        host.sojourn.settings().choose("C", "voice-recording", Period.ofDays(30), Actor.tenant("C"));
        assertThat(host.explain(1).lastDayKept()).contains(LocalDate.of(2026, 6, 30));
        assertThat(host.explain(2).lastDayKept()).contains(LocalDate.of(2026, 5, 1));
        assertThat(host.goesRightAfter(2, LocalDate.of(2026, 5, 1))).isTrue();
        assertThat(host.has(1)).isTrue();
        assertThat(host.goesRightAfter(1, LocalDate.of(2026, 6, 30))).isTrue();
    }

    @Test
    @Upholds("ALLAI-28")
    void makesRecordingsDueWhenTheConsentTheyRestOnIsWithdrawn() {
        RuleHost host = recordings();
        DataSubject ada = RuleHost.subject("", "u1");
        host.sojourn.consents().give(ada, RuleHost.VOICE, Evidence.none());
        host.sojourn.consents().give(RuleHost.subject("", "u2"), RuleHost.VOICE, Evidence.none());
        host.clock.set("2026-04-10T11:00");
        assertThat(host.sweep().gone()).isZero();

        host.sojourn.consents().withdraw(ada, RuleHost.VOICE);
        assertThat(host.explain(1).due()).isTrue();
        assertThat(host.explain(1).dueSince()).contains(host.clock.instant());
        assertThat(host.explain(2).reason()).contains(KeepReason.RUNNING);
        SweepPlan plan = host.sojourn.retention().preview();
        assertThat(plan.steps())
                .filteredOn(step -> step.cause() == SweepPlan.Cause.BASIS_ENDED)
                .singleElement()
                .satisfies(step -> assertThat(step.due()).isEqualTo(1));
        assertThat(host.sojourn.retention().sweep(plan).gone()).isEqualTo(1);
        assertThat(host.has(1)).isFalse();
        assertThat(host.has(2)).isTrue();
        assertThat(host.sojourn.consents().history(ada))
                .as("the proof of the consent is kept")
                .extracting(SubjectAct::kind)
                .containsExactly(ActKind.GIVEN, ActKind.WITHDRAWN);
    }

    @Test
    @Upholds("ALLAI-28")
    void sparesRecordingsOfWhoConsentedAgainSinceThePreview() {
        RuleHost host = recordings();
        DataSubject ada = RuleHost.subject("", "u1");
        host.sojourn.consents().give(ada, RuleHost.VOICE, Evidence.none());
        host.sojourn.consents().withdraw(ada, RuleHost.VOICE);
        SweepPlan plan = host.sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(1);
        host.sojourn.consents().give(ada, RuleHost.VOICE, Evidence.none());

        SweepReport report = host.sojourn.retention().sweep(plan);
        assertThat(report.gone()).isZero();
        assertThat(report.spared(KeepReason.CONSENT_RENEWED)).isEqualTo(1);
        assertThat(host.has(1)).isTrue();
    }

    @Test
    void takesARefusalAsAnEndOnlyWhereConsentHadBeenGiven() {
        RuleHost host = recordings();
        host.sojourn.consents().refuse(RuleHost.subject("", "u1"), RuleHost.VOICE);
        host.sojourn.consents().give(RuleHost.subject("", "u2"), RuleHost.VOICE, Evidence.none());
        host.sojourn.consents().refuse(RuleHost.subject("", "u2"), RuleHost.VOICE);

        assertThat(host.sweep().gone()).isEqualTo(1);
        assertThat(host.has(1)).as("never given, so nothing ended").isTrue();
        assertThat(host.has(2)).isFalse();
    }

    private static RuleHost recordings() {
        RuleHost host = new RuleHost(
                RuleHost.policy(
                        BUCHAREST,
                        RetentionRule.atMost("voice-recording", Period.ofDays(90))
                                .tenantsMayShorten()
                                .serving(RuleHost.VOICE)),
                "2026-04-01T09:00",
                Map.of("voice-recording", "day"));
        host.add(1, "", LocalDate.of(2026, 4, 1));
        host.add(2, "", LocalDate.of(2026, 4, 1));
        return host;
    }

    private static RetentionRule accountRule() {
        return RetentionRule.atMost("account", Period.ofDays(30))
                .fromEvent("account-closed")
                .reviewEvery(Period.ofYears(1))
                .serving(RuleHost.SERVICE);
    }

    private static RuleHost conversations(String now) {
        return new RuleHost(
                RuleHost.policy(
                        BUCHAREST,
                        RetentionRule.atMost("conversation-log")
                                .chosenByTenant(Period.ofDays(30), Period.ofDays(365))
                                .serving(RuleHost.SERVICE)),
                now,
                Map.of("conversation-log", "day"));
    }

    private static void choose(RuleHost host, String tenant, int days) {
        host.sojourn.settings().choose(tenant, "conversation-log", Period.ofDays(days), Actor.tenant(tenant));
    }
}
