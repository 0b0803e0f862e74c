package dev.sojourn.jpa;

import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Trigger;
import dev.sojourn.retention.DataDescription;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Holds tables declared by name against the live schema, the mapping and the policy; all faults of all of them. */
final class TableCompiler {

    private static final int MEMBERS_TO_NAME = 12;

    private final LiveSchema schema;
    private final LiveKeys keys;
    private final String quote;
    private final Dialect dialect;
    private final Places places;
    private final Policy policy;
    private final Unfiltered queries;
    private final List<Fault> faults = new ArrayList<>();

    TableCompiler(Connection connection, Places places, Policy policy, Provider provider) throws SQLException {
        this.schema = LiveSchema.read(connection);
        this.keys = new LiveKeys(connection);
        this.quote = connection.getMetaData().getIdentifierQuoteString().strip();
        this.dialect =
                Dialect.of(connection.getMetaData().getDatabaseProductName()).orElseThrow();
        this.places = places;
        this.policy = policy;
        this.queries = new Keys(Map.of(), Set.of(), provider).queries();
    }

    TableModel compile(List<TableStore> declared) throws SQLException {
        List<TableShape> tables = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (TableStore store : declared) {
            if (!names.add(store.table())) {
                fault(store, "", "is declared twice", "declare it once, with everything about it");
            } else {
                int before = faults.size();
                Optional<TableShape> shape = compile(store);
                if (shape.isPresent() && faults.size() == before) {
                    tables.add(shape.get());
                }
            }
        }
        return new TableModel(tables, List.copyOf(faults));
    }

    private Optional<TableShape> compile(TableStore store) throws SQLException {
        Optional<LiveSchema.Table> live = live(store, store.table());
        if (store.rules().isEmpty() && store.subjects().isEmpty()) {
            fault(
                    store,
                    "",
                    "is declared and under no rule, and about nobody",
                    "put it under a rule with retained(…), or name the person with subject(…)");
        }
        if (live.isEmpty()) {
            return Optional.empty();
        }
        LiveSchema.Table table = live.get();
        Optional<Key> key = key(store, table);
        Optional<Way> tenant = tenant(store, table);
        List<RetainedEntity.Subject> subjects = subjects(store, table);
        Times times = new Times(store, table);
        List<DataDescription.Binding> bindings = bindings(store, times);
        store.impersonal().forEach(nobodys -> column(store, table, nobodys.column()));
        List<TableShape.Child> owned = owned(store, key);
        checkReferences(store, table, owned);
        return key.map(of -> new TableShape(
                new RetainedEntity(
                        store.table(),
                        TableStore.class,
                        new RetainedEntity.Kind(store.table(), false, false),
                        of,
                        tenant,
                        subjects,
                        times.known,
                        Set.of(),
                        List.copyOf(times.known.keySet()),
                        bindings,
                        List.of(),
                        List.of(),
                        List.of(),
                        table.columns().keySet().stream()
                                .filter(name -> !store.tenant().equals(Optional.of(name)))
                                .filter(name -> store.impersonal().stream()
                                        .noneMatch(nobodys -> nobodys.column().equals(name)))
                                .toList(),
                        List.of()),
                table,
                quote,
                dialect,
                owned,
                Optional.empty()));
    }

    private Optional<LiveSchema.Table> live(TableStore store, String name) {
        Optional<LiveSchema.Table> found = schema.table(name);
        if (found.isEmpty()) {
            fault(
                    store,
                    name.equals(store.table()) ? "" : name,
                    "there is no such table in the schema that connections are in",
                    "name one that is there, or leave it out");
        } else if (places.isMapped(name)) {
            fault(
                    store,
                    name.equals(store.table()) ? "" : name,
                    "is mapped by an entity",
                    "annotate the entity, or declare it with DeclaredEntity");
            return Optional.empty();
        }
        return found;
    }

    private Optional<LiveSchema.Column> column(TableStore store, LiveSchema.Table table, String name) {
        Optional<LiveSchema.Column> found = table.column(name);
        if (found.isEmpty()) {
            List<String> there = List.copyOf(table.columns().keySet());
            fault(
                    store,
                    name,
                    "there is no such column",
                    "name one of "
                            + (there.size() > MEMBERS_TO_NAME
                                    ? there.subList(0, MEMBERS_TO_NAME) + " and others"
                                    : there));
        } else if (!name.matches("\\w+")) {
            fault(
                    store,
                    name,
                    "has a name that is more than letters, digits and underscores",
                    "rename it, or map the table with an entity");
            return Optional.empty();
        }
        return found;
    }

