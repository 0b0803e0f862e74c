package dev.sojourn.retention;

import dev.sojourn.ledger.Setting;
import dev.sojourn.ledger.SettingStore;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Role;
import dev.sojourn.policy.TenantChoice;
import dev.sojourn.policy.Trigger;
import dev.sojourn.time.RetentionCalendar;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which period and zone count for which tenant, as set when a run began; bounds are judged again here. */
final class TenantTerms {

    private static final LocalDate NEVER = LocalDate.of(1, 1, 1);
    private static final Trigger FALLBACK = new Trigger.Creation(Trigger.Rounding.NONE);

    private static final TenantChoice ANY = new TenantChoice(Optional.empty(), Optional.empty());

    /** A period in force, or why there is none. */
    record Term(Optional<Period> period, Reckoning.Source source) {}

    private final Policy policy;
    private final Map<String, ZoneId> zones;
    private final Set<String> unreadable;
    private final Map<String, Map<String, String>> periods;
    private final Contracts contracts;

    private TenantTerms(
            Policy policy,
            Map<String, ZoneId> zones,
            Set<String> unreadable,
            Map<String, Map<String, String>> periods,
            Contracts contracts) {
        this.policy = policy;
        this.zones = zones;
        this.unreadable = unreadable;
        this.periods = periods;
        this.contracts = contracts;
    }

    static TenantTerms read(Policy policy, RetentionPorts ports) {
        SettingStore settings = ports.settings();
        Map<String, ZoneId> zones = new HashMap<>();
        Set<String> unreadable = new HashSet<>();
        for (Setting setting : settings.currentOfAll("zone")) {
            try {
                zones.put(setting.tenant(), ZoneId.of(setting.value()));
            } catch (DateTimeException e) {
                unreadable.add(setting.tenant());
            }
        }
        Map<String, Map<String, String>> periods = new HashMap<>();
        for (RetentionRule rule : policy.rules()) {
            if (rule.tenantChoice().isPresent() && !periods.containsKey(rule.id())) {
                Map<String, String> chosen = new HashMap<>();
                settings.currentOfAll("period:" + rule.id())
                        .forEach(setting -> chosen.put(setting.tenant(), setting.value()));
                periods.put(rule.id(), chosen);
            }
        }
        return new TenantTerms(policy, zones, unreadable, periods, new Contracts(policy, ports.contracts()));
    }

    /** Reads the contracts of every tenant that has rows under a rule which asks for them. */
    void meetAll(Rulebook rulebook, Totals totals) {
        for (EntityRules entity : rulebook.childrenFirst()) {
            for (EntityRules.Bound rule : entity.rules()) {
                if (contracts.isAsked(rule.id())) {
                    try {
                        contracts.meet(rule.id(), totals.tenants(entity));
                    } catch (RuntimeException e) {
                        contracts.fail(rule.id(), e);
                    }
                }
            }
        }
    }

