package dev.sojourn.jpa;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Arm;
import dev.sojourn.retention.Cutoff;
import dev.sojourn.retention.Cutoffs;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.Selection;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A selection said in JPQL over the attributes of the entity {@code e}. Every condition is true or false, never unknown, so
 * that it may be negated: what is null is asked first.
 */
final class SelectionQuery {

    private final RetainedEntity entity;
    private final Selection selection;
    private final boolean joining;
    private final boolean judging;
    private final Set<String> timesJoin;
    private final Joins ways = new Joins();
    private final Map<String, String> joins = new LinkedHashMap<>();
    private final Map<Map.Entry<String, Object>, String> names = new HashMap<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final List<String> conditions = new ArrayList<>();
    private final String ofSubjects;
    private final String pending;

    /**
     * A selection.
     *
     * @param joining whether tenants' cutoffs are joined; a locking query selects by nothing that differs between tenants,
     *     since a database locks no row of an outer join: {@link #agrees} judges the rows it locked
     * @param timesJoin the attributes that can be compared with a stored cutoff as they are
     */
    SelectionQuery(RetainedEntity entity, Selection selection, boolean joining, Set<String> timesJoin) {
        this(
                entity,
                selection,
                joining,
                timesJoin,
                selection.pending().map(entity::redactedBy).orElse(List.of()));
    }

    /**
     * A selection among the rows with something to redact.
     *
     * @param redacted in any of these attributes; empty for rows whatever was redacted
     */
    SelectionQuery(
            RetainedEntity entity,
            Selection selection,
            boolean joining,
            Set<String> timesJoin,
            List<RedactedAttribute> redacted) {
        this.entity = entity;
        this.selection = selection;
        this.joining = joining;
        this.timesJoin = timesJoin;
        this.judging = !joining && isByTenant();
        if (!judging) {
            if (!selection.due().isEmpty()) {
                conditions.add(any(selection.due()));
            }
            selection.passed().forEach(floor -> conditions.add(any(floor)));
            selection.notDue().forEach(arm -> conditions.add("not " + arm(arm)));
        }
        ofSubjects = selection.subjects().map(this::subjects).orElseGet(this::always) + entity.only("e");
        conditions.add(ofSubjects);
        pending = Stream.concat(
                        redacted.stream()
                                .map(attribute -> attribute.pending(
                                        value -> parameter(attribute.path(), kept(attribute, value)))),
                        PastRedaction.pending(
                                entity,
                                redacted,
                                attribute -> value -> parameter(attribute.path(), kept(attribute, value)))
                                .stream())
                .collect(Collectors.joining(" or ", "(", ")"));
        if (!redacted.isEmpty()) {
            conditions.add(pending);
        }
        if (joining && selection.sources().isPresent()) {
            conditions.add(entity.derived()
                    .map(derived -> derived.key().among("e." + derived.attribute(), sources()))
                    .orElseGet(this::never));
        }
    }

    String joins() {
        return ways.text() + String.join("", joins.values());
    }

    /** How the query says a value. */
    String say(Way way) {
        return ways.say(way);
    }

    /**
     * Whether a row as read is selected: a query that joins nothing cannot ask what stands in other rows, and would look up
     * the tenant's cutoff for each row anew.
     */
    boolean agrees(DataRow row) {
        return joining
                        || !judging
                                && entity.distant().isEmpty()
                                && selection.sources().isEmpty()
                ? selection
                        .subjects()
                        .map(all -> row.subjects().stream().anyMatch(all::contains))
                        .orElse(true)
                : selection.selects(row);
    }

    /** Whether every row must be looked at together with its tenant's cutoff. */
    boolean looksUpCutoffs() {
        return joining
                && isByTenant()
                && selection.subjects().isEmpty()
                && selection.sources().isEmpty();
    }

    /** The whole selection. */
    String condition() {
        return String.join(" and ", conditions);
    }

