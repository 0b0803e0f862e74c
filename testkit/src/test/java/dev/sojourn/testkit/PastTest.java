package dev.sojourn.testkit;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.CONTRACT;
import static dev.sojourn.policy.LegalBasis.LEGITIMATE_INTERESTS;
import static dev.sojourn.testkit.Speaking.ADA;
import static dev.sojourn.testkit.Speaking.answer;
import static dev.sojourn.testkit.Speaking.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Evidence;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import dev.sojourn.processing.Decision;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import org.junit.jupiter.api.Test;

/** What was known at an instant, under the policy then in force. */
class PastTest {

    private static final Actor TENANT = Actor.tenant("acme");
    private static final Purpose NEWSLETTER =
            Purpose.of("newsletter").on(CONSENT).directMarketing();
    private static final Purpose SECURITY =
            Purpose.of("security").on(LEGITIMATE_INTERESTS).assessedIn("LIA-1");
    private static final Purpose SUPPORT = Purpose.of("support").onBasisDeclaredByTenant();
    private static final Purpose SURVEY = Purpose.of("survey").on(CONSENT);
    private static final Notice FORM = Notice.of("form", "1", "We write to you.", LocalDate.of(2026, 1, 1));

    private final InMemoryStores stores = new InMemoryStores();
    private final HandMovedClock clock = HandMovedClock.at("2026-02-01T09:00", "Europe/Bucharest");
    private final Policy first =
            draft("1", NEWSLETTER, SECURITY, SUPPORT).notice(FORM).build();
    private final Policy second = draft("2", NEWSLETTER, SUPPORT, SURVEY)
            .notice(FORM)
            .prohibit("security", "not needed")
            .build();

    private Sojourn open(Policy policy, Policy... former) {
        return Sojourn.builder(policy)
                .stores(stores)
                .clock(clock)
                .formerly(former)
                .build();
    }

    @Test
    @Upholds({"KLUSAI-09", "QLUSTER-04"})
    void keepsTheSendsBeforeAWithdrawalLawful() {
        Sojourn sojourn = open(first);
        clock.set("2026-02-10T12:00");
        sojourn.consents().give(ADA, NEWSLETTER, Evidence.shown(FORM));
        clock.set("2026-03-05T10:00");
        Instant withdrawn = sojourn.consents().withdraw(ADA, NEWSLETTER).effectiveAt();
        clock.set("2026-03-05T10:00:01");
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("WITHDRAWN");
        Decision before = sojourn.gate().asOf(withdrawn.minusSeconds(1)).decide(ADA, NEWSLETTER);
        assertThat(answer(before)).isEqualTo("ALLOWED");
        assertThat(((Decision.Allowed) before).notice()).contains(new Decision.NoticeShown("form", "1"));
        assertThat(answer(sojourn.gate().asOf(withdrawn).decide(ADA, NEWSLETTER)))
                .isEqualTo("WITHDRAWN");
        assertThat(sojourn.gate().asOf(Instant.parse("2026-02-05T00:00:00Z")).may(ADA, NEWSLETTER))
                .isFalse();
    }

    @Test
    void judgesByThePolicyThenInForce() {
        Sojourn old = open(first);
        assertThat(old.may(ADA, SECURITY)).isTrue();
        Instant under = clock.instant();
        clock.set("2026-03-01T09:00");
        Sojourn sojourn = open(second, first);
        assertThat(answer(sojourn, ADA, SECURITY)).isEqualTo("PROHIBITED");
        assertThat(answer(sojourn.gate().asOf(under).decide(ADA, SECURITY))).isEqualTo("ALLOWED");
        assertThat(answer(sojourn.gate().asOf(under).decide(ADA, "survey"))).isEqualTo("UNKNOWN_PURPOSE");
        assertThat(answer(sojourn.gate().asOf(clock.instant()).decide(ADA, "survey")))
                .isEqualTo("NEVER_ASKED");
        assertThat(answer(sojourn.gate().asOf(clock.instant()).decide(ADA, "security")))
                .isEqualTo("PROHIBITED");
        assertThat(sojourn.gate().asOf(under).policy().version()).isEqualTo("1");
    }

