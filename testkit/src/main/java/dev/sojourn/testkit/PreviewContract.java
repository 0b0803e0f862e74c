package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Restriction;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * On random histories a preview names, and a run disposes of, exactly what somebody with a calendar would have named; a store's
 * own test extends it and brings a {@link DataFixture}.
 */
public abstract class PreviewContract {

    private static final Instant NOW = Instant.parse("2026-06-01T06:00:00Z");
    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final List<String> TENANTS = List.of("", "alpha", "beta");
    private static final int HISTORIES = 12;
    private static final int GUESTS = 6;

    /** For subclasses. */
    protected PreviewContract() {}

    /**
     * The rows under test.
     *
     * @return a fixture without any row; asked for once a history
     */
    protected abstract DataFixture fixture();

    @Test
    void namesAndTakesWhatACalendarWouldAndLeavesTheRest() {
        long gone = 0;
        long left = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            History history = new History(fixture(), new Random(seed));
            Set<Object> stays = history.stays;

            SweepPlan plan = history.sojourn.retention().preview();
            assertThat(bookingsDue(plan)).as("history %d", seed).isEqualTo(history.goes);
            assertThat(history.fixture.keys())
                    .as("a preview disposes of nothing")
                    .hasSize(history.goes + stays.size());
            SweepReport report = history.sojourn.retention().sweep(plan);
            assertThat(history.fixture.keys()).as("history %d", seed).isEqualTo(stays);
            assertThat(report.gone()).isEqualTo(plan.due());
            assertThat(report.failures()).isEmpty();
            gone += history.goes;
            left += stays.size();
        }
        assertThat(gone).as("histories in which rows go").isGreaterThan(HISTORIES);
        assertThat(left).as("and others stay").isGreaterThan(HISTORIES);
    }

    private static long bookingsDue(SweepPlan plan) {
        return plan.steps().stream()
                .filter(step -> step.entity().equals("Booking"))
                .mapToLong(SweepPlan.Step::due)
                .sum();
    }

    /** Guests, bookings and receipts, and what must become of each booking. */
    private static final class History {

        private final DataFixture fixture;
        private final Sojourn sojourn;
        private final Random random;
        private final Map<String, Period> periods = new HashMap<>();
        private final Set<DataSubject> kept = new HashSet<>();
        private final Set<Object> stays = new HashSet<>();
        private int goes;

        History(DataFixture fixture, Random random) {
            this.fixture = fixture;
            this.random = random;
            sojourn = fixture.sojourn()
                    .clock(HandMovedClock.at(NOW))
                    .batchSize(1 + random.nextInt(4))
                    .build();
            for (String tenant : TENANTS) {
                people(tenant);
            }
            for (int i = 0; i < 14; i++) {
                booking();
            }
        }

        private void people(String tenant) {
            if (!tenant.isEmpty() && random.nextBoolean()) {
                periods.put(tenant, Period.ofDays(1 + random.nextInt(30)));
                sojourn.settings().choose(tenant, "booking", periods.get(tenant), Actor.tenant(tenant));
            }
            for (int i = 0; i < GUESTS; i++) {
                DataSubject guest = DataFixture.guest(tenant, "u" + i);
                int lot = random.nextInt(10);
                if (lot == 0) {
                    sojourn.holds().place(Hold.on(guest).because("a case").reviewOn(TODAY.plusYears(1)));
                    kept.add(guest);
                } else if (lot == 1) {
                    sojourn.restrictions()
                            .restrict(
                                    guest,
                                    Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                            .reviewOn(TODAY.plusYears(1)));
                    kept.add(guest);
                }
            }
        }

        private void booking() {
            String tenant = TENANTS.get(random.nextInt(TENANTS.size()));
            String guest = "u" + random.nextInt(GUESTS);
            Instant left = random.nextInt(8) == 0 ? null : NOW.minus(Duration.ofHours(random.nextInt(60 * 24)));
            LocalDate registered = random.nextInt(8) == 0 ? null : TODAY.minusDays(random.nextInt(40));
            List<DataFixture.Receipt> receipts = new ArrayList<>();
            for (int i = random.nextInt(3); i > 1; i--) {
                LocalDate issued = random.nextInt(6) == 0 ? null : TODAY.minusDays(random.nextInt(3_650));
                receipts.add(new DataFixture.Receipt("u" + random.nextInt(GUESTS), issued));
            }
            Object key = fixture.insert(new DataFixture.Booking(tenant, guest, left, registered, receipts));
            boolean due = left != null
                    && LocalDate.ofInstant(left, BUCHAREST)
                            .plus(periods.getOrDefault(tenant, Period.ofDays(30)))
                            .isBefore(TODAY);
            boolean free = registered != null
                    && registered.plusDays(10).isBefore(TODAY)
                    && !kept.contains(DataFixture.guest(tenant, guest))
                    && receipts.stream().noneMatch(receipt -> keeps(tenant, receipt));
            if (due && free) {
                goes++;
            } else {
                stays.add(key);
            }
        }

        private boolean keeps(String tenant, DataFixture.Receipt receipt) {
            return receipt.issuedOn() == null
                    || !receipt.issuedOn().plusYears(5).isBefore(TODAY)
                    || kept.contains(DataFixture.guest(tenant, receipt.guest()));
        }
    }
}
