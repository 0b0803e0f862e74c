package dev.sojourn.retention;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.Setting;
import dev.sojourn.ledger.SettingStore;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What each tenant decides for itself, within the platform's bounds: periods, legal bases, its zone.
 *
 * <p>Thread-safe. A value and its entry in the installation's chain commit together, in the caller's unit of work or in
 * one of their own; the actor's name stands beside the entry and can be removed later. A shorter period binds the data
 * already there from the next run; a longer one brings nothing back.
 */
public final class TenantSettings {

    private static final String PERIOD = "period:";
    private static final String BASIS = "basis:";
    private static final String ZONE = "zone";

    private final SettingStore store;
    private final Ledger ledger;
    private final UnitOfWork work;
    private final Policy policy;
    private final Consumer<String> changed;

    /**
     * Settings over a store.
     *
     * @param store keeps the values and their history
     * @param ledger records each change
     * @param work the host's transaction
     * @param policy sets the bounds
     * @param changed hears the tenant when its basis changed, inside the unit, before the value is written: what was
     *     remembered of it is no longer true once the unit ends
     */
    public TenantSettings(SettingStore store, Ledger ledger, UnitOfWork work, Policy policy, Consumer<String> changed) {
        this.store = store;
        this.ledger = ledger;
        this.work = work;
        this.policy = policy;
        this.changed = changed;
    }

    /**
     * Chooses a tenant's period for a rule. Bounds are compared by the days on which periods end, from every start day
     * of a cycle of four years; when versions of the rule have different bounds, all of them bind.
     *
     * @param tenant the tenant; not blank
     * @param rule the rule's id
     * @param period a positive period within the rule's bounds
     * @param actor who chooses
     * @throws IllegalArgumentException when the tenant is blank, the policy has no such rule, tenants do not choose its
     *     period, or the period is zero, negative or out of bounds
     * @throws StoreException when a store fails
     */
    public void choose(String tenant, String rule, Period period, Actor actor) {
        check(tenant);
        chosenVersions(rule)
                .forEach(version -> version.tenantChoice()
                        .flatMap(choice -> TenantBounds.problemOf(choice, period))
                        .ifPresent(problem -> {
                            throw new IllegalArgumentException("period " + period + " for " + version + " " + problem);
                        }));
        set(tenant, PERIOD + rule, period.toString(), actor);
    }

    /**
     * Takes a tenant's period back: the rule's default applies from the next run.
     *
     * @param tenant the tenant; not blank
     * @param rule the rule's id
     * @param actor who takes it back
     * @return false when the tenant had chosen none; nothing is recorded then
     * @throws IllegalArgumentException when the tenant is blank, the policy has no such rule, or tenants do not choose
     *     its period
     * @throws StoreException when a store fails
     */
    public boolean takeBack(String tenant, String rule, Actor actor) {
        check(tenant);
        chosenVersions(rule);
        return work.run(() -> {
            ledger.lock(ChainId.INSTALLATION);
            boolean chosen = store.current(tenant, PERIOD + rule)
                    .filter(setting -> !setting.value().isEmpty())
                    .isPresent();
            if (chosen) {
                set(tenant, PERIOD + rule, "", actor);
            }
            return chosen;
        });
    }

    /**
     * Declares on which legal basis a tenant, as controller, processes for a purpose (GDPR 6(1)).
     *
     * @param tenant the tenant; not blank
     * @param purpose one whose basis each tenant declares
     * @param basis the basis
     * @param actor who declares it
     * @throws IllegalArgumentException when the tenant is blank, the policy has no such purpose, or its basis is not the
     *     tenants' to declare
     * @throws StoreException when a store fails
     */
    public void declareBasis(String tenant, Purpose purpose, LegalBasis basis, Actor actor) {
        check(tenant);
        Purpose declared = policy.purposes().get(purpose.id());
        if (declared == null) {
            throw new IllegalArgumentException("the policy has no purpose '" + purpose.id() + "': name one of "
                    + policy.purposes().keySet());
        }
        if (!declared.isBasisDeclaredByTenant()) {
            throw new IllegalArgumentException("the policy itself sets the basis of " + declared
                    + ": declare the purpose with onBasisDeclaredByTenant() to leave it to tenants");
        }
        work.run(() -> {
            changed.accept(tenant);
            set(tenant, BASIS + declared.id(), basis.name(), actor);
            return tenant;
        });
    }

    /**
     * Sets the zone whose local days count for a tenant's data.
     *
     * @param tenant the tenant; not blank
     * @param zone the zone
     * @param actor who sets it
     * @throws IllegalArgumentException when the tenant is blank
     * @throws StoreException when a store fails
     */
    public void zone(String tenant, ZoneId zone, Actor actor) {
        check(tenant);
        set(tenant, ZONE, zone.getId(), actor);
    }

    /**
     * Everything a tenant ever set, with who set it, as far back as the ledger's own retention keeps the proof.
     *
     * @param tenant the tenant
     * @return the oldest first
     * @throws StoreException when a store fails
     */
    public List<SettingChange> history(String tenant) {
        return work.run(() -> store.history(tenant).stream()
                .flatMap(setting -> actorOf(setting)
                        .map(actor -> new SettingChange(
                                setting.tenant(), setting.name(), setting.value(), setting.at(), actor))
                        .stream())
                .toList());
    }

    private List<RetentionRule> chosenVersions(String rule) {
        List<RetentionRule> chosen = policy.versionsOf(rule).stream()
                .filter(version -> version.tenantChoice().isPresent())
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException((policy.versionsOf(rule).isEmpty()
                            ? "the policy has no rule '" + rule + "'"
                            : "tenants do not choose the period of rule '" + rule + "'")
                    + ": name one of " + choosable());
        }
        return chosen;
    }

    private TreeSet<String> choosable() {
        return policy.rules().stream()
                .filter(rule -> rule.tenantChoice().isPresent())
                .map(RetentionRule::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void set(String tenant, String name, String value, Actor actor) {
        work.run(() -> {
            LedgerEntry entry = ledger.append(
                    ChainId.INSTALLATION,
                    EntryKind.SETTING_CHANGED,
                    actor,
                    "",
                    Map.of("tenant", tenant, "setting", name, "value", value));
            store.add(new Setting(tenant, name, value, entry.at(), entry.number()));
            return entry;
        });
    }

    /** The entry names the actor; the setting names the entry, until the ledger's own retention drops it. */
    private Optional<Actor> actorOf(Setting setting) {
        return ledger.read(ChainId.INSTALLATION, setting.number() - 1, 1).stream()
                .filter(entry -> entry.number() == setting.number())
                .findFirst()
                .map(entry -> new Actor(
                        Actor.Kind.valueOf(Objects.requireNonNull(entry.body().get("actor"), "actor")),
                        ledger.attachmentsOf(entry).getOrDefault("actor.name", "")));
    }

    private static void check(String tenant) {
        if (Objects.requireNonNull(tenant, "tenant").isBlank()) {
            throw new IllegalArgumentException("the tenant is blank: name the tenant whose setting it is");
        }
    }
}
