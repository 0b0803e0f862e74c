package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Times written as text are read back as they were, however short a database cuts their fractions. */
class UtcTextTest {

    @Property
    void readsBackWhatItWroteHoweverManyZerosAreCutOff(
            @ForAll("instants") Instant at, @ForAll @IntRange(max = 6) int cut) {
        Instant kept = at.truncatedTo(ChronoUnit.MICROS);
        String text = Utc.text(kept);
        assertThat(Utc.instant(text)).isEqualTo(kept);
        assertThat(Utc.instant(" " + text + " ")).isEqualTo(kept);
        String shorter = text;
        for (int zero = 0; zero < cut && shorter.endsWith("0") && shorter.contains("."); zero++) {
            shorter = shorter.substring(0, shorter.length() - 1);
        }
        shorter = shorter.endsWith(".") ? shorter.substring(0, shorter.length() - 1) : shorter;
        assertThat(Utc.instant(shorter)).isEqualTo(kept);
    }

    @Provide
    Arbitrary<Instant> instants() {
        Arbitrary<Long> seconds = Arbitraries.longs()
                .between(
                        Instant.parse("0001-01-01T00:00:00Z").getEpochSecond(),
                        Instant.parse("9999-12-31T23:59:59Z").getEpochSecond());
        Arbitrary<Long> nanos = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 999_999_999),
                Arbitraries.longs().between(0, 999).map(millis -> millis * 1_000_000));
        return seconds.flatMap(second -> nanos.map(nano -> Instant.ofEpochSecond(second, nano)));
    }

    @Test
    void refusesWhatIsNoTime() {
        for (String wrong : new String[] {"2026-13-01 00:00:00", "2026-02-30 00:00:00", "2026-01-01", "now", ""}) {
            assertThatThrownBy(() -> Utc.instant(wrong)).isInstanceOf(DateTimeException.class);
        }
    }
}
