package dev.sojourn.processing;

import dev.sojourn.consent.StandingActs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The answers for one subject and every purpose of the policy, by the purposes' numbers. The answers never change; what
 * does is whether anybody asked lately, and until when the wall clock need not be read: both may be lost in a race
 * without harm, and are written without a fence.
 */
final class Snapshot {

    private static final long NEVER = Long.MIN_VALUE;

    private final long[] allowed;
    private final Decision[] decisions;
    private final long until;
    private final @Nullable TenantEra era;
    private final long stamp;
    private final boolean keepable;
    private final String key;
    private final long number;
    private final @Nullable LongAdder degraded;

    private boolean marked;
    private long trustedUntil = NEVER;

    private Snapshot(
            List<Decision> decisions,
            StandingActs standing,
            @Nullable TenantEra era,
            long stamp,
            boolean keepable,
            @Nullable LongAdder degraded) {
        this.decisions = decisions.toArray(Decision[]::new);
        this.allowed = new long[(decisions.size() + Long.SIZE - 1) / Long.SIZE];
        this.era = era;
        this.stamp = stamp;
        this.keepable = keepable;
        this.key = standing.key().orElse("");
        this.number = standing.number();
        this.degraded = degraded;
        long earliest = Long.MAX_VALUE;
        for (int number = 0; number < this.decisions.length; number++) {
            if (this.decisions[number] instanceof Decision.Allowed yes) {
                allowed[number >>> 6] |= 1L << number;
                earliest = Math.min(
                        earliest, yes.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
            }
        }
        this.until = earliest;
    }

    /** Answers that hold until the subject acts or time ends one of them. */
    static Snapshot of(List<Decision> decisions, StandingActs standing) {
        return new Snapshot(decisions, standing, null, 0, standing.keepable(), null);
    }

    /** Answers that hold, too, only while the tenant's declarations stay as they were at the stamp. */
    static Snapshot of(List<Decision> decisions, StandingActs standing, TenantEra era, long stamp, boolean settled) {
        return new Snapshot(decisions, standing, era, stamp, settled && standing.keepable(), null);
    }

    /** Answers given without the store: good for this one time, and each yes among them counted as it is given. */
    static Snapshot once(List<Decision> decisions, LongAdder degraded) {
        return new Snapshot(
                decisions, new StandingActs(Optional.empty(), 0, List.of(), false), null, 0, false, degraded);
    }

    boolean isKeepable() {
        return keepable;
    }

    /** The key of the subject's chain; empty while the subject had none. */
    String key() {
        return key;
    }

    /** Whether it was read when the chain already had this entry. */
    boolean isAsOf(String chain, long entry) {
        return key.equals(chain) && number >= entry;
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
        TenantEra declared = era;
        return declared == null || declared.stamp() == stamp;
    }

    boolean allows(int number) {
        boolean yes = (allowed[number >>> 6] & (1L << number)) != 0;
        count(yes);
        return yes;
    }

    Decision decision(int number) {
        Decision decision = decisions[number];
        count(decision.isAllowed());
        return decision;
    }

    private void count(boolean yes) {
        LongAdder counter = degraded;
        if (counter != null && yes) {
            counter.increment();
        }
    }
}
