package dev.sojourn.jpa;

import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Trigger;
import dev.sojourn.retention.DataDescription;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Holds past states under rules of their own against the mapping, Envers and the live schema; all faults of all of them. */
final class PastCompiler {

    private static final TimeType REVISED = TimeType.of(
                    Long.class,
                    new TimeType.Terms(Optional.empty(), Optional.of(ChronoUnit.MILLIS), false),
                    ZoneOffset.UTC)
            .orElseThrow();

    private final LiveSchema schema;
    private final String quote;
    private final Dialect dialect;
    private final EntityModel model;
    private final Policy policy;
    private final List<Fault> faults = new ArrayList<>();

    private PastCompiler(Connection connection, EntityModel model) throws SQLException {
        this.schema = LiveSchema.read(connection);
        this.quote = connection.getMetaData().getIdentifierQuoteString().strip();
        this.dialect =
                Dialect.of(connection.getMetaData().getDatabaseProductName()).orElseThrow();
        this.model = model;
        this.policy = model.policy();
    }

    /** Reads the live schema where any is declared, and otherwise nothing. */
    static TableModel compile(JpaUnitOfWork work, HostSettings settings, EntityModel model) {
        if (settings.past().isEmpty()) {
            return new TableModel(List.of(), List.of());
        }
        return new TenantSchemas(work, settings)
                .somewhere(() -> work.runNew(() -> Connections.call(
                        work.entityManager(),
                        connection -> new PastCompiler(connection, model).compile(settings.past()))));
    }

    /** Of which entities the past states stay when rows go, and what is taken out of them then; by the entity's name. */
    static Map<String, List<String>> kept(Map<String, EntityDeclaration> declared, List<PastStates> past) {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        declared.values()
                .forEach(entity -> past.stream()
                        .filter(one -> one.entity().equals(entity.type().getJavaType()))
                        .forEach(one -> kept.put(entity.name(), one.cleared())));
        return kept;
    }

    private TableModel compile(List<PastStates> declared) {
        List<TableShape> tables = new ArrayList<>();
        Set<Class<?>> known = new HashSet<>();
        for (PastStates past : declared) {
            int before = faults.size();
            if (!known.add(past.entity())) {
                fault(past, "", "is declared twice", "declare it once, with all its rules");
            } else {
                Optional<TableShape> table = compile(past);
                if (table.isPresent() && faults.size() == before) {
                    tables.add(table.get());
                }
            }
        }
        return new TableModel(tables, List.copyOf(faults));
    }

    private Optional<TableShape> compile(PastStates past) {
        Optional<RetainedEntity> entity = model.entities().values().stream()
                .filter(known -> known.type().equals(past.entity()))
                .findFirst();
        if (entity.isEmpty()) {
            fault(
                    past,
                    "",
                    "is no entity under a rule, with a subject, or going with one",
                    "name one that is, or put it under a rule");
            return Optional.empty();
        }
        if (past.rules().isEmpty()) {
            fault(past, "", "names no rule", "write retained(…), or leave it out: past states go with their row then");
        }
        RetainedEntity rows = entity.get();
        Unfiltered queries = rows.key().queries();
        Audits audits = queries.audits(rows.name(), rows.key());
        if (audits.tables().size() != 1 || audits.revisions().isEmpty()) {
            fault(
                    past,
                    "",
                    audits.tables().isEmpty()
                            ? "is not audited by Envers"
                            : audits.tables().size() > 1
                                    ? "has audited collections, whose past states name no person"
                                    : "has revisions whose time is no number of milliseconds",
                    "leave it out: past states go with their row then");
            return Optional.empty();
        }
        past.cleared().stream()
                .filter(attribute -> queries.columns(rows.name(), attribute).isEmpty()
                        || rows.key().paths().contains(attribute))
                .forEach(attribute -> fault(
                        past,
                        attribute,
                        "is to be cleared, and is no column of the past states beside the id",
                        "name attributes of the entity that are"));
        Placement.Table table = audits.tables().get(0);
        Optional<LiveSchema.Table> live = schema.table(table.name().text());
        if (live.isEmpty()) {
            fault(
                    past,
                    "",
                    "has no table " + table.name().text() + " in the schema that connections are in",
                    "make the table, or take @Audited off the entity");
            return Optional.empty();
        }
        return Optional.of(
                shape(past, rows, live.get(), table, audits.revisions().get()));
    }

