package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sojourn.Sojourn;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.SettingChange;
import java.time.Period;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantSettingsTest {

    private static final Actor CLIENT = Actor.tenant("acme, by its administrator");

    private final HandMovedClock clock = HandMovedClock.at("2026-06-01T09:00", "Europe/Bucharest");
    private final InMemoryStores stores = new InMemoryStores();
    private final Sojourn sojourn =
            Sojourn.builder(Policies.allAi()).stores(stores).clock(clock).build();

    private void choose(String rule, String period) {
        sojourn.settings().choose("acme", rule, Period.parse(period), CLIENT);
    }

    @Upholds("ALLAI-16")
    @ParameterizedTest
    @ValueSource(strings = {"P29D", "P366D"})
    void refusesAPeriodOutOfBoundsWhenItIsSet(String period) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choose("conversation-log", period))
                .withMessageContaining(period)
                .withMessageContaining("rule 'conversation-log'")
                .withMessageContaining("at least P30D and at most P365D");
        assertThat(sojourn.settings().history("acme")).isEmpty();
    }

    @Upholds("ALLAI-16")
    @ParameterizedTest
    @ValueSource(strings = {"P30D", "P365D"})
    void acceptsTheBoundsThemselves(String period) {
        choose("conversation-log", period);
        assertThat(stores.settings().current("acme", "period:conversation-log"))
                .map(setting -> setting.value())
                .contains(period);
    }

    @Test
    @Upholds("ALLAI-20")
    void letsATenantOnlyShorten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choose("voice-recording", "P91D"))
                .withMessageContaining("P91D")
                .withMessageContaining("at most P90D");
        assertThatCode(() -> choose("voice-recording", "P30D")).doesNotThrowAnyException();
    }

    @Test
    @Upholds("ALLAI-17")
    void recordsAChangeWithWhoMadeItAndWhen() {
        choose("conversation-log", "P365D");
        clock.set("2026-06-02T10:00");
        choose("conversation-log", "P90D");
        assertThat(sojourn.settings().history("acme"))
                .containsExactly(
                        new SettingChange(
                                "acme",
                                "period:conversation-log",
                                "P365D",
                                HandMovedClock.at("2026-06-01T09:00", "Europe/Bucharest")
                                        .instant(),
                                CLIENT),
                        new SettingChange("acme", "period:conversation-log", "P90D", clock.instant(), CLIENT));
        assertThat(sojourn.ledger().read(ChainId.INSTALLATION, 1, 10)).allSatisfy(entry -> {
            assertThat(entry.kind()).isEqualTo(EntryKind.SETTING_CHANGED);
            assertThat(entry.body()).containsEntry("tenant", "acme").containsEntry("actor", "TENANT");
            assertThat(entry.body().toString()).doesNotContain("administrator");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1M", "P12M", "P1Y", "P11M31D"})
    void refusesAPeriodThatLeavesTheBoundsFromSomeDayOfTheCalendar(String period) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choose("conversation-log", period))
                .withMessageContaining("out of bounds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P2M", "P11M", "P1M2D", "P52W", "P11M28D"})
    void acceptsAPeriodThatStaysWithinTheBoundsFromEveryDayOfTheCalendar(String period) {
        assertThatCode(() -> choose("conversation-log", period)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0D", "P-40D", "P2M-1D", "P-1M60D"})
    void refusesAPeriodThatIsNotPositiveInEveryPart(String period) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choose("conversation-log", period))
                .withMessageContaining("expected a positive period");
    }

    @Test
    void refusesARuleTenantsHaveNoSayIn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choose("invoice", "P9Y"))
                .withMessageContaining("tenants do not choose the period of rule 'invoice'")
                .withMessageContaining("[conversation-log, voice-recording]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choose("invoces", "P9Y"))
                .withMessageContaining("no rule 'invoces'")
                .withMessageContaining("[conversation-log, voice-recording]");
    }

    @Test
    void refusesABlankTenant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sojourn.settings().choose(" ", "conversation-log", Period.ofDays(60), CLIENT))
                .withMessageContaining("tenant is blank");
    }

    @Test
    void bindsAChoiceToTheBoundsOfEveryVersionOfARule() {
        Policy versioned = Policies.draft("2026-03-01")
                .retain(RetentionRule.atMost("voice-recording", Period.ofDays(60))
                        .tenantsMayShorten()
                        .serving(Policies.VOICE)
                        .forRecordsFrom(java.time.LocalDate.of(2026, 3, 1))
                        .because("policy section 7"))
                .build();
        Sojourn later = Sojourn.builder(versioned).stores(stores).clock(clock).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> later.settings().choose("acme", "voice-recording", Period.ofDays(61), CLIENT))
                .withMessageContaining("for records from 2026-03-01")
                .withMessageContaining("at most P60D");
        assertThatCode(() -> later.settings().choose("acme", "voice-recording", Period.ofDays(60), CLIENT))
                .doesNotThrowAnyException();
    }

    @Test
    void takesAChoiceBack() {
        choose("conversation-log", "P60D");
        assertThat(sojourn.settings().takeBack("acme", "conversation-log", CLIENT))
                .isTrue();
        assertThat(stores.settings().currentOfAll("period:conversation-log")).isEmpty();
        assertThat(sojourn.settings().takeBack("acme", "conversation-log", CLIENT))
                .isFalse();
        assertThat(sojourn.settings().history("acme"))
                .extracting(SettingChange::value)
                .containsExactly("P60D", "");
    }

    @Test
    void letsATenantDeclareOnlyTheBasesLeftToIt() {
        sojourn.settings().declareBasis("acme", Policies.SUPPORT, LegalBasis.CONTRACT, CLIENT);
        assertThat(sojourn.settings().history("acme")).singleElement().satisfies(change -> {
            assertThat(change.name()).isEqualTo("basis:support");
            assertThat(change.value()).isEqualTo("CONTRACT");
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sojourn.settings()
                        .declareBasis("acme", Policies.NEWSLETTER, LegalBasis.LEGITIMATE_INTERESTS, CLIENT))
                .withMessageContaining("'newsletter'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sojourn.settings()
                        .declareBasis("acme", dev.sojourn.policy.Purpose.of("sale"), LegalBasis.CONTRACT, CLIENT))
                .withMessageContaining("no purpose 'sale'")
                .withMessageContaining("support");
    }

    @Test
    void allowsWhatATenantDeclaredABasisForFromThatMomentOn() {
        DataSubject ada = DataSubject.of("u-17").in("acme");
        assertThat(sojourn.may(ada, Policies.SUPPORT)).isFalse();
        sojourn.settings().declareBasis("acme", Policies.SUPPORT, LegalBasis.CONTRACT, CLIENT);
        assertThat(sojourn.may(ada, Policies.SUPPORT)).isTrue();
        assertThat(sojourn.may(ada.in("zeta"), Policies.SUPPORT)).isFalse();
    }

    @Test
    void keepsATenantsZone() {
        sojourn.settings().zone("acme", ZoneId.of("America/New_York"), CLIENT);
        assertThat(stores.settings().current("acme", "zone"))
                .map(setting -> setting.value())
                .contains("America/New_York");
    }
}
