package dev.sojourn.jpa;

import dev.sojourn.ledger.EntryKind;
import jakarta.persistence.Cache;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows that other nodes disposed of out of this node's shared cache, as the feed tells of them. An entry names the
 * entities and how many rows of each went, so all that is cached of such an entity goes.
 *
 * <p>What one reading of the feed named goes again at the next: a transaction that had read such a row just before it went
 * may have put it back in between. Belongs to the feed's one reader, as that belongs to one thread at a time.
 */
final class SharedCaches {

    /** Of these an entry names what was disposed of. */
    static final Set<String> DISPOSALS = Set.of(EntryKind.BATCH_DISPOSED.name(), EntryKind.ERASURE.name());

    private static final String ROWS = "rows.";

    private final EntityManagerFactory factory;
    private Set<String> again = Set.of();

    SharedCaches(EntityManagerFactory factory) {
        this.factory = factory;
    }

    /**
     * Hears what was read of the feed.
     *
     * @param rows of the ledger, as {@link JpaFeed#select} has them
     * @param complete whether these are all there were
     */
    void hear(List<Object[]> rows, boolean complete) {
        Set<String> named = new HashSet<>();
        boolean known = complete;
        for (Object[] row : rows) {
            if (DISPOSALS.contains(String.valueOf(row[3]))) {
                known &= Facts.readExactly(String.valueOf(row[4]))
                        .map(facts -> named.addAll(entities(facts.keySet())))
                        .isPresent();
            }
        }
        if (!known) {
            forgetEverything();
            return;
        }
        again.forEach(this::forget);
        named.forEach(this::forget);
        again = named;
    }

    /** Takes everything out, since nobody knows what went before the feed was read. */
    void forgetEverything() {
        Cache cache = cache();
        if (cache != null) {
            factory.getMetamodel().getEntities().forEach(entity -> cache.evict(entity.getJavaType()));
        }
        again = Set.of();
    }

    /** Takes out all that is cached of what lost rows, as a disposal names it. */
    void forget(Set<String> disposed) {
        disposed.stream().map(SharedCaches::entity).distinct().forEach(this::forget);
    }

    private void forget(String name) {
        Cache cache = cache();
        if (cache != null) {
            factory.getMetamodel().getEntities().stream()
                    .filter(entity -> entity.getName().equals(name))
                    .map(EntityType::getJavaType)
                    .forEach(cache::evict);
        }
    }

    /** Some providers have none to give where the host wants none. */
    private @Nullable Cache cache() {
        return factory.getCache();
    }

    /** A fact counts the rows of an entity, or of one of its collections or references. */
    private static Set<String> entities(Set<String> facts) {
        return facts.stream()
                .filter(name -> name.startsWith(ROWS))
                .map(name -> entity(name.substring(ROWS.length())))
                .collect(Collectors.toSet());
    }

    private static String entity(String counted) {
        return counted.split("[. ]", 2)[0];
    }
}
