package dev.sojourn.memory;

import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.Anchor;
import dev.sojourn.retention.DataDescription;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.Tally;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One kind of a host's objects, in the memory of this process, under retention rules like rows of a table; for tests and
 * first steps.
 *
 * <p>Thread-safe. A change joins the unit of work the calling thread is in and is taken back when that unit rolls back.
 *
 * @param <T> the host's class, best immutable: to change an object, put another one with the same key
 */
public final class InMemoryRecords<T> implements PersonalDataStore {

    private final RecordKind<T> kind;
    private final InMemoryUnitOfWork work;
    private final ConcurrentSkipListMap<Object, T> rows;

    InMemoryRecords(RecordKind<T> kind, InMemoryUnitOfWork work) {
        this.kind = kind;
        this.work = work;
        this.rows = new ConcurrentSkipListMap<>(kind.order());
    }

    /**
     * Starts to describe objects of a class.
     *
     * @param <T> the host's class
     * @param <K> the class of its key
     * @param type the host's class
     * @param keyType the class of its key, for example {@code Long.class}
     * @param key the key of an object; unique, never null
     * @return a builder
     */
    public static <T, K extends Comparable<? super K>> InMemoryRecordsBuilder<T> of(
            Class<T> type, Class<K> keyType, Function<? super T, ? extends K> key) {
        Objects.requireNonNull(keyType, "keyType");
        return new InMemoryRecordsBuilder<>(
                type, key, (one, other) -> keyType.cast(one).compareTo(keyType.cast(other)));
    }

    /**
     * Adds an object, or puts it in place of the one with the same key.
     *
     * @param object the object
     */
    public void put(T object) {
        Object key = kind.keyOf(object);
        work.run(() -> {
            T before = rows.put(key, object);
            takeBack(key, before);
            return key;
        });
    }

    /**
     * Removes an object, as a host would; what goes with it stays.
     *
     * @param key its key
     * @return the object removed; empty when there was none
     */
    public Optional<T> remove(Object key) {
        return work.run(() -> {
            T before = rows.remove(key);
            if (before != null) {
                takeBack(key, before);
            }
            return Optional.ofNullable(before);
        });
    }

    /**
     * An object.
     *
     * @param key its key
     * @return empty when there is none
     */
    public Optional<T> find(Object key) {
        return Optional.ofNullable(rows.get(key));
    }

    /**
     * Every object, in the order of the keys.
     *
     * @return a copy
     */
    public List<T> all() {
        return List.copyOf(rows.values());
    }

    @Override
    public DataDescription describe() {
        return kind.description();
    }

    /**
     * The attributes that can be redacted while their object stays, each with its own rules: to be handed over as data
     * beside the records themselves, so that sweeps and erasures reach them.
     *
     * @return one store an attribute
     */
    public PersonalDataStore[] parts() {
        return kind.redacted().stream()
                .map(attribute -> new InMemoryPart<>(this, attribute))
                .toArray(PersonalDataStore[]::new);
    }

    @Override
    public List<Tally> tally(Selection selection) {
        return tally(selection, pending(selection));
    }

    List<Tally> tally(Selection selection, Predicate<T> pending) {
        Map<String, TenantTally> tallies = new TreeMap<>();
        for (T object : rows.values()) {
            if (pending.test(object)) {
                DataRow row = rowOf(object);
                tallies.computeIfAbsent(row.tenant(), TenantTally::new).add(row, selection);
            }
        }
        return tallies.values().stream()
                .filter(TenantTally::hasAny)
                .map(TenantTally::result)
                .toList();
    }

    @Override
    public List<RowKey> candidates(Selection selection, Optional<RowKey> after, int limit) {
        return candidates(selection, after, limit, pending(selection));
    }

    List<RowKey> candidates(Selection selection, Optional<RowKey> after, int limit, Predicate<T> pending) {
        Collection<T> rest = after.<Collection<T>>map(
                        key -> rows.tailMap(key.id(), false).values())
                .orElseGet(rows::values);
        return rest.stream()
                .filter(pending)
                .map(this::rowOf)
                .filter(selection::selects)
                .limit(limit)
                .map(DataRow::key)
                .toList();
    }

    /** One unit runs at a time, so there is nothing to lock. */
    @Override
    public List<DataRow> read(Selection selection, List<RowKey> keys, boolean locking) {
        return read(selection, keys, pending(selection));
    }

    List<DataRow> read(Selection selection, List<RowKey> keys, Predicate<T> pending) {
        return keys.stream()
                .flatMap(key -> find(key.id()).stream())
                .filter(pending)
                .map(this::rowOf)
                .filter(selection::selects)
                .toList();
    }

    private Predicate<T> pending(Selection selection) {
        return selection
                .pending()
                .<Predicate<T>>map(disposition -> object -> kind.isPending(disposition, object))
                .orElse(object -> true);
    }

