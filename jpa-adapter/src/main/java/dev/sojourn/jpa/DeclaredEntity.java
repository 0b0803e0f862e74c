package dev.sojourn.jpa;

import dev.sojourn.annotation.DerivedFrom;
import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Redact;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.Source;
import java.lang.annotation.Annotation;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What would be written on an entity nobody can annotate: a class of another team, or of a jar. It means the same as the
 * annotations it stands for, and is checked with them when Sojourn starts.
 *
 * <pre>{@code
 * JpaStores.of(work).declaring(DeclaredEntity.of(LegacyCustomer.class)
 *         .retained("customer", "createdAt")
 *         .subject("number", "customer")
 *         .category("contact", "phone", "fax")
 *         .notPersonal("colour", "of the folder"));
 * }</pre>
 *
 * <p>Immutable; each method returns a new declaration. Attributes are named by their paths, {@code address.street} within
 * an embedded value.
 */
public final class DeclaredEntity {

    /**
     * An annotation in place of one written.
     *
     * @param attribute what it would stand on; empty for the class
     * @param type its type
     * @param values its elements that are not left out
     */
    record Mark(String attribute, Class<? extends Annotation> type, Map<String, Object> values) {}

    private final Class<?> type;
    private final List<Mark> marks;

    private DeclaredEntity(Class<?> type, List<Mark> marks) {
        this.type = type;
        this.marks = marks;
    }

    /**
     * Begins a declaration that says nothing yet.
     *
     * @param type the entity's class
     * @return the declaration
     */
    public static DeclaredEntity of(Class<?> type) {
        return new DeclaredEntity(Objects.requireNonNull(type, "type"), List.of());
    }

    /**
     * Puts the entity under a rule whose period an attribute starts, as {@code @Retained(rule = …, from = …)}.
     *
     * @param rule the rule's id
     * @param from the attribute
     * @return the declaration
     */
    public DeclaredEntity retained(String rule, String from) {
        return with("", Retained.class, Map.of("rule", rule, "from", from));
    }

    /**
     * Puts the entity under a rule whose period an attribute without a zone of its own starts.
     *
     * @param rule the rule's id
     * @param from the attribute
     * @param zone in which it was written
     * @return the declaration
     */
    public DeclaredEntity retained(String rule, String from, ZoneId zone) {
        return with("", Retained.class, values("rule", rule, "from", from, "zone", zone.getId()));
    }

    /**
     * Puts the entity under a rule that starts from no attribute: from an event, or the end of a consent.
     *
     * @param rule the rule's id
     * @return the declaration
     */
    public DeclaredEntity retained(String rule) {
        return with("", Retained.class, Map.of("rule", rule));
    }

    /**
     * Puts the entity under a rule {@code untilStoredDay()}, as {@code @Retained(rule = …, until = …)}.
     *
     * @param rule the rule's id
     * @param until the attribute that stores the last day kept
     * @return the declaration
     */
    public DeclaredEntity retainedUntil(String rule, String until) {
        return with("", Retained.class, Map.of("rule", rule, "until", until));
    }

    /**
     * Lets the entity's rows go with the row an association leads to, as {@code @Retained(with = …)}.
     *
     * @param association its name
     * @return the declaration
     */
    public DeclaredEntity goingWith(String association) {
        return with("", Retained.class, Map.of("with", association));
    }

    /**
     * Names the attribute or association that says whom a row is about, as {@code @SubjectRef} on it.
     *
     * @param attribute its name
     * @return the declaration
     */
    public DeclaredEntity subject(String attribute) {
        return with(attribute, SubjectRef.class, Map.of());
    }

    /**
     * Names the attribute that holds the subject's identifier, and the namespace it is from.
     *
     * @param attribute its name
     * @param kind for example {@code customer}
     * @return the declaration
     */
    public DeclaredEntity subject(String attribute, String kind) {
        return with(attribute, SubjectRef.class, Map.of("kind", kind));
    }

    /**
     * Names a category other than the entity's, as {@code @PersonalData(category = …)} on each attribute.
     *
     * @param category the category's name
     * @param attributes one or more
     * @return the declaration
     */
    public DeclaredEntity category(String category, String... attributes) {
        DeclaredEntity more = this;
        for (String attribute : attributes) {
            more = more.with(attribute, PersonalData.class, Map.of("category", category));
        }
        return more;
    }

    /**
     * Names a category and where its data comes from, as {@code @PersonalData(category = …, source = …)}.
     *
     * @param category the category's name
     * @param source where it comes from
     * @param attributes one or more
     * @return the declaration
     */
    public DeclaredEntity category(String category, Source source, String... attributes) {
        DeclaredEntity more = this;
        for (String attribute : attributes) {
            more = more.with(
                    attribute, PersonalData.class, values("category", category, "source", new Source[] {source}));
        }
        return more;
    }

    /**
     * Says that an attribute holds nothing of a person, as {@code @NotPersonal(because = …)}.
     *
     * @param attribute its name
     * @param because why
     * @return the declaration
     */
    public DeclaredEntity notPersonal(String attribute, String because) {
        return with(attribute, NotPersonal.class, Map.of("because", because));
    }

