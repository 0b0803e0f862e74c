package dev.sojourn.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.policy.DataSubject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** A forecast is what the previews of the days to come will say, when nothing changes. */
class ForecastLawsTest {

    private static final Instant NOW = Instant.parse("2028-03-20T00:30:00Z");
    private static final int DAYS = 8;
    private static final List<String> TENANTS = List.of("", "alpha", "beta");

    /** A row, by how long ago it started. */
    record Row(
            String tenant,
            String owner,
            @Nullable Integer madeHoursAgo,
            @Nullable Integer activeDaysAgo) {}

    private static final class Hands extends Clock {
        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Property(tries = 100)
    void isWhatThePreviewsOfTheDaysToComeFindNewlyDue(
            @ForAll("rules") Household.Rules rules,
            @ForAll("rows") List<Row> rows,
            @ForAll("zones") Map<String, String> zones,
            @ForAll("few") Set<String> held,
            @ForAll("few") Set<String> withdrawn,
            @ForAll("closings") Map<String, Integer> closed) {
        Hands hands = new Hands();
        Household house = new Household(rules, hands, 3);
        zones.forEach((tenant, zone) -> house.set(tenant, "zone", zone, NOW));
        house.set("beta", "period:thing", "P45D", NOW);
        long id = 0;
        for (Row row : rows) {
            house.things.put(new Household.Thing(
                    ++id,
                    row.tenant(),
                    row.owner(),
                    row.madeHoursAgo() == null ? null : NOW.minusSeconds(row.madeHoursAgo() * 3_600L),
                    row.activeDaysAgo() == null
                            ? null
                            : LocalDate.ofInstant(NOW, Household.BUCHAREST).minusDays(row.activeDaysAgo())));
        }
        for (String tenant : TENANTS) {
            held.forEach(owner -> house.hold(Hold.on(of(owner, tenant)).because("a case"), NOW));
            withdrawn.forEach(owner -> house.withdraw(of(owner, tenant)));
            closed.forEach((owner, days) -> house.closed(of(owner, tenant), NOW.minus(Duration.ofDays(days))));
        }

        Forecast forecast = house.retention.forecast(Period.ofDays(DAYS));
        assertThat(forecast.failures()).isEmpty();
        Map<Long, Household.Thing> before = house.left();
        for (int day = 0; day <= DAYS; day++) {
            hands.now = NOW.plus(Duration.ofDays(day));
            SweepPlan plan = house.retention.preview();
            Map<String, Long> found = new TreeMap<>();
            plan.steps()
                    .forEach(step -> step.lines()
                            .forEach(line -> found.merge(step.rule() + "/" + line.tenant(), line.due(), Long::sum)));
            found.values().removeIf(due -> due == 0);
            assertThat(expected(forecast, zones, day)).as("day %d", day).isEqualTo(found);
            house.retention.sweep(plan);
        }
        assertThat(before.size() - house.left().size())
                .as("nothing else goes in these days")
                .isEqualTo((int) (forecast.overdue()
                        + forecast.lines().stream()
                                .flatMap(line -> line.due().values().stream())
                                .mapToLong(Long::longValue)
                                .sum()));
    }

    @Example
    void listsWhatWaitsForItsEventAsNotStarted() {
        Household house = new Household(
                new Household.Rules(
                        Optional.of(Period.ofDays(100)),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Period.ofDays(5)),
                        false),
                new Hands(),
                3);
        house.things.put(new Household.Thing(1, "alpha", "u1", NOW, null));
        house.things.put(new Household.Thing(2, "alpha", "u2", NOW, null));
        house.things.put(new Household.Thing(3, "alpha", "u3", null, null));
        house.closed(of("u2", "alpha"), NOW);
        Forecast forecast = house.retention.forecast(Period.ofDays(10));
        assertThat(forecast.lines()).hasSize(2);
        Forecast.Line closed = forecast.lines().get(0);
        assertThat(closed.rule()).isEqualTo("closed");
        assertThat(closed.notStarted()).isEqualTo(2);
        assertThat(closed.due()).isEqualTo(Map.of(LocalDate.of(2028, 3, 26), 1L));
        Forecast.Line thing = forecast.lines().get(1);
        assertThat(thing.notStarted()).as("no trigger").isEqualTo(1);
        assertThat(thing.due()).isEmpty();
    }

    @Example
    void refusesToLookNowhereOrTooFar() {
        Household house = new Household(
                new Household.Rules(
                        Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty(), false),
                new Hands(),
                3);
        assertThatThrownBy(() -> house.retention.forecast(Period.ZERO))
                .hasMessageContaining("a forecast over P0D: expected at least a day");
        assertThatThrownBy(() -> house.retention.forecast(Period.ofYears(11))).hasMessageContaining("P11Y");
    }

    private static Map<String, Long> expected(Forecast forecast, Map<String, String> zones, int day) {
        Map<String, Long> expected = new TreeMap<>();
        forecast.lines().forEach(line -> {
            ZoneId zone = ZoneId.of(zones.getOrDefault(line.tenant(), Household.BUCHAREST.getId()));
            LocalDate local = LocalDate.ofInstant(NOW, zone).plusDays(day);
            long due = line.dueOn(local) + (day == 0 ? line.overdue() : 0);
            if (due > 0) {
                expected.put(line.rule() + "/" + line.tenant(), due);
            }
        });
        return expected;
    }

    private static DataSubject of(String owner, String tenant) {
        return new DataSubject(owner, "", tenant);
    }

    @Provide
    Arbitrary<Household.Rules> rules() {
        Arbitrary<Period> period = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 60).map(Period::ofDays),
                Arbitraries.integers().between(1, 2).map(Period::ofMonths));
        Arbitrary<Optional<Period>> maybe = period.optional();
        return Combinators.combine(maybe, Arbitraries.of(true, false), maybe, maybe, maybe, Arbitraries.of(true, false))
                .as(Household.Rules::new);
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        return Combinators.combine(
                        Arbitraries.of(TENANTS),
                        Arbitraries.of("u1", "u2", "u3", "u4"),
                        Arbitraries.integers().between(-48, 60 * 24).injectNull(0.1),
                        Arbitraries.integers().between(-2, 60).injectNull(0.2))
                .as(Row::new)
                .list()
                .ofMaxSize(20);
    }

    @Provide
    Arbitrary<Map<String, String>> zones() {
        return Arbitraries.maps(
                        Arbitraries.of("alpha", "beta"), Arbitraries.of("America/New_York", "Pacific/Auckland", "UTC"))
                .ofMaxSize(2);
    }

    @Provide
    Arbitrary<Set<String>> few() {
        return Arbitraries.of("u1", "u2", "u3", "u4").set().ofMaxSize(1);
    }

    @Provide
    Arbitrary<Map<String, Integer>> closings() {
        return Arbitraries.maps(
                        Arbitraries.of("u1", "u2", "u3", "u4"),
                        Arbitraries.integers().between(0, 60))
                .ofMaxSize(2);
    }
}
