package dev.sojourn.retention;

import dev.sojourn.policy.Disposition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One step of a run: the rows of an entity that one rule makes due for one cause. */
record Step(
        EntityRules entity,
        EntityRules.Bound rule,
        SweepPlan.Cause cause,
        Disposition disposition,
        Selection selection,
        List<Arm> event,
        Optional<String> tenant) {

    static Step of(SweepPlan.Step planned, Rulebook rulebook) {
        EntityRules entity = rulebook.entity(planned.entity()).orElseThrow(() -> unknown(planned));
        EntityRules.Bound rule = entity.rules().stream()
                .filter(bound -> bound.id().equals(planned.rule()))
                .findFirst()
                .orElseThrow(() -> unknown(planned));
        return new Step(
                entity,
                rule,
                planned.cause(),
                planned.disposition(),
                planned.selection(),
                planned.event(),
                planned.tenant());
    }

    /** Whether both are over the rows of the same entity, of the same tenant where tenants' rows lie apart. */
    boolean isOverRowsOf(Step other) {
        return entity.name().equals(other.entity().name()) && tenant.equals(other.tenant());
    }

    /** The rows it is over, as messages and failures name them. */
    String rows() {
        return nameOf(entity.name(), tenant);
    }

    static String nameOf(String entity, Optional<String> tenant) {
        return entity + tenant.map(one -> " of tenant '" + one + "'").orElse("");
    }

    /** The same step over the rows of one tenant. */
    Step of(String one) {
        return new Step(entity, rule, cause, disposition, selection, event, Optional.of(one));
    }

    /** Runs work where the store sees the step's rows. */
    <T> T within(Supplier<T> work) {
        return tenant.isPresent() ? entity.description().within(tenant.get(), work) : work.get();
    }

    /** Whether a row that belongs to one of the two steps cannot belong to the other. */
    boolean excludes(Step other) {
        return isOverRowsOf(other) && finality() == other.finality();
    }

    Finality finality() {
        return Finality.of(disposition);
    }

    /** Whether the row's subjects, rather than its attributes, make it due by this step. */
    boolean startsFromSubjects() {
        return cause != SweepPlan.Cause.PERIOD;
    }

    /** Whether rows of this step are past the rule; a row selected by its attributes is by being selected. */
    boolean selects(DataRow row, Resolution resolution, Circumstances now) {
        return switch (cause) {
            case PERIOD -> true;
            case EVENT ->
                happened(row, now)
                        .filter(moment -> event.stream().anyMatch(arm -> arm.selects(at(row, arm, moment))))
                        .isPresent();
            case SOURCE_DISPOSED -> resolution.isSourceDue(row, now);
            case BASIS_ENDED ->
                rule.versions().stream()
                        .anyMatch(version ->
                                resolution.basisEnded(version, row, now).isPresent());
        };
    }

    /** The trigger that made the row due. */
    Optional<Anchor> triggerOf(DataRow row, Resolution resolution, Circumstances now) {
        return switch (cause) {
            case PERIOD ->
                selection.due().stream()
                        .filter(arm -> arm.selects(row))
                        .map(arm -> row.anchors().get(arm.attribute()))
                        .findFirst();
            case EVENT -> happened(row, now);
            case SOURCE_DISPOSED -> now.sourceEnd(row.key()).map(Anchor.Moment::new);
            case BASIS_ENDED ->
                rule.versions().stream()
                        .flatMap(version -> resolution.basisEnded(version, row, now).stream())
                        .<Anchor>map(Anchor.Moment::new)
                        .findFirst();
        };
    }

    private Optional<Anchor> happened(DataRow row, Circumstances now) {
        return row.subjects().isEmpty()
                ? Optional.empty()
                : rule.hostEvent()
                        .flatMap(name -> now.event(name, row.subjects()))
                        .map(Anchor.Moment::new);
    }

    private static DataRow at(DataRow row, Arm arm, Anchor moment) {
        return new DataRow(row.key(), row.tenant(), List.of(), Map.of(arm.attribute(), moment), List.of());
    }

    private static IllegalStateException unknown(SweepPlan.Step planned) {
        return new IllegalStateException("the plan names entity '" + planned.entity() + "' under rule '"
                + planned.rule() + "', which this installation does not know: preview again");
    }
}
