package dev.sojourn.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.policy.DataSubject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds for every sweep, on random rows, rules, tenants, settings, holds, restrictions, events and withdrawals. */
class RetentionLawsTest {

    private static final Instant NOW = Instant.parse("2028-03-01T00:30:00Z");
    private static final List<String> TENANTS = List.of("", "alpha", "beta", "gamma");
    private static final List<String> OWNERS = List.of("u1", "u2", "u3", "u4", "u5", "u6");

    /** A row, by how long ago it started. */
    record Row(
            String tenant,
            String owner,
            @Nullable Integer madeHoursAgo,
            @Nullable Integer activeDaysAgo) {}

    /** Everything outside the rows. */
    record Around(
            Map<String, String> periods,
            Map<String, String> zones,
            Set<String> held,
            Set<String> restricted,
            Set<String> withdrawn,
            Map<String, Integer> closedDaysAgo) {}

    @Property(tries = 250)
    void theRunDisposesOfExactlyWhatThePreviewNamedAndDateArithmeticExpects(
            @ForAll("rules") Household.Rules rules,
            @ForAll("rows") List<Row> rows,
            @ForAll("surroundings") Around around) {
        Household house = furnished(rules, rows, around);
        Map<Long, Household.Thing> before = house.left();
        Set<Long> expected = new TreeSet<>();
        before.forEach((id, thing) -> {
            if (isDue(thing, rules, around)) {
                expected.add(id);
            }
        });

        SweepPlan plan = house.retention.preview();
        assertThat(plan.due()).isEqualTo(expected.size());
        assertThat(house.left()).as("a preview disposes of nothing").isEqualTo(before);
        before.keySet()
                .forEach(id -> assertThat(house.retention
                                .explain(Household.Thing.class, id)
                                .due())
                        .isEqualTo(expected.contains(id)));

        SweepReport report = house.retention.sweep(plan);

        Map<Long, Household.Thing> stays = new TreeMap<>(before);
        stays.keySet().removeAll(expected);
        assertThat(house.left()).isEqualTo(stays);
        assertThat(report.gone()).isEqualTo(plan.due());
        assertThat(report.failures()).isEmpty();
        for (KeepReason reason :
                List.of(KeepReason.HELD, KeepReason.RESTRICTED, KeepReason.SUSPENDED, KeepReason.CHILD_KEPT)) {
            assertThat(report.spared(reason)).isEqualTo(plan.kept(reason));
        }
        assertThat(report.spared(KeepReason.CHANGED)).isZero();
        assertThat(report.spared(KeepReason.CONSENT_RENEWED)).isZero();
        assertThat(house.retention.preview().due()).as("nothing due is left").isZero();
    }

    @Property(tries = 100)
    void aSecondSweepOfTheSamePlanDisposesOfNothing(
            @ForAll("rules") Household.Rules rules,
            @ForAll("rows") List<Row> rows,
            @ForAll("surroundings") Around around) {
        Household house = furnished(rules, rows, around);
        SweepPlan plan = house.retention.preview();
        house.retention.sweep(plan);
        Map<Long, Household.Thing> left = house.left();
        house.stores.work().run(() -> {
            house.stores.holds().active().forEach(hold -> house.stores.holds().release(hold.id(), NOW));
            return plan;
        });

        SweepReport again = house.retention.sweep(plan);

        assertThat(again.gone()).isZero();
        assertThat(again.alreadySwept()).isTrue();
        assertThat(house.left()).isEqualTo(left);
    }

    @Property(tries = 150)
    void aHoldOrAnUnpassedFloorIsNeverDisposedOf(
            @ForAll("rules") Household.Rules rules,
            @ForAll("rows") List<Row> rows,
            @ForAll("surroundings") Around around) {
        Household house = furnished(rules, rows, around);
        Map<Long, Household.Thing> before = house.left();

        house.retention.sweep(house.retention.preview());

        before.forEach((id, thing) -> {
            if (around.held().contains(thing.owner()) || isUnderFloor(thing, rules, around)) {
                assertThat(house.left()).containsKey(id);
            }
        });
    }

    @Property(tries = 100)
    void aLongerPeriodNeverMakesARowDueEarlier(
            @ForAll("rules") Household.Rules rules,
            @ForAll("rows") List<Row> rows,
            @ForAll("surroundings") Around around,
            @ForAll("periods") Period more) {
        Household.Rules longer = new Household.Rules(
                rules.fixed().map(period -> period.plus(more)),
                false,
                rules.idle().map(period -> period.plus(more)),
                rules.floor().map(period -> period.plus(more)),
                rules.closed().map(period -> period.plus(more)),
                rules.serving());
        Household.Rules shorter =
                new Household.Rules(rules.fixed(), false, rules.idle(), rules.floor(), rules.closed(), rules.serving());
        Household one = furnished(shorter, rows, around);
        Household other = furnished(longer, rows, around);

        one.retention.sweep(one.retention.preview());
        other.retention.sweep(other.retention.preview());

        assertThat(other.left().keySet()).containsAll(one.left().keySet());
    }

