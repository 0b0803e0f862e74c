package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.Explanation;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.Reckoning;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.EntityManagerFactory;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The more specific ceiling replaces the general one: an attribute's its row's, a class's those of the classes above it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveTest {

    private static final LocalDate DAY = LocalDate.of(2020, 3, 1);
    private static final List<Archive.Filed> ONE_OF_EACH = List.of(
            new Archive.Paper(),
            new Archive.Letter(),
            new Archive.CourtLetter(),
            new Archive.Receipt(),
            new Archive.Folder(),
            new Archive.OpenFolder(),
            new Archive.Parcel(),
            new Archive.ColdParcel());

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private HandMovedClock clock;
    private Sojourn sojourn;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open(Archive.ENTITIES);
        work = JpaUnitOfWork.of(unit);
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        database.empty();
        List.of("Paper", "OpenFolder", "Folder", "Parcel", "ColdParcel", "AccessLog")
                .forEach(table -> database.execute("delete from " + table));
        clock = HandMovedClock.at("2020-03-02T09:00", "Europe/Bucharest");
        sojourn = Sojourn.builder(Archive.policy())
                .stores(JpaStores.of(work))
                .clock(clock)
                .build();
    }

    @Test
    void takesRowsOfEveryKindOfInheritanceByTheClosestCeilingAndTheLatestFloor() {
        persistOneOfEach();
        Map<String, Integer> years = new TreeMap<>(Map.of(
                "Paper", 5,
                "Letter", 2,
                "CourtLetter", 8,
                "Receipt", 7,
                "Folder", 3,
                "OpenFolder", 3,
                "Parcel", 1,
                "ColdParcel", 4));
        ONE_OF_EACH.forEach(row -> assertThat(sojourn.retention()
                        .explain(row.getClass(), idOf(row.getClass()))
                        .lastDayKept())
                .as(row.getClass().getSimpleName())
                .contains(DAY.plusYears(years.get(row.getClass().getSimpleName()))));

        for (int year = 1; year <= 8; year++) {
            int now = year;
            clock.set(DAY.plusYears(year) + "T23:59:59");
            assertThat(sweep().gone()).as("on the last day, year " + year).isZero();
            clock.set(DAY.plusYears(year).plusDays(1) + "T00:00");
            SweepPlan plan = sojourn.retention().preview();
            SweepReport report = sojourn.retention().sweep(plan);
            assertThat(gone(report)).as("preview is run, year " + year).isEqualTo(planned(plan));
            assertThat(gone(report).keySet())
                    .isEqualTo(years.keySet().stream()
                            .filter(entity -> years.get(entity) == now)
                            .collect(java.util.stream.Collectors.toSet()));
        }
        assertThat(database.texts("select id from Paper")).isEmpty();
        assertThat(database.texts("select id from Folder")).isEmpty();
    }

    @Test
    void listsTheRulesThatTookPartAndNoneThatWasReplaced() {
        persistOneOfEach();
        assertThat(rules(Archive.Letter.class)).containsExactlyInAnyOrder("letter", "paper-law");
        assertThat(rules(Archive.CourtLetter.class)).containsExactlyInAnyOrder("court-letter", "paper-law");
        assertThat(rules(Archive.Receipt.class)).containsExactlyInAnyOrder("receipt", "receipt-law", "paper-law");
        assertThat(rules(Archive.OpenFolder.class)).containsExactlyInAnyOrder("open-folder", "folder");
        clock.set("2022-03-01T09:00");
        Explanation letter = sojourn.retention().explain(Archive.Letter.class, idOf(Archive.Letter.class));
        assertThat(letter.reason()).contains(KeepReason.FLOOR);
        assertThat(letter.decidedBy()).isEqualTo("paper-law");
    }

    @Test
    void keepsRowsByAHoldOnTheCategoryOfARuleThatWasReplaced() {
        persistOneOfEach();
        sojourn.holds().place(Hold.onCategory("paper").because("an inspection").reviewOn(LocalDate.of(2040, 1, 1)));
        clock.set("2035-01-01T09:00");
        assertThat(sweep().gone()).isEqualTo(4);
        assertThat(database.texts("select id from Paper")).hasSize(4);
    }

    @Test
    void redactsAnAttributeByARuleWrittenOnIt() {
        log(1, DAY);
        log(2, LocalDate.of(2020, 3, 2));
        assertThat(sojourn.policy().versionsOf("access-log.ip-address"))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.category()).isEqualTo("network");
                    assertThat(rule.bound()).isEqualTo(RetentionRule.Bound.CEILING);
                    assertThat(rule.reason()).contains("attacks are seen by then");
                });
        assertThat(sojourn.policy().versionsOf("access-log.browser"))
                .singleElement()
                .satisfies(rule ->
                        assertThat(rule.category()).as("that of its row").isEqualTo("access-log"));
        Explanation explanation = sojourn.retention().explain(Archive.AccessLog.class, 1L);
        assertThat(explanation.lastDayKept()).contains(LocalDate.of(2022, 3, 1));
        assertThat(explanation.parts())
                .extracting(Explanation::entity, part -> part.lastDayKept().orElseThrow())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("AccessLog.ipAddress", LocalDate.of(2020, 5, 30)),
                        org.assertj.core.groups.Tuple.tuple("AccessLog.browser", LocalDate.of(2020, 6, 29)));

        clock.set("2020-05-30T23:59:59");
        assertThat(sweep().gone()).isZero();
        clock.set("2020-05-31T00:00");
        assertThat(sweep().gone()).isEqualTo(1);
        assertThat(logs()).containsExactly("1 - Firefox", "2 192.0.2.7 Firefox");
        clock.set("2020-07-01T00:00");
        SweepPlan plan = sojourn.retention().preview();
        assertThat(gone(sojourn.retention().sweep(plan))).isEqualTo(planned(plan));
        assertThat(logs())
                .as("the floor of the rows' own category kept the browser 120 days")
                .containsExactly("1 - ?", "2 - ?");
        assertThat(sweep().gone()).as("done before").isZero();
        clock.set("2022-03-02T00:00");
        assertThat(sweep().gone()).isEqualTo(1);
        assertThat(logs()).containsExactly("2 - ?");
    }

    private static long idOf(Class<?> type) {
        return ONE_OF_EACH.stream().map(Object::getClass).toList().indexOf(type) + 1L;
    }

    private List<String> rules(Class<?> type) {
        return sojourn.retention().explain(type, idOf(type)).reckonings().stream()
                .map(Reckoning::rule)
                .toList();
    }

    private void persistOneOfEach() {
        work.run(entityManager -> {
            long id = 0;
            for (Archive.Filed kind : ONE_OF_EACH) {
                Archive.Filed row;
                try {
                    row = kind.getClass().getDeclaredConstructor().newInstance();
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
                row.id = ++id;
                row.owner = "u" + id;
                row.filedOn = DAY;
                entityManager.persist(row);
            }
        });
    }

    private void log(long id, LocalDate day) {
        work.run(entityManager -> {
            Archive.AccessLog log = new Archive.AccessLog();
            log.id = id;
            log.owner = "u" + id;
            log.filedOn = day;
            log.ipAddress = "192.0.2.7";
            log.browser = "Firefox";
            entityManager.persist(log);
        });
    }

    private List<String> logs() {
        return database.texts(
                "select concat(id, ' ', coalesce(ipAddress, '-'), ' ', browser) from AccessLog order by id");
    }

    private SweepReport sweep() {
        return sojourn.retention().sweep(sojourn.retention().preview());
    }

    private static Map<String, Long> planned(SweepPlan plan) {
        Map<String, Long> planned = new TreeMap<>();
        plan.steps().stream()
                .filter(step -> step.due() > 0)
                .forEach(step -> planned.merge(step.entity(), step.due(), Long::sum));
        return planned;
    }

    private static Map<String, Long> gone(SweepReport report) {
        Map<String, Long> gone = new TreeMap<>();
        report.steps().stream()
                .filter(step -> step.gone() > 0)
                .forEach(step -> gone.merge(step.entity(), step.gone(), Long::sum));
        return gone;
    }
}
