package dev.sojourn.retention;

import dev.sojourn.policy.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What lies around the rows: joins each kind of data with its parts and copies, when Sojourn starts. */
public final class Satellites {

    private final List<RowPart> parts;
    private final List<DataCopy> copies;

    /**
     * Parts and copies.
     *
     * @param parts what belongs to rows and lies outside their database
     * @param copies what copies rows
     */
    public Satellites(List<RowPart> parts, List<DataCopy> copies) {
        this.parts = List.copyOf(parts);
        this.copies = List.copyOf(copies);
    }

    /**
     * Finds parts and copies that could be forgotten or not be told apart.
     *
     * @param data every kind of data
     * @return every fault; empty when there is none
     */
    public List<Fault> faults(List<PersonalDataStore> data) {
        List<Fault> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> owned = new HashSet<>();
        Set<Class<?>> types = new HashSet<>();
        for (PersonalDataStore store : data) {
            DataDescription entity = store.describe();
            names.add(entity.entity());
            types.add(entity.type());
            owned.addAll(entity.children());
        }
        Set<Class<?>> ownedTypes = new HashSet<>();
        data.stream()
                .map(PersonalDataStore::describe)
                .filter(entity -> owned.contains(entity.entity()))
                .forEach(entity -> ownedTypes.add(entity.type()));
        for (RowPart part : parts) {
            String element = "part '" + part.name() + "'";
            if (!names.add(part.name())) {
                faults.add(new Fault(element, "bears a name taken by other data", "give it a name of its own"));
            }
            check(element, part.owner(), types, ownedTypes, faults);
        }
        Set<String> copyNames = new HashSet<>();
        for (DataCopy copy : copies) {
            String element = "copy '" + copy.name() + "'";
            if (!copyNames.add(copy.name())) {
                faults.add(new Fault(element, "is declared twice", "declare it once, with all its classes"));
            }
            copy.types().forEach(type -> check(element, type, types, ownedTypes, faults));
        }
        return faults;
    }

    private static void check(
            String element, Class<?> type, Set<Class<?>> types, Set<Class<?>> owned, List<Fault> faults) {
        if (!types.contains(type)) {
            faults.add(new Fault(
                    element,
                    "is of " + type.getName() + ", which is no data under a rule",
                    "name a class that is, or put this one under a rule"));
        } else if (owned.contains(type)) {
            faults.add(new Fault(
                    element,
                    "is of " + type.getSimpleName() + ", whose rows may go with a row that owns them, unseen",
                    "let it belong to the owning row"));
        }
    }

    /**
     * Joins data with its parts and copies.
     *
     * @param data every kind of data, without faults
     * @param disposals keeps what copies must hear
     * @param time tells when rows go
     * @return the same kinds in the same order; those without parts and copies as they are
     */
    public List<PersonalDataStore> around(
            List<PersonalDataStore> data, DisposalStore disposals, Supplier<Instant> time) {
        return data.stream()
                .map(store -> {
                    if (!isOfWholeRows(store.describe(), data)) {
                        return store;
                    }
                    Class<?> type = store.describe().type();
                    List<RowPart> own = parts.stream()
                            .filter(part -> part.owner().equals(type))
                            .toList();
                    List<DataCopy> told = copies.stream()
                            .filter(copy -> copy.types().contains(type))
                            .toList();
                    return own.isEmpty() && told.isEmpty()
                            ? store
                            : new DataWithSatellites(store, own, told, disposals, time);
                })
                .toList();
    }

    /** One attribute of rows, redacted or taken away while they stay, takes nothing with it and is no row that is gone. */
    private static boolean isOfWholeRows(DataDescription kind, List<PersonalDataStore> data) {
        return kind.part().isEmpty()
                && data.stream()
                        .map(PersonalDataStore::describe)
                        .filter(other -> other.type().equals(kind.type()))
                        .noneMatch(other -> kind.entity().startsWith(other.entity() + "."));
    }
}
