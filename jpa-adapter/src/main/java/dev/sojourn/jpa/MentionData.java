package dev.sojourn.jpa;

import dev.sojourn.policy.Disposition;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one attribute of an entity says of people its rows are not about. To dispose of a row here is to take the mention
 * out of it; what keeps the row keeps the mention.
 */
final class MentionData implements PersonalDataStore, RowsOfSubjects {

    private final JpaUnitOfWork work;
    private final RetainedEntity entity;
    private final RetainedEntity.Mention mention;
    private final EntityData rows;

    MentionData(
            JpaUnitOfWork work,
            EntityModel model,
            RetainedEntity entity,
            RetainedEntity.Subject subject,
            Provider provider) {
        this.work = work;
        this.entity = entity;
        this.mention = subject.mention().orElseThrow();
        this.rows = new EntityData(work, model, entity.seenBy(subject), provider);
    }

    private String name() {
        return entity.name() + "." + mention.attribute();
    }

    @Override
    public DataDescription describe() {
        DataDescription described = new DataDescription(
                name(),
                entity.type(),
                List.of(),
                Set.of(),
                entity.tenant().isPresent(),
                true,
                List.of(),
                false,
                Set.of(Disposition.DELETE));
        return rows.describe().tenantRequired() ? described.withTenant() : described;
    }

    @Override
    public List<Tally> tally(Selection selection) {
        return rows.tally(selection);
    }

    @Override
    public List<RowKey> candidates(Selection selection, Optional<RowKey> after, int limit) {
        return rows.candidates(selection, after, limit);
    }

    @Override
    public List<DataRow> read(Selection selection, List<RowKey> keys, boolean locking) {
        return rows.read(selection, keys, locking);
    }

    @Override
    public Map<String, Long> dispose(List<DataRow> mentioning, Disposition disposition) {
        if (disposition != Disposition.DELETE) {
            throw new IllegalArgumentException(
                    name() + " cannot be disposed of by " + disposition + ": only DELETE is described");
        }
        List<Object> ids = mentioning.stream().map(row -> row.key().id()).toList();
        return work.call(entityManager -> {
            try {
                entityManager.flush();
                long taken = take(entityManager, ids);
                entity.key().queries().clearPast(entityManager, entity.name(), mention.attribute(), entity.key(), ids);
                List<Object> hostIds =
                        ids.stream().map(id -> entity.key().toHost(id)).toList();
                hostIds.forEach(id -> entityManager.detach(entityManager.getReference(entity.type(), id)));
                Cache shared = entityManager.getEntityManagerFactory().getCache();
                evict(shared, hostIds);
                work.afterCompletion(committed -> evict(shared, hostIds));
                return Map.of(name(), taken);
            } catch (RuntimeException e) {
                throw StoreFailures.ofDisposal("take mentions out of rows of " + entity.name(), e);
            }
        });
    }

    @Override
    public List<Map<String, Object>> copy(List<RowKey> keys) {
        return rows.copy(keys);
    }

    @Override
    public Page<DataRow> rows(Selection selection, Optional<RowKey> after, int limit) {
        return rows.rows(selection, after, limit);
    }

    @Override
    public Page<Map<String, Object>> copies(Selection selection, Optional<RowKey> after, int limit) {
        return rows.copies(selection, after, limit);
    }

    private long take(EntityManager entityManager, List<Object> ids) {
        String version = mention.version()
                .map(attribute -> ", e." + attribute + " = e." + attribute + " + 1")
                .orElse("");
        String statement = "update " + entity.name() + " e set e." + mention.attribute() + " = "
                + (mention.replacement().isPresent() ? ":replacement" : "null") + version + " where " + Rows.IDS;
        return Rows.inChunks(entity.key(), ids, chunk -> {
                    Query query = Rows.query(entityManager, entity.key(), "e", statement, chunk);
                    mention.replacement().ifPresent(value -> query.setParameter("replacement", value));
                    return List.of(query.executeUpdate());
                })
                .stream()
                .mapToLong(Integer::longValue)
                .sum();
    }

    private void evict(@Nullable Cache shared, List<Object> hostIds) {
        if (shared != null) {
            hostIds.forEach(id -> shared.evict(entity.type(), Objects.requireNonNull(id)));
        }
    }
}
