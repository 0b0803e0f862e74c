package dev.sojourn.testkit;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.CONTRACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.policy.DataCategory;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Finding;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Notice.Change;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Role;
import java.time.LocalDate;
import java.time.Period;
import org.junit.jupiter.api.Test;

/** What the five policies promise, as far as a declaration alone can keep or break it. */
class PolicyScenariosTest {

    private static final Purpose WORKSPACE =
            Purpose.of("workspace").titled("Run the workspace").on(CONTRACT);
    private static final Purpose MARKETING =
            Purpose.of("marketing").titled("Write to people who agreed").on(CONSENT);
    private static final DataCategory LEAD = DataCategory.of("lead").heldAs(Role.PROCESSOR);

    private static Policy.Builder draft() {
        return Policy.builder("privacy policy")
                .version("2026-05-20")
                .zone("Europe/Riga")
                .controller(Party.named("A.U. Holding").contact("privacy@holding.example"))
                .purposes(WORKSPACE, MARKETING)
                .retainProof(Period.ofYears(3))
                .retain(RetentionRule.atMost("subscription", Period.ofYears(2))
                        .serving(MARKETING)
                        .because("no longer needed"));
    }

    @Test
    @Upholds({"KLUSARO-14", "KLOZER-11"})
    void refusesToKeepDataWhileNeeded() {
        Policy.Builder draft = draft().retain(
                        RetentionRule.atMost("account").serving(WORKSPACE).because("while needed"));

        assertRefused(draft, "rule 'account'", "neither a period nor an event");
    }

    @Test
    @Upholds({"KLUSARO-14", "KLOZER-11"})
    void refusesAnEventThatMayNeverComeWithoutAReview() {
        Policy.Builder draft = draft().retain(RetentionRule.atMost("account", Period.ZERO)
                .fromEvent("account-closed")
                .serving(WORKSPACE)
                .because("while needed"));

        assertRefused(draft, "rule 'account'", "may never come");
    }

    @Test
    @Upholds({"KLUSARO-14", "KLOZER-11"})
    void keepsDataUntilAnEventWithAReview() {
        Policy policy = draft().retain(RetentionRule.atMost("account", Period.ZERO)
                        .fromEvent("account-closed")
                        .reviewEvery(Period.ofMonths(12))
                        .serving(WORKSPACE)
                        .because("while needed"))
                .build();

        assertThat(policy.versionsOf("account"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.review()).contains(Period.ofMonths(12)));
        assertThat(policy.findings()).isEmpty();
    }

    @Test
    @Upholds("KLUSARO-15")
    void leavesTheRetentionOfTheirCustomersToWorkspaceOwners() {
        Policy policy = draft().category(LEAD)
                .retain(RetentionRule.atMost("lead")
                        .chosenByTenant()
                        .serving(WORKSPACE)
                        .because("the owner decides"))
                .build();

        assertThat(policy.category("lead").role()).isEqualTo(Role.PROCESSOR);
        assertThat(policy.category("subscription").role()).isEqualTo(Role.CONTROLLER);
        assertThat(policy.findings()).isEmpty();
    }

    @Test
    @Upholds("KLUSARO-15")
    void refusesACategoryHeldInTwoRoles() {
        Policy.Builder draft = draft().category(LEAD)
                .category(LEAD.heldAs(Role.CONTROLLER))
                .retain(RetentionRule.atMost("lead").chosenByTenant().serving(WORKSPACE));

        assertRefused(draft, "category 'lead'", "held both as PROCESSOR and as CONTROLLER");
    }

    @Test
    @Upholds("KLUSARO-15")
    void findsAPeriodImposedOnWhatBelongsToOwners() {
        Policy policy = draft().category(LEAD)
                .retain(RetentionRule.atMost("lead", Period.ofDays(180))
                        .serving(WORKSPACE)
                        .because("we think so"))
                .build();

        assertThat(policy.findings()).extracting(Finding::code).containsExactly("PROCESSOR_WITHOUT_INSTRUCTION");
    }

    @Test
    @Upholds({"KLUSAI-10", "QLUSTER-06"})
    void refusesToPutAProhibitedPurposeOnConsent() {
        Purpose training = Purpose.of("model-training").on(CONSENT);
        Policy.Builder draft = draft().prohibit("model-training", "no training on customer data")
                .purposes(training)
                .retain(RetentionRule.atMost("transcript", Period.ofDays(30)).serving(training));

        assertRefused(draft, "prohibited purpose 'model-training'", "is declared as a purpose too");
    }

