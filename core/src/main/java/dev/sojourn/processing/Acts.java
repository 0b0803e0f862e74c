package dev.sojourn.processing;

import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.consent.Suppression;
import dev.sojourn.policy.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The acts of one subject that stand, by the questions they answer. */
final class Acts {

    private final Map<SubjectAct.Key, SubjectAct> byKey = new HashMap<>();

    private final List<Suppression> suppressed;

    Acts(List<SubjectAct> standing, List<Suppression> suppressed) {
        this.suppressed = suppressed;
        standing.forEach(act -> byKey.put(act.key(), act));
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** A yes counts for exactly its scope; a no without scope reaches every scope that no later yes opened. */
    Optional<SubjectAct> consent(String purpose, Scope scope) {
        Stream<SubjectAct> own = find(ActKind.Facet.CONSENT, purpose, scope.key()).stream();
        Stream<SubjectAct> whole = scope.isWhole()
                ? Stream.empty()
                : find(ActKind.Facet.CONSENT, purpose, "").filter(act -> act.kind() != ActKind.GIVEN).stream();
        return Stream.concat(own, whole).max(SubjectAct.ORDER);
    }

    Optional<SubjectAct> objection(String purpose) {
        return find(ActKind.Facet.OBJECTION, purpose, "");
    }

    Stream<SubjectAct> objections() {
        return byKey.values().stream().filter(act -> act.kind().facet() == ActKind.Facet.OBJECTION);
    }

    Stream<SubjectAct> restrictions() {
        return byKey.values().stream().filter(act -> act.kind() == ActKind.RESTRICTED);
    }

    /** The noes that outlived an erasure. */
    Stream<Suppression> suppressions() {
        return suppressed.stream().filter(one -> !one.isErasure());
    }

    /** When the subject was erased; empty once an act was recorded of it again. */
    Optional<Suppression> erasure() {
        return isEmpty() ? suppressed.stream().filter(Suppression::isErasure).findFirst() : Optional.empty();
    }

    private Optional<SubjectAct> find(ActKind.Facet facet, String purpose, String scope) {
        return Optional.ofNullable(byKey.get(new SubjectAct.Key(facet, purpose, scope)));
    }
}
