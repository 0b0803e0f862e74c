package dev.sojourn.memory;

import dev.sojourn.policy.Redaction;
import dev.sojourn.retention.DataDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An attribute of a kind of objects that can be redacted, the way to do so, and its own rules and category if any. */
record RedactedAttribute<T>(
        String name,
        Redaction how,
        Function<? super T, @Nullable Object> value,
        BiFunction<? super T, @Nullable Object, T> with,
        Predicate<? super T> done,
        Optional<String> category,
        List<DataDescription.Binding> bindings) {

    RedactedAttribute<T> under(DataDescription.Binding binding) {
        List<DataDescription.Binding> more = new ArrayList<>(bindings);
        more.add(binding);
        return new RedactedAttribute<>(name, how, value, with, done, category, List.copyOf(more));
    }

    RedactedAttribute<T> of(String ownCategory) {
        return new RedactedAttribute<>(name, how, value, with, done, Optional.of(ownCategory), bindings);
    }

    /** The object without the personal value; the same object where there is none. */
    T redacted(T object) {
        Object personal = value.apply(object);
        return personal == null || isDone(object) ? object : with.apply(object, how.replacing(personal));
    }

    /** A missing value needs no mark. */
    boolean isDone(T object) {
        return value.apply(object) == null || done.test(object);
    }

    boolean hasOwnRule() {
        return !bindings.isEmpty();
    }
}
