package dev.sojourn.jpa;

import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether other rows would lead back to the person once a row is nobody's: what it owns stays with it, and so does what
 * refers to it. References declared UNLINK are taken away with the person.
 */
final class LeadsBack {

    private final Map<String, EntityDeclaration> declared;
    private final List<Fault> faults;

    LeadsBack(Map<String, EntityDeclaration> declared, List<Fault> faults) {
        this.declared = declared;
        this.faults = faults;
    }

    void check(Collection<RetainedEntity> entities, Policy policy) {
        entities.stream()
                .filter(entity -> Anonymity.isEndOf(entity.bindings(), policy))
                .forEach(this::check);
    }

    private void check(RetainedEntity entity) {
        entity.links()
                .forEach(link -> innocent(
                        link.ofParent() ? entity.name() : link.child(),
                        link.attribute(),
                        "ties " + link.child() + " to rows of " + entity.name()
                                + " that are anonymised, and what stays with such a row leads back to the person",
                        "mark it @NotPersonal(because = \"…\") if its rows say nothing about a person, or let the rule"
                                + " delete"));
        entity.collections()
                .forEach(collection -> innocent(
                        entity.name(),
                        collection.attribute(),
                        "is a collection, and stays with a row that is anonymised",
                        "mark it @NotPersonal(because = \"…\") if it says nothing about a person, or let the rule"
                                + " delete"));
        entity.references().stream()
                .filter(RetainedEntity.Reference::keeps)
                .forEach(reference -> innocent(
                        reference.entity(),
                        reference.attribute(),
                        "refers to rows of " + entity.name()
                                + " that are anonymised, and would lead back to the person",
                        "declare @OnDisposal(UNLINK): it is set to null with the person; or mark it"
                                + " @NotPersonal(because = \"…\")"));
        declaration(entity.name()).ifPresent(this::checkOwn);
    }

    /** What is marked as saying nothing about a person must not lead to one. */
    private void checkOwn(EntityDeclaration entity) {
        entity.leaves().stream()
                .filter(leaf -> Members.on(leaf.attribute(), NotPersonal.class).isPresent())
                .flatMap(leaf -> Association.of(leaf).stream())
                .filter(association -> association.shape() == Association.Shape.REFERENCE)
                .filter(association -> declaration(association.target())
                        .filter(target -> !SubjectCompiler.declaredOn(target).isEmpty())
                        .isPresent())
                .forEach(association -> faults.add(new Fault(
                        entity.element(association.attribute()),
                        "is marked @NotPersonal and leads to " + association.target()
                                + ", which is about a person, so that the row would not be anonymous",
                        "remove @NotPersonal: the reference is set to null with the person")));
    }

    private void innocent(String entity, String attribute, String problem, String mend) {
        boolean marked = declaration(entity)
                .flatMap(found -> found.attribute(attribute))
                .flatMap(found -> Members.on(found, NotPersonal.class))
                .isPresent();
        if (!marked) {
            faults.add(new Fault(entity + "." + attribute, problem, mend));
        }
    }

    private Optional<EntityDeclaration> declaration(String entity) {
        return Optional.ofNullable(declared.get(entity));
    }
}
