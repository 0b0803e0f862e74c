package dev.sojourn.jpa;

import dev.sojourn.policy.Fault;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a host declares in Java, laid over the metamodel so that nobody reads one and forgets the other. */
final class Declarations {

    private Declarations() {}

    /** The type with what is declared for it; the type itself where nothing is. */
    static EntityType<?> over(EntityType<?> type, List<DeclaredEntity> declarations) {
        return declarations.stream()
                .filter(declaration -> declaration.type().equals(type.getJavaType()))
                .findFirst()
                .<EntityType<?>>map(declaration -> DeclaredType.over(type, declaration))
                .orElse(type);
    }

    /** Declarations for what is no entity, or no attribute of it: they would be read by nobody. */
    static List<Fault> faults(EntityManagerFactory factory, List<DeclaredEntity> declarations) {
        List<Fault> faults = new ArrayList<>();
        Set<Class<?>> seen = new HashSet<>();
        for (DeclaredEntity declaration : declarations) {
            String element = "declaration of " + declaration.type().getSimpleName();
            if (!seen.add(declaration.type())) {
                faults.add(new Fault(element, "is given twice", "say everything in one"));
            }
            factory.getMetamodel().getEntities().stream()
                    .filter(type -> type.getJavaType().equals(declaration.type()))
                    .findFirst()
                    .ifPresentOrElse(
                            type -> attributes(EntityDeclaration.of(type), declaration, faults),
                            () -> faults.add(new Fault(
                                    element,
                                    "is of a class that is no entity of the persistence unit",
                                    "declare an entity's own class, or add it to the unit")));
        }
        return faults;
    }

    private static void attributes(EntityDeclaration entity, DeclaredEntity declaration, List<Fault> faults) {
        declaration.marks().stream()
                .map(DeclaredEntity.Mark::attribute)
                .filter(name -> !name.isEmpty() && entity.attribute(name).isEmpty())
                .distinct()
                .forEach(name -> faults.add(new Fault(
                        entity.element(name),
                        "is declared in Java, and the entity has no such attribute",
                        "name one of: " + entity.known())));
    }
}
