package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.jspecify.annotations.Nullable;

/**
 * Locks rows that nobody else has locked, by SQL: EclipseLink's own locks know no SKIP LOCKED. It writes and reads the
 * values of the ids, so that they are those of its own statements.
 */
final class EclipseLinkLocks {

    private final AbstractSession session;
    private final Key key;
    private final String table;
    private final List<String> columns;
    private final List<AbstractDirectMapping> mappings;

    private EclipseLinkLocks(
            AbstractSession session,
            Key key,
            String table,
            List<String> columns,
            List<AbstractDirectMapping> mappings) {
        this.session = session;
        this.key = key;
        this.table = table;
        this.columns = columns;
        this.mappings = mappings;
    }

    /** Empty where the id is not wholly of the row's own attributes. */
    static Optional<EclipseLinkLocks> of(
            AbstractSession session, Key key, Placement placement, List<Optional<AbstractDirectMapping>> mappings) {
        boolean own = !placement.tables().isEmpty()
                && mappings.stream().allMatch(Optional::isPresent)
                && key.paths().stream().allMatch(path -> placement.columns(path).size() == 1);
        return own
                ? Optional.of(new EclipseLinkLocks(
                        session,
                        key,
                        placement.main().sql(),
                        key.paths().stream()
                                .map(path ->
                                        placement.columns(path).get(0).name().sql())
                                .toList(),
                        mappings.stream().flatMap(Optional::stream).toList()))
                : Optional.empty();
    }

    /** Those of the ids whose rows are now locked by this unit. */
    List<Object> lock(EntityManager entityManager, List<Object> ids) {
        Set<Object> locked = new LinkedHashSet<>();
        Rows.inChunks(key, ids, chunk -> lockChunk(entityManager, chunk)).forEach(locked::add);
        return ids.stream().filter(locked::contains).toList();
    }

    private List<Object> lockChunk(EntityManager entityManager, List<Object> ids) {
        List<Object> values = new ArrayList<>();
        String condition = ids.stream()
                .map(id -> IntStream.range(0, columns.size())
                        .mapToObj(at -> {
                            values.add(mappings.get(at).getFieldValue(part(id, at), session));
                            return columns.get(at) + " = ?" + values.size();
                        })
                        .collect(Collectors.joining(" and ", "(", ")")))
                .collect(Collectors.joining(" or "));
        Query query = entityManager
                .createNativeQuery("select " + String.join(", ", columns) + " from " + table + " where " + condition
                        + " for update skip locked")
                .setFlushMode(FlushModeType.COMMIT);
        for (int at = 0; at < values.size(); at++) {
            query.setParameter(at + 1, values.get(at));
        }
        return Rows.columns(query).stream().map(this::id).toList();
    }

    private static Object part(Object id, int at) {
        return id instanceof CompositeId composite ? composite.parts().get(at) : id;
    }

    private Object id(@Nullable Object[] row) {
        @Nullable Object[] values = new @Nullable Object[row.length];
        for (int at = 0; at < row.length; at++) {
            values[at] = mappings.get(at).getObjectValue(row[at], session);
        }
        return key.read(values, 0);
    }
}
