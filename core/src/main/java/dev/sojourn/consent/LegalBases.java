package dev.sojourn.consent;

import dev.sojourn.ledger.Setting;
import dev.sojourn.ledger.SettingStore;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Purpose;
import java.time.Instant;
import java.util.Optional;

/**
 * On which legal basis a purpose stands: the policy's, or the one the subject's tenant declared (GDPR 6(1)).
 *
 * <p>Thread-safe; reads the store each time, in the caller's unit of work.
 */
public final class LegalBases {

    private static final String SETTING = "basis:";

    private final SettingStore settings;

    /**
     * Bases over tenants' settings.
     *
     * @param settings where tenants' declarations are kept
     */
    public LegalBases(SettingStore settings) {
        this.settings = settings;
    }

    /**
     * The basis of a purpose for a tenant's subjects.
     *
     * @param purpose as the policy declares it
     * @param tenant the subject's tenant; empty when it has none
     * @return empty when the basis is the tenant's to declare and it declared none
     */
    public Optional<LegalBasis> of(Purpose purpose, String tenant) {
        if (!purpose.isBasisDeclaredByTenant()) {
            return purpose.basis();
        }
        if (tenant.isEmpty()) {
            return Optional.empty();
        }
        return settings.current(tenant, SETTING + purpose.id())
                .map(Setting::value)
                .filter(value -> !value.isEmpty())
                .map(LegalBasis::valueOf);
    }

    /**
     * The basis of a purpose for a tenant's subjects, as it was at an instant.
     *
     * @param purpose as the policy then in force declared it
     * @param tenant the subject's tenant; empty when it has none
     * @param instant the instant, inclusive
     * @return empty when the basis was the tenant's to declare and it had declared none
     */
    public Optional<LegalBasis> of(Purpose purpose, String tenant, Instant instant) {
        if (!purpose.isBasisDeclaredByTenant()) {
            return purpose.basis();
        }
        return settings.history(tenant).stream()
                .filter(setting -> setting.name().equals(SETTING + purpose.id())
                        && !setting.at().isAfter(instant))
                .reduce((earlier, later) -> later)
                .map(Setting::value)
                .filter(value -> !value.isEmpty())
                .map(LegalBasis::valueOf);
    }
}
