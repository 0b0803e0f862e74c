package dev.sojourn.retention;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads when the rows go that others were derived from, beside everything else that lives outside those others. */
final class Sources {

    private final RetentionPorts ports;
    private final Rulebook rulebook;
    private final Resolution resolution;

    Sources(RetentionPorts ports, Rulebook rulebook, Resolution resolution) {
        this.ports = ports;
        this.rulebook = rulebook;
        this.resolution = resolution;
    }

    Circumstances circumstances(Collection<DataRow> rows) {
        Circumstances now = Circumstances.of(rows, ports, rulebook::entity);
        rows.stream().collect(Collectors.groupingBy(row -> row.key().entity())).forEach((name, some) -> {
            if (rulebook.ruleWithSource(name).isPresent()) {
                Map<Object, Instant> ends = ends(rulebook.entity(name).orElseThrow(), some);
                some.forEach(row -> row.source()
                        .flatMap(source -> Optional.ofNullable(ends.get(source.id())))
                        .ifPresent(end -> now.endWithSource(row.key(), end)));
            }
        });
        return now;
    }

    private Map<Object, Instant> ends(EntityRules derived, List<DataRow> rows) {
        List<Object> ids = rows.stream()
                .flatMap(row -> row.source().stream())
                .map(RowKey::id)
                .distinct()
                .toList();
        Map<Object, Instant> ends = new HashMap<>();
        for (String name :
                ids.isEmpty() ? List.<String>of() : derived.description().sources()) {
            rulebook.entity(name).ifPresent(entity -> {
                List<RowKey> keys = ids.stream().map(id -> new RowKey(name, id)).toList();
                List<DataRow> sources = entity.store().read(Selection.everything(), keys, false);
                resolution.meet(sources);
                Circumstances now = circumstances(sources);
                sources.forEach(source -> resolution
                        .end(source, now)
                        .ifPresent(end -> ends.put(source.key().id(), end)));
            });
        }
        return ends;
    }
}
