package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Children that nothing can keep, nothing refers to and nothing goes with: they go by their parents' keys, in one statement,
 * and none of them is looked for first. Only in a unit that has loaded nothing, since nobody learns their own keys.
 */
final class LastInLine {

    private final EntityManager entityManager;
    private final EntityModel model;
    private final boolean nothingLoaded;

    LastInLine(EntityManager entityManager, EntityModel model) {
        this.entityManager = entityManager;
        this.model = model;
        this.nothingLoaded = Loaded.isNothing(entityManager);
    }

    /** Whether the rows a link owns are such children. */
    boolean contains(RetainedEntity parent, RetainedEntity.Link link) {
        RetainedEntity child = model.entity(link.child());
        return nothingLoaded
                && !link.ofParent()
                && parent.key().isSingle()
                && !parent.key().paths().get(0).contains(".")
                && isAlone(child)
                && child.links().isEmpty()
                && child.references().isEmpty()
                && child.collections().isEmpty()
                && model.order().within(child.kind().root()).isEmpty()
                && !model.mayKeep(child);
    }

    /** Rows of one entity in tables of their own, of which the provider keeps no past states and hides none. */
    private static boolean isAlone(RetainedEntity entity) {
        Unfiltered queries = entity.key().queries();
        return entity.kind().root().equals(entity.name())
                && !entity.kind().joined()
                && !entity.kind().hasOthers()
                && !queries.isFiltered(entity.name())
                && !queries.hasPast(entity.name(), entity.key());
    }

    /** Deletes such children of some rows, and counts them by entity. */
    Map<String, Long> delete(RetainedEntity parent, Collection<Object> ids) {
        Map<String, Long> gone = new LinkedHashMap<>();
        for (RetainedEntity.Link link : parent.links()) {
            if (contains(parent, link)) {
                long rows = Rows.changing(
                        entityManager,
                        parent.key(),
                        "e." + link.attribute(),
                        "delete from " + link.child() + " e where " + Rows.IDS,
                        ids);
                if (rows > 0) {
                    gone.merge(link.child(), rows, Long::sum);
                }
            }
        }
        return gone;
    }
}
