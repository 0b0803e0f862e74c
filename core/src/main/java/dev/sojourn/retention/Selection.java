package dev.sojourn.retention;

import dev.sojourn.policy.DataSubject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which rows of one entity a step of a run is about; {@link #selects} says in Java what a store must say in its own
 * query language.
 *
 * @param run the run's id, under which the store keeps the tenants' cutoffs
 * @param due a row is selected when any of these arms selects it; empty means every row
 * @param passed and, for each floor, any of its arms
 * @param notDue and none of these: the arms of earlier steps over the same entity
 * @param subjects and its subject is one of these; empty for rows of all subjects; at most 1,000
 */
public record Selection(
        String run, List<Arm> due, List<List<Arm>> passed, List<Arm> notDue, Optional<List<DataSubject>> subjects) {

    /** Checks the parts and copies the lists. */
    public Selection {
        Objects.requireNonNull(run, "run");
        due = List.copyOf(due);
        passed = passed.stream().map(List::copyOf).toList();
        notDue = List.copyOf(notDue);
        subjects = subjects.map(List::copyOf);
    }

    /**
     * Every row of the entity.
     *
     * @return the selection
     */
    public static Selection everything() {
        return new Selection("", List.of(), List.of(), List.of(), Optional.empty());
    }

    /**
     * Every row of some subjects.
     *
     * @param subjects at most 1,000
     * @return the selection
     */
    public static Selection of(List<DataSubject> subjects) {
        return new Selection("", List.of(), List.of(), List.of(), Optional.of(subjects));
    }

    /**
     * The same selection among the rows of some subjects.
     *
     * @param subjects at most 1,000
     * @return the selection
     */
    public Selection among(List<DataSubject> subjects) {
        return new Selection(run, due, passed, notDue, Optional.of(subjects));
    }

    /**
     * Whether a row is selected.
     *
     * @param row the row
     * @return what a store's query must select
     */
    public boolean selects(DataRow row) {
        return (due.isEmpty() || due.stream().anyMatch(arm -> arm.selects(row)))
                && passed.stream().allMatch(floor -> floor.stream().anyMatch(arm -> arm.selects(row)))
                && notDue.stream().noneMatch(arm -> arm.selects(row))
                && subjects.map(all -> row.subjects().stream().anyMatch(all::contains))
                        .orElse(true);
    }
}
