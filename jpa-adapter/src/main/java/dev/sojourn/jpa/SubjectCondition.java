package dev.sojourn.jpa;

import dev.sojourn.policy.DataSubject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The condition that a row of {@code sojourn_subject} is one of some subjects. Where the database takes a list of ids as
 * one parameter it is one, and subjects of many tenants are three, since a database may plan for longer than it reads where
 * each tenant has a condition of its own; elsewhere lists are filled up to a power of two by repeating the last. Either way
 * the database sees few different statements.
 */
final class SubjectCondition {

    /** So many tenants and kinds are told apart by conditions of their own. */
    private static final int FEW = 4;

    private record Namespace(String tenant, String kind) {}

    private final List<Object> parameters;
    private final BiFunction<String, List<String>, String> list;
    private final String sql;

    /**
     * A condition.
     *
     * @param alias of the table in the query
     * @param before the query's parameters that come before the condition's
     */
    SubjectCondition(String alias, Collection<DataSubject> subjects, Object... before) {
        parameters = new ArrayList<>(List.of(before));
        list = this::oneByOne;
        sql = sql(alias, subjects);
    }

    /**
     * A condition said in the way of a database.
     *
     * @param dialect the database's
     * @param alias of the table in the query
     */
    SubjectCondition(Dialect dialect, String alias, Collection<DataSubject> subjects) {
        parameters = new ArrayList<>();
        list = (column, ids) -> {
            Optional<String> atOnce = dialect.among(column, "?" + (parameters.size() + 1));
            atOnce.ifPresent(said -> parameters.add(Dialect.list(ids)));
            return atOnce.orElseGet(() -> oneByOne(column, ids));
        };
        sql = lines(dialect, alias, subjects).orElseGet(() -> sql(alias, subjects));
    }

    private Optional<String> lines(Dialect dialect, String alias, Collection<DataSubject> subjects) {
        long namespaces = subjects.stream()
                .map(subject -> new Namespace(subject.tenant(), subject.kind()))
                .distinct()
                .count();
        Optional<String> lines = namespaces > FEW
                ? dialect.amongLines(
                        List.of(alias + ".tenant", alias + ".kind", alias + ".subject_id"), List.of("?1", "?2", "?3"))
                : Optional.empty();
        if (lines.isPresent()) {
            for (Function<DataSubject, String> part :
                    List.<Function<DataSubject, String>>of(DataSubject::tenant, DataSubject::kind, DataSubject::id)) {
                parameters.add(Dialect.list(subjects.stream().map(part).toList()));
            }
        }
        return lines;
    }

    private String sql(String alias, Collection<DataSubject> subjects) {
        Map<Namespace, List<String>> ids = new LinkedHashMap<>();
        for (DataSubject subject : subjects) {
            ids.computeIfAbsent(new Namespace(subject.tenant(), subject.kind()), namespace -> new ArrayList<>())
                    .add(subject.id());
        }
        return ids.isEmpty()
                ? "1 = 0"
                : ids.entrySet().stream()
                        .map(entry -> "(" + alias + ".tenant = " + parameter(entry.getKey().tenant) + " and " + alias
                                + ".kind = " + parameter(entry.getKey().kind) + " and "
                                + list.apply(alias + ".subject_id", entry.getValue()) + ")")
                        .collect(Collectors.joining(" or ", "(", ")"));
    }

    String sql() {
        return sql;
    }

    /** All the query's parameters up to here. */
    Object[] parameters() {
        return parameters.toArray();
    }

    private String oneByOne(String column, List<String> ids) {
        int size = Integer.highestOneBit(ids.size() * 2 - 1);
        List<String> placeholders = new ArrayList<>(size);
        for (int index = 0; index < size; index++) {
            placeholders.add(parameter(ids.get(Math.min(index, ids.size() - 1))));
        }
        return placeholders.stream().collect(Collectors.joining(", ", column + " in (", ")"));
    }

    private String parameter(String value) {
        parameters.add(value);
        return "?" + parameters.size();
    }
}
