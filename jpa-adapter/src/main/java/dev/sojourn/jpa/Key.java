package dev.sojourn.jpa;

import jakarta.persistence.Query;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The id of an entity in queries: one attribute or several, own ones, embedded ones or those of a row it is derived
 * from. A single id crosses as the value it is, several as one {@link CompositeId}.
 */
final class Key {

    /** For messages. */
    static final String KNOWN = "String, a whole number, UUID, a date or time, or an enum";

    /** So many ids to a statement that every database takes their parameters, and parses their conditions. */
    private static final int MOST_SINGLE = 1_000;

    private static final int MOST_COMPOSITE = 128;

    private static final Set<Class<?>> TYPES = Set.of(
            String.class,
            Long.class,
            long.class,
            Integer.class,
            int.class,
            Short.class,
            short.class,
            Byte.class,
            byte.class,
            BigInteger.class,
            UUID.class,
            LocalDate.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            Instant.class);

    /** How the host's own id is put together. */
    sealed interface Part permits Value, Several {}

    /**
     * One value.
     *
     * @param path the way to it from the row
     * @param type its Java type
     */
    record Value(String path, Class<?> type) implements Part {}

    /**
     * An object of several.
     *
     * @param type the host's class of ids
     * @param members its attributes by name
     */
    record Several(Class<?> type, List<Member> members) implements Part {}

    /**
     * One of several.
     *
     * @param name the attribute of the id's class
     * @param part what it holds
     */
    record Member(String name, Part part) {}

    private final Unfiltered queries;
    private final Class<?> entity;
    private final Part shape;
    private final List<String> paths;

    Key(Unfiltered queries, Class<?> entity, Part shape) {
        this.queries = queries;
        this.entity = entity;
        this.shape = shape;
        this.paths = values(shape).map(Value::path).toList();
    }

    static boolean isKnown(Class<?> type) {
        return TYPES.contains(type) || type.isEnum();
    }

    static Stream<Value> values(Part part) {
        return part instanceof Several several
                ? several.members().stream().flatMap(member -> values(member.part()))
                : Stream.of((Value) part);
    }

    /** How rows are asked for. */
    Unfiltered queries() {
        return queries;
    }

    /** Whose id it is. */
    Class<?> entity() {
        return entity;
    }

    Part shape() {
        return shape;
    }

    /** The attributes it is made of. */
    List<String> paths() {
        return paths;
    }

    /** How many columns it takes. */
    int width() {
        return paths.size();
    }

    boolean isSingle() {
        return paths.size() == 1;
    }

    /** An attribute that every row has, to count by. */
    String first(String alias) {
        return alias + "." + paths.get(0);
    }

    /** Its columns, to be selected or ordered by. */
    String columns(String alias) {
        return paths.stream().map(path -> alias + "." + path).collect(Collectors.joining(", "));
    }

    /** The id in a row that selected {@link #columns}, from a place on. */
    Object read(@Nullable Object[] row, int from) {
        if (isSingle()) {
            return Objects.requireNonNull(row[from]);
        }
        return new CompositeId(IntStream.range(from, from + width())
                .mapToObj(at -> Objects.requireNonNull(row[at]))
                .toList());
    }

    /** The same of a row found by an outer join. */
    Optional<Object> readIfPresent(@Nullable Object[] row, int from) {
        return row[from] == null ? Optional.empty() : Optional.of(read(row, from));
    }

    /** The condition that a row comes after one in the order of {@link #columns}. */
    String after(String alias) {
        if (isSingle()) {
            return first(alias) + " > :after0";
        }
        List<String> ways = new ArrayList<>();
        for (int last = 0; last < width(); last++) {
            int at = last;
            String before = IntStream.range(0, last)
                    .mapToObj(i -> alias + "." + paths.get(i) + " = :after" + i + " and ")
                    .collect(Collectors.joining());
            ways.add("(" + before + alias + "." + paths.get(at) + " > :after" + at + ")");
        }
        return "(" + String.join(" or ", ways) + ")";
    }

