package dev.sojourn.spring;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.processing.Decision;
import dev.sojourn.processing.DenialReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * What a denial does, by purpose; how many calls were denied, how many would-be denials were let pass, and how often the
 * application's earlier check said otherwise ({@link EarlierCheck}).
 *
 * <p>Thread-safe. It counts purposes and reasons, never subjects; every count begins when the application starts.
 */
public final class Enforcement {

    private final EnforcementMode usual;
    private final Map<String, EnforcementMode> byPurpose;
    private final Optional<EarlierCheck> earlier;
    private final Map<Observed, LongAdder> enforced = new ConcurrentHashMap<>();
    private final Map<Observed, LongAdder> observed = new ConcurrentHashMap<>();
    private final Map<Disagreement, LongAdder> disagreements = new ConcurrentHashMap<>();
    private final LongAdder failures = new LongAdder();
    private final List<BiConsumer<Decision.Denied, Boolean>> listeners = new CopyOnWriteArrayList<>();

    /**
     * A denial, of whomever.
     *
     * @param purpose the purpose's id
     * @param reason why it was denied, or would have been
     */
    public record Observed(String purpose, DenialReason reason) {}

    /**
     * A purpose on which the earlier check and Sojourn say different things of somebody.
     *
     * @param purpose the purpose's id
     * @param allowed what Sojourn says; the earlier check said the contrary
     */
    public record Disagreement(String purpose, boolean allowed) {}

    Enforcement(EnforcementMode usual, Map<String, EnforcementMode> byPurpose, Optional<EarlierCheck> earlier) {
        this.usual = usual;
        this.byPurpose = Map.copyOf(byPurpose);
        this.earlier = earlier;
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

    /**
     * The calls that were let pass and would have been denied.
     *
     * @return how many, by purpose and reason
     */
    public Map<Observed, Long> observed() {
        return sums(observed);
    }

    /**
     * The calls that were denied.
     *
     * @return how many, by purpose and reason
     */
    public Map<Observed, Long> enforced() {
        return sums(enforced);
    }

    /**
     * The calls to observed purposes on which the earlier check said the contrary.
     *
     * @return how many, by purpose and by what Sojourn says
     */
    public Map<Disagreement, Long> disagreements() {
        return sums(disagreements);
    }

    /**
     * How often the earlier check threw, and was not compared.
     *
     * @return the number, over all purposes
     */
    public long failures() {
        return failures.sum();
    }

    /** Has every denial told, with whether it was enforced. */
    void telling(BiConsumer<Decision.Denied, Boolean> listener) {
        listeners.add(listener);
    }

    /** Whether the call must not happen. Either way it is counted, and an observed one compared with the earlier check. */
    boolean denies(Optional<DataSubject> subject, Decision decision) {
        boolean enforces = of(decision.purpose()) == EnforcementMode.ENFORCE;
        if (decision instanceof Decision.Denied denied) {
            count(enforces ? enforced : observed, new Observed(denied.purpose(), denied.reason()));
            listeners.forEach(listener -> listener.accept(denied, enforces));
        }
        if (!enforces) {
            subject.ifPresent(whose -> compare(whose, decision));
        }
        return enforces && !decision.isAllowed();
    }

    /** What is only being compared must not break the call it is compared for. */
    private void compare(DataSubject subject, Decision decision) {
        try {
            earlier.flatMap(check -> check.allowed(subject, decision.purpose()))
                    .filter(answer -> answer != decision.isAllowed())
                    .ifPresent(
                            answer -> count(disagreements, new Disagreement(decision.purpose(), decision.isAllowed())));
        } catch (RuntimeException e) {
            failures.increment();
        }
    }

    private static <K> void count(Map<K, LongAdder> counts, K key) {
        counts.computeIfAbsent(key, first -> new LongAdder()).increment();
    }

    private static <K> Map<K, Long> sums(Map<K, LongAdder> counts) {
        return counts.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum()));
    }
}