    private Optional<Key> key(TableStore store, LiveSchema.Table table) throws SQLException {
        List<String> primary = keys.primary(table.name());
        List<String> names = store.id().isEmpty() ? primary : store.id();
        if (names.isEmpty()) {
            fault(
                    store,
                    "",
                    "has no primary key, and nothing else tells its rows apart",
                    "name the columns of a unique index with id(…)");
            return Optional.empty();
        }
        List<Key.Member> members = new ArrayList<>();
        for (String name : names) {
            Optional<LiveSchema.Column> column = column(store, table, name);
            if (column.isPresent()) {
                Optional<Class<?>> type = idType(column.get());
                if (type.isEmpty()) {
                    fault(
                            store,
                            name,
                            "is an id of type " + column.get().typeName() + ", which cannot be handled",
                            "name columns of texts, whole numbers or UUIDs");
                } else if (column.get().nullable()) {
                    fault(store, name, "is an id and may be null", "declare it not null");
                } else {
                    members.add(new Key.Member(name, new Key.Value(name, type.get())));
                }
            }
        }
        if (members.size() < names.size()) {
            return Optional.empty();
        }
        if (!Set.copyOf(names).equals(Set.copyOf(primary)) && !keys.isUnique(table.name(), Set.copyOf(names))) {
            fault(
                    store,
                    String.join(", ", names),
                    "is named as id, and several rows may have the same",
                    "name the columns of the primary key or of a unique index");
            return Optional.empty();
        }
        return Optional.of(new Key(
                queries,
                TableStore.class,
                members.size() == 1 ? members.get(0).part() : new Key.Several(CompositeId.class, members)));
    }

    private static Optional<Class<?>> idType(LiveSchema.Column column) {
        return switch (ColumnType.of(column)) {
            case TEXT, PADDED -> Optional.of(String.class);
            case LONG -> Optional.of(Long.class);
            case INTEGER -> Optional.of(Integer.class);
            case UNIVERSAL -> Optional.of(UUID.class);
            default -> Optional.empty();
        };
    }

    private Optional<Way> tenant(TableStore store, LiveSchema.Table table) {
        Optional<LiveSchema.Column> found = store.tenant().flatMap(name -> column(store, table, name));
        found.filter(column -> !column.isText())
                .ifPresent(column -> fault(
                        store,
                        LiveSchema.lower(column.name()),
                        "is the tenant, and of type " + column.typeName(),
                        "name a column of texts"));
        return found.map(column -> Way.own(LiveSchema.lower(column.name())));
    }

    private List<RetainedEntity.Subject> subjects(TableStore store, LiveSchema.Table table) {
        List<RetainedEntity.Subject> subjects = new ArrayList<>();
        for (TableStore.Person person : store.subjects()) {
            Optional<LiveSchema.Column> found = column(store, table, person.column());
            Optional<IdType> type = found.map(ColumnType::of).flatMap(ColumnType::id);
            if (found.isPresent() && type.isEmpty()) {
                fault(
                        store,
                        person.column(),
                        "names a person and is of type " + found.get().typeName() + ", which cannot be handled",
                        "name a column of texts, whole numbers or UUIDs");
            }
            type.ifPresent(of ->
                    subjects.add(new RetainedEntity.Subject(Way.own(person.column()), person.kind(), IdCodec.of(of))));
        }
        return subjects;
    }

