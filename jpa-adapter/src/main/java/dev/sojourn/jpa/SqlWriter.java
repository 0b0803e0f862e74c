package dev.sojourn.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a condition on rows of Sojourn's own tables as SQL, with numbered parameters. */
final class SqlWriter {

    private static final Pattern HUMP = Pattern.compile("([A-Z])");

    private final List<Object> parameters = new ArrayList<>();

    /** The parameters, by their numbers. */
    Object[] parameters() {
        return parameters.toArray();
    }

    /** One more parameter. */
    String parameter(Object value) {
        parameters.add(value);
        return "?" + parameters.size();
    }

    /** The condition; one that asks for other rows, or for the host's, cannot be written so. */
    String write(Condition condition) {
        if (condition instanceof Condition.All all) {
            return joined(all.parts(), " and ", "1 = 1");
        } else if (condition instanceof Condition.Any any) {
            return joined(any.parts(), " or ", "1 = 0");
        } else if (condition instanceof Condition.Not not) {
            return "not (" + write(not.condition()) + ")";
        } else if (condition instanceof Condition.Compare compare) {
            return operand(compare.left()) + " " + compare.comparison().sign() + " " + operand(compare.right());
        } else if (condition instanceof Condition.Absent absent) {
            return operand(absent.attribute()) + " is null";
        } else if (condition instanceof Condition.In in) {
            return operand(in.attribute()) + " in ("
                    + in.values().stream().map(this::parameter).collect(Collectors.joining(", ")) + ")";
        }
        throw new IllegalArgumentException("not a condition on one row: " + condition);
    }

    private String joined(List<Condition> parts, String word, String none) {
        return parts.isEmpty()
                ? none
                : parts.stream().map(part -> "(" + write(part) + ")").collect(Collectors.joining(word));
    }

    private String operand(Condition.Operand operand) {
        if (operand instanceof Condition.Attribute attribute) {
            return attribute.alias() + "."
                    + HUMP.matcher(attribute.name()).replaceAll("_$1").toLowerCase(Locale.ROOT);
        } else if (operand instanceof Condition.Value value) {
            return parameter(value.value());
        }
        throw new IllegalArgumentException("not of one row: " + operand);
    }
}