    /**
     * Says that no attribute of the entity, which is under no rule, holds anything of a person.
     *
     * @param because why
     * @return the declaration
     */
    public DeclaredEntity notPersonal(String because) {
        return with("", NotPersonal.class, Map.of("because", because));
    }

    /**
     * Lets a reference become null when the row it refers to goes, as {@code @OnDisposal(UNLINK)}.
     *
     * @param association its name
     * @return the declaration
     */
    public DeclaredEntity unlinking(String association) {
        return with(association, OnDisposal.class, Map.of("value", OnDisposal.Then.UNLINK));
    }

    /**
     * Lets the row a reference leads to stay while it is referred to, as {@code @OnDisposal(KEEPS_PARENT)}.
     *
     * @param association its name
     * @return the declaration
     */
    public DeclaredEntity keepingParent(String association) {
        return with(association, OnDisposal.class, Map.of("value", OnDisposal.Then.KEEPS_PARENT));
    }

    /**
     * Names the way to the person over associations, as {@code @SubjectRef(path = …)} on the class.
     *
     * @param path for example {@code order.customer}
     * @return the declaration
     */
    public DeclaredEntity subjectBy(String path) {
        return with("", SubjectRef.class, Map.of("path", path));
    }

    /**
     * Says what takes the place of an attribute while its row stays, as {@code @Redact(…)}: nothing, a coarser day, a
     * network or a placeholder.
     *
     * @param attribute its name, a path through embedded values
     * @param to neither CONSTANT, STEP nor HOST, which say more
     * @return the declaration
     */
    public DeclaredEntity redacted(String attribute, Redact.To to) {
        return with(attribute, Redact.class, Map.of("value", to));
    }

    /**
     * Lets every row have the same value once it is redacted, as {@code @Redact(value = CONSTANT, constant = …)}.
     *
     * @param attribute its name, a path through embedded values
     * @param constant the value as text; for an enum the constant's name
     * @return the declaration
     */
    public DeclaredEntity redactedTo(String attribute, String constant) {
        return with(attribute, Redact.class, values("value", Redact.To.CONSTANT, "constant", constant));
    }

    /**
     * Makes a number coarser once it is redacted, as {@code @Redact(value = STEP, step = …)}.
     *
     * @param attribute its name, a path through embedded values
     * @param step 2 or more
     * @return the declaration
     */
    public DeclaredEntity redactedInSteps(String attribute, int step) {
        return with(attribute, Redact.class, values("value", Redact.To.STEP, "step", step));
    }

    /**
     * Lets the host's own redaction say what takes an attribute's place, as {@code @Redact(value = HOST, …)}.
     *
     * @param attribute its name, a path through embedded values
     * @param by the name the redaction was registered under
     * @param marker the boolean attribute that tells that it was done
     * @return the declaration
     */
    public DeclaredEntity redactedBy(String attribute, String by, String marker) {
        return with(attribute, Redact.class, values("value", Redact.To.HOST, "by", by, "marker", marker));
    }

    /**
     * Gives one attribute a time of its own, as {@code @Retained(rule = …, from = …)} on it.
     *
     * @param attribute its name, a path through embedded values
     * @param rule the rule's id
     * @param from the attribute of the row that starts the period
     * @return the declaration
     */
    public DeclaredEntity attributeRetained(String attribute, String rule, String from) {
        return with(attribute, Retained.class, values("rule", rule, "from", from));
    }

    /**
     * Puts the entity under a rule that ends in something of the host's own, as
     * {@code @Retained(rule = …, from = …, marker = …)}.
     *
     * @param rule the rule's id
     * @param from the attribute that starts the period
     * @param marker the boolean attribute that tells that it was done
     * @return the declaration
     */
    public DeclaredEntity retainedMarked(String rule, String from, String marker) {
        return with("", Retained.class, values("rule", rule, "from", from, "marker", marker));
    }

    Class<?> type() {
        return type;
    }

    List<Mark> marks() {
        return marks;
    }

    /**
     * Says that each row was made from the one an association leads to, as {@code @DerivedFrom}.
     *
     * @param association the association's name
     * @return the declaration
     */
    public DeclaredEntity derivedFrom(String association) {
        return with(association, DerivedFrom.class, Map.of());
    }

    private DeclaredEntity with(String attribute, Class<? extends Annotation> annotation, Map<String, Object> values) {
        Objects.requireNonNull(attribute, "attribute");
        List<Mark> more = new ArrayList<>(marks);
        more.add(new Mark(attribute, annotation, values));
        return new DeclaredEntity(type, List.copyOf(more));
    }

    private static Map<String, Object> values(Object... pairs) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        return values;
    }

    /** The declaration as it would be written by hand. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("DeclaredEntity[" + type.getSimpleName());
        marks.forEach(mark -> text.append(mark.attribute().isEmpty() ? " " : " " + mark.attribute() + ' ')
                .append(WrittenAnnotation.text(mark)));
        return text.append(']').toString();
    }
}
