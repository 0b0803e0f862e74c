package dev.sojourn.jpa;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Anchor;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.RowPages;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what the core needs to judge rows, within one unit: first the rows, then in later statements what may keep them. */
final class Reading {

    private static final @Nullable Object[] NOTHING = {};

    /** So many children are read with their rows; of more only the keys, and each page when it is judged. */
    private static final int PAGE = 1_000;

    private final EntityManager entityManager;
    private final EntityModel model;
    private final boolean locking;
    private final Function<List<RowKey>, List<DataRow>> children;

    /**
     * A reading.
     *
     * @param children reads children later, when they are judged
     */
    Reading(
            EntityManager entityManager,
            EntityModel model,
            boolean locking,
            Function<List<RowKey>, List<DataRow>> children) {
        this.entityManager = entityManager;
        this.model = model;
        this.locking = locking;
        this.children = children;
    }

    /** Rows by their ids, of which the condition holds, with what goes with them and may keep them. */
    List<DataRow> rows(RetainedEntity entity, List<Object> ids, String condition, UnaryOperator<Query> preparation) {
        return withFamilies(entity, bare(entity, ids, condition, preparation));
    }

    /** Rows of which {@link #columns} were selected, with what goes with them and may keep them. */
    List<DataRow> rows(RetainedEntity entity, List<@Nullable Object[]> own) {
        return withFamilies(entity, bare(entity, own));
    }

    /**
     * Of rows of which {@link #whose} was selected first, those of which a condition holds that asks for nothing but the key
     * and whose they are. Many rows in turn name the same, and are judged once.
     */
    List<@Nullable Object[]> those(
            RetainedEntity entity, List<@Nullable Object[]> own, Predicate<? super DataRow> condition) {
        Map<Object, @Nullable Object[]> distant = distant(entity, own);
        int from = entity.key().width();
        int width = whose(entity).size();
        List<@Nullable Object[]> those = new ArrayList<>(own.size());
        @Nullable Object[] last = NOTHING;
        boolean holds = false;
        for (@Nullable Object[] row : own) {
            if (!distant.isEmpty() || last == NOTHING || !Arrays.equals(row, from, width, last, from, width)) {
                holds = condition.test(
                        row(entity, row, distant.getOrDefault(entity.key().read(row, 0), NOTHING), List.of()));
                last = row;
            }
            if (holds) {
                those.add(row);
            }
        }
        return those;
    }

    private List<DataRow> withFamilies(RetainedEntity entity, List<DataRow> bare) {
        Map<Object, Set<RowKey>> families = new Family(entityManager, model)
                .keepers(entity, bare.stream().map(row -> row.key().id()).toList());
        if (families.isEmpty()) {
            return bare;
        }
        Set<RowKey> all = new LinkedHashSet<>();
        families.values().forEach(all::addAll);
        Map<RowKey, DataRow> read = new HashMap<>();
        boolean isLarge = all.size() > PAGE;
        if (!isLarge) {
            children(List.copyOf(all)).forEach(row -> read.put(row.key(), row));
        }
        return bare.stream()
                .map(row -> {
                    Set<RowKey> keys = families.getOrDefault(row.key().id(), Set.of());
                    return with(
                            row,
                            isLarge
                                    ? new RowPages(List.copyOf(keys), PAGE, children)
                                    : keys.stream()
                                            .flatMap(key -> Optional.ofNullable(read.get(key)).stream())
                                            .toList());
                })
                .toList();
    }

    /** Rows that go with others, by their keys and without what goes with them in turn. */
    List<DataRow> children(List<RowKey> keys) {
        List<DataRow> found = new ArrayList<>();
        Family.byEntity(keys).forEach((name, ids) -> {
            RetainedEntity child = model.entity(name);
            found.addAll(bare(child, ids, child.key().first("e") + " is not null", query -> query));
        });
        return found;
    }

