package dev.sojourn.memory;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Redaction;
import dev.sojourn.retention.Anchor;
import dev.sojourn.retention.DataDescription;
import dev.sojourn.retention.RowKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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
    private final List<String> sources = new ArrayList<>();
    private Function<? super T, Optional<RowKey>> source = object -> Optional.empty();
    private final Map<String, Function<? super T, ?>> personal = new LinkedHashMap<>();
    private final Map<String, RedactedAttribute<T>> redacted = new LinkedHashMap<>();
    private Optional<UnaryOperator<T>> anonymising = Optional.empty();
    private Optional<RecordKind.HostMark<T>> mark = Optional.empty();

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
     * Says that each object was made from one of another kind, which it does not outlive without a ground of its own. The
     * other kind names this one as {@link #owning} unless there is such a ground.
     *
     * @param entity the other kind's name
     * @param source the key of the object it was made from; null when there is none
     * @return this builder
     */
    public InMemoryRecordsBuilder<T> derivedFrom(
            String entity, Function<? super T, ? extends @Nullable Object> source) {
        sources.add(Objects.requireNonNull(entity, "entity"));
        this.source =
                object -> Optional.<Object>ofNullable(source.apply(object)).map(id -> new RowKey(entity, id));
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
     * Says how an attribute is redacted, by a rule over the whole object unless {@link #partRetained} gives it one of its
     * own, and by its subject's erasure where the object itself must stay.
     *
     * @param <V> the attribute's type
     * @param attribute the attribute's name
     * @param how what takes the place of its value
     * @param value its value; null for none
     * @param with the object with another value in its place
     * @return this builder
     * @throws IllegalArgumentException when no value tells whether it was redacted: a host's own way needs a marker
     */
    public <V> InMemoryRecordsBuilder<T> redacting(
            String attribute,
            Redaction how,
            Function<? super T, ? extends @Nullable V> value,
            BiFunction<? super T, @Nullable V, T> with) {
        if (how instanceof Redaction.ByHost) {
            throw new IllegalArgumentException(name + "." + attribute
                    + " is redacted in the host's own way, and no value tells that it was: hand over a marker, too");
        }
        return redacting(attribute, how, value, with, object -> how.isDone(value.apply(object)));
    }

    /**
     * The same for an attribute with a marker beside it.
     *
     * @param <V> the attribute's type
     * @param attribute the attribute's name
     * @param how what takes the place of its value
     * @param value its value; null for none
     * @param with the object with another value in its place, and marked
     * @param done whether an object is marked
     * @return this builder
     */
    @SuppressWarnings("unchecked") // a redaction replaces a value by one of the same type
    public <V> InMemoryRecordsBuilder<T> redacting(
            String attribute,
            Redaction how,
            Function<? super T, ? extends @Nullable V> value,
            BiFunction<? super T, @Nullable V, T> with,
            Predicate<? super T> done) {
        redacted.put(
                attribute,
                new RedactedAttribute<>(
                        attribute,
                        how,
                        value::apply,
                        (object, replacement) -> with.apply(object, (V) replacement),
                        done,
                        Optional.empty(),
                        List.of()));
        return this;
    }

    /**
     * Puts one attribute, named by {@link #redacting}, under a rule of its own.
     *
     * @param attribute the attribute that is redacted
     * @param rule the rule's id
     * @param from the attribute named by {@link #moment} or {@link #day} from which the rule starts
     * @return this builder
     */
    public InMemoryRecordsBuilder<T> partRetained(String attribute, String rule, String from) {
        redacted.computeIfPresent(
                attribute, (known, of) -> of.under(new DataDescription.Binding(rule, Optional.of(from))));
        return this;
    }

    /**
     * Says that one attribute, named by {@link #redacting}, is of another category than its object: a floor that keeps
     * the object does not keep it.
     *
     * @param attribute the attribute
     * @param category the category's name
     * @return this builder
     */
    public InMemoryRecordsBuilder<T> partOfCategory(String attribute, String category) {
        redacted.computeIfPresent(attribute, (known, of) -> of.of(category));
        return this;
    }

    /**
     * Says how an object is made nobody's, once its attributes are redacted.
     *
     * @param withoutSubject takes the subject away
     * @return this builder
     */
    public InMemoryRecordsBuilder<T> anonymising(UnaryOperator<T> withoutSubject) {
        anonymising = Optional.of(withoutSubject);
        return this;
    }

    /**
     * Says how an object tells that what a rule {@code thenBy(name)} leaves to the host was done to it.
     *
     * @param done whether an object is marked
     * @param marking the object, marked
     * @return this builder
     */
    public InMemoryRecordsBuilder<T> disposedByHost(Predicate<? super T> done, UnaryOperator<T> marking) {
        mark = Optional.of(new RecordKind.HostMark<>(done, marking));
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
                        dispositions())
                .from(sources);
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
                List.copyOf(children),
                List.copyOf(redacted.values()),
                anonymising,
                mark,
                source);
        return new InMemoryRecords<>(kind, stores.unitOfWork());
    }

    private Set<Disposition> dispositions() {
        Set<Disposition> dispositions = EnumSet.of(Disposition.DELETE);
        if (redacted.values().stream().anyMatch(attribute -> !attribute.hasOwnRule())) {
            dispositions.add(Disposition.REDACT);
        }
        if (anonymising.isPresent()
                && redacted.values().stream()
                        .noneMatch(attribute -> attribute.how().isTraceable())) {
            dispositions.add(Disposition.ANONYMISE);
        }
        if (mark.isPresent()) {
            dispositions.add(Disposition.BY_HOST);
        }
        return dispositions;
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
