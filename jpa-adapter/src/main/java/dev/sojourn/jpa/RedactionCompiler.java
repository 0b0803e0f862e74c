package dev.sojourn.jpa;

import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Redact;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Redaction;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.DataDescription;
import jakarta.persistence.Convert;
import jakarta.persistence.Lob;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.SingularAttribute;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges how the attributes of one entity are redacted; what is faulty is left out. */
final class RedactionCompiler {

    private final EntityDeclaration entity;
    private final Policy policy;
    private final Provider provider;
    private final HostSettings settings;
    private final List<Fault> faults;
    private final Map<String, RedactedAttribute> markers = new HashMap<>();

    RedactionCompiler(
            EntityDeclaration entity, Policy policy, Provider provider, HostSettings settings, List<Fault> faults) {
        this.entity = entity;
        this.policy = policy;
        this.provider = provider;
        this.settings = settings;
        this.faults = faults;
    }

    /** What is written on an attribute, or on the embedded value it is in. */
    static <A extends Annotation> Optional<A> written(EntityDeclaration entity, String path, Class<A> annotation) {
        for (String at = path; ; at = at.substring(0, at.lastIndexOf('.'))) {
            Optional<A> found = entity.attribute(at).flatMap(attribute -> Members.on(attribute, annotation));
            if (found.isPresent() || !at.contains(".")) {
                return found;
            }
        }
    }

    /** The rules written on an attribute, or on the embedded value it is in. */
    static List<Retained> rules(EntityDeclaration entity, String path) {
        for (String at = path; ; at = at.substring(0, at.lastIndexOf('.'))) {
            List<Retained> found = entity.attribute(at)
                    .map(attribute -> Members.each(attribute, Retained.class))
                    .orElse(List.of());
            if (!found.isEmpty() || !at.contains(".")) {
                return found;
            }
        }
    }

    /**
     * The attributes that can be redacted.
     *
     * @param bindings the row's own rules
     * @param ofParts the rules of single attributes, by path
     * @param starting the attributes from which rules start
     */
    List<RedactedAttribute> compile(
            List<DataDescription.Binding> bindings,
            Map<String, List<DataDescription.Binding>> ofParts,
            Collection<String> starting) {
        List<RedactedAttribute> compiled = new ArrayList<>();
        for (EntityDeclaration.Leaf leaf : entity.leaves()) {
            Optional<Redact> written = written(entity, leaf.path(), Redact.class);
            List<DataDescription.Binding> own = ofParts.getOrDefault(leaf.path(), List.of());
            if (written.isPresent()) {
                compile(leaf, written.get(), own, bindings, starting).ifPresent(compiled::add);
            } else if (!rules(entity, leaf.path()).isEmpty()) {
                fault(
                        leaf.path(),
                        "is under a rule of its own, and nothing says what becomes of its value",
                        "add @Redact(NULL), or another way");
            }
        }
        compiled.addAll(new HostMarks(entity, policy, faults).compile(bindings));
        if (Anonymity.isEndOf(bindings, policy)) {
            compiled.addAll(new Anonymity(entity, settings, faults).rest(List.copyOf(compiled), starting));
        }
        if (!compiled.isEmpty()) {
            checkRow();
        }
        return List.copyOf(compiled);
    }

    private Optional<RedactedAttribute> compile(
            EntityDeclaration.Leaf leaf,
            Redact written,
            List<DataDescription.Binding> own,
            List<DataDescription.Binding> bindings,
            Collection<String> starting) {
        String path = leaf.path();
        Attribute<?, ?> attribute = leaf.attribute();
        int before = faults.size();
        if (attribute.isCollection()) {
            fault(path, "is a collection, which cannot be redacted", "put it under a rule that deletes, as an entity");
            return Optional.empty();
        }
        boolean subject = !Members.each(attribute, SubjectRef.class).isEmpty();
        checkRole(path, attribute, subject, own, bindings, starting);
        Class<?> type = boxed(attribute.getJavaType());
        Optional<Redaction> read =
                settings.redactions().read(written, type, (problem, mend) -> fault(path, problem, mend));
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Redaction how = read.get();
        if (attribute.isAssociation() && !(how instanceof Redaction.ToNull)) {
            fault(path, "refers to another row and cannot be redacted to a value", "write @Redact(NULL)");
        }
        new ColumnLimits(entity, path, attribute, (problem, mend) -> fault(path, problem, mend)).check(how);
        Optional<String> marker = Optional.of(written.marker()).filter(name -> !name.isEmpty());
        if (marker.isEmpty() && !isToldByValue(path, attribute, type, how)) {
            fault(
                    path,
                    "is redacted in a way that no query can tell by its value",
                    "add a boolean attribute that says it was done, and name it: @Redact(…, marker = \"…\")");
        }
        marker.ifPresent(name -> checkMarker(path, name));
        RedactedAttribute compiled = new RedactedAttribute(
                path, how, type, marker, attribute.isAssociation(), subject, category(path), own, byBytes(), false);
        marker.ifPresent(name -> share(compiled, name));
        return faults.size() > before ? Optional.empty() : Optional.of(compiled);
    }

