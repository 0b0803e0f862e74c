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

    /** By entity, in the order of the stores; those without rows are left out. */
    Map<String, List<Map<String, Object>>> run(List<PersonalDataStore> stores) {
        List<PersonalDataStore> joint = SubjectPages.joint(stores);
        Map<PersonalDataStore, List<Map<String, Object>>> together = joint.isEmpty()
                ? Map.of()
                : work.runNew(() -> {
                    Map<PersonalDataStore, List<Map<String, Object>>> copied = new HashMap<>();
                    joint.forEach(store -> copied.put(store, pages((RowsOfSubjects) store)));
                    return copied;
                });
        Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();
        for (PersonalDataStore store : stores) {
            List<Map<String, Object>> copied = together.get(store);
            if (copied == null) {
                List<Map<String, Object>> pages = new ArrayList<>();
                SubjectPages.each(
                        work, store, subject, pageSize, keys -> pages.addAll(store.copy(theirs(store, keys))));
                copied = pages;
            }
            if (!copied.isEmpty()) {
                rows.put(store.describe().entity(), copied);
            }
        }
        return rows;
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
