package dev.sojourn.rights;

import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.RowsOfSubjects;
import dev.sojourn.retention.Selection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A person's rows, store by store and page by page. */
final class SubjectPages {

    private SubjectPages() {}

    /** The stores whose rows of one person may be handled in one unit: whole rows, all in the unit's own database. */
    static List<PersonalDataStore> joint(List<PersonalDataStore> stores) {
        return stores.stream()
                .filter(RowsOfSubjects.class::isInstance)
                .filter(store -> store.describe().part().isEmpty()
                        && store.describe().catalog().isEmpty())
                .toList();
    }

    /** Whether a page was a store's last: others than those that promise it may hand over fewer than they were asked for. */
    static boolean isLast(PersonalDataStore store, List<RowKey> keys, int limit) {
        return keys.isEmpty() || store instanceof RowsOfSubjects && keys.size() < limit;
    }

    /** Each page in a unit of its own, so that a store that fails spoils no other's. */
    static void each(
            UnitOfWork work, PersonalDataStore store, DataSubject subject, int size, Consumer<List<RowKey>> use) {
        Optional<RowKey> after = Optional.empty();
        do {
            Optional<RowKey> from = after;
            after = store.describe()
                    .within(
                            subject.tenant(),
                            () -> work.runNew(() -> {
                                List<RowKey> keys = store.candidates(Selection.of(List.of(subject)), from, size);
                                if (!keys.isEmpty()) {
                                    use.accept(keys);
                                }
                                return isLast(store, keys, size)
                                        ? Optional.<RowKey>empty()
                                        : Optional.of(keys.get(keys.size() - 1));
                            }));
        } while (after.isPresent());
    }
}
