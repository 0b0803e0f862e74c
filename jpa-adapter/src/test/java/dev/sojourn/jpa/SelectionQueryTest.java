package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sojourn.annotation.Retained;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Trigger;
import dev.sojourn.retention.Arm;
import dev.sojourn.retention.Cutoff;
import dev.sojourn.retention.Cutoffs;
import dev.sojourn.retention.DataModel;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.Run;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.Tally;
import dev.sojourn.time.RetentionCalendar;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Temporal;
import jakarta.persistence.TemporalType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What the database selects is what {@link Selection#selects} says in Java, over every hour of more than a year, for each type of
 * trigger, in zones whose days start at every odd hour, on a machine whose own zone skips and repeats hours.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectionQueryTest {

    private static final String[] TENANTS = {"", "a", "b", "c"};
    private static final Instant FIRST = Instant.parse("2024-02-20T00:00:00Z");
    private static final LocalDate SKIPPED = LocalDate.of(2025, 3, 30);
    private static final List<String> ATTRIBUTES = List.of(
            "moment",
            "local",
            "wall",
            "abroad",
            "dated",
            "shifted",
            "zoned",
            "dateOnly",
            "sqlDate",
            "calendar",
            "millis",
            "seconds",
            "epochDay",
            "vintage",
            "legacy");
    /** EclipseLink serialises a ZonedDateTime and a Year, and a host's converter is closed to it: faults at start-up. */
    private static final List<String> REFUSED =
            TestProvider.isEclipseLink() ? List.of("zoned", "vintage", "legacy") : List.of();

    private static final int HOURS = 410 * 24;
    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");
    private static final List<ZoneId> ZONES = List.of(
            BUCHAREST,
            ZoneId.of("America/Sao_Paulo"),
            ZoneId.of("America/Havana"),
            ZoneId.of("Asia/Kolkata"),
            ZoneId.of("Pacific/Apia"));
    private static final List<LocalDate> TODAYS = List.of(
            LocalDate.of(2025, 3, 30),
            LocalDate.of(2025, 3, 31),
            LocalDate.of(2025, 10, 27),
            LocalDate.of(2025, 2, 28),
            LocalDate.of(2025, 3, 1));
    private static final List<Period> PERIODS =
            List.of(Period.ofDays(1), Period.ofMonths(1), Period.of(0, 12, 1), Period.ofYears(1));

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaStores stores;
    private PersonalDataStore store;
    private List<DataRow> rows;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    /** One row an hour, with the hour in every type. */
    @Entity(name = "Tick")
    @Retained(rule = "moment", from = "moment")
    @Retained(rule = "local", from = "local")
    @Retained(rule = "wall", from = "wall", zone = "Europe/Bucharest")
    @Retained(rule = "abroad", from = "abroad", zone = "Asia/Kolkata")
    @Retained(rule = "dated", from = "dated", zone = "America/New_York")
    @Retained(rule = "shifted", from = "shifted")
    @Retained(rule = "zoned", from = "zoned")
    @Retained(rule = "dateOnly", from = "dateOnly")
    @Retained(rule = "sqlDate", from = "sqlDate")
    @Retained(rule = "calendar", from = "calendar", zone = "Europe/Bucharest")
    @Retained(rule = "millis", from = "millis", unit = ChronoUnit.MILLIS)
    @Retained(rule = "seconds", from = "seconds", unit = ChronoUnit.SECONDS)
    @Retained(rule = "epochDay", from = "epochDay", unit = ChronoUnit.DAYS)
    @Retained(rule = "vintage", from = "vintage")
    @Retained(rule = "legacy", from = "legacy")
    static class Hour {
        @Id
        Long id = 0L;

        @Nullable
        String tenant;

        @Nullable
        Instant moment;

        @Nullable
        LocalDate local;

        @Nullable
        LocalDateTime wall;

        @Nullable
        LocalDateTime abroad;

        @Nullable
        Date dated;

        @Nullable
        OffsetDateTime shifted;

        @Nullable
        ZonedDateTime zoned;

        @Temporal(TemporalType.DATE)
        @Nullable
        Date dateOnly;

        java.sql.@Nullable Date sqlDate;

        @Nullable
        Calendar calendar;

        @Nullable
        Long millis;

        int seconds;

        @Nullable
        Long epochDay;

        @Nullable
        Year vintage;

        @Convert(converter = SqlDay.class)
        @Nullable
        LocalDate legacy;
    }

    /** Keeps a day as applications did before JPA knew one. */
    @Converter
    public static class SqlDay implements AttributeConverter<LocalDate, java.sql.Date> {
        @Override
        public java.sql.Date convertToDatabaseColumn(@Nullable LocalDate day) {
            return day == null ? null : java.sql.Date.valueOf(day);
        }

        @Override
        public LocalDate convertToEntityAttribute(java.sql.@Nullable Date date) {
            return date == null ? null : date.toLocalDate();
        }
    }

    @BeforeAll
    void fill() {
        assertThat(ZoneId.systemDefault())
                .as("the zone the module's tests are started in")
                .isEqualTo(BUCHAREST);
        database = database();
        unit = database.open(Map.of("hibernate.jdbc.batch_size", "500"), Hour.class);
        JpaUnitOfWork work = JpaUnitOfWork.of(unit);
        stores = JpaStores.of(work).tenantAttribute("tenant");
        work.run(entityManager -> {
            for (int i = 0; i < HOURS; i++) {
                entityManager.persist(hour(i));
                if (i % 500 == 0) {
                    entityManager.flush();
                    entityManager.clear();
                }
            }
        });
        DataModel model = stores.data(policy());
        assertThat(model.faults().stream().map(Fault::element))
                .containsExactlyElementsOf(
                        REFUSED.stream().map(name -> "Tick." + name).toList());
        store = model.stores().get(0);
        rows = new ArrayList<>();
        List<RowKey> page = store.candidates(Selection.everything(), Optional.empty(), 5_000);
        while (!page.isEmpty()) {
            rows.addAll(store.read(Selection.everything(), page, false));
            page = store.candidates(Selection.everything(), Optional.of(page.get(page.size() - 1)), 5_000);
        }
        assertThat(rows).hasSize(HOURS);
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    private static void assumeKept(String attribute) {
        assumeFalse(REFUSED.contains(attribute));
    }

    @ParameterizedTest
    @FieldSource("ATTRIBUTES")
    void selectsInTheDatabaseWhatTheRuleSelectsInJava(String attribute) {
        assumeKept(attribute);
        int turn = ATTRIBUTES.indexOf(attribute);
        for (int i = 0; i < TODAYS.size(); i++) {
            ZoneId zone = ZONES.get((i + turn) % ZONES.size());
            Cutoff line = line(PERIODS.get((i + turn) % PERIODS.size()), zone, TODAYS.get(i));
            agree(selection("", arm(attribute, new Cutoffs(attribute, Optional.of(line), Map.of()))));
        }
        agree(selection(
                "", arm(attribute, new Cutoffs(attribute, Optional.of(new Cutoff(SKIPPED, BUCHAREST)), Map.of()))));
    }

    @ParameterizedTest
    @FieldSource("ATTRIBUTES")
    void selectsForEachTenantByItsOwnPeriodAndZone(String attribute) {
        assumeKept(attribute);
        for (LocalDate today : TODAYS.subList(0, 2)) {
            Cutoffs cutoffs = new Cutoffs(
                    attribute,
                    Optional.of(line(Period.ofMonths(6), BUCHAREST, today)),
                    Map.of(
                            "a", Optional.of(line(Period.ofDays(30), ZONES.get(1), today)),
                            "b", Optional.of(line(Period.ofYears(1), BUCHAREST, today)),
                            "c", Optional.empty()));
            String run = UUID.randomUUID().toString();
            stores.runs()
                    .add(
                            new Run(run, "", "1", "digest", FIRST, FIRST.plusSeconds(60), Run.State.PREVIEWING),
                            List.of(cutoffs));
            Arm arm = arm(attribute, cutoffs);
            agree(selection(run, arm));
            agree(new Selection(run, List.of(), List.of(), List.of(arm), Optional.empty()));
            pagesAgree(selection(run, arm));
            lockAgrees(selection(run, arm));
        }
    }

    @ParameterizedTest
    @FieldSource("ATTRIBUTES")
    void choosesAVersionByTheDayOfTheRecord(String attribute) {
        assumeKept(attribute);
        Cutoffs cutoffs =
                new Cutoffs(attribute, Optional.of(new Cutoff(LocalDate.of(2025, 3, 30), ZONES.get(1))), Map.of());
        agree(selection(
                "",
                new Arm(
                        attribute,
                        cutoffs,
                        Optional.of(LocalDate.of(2024, 3, 31)),
                        Optional.of(LocalDate.of(2024, 10, 28)),
                        BUCHAREST,
                        Optional.empty())));
    }

    @Test
    void fallsBackOnAnotherAttributeOnlyWhileTheFirstIsNull() {
        Cutoffs early = new Cutoffs("early", Optional.of(new Cutoff(LocalDate.of(2024, 5, 1), BUCHAREST)), Map.of());
        Cutoffs late = new Cutoffs("late", Optional.of(new Cutoff(LocalDate.of(2025, 5, 1), BUCHAREST)), Map.of());
        Arm first = arm("moment", early);
        Arm fallback = new Arm("local", late, Optional.empty(), Optional.empty(), BUCHAREST, Optional.of("moment"));
        Selection due = new Selection("", List.of(first, fallback), List.of(), List.of(), Optional.empty());
        agree(due);
        agree(new Selection("", List.of(fallback), List.of(List.of(first)), List.of(), Optional.empty()));
        agree(new Selection("", List.of(arm("wall", late)), List.of(), List.of(first, fallback), Optional.empty()));
    }

    private void agree(Selection selection) {
        Set<RowKey> selected = new HashSet<>(store.candidates(selection, Optional.empty(), HOURS));
        assertThat(rows.stream().filter(row -> selection.selects(row) != selected.contains(row.key())))
                .as("rows that the database and the rule judge differently by %s", selection)
                .isEmpty();
        assertThat(store.tally(selection).stream().mapToLong(Tally::due).sum()).isEqualTo(selected.size());
    }

    /** Pages that begin and end wherever they do hold what one holds that takes in all rows. */
    private void pagesAgree(Selection selection) {
        List<RowKey> all = store.candidates(selection, Optional.empty(), HOURS);
        for (int limit : List.of(300, 1_700)) {
            List<RowKey> paged = new ArrayList<>();
            List<RowKey> page = store.candidates(selection, Optional.empty(), limit);
            while (!page.isEmpty()) {
                paged.addAll(page);
                page = store.candidates(selection, Optional.of(page.get(page.size() - 1)), limit);
                assertThat(page).hasSize(Math.min(limit, all.size() - paged.size()));
            }
            assertThat(paged).isEqualTo(all);
        }
    }

    /** A locking read asks in another form, and must agree as well; around the lines is enough. */
    private void lockAgrees(Selection selection) {
        List<DataRow> some = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            boolean line =
                    selection.selects(rows.get(i)) != selection.selects(rows.get(Math.max(0, i - TENANTS.length)));
            if (line) {
                some.add(rows.get(i));
            }
        }
        assertThat(some).isNotEmpty();
        assertThat(store.read(selection, some.stream().map(DataRow::key).toList(), true))
                .isEqualTo(some.stream().filter(selection::selects).toList());
    }

    private static Cutoff line(Period period, ZoneId zone, LocalDate today) {
        return new Cutoff(
                RetentionCalendar.in(zone, MonthDay.of(12, 31))
                        .lastDueDay(new Trigger.Creation(Trigger.Rounding.NONE), period, today)
                        .orElseThrow()
                        .plusDays(1),
                zone);
    }

    private static Selection selection(String run, Arm arm) {
        return new Selection(run, List.of(arm), List.of(), List.of(), Optional.empty());
    }

    private static Arm arm(String attribute, Cutoffs cutoffs) {
        return new Arm(attribute, cutoffs, Optional.empty(), Optional.empty(), BUCHAREST, Optional.empty());
    }

    /** Every fourth moment is null, so that "not started" is among them. */
    private static Hour hour(int number) {
        Instant at = FIRST.plus(number, ChronoUnit.HOURS).minus(number % 2, ChronoUnit.MICROS);
        LocalDateTime wall = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        Hour hour = new Hour();
        hour.id = (long) number;
        hour.tenant = number % 8 < 4 ? TENANTS[number % 4] : number % 4 == 0 ? null : TENANTS[number % 4];
        hour.moment = number % 5 == 4 ? null : at;
        hour.local = wall.toLocalDate();
        hour.wall = wall;
        hour.abroad = wall;
        hour.dated = Date.from(at);
        hour.shifted = at.atOffset(ZoneOffset.ofHours(number % 12));
        hour.zoned = at.atZone(ZONES.get(number % ZONES.size()));
        hour.dateOnly = java.sql.Date.valueOf(wall.toLocalDate());
        hour.sqlDate = java.sql.Date.valueOf(wall.toLocalDate());
        hour.calendar = GregorianCalendar.from(at.atZone(BUCHAREST));
        hour.millis = number % 7 == 3 ? null : at.toEpochMilli();
        hour.seconds = (int) at.getEpochSecond();
        hour.epochDay = wall.toLocalDate().toEpochDay();
        hour.vintage = Year.of(wall.getYear());
        hour.legacy = wall.toLocalDate();
        return hour;
    }

    static Policy policy() {
        Purpose service = Purpose.of("service").titled("Serve").on(LegalBasis.CONTRACT);
        Policy.Builder builder = Policy.builder("hours")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Host").contact("desk@host.example").country("RO"))
                .purposes(service);
        for (String rule : ATTRIBUTES) {
            builder.retain(RetentionRule.atMost(rule, Period.ofMonths(6))
                    .serving(service)
                    .because("section 1"));
        }
        return builder.build();
    }
}
