package dev.sojourn.jpa;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ConsentProof;
import dev.sojourn.consent.ImportReport;
import dev.sojourn.consent.PastAct;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** By how many statements an import takes over people who are new, and that it takes over whom it cannot by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportStatementsTest {

    private static final Instant MAY_2025 = Instant.parse("2025-05-01T10:00:00Z");
    private static final Purpose NEWSLETTER = Purpose.of("newsletter").on(CONSENT);
    private static final Purpose SURVEY = Purpose.of("survey").on(CONSENT);
    private static final int PEOPLE = 300;

    private final RecordedStatements recorded = new RecordedStatements();
    private TestDatabase database;
    private EntityManagerFactory unit;
    private Sojourn sojourn;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    /** The statements for people who are new: subjects, chains, ledger, state. */
    int ofNewPeople(int people) {
        return people + 3;
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open(Map.of("jakarta.persistence.nonJtaDataSource", recorded.watch(database.pool())));
        sojourn = Sojourn.builder(Policy.builder("AllAI privacy policy")
                        .version("1")
                        .zone("Europe/Bucharest")
                        .controller(Party.named("AllAI"))
                        .purposes(NEWSLETTER, SURVEY)
                        .retainProof(Period.ofYears(3))
                        .build())
                .stores(JpaStores.of(JpaUnitOfWork.of(unit)))
                .clock(HandMovedClock.at("2026-06-01T09:00", "Europe/Bucharest"))
                .build();
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        database.empty();
        recorded.taken();
    }

    @Test
    void takesOverABatchOfNewPeopleByAHandfulOfStatements() {
        ImportReport report = run(NEWSLETTER, 0, PEOPLE);
        assertThat(recorded.taken()).hasSizeLessThanOrEqualTo(ofNewPeople(PEOPLE));
        assertThat(report.recorded()).isEqualTo(PEOPLE);
        assertThat(sojourn.proof().verify().isIntact()).isTrue();
        DataSubject last = DataSubject.of(Integer.toString(PEOPLE - 1));
        assertThat(sojourn.may(last, NEWSLETTER)).isTrue();
        assertThat(sojourn.consents().history(last)).hasSize(1);
        assertThat(database.texts("select numeric_id from sojourn_subject where subject_id = '7'"))
                .containsExactly("7");
    }

    @Test
    void takesOverNewPeopleAmongThoseWhoAreKnown() {
        run(NEWSLETTER, 0, 10);
        assertThat(run(NEWSLETTER, 5, 20).recorded()).isEqualTo(10);
        assertThat(run(NEWSLETTER, 0, 20).repeated()).isEqualTo(20);
        assertThat(run(SURVEY, 0, 30).recorded()).isEqualTo(30);
        sojourn.consents().withdraw(DataSubject.of("3"), SURVEY);
        assertThat(sojourn.proof().verify().isIntact()).isTrue();
        List<DataSubject> all = IntStream.range(0, 30)
                .mapToObj(person -> DataSubject.of(Integer.toString(person)))
                .toList();
        assertThat(sojourn.gate().allowedAmong(all, SURVEY)).hasSize(29);
        assertThat(sojourn.gate().allowedAmong(all, NEWSLETTER)).hasSize(20);
        assertThat(sojourn.gate().audience(NEWSLETTER)).hasSize(20);
    }

    @Test
    void answersManyByOneStatementAndThenByNone() {
        run(NEWSLETTER, 0, PEOPLE);
        List<DataSubject> all = IntStream.range(0, PEOPLE + 10)
                .mapToObj(person -> DataSubject.of(Integer.toString(person)))
                .toList();
        recorded.taken();
        assertThat(sojourn.gate().allowedAmong(all, NEWSLETTER)).hasSize(PEOPLE);
        assertThat(recorded.taken()).hasSize(1);
        sojourn.consents().withdraw(all.get(5), NEWSLETTER);
        recorded.taken();
        assertThat(sojourn.gate().allowedAmong(all, NEWSLETTER)).hasSize(PEOPLE - 1);
        assertThat(recorded.taken()).hasSize(1);
        assertThat(sojourn.gate().allowedAmong(all, SURVEY)).isEmpty();
        assertThat(sojourn.may(all.get(7), NEWSLETTER)).isTrue();
        assertThat(recorded.taken()).isEmpty();
        assertThat(sojourn.gate().fresh().allowedAmong(all, NEWSLETTER)).hasSize(PEOPLE - 1);
        assertThat(recorded.taken()).hasSize(1);
    }

    private ImportReport run(Purpose purpose, int from, int to) {
        return sojourn.imports()
                .run(
                        "crm",
                        () -> IntStream.range(from, to)
                                .mapToObj(person -> PastAct.given(
                                        purpose.id() + person,
                                        DataSubject.of(Integer.toString(person)),
                                        purpose,
                                        MAY_2025,
                                        ConsentProof.TIME_ONLY)));
    }
}
