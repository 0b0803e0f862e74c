package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.register.Gap;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The first hour of a team that annotated nothing: 43 entities, read without a value. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurveyTest {

    private static final Purpose CARE = Purpose.of("care").on(LegalBasis.CONTRACT);

    private TestDatabase database;
    private EntityManagerFactory entityManagerFactory;
    private Survey survey;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeAll
    void open() {
        database = database();
        entityManagerFactory = database.open(Clinic.ENTITIES);
        database.execute(
                "create table legacy_patient (nr bigint, full_name varchar(80), birth_date date, phone varchar(30))");
        database.execute("create table flyway_schema_history (installed_rank int)");
        database.execute("alter table Patient add column old_remarks varchar(400)");
        database.execute("insert into legacy_patient values (1, 'Ada Albu', date '1970-01-01', '+40 700')");
        ClinicRows.insert(entityManagerFactory);
        survey = Survey.of(entityManagerFactory);
    }

    @AfterAll
    void close() {
        entityManagerFactory.close();
        database.close();
    }

    @Test
    void tellsPersonalAttributesAsAnExpertWould() {
        Set<String> key = named(Clinic.PERSONAL);
        Set<String> likely = named(survey, SurveyedEntity::likely);
        Set<String> seen = new TreeSet<>(likely);
        seen.addAll(named(survey, SurveyedEntity::possible));

        assertThat(share(likely, key))
                .as("precision; wrong: %s", without(likely, key))
                .isGreaterThanOrEqualTo(0.97);
        assertThat(share(key, likely))
                .as("recall; missed: %s", without(key, likely))
                .isGreaterThanOrEqualTo(0.87);
        assertThat(share(seen, key))
                .as("precision with the possible ones; wrong: %s", without(seen, key))
                .isGreaterThanOrEqualTo(0.92);
        assertThat(share(key, seen))
                .as("recall with the possible ones; missed: %s", without(key, seen))
                .isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void tellsThemInAnApplicationItsWordsWereNotChosenFor() {
        try (TestDatabase other = TestDatabase.h2();
                EntityManagerFactory shop = other.open(Webshop.ENTITIES)) {
            Survey unseen = Survey.of(shop);
            Set<String> key = named(Webshop.PERSONAL);
            Set<String> likely = named(unseen, SurveyedEntity::likely);
            Set<String> seen = new TreeSet<>(likely);
            seen.addAll(named(unseen, SurveyedEntity::possible));

            assertThat(share(likely, key))
                    .as("precision; wrong: %s", without(likely, key))
                    .isGreaterThanOrEqualTo(0.85);
            assertThat(share(key, seen))
                    .as("recall; missed: %s", without(key, seen))
                    .isGreaterThanOrEqualTo(0.75);
        }
    }

    @Test
    void tellsSubjectsAndTheWayToThem() {
        assertThat(survey.entities())
                .allSatisfy(entity -> assertThat(
                                Clinic.SUBJECTS.getOrDefault(entity.name(), "").split("\\|", -1))
                        .as(entity.name())
                        .contains(entity.subject().map(SubjectWay::text).orElse("")));
    }

    @Test
    void writesAnnotationsThatSojournStartsWith() {
        Policy.Builder policy = Policy.builder("Clinic")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Clinic").contact("privacy@clinic.example"))
                .purposes(CARE);
        survey.entities().stream()
                .filter(entity -> entity.fate() == SurveyedEntity.Fate.RULE)
                .forEach(entity ->
                        policy.retain(RetentionRule.atMost(SurveyAdvice.ruleOf(entity.name()), Period.ofYears(3))
                                .serving(CARE)
                                .because("to begin with")));
        JpaStores stores = JpaStores.of(JpaUnitOfWork.of(entityManagerFactory))
                .declaring(survey.advice().values().toArray(DeclaredEntity[]::new));

        Sojourn.builder(policy.build()).stores(stores).build().close();

        assertThat(stores.personalData(policy.build()).findings(Gap.MISSING, Gap.UNINVITED))
                .isEmpty();
    }

    @Test
    void putsWhatWeighsMostFirstAndTellsHowOldItIs() {
        SurveyedEntity first = survey.entities().get(0);

        assertThat(first.name()).isEqualTo("Patient");
        assertThat(first.rows()).isEqualTo(300);
        assertThat(first.oldest()).contains(LocalDate.of(2014, 5, 20));
        assertThat(first.newest()).contains(LocalDate.of(2025, 11, 4));
        assertThat(survey.plain())
                .extracting(SurveyedEntity::name)
                .contains("EmailTemplate", "AllowedNetwork", "Room", "Medication", "StockItem", "Department");
    }

    @Test
    void findsWhatNoEntityKnowsAndTheIndexesASweepWants() {
        assertThat(survey.tables()).singleElement().satisfies(table -> {
            assertThat(table.name()).isEqualTo("legacy_patient");
            assertThat(table.rows()).isEqualTo(1);
            assertThat(table.suspects()).containsExactly("full_name", "birth_date", "phone");
        });
        assertThat(survey.columns()).containsExactly("patient.old_remarks");
        assertThat(survey.indexes()).contains("CREATE INDEX patient_lastvisiton ON patient (lastvisiton)");
        try (TestDatabase copy = database()) {
            copy.open(Clinic.ENTITIES).close();
            survey.indexes().forEach(copy::execute);
        }
    }

    @Test
    void holdsNoValueOfAnyRow() {
        assertThat(List.of(survey.text(), survey.html(), survey.toString()))
                .allSatisfy(written ->
                        assertThat(written).doesNotContain(ClinicRows.SECRETS).doesNotContain("Ada Albu"));
    }

    @Test
    void writesOnePageThatNeedsNothingElse() {
        String page = survey.html();

        assertThat(page)
                .startsWith("<!doctype html>")
                .contains("id=\"e-Patient\"", "@Retained(rule = &quot;patient&quot;, from = &quot;lastVisitOn&quot;)")
                .doesNotContain("http:", "https:", "src=", "<link");
        assertThat(survey.text())
                .contains("@Retained(rule = \"patient\", from = \"lastVisitOn\")", "  1. Patient")
                .contains("@SubjectRef(path = \"encounter.appointment.patient\")");
    }

    @Test
    void changesNothing() throws IOException {
        String before = rows();
        // tag::survey[]
        Survey survey = Survey.of(entityManagerFactory); // reads names, types and counts; writes nothing
        System.out.println(survey.text());
        Files.writeString(Path.of("target/survey.html"), survey.html());
        // end::survey[]

        assertThat(rows()).isEqualTo(before);
        assertThat(Path.of("target/survey.html")).isNotEmptyFile();
    }

    private String rows() {
        return database.rows("Patient").toString() + database.rows("Appointment") + database.rows("legacy_patient");
    }

    private static Set<String> named(Map<String, Set<String>> key) {
        return key.entrySet().stream()
                .flatMap(entity -> entity.getValue().stream().map(attribute -> entity.getKey() + "." + attribute))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> named(
            Survey survey, Function<SurveyedEntity, List<SurveyedEntity.SurveyedAttribute>> which) {
        return survey.entities().stream()
                .flatMap(
                        entity -> which.apply(entity).stream().map(attribute -> entity.name() + "." + attribute.path()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static double share(Set<String> of, Set<String> in) {
        return of.stream().filter(in::contains).count() / (double) of.size();
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(some);
        return left;
    }
}
