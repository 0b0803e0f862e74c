package dev.sojourn.jpa;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** A condition on rows of Sojourn's own tables and the host's subject, before it is written in one language or the other. */
sealed interface Condition {

    /** The tables that are asked. */
    enum Table {
        SUBJECT("SojournSubject", SubjectRow.class, "subjectKey"),
        STATE("SojournState", StateRow.class, "subjectKey"),
        SUPPRESSION("SojournSuppression", SuppressionRow.class, "digest"),
        SETTING("SojournSetting", SettingRow.class, "position");

        private final String entity;
        private final Class<?> type;
        private final String key;

        Table(String entity, Class<?> type, String key) {
            this.entity = entity;
            this.type = type;
            this.key = key;
        }

        String entity() {
            return entity;
        }

        Class<?> type() {
            return type;
        }

        /** What a subquery selects. */
        String key() {
            return key;
        }
    }

    /** What is compared. */
    sealed interface Operand {}

    /** An attribute of a row met under an alias. */
    record Attribute(String alias, String name) implements Operand {}

    /** A text attribute, between two bars. */
    record Barred(Attribute attribute) implements Operand {}

    /** A value given as a parameter. */
    record Value(Object value) implements Operand {}

    /** The host's expression for the subject's identifier. */
    record HostId() implements Operand {}

    /** The host's expression for the subject's tenant. */
    record HostTenant() implements Operand {}

    /** How two operands compare. */
    enum Comparison {
        EQUAL("="),
        UNEQUAL("<>"),
        GREATER(">"),
        LESS("<"),
        AT_LEAST(">="),
        AT_MOST("<=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }

        /** What is true where this is not; nothing compared here is ever null. */
        Comparison contrary() {
            return switch (this) {
                case EQUAL -> UNEQUAL;
                case UNEQUAL -> EQUAL;
                case GREATER -> AT_MOST;
                case AT_MOST -> GREATER;
                case LESS -> AT_LEAST;
                case AT_LEAST -> LESS;
            };
        }
    }

    /** True when all are; true when there are none. */
    record All(List<Condition> parts) implements Condition {}

    /** True when one is; false when there are none. */
    record Any(List<Condition> parts) implements Condition {}

    /** The contrary. */
    record Not(Condition condition) implements Condition {}

    /** A row of a table, under an alias. */
    record Row(Table table, String alias) {}

    /** True when there is a row, or there are several beside each other, of which there is at least one. */
    record Exists(List<Row> rows, Condition condition) implements Condition {}

    /** Two operands compared. */
    record Compare(Operand left, Comparison comparison, Operand right) implements Condition {}

    /** An attribute that has no value. */
    record Absent(Attribute attribute) implements Condition {}

    /** An attribute that has one of some values, of which there is at least one. */
    record In(Attribute attribute, Collection<String> values) implements Condition {}

    /** A text that has another within it. */
    record Contains(Attribute text, Operand part) implements Condition {}

    static Condition all(Condition... parts) {
        List<Condition> flat = Stream.of(parts)
                .flatMap(part -> part instanceof All all ? all.parts().stream() : Stream.of(part))
                .toList();
        return flat.size() == 1 ? flat.get(0) : new All(flat);
    }

    static Condition any(Condition... parts) {
        return any(Stream.of(parts));
    }

    static Condition any(Stream<Condition> parts) {
        List<Condition> flat = parts.flatMap(part -> part instanceof Any any ? any.parts().stream() : Stream.of(part))
                .toList();
        return flat.size() == 1 ? flat.get(0) : new Any(flat);
    }

    /** The contrary, of each part where there are several: fewer brackets for the provider to try. */
    static Condition not(Condition condition) {
        if (condition instanceof Any any) {
            return all(any.parts().stream().map(Condition::not).toArray(Condition[]::new));
        } else if (condition instanceof All all) {
            return any(all.parts().stream().map(Condition::not));
        } else if (condition instanceof Not not) {
            return not.condition();
        } else if (condition instanceof Compare compare) {
            return new Compare(compare.left(), compare.comparison().contrary(), compare.right());
        }
        return new Not(condition);
    }

    static Condition exists(Table table, String alias, Condition... parts) {
        return exists(List.of(new Row(table, alias)), parts);
    }

    static Condition exists(List<Row> rows, Condition... parts) {
        return new Exists(rows, all(parts));
    }

    static Condition is(String path, Object value) {
        return new Compare(at(path), Comparison.EQUAL, new Value(value));
    }

    static Condition isNot(String path, Object value) {
        return new Compare(at(path), Comparison.UNEQUAL, new Value(value));
    }

    static Condition same(String path, String other) {
        return new Compare(at(path), Comparison.EQUAL, at(other));
    }

    static Condition greater(String path, String other) {
        return new Compare(at(path), Comparison.GREATER, at(other));
    }

    static Condition less(String path, Object value) {
        return new Compare(at(path), Comparison.LESS, new Value(value));
    }

    static Condition in(String path, Collection<String> values) {
        return values.isEmpty() ? any() : new In(at(path), values);
    }

    /** An attribute, written {@code alias.name}. */
    static Attribute at(String path) {
        int point = path.indexOf('.');
        return new Attribute(path.substring(0, point), path.substring(point + 1));
    }
}
