package dev.sojourn.jpa;

import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Redaction;
import dev.sojourn.retention.DataDescription;
import jakarta.persistence.Lob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Judges whether what the provider remembers of an entity's rows can be redacted with them. */
final class PastCover {

    private final EntityDeclaration entity;
    private final Key key;
    private final Audits audits;
    private final Optional<List<String>> ownRule;
    private final List<Fault> faults;

    PastCover(EntityDeclaration entity, Key key, List<Fault> faults) {
        this.entity = entity;
        this.key = key;
        this.audits = key.queries().audits(entity.name(), key);
        this.ownRule = key.queries().keptPast(entity.name());
        this.faults = faults;
    }

    /**
     * The attributes, each with where it is remembered; those of past states under a rule of their own only where they are
     * declared to be cleared.
     */
    List<RedactedAttribute> remembering(
            List<RedactedAttribute> attributes, Collection<DataDescription.Binding> bindings, Policy policy) {
        if (audits.states().isEmpty()) {
            return attributes;
        }
        boolean anonymous = Anonymity.isEndOf(bindings, policy);
        List<RedactedAttribute> remembering = new ArrayList<>();
        for (RedactedAttribute attribute : attributes) {
            List<String> places = attribute.isMark() ? List.of() : places(attribute.path());
            boolean follows =
                    ownRule.map(cleared -> cleared.contains(attribute.path())).orElse(true);
            if (!places.isEmpty() && !follows && anonymous) {
                fault(
                        attribute.path(),
                        "is anonymised, and stays in past states that have a rule of their own, by which the row is found"
                                + " again (GDPR 4(5))",
                        "name it in PastStates.clearing(…), or give its past states no rule of their own");
            }
            remembering.add(places.isEmpty() || !follows ? attribute : remembered(attribute, places));
        }
        boolean byHost = attributes.stream().anyMatch(RedactedAttribute::isMark);
        if (byHost && ownRule.isEmpty()) {
            fault(
                    "",
                    "is under a rule whose end is the host's own, and is audited: nobody knows what becomes of its past"
                            + " states",
                    "give them a rule: JpaStores.pastStates(PastStates.of("
                            + entity.type().getJavaType().getSimpleName()
                            + ".class).retained(…)), with clearing(…) for what goes with the host's end, or take @Audited off");
        }
        return List.copyOf(remembering);
    }

    private RedactedAttribute remembered(RedactedAttribute attribute, List<String> places) {
        boolean plain = attribute.how() instanceof Redaction.ToNull || attribute.how() instanceof Redaction.ToConstant;
        boolean large = entity.attribute(attribute.path())
                .flatMap(found -> Members.on(found, Lob.class))
                .isPresent();
        if (large && !plain) {
            fault(
                    attribute.path(),
                    "is a large object whose past states cannot be told apart by their values",
                    "redact it to null or a constant, or write @NotAudited on it");
        }
        Optional<String> marker =
                attribute.marker().flatMap(path -> places(path).stream().findFirst());
        if (attribute.marker().isPresent() && marker.isEmpty()) {
            fault(
                    attribute.path(),
                    "is audited and its marker '" + attribute.marker().get()
                            + "' is not, so that no past state tells whether it was redacted",
                    "audit both or neither");
        }
        return attribute.remembered(places, marker);
    }

    /** What the provider's own entity of past states calls an attribute; none where it remembers none. */
    private List<String> places(String path) {
        List<String> places = new ArrayList<>();
        for (Placement.Name column : key.queries().columns(entity.name(), path)) {
            audits.states().flatMap(states -> states.path(column)).ifPresent(places::add);
        }
        return places;
    }

    private void fault(String path, String problem, String mend) {
        faults.add(new Fault(entity.element(path), problem, mend));
    }
}
