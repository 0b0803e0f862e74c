package dev.sojourn.jpa;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An annotation that stands in no source: what is not said has the default its type declares. */
final class WrittenAnnotation implements InvocationHandler {

    private final Class<? extends Annotation> type;
    private final Map<String, Object> values;

    private WrittenAnnotation(Class<? extends Annotation> type, Map<String, Object> values) {
        this.type = type;
        this.values = values;
    }

    static Annotation of(DeclaredEntity.Mark mark) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Method element : mark.type().getDeclaredMethods()) {
            Object value = mark.values().getOrDefault(element.getName(), element.getDefaultValue());
            values.put(element.getName(), Objects.requireNonNull(value, element.getName()));
        }
        return (Annotation) Proxy.newProxyInstance(
                mark.type().getClassLoader(), new Class<?>[] {mark.type()}, new WrittenAnnotation(mark.type(), values));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "annotationType" -> type;
            case "toString" -> "@" + type.getSimpleName() + values.keySet();
            case "hashCode" -> type.hashCode();
            case "equals" -> arguments != null && isSame(arguments[0]);
            default -> Objects.requireNonNull(values.get(method.getName()), method.getName());
        };
    }

    private boolean isSame(@Nullable Object other) {
        return other != null
                && Proxy.isProxyClass(other.getClass())
                && Proxy.getInvocationHandler(other) instanceof WrittenAnnotation written
                && written.type.equals(type)
                && written.values.equals(values);
    }

    /** The annotation as an author would write it. */
    static String text(DeclaredEntity.Mark mark) {
        String elements = Arrays.stream(mark.type().getDeclaredMethods())
                .map(Method::getName)
                .filter(mark.values()::containsKey)
                .sorted((one, other) -> Integer.compare(order(one), order(other)))
                .map(name -> (name.equals("value") ? "" : name + " = ")
                        + literal(mark.values().get(name)))
                .collect(Collectors.joining(", "));
        return "@" + mark.type().getSimpleName() + (elements.isEmpty() ? "" : "(" + elements + ")");
    }

    private static int order(String element) {
        return switch (element) {
            case "rule", "value", "category", "kind", "with" -> 0;
            case "from", "until", "path", "source" -> 1;
            default -> 2;
        };
    }

    private static String literal(@Nullable Object value) {
        if (value instanceof Object[] several) {
            return several.length == 1 ? literal(several[0]) : Arrays.toString(several);
        }
        if (value instanceof Number) {
            return value.toString();
        }
        return value instanceof Enum<?> constant ? constant.name() : "\"" + value + "\"";
    }
}
