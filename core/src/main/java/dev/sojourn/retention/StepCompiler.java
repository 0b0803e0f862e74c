package dev.sojourn.retention;

import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Trigger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns rules into steps: what a store's query selects, with every tenant's cutoff at one instant. */
final class StepCompiler {

    private static final LocalDate ALWAYS = LocalDate.of(9_999, 12, 31);
    private static final Trigger FALLBACK = new Trigger.Creation(Trigger.Rounding.NONE);

    private final Policy policy;
    private final TenantTerms terms;
    private final EndedBases bases;
    private final String run;
    private final Instant at;
    private final Map<String, Cutoffs> cutoffs = new LinkedHashMap<>();

    StepCompiler(Policy policy, TenantTerms terms, EndedBases bases, String run, Instant at) {
        this.policy = policy;
        this.terms = terms;
        this.bases = bases;
        this.run = run;
        this.at = at;
    }

    List<Step> compile(Rulebook rulebook) {
        List<Step> steps = new ArrayList<>();
        Map<TenantCatalog, List<String>> tenants = new IdentityHashMap<>();
        for (EntityRules entity : rulebook.childrenFirst()) {
            List<Step> ofAll = compile(entity, rulebook.ruleWithSource(entity.name()));
            Optional<TenantCatalog> catalog = entity.description().catalog();
            if (catalog.isEmpty()) {
                steps.addAll(ofAll);
            } else {
                for (String tenant : tenants.computeIfAbsent(catalog.get(), TenantCatalog::tenants)) {
                    ofAll.forEach(step -> steps.add(step.of(tenant)));
                }
            }
        }
        return steps;
    }

    /** Cutoffs with tenants of their own, which the store joins. */
    List<Cutoffs> stored() {
        return cutoffs.values().stream()
                .filter(lines -> !lines.byTenant().isEmpty())
                .toList();
    }

    /** What leaves rows comes first, so that a row past both is redacted, then goes; what waits for approval comes last. */
    private List<Step> compile(EntityRules entity, Optional<EntityRules.Bound> withSource) {
        List<Step> steps = new ArrayList<>();
        for (Finality finality : Finality.values()) {
            List<EntityRules.Bound> ceilings = entity.rules().stream()
                    .filter(rule ->
                            rule.isCeiling() && Finality.of(rule.latest().disposition()) == finality)
                    .sorted(Comparator.comparing(rule -> rule.latest().disposition() != Disposition.DELETE))
                    .toList();
            steps.addAll(compile(entity, ceilings, withSource.filter(ceilings::contains)));
        }
        return steps;
    }

    private List<Step> compile(
            EntityRules entity, List<EntityRules.Bound> ceilings, Optional<EntityRules.Bound> withSource) {
        List<Step> steps = new ArrayList<>();
        List<Arm> earlier = new ArrayList<>();
        for (EntityRules.Bound rule : ceilings) {
            List<Arm> arms = arms(rule, true);
            if (!arms.isEmpty()) {
                steps.add(step(entity, rule, SweepPlan.Cause.PERIOD, arms, earlier, List.of()));
                earlier.addAll(arms);
            }
        }
        for (EntityRules.Bound rule : ceilings) {
            rule.hostEvent()
                    .ifPresent(event -> steps.add(step(
                            entity, rule, SweepPlan.Cause.EVENT, List.of(), earlier, periodArms(rule, event, true))));
        }
        for (EntityRules.Bound rule : ceilings) {
            if (entity.description().hasSubject() && rule.versions().stream().anyMatch(bases::reaches)) {
                steps.add(step(entity, rule, SweepPlan.Cause.BASIS_ENDED, List.of(), earlier, List.of()));
            }
        }
        withSource.ifPresent(
                rule -> steps.add(step(entity, rule, SweepPlan.Cause.SOURCE_DISPOSED, List.of(), earlier, List.of())));
        return steps;
    }

    private Step step(
            EntityRules entity,
            EntityRules.Bound rule,
            SweepPlan.Cause cause,
            List<Arm> due,
            List<Arm> earlier,
            List<Arm> event) {
        List<List<Arm>> passed = entity.rules().stream()
                .filter(other -> other.isFloor() && other.attribute().isPresent())
                .filter(other -> cause != SweepPlan.Cause.PERIOD || !other.id().equals(rule.id()))
                .map(this::passedArms)
                .toList();
        Disposition disposition = rule.latest().disposition();
        Selection selection = new Selection(
                run,
                due,
                passed,
                earlier,
                Optional.empty(),
                Optional.of(disposition).filter(Disposition::keepsRow));
        return new Step(entity, rule, cause, disposition, selection, event, Optional.empty());
    }

    /** A floor's arms, and those by which rows that the floor does not govern pass freely. */
    private List<Arm> passedArms(EntityRules.Bound rule) {
        List<Arm> arms = new ArrayList<>(arms(rule, false));
        String attribute = rule.attribute().orElseThrow();
        Optional<LocalDate> first = rule.versions().get(0).recordsFrom();
        if (first.isPresent()) {
            arms.add(free(attribute, Optional.empty(), first));
        }
        rule.versions().stream()
                .filter(version -> !version.isFloor())
                .forEach(version -> arms.add(free(attribute, version.recordsFrom(), rule.endOf(version))));
        return arms;
    }

    private Arm free(String attribute, Optional<LocalDate> from, Optional<LocalDate> before) {
        Cutoffs always = new Cutoffs("always", Optional.of(new Cutoff(ALWAYS, policy.zone())), Map.of());
        return new Arm(attribute, always, from, before, policy.zone(), Optional.empty());
    }

    private List<Arm> arms(EntityRules.Bound rule, boolean ceilings) {
        List<Arm> arms = new ArrayList<>();
        rule.attribute().ifPresent(attribute -> arms.addAll(periodArms(rule, attribute, ceilings)));
        for (RetentionRule version : rule.versions()) {
            version.fallback()
                    .filter(fallback -> ceilings ? version.isCeiling() : version.isFloor())
                    .ifPresent(fallback -> arms.add(new Arm(
                            fallback.attribute(),
                            cutoffs(rule, version, Optional.of(fallback)),
                            version.recordsFrom(),
                            rule.endOf(version),
                            policy.zone(),
                            rule.attribute())));
        }
        return arms;
    }

    private List<Arm> periodArms(EntityRules.Bound rule, String attribute, boolean ceilings) {
        return rule.versions().stream()
                .filter(version -> ceilings ? version.isCeiling() : version.isFloor())
                .map(version -> new Arm(
                        attribute,
                        cutoffs(rule, version, Optional.empty()),
                        version.recordsFrom(),
                        rule.endOf(version),
                        policy.zone(),
                        Optional.empty()))
                .toList();
    }

    private Cutoffs cutoffs(EntityRules.Bound rule, RetentionRule version, Optional<RetentionRule.Fallback> fallback) {
        String name = rule.id() + "#" + rule.versions().indexOf(version) + (fallback.isPresent() ? "/latest" : "");
        Cutoffs known = cutoffs.get(name);
        if (known == null) {
            Trigger trigger = fallback.isPresent() ? FALLBACK : version.trigger();
            known = terms.cutoffs(name, version, trigger, fallback.map(RetentionRule.Fallback::period), at);
            cutoffs.put(name, known);
        }
        return known;
    }
}
