package dev.sojourn.spring;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.processing.ProcessingGate;
import dev.sojourn.processing.Standing;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Keeps each subject's standing in the request that asked for it, as long as it is current. An asynchronous handler's
 * threads do not know the request, and ask the gate; the thread its answer is dispatched on knows it again.
 */
final class RequestStandings implements Standings {

    private static final String KEPT = RequestStandings.class.getName();

    /** A request about more people than this one is a list, and its standings are not worth their memory. */
    private static final int MOST_KEPT = 64;

    private final Supplier<ProcessingGate> gate;

    RequestStandings(Supplier<ProcessingGate> gate) {
        this.gate = gate;
    }

    @Override
    public Standing of(DataSubject subject) {
        Map<DataSubject, Standing> kept = kept();
        Standing before = kept == null ? null : kept.get(subject);
        if (before != null && before.isCurrent()) {
            return before;
        }
        Standing standing = gate.get().of(subject);
        if (kept != null && (before != null || kept.size() < MOST_KEPT)) {
            kept.put(subject, standing);
        }
        return standing;
    }

    private static @Nullable Map<DataSubject, Standing> kept() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return null;
        }
        if (attributes.getRequest().getAttribute(KEPT) instanceof Kept known) {
            return known.bySubject();
        }
        Kept fresh = new Kept(new ConcurrentHashMap<>());
        attributes.getRequest().setAttribute(KEPT, fresh);
        return fresh.bySubject();
    }

    private record Kept(Map<DataSubject, Standing> bySubject) {}
}
