package dev.sojourn.examples.allai;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The time of the story: it starts on the same day every time and moves when the story does. */
final class StoryClock extends Clock {

    private final AtomicReference<Instant> now;

    StoryClock(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    Instant after(Duration wait) {
        return now.updateAndGet(at -> at.plus(wait));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? this : Clock.fixed(instant(), zone);
    }
}
