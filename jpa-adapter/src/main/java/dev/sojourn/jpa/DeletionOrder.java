package dev.sojourn.jpa;

import dev.sojourn.policy.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * In which order rows go, so that no foreign key is left pointing at nothing: whoever refers goes first. A reference
 * declared UNLINK is null by then and orders nothing; a circle of others is a fault that names it whole.
 */
final class DeletionOrder {

    /**
     * An association that orders the rows of one hierarchy among themselves.
     *
     * @param entity the entity that has it
     * @param attribute its path
     * @param holdsKey whether the row that has it goes before the one it leads to, rather than after
     */
    record Tie(String entity, String attribute, boolean holdsKey) {}

    /** One entity's rows go before another's. */
    private record Edge(String first, String second, String label) {}

    private final Hierarchy hierarchy;
    private final List<Edge> edges = new ArrayList<>();
    private final Map<String, List<Tie>> ties = new LinkedHashMap<>();
    private final Map<String, Integer> turns = new HashMap<>();

    DeletionOrder(
            Set<String> disposable,
            Associations associations,
            Ownership ownership,
            Hierarchy hierarchy,
            List<Fault> faults) {
        this.hierarchy = hierarchy;
        Set<String> roots = new LinkedHashSet<>();
        disposable.forEach(entity -> roots.add(hierarchy.root(entity)));
        for (String entity : disposable) {
            for (Association association : associations.of(entity)) {
                if (!associations.isUnlinked(entity, association)) {
                    order(entity, association, ownership, roots);
                }
            }
        }
        List<String> order = sorted(roots, faults);
        order.forEach(root -> turns.put(root, turns.size()));
    }

    /** Rows of a hierarchy go when all before it went. */
    int turn(String root) {
        return turns.getOrDefault(root, Integer.MAX_VALUE);
    }

    /** What orders rows of one hierarchy among themselves. */
    List<Tie> within(String root) {
        return ties.getOrDefault(root, List.of());
    }

    private void order(String entity, Association association, Ownership ownership, Set<String> roots) {
        String target = hierarchy.root(association.target());
        boolean holdsKey;
        switch (association.shape()) {
            case REFERENCE -> holdsKey = true;
            case JOIN_TABLE ->
                holdsKey = ownership.links(entity).stream()
                        .anyMatch(link -> link.ofParent() && link.attribute().equals(association.attribute()));
            case FOREIGN_COLUMN -> holdsKey = false;
            default -> {
                return;
            }
        }
        if (!roots.contains(target) || association.shape() == Association.Shape.JOIN_TABLE && !holdsKey) {
            return;
        }
        String root = hierarchy.root(entity);
        String label = entity + "." + association.attribute();
        if (root.equals(target)) {
            if (hierarchy.isDeclaredBy(entity, association.attribute())
                    || ties.getOrDefault(root, List.of()).stream()
                            .noneMatch(tie -> hierarchy.above(entity).contains(tie.entity())
                                    && tie.attribute().equals(association.attribute()))) {
                ties.computeIfAbsent(root, key -> new ArrayList<>())
                        .add(new Tie(entity, association.attribute(), holdsKey));
            }
        } else {
            edges.add(holdsKey ? new Edge(root, target, label) : new Edge(target, root, label));
        }
    }

    private List<String> sorted(Set<String> roots, List<Fault> faults) {
        List<String> sorted = new ArrayList<>();
        Set<String> open = new LinkedHashSet<>(roots);
        while (!open.isEmpty()) {
            List<String> free = open.stream()
                    .filter(root ->
                            edges.stream().noneMatch(edge -> edge.second().equals(root) && open.contains(edge.first())))
                    .toList();
            if (free.isEmpty()) {
                List<Edge> circle = circle(open);
                Set<String> within = circle.stream().map(Edge::first).collect(Collectors.toSet());
                faults.add(new Fault(
                        circle.get(0).label(),
                        "is part of a circle of references, none of which may be null when its rows go: "
                                + circle.stream().map(Edge::label).collect(Collectors.joining(", ")),
                        "declare one of them @OnDisposal(UNLINK), where it may be null"));
                edges.removeIf(edge -> within.contains(edge.first()) && within.contains(edge.second()));
            } else {
                sorted.addAll(free);
                free.forEach(open::remove);
            }
        }
        return sorted;
    }

    /** Walking against the order from any that waits comes round in the end. */
    private List<Edge> circle(Set<String> open) {
        Deque<Edge> path = new ArrayDeque<>();
        Set<String> met = new LinkedHashSet<>();
        String at = open.iterator().next();
        while (met.add(at)) {
            String here = at;
            Edge before = edges.stream()
                    .filter(edge -> edge.second().equals(here) && open.contains(edge.first()))
                    .findFirst()
                    .orElseThrow();
            path.push(before);
            at = before.first();
        }
        String closing = at;
        List<Edge> circle = new ArrayList<>();
        for (Edge edge : path) {
            circle.add(edge);
            if (edge.second().equals(closing)) {
                break;
            }
        }
        return circle;
    }
}
