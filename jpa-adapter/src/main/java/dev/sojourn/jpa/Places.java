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
        Provider provider = Provider.of(factory);
        factory.getMetamodel()
                .getEntities()
                .forEach(
                        type -> provider.placement(type).ifPresent(placement -> places.add(type.getName(), placement)));
        return places;
    }

    private void add(String entity, Placement placement) {
        placement.tables().stream()
                .findFirst()
                .ifPresent(table -> tables.put(entity, plain(table.name().text())));
        placement.tables().forEach(this::add);
        placement.discriminator().map(Placement.Discriminator::column).ifPresent(column -> add(place(column)));
        placement.softDelete().ifPresent(column -> add(place(column)));
        placement
                .columns()
                .forEach((path, columns) ->
                        add(entity, path, columns.stream().map(Places::place).toList()));
        placement.sides().forEach(side -> {
            add(side.table());
            side.columns().values().forEach(columns -> add(side.table(), columns));
            add(side.table(), side.positions());
            side.columns()
                    .forEach((path, columns) -> attributes
                            .computeIfAbsent(entity, key -> new LinkedHashMap<>())
                            .put(
                                    path.isEmpty() ? side.attribute() : side.attribute() + "." + path,
                                    columns.stream()
                                            .map(name ->
                                                    Place.of(side.table().name().text(), name.text()))
                                            .toList()));
        });
    }

    private static Place place(Placement.Column column) {
        return Place.of(column.table(), column.name().text());
    }

    private void add(Placement.Table table) {
        mapped.computeIfAbsent(plain(table.name().text()), key -> new LinkedHashSet<>());
        add(table, table.key());
    }

    private void add(Placement.Table table, List<Placement.Name> columns) {
        columns.forEach(name -> add(Place.of(table.name().text(), name.text())));
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

    /** Whether an entity or collection is kept in it; a table of Envers follows the one it is the history of. */
    boolean isMapped(String table) {
        String name = LiveSchema.lower(table);
        return mapped.containsKey(name)
                || name.endsWith("_aud") && mapped.containsKey(name.substring(0, name.length() - "_aud".length()));
    }

    boolean isMapped(String table, String column) {
        return !mapped.containsKey(LiveSchema.lower(table))
                || mapped.getOrDefault(LiveSchema.lower(table), Set.of()).contains(LiveSchema.lower(column));
    }

    private void add(Place place) {
        mapped.computeIfAbsent(place.table(), key -> new LinkedHashSet<>()).add(place.column());
    }

    private void add(String entity, String attribute, List<Place> columns) {
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