    @Test
    void knowsThatAnEarlierVersionCameIntoForceAgain() {
        open(first);
        clock.set("2026-03-01T09:00");
        open(second);
        clock.set("2026-04-01T09:00");
        Sojourn back = open(first, second);
        Instant now = clock.instant();
        assertThat(back.gate().asOf(now).policy()).isSameAs(first);
        assertThat(back.gate().asOf(now.minusSeconds(1)).policy()).isSameAs(second);
    }

    @Test
    void saysWhichPolicyItWouldNeed() {
        open(first);
        Instant under = clock.instant();
        clock.set("2026-03-01T09:00");
        Sojourn sojourn = open(second);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> sojourn.gate().asOf(under))
                .withMessageContaining("policy version '1' was in force")
                .withMessageContaining("formerly(…)");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> sojourn.gate().asOf(under.minusSeconds(1)))
                .withMessageContaining("no policy was in force");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.gate().asOf(clock.instant().plusSeconds(1)))
                .withMessageContaining("has passed");
    }

    @Test
    void tellsThePolicyThenInForceAfterTheLedgerDroppedItsEntry() {
        open(first);
        Instant under = clock.instant();
        clock.set("2026-03-01T09:00");
        Sojourn sojourn = open(second, first);
        clock.set("2029-03-01T09:00");
        sojourn.proof().trim(Period.ofMonths(24));
        assertThat(sojourn.ledger().read(ChainId.INSTALLATION, 0, 10))
                .extracting(LedgerEntry::kind)
                .doesNotContain(EntryKind.POLICY_IN_FORCE);
        assertThat(sojourn.gate().asOf(under).policy()).isSameAs(first);
        assertThat(sojourn.gate().asOf(clock.instant()).policy()).isSameAs(second);
        Policy forged = draft("2", NEWSLETTER).build();
        assertThatExceptionOfType(FaultyDeclaration.class)
                .isThrownBy(() -> open(forged))
                .withMessageContaining("policy version '2'");
        assertThat(sojourn.proof().verify().breaches()).isEmpty();
    }

    @Test
    void refusesAFormerVersionWithOtherContents() {
        open(first);
        clock.set("2026-03-01T09:00");
        Policy forged = draft("1", NEWSLETTER).build();
        assertThatExceptionOfType(FaultyDeclaration.class)
                .isThrownBy(() -> open(second, forged))
                .withMessageContaining("policy version '1'")
                .withMessageContaining("another content");
    }

    @Test
    void keepsEveryVersionAndEveryNoticeWhole() {
        open(first);
        open(second);
        assertThat(stores.archive().policy(first.digest()).orElseThrow().text()).isEqualTo(first.canonical());
        assertThat(stores.archive().policy(second.digest()).orElseThrow().version())
                .isEqualTo("2");
        assertThat(stores.archive().notice(FORM.digest())).contains("We write to you.");
    }

    @Test
    void hearsWhatTheTenantHadDeclaredThenAndWhatWasRestrictedThen() {
        Sojourn sojourn = open(first);
        clock.set("2026-02-02T09:00");
        sojourn.settings().declareBasis("acme", SUPPORT, CONTRACT, TENANT);
        Instant declared = clock.instant();
        clock.set("2026-02-03T09:00");
        sojourn.settings().declareBasis("acme", SUPPORT, CONSENT, TENANT);
        assertThat(answer(sojourn.gate().asOf(declared).decide(ADA, SUPPORT))).isEqualTo("ALLOWED");
        assertThat(answer(sojourn.gate().asOf(declared.minusSeconds(1)).decide(ADA, SUPPORT)))
                .isEqualTo("NO_BASIS");
        sojourn.objections().object(ADA, SECURITY);
        assertThat(answer(sojourn.gate().asOf(clock.instant()).decide(ADA, SECURITY)))
                .isEqualTo("OBJECTED");
        assertThat(answer(sojourn.gate().asOf(declared).decide(ADA, SECURITY, Scope.of("channel", "mail"))))
                .isEqualTo("ALLOWED");
    }
}
