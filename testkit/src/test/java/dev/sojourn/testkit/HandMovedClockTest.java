package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class HandMovedClockTest {

    @Test
    void standsStillUntilMoved() {
        HandMovedClock clock = HandMovedClock.at(Instant.parse("2026-03-05T08:00:00Z"));

        Instant first = clock.instant();
        assertThat(first).isEqualTo("2026-03-05T08:00:00Z");
        assertThat(clock.instant()).isEqualTo(first);
        assertThat(clock.advance(Duration.ofSeconds(1)).instant()).isEqualTo("2026-03-05T08:00:01Z");
        assertThat(clock.advance(Duration.ofSeconds(-2)).instant()).isEqualTo("2026-03-05T07:59:59Z");
        assertThat(clock.set(Instant.EPOCH).instant()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void readsLocalTimesInItsZone() {
        HandMovedClock clock = HandMovedClock.at("2026-04-10T00:00", "Europe/Bucharest");

        assertThat(clock.instant()).isEqualTo("2026-04-09T21:00:00Z");
        assertThat(clock.set("2026-01-10T00:00").instant()).isEqualTo("2026-01-09T22:00:00Z");
        assertThat(clock.set("2026-01-10T00:00", "America/New_York").instant()).isEqualTo("2026-01-10T05:00:00Z");
        assertThat(clock.getZone()).isEqualTo(ZoneId.of("Europe/Bucharest"));
    }

    @Test
    void movesTogetherWithItsViewsInOtherZones() {
        HandMovedClock clock = HandMovedClock.at("2026-04-10T00:00", "Europe/Bucharest");
        HandMovedClock inRiga = clock.withZone(ZoneId.of("Europe/Riga"));

        inRiga.set("2026-05-01T12:00");

        assertThat(clock.instant()).isEqualTo(inRiga.instant()).isEqualTo("2026-05-01T09:00:00Z");
    }
}