    @Override
    public Map<String, Long> dispose(List<DataRow> disposed, Disposition disposition) {
        if (!describe().dispositions().contains(disposition)) {
            throw new IllegalArgumentException(
                    kind.name() + " cannot " + disposition + " objects: its description offers "
                            + new TreeSet<>(describe().dispositions()));
        }
        Map<String, Long> counts = new HashMap<>();
        switch (disposition) {
            case REDACT -> counts.put(kind.name(), redact(disposed, kind.redactedTogether()));
            case ANONYMISE -> counts.put(kind.name(), anonymise(disposed));
            case BY_HOST ->
                counts.put(
                        kind.name(), change(disposed, kind.mark().orElseThrow().marking()));
            default -> disposed.forEach(row -> delete(row.key().id(), counts));
        }
        return counts;
    }

    long redact(List<DataRow> disposed, List<RedactedAttribute<T>> attributes) {
        return change(disposed, object -> {
            T redacted = object;
            for (RedactedAttribute<T> attribute : attributes) {
                redacted = attribute.redacted(redacted);
            }
            return redacted;
        });
    }

    private long anonymise(List<DataRow> disposed) {
        redact(disposed, kind.redacted());
        return change(disposed, object -> {
            T nobodys = kind.anonymising().orElseThrow().apply(object);
            if (!kind.subjectsOf(nobodys).isEmpty()) {
                throw new IllegalStateException(kind.name() + " is still about somebody after it was anonymised: "
                        + "let the function given to anonymising(…) take its subject away");
            }
            return nobodys;
        });
    }

    private long change(List<DataRow> changed, UnaryOperator<T> change) {
        long count = 0;
        for (DataRow row : changed) {
            Optional<T> object = find(row.key().id());
            if (object.isPresent()) {
                put(change.apply(object.get()));
                count++;
            }
        }
        return count;
    }

    @Override
    public List<Map<String, Object>> copy(List<RowKey> keys) {
        return keys.stream()
                .flatMap(key -> find(key.id()).stream())
                .map(kind::personal)
                .toList();
    }

    private void delete(Object key, Map<String, Long> counts) {
        for (Ownership<?> child : kind.children()) {
            child.deleteOf(key, counts);
        }
        if (remove(key).isPresent()) {
            counts.merge(kind.name(), 1L, Long::sum);
        }
    }

    private DataRow rowOf(T object) {
        Object key = kind.keyOf(object);
        List<DataRow> children = new ArrayList<>();
        kind.children().forEach(child -> children.addAll(child.rowsOf(key)));
        DataRow row = new DataRow(
                new RowKey(kind.name(), key),
                kind.tenantOf(object),
                kind.subjectsOf(object),
                kind.anchorsOf(object),
                children);
        return kind.sourceOf(object).map(row::from).orElse(row);
    }

    private void takeBack(Object key, @Nullable T before) {
        work.undo(() -> {
            if (before == null) {
                rows.remove(key);
            } else {
                rows.put(key, before);
            }
        });
    }

    /** Objects of another kind that go with an object of this one. */
    record Ownership<C>(InMemoryRecords<C> records, Function<? super C, ?> parentKey) {

        List<DataRow> rowsOf(Object parent) {
            return records.all().stream()
                    .filter(child -> parent.equals(parentKey.apply(child)))
                    .map(records::rowOf)
                    .toList();
        }

        void deleteOf(Object parent, Map<String, Long> counts) {
            rowsOf(parent).forEach(row -> records.delete(row.key().id(), counts));
        }
    }

    private static final class TenantTally {
        private final String tenant;
        private long due;
        private long notStarted;
        private Optional<Anchor> oldest = Optional.empty();

        TenantTally(String tenant) {
            this.tenant = tenant;
        }

        void add(DataRow row, Selection selection) {
            if (selection.selects(row)) {
                due++;
                selection.due().stream()
                        .filter(arm -> arm.selects(row))
                        .forEach(arm -> older(row.anchors().get(arm.attribute()), arm.versionZone()));
            } else if (!selection.due().isEmpty()
                    && selection.due().stream().noneMatch(arm -> row.anchors().containsKey(arm.attribute()))
                    && selection
                            .subjects()
                            .map(some -> row.subjects().stream().anyMatch(some::contains))
                            .orElse(true)) {
                notStarted++;
            }
        }

        boolean hasAny() {
            return due > 0 || notStarted > 0;
        }

        Tally result() {
            return new Tally(tenant, due, oldest, notStarted);
        }

        private void older(@Nullable Anchor anchor, ZoneId zone) {
            if (anchor != null
                    && (oldest.isEmpty()
                            || anchor.startIn(zone).isBefore(oldest.get().startIn(zone)))) {
                oldest = Optional.of(anchor);
            }
        }
    }
}