    private TableShape shape(
            PastStates past,
            RetainedEntity rows,
            LiveSchema.Table live,
            Placement.Table table,
            Audits.Revisions revisions) {
        List<Key.Member> members = new ArrayList<>();
        Stream.concat(table.key().stream(), Stream.of(revisions.column()))
                .map(name -> LiveSchema.lower(name.text()))
                .forEach(name -> members.add(new Key.Member(name, new Key.Value(name, Object.class))));
        List<DataDescription.Binding> bindings = new ArrayList<>();
        for (String rule : past.rules()) {
            if (policy.versionsOf(rule).stream().anyMatch(version -> version.trigger() instanceof Trigger.StoredEnd)) {
                fault(
                        past,
                        "",
                        "is under rule '" + rule + "', which ends on a stored day",
                        "name a rule with a period: it starts with the revision");
            }
            bindings.add(new DataDescription.Binding(rule, Optional.of(TableShape.REVISION_TIME)));
        }
        Set<String> technical =
                Set.of(LiveSchema.lower(revisions.column().text()), "revtype", "revend", "revend_tstmp");
        RetainedEntity states = new RetainedEntity(
                table.name().text(),
                PastStates.class,
                new RetainedEntity.Kind(table.name().text(), false, false),
                new Key(rows.key().queries(), PastStates.class, new Key.Several(CompositeId.class, members)),
                tenant(past, rows),
                subjects(past, rows, live),
                Map.of(TableShape.REVISION_TIME, REVISED),
                Set.of(),
                List.of(TableShape.REVISION_TIME),
                bindings,
                List.of(),
                List.of(),
                List.of(),
                live.columns().keySet().stream()
                        .filter(name -> !technical.contains(name))
                        .toList(),
                List.of());
        return new TableShape(states, live, quote, dialect, List.of(), Optional.of(revisions));
    }

    private Optional<Way> tenant(PastStates past, RetainedEntity rows) {
        return rows.tenant().flatMap(way -> own(past, rows, way, "tenant"));
    }

    private List<RetainedEntity.Subject> subjects(PastStates past, RetainedEntity rows, LiveSchema.Table live) {
        List<RetainedEntity.Subject> subjects = new ArrayList<>();
        for (RetainedEntity.Subject subject : rows.owners()) {
            Optional<Way> way = own(past, rows, subject.way(), "subject");
            Optional<IdType> type = way.flatMap(of -> live.column(of.attribute()))
                    .map(ColumnType::of)
                    .flatMap(ColumnType::id)
                    .filter(of -> subject.codec().type() == Object.class);
            if (way.isPresent() && type.isEmpty()) {
                fault(
                        past,
                        subject.way().attribute(),
                        "names a person by a type of the host's own, which past states show as the column has it",
                        "leave it out: past states go with their row then");
            }
            type.ifPresent(
                    of -> subjects.add(new RetainedEntity.Subject(way.orElseThrow(), subject.kind(), IdCodec.of(of))));
        }
        return subjects;
    }

    private Optional<Way> own(PastStates past, RetainedEntity rows, Way way, String what) {
        List<Placement.Name> columns =
                way.isOwn() ? rows.key().queries().columns(rows.name(), way.attribute()) : List.of();
        if (columns.size() != 1) {
            fault(
                    past,
                    way.path(),
                    "names the " + what + " in another row, which may be gone before its past",
                    "leave it out: past states go with their row then");
            return Optional.empty();
        }
        return Optional.of(Way.own(LiveSchema.lower(columns.get(0).text())));
    }

    private void fault(PastStates past, String attribute, String problem, String mend) {
        faults.add(new Fault(
                "past states of " + past.entity().getSimpleName() + (attribute.isEmpty() ? "" : "." + attribute),
                problem,
                mend));
    }
}
