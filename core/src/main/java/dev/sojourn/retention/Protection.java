package dev.sojourn.retention;

import dev.sojourn.consent.SubjectAct;
import dev.sojourn.policy.DataSubject;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What could keep rows while a plan is made, so that only rows that something could keep are looked at one by one; the
 * rest is counted by the store.
 */
final class Protection {

    /** How closely a step's rows must be looked at. */
    enum Scrutiny {
        /** Nothing can keep a row. */
        NONE,
        /** Only rows of protected subjects can be kept. */
        SUBJECTS,
        /** Any row can be kept. */
        EVERY_ROW
    }

    private static final int MOST = 20_000;

    private final Rulebook rulebook;
    private final Set<String> heldCategories = new HashSet<>();
    private final Set<DataSubject> subjects = new LinkedHashSet<>();

    private Protection(Rulebook rulebook) {
        this.rulebook = rulebook;
    }

    static Protection read(RetentionPorts ports, Rulebook rulebook) {
        Protection protection = new Protection(rulebook);
        ports.work().runNew(() -> {
            for (Hold hold : ports.holds().active()) {
                hold.subject()
                        .ifPresentOrElse(
                                protection.subjects::add,
                                () -> hold.category().ifPresent(protection.heldCategories::add));
            }
            Optional<String> after = Optional.empty();
            List<SubjectAct> page;
            do {
                page = ports.consents().restrictions(after, Circumstances.SUBJECTS);
                for (SubjectAct act : page) {
                    protection.subjects.add(act.subject());
                    after = Optional.of(act.purpose());
                }
            } while (!page.isEmpty() && protection.subjects.size() <= MOST);
            return protection;
        });
        return protection;
    }

    List<DataSubject> subjects() {
        return List.copyOf(subjects);
    }

    Scrutiny over(Step step) {
        EntityRules entity = step.entity();
        boolean taken = step.finality() != Finality.LEAVES_ROW;
        boolean ruled = step.rule().attribute().isEmpty()
                || taken && entity.description().referenced()
                || entity.categories().stream().anyMatch(heldCategories::contains)
                || entity.rules().stream()
                        .anyMatch(rule -> rule.isSuspendable()
                                || rule.isFloor() && rule.attribute().isEmpty());
        if (ruled || taken && childrenCanKeep(entity, new HashSet<>(Set.of(entity.name())))) {
            return Scrutiny.EVERY_ROW;
        }
        boolean mentions = entity.description().mentions();
        if (subjects.isEmpty() || !entity.description().hasSubject() && !mentions) {
            return Scrutiny.NONE;
        }
        return mentions || subjects.size() > MOST ? Scrutiny.EVERY_ROW : Scrutiny.SUBJECTS;
    }

    private boolean childrenCanKeep(EntityRules entity, Set<String> seen) {
        return entity.description().children().stream()
                .flatMap(name -> rulebook.entity(name).stream())
                .anyMatch(child -> child.rules().stream().anyMatch(EntityRules.Bound::isFloor)
                        || child.categories().stream().anyMatch(heldCategories::contains)
                        || (child.description().hasSubject()
                                        || child.description().mentions())
                                && !subjects.isEmpty()
                        || seen.add(child.name()) && childrenCanKeep(child, seen));
    }
}
