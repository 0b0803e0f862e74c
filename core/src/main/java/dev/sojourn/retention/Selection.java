package dev.sojourn.retention;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
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
 * @param pending and something in it is still to be done by this disposition, which leaves the row: the store alone
 *     knows; empty where it does not matter
 * @param sources and it was derived from one of these rows; empty for rows whatever they were derived from; at most 100
 */
public record Selection(
        String run,
        List<Arm> due,
        List<List<Arm>> passed,
        List<Arm> notDue,
        Optional<List<DataSubject>> subjects,
        Optional<Disposition> pending,
        Optional<List<RowKey>> sources) {

    /** Checks the parts and copies the lists. */
    public Selection {
        Objects.requireNonNull(run, "run");
        due = List.copyOf(due);
        passed = passed.stream().map(List::copyOf).toList();
        notDue = List.copyOf(notDue);
        subjects = subjects.map(List::copyOf);
        Objects.requireNonNull(pending, "pending");
        sources = sources.map(List::copyOf);
    }

    /**
     * A selection of rows whatever they were derived from.
     *
     * @param run the run's id
     * @param due the arms by which rows are due
     * @param passed the arms by which they are past each floor
     * @param notDue the arms of earlier steps
     * @param subjects whose rows
     * @param pending by which disposition something is still to be done
     */
    public Selection(
            String run,
            List<Arm> due,
            List<List<Arm>> passed,
            List<Arm> notDue,
            Optional<List<DataSubject>> subjects,
            Optional<Disposition> pending) {
        this(run, due, passed, notDue, subjects, pending, Optional.empty());
    }

    /**
     * A selection of rows whatever was done to them before.
     *
     * @param run the run's id
     * @param due the arms by which rows are due
     * @param passed the arms by which they are past each floor
     * @param notDue the arms of earlier steps
     * @param subjects whose rows
     */
    public Selection(
            String run, List<Arm> due, List<List<Arm>> passed, List<Arm> notDue, Optional<List<DataSubject>> subjects) {
        this(run, due, passed, notDue, subjects, Optional.empty());
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
        return new Selection(run, due, passed, notDue, Optional.of(subjects), pending, sources);
    }

    /**
     * The same selection among the rows to which a disposition was not yet done.
     *
     * @param disposition one that leaves the row
     * @return the selection
     */
    public Selection pending(Disposition disposition) {
        return new Selection(run, due, passed, notDue, subjects, Optional.of(disposition), sources);
    }

    /**
     * The same selection among the rows derived from others.
     *
     * @param rows the others, at most 100, of one entity
     * @return the selection
     */
    public Selection from(List<RowKey> rows) {
        return new Selection(run, due, passed, notDue, subjects, pending, Optional.of(rows));
    }

    /**
     * Whether a row is selected, {@link #pending} aside, which the store adds.
     *
     * @param row the row
     * @return what a store's query must select
     */
    public boolean selects(DataRow row) {
        return (due.isEmpty() || due.stream().anyMatch(arm -> arm.selects(row)))
                && passed.stream().allMatch(floor -> floor.stream().anyMatch(arm -> arm.selects(row)))
                && notDue.stream().noneMatch(arm -> arm.selects(row))
                && subjects.map(all -> row.subjects().stream().anyMatch(all::contains))
                        .orElse(true)
                && isFrom(row);
    }

    /** By their ids, since a row knows its source by the entity an association names, be it one above the source's own. */
    private boolean isFrom(DataRow row) {
        return sources.isEmpty()
                || row.source()
                        .filter(source -> sources.get().stream()
                                .anyMatch(known -> known.id().equals(source.id())))
                        .isPresent();
    }
}
