package dev.sojourn.jpa;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a condition as JPQL, with named parameters. */
final class JpqlWriter {

    private final String prefix;
    private final String id;
    private final Optional<String> tenantPath;
    private final String tenant;
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    private JpqlWriter(String prefix, String id, Optional<String> tenantPath, String tenant) {
        this.prefix = prefix;
        this.id = id;
        this.tenantPath = tenantPath;
        this.tenant = tenant;
    }

    /**
     * For subjects of one tenant.
     *
     * @param prefix begins the names of aliases and parameters, so that they meet none of the host's
     * @param id the host's path to the identifier
     * @param tenant the tenant
     */
    static JpqlWriter ofTenant(String prefix, String id, String tenant) {
        return new JpqlWriter(prefix, id, Optional.empty(), tenant);
    }

    /** The same, where the host's path leads to the tenant. */
    static JpqlWriter ofTenantAt(String prefix, String id, String path) {
        return new JpqlWriter(prefix, id, Optional.of(path), "");
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    String write(Condition condition) {
        if (condition instanceof Condition.All all) {
            return joined(all.parts(), " and ", "1 = 1");
        } else if (condition instanceof Condition.Any any) {
            return joined(any.parts(), " or ", "1 = 0");
        } else if (condition instanceof Condition.Not not) {
            return "not " + (not.condition() instanceof Condition.Exists ? "" : "(") + write(not.condition())
                    + (not.condition() instanceof Condition.Exists ? "" : ")");
        } else if (condition instanceof Condition.Exists exists) {
            Condition.Row first = exists.rows().get(0);
            return "exists (select " + prefix + first.alias() + "."
                    + first.table().key() + " from "
                    + exists.rows().stream()
                            .map(row -> row.table().entity() + " " + prefix + row.alias())
                            .collect(Collectors.joining(", "))
                    + " where " + write(exists.condition()) + ")";
        } else if (condition instanceof Condition.Compare compare) {
            return write(compare.left()) + " " + compare.comparison().sign() + " " + write(compare.right());
        } else if (condition instanceof Condition.Absent absent) {
            return write(absent.attribute()) + " is null";
        } else if (condition instanceof Condition.In in) {
            return write(in.attribute()) + " in ("
                    + in.values().stream().map(this::parameter).collect(Collectors.joining(", ")) + ")";
        }
        Condition.Contains contains = (Condition.Contains) condition;
        return "locate(" + write(contains.part()) + ", " + write(contains.text()) + ") > 0";
    }

    /** With brackets where they change the meaning only: providers parse each pair in more than one way. */
    private String joined(List<Condition> parts, String word, String none) {
        return parts.isEmpty()
                ? none
                : parts.stream()
                        .map(part -> isJoined(part) && parts.size() > 1 ? "(" + write(part) + ")" : write(part))
                        .collect(Collectors.joining(word));
    }

    private static boolean isJoined(Condition part) {
        return part instanceof Condition.All all && all.parts().size() > 1
                || part instanceof Condition.Any any && any.parts().size() > 1;
    }

    private String write(Condition.Operand operand) {
        if (operand instanceof Condition.Attribute attribute) {
            return prefix + attribute.alias() + "." + attribute.name();
        } else if (operand instanceof Condition.Barred barred) {
            return "concat('|', concat(" + write(barred.attribute()) + ", '|'))";
        } else if (operand instanceof Condition.Value value) {
            return parameter(value.value());
        }
        return operand instanceof Condition.HostId ? id : tenantPath.orElseGet(() -> parameter(tenant));
    }

    private String parameter(Object value) {
        String name = prefix + (parameters.size() + 1);
        parameters.put(name, value);
        return ":" + name;
    }
}
