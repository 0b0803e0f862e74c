package dev.sojourn.jpa;

import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Redact;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Redaction;
import dev.sojourn.retention.DataDescription;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.SingularAttribute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges what it takes to make the rows of one entity nobody's: everybody they name goes, and all that is personal, be it
 * marked or not. What says no way to go goes to null.
 */
final class Anonymity {

    private static final String WRITE =
            "write @Redact(…) on it, @NotPersonal(because = \"…\") if it says nothing about a"
                    + " person, or make attribute and column nullable";

    private final EntityDeclaration entity;
    private final HostSettings settings;
    private final List<Fault> faults;
    private final List<SubjectCompiler.Declared> people;

    Anonymity(EntityDeclaration entity, HostSettings settings, List<Fault> faults) {
        this.entity = entity;
        this.settings = settings;
        this.faults = faults;
        this.people = SubjectCompiler.declaredOn(entity);
    }

    /** Whether one of the rules makes its rows nobody's. */
    static boolean isEndOf(Collection<DataDescription.Binding> bindings, Policy policy) {
        return bindings.stream()
                .flatMap(binding -> policy.versionsOf(binding.rule()).stream())
                .anyMatch(version -> version.isCeiling() && version.disposition() == Disposition.ANONYMISE);
    }

    /**
     * What goes beside what says how it is redacted.
     *
     * @param declared what says so
     * @param starting the attributes from which rules start
     */
    List<RedactedAttribute> rest(List<RedactedAttribute> declared, Collection<String> starting) {
        Set<String> markers = new LinkedHashSet<>();
        declared.forEach(attribute -> {
            attribute.marker().ifPresent(markers::add);
            check(attribute);
        });
        List<RedactedAttribute> rest = new ArrayList<>();
        for (EntityDeclaration.Leaf leaf : entity.leaves()) {
            boolean said =
                    RedactionCompiler.written(entity, leaf.path(), Redact.class).isPresent();
            if (!said && !markers.contains(leaf.path())) {
                leaf(leaf, starting).ifPresent(rest::add);
            }
        }
        return rest;
    }

    private void check(RedactedAttribute attribute) {
        Redaction how = attribute.how();
        if (how.isTraceable()) {
            fault(
                    attribute.path(),
                    "is replaced by a pseudonym, by which the person can be found again, so that its row would not be"
                            + " anonymous (GDPR 4(5))",
                    "redact it in another way, or let the rule say then(REDACT)");
        } else if (isWayToPerson(attribute.path())
                && (how instanceof Redaction.ToFirstDay
                        || how instanceof Redaction.ToNetwork
                        || how instanceof Redaction.ToStep)) {
            fault(
                    attribute.path(),
                    "names the row's subject, and a coarser name may be somebody else's",
                    "write @Redact(NULL), or a constant that is nobody's name");
        }
    }

    private Optional<RedactedAttribute> leaf(EntityDeclaration.Leaf leaf, Collection<String> starting) {
        String path = leaf.path();
        Attribute<?, ?> attribute = leaf.attribute();
        boolean person = isWayToPerson(path);
        boolean stays = isPartOfRow(path, attribute) || starting.contains(path);
        boolean marked = Members.on(attribute, PersonalData.class).isPresent();
        if (stays) {
            if (person || marked) {
                fault(
                        path,
                        (person ? "names the row's subject" : "is personal")
                                + ", and is the row's id, version or tenant, or starts a period: it stays while the row"
                                + " does",
                        "keep what is personal in an attribute of its own, or let the rule delete");
            }
            return Optional.empty();
        }
        boolean referring = Association.of(leaf)
                .filter(association -> association.shape() == Association.Shape.REFERENCE)
                .isPresent();
        boolean innocent =
                !person && !marked && Members.on(attribute, NotPersonal.class).isPresent();
        return innocent || !leaf.isBasic() && !referring ? Optional.empty() : implied(path, attribute, person);
    }

    private Optional<RedactedAttribute> implied(String path, Attribute<?, ?> attribute, boolean person) {
        Redaction how = replacement(path, attribute);
        List<String> problems = new ArrayList<>();
        new ColumnLimits(entity, path, attribute, (problem, mend) -> problems.add(problem)).check(how);
        if (!problems.isEmpty()) {
            fault(
                    path,
                    (person ? "names a person" : "counts as personal")
                            + " and says no way in which it is anonymised, and it may not be null",
                    WRITE);
            return Optional.empty();
        }
        return Optional.of(new RedactedAttribute(
                path,
                how,
                RedactionCompiler.boxed(attribute.getJavaType()),
                Optional.empty(),
                attribute.isAssociation(),
                person,
                Optional.empty(),
                List.of(),
                settings.redactions().byBytes(),
                true));
    }

    /** A mention may say what takes its place. */
    private Redaction replacement(String path, Attribute<?, ?> attribute) {
        return people.stream()
                .filter(declared -> declared.path().equals(path))
                .map(SubjectCompiler.Declared::ref)
                .filter(SubjectRef::mentioned)
                .map(SubjectRef::replacement)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .flatMap(text -> settings.codec(attribute.getJavaType()).flatMap(codec -> codec.parse(text)))
                .<Redaction>map(Redaction.ToConstant::new)
                .orElseGet(Redaction.ToNull::new);
    }

    private boolean isPartOfRow(String path, Attribute<?, ?> attribute) {
        return attribute instanceof SingularAttribute<?, ?> single && (single.isId() || single.isVersion())
                || path.contains(".") && isId(path.substring(0, path.indexOf('.')))
                || settings.tenantAttribute().equals(Optional.of(path))
                || EntityCompiler.isTenantId(attribute);
    }

    private boolean isId(String name) {
        return entity.attribute(name)
                .filter(attribute -> attribute instanceof SingularAttribute<?, ?> single && single.isId())
                .isPresent();
    }

    /** Whether an attribute names a person, or is where the way to one begins. */
    private boolean isWayToPerson(String path) {
        return people.stream()
                .map(SubjectCompiler.Declared::path)
                .anyMatch(way -> way.equals(path) || way.startsWith(path + "."));
    }

    private void fault(String path, String problem, String mend) {
        faults.add(new Fault(entity.element(path), problem, mend));
    }
}
