package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The ranges a query asks say of every consent what counting its period forward says. */
class ExpiredConsentsTest {

    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("Europe/Bucharest"), ZoneId.of("America/New_York"), ZoneId.of("UTC"));

    private static void agree(Instant now, Period validity, ZoneId zone, Instant given) {
        long micros = Utc.micros(given);
        boolean inRange = ExpiredConsents.at(now, validity, zone).stream()
                .anyMatch(range -> micros >= range.from() && micros < range.to());
        Instant end =
                given.truncatedTo(ChronoUnit.MICROS).atZone(zone).plus(validity).toInstant();
        assertThat(inRange)
                .as("a consent of %s valid for %s in %s, asked at %s", given, validity, zone, now)
                .isEqualTo(!now.isBefore(end));
    }

    @Property(tries = 3_000)
    void saysWhatCountingForwardSays(
            @ForAll @IntRange(max = 2) int zone,
            @ForAll @LongRange(min = 0, max = 126_230_400L) long second,
            @ForAll @IntRange(max = 14) int months,
            @ForAll @IntRange(max = 40) int days,
            @ForAll @LongRange(min = -200_000, max = 200_000) long off) {
        ZoneId in = ZONES.get(zone);
        Period validity = Period.of(0, months, days + (months == 0 ? 1 : 0));
        Instant given = Instant.parse("2024-01-01T00:00:00Z").plusSeconds(second);
        Instant now = given.atZone(in).plus(validity).toInstant().plusSeconds(off);
        agree(now, validity, in, given);
        agree(given.atZone(in).plus(validity).toInstant(), validity, in, given);
        agree(given.atZone(in).plus(validity).toInstant().minusNanos(1_000), validity, in, given);
    }

    @Test
    void tellsApartConsentsOfTheLastDaysBeforeAShortMonth() {
        ZoneId zone = ZONES.get(0);
        Instant now = LocalDateTime.of(2026, 2, 28, 12, 0).atZone(zone).toInstant();
        for (int day = 27; day <= 31; day++) {
            for (int hour : new int[] {0, 11, 12, 13, 23}) {
                agree(
                        now,
                        Period.ofMonths(1),
                        zone,
                        LocalDateTime.of(2026, 1, day, hour, 0).atZone(zone).toInstant());
            }
        }
        assertThat(ExpiredConsents.at(now, Period.ofMonths(1), zone)).hasSize(4);
    }

    @Test
    void tellsApartTheHoursThatAreThereTwiceAndThoseThatAreNot() {
        ZoneId zone = ZONES.get(0);
        for (String moved : List.of("2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z")) {
            Instant change = Instant.parse(moved);
            for (Period validity : List.of(Period.ofDays(1), Period.ofDays(217), Period.ofMonths(7))) {
                for (long minutes = -180; minutes <= 180; minutes += 13) {
                    Instant given = change.plus(minutes, ChronoUnit.MINUTES);
                    for (long later = -120; later <= 120; later += 17) {
                        Instant now =
                                given.atZone(zone).plus(validity).toInstant().plus(later, ChronoUnit.MINUTES);
                        agree(now, validity, zone, given);
                        Instant before =
                                change.atZone(zone).minus(validity).toInstant().plus(minutes, ChronoUnit.MINUTES);
                        agree(change.plus(later, ChronoUnit.MINUTES), validity, zone, before);
                    }
                }
            }
        }
    }
}