    private static boolean isDue(Household.Thing thing, Household.Rules rules, Around around) {
        if (around.held().contains(thing.owner()) || around.restricted().contains(thing.owner())) {
            return false;
        }
        if (isUnderFloor(thing, rules, around)) {
            return false;
        }
        if (rules.serving() && around.withdrawn().contains(thing.owner())) {
            return true;
        }
        ZoneId zone = zoneOf(thing, around);
        LocalDate today = LocalDate.ofInstant(NOW, zone);
        Optional<Period> main = rules.chosen()
                ? chosen(thing, around)
                : Optional.of(rules.fixed().orElse(Household.MOST));
        if (thing.made() != null
                && main.isPresent()
                && LocalDate.ofInstant(thing.made(), zone).plus(main.get()).isBefore(today)) {
            return true;
        }
        if (thing.active() != null
                && rules.idle().isPresent()
                && thing.active().plus(rules.idle().get()).isBefore(today)) {
            return true;
        }
        Integer closed = around.closedDaysAgo().get(thing.owner());
        return closed != null
                && rules.closed().isPresent()
                && LocalDate.ofInstant(daysAgo(closed), zone)
                        .plus(rules.closed().get())
                        .isBefore(today);
    }

    private static boolean isUnderFloor(Household.Thing thing, Household.Rules rules, Around around) {
        if (rules.floor().isEmpty()) {
            return false;
        }
        ZoneId zone = zoneOf(thing, around);
        LocalDate today = LocalDate.ofInstant(NOW, zone);
        return thing.made() == null
                || !LocalDate.ofInstant(thing.made(), zone)
                        .plus(rules.floor().get())
                        .isBefore(today);
    }

    private static ZoneId zoneOf(Household.Thing thing, Around around) {
        return ZoneId.of(around.zones().getOrDefault(thing.tenant(), Household.BUCHAREST.getId()));
    }

    private static Optional<Period> chosen(Household.Thing thing, Around around) {
        String chosen = around.periods().get(thing.tenant());
        if (chosen == null) {
            return Optional.of(Household.MOST);
        }
        Period period = Period.parse(chosen);
        boolean within = period.getMonths() == 0 && period.getDays() >= 20 && period.getDays() <= 300
                || period.getDays() == 0 && period.getMonths() >= 1 && period.getMonths() <= 9;
        return within ? Optional.of(period) : Optional.empty();
    }

    private static Household furnished(Household.Rules rules, List<Row> rows, Around around) {
        Household house = new Household(rules, Clock.fixed(NOW, ZoneOffset.UTC), 3);
        around.periods().forEach((tenant, period) -> house.set(tenant, "period:thing", period, NOW));
        around.zones().forEach((tenant, zone) -> house.set(tenant, "zone", zone, NOW));
        long id = 0;
        for (Row row : rows) {
            Instant made = row.madeHoursAgo() == null ? null : NOW.minusSeconds(row.madeHoursAgo() * 3_600L);
            LocalDate active = row.activeDaysAgo() == null
                    ? null
                    : LocalDate.ofInstant(NOW, Household.BUCHAREST).minusDays(row.activeDaysAgo());
            house.things.put(new Household.Thing(++id, row.tenant(), row.owner(), made, active));
        }
        for (String tenant : TENANTS) {
            around.held().forEach(owner -> house.hold(Hold.on(of(owner, tenant)).because("a case"), NOW));
            around.restricted().forEach(owner -> house.restrict(of(owner, tenant)));
            around.withdrawn().forEach(owner -> house.withdraw(of(owner, tenant)));
            around.closedDaysAgo().forEach((owner, days) -> house.closed(of(owner, tenant), daysAgo(days)));
        }
        return house;
    }

    private static DataSubject of(String owner, String tenant) {
        return new DataSubject(owner, "", tenant);
    }

    private static Instant daysAgo(int days) {
        return NOW.minusSeconds(days * 86_400L);
    }

    @Provide
    Arbitrary<Period> periods() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(1, 400).map(Period::ofDays),
                Arbitraries.integers().between(1, 14).map(Period::ofMonths));
    }

    @Provide
    Arbitrary<Household.Rules> rules() {
        Arbitrary<Optional<Period>> maybe = periods().optional();
        return Combinators.combine(maybe, Arbitraries.of(true, false), maybe, maybe, maybe, Arbitraries.of(true, false))
                .as(Household.Rules::new);
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        return Combinators.combine(
                        Arbitraries.of(TENANTS),
                        Arbitraries.of(OWNERS),
                        Arbitraries.integers().between(-48, 450 * 24).injectNull(0.1),
                        Arbitraries.integers().between(-2, 450).injectNull(0.2))
                .as(Row::new)
                .list()
                .ofMaxSize(25);
    }

    @Provide
    Arbitrary<Around> surroundings() {
        Arbitrary<String> named = Arbitraries.of(TENANTS.subList(1, TENANTS.size()));
        Arbitrary<String> owners = Arbitraries.of(OWNERS);
        Arbitrary<Set<String>> few = owners.set().ofMaxSize(2);
        return Combinators.combine(
                        Arbitraries.maps(
                                        named,
                                        Arbitraries.of("P20D", "P30D", "P90D", "P300D", "P1M", "P9M", "P19D", "P301D"))
                                .ofMaxSize(3),
                        Arbitraries.maps(named, Arbitraries.of("America/New_York", "Pacific/Auckland", "UTC"))
                                .ofMaxSize(2),
                        few,
                        few,
                        few,
                        Arbitraries.maps(owners, Arbitraries.integers().between(0, 450))
                                .ofMaxSize(3))
                .as((periods, zones, held, restricted, withdrawn, closed) -> new Around(
                        new HashMap<>(periods),
                        new HashMap<>(zones),
                        new HashSet<>(held),
                        new HashSet<>(restricted),
                        new HashSet<>(withdrawn),
                        new HashMap<>(closed)));
    }
}
