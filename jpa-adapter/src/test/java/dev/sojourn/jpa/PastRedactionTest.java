package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.EntityManagerFactory;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stays without its person stays so in what Envers remembers of it, and where the provider hides it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PastRedactionTest {

    private static final List<String> OF_ADA = List.of(
            "Ada",
            "Albu",
            "ada@",
            "0711",
            "1985-03-07",
            "2026-05-17",
            "10.1.2.3",
            "3.4",
            "8137",
            "9137",
            "c0de",
            "GLAD",
            "GRUMPY",
            "Main Street",
            "Side Street",
            "phone-of");

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
        unit = database.open(Guesthouse.ENVERS, Guesthouse.ENTITIES);
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
        List.of(
                        "Guest_AUD",
                        "Guest",
                        "Caller_AUD",
                        "Caller",
                        "Walker",
                        "Regular_AUD",
                        "Regular",
                        "Visitor_AUD",
                        "Visitor",
                        "Agency")
                .forEach(table -> database.execute("delete from " + table));
        database.execute("insert into Agency(id) values (3)");
        clock = HandMovedClock.at("2026-07-01T12:00", "Europe/Bucharest");
        sojourn = Sojourn.builder(Guesthouse.policy())
                .stores(Guesthouse.stores(work))
                .disposition(
                        "scrub",
                        rows -> rows.forEach(row -> work.run(entityManager -> entityManager.find(
                                        Guesthouse.Regular.class, row.key().id())
                                .name = null)))
                .clock(clock)
                .build();
    }

    @ParameterizedTest
    @CsvSource({"Guest, false", "Caller, false", "Caller, true"})
    void redactsEveryStateARowEverHad(String entity, boolean hidden) {
        fill(entity, hidden);
        List<String> ofOther = database.rows(entity + "_AUD where id = 2");

        SweepPlan plan = sojourn.retention().preview();
        SweepReport report = sojourn.retention().sweep(plan);

        assertThat(plan.due()).isEqualTo(2);
        assertThat(report.steps())
                .filteredOn(step -> step.entity().equals(entity))
                .singleElement()
                .satisfies(step -> assertThat(step.disposed())
                        .containsEntry(entity, 1L)
                        .containsEntry(entity + "_AUD redacted", 2L));
        assertNothingOf(OF_ADA, entity + " where id = 1");
        assertNothingOf(OF_ADA, entity + "_AUD where id = 1");
        assertThat(database.texts("select name from " + entity + "_AUD where id = 1 and REVTYPE < 2"))
                .containsExactly("gone", "gone");
        assertThat(database.texts("select room from " + entity + "_AUD where id = 1 and REVTYPE < 2"))
                .containsExactly("attic", "attic");
        assertThat(database.texts("select address from " + entity + "_AUD where id = 1 and REVTYPE < 2 order by REV"))
                .containsExactly("10.1.2.0", "10.1.3.0");
        assertThat(database.texts("select code from " + entity + "_AUD where id = 1 and REVTYPE < 2 order by REV"))
                .containsExactly("x4", "x6");
        assertThat(database.texts("select weight from " + entity + "_AUD where id = 1 and REVTYPE < 2 order by REV"))
                .containsExactly("8000", "9000");
        assertThat(database.texts("select born from " + entity + "_AUD where id = 1 and REVTYPE < 2"))
                .containsExactly("1985-01-01", "1985-01-01");
        assertThat(database.rows(entity + "_AUD where id = 2")).isEqualTo(ofOther);
        assertThat(ofOther.toString()).contains("Bob", "bob@", "10.9.8.7", "GLAD");
        assertThat(sojourn.retention().preview().due()).isZero();
    }

    @Test
    void aRowIsDoneOnceItsPastIs() {
        fill("Guest", false);
        sweep();
        database.execute("update Guest_AUD set address = '10.1.2.3', born = date '1985-03-07' where id = 1");

        SweepPlan plan = sojourn.retention().preview();
        SweepReport report = sojourn.retention().sweep(plan);

        assertThat(plan.due()).isEqualTo(1);
        assertThat(report.gone()).isPositive();
        assertNothingOf(OF_ADA, "Guest_AUD where id = 1");
        assertThat(sojourn.retention().preview().due()).isZero();
    }

    @Test
    void redactsRowsThatTheirProviderHides() {
        for (long id = 1; id <= 3; id++) {
            long number = id;
            work.run(entityManager -> entityManager.persist(
                    state(new Guesthouse.Walker(), number, number < 3, number == 2 ? "attic" : "cellar")));
        }
        database.execute("update Walker set leftOn = date '2026-06-30' where id = 3");

        SweepPlan plan = sojourn.retention().preview();
        SweepReport report = sojourn.retention().sweep(plan);

        assertThat(plan.due()).isEqualTo(4);
        assertThat(report.steps())
                .anySatisfy(step -> assertThat(step.disposed()).containsEntry("Walker", 2L));
        assertNothingOf(OF_ADA, "Walker where id = 1");
        assertThat(database.texts("select earlier from Walker where id = 1")).containsExactly("2");
        assertThat(database.rows("Walker where id = 3").toString()).contains("10.9.8.7", "GLAD", "Bob");
        assertThat(database.texts("select version from Walker order by id")).containsExactly("2", "2", "0");
        assertThat(sojourn.retention().preview().due()).isZero();
    }

    @Test
    void aFieldsOwnRuleReachesItsPastAndNoOther() {
        fill("Guest", false);
        database.execute("update Guest set leftOn = date '2026-06-15' where id = 1");

        SweepReport report = sweep();

        assertThat(report.steps())
                .anySatisfy(step -> assertThat(step.disposed())
                        .containsEntry("Guest.device", 1L)
                        .containsEntry("Guest_AUD redacted", 2L));
        assertNothingOf(List.of("phone-of"), "Guest where id = 1");
        assertNothingOf(List.of("phone-of"), "Guest_AUD where id = 1");
        assertThat(database.rows("Guest_AUD where id = 1").toString()).contains("Ada", "Albu", "8137");
    }

    @Test
    void makesRowsNobodysInThePastAsWell() {
        for (boolean hidden : List.of(false, true)) {
            long id = hidden ? 1 : 2;
            work.run(entityManager -> {
                Guesthouse.Visitor visitor = new Guesthouse.Visitor();
                visitor.id = id;
                visitor.number = "A-1";
                visitor.remark = "likes Ada";
                visitor.born = LocalDate.of(1985, 3, 7);
                visitor.leftOn = LocalDate.of(2026, 5, 1);
                entityManager.persist(visitor);
            });
            work.run(entityManager -> entityManager.find(Guesthouse.Visitor.class, id).remark = "hates Albu");
            if (hidden) {
                work.run(entityManager -> entityManager.remove(entityManager.find(Guesthouse.Visitor.class, id)));
            }
        }

        SweepPlan plan = sojourn.retention().preview();
        SweepReport report = sojourn.retention().sweep(plan);

        assertThat(plan.due()).isEqualTo(2);
        assertThat(report.steps())
                .anySatisfy(step -> assertThat(step.disposed())
                        .containsEntry("Visitor", 2L)
                        .containsEntry("Visitor_AUD redacted", 4L));
        for (String table : List.of("Visitor", "Visitor_AUD")) {
            assertNothingOf(List.of("A-1", "Ada", "Albu", "1985-03-07"), table);
        }
        assertThat(database.texts("select born from Visitor")).containsExactly("1985-01-01", "1985-01-01");
        assertThat(sojourn.retention().preview().due()).isZero();
    }

    @Test
    void whatTheHostEndsItselfLosesFromItsPastWhatIsDeclaredToGo() {
        work.run(entityManager -> {
            Guesthouse.Regular regular = new Guesthouse.Regular();
            regular.id = 1L;
            regular.number = "A-1";
            regular.name = "Ada";
            regular.leftOn = LocalDate.of(2026, 5, 1);
            entityManager.persist(regular);
        });

        SweepReport report = sweep();
        // the host's own change is remembered when the unit commits
        assertThat(report.steps())
                .anySatisfy(step ->
                        assertThat(step.disposed()).containsEntry("Regular", 1L).containsKey("Regular_AUD cleared"));
        assertNothingOf(List.of("Ada"), "Regular");
        assertNothingOf(List.of("Ada"), "Regular_AUD");
        assertThat(database.rows("Regular_AUD").toString()).contains("A-1");
        assertThat(database.texts("select id from Regular where scrubbed")).containsExactly("1");
        assertThat(sojourn.retention().preview().due()).isZero();
    }

    private SweepReport sweep() {
        return sojourn.retention().sweep(sojourn.retention().preview());
    }

    /** Two people, each in two states; the first left long ago. */
    private void fill(String entity, boolean hidden) {
        Supplier<Guesthouse.Person> made = entity.equals("Guest") ? Guesthouse.Guest::new : Guesthouse.Caller::new;
        for (long id : List.of(1L, 2L)) {
            Guesthouse.Person person = made.get();
            work.run(entityManager -> entityManager.persist(state(person, id, id == 1, "attic")));
        }
        work.run(entityManager -> {
            Guesthouse.Person ada = entityManager.find(made.get().getClass(), 1L);
            ada.name = "Albu";
            ada.email = "ada@home.example";
            ada.address = "10.1.3.4";
            ada.weight = 9137;
            ada.code = "c0de-2";
            ada.mood = Guesthouse.Mood.GRUMPY;
            Guesthouse.Home home = new Guesthouse.Home();
            home.street = "Side Street 2";
            home.country = "RO";
            ada.home = home;
        });
        if (hidden) {
            work.run(entityManager ->
                    entityManager.remove(entityManager.find(made.get().getClass(), 1L)));
        }
    }

    private static <P extends Guesthouse.Person> P state(P person, long id, boolean ada, String room) {
        person.id = id;
        person.number = ada ? "A-1" : "B-2";
        person.name = ada ? "Ada" : "Bob";
        person.email = (ada ? "ada@example.org" : "bob@example.org") + id;
        person.phone = ada ? "0711" : "0622";
        person.born = LocalDate.of(1985, 3, ada ? 7 : 8);
        person.seen = LocalDateTime.of(2026, 5, ada ? 17 : 18, 13, 14, 15);
        person.address = ada ? "10.1.2.3" : "10.9.8.7";
        person.weight = ada ? 8137 : 8237;
        person.code = ada ? "c0de" : "k0de";
        person.mood = Guesthouse.Mood.GLAD;
        person.earlier = Guesthouse.Mood.GLAD;
        person.home = new Guesthouse.Home();
        person.home.street = ada ? "Main Street 1" : "High Street 1";
        person.home.country = "RO";
        person.device = ada ? "phone-of-a" : "phone-of-b";
        person.room = room;
        person.leftOn = LocalDate.of(2026, ada ? 5 : 6, 30);
        return person;
    }

    private void assertNothingOf(List<String> values, String table) {
        assertThat(database.rows(table))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).doesNotContain(values.toArray(String[]::new)));
    }
}