    private List<DataRow> bare(
            RetainedEntity entity, List<Object> ids, String condition, UnaryOperator<Query> preparation) {
        String jpql = "select " + columns(entity) + " from " + entity.name() + " e where " + Rows.IDS + " and ("
                + condition + ") order by " + entity.key().columns("e");
        List<@Nullable Object[]> own = Rows.inChunks(entity.key(), ids, chunk -> {
            return Rows.columns(preparation.apply(
                    locking
                            ? Rows.lockingQuery(entityManager, entity.key(), "e", jpql, chunk)
                            : Rows.query(entityManager, entity.key(), "e", jpql, chunk)));
        });
        if (locking && !entity.distant().isEmpty()) {
            Set<Object> free = WayLocks.lock(
                    entityManager,
                    entity,
                    model.stops().getOrDefault(entity.name(), List.of()),
                    own.stream().map(row -> entity.key().read(row, 0)).toList());
            own.removeIf(row -> !free.contains(entity.key().read(row, 0)));
        }
        return bare(entity, own);
    }

    private List<DataRow> bare(RetainedEntity entity, List<@Nullable Object[]> own) {
        Map<Object, @Nullable Object[]> distant = distant(entity, own);
        Map<Object, RowKey> sources = sources(entity, own);
        List<DataRow> read = own.stream()
                .map(row -> row(entity, row, distant.getOrDefault(entity.key().read(row, 0), NOTHING)))
                .map(row -> Optional.ofNullable(sources.get(row.key().id()))
                        .map(row::from)
                        .orElse(row))
                .toList();
        Map<Object, String> keepers =
                keepers(entity, read.stream().map(row -> row.key().id()).toList());
        return keepers.isEmpty()
                ? read
                : read.stream()
                        .map(row -> new DataRow(
                                row.key(),
                                row.tenant(),
                                row.subjects(),
                                row.mentioned(),
                                row.anchors(),
                                row.children(),
                                Optional.ofNullable(keepers.get(row.key().id())),
                                row.source()))
                        .toList();
    }

    private static DataRow with(DataRow row, List<DataRow> children) {
        return new DataRow(
                row.key(),
                row.tenant(),
                row.subjects(),
                row.mentioned(),
                row.anchors(),
                children,
                row.keptBy(),
                row.source());
    }

    /** The rows that rows were made from, asked for once those are locked. */
    private Map<Object, RowKey> sources(RetainedEntity entity, List<@Nullable Object[]> own) {
        Map<Object, RowKey> sources = new HashMap<>();
        entity.derived().ifPresent(derived -> {
            Key key = entity.key();
            Rows.byIds(
                            entityManager,
                            key,
                            "e",
                            "select " + key.columns("e") + ", "
                                    + derived.key().columns("e." + derived.attribute()) + " from " + entity.name()
                                    + " e where " + Rows.IDS,
                            own.stream().map(row -> key.read(row, 0)).toList())
                    .forEach(row -> derived.key()
                            .readIfPresent(row, key.width())
                            .ifPresent(id -> sources.put(
                                    key.read(row, 0),
                                    new RowKey(derived.sources().get(0), id))));
        });
        return sources;
    }

    /** What stands in other rows, read once the rows themselves are locked; the row's id comes first. */
    private Map<Object, @Nullable Object[]> distant(RetainedEntity entity, List<@Nullable Object[]> own) {
        Map<Object, @Nullable Object[]> distant = new HashMap<>();
        if (!entity.distant().isEmpty()) {
            Joins joins = new Joins();
            String columns = entity.distant().stream().map(joins::say).collect(Collectors.joining(", "));
            Key key = entity.key();
            Rows.byIds(
                            entityManager,
                            key,
                            "e",
                            "select " + key.columns("e") + ", " + columns + " from " + entity.name() + " e"
                                    + joins.text() + " where " + Rows.IDS,
                            own.stream().map(row -> key.read(row, 0)).toList())
                    .forEach(row -> distant.put(key.read(row, 0), row));
        }
        return distant;
    }