    /** Rows whose trigger has not come: no attribute of an arm has a value. */
    String notStarted() {
        return selection.due().isEmpty()
                ? never()
                : startingAttributes().stream()
                        .map(attribute -> "e." + attribute + " is null")
                        .collect(Collectors.joining(
                                " and ",
                                "(",
                                " and " + ofSubjects + (pending.equals("()") ? "" : " and " + pending) + ")"));
    }

    /** The attributes from which rows may be due. */
    Set<String> startingAttributes() {
        return selection.due().stream().map(Arm::attribute).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Rows due by one attribute. */
    String dueBy(String attribute) {
        return any(selection.due().stream()
                .filter(arm -> arm.attribute().equals(attribute))
                .toList());
    }

    /** Whether it is among the rows of some subjects, which are few beside all. */
    boolean isOfSubjects() {
        return selection.subjects().isPresent();
    }

    /** Its values by name. */
    Map<String, Object> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    <Q extends Query> Q bind(Q query) {
        parameters.forEach(query::setParameter);
        if (joining && selection.sources().isPresent()) {
            entity.derived().ifPresent(derived -> derived.key().bindAmong(query, sources()));
        }
        return query;
    }

    private List<Object> sources() {
        return selection.sources().orElse(List.of()).stream().map(RowKey::id).toList();
    }

    private String any(List<Arm> arms) {
        return arms.isEmpty() ? never() : arms.stream().map(this::arm).collect(Collectors.joining(" or ", "(", ")"));
    }

    private String arm(Arm arm) {
        TimeType time = time(arm.attribute());
        String attribute = "e." + arm.attribute();
        List<String> all = new ArrayList<>();
        all.add(attribute + " is not null");
        arm.whileNull().ifPresent(other -> {
            time(other);
            all.add("e." + other + " is null");
        });
        arm.recordsFrom()
                .ifPresent(from ->
                        all.add(attribute + " >= " + parameter(arm.attribute(), time.line(from, arm.versionZone()))));
        arm.recordsBefore()
                .ifPresent(until ->
                        all.add(attribute + " < " + parameter(arm.attribute(), time.line(until, arm.versionZone()))));
        all.add(line(arm.attribute(), time, arm.cutoffs()));
        return "(" + String.join(" and ", all) + ")";
    }

    private String line(String name, TimeType time, Cutoffs cutoffs) {
        if (entity.tenant().isEmpty()) {
            return before(name, time, cutoffs.of(""));
        }
        String others = before(name, time, cutoffs.others());
        if (cutoffs.byTenant().isEmpty()) {
            return others;
        }
        String known = join(cutoffs);
        String own = ownLine(known, name, time, cutoffs);
        return "((" + known + ".tenant is null and " + others + ") or (" + known + ".tenant is not null and " + own
                + "))";
    }

    /** Compared as it is where both are kept alike; else each stored cutoff stands for a line in the attribute's type. */
    private String ownLine(String known, String name, TimeType time, Cutoffs cutoffs) {
        if (timesJoin.contains(name)) {
            String before = known + (time.isDay() ? ".beforeDay" : ".beforeAt");
            return "(" + before + " is not null and e." + name + " < " + before + ")";
        }
        String lines = cutoffs.byTenant().values().stream()
                .flatMap(Optional::stream)
                .distinct()
                .map(cutoff -> "(" + known + ".beforeAt = " + parameter("before", cutoff.beforeInstant()) + " and e."
                        + name + " < " + parameter(name, time.line(cutoff.before(), cutoff.zone())) + ")")
                .collect(Collectors.joining(" or "));
        return lines.isEmpty() ? never() : "(" + known + ".beforeAt is not null and (" + lines + "))";
    }

    /** In brackets: EclipseLink would read what follows two conditions as a third. */
    private String join(Cutoffs cutoffs) {
        String known = "c" + (joins.containsKey(cutoffs.name()) ? position(cutoffs.name()) : joins.size());
        joins.computeIfAbsent(
                cutoffs.name(),
                name -> " left join SojournRunCutoff " + known + " on (" + cutoffRow(known, cutoffs) + ")");
        return known;
    }

    private int position(String name) {
        return new ArrayList<>(joins.keySet()).indexOf(name);
    }

    private String cutoffRow(String known, Cutoffs cutoffs) {
        return known + ".run = " + parameter("run", selection.run()) + " and " + known + ".name = "
                + parameter("name", cutoffs.name()) + " and " + known + ".tenant = "
                + say(entity.tenant().orElseThrow());
    }

    private String before(String name, TimeType time, Optional<Cutoff> cutoff) {
        return cutoff.map(line -> "e." + name + " < " + parameter(name, time.line(line.before(), line.zone())))
                .orElseGet(this::never);
    }

    /** Whether tenants differ in what is selected of their rows. */
    private boolean isByTenant() {
        return entity.tenant().isPresent()
                && Stream.of(
                                selection.due().stream(),
                                selection.passed().stream().flatMap(List::stream),
                                selection.notDue().stream())
                        .flatMap(arms -> arms)
                        .anyMatch(arm -> !arm.cutoffs().byTenant().isEmpty());
    }

    private String subjects(List<DataSubject> subjects) {
        if (!joining && !entity.distant().isEmpty()) {
            return always();
        }
        List<String> any = entity.owners().stream()
                .flatMap(subject -> subjects(subject, subjects).stream())
                .toList();
        return any.isEmpty() ? never() : "(" + String.join(" or ", any) + ")";
    }

    /** A condition for each tenant that has one of the subjects. */
    private List<String> subjects(RetainedEntity.Subject attribute, List<DataSubject> subjects) {
        Map<String, List<Object>> byTenant = new LinkedHashMap<>();
        subjects.stream()
                .filter(subject -> subject.kind().equals(attribute.kind()))
                .filter(subject ->
                        entity.tenant().isPresent() || subject.tenant().isEmpty())
                .forEach(subject -> attribute
                        .codec()
                        .parse(subject.id())
                        .ifPresent(id -> byTenant.computeIfAbsent(subject.tenant(), tenant -> new ArrayList<>())
                                .add(id)));
        String said = byTenant.isEmpty() ? "" : say(attribute.way());
        return byTenant.entrySet().stream()
                .map(group -> "(" + tenant(group.getKey()) + said
                        + among("subject " + attribute.way().path(), group.getValue()) + ")")
                .toList();
    }

    /** One value is no list: a provider translates a query anew each time that a list in it may be of another length. */
    private String among(String beside, List<Object> values) {
        return values.size() == 1 ? " = " + parameter(beside, values.get(0)) : " in " + parameter(beside, values);
    }

    private String tenant(String tenant) {
        if (entity.tenant().isEmpty()) {
            return "";
        }
        String attribute = say(entity.tenant().get());
        return tenant.isEmpty()
                ? "(" + attribute + " is null or " + attribute + " = '') and "
                : attribute + " = " + parameter("tenant", tenant) + " and ";
    }

    private TimeType time(String attribute) {
        return Objects.requireNonNull(
                entity.times().get(attribute),
                () -> entity.name() + "." + attribute + " holds no day or moment: known are "
                        + entity.times().keySet());
    }

    private Object kept(RedactedAttribute attribute, Object value) {
        return entity.key().queries().kept(entity, attribute, value);
    }

    /** Names no column, so that a count may be answered from an index that has not got it. */
    private String always() {
        return "1 = 1";
    }

    private String never() {
        return "1 = 0";
    }

    /** The same value beside the same attribute is the same parameter, so that an arm asked twice is the same text twice. */
    private String parameter(String beside, Object value) {
        String name = names.computeIfAbsent(Map.entry(beside, value), known -> "p" + names.size());
        parameters.put(name, value);
        return ":" + name;
    }
}
