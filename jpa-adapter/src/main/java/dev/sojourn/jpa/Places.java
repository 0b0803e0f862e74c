package dev.sojourn.jpa;

import jakarta.persistence.EntityManagerFactory;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the provider keeps what; names in lower case, without schema and quotes.
 *
 * @param tables the table of each entity's own rows, by the entity's name
 * @param attributes the columns of each entity's attributes, by the entity's name and the attribute's path
 * @param mapped every column the provider reads or writes
 */
record Places(
        Map<String, String> tables, Map<String, Map<String, List<Place>>> attributes, Map<String, Set<String>> mapped) {

    /**
     * A column of a table.
     *
     * @param table the table
     * @param column the column
     */
    record Place(String table, String column) {
        static Place of(String table, String column) {
            return new Place(plain(table), plain(column));
        }
    }

    static Places of(EntityManagerFactory factory) {
        Places places = new Places(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        HibernatePlaces.fill(factory, places);
        return places;
    }

    Optional<String> table(String entity) {
        return Optional.ofNullable(tables.get(entity));
    }

    List<Place> columns(String entity, String attribute) {
        return attributes.getOrDefault(entity, Map.of()).getOrDefault(attribute, List.of());
    }

    /** Whether the provider knows where it keeps things; without that nothing is said about tables. */
    boolean isKnown() {
        return !mapped.isEmpty();
    }

    boolean isMapped(String table) {
        return mapped.containsKey(LiveSchema.lower(table));
    }

    boolean isMapped(String table, String column) {
        return mapped.getOrDefault(LiveSchema.lower(table), Set.of()).contains(LiveSchema.lower(column));
    }

    void add(Place place) {
        mapped.computeIfAbsent(place.table(), key -> new LinkedHashSet<>()).add(place.column());
    }

    void add(String table) {
        mapped.computeIfAbsent(plain(table), key -> new LinkedHashSet<>());
    }

    void add(String entity, String attribute, List<Place> columns) {
        columns.forEach(this::add);
        attributes.computeIfAbsent(entity, key -> new LinkedHashMap<>()).put(attribute, columns);
    }

    /** A name as the live schema is asked for it. */
    static String plain(String name) {
        String last = name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : name;
        return LiveSchema.lower(last.chars()
                .filter(c -> "\"`[]".indexOf(c) < 0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining()));
    }
}
