package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Envers remembers of a row goes with the row, in the same transaction, and is counted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditsTest {

    private static final Map<String, ?> ENVERS = Map.of("hibernate.integration.envers.enabled", "true");

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private Sojourn sojourn;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    /** Remembered with its phone numbers and its papers. */
    @Entity(name = "Patient")
    @Audited
    @Retained(rule = "patient", from = "seenOn")
    static class Patient {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "patient")
        String number = "";

        @SubjectRef(kind = "doctor", mentioned = true)
        @Nullable
        String doctor;

        String name = "";

        @Nullable
        LocalDate seenOn;

        @ElementCollection
        Set<String> phones = new HashSet<>();

        @OneToMany(mappedBy = "patient", cascade = CascadeType.ALL)
        List<Paper> papers = new ArrayList<>();
    }

    /** Goes with its patient. */
    @Entity(name = "Paper")
    @Audited
    static class Paper {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Patient patient;

        String text = "";
    }

    /** Remembers what it owns in a way that nobody can say. */
    @Entity(name = "Folder")
    @Audited
    @Retained(rule = "patient", from = "seenOn")
    static class Folder {
        @Id
        Long id = 0L;

        LocalDate seenOn = LocalDate.EPOCH;

        @OneToMany(cascade = CascadeType.REMOVE)
        @JoinColumn(name = "folder")
        List<Sheet> sheets = new ArrayList<>();
    }

    /** Goes with its folder. */
    @Entity(name = "Sheet")
    @Audited
    static class Sheet {
        @Id
        Long id = 0L;
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open(ENVERS, Patient.class, Paper.class);
        work = JpaUnitOfWork.of(unit);
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    /** Each patient is changed once, so that there are two states of each. */
    @BeforeEach
    void fill() {
        database.empty();
        for (String table :
                List.of("Patient_phones_AUD", "Patient_phones", "Paper_AUD", "Paper", "Patient_AUD", "Patient")) {
            database.execute("delete from " + table);
        }
        sojourn = Sojourn.builder(policy())
                .stores(JpaStores.of(work))
                .clock(HandMovedClock.at("2026-07-01T12:00", "Europe/Bucharest"))
                .build();
        for (long id = 1; id <= 2; id++) {
            long number = id;
            work.run(entityManager -> {
                Patient patient = new Patient();
                patient.id = number;
                patient.number = "P-" + number;
                patient.doctor = "house";
                patient.name = "Name " + number;
                patient.seenOn = LocalDate.of(2026, number == 1 ? 1 : 6, 30);
                patient.phones.add("0" + number);
                Paper paper = new Paper();
                paper.id = number;
                paper.patient = patient;
                paper.text = "Paper of " + number;
                patient.papers.add(paper);
                entityManager.persist(patient);
            });
            work.run(entityManager -> entityManager.find(Patient.class, number).name = "New name " + number);
        }
        assertThat(database.rows("Patient_AUD")).hasSize(4);
    }

    @Test
    void takesEveryPastStateWithTheRow() {
        SweepReport report = sojourn.retention().sweep(sojourn.retention().preview());

        assertThat(report.steps())
                .anySatisfy(step -> assertThat(step.disposed())
                        .containsEntry("Patient", 1L)
                        .containsEntry("Patient_AUD", 2L)
                        .containsEntry("Paper", 1L)
                        .containsEntry("Paper_AUD", 1L));
        assertThat(database.texts("select name from Patient_AUD order by REV")).containsExactly("Name 2", "New name 2");
        assertThat(database.texts("select text from Paper_AUD")).containsExactly("Paper of 2");
        assertThat(database.texts("select phones from Patient_phones_AUD")).containsExactly("02");
    }

    @Test
    void erasesThePersonFromThePastAsWell() {
        sojourn.rights()
                .erase(sojourn.rights()
                        .planErasure(new DataSubject("P-2", "patient", ""), ErasureGround.NO_LONGER_NECESSARY));

        assertThat(database.rows("Patient_AUD").toString()).contains("P-1").doesNotContain("P-2");
        assertThat(database.rows("Paper_AUD").toString()).doesNotContain("Paper of 2");
    }

    @Test
    void anAccessCopyShowsRowsAsTheyWereAsWell() {
        Map<String, List<Map<String, Object>>> rows = sojourn.rights()
                .accessCopy(new DataSubject("P-2", "patient", ""))
                .rows();

        assertThat(rows.get("Patient")).singleElement().satisfies(row -> {
            assertThat(row).containsEntry("name", "New name 2");
            assertThat(row)
                    .extractingByKey("Patient_AUD", InstanceOfAssertFactories.list(Map.class))
                    .allSatisfy(state -> assertThat(state.get("revisedAt")).isInstanceOf(Instant.class))
                    .extracting(state -> state.get("name"))
                    .containsExactly("Name 2", "New name 2");
            assertThat(row)
                    .extractingByKey("Paper", InstanceOfAssertFactories.list(Map.class))
                    .singleElement()
                    .satisfies(paper ->
                            assertThat(String.valueOf(paper.get("Paper_AUD"))).contains("Paper of 2"));
        });
        assertThat(rows.toString()).doesNotContain("Name 1", "P-1", "Paper of 1");
    }

    @Test
    void takesAMentionOutOfThePastAsWell() {
        sojourn.rights()
                .erase(sojourn.rights()
                        .planErasure(new DataSubject("house", "doctor", ""), ErasureGround.NO_LONGER_NECESSARY));

        assertThat(database.rows("Patient")).hasSize(2);
        assertThat(database.rows("Patient").toString()).doesNotContain("house");
        assertThat(database.rows("Patient_AUD")).hasSize(4);
        assertThat(database.rows("Patient_AUD").toString()).doesNotContain("house");
    }

    @Test
    void refusesPastStatesItCannotReach() {
        try (TestDatabase other = TestDatabase.h2();
                EntityManagerFactory folders = other.open(ENVERS, Folder.class, Sheet.class)) {
            List<Fault> faults =
                    JpaStores.of(JpaUnitOfWork.of(folders)).data(policy()).faults();
            assertThat(faults).singleElement().satisfies(fault -> {
                assertThat(fault.element()).isEqualTo("Folder");
                assertThat(fault.problem()).contains("audit tables: 'sheets' is kept by columns of other rows");
            });
        }
    }

    private static Policy policy() {
        Purpose care = Purpose.of("care").titled("Care for patients").on(LegalBasis.CONTRACT);
        return Policy.builder("ward")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Ward").contact("desk@ward.example").country("RO"))
                .purposes(care)
                .retain(RetentionRule.atMost("patient", Period.ofDays(90))
                        .serving(care)
                        .because("section 1"))
                .build();
    }
}
