package dev.sojourn.processing;

import dev.sojourn.consent.StandingActs;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The answers for one subject and every purpose of the policy, by the purposes' numbers. The answers never change; what
 * does is whether anybody asked lately, and until when the wall clock need not be read: both may be lost in a race
 * without harm, and are written without a fence.
 */
final class Snapshot {

    private static final long NEVER = Long.MIN_VALUE;

    /** What was read, and how far its chain had got. */
    private record Source(String key, long number, boolean keepable) {}

    /** What the answers depend on beside the subject's acts, and who counts them; nothing for most snapshots. */
    private record Terms(
            @Nullable TenantEra era, long stamp, @Nullable LongAdder degraded) {}

    /** Of the first 64 purposes; in the object itself, which is small enough for one line of a processor's cache. */
    private final long allowed;

    private final long until;
    private final Decision[] decisions;
    private final @Nullable Terms terms;
    private final Source source;

    private boolean marked;
    private long trustedUntil = NEVER;

    private Snapshot(List<Decision> decisions, Source source, @Nullable Terms terms) {
        this.decisions = decisions.toArray(Decision[]::new);
        this.source = source;
        this.terms = terms;
        long mask = 0;
        long earliest = Long.MAX_VALUE;
        for (int number = 0; number < this.decisions.length; number++) {
            if (this.decisions[number] instanceof Decision.Allowed yes) {
                mask |= number < Long.SIZE ? 1L << number : 0;
                earliest = Math.min(
                        earliest, yes.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
            }
        }
        this.allowed = mask;
        this.until = earliest;
    }

    /** Answers that hold until the subject acts or time ends one of them. */
    static Snapshot of(List<Decision> decisions, StandingActs standing) {
        return new Snapshot(decisions, source(standing, standing.keepable()), null);
    }

    /** Answers that hold, too, only while the tenant's declarations stay as they were at the stamp. */
    static Snapshot of(List<Decision> decisions, StandingActs standing, TenantEra era, long stamp, boolean settled) {
        return new Snapshot(decisions, source(standing, settled && standing.keepable()), new Terms(era, stamp, null));
    }

    /** Answers given without the store: good for this one time, and each yes among them counted as it is given. */
    static Snapshot once(List<Decision> decisions, LongAdder degraded) {
        return new Snapshot(decisions, new Source("", 0, false), new Terms(null, 0, degraded));
    }

    private static Source source(StandingActs standing, boolean keepable) {
        return new Source(standing.key().orElse(""), standing.number(), keepable);
    }

    boolean isKeepable() {
        return source.keepable();
    }

    /** The key of the subject's chain; empty while the subject had none. */
    String key() {
        return source.key();
    }

    /** Whether it was read when the chain already had this entry. */
    boolean isAsOf(String chain, long entry) {
        return source.key().equals(chain) && source.number() >= entry;
    }

    /**
     * Whether no answer can have changed by time, or by the tenant's declarations. Time only ever ends a yes; the clock
     * is cut to milliseconds and so is the end, which is therefore met up to a millisecond early and decided anew.
     */
    boolean holdsAt(long millis) {
        return millis < until && isOfThisEra();
    }

    /** Whether time ends any of these answers. */
    boolean ends() {
        return until != Long.MAX_VALUE;
    }

    /** How many milliseconds are left, of which the first may have begun. */
    long left(long millis) {
        return until - millis;
    }

    /** Whether it was found that it holds until later than this moment of the monotonic clock. */
    boolean isTrusted(long nanos) {
        long end = trustedUntil;
        return end != NEVER && nanos - end < 0;
    }

    void trust(long nanos, long span) {
        trustedUntil = nanos + span;
    }

    /** Notes that somebody asked; writes only where nobody had. */
    void mark() {
        if (!marked) {
            marked = true;
        }
    }

    /** Whether somebody had asked since this was last called. */
    boolean unmark() {
        boolean asked = marked;
        marked = false;
        return asked;
    }

    /** Whether the tenant declared nothing since this was read. */
    boolean isOfThisEra() {
        Terms on = terms;
        return on == null || on.era() == null || on.era().stamp() == on.stamp();
    }

    boolean allows(int number) {
        boolean yes = number < Long.SIZE ? (allowed & (1L << number)) != 0 : decisions[number].isAllowed();
        count(yes);
        return yes;
    }

    Decision decision(int number) {
        Decision decision = decisions[number];
        count(decision.isAllowed());
        return decision;
    }

    private void count(boolean yes) {
        Terms on = terms;
        if (on != null && on.degraded() != null && yes) {
            on.degraded().increment();
        }
    }
}
