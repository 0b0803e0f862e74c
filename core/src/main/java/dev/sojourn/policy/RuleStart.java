package dev.sojourn.policy;

import dev.sojourn.policy.Trigger.Rounding;
import java.util.ArrayList;
import java.util.List;

/**
 * How a rule's author declared its start: every source and every rounding named, so that a contradiction is a fault and
 * the last word does not win in silence.
 */
record RuleStart(List<Trigger> sources, List<Rounding> roundings) {

    static final RuleStart CREATION = new RuleStart(List.of(), List.of());

    RuleStart {
        sources = List.copyOf(sources);
        roundings = List.copyOf(roundings);
    }

    RuleStart from(Trigger source) {
        return sources.contains(source) ? this : new RuleStart(plus(sources, source), roundings);
    }

    RuleStart rounded(Rounding rounding) {
        return roundings.contains(rounding) ? this : new RuleStart(sources, plus(roundings, rounding));
    }

    Trigger trigger() {
        Rounding rounding = roundings.isEmpty() ? Rounding.NONE : roundings.get(roundings.size() - 1);
        if (sources.isEmpty()) {
            return new Trigger.Creation(rounding);
        }
        Trigger source = sources.get(sources.size() - 1);
        if (source instanceof Trigger.LastActivity) {
            return new Trigger.LastActivity(rounding);
        }
        if (source instanceof Trigger.Event event) {
            return new Trigger.Event(event.name(), rounding);
        }
        return source;
    }

    /** Whether a day of the source can be moved to the end of its month or year. */
    boolean canBeRounded() {
        Trigger trigger = trigger();
        return trigger instanceof Trigger.Creation
                || trigger instanceof Trigger.LastActivity
                || trigger instanceof Trigger.Event;
    }

    String canonical() {
        Trigger trigger = trigger();
        CanonicalText text = CanonicalText.of("trigger", trigger.getClass().getSimpleName());
        if (trigger instanceof Trigger.Event event) {
            text.with("event", event.name());
        }
        if (trigger instanceof Trigger.FirstAfterFinancialYear first) {
            text.with("first", first.day());
        }
        roundings.stream().reduce((earlier, later) -> later).ifPresent(last -> text.with("rounding", last.name()));
        return text.toString();
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return longer;
    }
}
