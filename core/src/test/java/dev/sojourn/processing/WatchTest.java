package dev.sojourn.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.consent.StandingActs;
import dev.sojourn.policy.LegalBasis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final StandingActs NOTHING = new StandingActs(Optional.empty(), 0, List.of(), true);

    /** A monotonic clock may start anywhere, below zero as well. */
    private static final long START = -5_000_000_000_000L;

    @Test
    void readsAClockThatIsNotTheSystemsEachTime() {
        Moved clock = new Moved(Instant.ofEpochMilli(1_000));
        Watch watch = new Watch(clock);
        Snapshot snapshot = ending(Instant.ofEpochMilli(5_000));
        assertThat(watch.holds(snapshot, START)).isTrue();
        clock.now = Instant.ofEpochMilli(5_000);
        assertThat(watch.holds(snapshot, START)).isFalse();
        clock.now = Instant.ofEpochMilli(4_999);
        assertThat(watch.holds(snapshot, START)).isTrue();
    }

    @Test
    void trustsTheSystemsClockForHalfASecondAtMost() {
        Watch watch = new Watch(Clock.system(ZoneId.of("Europe/Bucharest")));
        Snapshot snapshot = ending(Instant.now().plus(Duration.ofDays(1)));
        assertThat(snapshot.isTrusted(START)).isFalse();
        assertThat(watch.holds(snapshot, START)).isTrue();
        assertThat(snapshot.isTrusted(START + TimeUnit.MILLISECONDS.toNanos(500) - 1))
                .isTrue();
        assertThat(snapshot.isTrusted(START + TimeUnit.MILLISECONDS.toNanos(500)))
                .isFalse();
    }

    @Test
    void trustsNoAnswerPastItsEnd() {
        Watch watch = new Watch(Clock.systemUTC());
        Snapshot soon = ending(Instant.now().plusMillis(200));
        watch.holds(soon, START);
        assertThat(soon.isTrusted(START + TimeUnit.MILLISECONDS.toNanos(200))).isFalse();
        assertThat(watch.holds(ending(Instant.now().minusMillis(1)), START)).isFalse();
    }

    @Test
    void needsNoClockWhereTimeEndsNothing() {
        Watch watch = new Watch(new Moved(Instant.MAX.minusSeconds(1)) {
            @Override
            public long millis() {
                throw new AssertionError("read for nothing");
            }
        });
        Snapshot snapshot = Snapshot.of(List.of(Decision.Denied.plainly("p", DenialReason.NEVER_ASKED)), NOTHING);
        assertThat(watch.holds(snapshot, START)).isTrue();
    }

    private static Snapshot ending(Instant end) {
        return Snapshot.of(
                List.of(new Decision.Allowed(
                        "p",
                        LegalBasis.CONSENT,
                        Optional.of(Instant.EPOCH),
                        Optional.of(end),
                        Optional.empty(),
                        Optional.empty(),
                        false)),
                NOTHING);
    }

    private static class Moved extends Clock {
        private Instant now;

        private Moved(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
