package dev.sojourn.spring;

import dev.sojourn.processing.Decision;
import dev.sojourn.processing.DenialReason;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a denial does, by purpose, and how many would-be denials were let pass.
 *
 * <p>Thread-safe. It counts purposes and reasons, never subjects.
 */
public final class Enforcement {

    private final EnforcementMode usual;
    private final Map<String, EnforcementMode> byPurpose;
    private final Map<Observed, LongAdder> observed = new ConcurrentHashMap<>();

    /**
     * What was let pass.
     *
     * @param purpose the purpose's id
     * @param reason why it would have been denied
     */
    public record Observed(String purpose, DenialReason reason) {}

    Enforcement(EnforcementMode usual, Map<String, EnforcementMode> byPurpose) {
        this.usual = usual;
        this.byPurpose = Map.copyOf(byPurpose);
    }

    /**
     * What a denial of a purpose does.
     *
     * @param purpose the purpose's id
     * @return the mode
     */
    public EnforcementMode of(String purpose) {
        return byPurpose.getOrDefault(purpose, usual);
    }

    /**
     * How many calls went through that would have been denied, since the application started.
     *
     * @param purpose the purpose's id
     * @return the number, over all reasons
     */
    public long observed(String purpose) {
        return observed.entrySet().stream()
                .filter(entry -> entry.getKey().purpose().equals(purpose))
                .mapToLong(entry -> entry.getValue().sum())
                .sum();
    }

    /** Whether the call must not happen; one that is let pass is counted. */
    boolean denies(Decision.Denied denied) {
        if (of(denied.purpose()) == EnforcementMode.ENFORCE) {
            return true;
        }
        observed.computeIfAbsent(new Observed(denied.purpose(), denied.reason()), key -> new LongAdder())
                .increment();
        return false;
    }
}
