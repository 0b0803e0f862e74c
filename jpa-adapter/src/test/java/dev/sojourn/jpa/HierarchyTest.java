package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.ErasureGround;
import jakarta.persistence.EntityManager;
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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HierarchyTest {

    private static final LocalDate LONG_AGO = LocalDate.of(2010, 5, 1);
    private static final LocalDate LATELY =
            LocalDate.now(java.time.ZoneOffset.UTC).minusDays(2);

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private Sojourn sojourn;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open(Registry.ENTITIES);
        work = JpaUnitOfWork.of(unit);
        sojourn = Sojourn.builder(Registry.policy()).stores(JpaStores.of(work)).build();
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        database.empty();
        work.run(entityManager -> {
            for (Class<?> type : List.of(
                    Registry.Visit.class,
                    Registry.Person.class,
                    Registry.Message.class,
                    Registry.Asset.class,
                    Registry.Locker.class)) {
                entityManager
                        .createQuery("select e from " + type.getSimpleName() + " e", type)
                        .getResultList()
                        .forEach(entityManager::remove);
            }
        });
    }

    @Test
    void judgesEachRowOnceUnderItsOwnClass() {
        work.run(entityManager -> {
            person(entityManager, new Registry.Person(), 1, LONG_AGO);
            person(entityManager, new Registry.Person(), 2, LATELY);
            person(entityManager, new Registry.Doctor(), 3, LONG_AGO);
            person(entityManager, new Registry.Doctor(), 4, LATELY);
            Registry.Patient old = person(entityManager, new Registry.Patient(), 5, LONG_AGO);
            old.treated = LONG_AGO;
            old.allergies.add("nuts");
            Registry.Patient kept = person(entityManager, new Registry.Patient(), 6, LONG_AGO);
            kept.treated = LATELY;
            kept.allergies.add("milk");
        });

        SweepReport report = sojourn.retention().sweep(sojourn.retention().preview());

        assertThat(planned(report)).isEqualTo(Map.of("Doctor", 1L, "Patient", 1L, "Person", 1L));
        assertThat(gone(report)).isEqualTo(planned(report));
        assertThat(database.texts("select id from Person order by id")).containsExactly("2", "4", "6");
        assertThat(database.texts("select id from Doctor")).containsExactly("4");
        assertThat(database.texts("select id from Patient")).containsExactly("6");
        assertThat(database.texts("select allergies from Patient_allergies")).containsExactly("milk");
        assertThat(database.texts("select id from Visit order by id")).containsExactly("2", "4", "6");
        assertThat(database.texts("select nicknames from Person_nicknames order by 1"))
                .containsExactly("n2", "n4", "n6");
    }

    @Test
    void letsTheFloorOfAKindKeepWhatTheRuleOfAllWouldTake() {
        work.run(entityManager -> person(entityManager, new Registry.Patient(), 6, LONG_AGO).treated = LATELY);

        assertThat(sojourn.retention().explain(Registry.Patient.class, 6L).reason())
                .contains(KeepReason.FLOOR);
        assertThat(sojourn.retention().explain(Registry.Patient.class, 6L).reckonings())
                .extracting(reckoning -> reckoning.rule())
                .containsExactlyInAnyOrder("person", "patient-file");
    }

    @Test
    void takesRowsOfOneTableAndOfATablePerClassByTheirKind() {
        work.run(entityManager -> {
            for (int i = 1; i <= 2; i++) {
                LocalDate day = i == 1 ? LONG_AGO : LATELY;
                Registry.Mail mail = new Registry.Mail();
                mail.id = "m" + i;
                mail.receiver = "u" + i;
                mail.sentOn = day;
                mail.enclosures.add("photo " + i);
                entityManager.persist(mail);
                Registry.Text text = new Registry.Text();
                text.id = "t" + i;
                text.receiver = "u" + i;
                text.sentOn = day;
                entityManager.persist(text);
                asset(entityManager, new Registry.Asset(), i, day);
                asset(entityManager, new Registry.Car(), 10 + i, day);
                asset(entityManager, new Registry.Van(), 20 + i, day);
                Registry.Locker locker = new Registry.Locker();
                locker.setNumber(i);
                locker.setHolder("u" + i);
                locker.setLeftOn(day);
                entityManager.persist(locker);
            }
        });

        SweepReport report = sojourn.retention().sweep(sojourn.retention().preview());

        assertThat(gone(report))
                .isEqualTo(Map.of("Mail", 1L, "Text", 1L, "Asset", 1L, "Car", 1L, "Van", 1L, "Locker", 1L));
        assertThat(planned(report)).isEqualTo(gone(report));
        assertThat(database.texts("select id from Message order by id")).containsExactly("m2", "t2");
        assertThat(database.texts("select enclosures from Mail_enclosures")).containsExactly("photo 2");
        assertThat(database.texts("select id from Asset")).containsExactly("2");
        assertThat(database.texts("select id from Car")).containsExactly("12");
        assertThat(database.texts("select id from Van")).containsExactly("22");
        assertThat(database.texts("select number from Locker")).containsExactly("2");
    }

    @Test
    void erasesAndCopiesAPersonOfAnyKind() {
        work.run(entityManager -> {
            person(entityManager, new Registry.Doctor(), 3, LATELY);
            person(entityManager, new Registry.Person(), 4, LATELY);
            asset(entityManager, new Registry.Van(), 3, LATELY);
        });
        DataSubject third = DataSubject.of("u3");

        Map<String, List<Map<String, Object>>> rows =
                sojourn.rights().accessCopy(third).rows();
        assertThat(rows.keySet()).containsExactlyInAnyOrder("Doctor", "Van");
        assertThat(rows.get("Doctor").get(0))
                .containsEntry("degree", "degree of u3")
                .containsEntry("nicknames", List.of("n3"))
                .containsEntry("Visit", List.of(Map.of("id", 3L, "reason", "visit 3")));
        assertThat(sojourn.rights()
                        .erase(sojourn.rights().planErasure(third, ErasureGround.NO_LONGER_NECESSARY))
                        .erased())
                .isEqualTo(Map.of("Doctor", 1L, "Visit", 1L, "Doctor.nicknames", 1L, "Van", 1L));
        assertThat(database.texts("select id from Person")).containsExactly("4");
        assertThat(database.texts("select id from Van")).isEmpty();
    }

    private static Map<String, Long> planned(SweepReport report) {
        Map<String, Long> planned = new TreeMap<>();
        report.steps().stream()
                .filter(step -> step.planned() > 0)
                .forEach(step -> planned.merge(step.entity(), step.planned(), Long::sum));
        return planned;
    }

    private static Map<String, Long> gone(SweepReport report) {
        Map<String, Long> gone = new TreeMap<>();
        report.steps().stream()
                .filter(step -> step.gone() > 0)
                .forEach(step -> gone.merge(step.entity(), step.gone(), Long::sum));
        return gone;
    }

    private static <P extends Registry.Person> P person(
            EntityManager entityManager, P person, long id, LocalDate seen) {
        person.id = id;
        person.login = "u" + id;
        person.name = "Person " + id;
        person.lastSeen = seen;
        person.nicknames.add("n" + id);
        if (person instanceof Registry.Doctor doctor) {
            doctor.degree = "degree of u" + id;
        }
        entityManager.persist(person);
        Registry.Visit visit = new Registry.Visit();
        visit.id = id;
        visit.person = person;
        visit.reason = "visit " + id;
        entityManager.persist(visit);
        return person;
    }

    private static void asset(EntityManager entityManager, Registry.Asset asset, long id, LocalDate soldOn) {
        asset.id = id;
        asset.keeper = "u" + id;
        asset.soldOn = soldOn;
        entityManager.persist(asset);
    }
}
