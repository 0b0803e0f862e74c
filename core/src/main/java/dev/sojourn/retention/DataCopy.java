package dev.sojourn.retention;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * A copy of rows kept elsewhere: a search index, a warehouse, a cache. It hears which rows are gone, by keys that are
 * written in the transaction that disposed of them and go when it has acknowledged them.
 *
 * @param name its name, at most 100 characters
 * @param types the classes by which the host knows the rows it copies; not empty
 * @param keys by what text it knows a row, at most 400 characters
 */
public record DataCopy(String name, Set<Class<?>> types, Function<RowKey, String> keys) {

    private static final int LONGEST_NAME = 100;

    /** Checks the parts and copies the set. */
    public DataCopy {
        if (Objects.requireNonNull(name, "name").isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a copy's name is blank or longer than " + LONGEST_NAME + ": '" + name
                    + "'; name it as the host does");
        }
        types = Set.copyOf(types);
        if (types.isEmpty()) {
            throw new IllegalArgumentException("copy '" + name + "' is of nothing: name the classes it copies");
        }
        Objects.requireNonNull(keys, "keys");
    }

    /**
     * A copy that knows rows by the text of their keys: numbers, texts and UUIDs.
     *
     * @param name its name
     * @param types the classes by which the host knows the rows it copies
     * @return the copy
     */
    public static DataCopy of(String name, Class<?>... types) {
        return new DataCopy(name, Set.of(types), row -> {
            Object id = row.id();
            if (id instanceof Number || id instanceof String || id instanceof UUID) {
                return id.toString();
            }
            throw new IllegalStateException("copy '" + name + "' cannot tell rows of " + row.entity()
                    + " by keys of class " + id.getClass().getName() + ": say how with keyedBy(…)");
        });
    }

    /**
     * The same copy, which knows rows by a text of its own.
     *
     * @param keys what text stands for a row; unique among rows of its entity
     * @return another copy
     */
    public DataCopy keyedBy(Function<RowKey, String> keys) {
        return new DataCopy(name, types, keys);
    }
}
