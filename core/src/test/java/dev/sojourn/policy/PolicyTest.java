package dev.sojourn.policy;

import static dev.sojourn.policy.Drafts.NEWSLETTER;
import static dev.sojourn.policy.Drafts.ORDERS;
import static dev.sojourn.policy.Drafts.ceiling;
import static dev.sojourn.policy.Drafts.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.MonthDay;
import org.junit.jupiter.api.Test;

class PolicyTest {

    @Test
    void findsPurposesById() {
        Policy policy = sound().build();

        assertThat(policy.purpose("newsletter")).contains(NEWSLETTER);
        assertThat(policy.purpose("unheard-of")).isEmpty();
        assertThat(policy.purposes().keySet()).containsExactly("newsletter", "orders", "accounting");
    }

    @Test
    void knowsEveryCategoryDeclaredOrGoverned() {
        Policy policy =
                sound().category(DataCategory.of("lead").heldAs(Role.PROCESSOR)).build();

        assertThat(policy.categories().keySet()).containsExactly("lead", "subscription", "order", "invoice");
        assertThat(policy.category("lead").role()).isEqualTo(Role.PROCESSOR);
        assertThat(policy.category("order").role()).isEqualTo(Role.CONTROLLER);
        assertThat(policy.rulesGoverning("order")).extracting(RetentionRule::id).containsExactly("order");
        assertThat(policy.rulesGoverning("lead")).isEmpty();
    }

    @Test
    void findsVersionsOfANoticeInTheOrderOfTheirDays() {
        Notice first = Notice.of("privacy", "1", "text", LocalDate.of(2026, 1, 1));
        Notice second = Notice.of("privacy", "2", "other text", LocalDate.of(2026, 7, 1));
        Policy policy = sound().notice(first)
                .notice(second)
                .notice(first.inLanguage("ro"))
                .build();

        assertThat(policy.versionsOfNotice("privacy")).containsExactly(first, first.inLanguage("ro"), second);
        assertThat(policy.notice("privacy", "1")).contains(first);
        assertThat(policy.notice("privacy", "3")).isEmpty();
        assertThat(policy.versionsOfNotice("cookies")).isEmpty();
    }

    @Test
    void endsItsFinancialYearWithTheCalendarYearUnlessToldOtherwise() {
        assertThat(sound().build().financialYearEnd()).isEqualTo(MonthDay.of(12, 31));
        assertThat(sound().financialYearEnds(MonthDay.of(3, 31)).build().financialYearEnd())
                .isEqualTo(MonthDay.of(3, 31));
    }

    @Test
    void staysAsItWasBuilt() {
        Policy.Builder draft = sound();
        Policy policy = draft.build();
        String digest = policy.digest();

        draft.version("2").retain(ceiling("late", ORDERS)).prohibit("sale", "never");

        assertThat(policy.version()).isEqualTo("1");
        assertThat(policy.versionsOf("late")).isEmpty();
        assertThat(policy.prohibitions()).isEmpty();
        assertThat(policy.digest()).isEqualTo(digest).hasSize(64);
        assertThatThrownBy(() -> policy.purposes().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> policy.rules().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void refusesNullByName() {
        Policy.Builder draft = sound();

        assertThatNullPointerException().isThrownBy(() -> draft.version(null)).withMessage("version");
        assertThatNullPointerException().isThrownBy(() -> draft.zone(null)).withMessage("zone");
        assertThatNullPointerException().isThrownBy(() -> draft.retain(null)).withMessage("rule");
        assertThatNullPointerException().isThrownBy(() -> Policy.builder(null)).withMessage("policy");
    }

    @Test
    void refusesBlankNames() {
        assertThatThrownBy(() -> Policy.builder(" ")).hasMessageContaining("policy is blank");
        assertThatThrownBy(() -> Purpose.of("")).hasMessageContaining("purpose is blank");
        assertThatThrownBy(() -> RetentionRule.atMost("")).hasMessageContaining("rule is blank");
        assertThatThrownBy(() -> DataCategory.of(" ")).hasMessageContaining("category is blank");
        assertThatThrownBy(() -> RetentionRule.atMost("a").fromEvent("")).hasMessageContaining("event is blank");
        assertThatThrownBy(() -> sound().prohibit("sale", ""))
                .hasMessageContaining("prohibited purpose 'sale' is blank");
    }
}
