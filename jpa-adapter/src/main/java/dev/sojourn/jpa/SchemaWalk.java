package dev.sojourn.jpa;

import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.register.CoverageFinding;
import dev.sojourn.register.Gap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds the live schema against the mapping: what nothing maps, and what no index supports. */
final class SchemaWalk {

    private final LiveSchema schema;
    private final Places places;
    private final Set<String> declaredTables;

    /** Tables in lower case that the host declared by name count as mapped. */
    SchemaWalk(LiveSchema schema, Places places, Set<String> declaredTables) {
        this.schema = schema;
        this.places = places;
        this.declaredTables = declaredTables;
    }

    List<CoverageFinding> unmapped() {
        List<CoverageFinding> findings = new ArrayList<>();
        for (LiveSchema.Table table : unmappedTables()) {
            findings.add(new CoverageFinding(
                    Gap.UNMAPPED,
                    "table " + LiveSchema.lower(table.name()),
                    "is in the database, and no entity maps it",
                    "map it with an entity, put it under a rule by name with JpaStores.tables(TableStore.of(\""
                            + LiveSchema.lower(table.name()) + "\")…), or drop it"));
        }
        for (LiveSchema.Table table : schema.ofHost()) {
            for (LiveSchema.Column column : unmappedColumns(table)) {
                findings.add(new CoverageFinding(
                        Gap.UNMAPPED,
                        "column " + LiveSchema.lower(table.name()) + "." + LiveSchema.lower(column.name()),
                        "is in the database, and no attribute maps it: copies and redaction pass it by",
                        "map it, or drop it"));
            }
        }
        return findings;
    }

    /** Tables that neither an entity nor a collection nor a declaration by name knows. */
    List<LiveSchema.Table> unmappedTables() {
        return schema.ofHost().stream()
                .filter(table -> !places.isMapped(table.name()))
                .filter(table -> !declaredTables.contains(LiveSchema.lower(table.name())))
                .toList();
    }

    List<LiveSchema.Column> unmappedColumns(LiveSchema.Table table) {
        return places.isMapped(table.name())
                ? table.columns().values().stream()
                        .filter(column -> !places.isMapped(table.name(), column.name()))
                        .toList()
                : List.of();
    }

    /** Attributes of entities under no rule that may hold anything: nobody can tell from outside. */
    List<CoverageFinding> opaque(Map<String, EntityDeclaration> declared, Cover cover) {
        List<CoverageFinding> findings = new ArrayList<>();
        declared.values().stream()
                .filter(entity -> cover.of(entity.name()).isEmpty())
                .filter(entity ->
                        Members.onType(entity.type(), NotPersonal.class).isEmpty())
                .forEach(entity -> CoverageWalk.values(entity).stream()
                        .filter(value -> Members.on(value.leaf().attribute(), NotPersonal.class)
                                .isEmpty())
                        .forEach(value -> content(entity.name(), value.path())
                                .map(what -> new CoverageFinding(
                                        Gap.UNMAPPED,
                                        entity.element(value.path()),
                                        "holds " + what + ", whose content no attribute maps, and " + entity.name()
                                                + " is under no rule",
                                        "put the entity under a rule, or write @NotPersonal(because = \"…\") on the"
                                                + " attribute"))
                                .ifPresent(findings::add)));
        return findings;
    }

    /** What an attribute's column may hold that nobody sees from outside. */
    Optional<String> content(String entity, String attribute) {
        return column(entity, attribute)
                .map(Found::column)
                .flatMap(column -> column.isStructured()
                        ? Optional.of(LiveSchema.lower(column.typeName()))
                        : column.isUnboundedText() ? Optional.of("text of any length") : Optional.empty());
    }

    /** A column of the live schema. */
    record Found(LiveSchema.Table table, LiveSchema.Column column) {}

    Optional<Found> column(String entity, String attribute) {
        return places.columns(entity, attribute).stream()
                .findFirst()
                .flatMap(place -> schema.table(place.table())
                        .flatMap(table -> table.column(place.column()).map(column -> new Found(table, column))));
    }

    /** Whether an index finds rows by an attribute, alone or within a tenant; empty when its column is not known. */
    Optional<String> missingIndex(String entity, String attribute, Optional<String> tenant) {
        Optional<Found> found = column(entity, attribute);
        Optional<Found> behind = tenant.flatMap(name -> column(entity, name))
                .filter(of ->
                        found.filter(other -> other.table().equals(of.table())).isPresent());
        Optional<String> tenantColumn = behind.map(of -> of.column().name());
        return found.filter(of -> !of.table().isIndexed(of.column().name(), tenantColumn))
                .map(of -> createIndex(of, tenantColumn));
    }

    List<CoverageFinding> unindexed(List<CoverageWalk.Trigger> triggers) {
        Set<CoverageFinding> findings = new LinkedHashSet<>();
        for (CoverageWalk.Trigger trigger : triggers) {
            missingIndex(trigger.entity(), trigger.attribute(), trigger.tenant())
                    .map(statement -> new CoverageFinding(
                            Gap.UNINDEXED,
                            trigger.entity() + "." + trigger.attribute(),
                            "starts rule '" + trigger.rule() + "', and no index leads with its column"
                                    + (trigger.tenant().isPresent() ? " alone or behind the tenant's" : "")
                                    + ": each sweep reads the whole table",
                            statement))
                    .ifPresent(findings::add);
        }
        return List.copyOf(findings);
    }

    static String createIndex(Found found, Optional<String> tenant) {
        String table = LiveSchema.lower(found.table().name());
        String column = LiveSchema.lower(found.column().name());
        return "CREATE INDEX " + table + "_" + column + " ON "
                + sql(found.table().name()) + " ("
                + tenant.map(name -> sql(name) + ", ").orElse("")
                + sql(found.column().name()) + ")";
    }

    /** A name as a statement may write it: quoted where the database would otherwise change its case. */
    static String sql(String name) {
        boolean plain = name.matches("[A-Z0-9_]+") || name.matches("[a-z0-9_]+");
        return plain ? LiveSchema.lower(name) : '"' + name + '"';
    }
}
