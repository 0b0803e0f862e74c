package dev.sojourn.jpa;

import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EmbeddableType;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.ManagedType;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A type of the metamodel, or one of its attributes, with annotations that stand in no source. Whoever reads annotations
 * reads these first, so that a declaration in Java takes every way an annotation takes.
 */
final class DeclaredType implements InvocationHandler {

    /** Carries annotations beside those of its class or member. */
    interface Bearer {
        /** Those that stand in no source. */
        List<Annotation> declaredAnnotations();
    }

    private final Object real;
    private final String path;
    private final DeclaredEntity declaration;

    private DeclaredType(Object real, String path, DeclaredEntity declaration) {
        this.real = real;
        this.path = path;
        this.declaration = declaration;
    }

    static EntityType<?> over(EntityType<?> type, DeclaredEntity declaration) {
        return (EntityType<?>) bearer(type, "", declaration);
    }

    /** The type as the provider made it: a provider knows no other. */
    static EntityType<?> real(EntityType<?> type) {
        return type instanceof Bearer && Proxy.getInvocationHandler(type) instanceof DeclaredType declared
                ? (EntityType<?>) declared.real
                : type;
    }

    /** Annotations declared in Java for what a metamodel handed out. */
    static Stream<Annotation> declaredOn(Object typeOrAttribute) {
        return typeOrAttribute instanceof Bearer bearer ? bearer.declaredAnnotations().stream() : Stream.empty();
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("declaredAnnotations")) {
            return declaration.marks().stream()
                    .filter(mark -> mark.attribute().equals(path))
                    .map(WrittenAnnotation::of)
                    .toList();
        }
        try {
            return borne(method.invoke(real, arguments));
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private @Nullable Object borne(@Nullable Object result) {
        if (result instanceof Attribute<?, ?> attribute && real instanceof ManagedType<?>) {
            return bearer(
                    attribute, path.isEmpty() ? attribute.getName() : path + "." + attribute.getName(), declaration);
        }
        if (result instanceof EmbeddableType<?> && real instanceof Attribute<?, ?>) {
            return bearer(result, path, declaration);
        }
        if (result instanceof Set<?> several && real instanceof ManagedType<?>) {
            Set<Object> all = new LinkedHashSet<>();
            several.forEach(one -> {
                Object borne = borne(one);
                if (borne != null) {
                    all.add(borne);
                }
            });
            return all;
        }
        return result;
    }

    private static Object bearer(Object real, String path, DeclaredEntity declaration) {
        List<Class<?>> faces = new ArrayList<>(List.of(Bearer.class));
        for (Class<?> at = real.getClass(); at != null; at = at.getSuperclass()) {
            addFaces(List.of(at.getInterfaces()), faces);
        }
        return Proxy.newProxyInstance(
                DeclaredType.class.getClassLoader(),
                faces.toArray(Class<?>[]::new),
                new DeclaredType(real, path, declaration));
    }

    /** The faces of the specification alone: those of a provider may not be visible from here. */
    private static void addFaces(Collection<Class<?>> found, List<Class<?>> faces) {
        for (Class<?> face : found) {
            if (face.getName().startsWith("jakarta.persistence.")) {
                if (!faces.contains(face)) {
                    faces.add(face);
                }
            } else {
                addFaces(List.of(face.getInterfaces()), faces);
            }
        }
    }
}
