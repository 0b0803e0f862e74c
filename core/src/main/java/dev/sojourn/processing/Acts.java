package dev.sojourn.processing;

import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.consent.Suppression;
import dev.sojourn.policy.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The acts of one subject that stand, by the questions they answer. */
final class Acts {

    private final Map<SubjectAct.Key, SubjectAct> byKey = new HashMap<>();

    private final List<Suppression> suppressed;
    private final List<SubjectAct> objections;
    private final List<SubjectAct> restrictions;

    /** What most subjects have none of is looked for once, not for each purpose anew. */
    Acts(List<SubjectAct> standing, List<Suppression> suppressed) {
        this.suppressed = suppressed;
        for (SubjectAct act : standing) {
            byKey.put(act.key(), act);
        }
        this.objections = those(act -> act.kind().facet() == ActKind.Facet.OBJECTION);
        this.restrictions = those(act -> act.kind() == ActKind.RESTRICTED);
    }

    private List<SubjectAct> those(Predicate<SubjectAct> wanted) {
        List<SubjectAct> found = new ArrayList<>(0);
        for (SubjectAct act : byKey.values()) {
            if (wanted.test(act)) {
                found.add(act);
            }
        }
        found.sort(SubjectAct.ORDER);
        return found;
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** A yes counts for exactly its scope; a no without scope reaches every scope that no later yes opened. */
    Optional<SubjectAct> consent(String purpose, Scope scope) {
        Optional<SubjectAct> own = find(ActKind.Facet.CONSENT, purpose, scope.key());
        if (scope.isWhole()) {
            return own;
        }
        Optional<SubjectAct> whole =
                find(ActKind.Facet.CONSENT, purpose, "").filter(act -> act.kind() != ActKind.GIVEN);
        return Stream.of(own, whole).flatMap(Optional::stream).max(SubjectAct.ORDER);
    }

    Optional<SubjectAct> objection(String purpose) {
        return find(ActKind.Facet.OBJECTION, purpose, "");
    }

    List<SubjectAct> objections() {
        return objections;
    }

    /** The earliest first. */
    List<SubjectAct> restrictions() {
        return restrictions;
    }

    /** The noes that outlived an erasure. */
    List<Suppression> suppressions() {
        return suppressed.isEmpty()
                ? suppressed
                : suppressed.stream().filter(one -> !one.isErasure()).toList();
    }

    /** When the subject was erased; empty once an act was recorded of it again. */
    Optional<Suppression> erasure() {
        return isEmpty() ? suppressed.stream().filter(Suppression::isErasure).findFirst() : Optional.empty();
    }

    private Optional<SubjectAct> find(ActKind.Facet facet, String purpose, String scope) {
        return Optional.ofNullable(byKey.get(new SubjectAct.Key(facet, purpose, scope)));
    }
}
