package dev.sojourn.memory;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.Anchor;
import dev.sojourn.retention.DataDescription;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Describes one kind of a host's objects: what they are about, when they started, under which rules they are. Not
 * thread-safe; whether the rules fit is checked when Sojourn is built.
 *
 * @param <T> the host's class
 */
public final class InMemoryRecordsBuilder<T> {

    private final Class<T> type;
    private final Function<? super T, ?> key;
    private final Comparator<Object> order;
    private String name;
    private @Nullable Function<? super T, String> tenant;
    private @Nullable Function<? super T, List<DataSubject>> subjects;
    private final Map<String, Function<? super T, Optional<Anchor>>> times = new LinkedHashMap<>();
    private final List<DataDescription.Binding> bindings = new ArrayList<>();
    private final List<InMemoryRecords.Ownership<?>> children = new ArrayList<>();
    private final List<String> childNames = new ArrayList<>();
    private final Map<String, Function<? super T, ?>> personal = new LinkedHashMap<>();

    InMemoryRecordsBuilder(Class<T> type, Function<? super T, ?> key, Comparator<Object> order) {
        this.type = Objects.requireNonNull(type, "type");
        this.key = Objects.requireNonNull(key, "key");
        this.order = order;
        this.name = type.getSimpleName();
    }

    /**
     * Names the entity; otherwise it bears the class's simple name.
     *
     * @param name unique in the installation
     * @return this builder
     */
    public InMemoryRecordsBuilder<T> named(String name) {
        this.name = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * Says to which tenant an object belongs.
     *
     * @param tenant the tenant; an empty text for none
     * @return this builder
     */
    public InMemoryRecordsBuilder<T> tenant(Function<? super T, String> tenant) {
        this.tenant = tenant;
        return this;
    }

    /**
     * Says whom an object is about.
     *
     * @param subject the person
     * @return this builder
     */
    public InMemoryRecordsBuilder<T> subject(Function<? super T, DataSubject> subject) {
        return subjects(object -> List.of(subject.apply(object)));
    }

    /**
     * Says whom an object is about, where it may be several people or nobody.
     *
     * @param subjects the people
     * @return this builder
     */
    public InMemoryRecordsBuilder<T> subjects(Function<? super T, List<DataSubject>> subjects) {
        this.subjects = subjects;
        return this;
    }

    /**
     * Names an attribute that is a moment.
     *
     * @param attribute the attribute's name
     * @param moment its value; null while it has none
     * @return this builder
     */
    public InMemoryRecordsBuilder<T> moment(String attribute, Function<? super T, @Nullable Instant> moment) {
        times.put(attribute, object -> Optional.ofNullable(moment.apply(object)).map(Anchor.Moment::new));
        return this;
    }

    /**
     * Names an attribute that is a day.
     *
     * @param attribute the attribute's name
     * @param day its value; null while it has none
     * @return this builder
     */
    public InMemoryRecordsBuilder<T> day(String attribute, Function<? super T, @Nullable LocalDate> day) {
        times.put(attribute, object -> Optional.ofNullable(day.apply(object)).map(Anchor.Day::new));
        return this;
    }

    /**
     * Puts the objects under a rule that starts from an attribute.
     *
     * @param rule the rule's id
     * @param attribute an attribute named by {@link #moment} or {@link #day}
     * @return this builder
     */
    public InMemoryRecordsBuilder<T> retained(String rule, String attribute) {
        bindings.add(new DataDescription.Binding(rule, Optional.of(attribute)));
        return this;
    }

    /**
     * Puts the objects under a rule that starts from an event the host reports or the end of a consent.
     *
     * @param rule the rule's id
     * @return this builder
     */
    public InMemoryRecordsBuilder<T> retained(String rule) {
        bindings.add(new DataDescription.Binding(rule, Optional.empty()));
        return this;
    }

    /**
     * Names objects of another kind that go with an object of this one.
     *
     * @param <C> the other kind's class
     * @param records the other kind
     * @param parentKey the key of the object it goes with
     * @return this builder
     */
    public <C> InMemoryRecordsBuilder<T> owning(InMemoryRecords<C> records, Function<? super C, ?> parentKey) {
        children.add(new InMemoryRecords.Ownership<>(records, parentKey));
        childNames.add(records.describe().entity());
        return this;
    }

    /**
     * Names an attribute that an access copy shows.
     *
     * @param attribute the attribute's name
     * @param value its value; left out of the copy while it is null
     * @return this builder
     */
    public InMemoryRecordsBuilder<T> personal(String attribute, Function<? super T, ? extends @Nullable Object> value) {
        personal.put(attribute, value);
        return this;
    }

    /**
     * Makes the store.
     *
     * @param stores whose unit of work it joins
     * @return a store without objects
     */
    public InMemoryRecords<T> in(InMemoryStores stores) {
        DataDescription description = new DataDescription(
                name,
                type,
                bindings,
                times.keySet(),
                tenant != null,
                subjects != null,
                childNames,
                false,
                Set.of(Disposition.DELETE));
        Function<? super T, String> tenantOf = tenant;
        Function<? super T, List<DataSubject>> subjectsOf = subjects;
        RecordKind<T> kind = new RecordKind<>(
                description,
                key,
                order,
                object -> tenantOf == null ? "" : tenantOf.apply(object),
                object -> subjectsOf == null ? List.of() : subjectsOf.apply(object),
                Map.copyOf(times),
                this::copyOf,
                List.copyOf(children));
        return new InMemoryRecords<>(kind, stores.unitOfWork());
    }

    private Map<String, Object> copyOf(T object) {
        Map<String, Object> copy = new LinkedHashMap<>();
        personal.forEach((attribute, value) -> {
            Object known = value.apply(object);
            if (known != null) {
                copy.put(attribute, known);
            }
        });
        return copy;
    }
}
