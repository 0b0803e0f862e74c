package dev.sojourn.jpa;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the host's own ids apart and puts them together, as the provider does: by field, by accessor, or as a record. */
final class HostIds {

    private static final Map<Class<?>, Class<?>> BOXED =
            Map.of(long.class, Long.class, int.class, Integer.class, short.class, Short.class, byte.class, Byte.class);

    private HostIds() {}

    /** Whether the object is an id of this shape with all its parts, which are added in order. */
    static boolean read(Key.Part shape, @Nullable Object id, List<Object> parts) {
        if (id == null) {
            return false;
        }
        if (shape instanceof Key.Value value) {
            parts.add(id);
            return BOXED.getOrDefault(value.type(), value.type()).isInstance(id);
        }
        Key.Several several = (Key.Several) shape;
        return several.type().isInstance(id)
                && several.members().stream()
                        .allMatch(member -> read(member.part(), valueOf(id, member.name()), parts));
    }

    static Object write(Key.Part shape, Iterator<Object> parts) {
        if (shape instanceof Key.Value) {
            return parts.next();
        }
        Key.Several several = (Key.Several) shape;
        List<Object> values = new ArrayList<>();
        several.members().forEach(member -> values.add(write(member.part(), parts)));
        List<String> names = several.members().stream().map(Key.Member::name).toList();
        try {
            return several.type().isRecord()
                    ? recordOf(several.type(), names, values)
                    : objectOf(several.type(), names, values);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "cannot make an id of class " + several.type().getName(), e);
        }
    }

    private static Object recordOf(Class<?> type, List<String> names, List<Object> values)
            throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(Arrays.stream(components)
                .map(component -> values.get(names.indexOf(component.getName())))
                .toArray());
    }

    private static Object objectOf(Class<?> type, List<String> names, List<Object> values)
            throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object made = constructor.newInstance();
        for (int i = 0; i < names.size(); i++) {
            set(made, names.get(i), values.get(i));
        }
        return made;
    }

    private static void set(Object owner, String name, Object value) throws ReflectiveOperationException {
        Optional<Field> field = field(owner.getClass(), name);
        if (field.isPresent()) {
            field.get().setAccessible(true);
            field.get().set(owner, value);
        } else {
            Method setter = method(owner.getClass(), "set" + capital(name), 1)
                    .orElseThrow(() -> new NoSuchFieldException(name));
            setter.setAccessible(true);
            setter.invoke(owner, value);
        }
    }

    private static @Nullable Object valueOf(Object owner, String name) {
        try {
            Optional<Field> field = field(owner.getClass(), name);
            if (field.isPresent()) {
                field.get().setAccessible(true);
                return field.get().get(owner);
            }
            Method getter = method(owner.getClass(), "get" + capital(name), 0)
                    .orElseThrow(() -> new NoSuchFieldException(name));
            getter.setAccessible(true);
            return getter.invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "cannot read '" + name + "' of an id of class "
                            + owner.getClass().getName(),
                    e);
        }
    }

    private static Optional<Field> field(Class<?> type, String name) {
        for (Class<?> at : Members.lineage(type).toList()) {
            for (Field field : at.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return Optional.of(field);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Method> method(Class<?> type, String name, int parameters) {
        return Members.lineage(type)
                .flatMap(at -> Arrays.stream(at.getDeclaredMethods()))
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
                .findFirst();
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