    void bindAfter(Query query, Object id) {
        nameAfter(id, (name, value) -> query.setParameter(name, value));
    }

    /** The values of {@link #after}, by name. */
    void nameAfter(Object id, BiConsumer<String, Object> to) {
        List<Object> parts = parts(id);
        for (int i = 0; i < parts.size(); i++) {
            to.accept("after" + i, parts.get(i));
        }
    }

    /** The condition that a row comes no later than one, of a key of one attribute. */
    String upTo(String alias) {
        return first(alias) + " <= :upTo";
    }

    void bindUpTo(Query query, Object id) {
        query.setParameter("upTo", id);
    }

    /** How many ids one statement may ask for. */
    int most() {
        return isSingle() ? MOST_SINGLE : MOST_COMPOSITE;
    }

    /**
     * The condition that a row is one of some.
     *
     * @param ids as many as {@link #most} at most, never none
     */
    String among(String alias, List<Object> ids) {
        if (isSingle()) {
            return first(alias) + " in :ids";
        }
        return IntStream.range(0, alike(ids.size()))
                .mapToObj(number -> IntStream.range(0, width())
                        .mapToObj(at -> alias + "." + paths.get(at) + " = :id" + number + "x" + at)
                        .collect(Collectors.joining(" and ", "(", ")")))
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    /** The same condition on a row of a query that takes all the ids as one parameter; empty where it cannot. */
    Optional<String> amongArray(String query, String alias) {
        return isSingle() ? queries.inArray(query, entity, paths.get(0), first(alias), ":ids") : Optional.empty();
    }

    void bindArray(Query query, List<Object> ids) {
        query.setParameter(
                "ids", ids.toArray((Object[]) Array.newInstance(ids.get(0).getClass(), ids.size())));
    }

    void bindAmong(Query query, List<Object> ids) {
        nameAmong(ids, (name, value) -> query.setParameter(name, value));
    }

    /** The values of {@link #among}, by name. */
    void nameAmong(List<Object> ids, BiConsumer<String, Object> to) {
        if (isSingle()) {
            to.accept("ids", ids);
            return;
        }
        for (int number = 0; number < alike(ids.size()); number++) {
            List<Object> parts = parts(ids.get(Math.min(number, ids.size() - 1)));
            for (int at = 0; at < parts.size(); at++) {
                to.accept("id" + number + "x" + at, parts.get(at));
            }
        }
    }

    /** Lists are filled up to a power of two by repeating the last, so that there are few different statements. */
    private static int alike(int size) {
        return Integer.highestOneBit(size * 2 - 1);
    }

    private List<Object> parts(Object id) {
        return id instanceof CompositeId composite ? composite.parts() : List.of(id);
    }

    /** The id as the host and its provider know it. */
    Object toHost(Object id) {
        return HostIds.write(shape, parts(id).iterator());
    }

    /**
     * The id as it crosses, of what the host takes for one.
     *
     * @throws IllegalArgumentException when it is no id of this entity
     */
    Object fromHost(Object id) {
        if (id instanceof CompositeId) {
            return id;
        }
        List<Object> parts = new ArrayList<>();
        if (!HostIds.read(shape, id, parts)) {
            throw new IllegalArgumentException("no key of " + entity.getSimpleName() + " is a "
                    + id.getClass().getSimpleName() + ": hand over " + expected());
        }
        return isSingle() ? parts.get(0) : new CompositeId(parts);
    }

    private String expected() {
        Class<?> type = shape instanceof Several several ? several.type() : ((Value) shape).type();
        return "a " + type.getSimpleName() + (isSingle() ? "" : " with all its parts");
    }

    @Override
    public String toString() {
        return entity.getSimpleName() + paths;
    }

    /** The same id seen through an association to its row. */
    static Part beneath(String association, Part part) {
        if (part instanceof Value value) {
            return new Value(association + "." + value.path(), value.type());
        }
        Several several = (Several) part;
        return new Several(
                several.type(),
                several.members().stream()
                        .map(member -> new Member(member.name(), beneath(association, member.part())))
                        .toList());
    }
}
