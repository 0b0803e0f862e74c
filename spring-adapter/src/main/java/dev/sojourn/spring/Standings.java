package dev.sojourn.spring;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.processing.Standing;

/**
 * What subjects' data may be used for, asked once a request however many checks there are (GDPR 6(1), 7(3)).
 *
 * <p>Within a web request the same {@link Standing} answers again for the same subject, and is made anew after an act of
 * the subject's, in this request or outside it, and once it is older than the bound of {@code sojourn.freshness}. Outside
 * a request, and on a thread the request is not known on, every call asks the gate, at the time of the call.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface Standings {

    /**
     * One subject's answers for every purpose, as of now.
     *
     * @param subject whose data
     * @return the answers; to be asked for again rather than kept
     */
    Standing of(DataSubject subject);
}