    @Test
    @Upholds({"KLUSAI-10", "QLUSTER-06"})
    void refusesToKeepDataForAProhibitedPurpose() {
        Policy.Builder draft = draft().prohibit("sale", "we do not sell personal data")
                .retain(RetentionRule.atMost("audience", Period.ofDays(30)).serving(Purpose.of("sale")));

        assertRefused(draft, "rule 'audience'", "purpose 'sale', which the policy prohibits");
    }

    @Test
    @Upholds({"KLUSAI-10", "QLUSTER-06"})
    void declaresWhatIsNeverDoneWithItsReason() {
        Policy policy = draft().prohibit("sale", "we do not sell personal data")
                .prohibit("model-training", "no training on customer data")
                .build();

        assertThat(policy.prohibitions())
                .containsEntry("sale", "we do not sell personal data")
                .containsEntry("model-training", "no training on customer data");
        assertThat(policy.purpose("sale")).isEmpty();
        assertThat(policy.digest()).isNotEqualTo(draft().build().digest());
    }

    @Test
    @Upholds("KLUSAI-32")
    void endsEarlierConsentsOnlyWherePurposeOrControllerChanged() {
        Notice second = Notice.of("privacy", "2", "We and our partners write to you.", LocalDate.of(2026, 7, 1));

        assertThat(second.changing(Change.PURPOSE, MARKETING).ends("marketing")).isTrue();
        assertThat(second.changing(Change.PURPOSE, MARKETING).ends("workspace")).isFalse();
        assertThat(second.changing(Change.CONTROLLER).ends("workspace")).isTrue();
        assertThat(second.changing(Change.WORDING).ends("marketing")).isFalse();
        assertThat(second.changing(Change.RECIPIENTS).ends("marketing")).isFalse();
    }

    @Test
    @Upholds("KLUSAI-32")
    void keepsEveryVersionOfANoticeWithDateChangeAndText() {
        Notice first = Notice.of("privacy", "1", "We write to you.", LocalDate.of(2025, 12, 31));
        Notice second = Notice.of("privacy", "2", "We and our partners write to you.", LocalDate.of(2026, 7, 1))
                .changing(Change.PURPOSE, MARKETING);

        Policy policy = draft().notice(first).notice(second).build();

        assertThat(policy.versionsOfNotice("privacy")).containsExactly(first, second);
        assertThat(policy.notice("privacy", "2")).hasValueSatisfying(notice -> {
            assertThat(notice.effectiveFrom()).isEqualTo("2026-07-01");
            assertThat(notice.change()).isEqualTo(Change.PURPOSE);
            assertThat(notice.digest()).isNotEqualTo(first.digest());
        });
    }

    @Test
    @Upholds("KLUSAI-32")
    void refusesANoticeOutOfTurn() {
        Notice first = Notice.of("privacy", "1", "We write to you.", LocalDate.of(2025, 12, 31));
        Notice backdated = Notice.of("privacy", "2", "We and our partners write to you.", LocalDate.of(2025, 7, 1));

        assertRefused(draft().notice(first).notice(backdated), "notice 'privacy' version '2'", "not after version '1'");
        assertRefused(
                draft().notice(first).notice(Notice.of("privacy", "1", "Another text.", first.effectiveFrom())),
                "notice 'privacy' version '1'",
                "is declared twice");
    }

    @Test
    @Upholds("QLUSTER-30")
    void refusesANoticeWithoutADate() {
        assertThatNullPointerException()
                .isThrownBy(() -> Notice.of("privacy", "1", "We write to you.", null))
                .withMessage("effectiveFrom");
    }

    private static void assertRefused(Policy.Builder draft, String element, String problem) {
        assertThatThrownBy(draft::build)
                .isInstanceOfSatisfying(
                        FaultyDeclaration.class,
                        refusal -> assertThat(refusal.faults()).singleElement().satisfies(fault -> {
                            assertThat(fault.element()).isEqualTo(element);
                            assertThat(fault.problem()).contains(problem);
                            assertThat(fault.mend()).isNotBlank();
                        }));
    }
}
