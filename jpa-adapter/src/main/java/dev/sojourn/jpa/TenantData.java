package dev.sojourn.jpa;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.Arm;
import dev.sojourn.retention.CountsByLine;
import dev.sojourn.retention.Cutoff;
import dev.sojourn.retention.Cutoffs;
import dev.sojourn.retention.DataDescription;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.RowPages;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.Tally;
import dev.sojourn.retention.TenantCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rows that do not name their tenant, for they lie in its own schema or database: all that the calling thread's unit sees
 * are of the tenant it is in, and outside any there is no answer.
 */
class TenantData implements PersonalDataStore {

    /** Rows that are counted between lines, too. */
    static final class Counting extends TenantData implements CountsByLine {

        private final CountsByLine rows;

        private Counting(
                JpaUnitOfWork work, PersonalDataStore rows, CountsByLine counting, Optional<TenantCatalog> apart) {
            super(work, rows, apart);
            this.rows = counting;
        }

        @Override
        public Map<String, List<Long>> tally(Selection selection, String attribute, List<Cutoff> lines) {
            return here(tenant -> {
                Map<String, List<Long>> counts = new HashMap<>();
                rows.tally(own(selection, tenant), attribute, lines).values().forEach(own -> counts.put(tenant, own));
                return counts;
            });
        }
    }

    private final JpaUnitOfWork work;
    private final PersonalDataStore rows;
    private final Optional<TenantCatalog> apart;
    private final SharedCaches caches;

    private TenantData(JpaUnitOfWork work, PersonalDataStore rows, Optional<TenantCatalog> apart) {
        this.work = work;
        this.rows = rows;
        this.apart = apart;
        this.caches = new SharedCaches(work.factory());
    }

    /**
     * Rows of the tenant a unit is in.
     *
     * @param apart through which the core enters one tenant after the other; empty where all units are in the same
     */
    static PersonalDataStore of(JpaUnitOfWork work, PersonalDataStore rows, Optional<TenantCatalog> apart) {
        return rows instanceof CountsByLine counting
                ? new Counting(work, rows, counting, apart)
                : new TenantData(work, rows, apart);
    }

    @Override
    public DataDescription describe() {
        return apart.map(rows.describe()::splitBy).orElseGet(rows.describe()::withTenant);
    }

    @Override
    public List<Tally> tally(Selection selection) {
        return here(tenant -> rows.tally(own(selection, tenant)).stream()
                .map(tally -> new Tally(tenant, tally.due(), tally.oldest(), tally.notStarted()))
                .toList());
    }

    @Override
    public List<RowKey> candidates(Selection selection, Optional<RowKey> after, int limit) {
        return here(tenant -> rows.candidates(own(selection, tenant), after, limit));
    }

    @Override
    public List<DataRow> read(Selection selection, List<RowKey> keys, boolean locking) {
        return here(tenant -> rows.read(own(selection, tenant), keys, locking).stream()
                .map(row -> of(row, tenant))
                .toList());
    }

    /** The provider's shared cache knows a row by its tenant too, so that more than its key goes from it. */
    @Override
    public Map<String, Long> dispose(List<DataRow> going, Disposition disposition) {
        return here(tenant -> {
            Map<String, Long> gone = rows.dispose(going, disposition);
            work.afterCompletion(committed -> caches.forget(gone.keySet()));
            return gone;
        });
    }

    @Override
    public List<Map<String, Object>> copy(List<RowKey> keys) {
        return here(tenant -> rows.copy(keys));
    }

    <T> T here(Function<String, T> use) {
        return work.call(entityManager -> use.apply(work.unit()
                .tenant()
                .orElseThrow(() -> new StoreException(
                        "rows of " + rows.describe().entity()
                                + " lie apart for each tenant, and were asked for in none",
                        new IllegalStateException("enter the tenant through its TenantCatalog first"),
                        false))));
    }

    /** The same selection among rows of one tenant that do not name it. */
    static Selection own(Selection selection, String tenant) {
        return new Selection(
                selection.run(),
                own(selection.due(), tenant),
                selection.passed().stream().map(floor -> own(floor, tenant)).toList(),
                own(selection.notDue(), tenant),
                selection
                        .subjects()
                        .map(all -> all.stream()
                                .filter(subject -> subject.tenant().equals(tenant))
                                .map(subject -> of(subject, ""))
                                .toList()),
                selection.pending(),
                selection.sources());
    }

    private static List<Arm> own(List<Arm> arms, String tenant) {
        return arms.stream()
                .map(arm -> new Arm(
                        arm.attribute(),
                        new Cutoffs(arm.cutoffs().name(), arm.cutoffs().of(tenant), Map.of()),
                        arm.recordsFrom(),
                        arm.recordsBefore(),
                        arm.versionZone(),
                        arm.whileNull()))
                .toList();
    }

    private static DataRow of(DataRow row, String tenant) {
        List<DataRow> children = row.children() instanceof RowPages pages
                ? pages.changed(child -> of(child, tenant))
                : row.children().stream().map(child -> of(child, tenant)).toList();
        return new DataRow(
                row.key(),
                tenant,
                row.subjects().stream().map(subject -> of(subject, tenant)).toList(),
                row.mentioned().stream().map(subject -> of(subject, tenant)).toList(),
                row.anchors(),
                children,
                row.keptBy(),
                row.source());
    }

    private static DataSubject of(DataSubject subject, String tenant) {
        return new DataSubject(subject.id(), subject.kind(), tenant);
    }
}
