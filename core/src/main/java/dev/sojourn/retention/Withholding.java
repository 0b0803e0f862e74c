package dev.sojourn.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one run leaves for somebody to confirm. */
final class Withholding {

    private final List<Withheld> withheld;

    Withholding(List<Withheld> withheld) {
        this.withheld = new ArrayList<>(withheld);
    }

    /** Whether nothing of a step would be taken, so that it need not be looked at. */
    boolean isWhole(SweepPlan.Step planned) {
        return planned.due() > 0
                && planned.lines().stream()
                        .filter(line -> line.due() > 0)
                        .allMatch(line -> reason(planned.entity(), planned.rule(), line.tenant())
                                .isPresent());
    }

    /** Why rows of a tenant are left under a rule. */
    Optional<KeepReason> reason(String entity, String rule, String tenant) {
        return withheld.stream()
                .filter(one -> one.entity().equals(entity)
                        && one.rule().equals(rule)
                        && one.tenant().equals(tenant))
                .findFirst()
                .map(one -> one.why() == Withheld.Why.BACKLOG ? KeepReason.BACKLOG : KeepReason.GUARDED);
    }
}