    private boolean byBytes() {
        return settings.redactions().byBytes();
    }

    private void checkRole(
            String path,
            Attribute<?, ?> attribute,
            boolean subject,
            List<DataDescription.Binding> own,
            List<DataDescription.Binding> bindings,
            Collection<String> starting) {
        boolean id = attribute instanceof SingularAttribute<?, ?> single && (single.isId() || single.isVersion());
        if (id
                || EntityCompiler.isTenantId(attribute)
                || settings.tenantAttribute().equals(Optional.of(path))) {
            fault(path, "is the row's id, version or tenant, which stays while the row does", "remove @Redact");
        } else if (starting.contains(path)) {
            fault(
                    path,
                    "starts a period, so that redacting it would move the row's own end",
                    "start the rule from another attribute, or remove @Redact");
        } else if (subject && (!own.isEmpty() || !ends(bindings, Disposition.ANONYMISE))) {
            fault(
                    path,
                    "names the row's subject, to whom a redacted row still belongs",
                    "put the entity under a rule then(ANONYMISE), or remove @Redact");
        } else if (own.isEmpty()
                && !ends(bindings, Disposition.REDACT)
                && !ends(bindings, Disposition.ANONYMISE)
                && SubjectCompiler.declaredOn(entity).isEmpty()) {
            fault(
                    path,
                    "is never redacted: its entity has no subject, and no rule redacts it",
                    "add @Retained to the attribute, or put the entity under a rule then(REDACT)");
        }
    }

    private boolean ends(List<DataDescription.Binding> bindings, Disposition disposition) {
        return bindings.stream()
                .filter(binding -> !binding.floorOnly())
                .flatMap(binding -> policy.versionsOf(binding.rule()).stream())
                .anyMatch(version -> isCeiling(version, disposition));
    }

    private static boolean isCeiling(RetentionRule version, Disposition disposition) {
        return version.isCeiling() && version.disposition() == disposition;
    }

    private boolean isToldByValue(String path, Attribute<?, ?> attribute, Class<?> type, Redaction how) {
        if (how instanceof Redaction.ToNull) {
            return true;
        }
        boolean hidden = Members.on(attribute, Lob.class).isPresent()
                || Members.on(attribute, Convert.class)
                        .filter(convert -> !convert.disableConversion())
                        .isPresent()
                || provider.isConverted(entity.type().getJavaType(), path);
        boolean moment = how instanceof Redaction.ToFirstDay && type != LocalDate.class && type != LocalDateTime.class;
        return !hidden && !moment && !(how instanceof Redaction.ByHost);
    }

    private void checkMarker(String path, String name) {
        Optional<Attribute<?, ?>> found = entity.attribute(name);
        if (found.isEmpty() || boxed(found.get().getJavaType()) != Boolean.class) {
            fault(
                    path,
                    "names '" + name + "' as its marker, which is no boolean attribute of the entity",
                    "add one: boolean " + name);
        }
    }

    /** Attributes that are not redacted together would each take the other's mark for its own. */
    private void share(RedactedAttribute compiled, String name) {
        RedactedAttribute other = markers.putIfAbsent(name, compiled);
        if (other != null) {
            fault(
                    compiled.path(),
                    "shares its marker '" + name + "' with " + other.path() + ", which may be redacted without it",
                    "give each a marker of its own");
        }
    }

    private Optional<String> category(String path) {
        return written(entity, path, PersonalData.class)
                .map(PersonalData::category)
                .filter(name -> !name.isEmpty());
    }

    private void checkRow() {
        if (Members.lineage(entity.type().getJavaType())
                .flatMap(type -> Arrays.stream(type.getDeclaredAnnotations()))
                .anyMatch(
                        written -> written.annotationType().getName().equals("org.hibernate.annotations.Immutable"))) {
            fault("", "has attributes to redact and is @Immutable", "remove @Immutable, or let its rules delete");
        }
        entity.attributes().stream()
                .filter(attribute -> attribute instanceof SingularAttribute<?, ?> single && single.isVersion())
                .filter(attribute -> !Set.<Class<?>>of(Integer.class, Long.class, Short.class)
                        .contains(boxed(attribute.getJavaType())))
                .forEach(attribute -> fault(
                        attribute.getName(),
                        "is a version that is no number, and redacting must count it up",
                        "make it an int, long or short"));
    }

    static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    private void fault(String path, String problem, String mend) {
        faults.add(new Fault(entity.element(path), problem, mend));
    }
}