    /** The same for the tenants of some rows, before they are judged. */
    void meet(Rulebook rulebook, Collection<DataRow> rows) {
        rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.key().entity(), Collectors.mapping(DataRow::tenant, Collectors.toSet())))
                .forEach((name, tenants) -> rulebook.entity(name).stream()
                        .flatMap(entity -> entity.rules().stream())
                        .filter(rule -> contracts.isAsked(rule.id()))
                        .forEach(rule -> contracts.meet(rule.id(), tenants)));
    }

    /** Fails where a rule's contracts could not be read. */
    void check(EntityRules.Bound rule) {
        contracts.check(rule.id());
    }

    RetentionCalendar calendar(String tenant) {
        return RetentionCalendar.in(zones.getOrDefault(tenant, policy.zone()), policy.financialYearEnd());
    }

    /** The period of a version of a rule for a tenant. */
    Term of(RetentionRule version, String tenant) {
        if (unreadable.contains(tenant)) {
            return new Term(Optional.empty(), Reckoning.Source.OUT_OF_BOUNDS);
        }
        if (version.isAgreedInContract()) {
            return agreed(version, contracts.of(version.id(), tenant));
        }
        Optional<TenantChoice> choice = version.tenantChoice();
        String chosen = periods.getOrDefault(version.id(), Map.of()).get(tenant);
        if (choice.isPresent() && chosen != null) {
            return chosen(choice.get(), chosen);
        }
        if (version.isCeiling() && policy.category(version.category()).role() == Role.PROCESSOR) {
            return new Term(Optional.empty(), Reckoning.Source.NO_RULE);
        }
        if (version.period().isPresent()) {
            return new Term(version.period(), Reckoning.Source.POLICY);
        }
        if (version.trigger() instanceof Trigger.StoredEnd || version.trigger() instanceof Trigger.EndOfConsent) {
            return new Term(Optional.of(Period.ZERO), Reckoning.Source.POLICY);
        }
        Optional<Period> most = choice.flatMap(TenantChoice::most);
        return new Term(most, most.isPresent() ? Reckoning.Source.DEFAULTED : Reckoning.Source.NO_RULE);
    }

    /** The line before which triggers of a version are due, for every tenant. */
    Cutoffs cutoffs(String name, RetentionRule version, Trigger trigger, Optional<Period> instead, Instant at) {
        Map<String, Optional<Cutoff>> byTenant = new TreeMap<>();
        Set<String> special = new HashSet<>(zones.keySet());
        special.addAll(unreadable);
        special.addAll(periods.getOrDefault(version.id(), Map.of()).keySet());
        special.addAll(contracts.tenants(version.id()));
        Map<String, Optional<Cutoff>> computed = new HashMap<>();
        Optional<Cutoff> others = cutoff(version, "", trigger, instead, at, computed);
        for (String tenant : special) {
            Optional<Cutoff> own = cutoff(version, tenant, trigger, instead, at, computed);
            if (!own.equals(others)) {
                byTenant.put(tenant, own);
            }
        }
        return new Cutoffs(name, others, byTenant);
    }

    /** The line before which triggers of a version are due on a day, for every tenant without terms of its own. */
    Cutoff line(RetentionRule version, boolean fallback, LocalDate day) {
        RetentionCalendar calendar = calendar("");
        Trigger trigger = fallback ? FALLBACK : version.trigger();
        Optional<Period> period = fallback
                ? version.fallback().map(RetentionRule.Fallback::period)
                : of(version, "").period();
        return new Cutoff(
                period.flatMap(length -> calendar.lastDueDay(trigger, length, day))
                        .map(last -> last.plusDays(1))
                        .orElse(NEVER),
                calendar.zone());
    }

    private Optional<Cutoff> cutoff(
            RetentionRule version,
            String tenant,
            Trigger trigger,
            Optional<Period> instead,
            Instant at,
            Map<String, Optional<Cutoff>> computed) {
        RetentionCalendar calendar = calendar(tenant);
        return of(version, tenant)
                .period()
                .map(period -> instead.orElse(period))
                .flatMap(period -> computed.computeIfAbsent(
                        period + " " + calendar.zone(),
                        key -> calendar.lastDueDay(trigger, period, calendar.dayOf(at))
                                .map(day -> new Cutoff(day.plusDays(1), calendar.zone()))));
    }

    private static Term agreed(RetentionRule version, Optional<Period> agreed) {
        if (agreed.isEmpty()) {
            return new Term(agreed, Reckoning.Source.NO_RULE);
        }
        boolean atOnce = agreed.get().isZero() && version.trigger().isEvent();
        return !atOnce && TenantBounds.problemOf(ANY, agreed.get()).isPresent()
                ? new Term(Optional.empty(), Reckoning.Source.OUT_OF_BOUNDS)
                : new Term(agreed, Reckoning.Source.CONTRACT);
    }

    private static Term chosen(TenantChoice choice, String value) {
        try {
            Period period = Period.parse(value);
            return TenantBounds.problemOf(choice, period).isPresent()
                    ? new Term(Optional.empty(), Reckoning.Source.OUT_OF_BOUNDS)
                    : new Term(Optional.of(period), Reckoning.Source.TENANT);
        } catch (DateTimeException e) {
            return new Term(Optional.empty(), Reckoning.Source.OUT_OF_BOUNDS);
        }
    }
}
