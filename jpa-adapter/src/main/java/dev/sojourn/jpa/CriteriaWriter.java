package dev.sojourn.jpa;

import jakarta.persistence.criteria.CommonAbstractCriteria;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes a condition as a predicate of the Criteria API. */
final class CriteriaWriter {

    private final CriteriaBuilder builder;
    private final CommonAbstractCriteria query;
    private final Expression<?> id;
    private final Expression<String> tenant;
    private final Map<String, Root<?>> roots;

    CriteriaWriter(CriteriaBuilder builder, CommonAbstractCriteria query, Expression<?> id, Expression<String> tenant) {
        this(builder, query, id, tenant, Map.of());
    }

    private CriteriaWriter(
            CriteriaBuilder builder,
            CommonAbstractCriteria query,
            Expression<?> id,
            Expression<String> tenant,
            Map<String, Root<?>> roots) {
        this.builder = builder;
        this.query = query;
        this.id = id;
        this.tenant = tenant;
        this.roots = roots;
    }

    Predicate write(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.parts().isEmpty() ? always(true) : builder.and(written(all.parts()));
        } else if (condition instanceof Condition.Any any) {
            return any.parts().isEmpty() ? always(false) : builder.or(written(any.parts()));
        } else if (condition instanceof Condition.Not not) {
            return builder.not(write(not.condition()));
        } else if (condition instanceof Condition.Exists exists) {
            return exists(exists);
        } else if (condition instanceof Condition.Compare compare) {
            return compare(compare);
        } else if (condition instanceof Condition.Absent absent) {
            return builder.isNull(at(absent.attribute()));
        } else if (condition instanceof Condition.In in) {
            return at(in.attribute()).in(in.values());
        }
        Condition.Contains contains = (Condition.Contains) condition;
        Expression<String> text = text(contains.text());
        return builder.greaterThan(
                contains.part() instanceof Condition.Value value
                        ? builder.locate(text, value.value().toString())
                        : builder.locate(text, text(contains.part())),
                0);
    }

    private Predicate[] written(List<Condition> parts) {
        return parts.stream().map(this::write).toArray(Predicate[]::new);
    }

    /** Said so that every provider takes it within and and or. */
    private Predicate always(boolean value) {
        return builder.equal(builder.literal(1), value ? 1 : 0);
    }

    private Predicate exists(Condition.Exists exists) {
        Subquery<Object> subquery = query.subquery(Object.class);
        Map<String, Root<?>> known = new HashMap<>(roots);
        exists.rows()
                .forEach(row -> known.put(row.alias(), subquery.from(row.table().type())));
        Condition.Row first = exists.rows().get(0);
        subquery.select(at(known, first.alias()).get(first.table().key()));
        subquery.where(new CriteriaWriter(builder, subquery, id, tenant, known).write(exists.condition()));
        return builder.exists(subquery);
    }

    private Predicate compare(Condition.Compare compare) {
        Expression<?> left = operand(compare.left());
        switch (compare.comparison()) {
            case EQUAL:
                return compare.right() instanceof Condition.Value value
                        ? builder.equal(left, value.value())
                        : builder.equal(left, operand(compare.right()));
            case UNEQUAL:
                return compare.right() instanceof Condition.Value value
                        ? builder.notEqual(left, value.value())
                        : builder.notEqual(left, operand(compare.right()));
            case GREATER:
                return builder.greaterThan(number(compare.left()), number(compare.right()));
            case AT_MOST:
                return builder.lessThanOrEqualTo(number(compare.left()), number(compare.right()));
            default:
                return withinLimit(compare, compare.comparison() == Condition.Comparison.LESS);
        }
    }

    private Predicate withinLimit(Condition.Compare compare, boolean below) {
        Object limit = ((Condition.Value) compare.right()).value();
        if (limit instanceof Long number) {
            Expression<Long> left = number(compare.left());
            return below ? builder.lessThan(left, number) : builder.greaterThanOrEqualTo(left, number);
        }
        Expression<String> left = text(compare.left());
        return below ? builder.lessThan(left, limit.toString()) : builder.greaterThanOrEqualTo(left, limit.toString());
    }

    private Expression<Long> number(Condition.Operand operand) {
        Condition.Attribute attribute = (Condition.Attribute) operand;
        return root(attribute).get(attribute.name());
    }

    private Expression<?> operand(Condition.Operand operand) {
        if (operand instanceof Condition.Attribute attribute) {
            return at(attribute);
        } else if (operand instanceof Condition.Barred) {
            return text(operand);
        }
        return operand instanceof Condition.HostId ? id : tenant;
    }

    private Expression<?> at(Condition.Attribute attribute) {
        return root(attribute).get(attribute.name());
    }

    private Root<?> root(Condition.Attribute attribute) {
        return at(roots, attribute.alias());
    }

    private static Root<?> at(Map<String, Root<?>> roots, String alias) {
        return Objects.requireNonNull(roots.get(alias), "an alias not met before");
    }

    private Expression<String> text(Condition.Operand operand) {
        if (operand instanceof Condition.Barred barred) {
            return builder.concat("|", builder.concat(text(barred.attribute()), "|"));
        }
        Condition.Attribute attribute = (Condition.Attribute) operand;
        return root(attribute).get(attribute.name());
    }
}
