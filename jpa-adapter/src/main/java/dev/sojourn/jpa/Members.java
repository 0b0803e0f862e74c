package dev.sojourn.jpa;

import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.ManagedType;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what is written on an attribute, whether the host annotates fields or getters. */
final class Members {

    private Members() {}

    static <A extends Annotation> Optional<A> on(Attribute<?, ?> attribute, Class<A> annotation) {
        Stream<A> written = elements(attribute)
                .map(element -> element.getAnnotation(annotation))
                .filter(found -> found != null);
        return Stream.concat(declared(attribute, annotation), written).findFirst();
    }

    /** What is written on a class, or on one above it. */
    static <A extends Annotation> Optional<A> onType(ManagedType<?> type, Class<A> annotation) {
        return eachOnType(type, annotation).findFirst();
    }

    /** The same, where it may be repeated. */
    static <A extends Annotation> Stream<A> eachOnType(ManagedType<?> type, Class<A> annotation) {
        Stream<A> written =
                lineage(type.getJavaType()).flatMap(at -> Arrays.stream(at.getDeclaredAnnotationsByType(annotation)));
        return Stream.concat(declared(type, annotation), written);
    }

    /** What is written on a class alone, and not on those above it. */
    static <A extends Annotation> Stream<A> onClass(ManagedType<?> type, Class<A> annotation) {
        return Stream.concat(
                declared(type, annotation), Arrays.stream(type.getJavaType().getDeclaredAnnotationsByType(annotation)));
    }

    /** What is declared in Java for what nobody can annotate. */
    private static <A extends Annotation> Stream<A> declared(Object typeOrAttribute, Class<A> annotation) {
        return DeclaredType.declaredOn(typeOrAttribute)
                .filter(annotation::isInstance)
                .map(annotation::cast);
    }

    /** The same, where it may be repeated. */
    static <A extends Annotation> List<A> each(Attribute<?, ?> attribute, Class<A> annotation) {
        return Stream.concat(
                        declared(attribute, annotation),
                        elements(attribute).flatMap(element -> Arrays.stream(element.getAnnotationsByType(annotation))))
                .toList();
    }

    static List<Annotation> allOn(Attribute<?, ?> attribute) {
        return Stream.concat(
                        DeclaredType.declaredOn(attribute),
                        elements(attribute).flatMap(element -> Arrays.stream(element.getAnnotations())))
                .toList();
    }

    /** The names of the fields of a class and its superclasses, in the order declared, the topmost class first. */
    static List<String> order(Class<?> type) {
        List<String> names = new ArrayList<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            names.addAll(
                    0, Arrays.stream(at.getDeclaredFields()).map(Field::getName).toList());
        }
        return names;
    }

    /** A class and its superclasses, itself first. */
    static Stream<Class<?>> lineage(Class<?> type) {
        Stream.Builder<Class<?>> classes = Stream.builder();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            classes.add(at);
        }
        return classes.build();
    }

    private static Stream<AnnotatedElement> elements(Attribute<?, ?> attribute) {
        Member member = attribute.getJavaMember();
        String name = attribute.getName();
        String getter = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        Class<?> declaring = member.getDeclaringClass();
        return Stream.concat(
                Arrays.stream(declaring.getDeclaredFields())
                        .filter(field -> field.getName().equals(name)),
                Arrays.stream(declaring.getDeclaredMethods())
                        .filter(method -> method.getParameterCount() == 0
                                && (method.getName().equals("get" + getter)
                                        || method.getName().equals("is" + getter))));
    }
}
