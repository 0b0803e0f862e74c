package dev.sojourn.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds which columns of another entity's join table hold the id of a row that goes. */
final class JoinTables {

    private final Map<String, EntityDeclaration> entities;
    private final Keys keys;
    private final Provider provider;

    JoinTables(Map<String, EntityDeclaration> entities, Keys keys, Provider provider) {
        this.entities = entities;
        this.keys = keys;
        this.provider = provider;
    }

    /**
     * The tables with pairs of an association: its join table, then the one with its past states, if there is one.
     *
     * @return each with the columns that hold the other row's id as its key; none where the provider cannot say them
     */
    List<Placement.Table> of(EntityDeclaration from, String attribute, String to) {
        Optional<Placement.Side> side = provider.placement(from.type())
                .flatMap(at -> at.side(attribute))
                .filter(found -> found.kind() == Placement.Kind.JOIN_TABLE);
        Optional<List<Placement.Name>> columns = side.flatMap(found -> columns(found, to));
        if (columns.isEmpty()) {
            return List.of();
        }
        List<Placement.Table> tables = new ArrayList<>();
        tables.add(side.get().table().by(columns.get()));
        keys.of(from.name())
                .flatMap(key -> Optional.ofNullable(
                        keys.queries().audits(from.name(), key).sides().get(attribute)))
                .ifPresent(past -> tables.add(past.by(columns.get())));
        return tables;
    }

    /** The past states of a reference in a row itself, with the columns that held the other row's id as their key. */
    List<Placement.Table> past(EntityDeclaration from, String attribute, String to) {
        Optional<Key> key = keys.of(from.name());
        List<Placement.Table> audits =
                key.map(of -> keys.queries().audits(from.name(), of).tables()).orElse(List.of());
        return audits.isEmpty()
                ? List.of()
                : ordered(keys.queries().columns(from.name(), attribute), to)
                        .map(columns -> List.of(audits.get(audits.size() - 1).by(columns)))
                        .orElse(List.of());
    }

    private Optional<List<Placement.Name>> columns(Placement.Side side, String to) {
        return ordered(side.columns().getOrDefault("", List.of()), to);
    }

    /** A join table lists its columns in the order of the other row's table; queries list an id in the order it is written. */
    private Optional<List<Placement.Name>> ordered(List<Placement.Name> there, String to) {
        Optional<Placement> target = Optional.ofNullable(entities.get(to))
                .flatMap(entity -> provider.placement(entity.type()))
                .filter(at -> !at.tables().isEmpty());
        Optional<Key> key = keys.of(to);
        if (target.isEmpty() || key.isEmpty() || there.size() != key.get().width()) {
            return Optional.empty();
        }
        if (key.get().isSingle()) {
            return Optional.of(there);
        }
        List<String> ids =
                target.get().main().key().stream().map(Placement.Name::text).toList();
        List<Placement.Name> ordered = new ArrayList<>();
        for (String path : key.get().paths()) {
            keys.queries().columns(to, path).stream()
                    .map(name -> ids.indexOf(name.text()))
                    .filter(at -> at >= 0)
                    .map(there::get)
                    .forEach(ordered::add);
        }
        return Optional.of(ordered).filter(all -> all.size() == there.size());
    }
}
