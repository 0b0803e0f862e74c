package dev.sojourn.ledger;

import java.util.List;
import java.util.Optional;

/** The port that keeps tenants' settings and their history; every call joins the caller's unit of work. */
public interface SettingStore {

    /**
     * Adds a value; earlier ones stay as history.
     *
     * @param setting the new value
     */
    void add(Setting setting);

    /**
     * The value in force.
     *
     * @param tenant the tenant
     * @param name what was set
     * @return empty when the tenant never set it; a setting with an empty value when it took it back
     */
    Optional<Setting> current(String tenant, String name);

    /**
     * The values in force under one name, of every tenant that set it.
     *
     * @param name what was set
     * @return in order of tenant; those taken back are left out
     */
    List<Setting> currentOfAll(String name);

    /**
     * Everything a tenant ever set, the oldest first.
     *
     * @param tenant the tenant
     * @return the history
     */
    List<Setting> history(String tenant);
}
