package dev.sojourn.jpa;

import dev.sojourn.retention.Anchor;
import dev.sojourn.retention.Arm;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.Tally;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a query that counts a selection's rows by tenant selects, and how a row of its answer is read. Ones are counted, not
 * keys: so it can be answered from an index that has the times and no keys. They are not summed: a provider that sends them
 * as parameters leaves some databases without a type to sum.
 */
final class TallyColumns {

    private final RetainedEntity entity;
    private final Selection selection;
    private final List<String> starting;
    private final Optional<String> tenant;
    private final String text;

    TallyColumns(RetainedEntity entity, Selection selection, SelectionQuery query) {
        this.entity = entity;
        this.selection = selection;
        this.starting = List.copyOf(query.startingAttributes());
        List<String> columns = new ArrayList<>();
        columns.add("count(case when " + query.notStarted() + " then nullif(1, 1) else 1 end)");
        columns.add("count(case when " + query.notStarted() + " then 1 else nullif(1, 1) end)");
        starting.stream()
                .map(name -> starting.size() == 1
                        ? "min(e." + name + ")"
                        : "min(" + Rows.only("e." + name, query.dueBy(name)) + ")")
                .forEach(columns::add);
        this.tenant = entity.tenant().map(query::say);
        tenant.ifPresent(columns::add);
        this.text = String.join(", ", columns);
    }

    String text() {
        return text;
    }

    /** The attributes whose oldest value is selected behind the two counts, before the tenant. */
    List<String> starting() {
        return starting;
    }

    String grouping() {
        return tenant.map(of -> " group by " + of).orElse("");
    }

    Tally read(@Nullable Object[] row) {
        long due = number(row[0]);
        long notStarted = number(row[1]);
        ZoneId zone = selection.due().stream().findFirst().map(Arm::versionZone).orElse(ZoneId.of("UTC"));
        Optional<Anchor> oldest = Optional.empty();
        for (int i = 0; i < starting.size(); i++) {
            Object value = row[i + 2];
            if (value != null) {
                Anchor anchor = Objects.requireNonNull(entity.times().get(starting.get(i)))
                        .anchor(value);
                oldest = Optional.of(oldest.filter(other -> !anchor.in(zone).isBefore(other.in(zone)))
                        .orElse(anchor));
            }
        }
        Object named = entity.tenant().isPresent() ? row[row.length - 1] : null;
        return new Tally(named == null ? "" : (String) named, due, oldest, notStarted);
    }

    /** Rows without a tenant are kept as null by some and as an empty text by others. */
    static Tally sum(Tally one, Tally other) {
        return new Tally(
                one.tenant(),
                one.due() + other.due(),
                one.oldest()
                        .flatMap(first -> other.oldest().map(second -> earlier(first, second)))
                        .or(one::oldest)
                        .or(other::oldest),
                one.notStarted() + other.notStarted());
    }

    private static Anchor earlier(Anchor one, Anchor other) {
        return List.of(one, other).stream()
                .min(Comparator.comparing(anchor -> anchor.in(ZoneId.of("UTC"))))
                .orElseThrow();
    }

    private static long number(@Nullable Object value) {
        return value == null ? 0 : ((Number) value).longValue();
    }
}
