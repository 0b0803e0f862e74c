package dev.sojourn.rights;

import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.RowsOfSubjects;
import dev.sojourn.retention.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Copies a person's rows out of every store, whole or not at all. */
final class Copying {

    private final UnitOfWork work;
    private final DataSubject subject;
    private final int pageSize;

    Copying(UnitOfWork work, DataSubject subject, int pageSize) {
        this.work = work;
        this.subject = subject;
        this.pageSize = pageSize;
    }

    /**
     * Copies rows, and does something with them in the unit in which those of the unit's own database were read: where the
     * caller is in a unit already, they are read in one of their own, which sees what had committed.
     *
     * @param then is handed the rows by entity, in the order of the stores; those without rows are left out
     */
    <T> T run(List<PersonalDataStore> stores, Function<Map<String, List<Map<String, Object>>>, T> then) {
        List<PersonalDataStore> joint = SubjectPages.joint(stores);
        Map<PersonalDataStore, List<Map<String, Object>>> copied = new HashMap<>();
        stores.stream().filter(store -> !joint.contains(store)).forEach(store -> copied.put(store, apart(store)));
        if (work.isRunning() && !joint.isEmpty()) {
            copied.putAll(work.runNew(() -> together(joint)));
        }
        return work.run(() -> {
            if (!copied.keySet().containsAll(joint)) {
                copied.putAll(together(joint));
            }
            Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();
            for (PersonalDataStore store : stores) {
                List<Map<String, Object>> theirs = copied.getOrDefault(store, List.of());
                if (!theirs.isEmpty()) {
                    rows.put(store.describe().entity(), theirs);
                }
            }
            return then.apply(rows);
        });
    }

    private Map<PersonalDataStore, List<Map<String, Object>>> together(List<PersonalDataStore> stores) {
        Map<PersonalDataStore, List<Map<String, Object>>> copied = new HashMap<>();
        stores.forEach(store -> copied.put(store, pages((RowsOfSubjects) store)));
        return copied;
    }

    private List<Map<String, Object>> apart(PersonalDataStore store) {
        List<Map<String, Object>> copied = new ArrayList<>();
        SubjectPages.each(work, store, subject, pageSize, keys -> copied.addAll(store.copy(theirs(store, keys))));
        return copied;
    }

    /** Candidates are the store's; whose rows they are is told by the rows, since a store may compare ids loosely. */
    private List<RowKey> theirs(PersonalDataStore store, List<RowKey> candidates) {
        return store.read(Selection.of(List.of(subject)), candidates, false).stream()
                .map(DataRow::key)
                .toList();
    }

    private List<Map<String, Object>> pages(RowsOfSubjects store) {
        List<Map<String, Object>> copied = new ArrayList<>();
        Optional<RowKey> after = Optional.empty();
        do {
            RowsOfSubjects.Page<Map<String, Object>> page =
                    store.copies(Selection.of(List.of(subject)), after, pageSize);
            copied.addAll(page.rows());
            after = page.next();
        } while (after.isPresent());
        return copied;
    }
}