    private Map<Object, String> keepers(RetainedEntity entity, List<Object> ids) {
        Map<Object, String> keepers = new HashMap<>();
        for (RetainedEntity.Reference reference : entity.references()) {
            if (reference.keeps()) {
                String to = reference.isJoined() ? "r" : "q." + reference.attribute();
                String pairs = reference.isJoined() ? " join q." + reference.attribute() + " r" : "";
                Rows.byIds(
                                entityManager,
                                entity.key(),
                                to,
                                "select distinct " + entity.key().columns(to) + " from " + reference.entity() + " q"
                                        + pairs + " where " + Rows.IDS,
                                ids)
                        .forEach(row -> keepers.putIfAbsent(entity.key().read(row, 0), reference.label()));
            }
        }
        return keepers;
    }

    /** What a query selects of each row {@code e}. */
    static String columns(RetainedEntity entity) {
        return Stream.concat(Stream.of(entity.key().columns("e")), own(entity).stream())
                .collect(Collectors.joining(", "));
    }

    /** The ways to what a query selects of each row to tell whose it is: its key, its tenant and its subjects. */
    static List<String> whose(RetainedEntity entity) {
        List<String> ways = new ArrayList<>(entity.key().paths());
        ways.addAll(subjects(entity));
        return ways;
    }

    private static List<String> own(RetainedEntity entity) {
        List<String> columns = new ArrayList<>();
        subjects(entity).forEach(way -> columns.add("e." + way));
        entity.anchors().forEach(anchor -> columns.add("e." + anchor));
        return columns;
    }

    private static List<String> subjects(RetainedEntity entity) {
        List<String> ways = new ArrayList<>();
        entity.tenant().filter(Way::isOwn).ifPresent(tenant -> ways.add(tenant.attribute()));
        entity.subjects().stream()
                .map(RetainedEntity.Subject::way)
                .filter(Way::isOwn)
                .forEach(way -> ways.add(way.attribute()));
        return ways;
    }

    private static DataRow row(RetainedEntity entity, @Nullable Object[] columns, @Nullable Object[] distant) {
        return row(entity, columns, distant, entity.anchors());
    }

    private static DataRow row(
            RetainedEntity entity,
            @Nullable Object[] columns,
            @Nullable Object[] distant,
            Collection<String> selectedAnchors) {
        Values values = new Values(columns, distant, entity.key().width());
        Object known = entity.tenant().isPresent() ? values.next(entity.tenant().get()) : null;
        String tenant = known == null ? "" : (String) known;
        List<DataSubject> subjects = new ArrayList<>();
        List<DataSubject> mentioned = new ArrayList<>();
        for (RetainedEntity.Subject subject : entity.subjects()) {
            Object value = values.next(subject.way());
            if (value != null) {
                String id = subject.codec().text(value);
                if (!id.isBlank()) {
                    (subject.mentioned() ? mentioned : subjects).add(new DataSubject(id, subject.kind(), tenant));
                }
            }
        }
        Map<String, Anchor> anchors = new HashMap<>();
        for (String anchor : selectedAnchors) {
            Object value = values.next();
            if (value != null) {
                anchors.put(
                        anchor,
                        Objects.requireNonNull(entity.times().get(anchor)).anchor(value));
            }
        }
        return new DataRow(
                new RowKey(entity.name(), entity.key().read(columns, 0)),
                tenant,
                subjects,
                mentioned,
                anchors,
                List.of(),
                Optional.empty());
    }

    /** Takes a row's values in order, each from where it was read. */
    private static final class Values {
        private final @Nullable Object[] own;
        private final @Nullable Object[] distant;
        private int ofOwn;
        private int ofDistant;

        /** Each begins behind the row's id. */
        Values(@Nullable Object[] own, @Nullable Object[] distant, int from) {
            this.own = own;
            this.distant = distant;
            this.ofOwn = from;
            this.ofDistant = from;
        }

        @Nullable
        Object next() {
            return own[ofOwn++];
        }

        /** Of a row that went since it was read there is nothing to read elsewhere. */
        @Nullable
        Object next(Way way) {
            if (way.isOwn()) {
                return next();
            }
            int at = ofDistant++;
            return at < distant.length ? distant[at] : null;
        }
    }
}
