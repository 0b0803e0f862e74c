package dev.sojourn.jpa;

import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.CountsByLine;
import dev.sojourn.retention.Cutoff;
import dev.sojourn.retention.DataDescription;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.RowsOfSubjects;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.Tally;
import jakarta.persistence.Cache;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of one entity of the host: selected, locked and disposed of by statements, never loaded. */
final class EntityData implements PersonalDataStore, CountsByLine, RowsOfSubjects {

    private final JpaUnitOfWork work;
    private final EntityModel model;
    private final RetainedEntity entity;
    private final Provider provider;
    private final Set<String> timesJoin;
    private final boolean tenantRequired;
    private volatile @Nullable DataDescription described;

    EntityData(JpaUnitOfWork work, EntityModel model, RetainedEntity entity, Provider provider) {
        this.work = work;
        this.model = model;
        this.entity = entity;
        this.provider = provider;
        this.tenantRequired = entity.tenant()
                .filter(way -> Ways.isAlwaysThere(work.factory(), entity.type(), way))
                .isPresent();
        this.timesJoin = entity.times().entrySet().stream()
                .filter(time -> time.getValue().isDay()
                        ? provider.keepsAlike(entity.type(), time.getKey(), RunCutoff.class, "beforeDay")
                        : time.getValue().isInstant()
                                && provider.keepsAlike(entity.type(), time.getKey(), RunCutoff.class, "beforeAt"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public DataDescription describe() {
        DataDescription known = described;
        if (known == null) {
            known = description();
            described = known;
        }
        return known;
    }

    private DataDescription description() {
        Set<String> times = new TreeSet<>(entity.times().keySet());
        times.addAll(entity.faulty());
        DataDescription made = new DataDescription(
                        entity.name(),
                        entity.type(),
                        entity.bindings(),
                        times,
                        entity.tenant().isPresent(),
                        !entity.owners().isEmpty(),
                        entity.links().stream()
                                .map(RetainedEntity.Link::child)
                                .distinct()
                                .toList(),
                        model.isReferenced(entity),
                        dispositions(),
                        entity.subjects().stream().anyMatch(RetainedEntity.Subject::mentioned))
                .from(entity.derived().map(RetainedEntity.Derivation::sources).orElse(List.of()));
        return tenantRequired ? made.withTenant() : made;
    }

    private Set<Disposition> dispositions() {
        Set<Disposition> dispositions = EnumSet.of(Disposition.DELETE);
        if (!entity.redactedBy(Disposition.REDACT).isEmpty()) {
            dispositions.add(Disposition.REDACT);
        }
        if (!entity.redactedBy(Disposition.BY_HOST).isEmpty()) {
            dispositions.add(Disposition.BY_HOST);
        }
        if (Anonymity.isEndOf(entity.bindings(), model.policy())) {
            dispositions.add(Disposition.ANONYMISE);
        }
        return dispositions;
    }

    @Override
    public List<Tally> tally(Selection selection) {
        return tally(selection, pending(selection));
    }

    List<Tally> tally(Selection selection, List<RedactedAttribute> pending) {
        SelectionQuery query = new SelectionQuery(entity, selection, true, timesJoin, pending);
        TallyColumns columns = new TallyColumns(entity, selection, query);
        String jpql = "select " + columns.text() + " from " + entity.name() + " e" + query.joins() + " where ("
                + query.condition() + ") or " + query.notStarted() + columns.grouping();
        Map<String, Tally> byTenant = new TreeMap<>();
        asked(entityManager -> Rows.columns(query.bind(entity.key().queries().query(entityManager, jpql))))
                .forEach(row -> {
                    Tally tally = columns.read(row);
                    if (tally.due() + tally.notStarted() > 0) {
                        byTenant.merge(tally.tenant(), tally, TallyColumns::sum);
                    }
                });
        return List.copyOf(byTenant.values());
    }

    @Override
    public Map<String, List<Long>> tally(Selection selection, String attribute, List<Cutoff> lines) {
        return asked(
                entityManager -> new LineCounts(entityManager, entity, timesJoin).count(selection, attribute, lines));
    }

    @Override
    public List<RowKey> candidates(Selection selection, Optional<RowKey> after, int limit) {
        return candidates(selection, after, limit, pending(selection));
    }

    List<RowKey> candidates(Selection selection, Optional<RowKey> after, int limit, List<RedactedAttribute> pending) {
        SelectionQuery selected = new SelectionQuery(entity, selection, true, timesJoin, pending);
        Key id = entity.key();
        List<Object> ids = asked(entityManager -> selected.looksUpCutoffs() && id.isSingle()
                ? new KeyWindows(entityManager, entity, selected).keys(after.map(key -> id.fromHost(key.id())), limit)
                : page(entityManager, selected, id.columns("e"), after, limit).stream()
                        .map(row -> id.read(row, 0))
                        .toList());
        return ids.stream().map(one -> new RowKey(entity.name(), one)).toList();
    }

    @Override
    public List<DataRow> read(Selection selection, List<RowKey> keys, boolean locking) {
        return read(selection, keys, locking, pending(selection));
    }

    List<DataRow> read(Selection selection, List<RowKey> keys, boolean locking, List<RedactedAttribute> pending) {
        SelectionQuery selected = new SelectionQuery(entity, selection, false, timesJoin, pending);
        List<Object> ids = ids(keys);
        return asked(entityManager -> {
            Reading reading = new Reading(entityManager, model, locking, more -> children(more, locking));
            List<Object> free = locking ? provider.lockUnlocked(entityManager, entity, ids) : ids;
            Map<Object, DataRow> found = reading.rows(entity, free, selected.condition(), selected::bind).stream()
                    .filter(selected::agrees)
                    .collect(Collectors.toMap(row -> row.key().id(), Function.identity()));
            return ids.stream()
                    .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                    .toList();
        });
    }

    @Override
    public Map<String, Long> dispose(List<DataRow> rows, Disposition disposition) {
        if (!dispositions().contains(disposition)) {
            throw new IllegalArgumentException(
                    entity.name() + " cannot be disposed of by " + disposition + ": described are " + dispositions());
        }
        if (disposition == Disposition.ANONYMISE) {
            return anonymise(rows);
        }
        if (disposition.keepsRow()) {
            return redact(rows, entity.redactedBy(disposition));
        }
        return work.call(entityManager -> {
            try {
                Disposal disposal = new Disposal(entityManager, model);
                Map<String, Long> gone = disposal.dispose(entity, rows);
                Cache shared = entityManager.getEntityManagerFactory().getCache();
                disposal.evict(shared);
                work.afterCompletion(committed -> disposal.evict(shared));
                return gone;
            } catch (RuntimeException e) {
                throw StoreFailures.ofDisposal("dispose of rows of " + entity.name(), e);
            }
        });
    }

    /** References that may be cut are, so that no row of a person leads to one that is nobody's. */
    private Map<String, Long> anonymise(List<DataRow> rows) {
        List<Object> ids = rows.stream().map(row -> row.key().id()).toList();
        return work.call(entityManager -> {
            Map<String, Long> counts = new TreeMap<>();
            try {
                counts.putAll(new Disposal(entityManager, model).unlink(entity, ids));
            } catch (RuntimeException e) {
                throw StoreFailures.ofDisposal("anonymise rows of " + entity.name(), e);
            }
            counts.putAll(redact(rows, entity.redactedBy(Disposition.ANONYMISE)));
            return counts;
        });
    }

    Map<String, Long> redact(List<DataRow> rows, List<RedactedAttribute> attributes) {
        return work.call(entityManager -> {
            try {
                List<Object> ids = rows.stream().map(row -> row.key().id()).toList();
                Redacting redacting = new Redacting(entityManager, entity);
                Map<String, Long> changed = redacting.redact(attributes, ids);
                Cache shared = entityManager.getEntityManagerFactory().getCache();
                redacting.evict(shared, ids);
                work.afterCompletion(committed -> redacting.evict(shared, ids));
                return changed;
            } catch (RuntimeException e) {
                throw StoreFailures.ofDisposal("redact rows of " + entity.name(), e);
            }
        });
    }

    private List<RedactedAttribute> pending(Selection selection) {
        return selection.pending().map(entity::redactedBy).orElse(List.of());
    }

    @Override
    public List<Map<String, Object>> copy(List<RowKey> keys) {
        List<Object> ids = ids(keys);
        return asked(entityManager -> new Copying(entityManager, model).copies(entity, ids));
    }

    @Override
    public Page<DataRow> rows(Selection selection, Optional<RowKey> after, int limit) {
        SelectionQuery selected = new SelectionQuery(entity, selection, true, timesJoin, pending(selection));
        return asked(entityManager -> {
            List<@Nullable Object[]> found = page(entityManager, selected, Reading.columns(entity), after, limit);
            List<DataRow> rows = new Reading(entityManager, model, false, more -> children(more, false))
                    .rows(entity, found).stream().filter(selected::agrees).toList();
            return new Page<>(rows, next(found, limit));
        });
    }

    @Override
    public Page<Map<String, Object>> copies(Selection selection, Optional<RowKey> after, int limit) {
        SelectionQuery selected = new SelectionQuery(entity, selection, true, timesJoin, pending(selection));
        return asked(entityManager -> {
            String columns =
                    Copying.ways(entity).stream().map(way -> "e." + way).collect(Collectors.joining(", "));
            List<@Nullable Object[]> found = page(entityManager, selected, columns, after, limit);
            List<@Nullable Object[]> theirs = new Reading(entityManager, model, false, more -> children(more, false))
                    .those(entity, found, selected::agrees);
            List<Map<String, Object>> copies = List.copyOf(
                    new Copying(entityManager, model).copiesOf(entity, theirs).values());
            return new Page<>(copies, next(found, limit));
        });
    }

    private List<@Nullable Object[]> page(
            EntityManager entityManager, SelectionQuery selected, String columns, Optional<RowKey> after, int limit) {
        Key id = entity.key();
        String jpql = "select " + columns + " from " + entity.name() + " e" + selected.joins() + " where "
                + selected.condition() + (after.isPresent() ? " and " + id.after("e") : "") + " order by "
                + id.columns("e");
        Query query = selected.bind(
                selected.isOfSubjects()
                        ? id.queries().query(entityManager, jpql, limit)
                        : id.queries().query(entityManager, jpql).setMaxResults(limit));
        after.ifPresent(key -> id.bindAfter(query, id.fromHost(key.id())));
        return Rows.columns(query);
    }

    private Optional<RowKey> next(List<@Nullable Object[]> found, int limit) {
        return found.size() < limit
                ? Optional.empty()
                : Optional.of(new RowKey(entity.name(), entity.key().read(found.get(found.size() - 1), 0)));
    }

    /** Of keys read here, or of ids as the host knows them. */
    private List<Object> ids(List<RowKey> keys) {
        return keys.stream().map(key -> entity.key().fromHost(key.id())).toList();
    }

    private List<DataRow> children(List<RowKey> keys, boolean locking) {
        return asked(entityManager ->
                new Reading(entityManager, model, locking, more -> children(more, locking)).children(keys));
    }

    private <T> T asked(Function<EntityManager, T> query) {
        return work.call(entityManager -> {
            try {
                return query.apply(entityManager);
            } catch (RuntimeException e) {
                throw StoreFailures.translate("read rows of " + entity.name(), e);
            }
        });
    }
}
