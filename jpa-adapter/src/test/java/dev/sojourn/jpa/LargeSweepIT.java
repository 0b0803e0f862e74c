package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;

/** However many rows go, none is ever loaded: what a sweep needs of the heap is one batch of keys. */
class LargeSweepIT {

    private static final int ROWS = 50_000;
    private static final int BATCH = 500;

    @Test
    void disposesOfFiftyThousandRowsAndLoadsNone() {
        try (TestDatabase database = TestDatabase.postgres();
                EntityManagerFactory unit =
                        database.open(Map.of("hibernate.generate_statistics", "true"), Hotel.ENTITIES)) {
            database.execute("insert into Guest(id, login, lastSeen, name, room) select i, 'g' || i,"
                    + " timestamp with time zone '2024-01-01 00:00:00+00', 'name', '1'"
                    + " from generate_series(1, " + ROWS + ") as i");
            database.execute("insert into Wish(id, text, wished_by) select 'w' || i, 'view', i"
                    + " from generate_series(1, " + ROWS + ") as i");
            // as a host has them: the database itself looks for children of every row that goes
            database.execute("create index on Wish(wished_by)");
            database.execute("create index on Stay(guest_id)");
            Sojourn sojourn = Sojourn.builder(Hotel.policy())
                    .stores(JpaStores.of(JpaUnitOfWork.of(unit)))
                    .clock(HandMovedClock.at(Instant.parse("2026-01-15T10:00:00Z")))
                    .batchSize(BATCH)
                    .build();
            Statistics statistics = unit.unwrap(SessionFactory.class).getStatistics();
            statistics.clear();

            SweepPlan plan = sojourn.retention().preview();
            SweepReport report = sojourn.retention().sweep(plan);

            assertThat(plan.due()).isEqualTo(ROWS);
            assertThat(report.gone()).isEqualTo(ROWS);
            assertThat(report.steps())
                    .filteredOn(step -> step.entity().equals("Guest"))
                    .singleElement()
                    .satisfies(
                            step -> assertThat(step.disposed()).isEqualTo(Map.of("Guest", 50_000L, "Wish", 50_000L)));
            assertThat(statistics.getEntityLoadCount()).isZero();
            assertThat(statistics.getEntityFetchCount()).isZero();
            assertThat(statistics.getCollectionLoadCount()).isZero();
            assertThat(statistics.getEntityInsertCount()).isZero();
        }
    }
}
