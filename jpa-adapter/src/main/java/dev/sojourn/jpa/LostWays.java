package dev.sojourn.jpa;

import dev.sojourn.policy.Fault;
import jakarta.persistence.OneToOne;
import jakarta.persistence.metamodel.Attribute;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ways to a subject or tenant that lead over the mapped side of a one-to-one: the row there refers to the one that needs it,
 * and nothing keeps it. Where it may go first, the other would be left about nobody.
 */
final class LostWays {

    private final Map<String, EntityDeclaration> declared;
    private final Collection<RetainedEntity> entities;
    private final Ways ways;
    private final List<Fault> faults;

    LostWays(
            Map<String, EntityDeclaration> declared,
            Collection<RetainedEntity> entities,
            Ways ways,
            List<Fault> faults) {
        this.declared = declared;
        this.entities = entities;
        this.ways = ways;
        this.faults = faults;
    }

    void check() {
        entities.forEach(entity -> entity.distant().forEach(way -> check(entity.name(), way)));
    }

    private void check(String entity, Way way) {
        Optional<EntityDeclaration> at = Optional.ofNullable(declared.get(entity));
        for (String step : way.steps()) {
            if (at.isEmpty()) {
                return;
            }
            EntityDeclaration from = at.get();
            Optional<Attribute<?, ?>> association = from.attribute(step);
            Optional<EntityDeclaration> target = association.flatMap(ways::target);
            if (association.filter(LostWays::isMapped).isPresent()
                    && target.filter(to -> goesByItself(to, from)).isPresent()) {
                faults.add(new Fault(
                        entity + "." + way.path(),
                        "is the way to its subject or tenant, and " + from.element(step)
                                + " is mapped by the other row, which may go first: the row would be left about nobody",
                        "keep the reference in the row itself (its own @JoinColumn), give "
                                + target.orElseThrow().name()
                                + " no rule and no subject of its own, or keep the identifier in the row itself"));
                return;
            }
            at = target;
        }
    }

    private static boolean isMapped(Attribute<?, ?> association) {
        return Members.on(association, OneToOne.class)
                .filter(written -> !written.mappedBy().isEmpty())
                .isPresent();
    }

    /** Whether rows are disposed of for themselves, or with others than those whose way leads to them. */
    private boolean goesByItself(EntityDeclaration there, EntityDeclaration from) {
        Class<?> type = there.type().getJavaType();
        return declared.values().stream()
                        .filter(kind -> type.isAssignableFrom(kind.type().getJavaType()))
                        .anyMatch(LostWays::isGoverned)
                || entities.stream()
                        .filter(owner ->
                                !owner.type().isAssignableFrom(from.type().getJavaType())
                                        && !from.type().getJavaType().isAssignableFrom(owner.type()))
                        .flatMap(owner -> owner.links().stream())
                        .anyMatch(link -> link.child().equals(there.name()));
    }

    private static boolean isGoverned(EntityDeclaration entity) {
        return entity.rules().stream()
                        .anyMatch(rule -> rule.with().isEmpty() || !rule.rule().isEmpty())
                || SubjectCompiler.declaredOn(entity).stream()
                        .anyMatch(subject -> !subject.ref().mentioned());
    }
}
