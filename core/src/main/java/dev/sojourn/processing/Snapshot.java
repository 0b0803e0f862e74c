package dev.sojourn.processing;

import dev.sojourn.consent.StandingActs;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

    /** What a plain question is answered without; apart, so that what it needs lies close together in memory. */
    private record Details(Decision[] decisions, Source source, long until) {}

    private static final Details NOTHING = new Details(new Decision[0], new Source("", 0, false), Long.MAX_VALUE);

    /** Of the first 64 purposes. */
    private long allowed;

    private boolean ends;
    private @Nullable Terms terms;
    private Details details = NOTHING;

    private boolean marked;
    private long trustedUntil = NEVER;

    /** Under what it is remembered, which is written once, before it can be found. */
    private @Nullable Object name;

    private int hash;

    private Snapshot() {}

    private Snapshot(List<Decision> decisions, Source source, @Nullable Terms terms) {
        this.terms = terms;
        long mask = 0;
        long earliest = Long.MAX_VALUE;
        for (int number = 0; number < decisions.size(); number++) {
            if (decisions.get(number) instanceof Decision.Allowed yes) {
                mask |= number < Long.SIZE ? 1L << number : 0;
                earliest = Math.min(
                        earliest, yes.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
            }
        }
        this.allowed = mask;
        this.ends = earliest != Long.MAX_VALUE;
        this.details = new Details(decisions.toArray(Decision[]::new), source, earliest);
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

    /** Some to be filled, which lie side by side in memory. */
    static Snapshot[] blanks(int some) {
        Snapshot[] blanks = new Snapshot[some];
        for (int index = 0; index < some; index++) {
            blanks[index] = new Snapshot();
        }
        return blanks;
    }

    /** Fills this blank with another's answers, and names whose they are; before anybody else knows of it. */
    Snapshot filled(Snapshot other, Object whose, int itsHash) {
        allowed = other.allowed;
        ends = other.ends;
        terms = other.terms;
        details = other.details;
        name = whose;
        hash = itsHash;
        return this;
    }

    /** Looks at the hash second: it lies apart from what is asked of every snapshot found. */
    boolean isNamed(Object whose, int itsHash) {
        return name == whose || hash == itsHash && whose.equals(name);
    }

    Object name() {
        return Objects.requireNonNull(name);
    }

    int nameHash() {
        return hash;
    }

    boolean isKeepable() {
        return details.source().keepable();
    }

    /** The key of the subject's chain; empty while the subject had none. */
    String key() {
        return details.source().key();
    }

    /** Whether it was read when the chain already had this entry. */
    boolean isAsOf(String chain, long entry) {
        Source source = details.source();
        return source.key().equals(chain) && source.number() >= entry;
    }

    /**
     * Whether no answer can have changed by time, or by the tenant's declarations. Time only ever ends a yes; the clock
     * is cut to milliseconds and so is the end, which is therefore met up to a millisecond early and decided anew.
     */
    boolean holdsAt(long millis) {
        return millis < details.until() && isOfThisEra();
    }

    /** Whether time ends any of these answers. */
    boolean ends() {
        return ends;
    }

    /** How many milliseconds are left, of which the first may have begun. */
    long left(long millis) {
        return details.until() - millis;
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

    /** Whether {@link #bits} are all there is to plain questions. */
    boolean isPlain() {
        return terms == null && details.decisions().length <= Long.SIZE;
    }

    long bits() {
        return allowed;
    }

    boolean allows(int number) {
        Terms on = terms;
        if (number >= Long.SIZE || on != null) {
            return decision(number).isAllowed();
        }
        int bit = (int) (allowed >>> number) & 1;
        return bit != 0;
    }

    Decision decision(int number) {
        Decision decision = details.decisions()[number];
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