    private List<DataDescription.Binding> bindings(TableStore store, Times times) {
        List<DataDescription.Binding> bindings = new ArrayList<>();
        for (TableStore.Rule rule : store.rules()) {
            List<RetentionRule> versions = policy.versionsOf(rule.rule());
            boolean stored = versions.stream().anyMatch(version -> version.trigger() instanceof Trigger.StoredEnd);
            if (bindings.stream().anyMatch(binding -> binding.rule().equals(rule.rule()))) {
                fault(store, "", "is under rule '" + rule.rule() + "' twice", "name each rule once");
            } else if (stored != rule.until() && rule.column().isPresent() && !versions.isEmpty()) {
                fault(
                        store,
                        rule.column().get(),
                        stored
                                ? "rule '" + rule.rule() + "' ends on a stored day, not a period after one"
                                : "rule '" + rule.rule() + "' has a period of its own and no stored last day",
                        stored ? "write retainedUntil(…)" : "write retained(…), or declare the rule untilStoredDay()");
            }
            rule.column().ifPresent(column -> times.claim(column, rule));
            versions.stream()
                    .flatMap(version -> version.fallback().stream())
                    .map(RetentionRule.Fallback::attribute)
                    .distinct()
                    .forEach(column -> times.claim(column, rule));
            bindings.add(new DataDescription.Binding(rule.rule(), rule.column()));
        }
        return bindings;
    }

    private List<TableShape.Child> owned(TableStore store, Optional<Key> key) throws SQLException {
        List<TableShape.Child> owned = new ArrayList<>();
        for (TableStore.Owned child : store.owned()) {
            Optional<LiveSchema.Table> live = live(store, child.table());
            if (live.isPresent()) {
                child.columns().forEach(name -> column(store, live.get(), name));
                if (key.isPresent() && key.get().width() != child.columns().size()) {
                    fault(
                            store,
                            child.table(),
                            "goes with it by " + child.columns() + ", and its id is "
                                    + key.get().paths(),
                            "name as many columns as the id has, in its order");
                }
                for (LiveKeys.Reference reference : keys.references(live.get().name())) {
                    fault(
                            store,
                            child.table(),
                            "goes with it, and rows of " + reference.label() + " refer to its rows",
                            "drop the foreign key, or map these tables with entities");
                }
                owned.add(new TableShape.Child(live.get(), child.columns()));
            }
        }
        return owned;
    }

    /** A row that others refer to could not go, or would take them along unseen. */
    private void checkReferences(TableStore store, LiveSchema.Table table, List<TableShape.Child> owned)
            throws SQLException {
        for (LiveKeys.Reference reference : keys.references(table.name())) {
            boolean goesWith = owned.stream()
                    .anyMatch(child -> child.name().equals(reference.table())
                            && child.columns().contains(reference.column()));
            if (!goesWith) {
                fault(
                        store,
                        "",
                        "rows of " + reference.label() + " refer to its rows, and nobody said what becomes of them",
                        "write owning(\"" + reference.table() + "\", \"" + reference.column()
                                + "\") if they go with it, drop the foreign key, or map both tables with entities");
            }
        }
    }

    private void fault(TableStore store, String column, String problem, String mend) {
        faults.add(new Fault("table " + store.table() + (column.isEmpty() ? "" : "." + column), problem, mend));
    }

    /** The columns that start periods; one named by several rules has one meaning. */
    private final class Times {
        private final TableStore store;
        private final LiveSchema.Table table;
        private final Map<String, TimeType> known = new LinkedHashMap<>();
        private final Map<String, TimeType.Terms> terms = new LinkedHashMap<>();
        private final Set<String> refused = new LinkedHashSet<>();

        Times(TableStore store, LiveSchema.Table table) {
            this.store = store;
            this.table = table;
        }

        void claim(String named, TableStore.Rule rule) {
            String name = LiveSchema.lower(named);
            Optional<LiveSchema.Column> column = refused.contains(name) ? Optional.empty() : column(store, table, name);
            if (column.isEmpty()) {
                refused.add(name);
                return;
            }
            TimeType.Terms said = new TimeType.Terms(rule.zone(), rule.unit(), false);
            TimeType.Terms before = terms.putIfAbsent(name, said);
            if (before != null && !before.equals(said)) {
                fault(
                        store,
                        name,
                        "starts several rules in different zones or units",
                        "name the same zone or unit wherever the column is named");
                return;
            }
            ColumnType type = ColumnType.of(column.get());
            type.time(said).ifPresentOrElse(time -> known.put(name, time), () -> {
                refused.add(name);
                fault(
                        store,
                        name,
                        "starts rule '" + rule.rule() + "', is of type "
                                + column.get().typeName() + ", and " + type.missing(rule.zone()),
                        "name a date or a timestamp, with its zone where it has none of its own:"
                                + " retained(rule, column, zone), or a whole number with its unit");
            });
        }
    }
}
