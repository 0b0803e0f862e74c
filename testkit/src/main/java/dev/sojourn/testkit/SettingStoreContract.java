package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Stores;
import dev.sojourn.ledger.Setting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link dev.sojourn.ledger.SettingStore} must do; a store's own test extends it. */
public abstract class SettingStoreContract {

    private static final Instant AT = Instant.parse("2026-06-01T12:00:00.123456Z");
    private static final String PERIOD = "period:conversation-log";

    private Stores stores;

    /** For subclasses. */
    protected SettingStoreContract() {}

    /**
     * The stores under test.
     *
     * @return stores without any setting
     */
    protected abstract Stores stores();

    @BeforeEach
    void takeStores() {
        stores = stores();
    }

    @Test
    void knowsNoSettingAtFirst() {
        assertThat(current("acme", PERIOD)).isEmpty();
        assertThat(currentOfAll(PERIOD)).isEmpty();
        assertThat(history("acme")).isEmpty();
    }

    @Test
    void keepsEveryPart() {
        Setting setting = new Setting("ac'me \"Ltd\" ș \uD83D\uDE00", PERIOD, "P30D", AT, 7);
        add(setting);
        assertThat(current(setting.tenant(), PERIOD)).contains(setting);
        assertThat(history(setting.tenant())).containsExactly(setting);
        assertThat(currentOfAll(PERIOD)).containsExactly(setting);
    }

    @Test
    void putsTheLatestInForceAndKeepsTheEarlierAsHistory() {
        Setting first = new Setting("acme", PERIOD, "P30D", AT, 1);
        Setting second = new Setting("acme", PERIOD, "P60D", AT.plusSeconds(1), 2);
        add(first);
        add(second);
        assertThat(current("acme", PERIOD)).contains(second);
        assertThat(history("acme")).containsExactly(first, second);
        assertThat(currentOfAll(PERIOD)).containsExactly(second);
    }

    @Test
    void ordersSettingsOfOneInstantAsTheyWereAdded() {
        Setting first = new Setting("acme", PERIOD, "P60D", AT, 1);
        Setting second = new Setting("acme", PERIOD, "P30D", AT, 2);
        stores.work().run(() -> {
            stores.settings().add(first);
            stores.settings().add(second);
            return second;
        });
        assertThat(current("acme", PERIOD)).contains(second);
        assertThat(history("acme")).containsExactly(first, second);
    }

    @Test
    void tellsASettingTakenBackFromOneNeverSet() {
        add(new Setting("acme", PERIOD, "P30D", AT, 1));
        Setting takenBack = new Setting("acme", PERIOD, "", AT.plusSeconds(1), 2);
        add(takenBack);
        assertThat(current("acme", PERIOD)).contains(takenBack);
        assertThat(currentOfAll(PERIOD)).isEmpty();
        assertThat(history("acme")).hasSize(2);
    }

    @Test
    void tellsNamesAndTenantsApart() {
        add(new Setting("acme", PERIOD, "P30D", AT, 1));
        add(new Setting("ACME", PERIOD, "P31D", AT, 2));
        add(new Setting("acme", "zone", "Europe/Riga", AT, 3));
        assertThat(current("acme", PERIOD)).map(Setting::value).contains("P30D");
        assertThat(current("ACME", PERIOD)).map(Setting::value).contains("P31D");
        assertThat(current("acme", "zone")).map(Setting::value).contains("Europe/Riga");
        assertThat(history("acme")).hasSize(2);
    }

    @Test
    void listsTheTenantsInOrder() {
        List.of("globex", "acme", "initech").forEach(tenant -> add(new Setting(tenant, PERIOD, "P30D", AT, 1)));
        assertThat(currentOfAll(PERIOD)).extracting(Setting::tenant).containsExactly("acme", "globex", "initech");
    }

    @Test
    void leavesNothingOfARolledBackUnit() {
        Setting before = new Setting("acme", PERIOD, "P30D", AT, 1);
        add(before);
        assertThatThrownBy(() -> stores.work().run(() -> {
            stores.settings().add(new Setting("acme", PERIOD, "P60D", AT, 2));
            stores.settings().add(new Setting("globex", PERIOD, "P60D", AT, 3));
            throw new IllegalStateException("no");
        }));
        assertThat(current("acme", PERIOD)).contains(before);
        assertThat(current("globex", PERIOD)).isEmpty();
        assertThat(history("acme")).containsExactly(before);
    }

    private void add(Setting setting) {
        stores.work().run(() -> {
            stores.settings().add(setting);
            return setting;
        });
    }

    private Optional<Setting> current(String tenant, String name) {
        return stores.work().run(() -> stores.settings().current(tenant, name));
    }

    private List<Setting> currentOfAll(String name) {
        return stores.work().run(() -> stores.settings().currentOfAll(name));
    }

    private List<Setting> history(String tenant) {
        return stores.work().run(() -> stores.settings().history(tenant));
    }
}
