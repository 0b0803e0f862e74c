package dev.sojourn.retention;

import dev.sojourn.consent.Restriction;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.RetentionRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** What lives outside a batch's rows and may keep them or make them due, read within the batch's unit. */
final class Circumstances {

    static final int SUBJECTS = 1_000;

    private final RetentionPorts ports;
    private final List<Hold> holds = new ArrayList<>();
    private final Map<DataSubject, List<SubjectAct>> restrictions = new HashMap<>();
    private final Map<String, Map<DataSubject, Instant>> events = new HashMap<>();
    private final Map<String, Map<DataSubject, SuspendingCondition.Span>> spans = new HashMap<>();
    private final Map<DataSubject, List<SubjectAct>> standing = new HashMap<>();
    private final Map<RowKey, Instant> sources = new HashMap<>();

    private Circumstances(RetentionPorts ports) {
        this.ports = ports;
    }

    /** Reads everything that concerns these rows and their children. */
    static Circumstances of(
            Collection<DataRow> rows, RetentionPorts ports, Function<String, Optional<EntityRules>> entities) {
        Circumstances found = new Circumstances(ports);
        Set<DataSubject> subjects = new LinkedHashSet<>();
        Set<String> names = new HashSet<>();
        rows.forEach(row -> collect(row, subjects, names));
        Set<String> eventNames = new HashSet<>();
        Set<String> conditions = new HashSet<>();
        for (String name : names) {
            entities.apply(name).stream()
                    .flatMap(entity -> entity.rules().stream())
                    .forEach(rule -> {
                        rule.hostEvent().ifPresent(eventNames::add);
                        rule.versions().stream()
                                .map(RetentionRule::suspension)
                                .forEach(condition -> condition.ifPresent(conditions::add));
                    });
        }
        found.read(new ArrayList<>(subjects), eventNames, conditions);
        return found;
    }

    private static void collect(DataRow row, Set<DataSubject> subjects, Set<String> entities) {
        subjects.addAll(row.concerned());
        entities.add(row.key().entity());
        row.children().forEach(child -> collect(child, subjects, entities));
    }

    private void read(List<DataSubject> subjects, Set<String> eventNames, Set<String> conditions) {
        int from = 0;
        do {
            List<DataSubject> some = subjects.subList(from, Math.min(from + SUBJECTS, subjects.size()));
            holds.addAll(ports.holds().activeAmong(some));
            if (!some.isEmpty()) {
                ports.consents()
                        .restrictionsAmong(some)
                        .forEach(act -> restrictions
                                .computeIfAbsent(act.subject(), subject -> new ArrayList<>())
                                .add(act));
                eventNames.forEach(event -> events.computeIfAbsent(event, name -> new HashMap<>())
                        .putAll(ports.events().among(event, some)));
                conditions.forEach(condition -> spans.computeIfAbsent(condition, name -> new HashMap<>())
                        .putAll(conditionNamed(condition).among(some)));
            }
            from += SUBJECTS;
        } while (from < subjects.size());
    }

    private SuspendingCondition conditionNamed(String name) {
        return Optional.ofNullable(ports.conditions().get(name))
                .orElseThrow(() -> new IllegalStateException("no answer to the condition '" + name
                        + "' was registered: give one with Sojourn.builder(…).condition(\"" + name + "\", …)"));
    }

    /** Whether there is neither a hold nor a restriction that could keep any of the rows. */
    boolean barNothing() {
        return holds.isEmpty() && restrictions.isEmpty();
    }

    /** A hold that covers data of these subjects in these categories. */
    Optional<Hold> hold(Collection<DataSubject> subjects, Set<String> categories) {
        return holds.stream()
                .filter(hold -> hold.subject().map(subjects::contains).orElse(true)
                        && hold.category().map(categories::contains).orElse(true))
                .findFirst();
    }

    /** A restriction that reaches data of these subjects, in these categories, serving these purposes. */
    Optional<SubjectAct> restriction(Collection<DataSubject> subjects, Set<String> categories, Set<String> purposes) {
        return restriction(subjects, categories, purposes, act -> true);
    }

    /** The same, of those restrictions that bind in a case. */
    Optional<SubjectAct> restriction(
            Collection<DataSubject> subjects,
            Set<String> categories,
            Set<String> purposes,
            Predicate<SubjectAct> binds) {
        return subjects.stream()
                .flatMap(subject -> restrictions.getOrDefault(subject, List.of()).stream())
                .filter(binds)
                .filter(act -> {
                    Restriction restriction = Restriction.of(act);
                    return restriction.isOfEverything()
                            || restriction.categories().stream().anyMatch(categories::contains)
                            || restriction.purposes().stream().anyMatch(purposes::contains);
                })
                .findFirst();
    }

    /** When an event had happened to every one of these subjects. */
    Optional<Instant> event(String event, Collection<DataSubject> subjects) {
        Map<DataSubject, Instant> happened = events.getOrDefault(event, Map.of());
        return happened.keySet().containsAll(subjects)
                ? subjects.stream().map(happened::get).max(Instant::compareTo)
                : Optional.empty();
    }

    /** The spans in which a condition holds for these subjects. */
    List<SuspendingCondition.Span> spans(String condition, Collection<DataSubject> subjects) {
        Map<DataSubject, SuspendingCondition.Span> known = spans.getOrDefault(condition, Map.of());
        return subjects.stream()
                .flatMap(subject -> Optional.ofNullable(known.get(subject)).stream())
                .toList();
    }

    void endWithSource(RowKey row, Instant end) {
        sources.put(row, end);
    }

    /** When the row that a row was derived from goes, or went out of bounds; empty while no end of it is in sight. */
    Optional<Instant> sourceEnd(RowKey row) {
        return Optional.ofNullable(sources.get(row));
    }

    /** The acts of a subject that stand; read when first asked, since few rows depend on them. */
    List<SubjectAct> standing(DataSubject subject) {
        return standing.computeIfAbsent(subject, ports.consents()::standing);
    }
}
