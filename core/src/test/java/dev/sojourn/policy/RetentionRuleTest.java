package dev.sojourn.policy;

import static dev.sojourn.policy.Drafts.ACCOUNTING;
import static dev.sojourn.policy.Drafts.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.policy.Trigger.Rounding;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RetentionRuleTest {

    private static final RetentionRule RULE = RetentionRule.atMost("chat", Period.ofDays(30));

    @Test
    void leavesTheRuleItWasMadeFromAlone() {
        String before = RULE.canonical();

        RetentionRule other = RULE.serving(ORDERS)
                .governing("c")
                .fromLastActivity()
                .fromEndOfMonth()
                .tenantsMayShorten()
                .unless("contract")
                .orAtLatest(Period.ofYears(1), "createdAt")
                .reviewEvery(Period.ofYears(1))
                .forRecordsFrom(LocalDate.of(2026, 1, 1))
                .then(Disposition.REDACT)
                .because("why")
                .citing("law");

        assertThat(RULE.canonical()).isEqualTo(before);
        assertThat(other.canonical()).isNotEqualTo(before);
    }

    @Test
    void hasFinalFieldsOnly() {
        assertThat(RetentionRule.class.getDeclaredFields())
                .filteredOn(field -> !field.isSynthetic())
                .allMatch(field -> Modifier.isFinal(field.getModifiers()))
                .extracting(Field::getName)
                .contains("trigger", "purposes");
        assertThat(Arrays.stream(Purpose.class.getDeclaredFields()).filter(field -> !field.isSynthetic()))
                .allMatch(field -> Modifier.isFinal(field.getModifiers()));
    }

    @Test
    void hasTheDefaultsItsDocumentationNames() {
        assertThat(RULE.trigger()).isEqualTo(new Trigger.Creation(Rounding.NONE));
        assertThat(RULE.category()).isEqualTo("chat");
        assertThat(RULE.disposition()).isEqualTo(Disposition.DELETE);
        assertThat(RULE.purposes()).isEmpty();
        assertThat(RULE.tenantChoice()).isEmpty();
        assertThat(RULE.recordsFrom()).isEmpty();
    }

    @Test
    void roundsWhateverItStartsFrom() {
        assertThat(RULE.fromEndOfMonth().trigger()).isEqualTo(new Trigger.Creation(Rounding.END_OF_MONTH));
        assertThat(RULE.fromLastActivity().fromEndOfYear().trigger())
                .isEqualTo(new Trigger.LastActivity(Rounding.END_OF_YEAR));
        assertThat(RULE.fromEndOfYear().fromLastActivity().trigger())
                .isEqualTo(new Trigger.LastActivity(Rounding.END_OF_YEAR));
        assertThat(RULE.fromEvent("closed").fromEndOfFinancialYear().trigger())
                .isEqualTo(new Trigger.Event("closed", Rounding.END_OF_FINANCIAL_YEAR));
        assertThat(RULE.fromFirst(MonthDay.of(7, 1)).trigger())
                .isEqualTo(new Trigger.FirstAfterFinancialYear(MonthDay.of(7, 1)));
    }

    @Test
    void bindsAsItsFactorySays() {
        assertThat(RULE.isCeiling()).isTrue();
        assertThat(RULE.isFloor()).isFalse();
        assertThat(RetentionRule.atLeast("a", Period.ofDays(1)).isFloor()).isTrue();
        assertThat(RetentionRule.atLeast("a", Period.ofDays(1)).isCeiling()).isFalse();
        assertThat(RetentionRule.exactly("a").isFloor()).isTrue();
        assertThat(RetentionRule.exactly("a").isCeiling()).isTrue();
        assertThat(RetentionRule.atLeast("a").period()).isEmpty();
    }

    @Test
    void addsPurposesInTheOrderDeclared() {
        RetentionRule rule = RULE.serving(ORDERS).serving(ACCOUNTING, ORDERS);

        assertThat(rule.purposes()).containsExactly("orders", "accounting");
        assertThatThrownBy(() -> rule.purposes().add("more")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void letsTenantsShortenAndNeverLengthen() {
        assertThat(RULE.tenantsMayShorten().tenantChoice().orElseThrow().most()).contains(Period.ofDays(30));
        assertThat(RULE.tenantsMayShorten().tenantChoice().orElseThrow().least())
                .isEmpty();
    }
}
