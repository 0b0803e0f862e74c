package dev.sojourn.jpa;

import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.register.CoverageFinding;
import dev.sojourn.register.Gap;
import dev.sojourn.register.PersonalField;
import dev.sojourn.retention.DataDescription;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tables a host declared by name, held against the live schema with every fault found.
 *
 * @param tables those without a fault
 * @param faults what cannot be honoured
 */
record TableModel(List<TableShape> tables, List<Fault> faults) {

    /** Reads the live schema where any table is declared, and otherwise nothing. */
    static TableModel compile(JpaUnitOfWork work, HostSettings settings, Policy policy, Provider provider) {
        if (settings.tables().isEmpty()) {
            return new TableModel(List.of(), List.of());
        }
        Places places = Places.of(work.factory());
        return new TenantSchemas(work, settings)
                .somewhere(() -> work.runNew(() -> Connections.call(work.entityManager(), connection -> {
                    TableCompiler compiler = new TableCompiler(connection, places, policy, provider);
                    return compiler.compile(settings.tables());
                })));
    }

    TableModel and(TableModel other) {
        return new TableModel(
                Stream.concat(tables.stream(), other.tables.stream()).toList(),
                Stream.concat(faults.stream(), other.faults.stream()).toList());
    }

    /** Every table spoken for, in lower case; owned ones included. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        tables.forEach(table -> {
            names.add(LiveSchema.lower(table.name()));
            table.owned().forEach(child -> names.add(child.name()));
        });
        return names;
    }

    /** The personal data in them, for coverage. */
    List<PersonalField> fields(Policy policy) {
        List<PersonalField> fields = new ArrayList<>();
        for (TableShape table : tables) {
            RetainedEntity rows = table.rows();
            List<String> rules =
                    rows.bindings().stream().map(DataDescription.Binding::rule).toList();
            List<RetentionRule> versions = rules.stream()
                    .flatMap(rule -> policy.versionsOf(rule).stream())
                    .toList();
            if (!versions.isEmpty()) {
                String category = versions.get(0).category();
                Set<String> purposes = new LinkedHashSet<>();
                versions.forEach(version -> purposes.addAll(version.purposes()));
                rows.copied()
                        .forEach(column -> fields.add(new PersonalField(
                                table.name(),
                                column,
                                category,
                                policy.category(category).source(),
                                purposes,
                                rules,
                                Optional.empty(),
                                isPlain(rows, column))));
                table.owned()
                        .forEach(child -> child.all().keySet().stream()
                                .filter(column -> !child.columns().contains(column))
                                .forEach(column -> fields.add(new PersonalField(
                                        child.name(),
                                        column,
                                        category,
                                        policy.category(category).source(),
                                        purposes,
                                        rules,
                                        Optional.of(table.name()),
                                        false))));
            }
        }
        return fields;
    }

    /** Columns that start a rule, and that no index leads with. */
    List<CoverageFinding> unindexed() {
        List<CoverageFinding> findings = new ArrayList<>();
        for (TableShape table : tables) {
            Optional<String> tenant = table.rows().tenant().map(Way::attribute);
            for (DataDescription.Binding binding : table.rows().bindings()) {
                binding.attribute()
                        .flatMap(table.live()::column)
                        .filter(column -> !table.live().isIndexed(column.name(), tenant))
                        .ifPresent(column -> findings.add(new CoverageFinding(
                                Gap.UNINDEXED,
                                table.name() + "." + LiveSchema.lower(column.name()),
                                "starts rule '" + binding.rule() + "', and no index leads with it"
                                        + (tenant.isPresent() ? " alone or behind the tenant's" : "")
                                        + ": each sweep reads the whole table",
                                SchemaWalk.createIndex(new SchemaWalk.Found(table.live(), column), tenant))));
            }
        }
        return findings;
    }

    private static boolean isPlain(RetainedEntity rows, String column) {
        return rows.key().paths().contains(column)
                || rows.anchors().contains(column)
                || rows.subjects().stream()
                        .anyMatch(subject -> subject.way().attribute().equals(column));
    }
}
