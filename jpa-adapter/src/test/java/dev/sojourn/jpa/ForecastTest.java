package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Forecast;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A forecast over entities: counted by the database, and the same as the previews of the days to come. */
class ForecastTest {

    private static final int ROWS = 400;

    private final HandMovedClock clock = HandMovedClock.at(Visit.NOW);
    private TestDatabase database;
    private EntityManagerFactory unit;
    private Sojourn sojourn;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeEach
    void open() {
        database = database();
        unit = database.open(Map.of("hibernate.generate_statistics", "true"), Visit.class);
        sojourn = Sojourn.builder(Visit.policy())
                .stores(JpaStores.of(JpaUnitOfWork.of(unit)).tenantAttribute("tenant"))
                .clock(clock)
                .build();
        Random random = new Random(11);
        String rows = IntStream.rangeClosed(1, ROWS)
                .mapToObj(i -> "(" + i + ", 't" + random.nextInt(3) + "', 'g" + random.nextInt(40) + "', "
                        + (i % 50 == 0 ? "null" : moment(random)) + ", 'a page')")
                .collect(Collectors.joining(", "));
        database.execute("insert into Visit(id, tenant, guest, seenAt, page) values " + rows);
    }

    private static String moment(Random random) {
        Instant seen = Visit.NOW.minus(Duration.ofMinutes(random.nextInt(110 * 24 * 60)));
        return "timestamp with time zone '" + seen.toString().replace("T", " ").replace("Z", "+00") + "'";
    }

    @AfterEach
    void close() {
        unit.close();
        database.close();
    }

    @Test
    void isWhatThePreviewsOfTheDaysToComeFindNewlyDue() {
        sojourn.holds()
                .place(Hold.on(DataSubject.of("g7").in("t1")).because("a case").reviewOn(LocalDate.of(2027, 1, 1)));
        sojourn.objections().object(DataSubject.of("g8").in("t1"), Visit.SECURITY);
        sojourn.objections().uphold(DataSubject.of("g8").in("t1"), Visit.SECURITY, Actor.employee("Ioana"));
        Forecast forecast = sojourn.retention().forecast(Period.ofDays(12));
        assertThat(forecast.overdue()).isPositive();
        assertThat(forecast.lines().stream()
                        .mapToLong(Forecast.Line::notStarted)
                        .sum())
                .isEqualTo(ROWS / 50);
        Map<String, Long> before = Map.of();
        for (int day = 0; day <= 12; day++) {
            clock.set(Visit.NOW.plus(Duration.ofDays(day)));
            Map<String, Long> now = due(sojourn.retention().preview());
            for (String tenant : now.keySet()) {
                Forecast.Line line = forecast.lines().stream()
                        .filter(one -> one.tenant().equals(tenant))
                        .findFirst()
                        .orElseThrow();
                long expected = day == 0
                        ? line.overdue()
                        : line.dueOn(LocalDate.of(2026, 6, 1).plusDays(day));
                assertThat(now.get(tenant) - before.getOrDefault(tenant, 0L))
                        .as("day %d of %s", day, tenant)
                        .isEqualTo(expected);
            }
            before = now;
        }
    }

    @Test
    void asksTheDatabaseAsOftenForManyDaysAsForFew() {
        assertThat(statements(50)).isEqualTo(statements(5)).isLessThan(25);
    }

    private long statements(int days) {
        Statistics statistics = unit.unwrap(SessionFactory.class).getStatistics();
        statistics.clear();
        assertThat(sojourn.retention().forecast(Period.ofDays(days)).overdue()).isPositive();
        assertThat(statistics.getEntityLoadCount()).isZero();
        return statistics.getPrepareStatementCount();
    }

    private static Map<String, Long> due(SweepPlan plan) {
        Map<String, Long> due = new TreeMap<>();
        plan.steps().forEach(step -> step.lines().forEach(line -> due.merge(line.tenant(), line.due(), Long::sum)));
        return due;
    }
}
