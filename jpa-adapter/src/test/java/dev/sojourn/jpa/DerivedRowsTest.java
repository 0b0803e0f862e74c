package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.DerivedFrom;
import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.Retained;
import dev.sojourn.consent.Evidence;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Fault;
import dev.sojourn.retention.BindingCheck;
import dev.sojourn.retention.DataModel;
import dev.sojourn.retention.Explanation;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.Reckoning;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.testkit.HandMovedClock;
import dev.sojourn.testkit.Upholds;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rows that were made from others never outlive them without a ground of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DerivedRowsTest {

    private static final LocalDate MARCH = LocalDate.of(2026, 3, 31);

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
        unit = database.open(Callbook.ENTITIES);
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
        List.of("Summary", "Statistic", "Transcript", "Recording", "ScanText", "Scan")
                .forEach(table -> database.execute("delete from " + table));
        clock = HandMovedClock.at("2026-04-01T09:00", "Europe/Bucharest");
        sojourn = Sojourn.builder(Callbook.policy())
                .stores(JpaStores.of(work))
                .clock(clock)
                .build();
    }

    @Test
    @Upholds("KLOZER-03")
    void takesATranscriptOnTheDayItsRecordingIsDue() {
        call(1, MARCH);
        call(2, MARCH.plusDays(1));
        Explanation before = sojourn.retention().explain(Callbook.Transcript.class, 1L);
        assertThat(before.lastDayKept()).contains(LocalDate.of(2026, 6, 29));
        assertThat(sojourn.retention().forecast(Period.ofDays(120)).lines())
                .filteredOn(line -> line.entity().equals("Transcript"))
                .singleElement()
                .satisfies(line -> assertThat(line.due())
                        .containsExactlyInAnyOrderEntriesOf(
                                Map.of(LocalDate.of(2026, 6, 30), 1L, LocalDate.of(2026, 7, 1), 1L)));
        clock.set("2026-06-29T23:59:59");
        assertThat(sweep()).isEmpty();

        clock.set("2026-06-30T00:00");
        Explanation due = sojourn.retention().explain(Callbook.Transcript.class, 1L);
        assertThat(due.dueSince()).contains(Instant.parse("2026-06-29T21:00:00Z"));
        assertThat(due.reckonings()).extracting(Reckoning::state).containsExactly(Reckoning.State.SOURCE_DUE);
        assertThat(sweep()).isEqualTo(Map.of("Recording", 1L, "Transcript", 1L, "Summary", 1L));
        assertThat(ids("Recording")).containsExactly("2");
        assertThat(ids("Transcript")).containsExactly("2");
        assertThat(ids("Summary")).containsExactly("2");
        assertThat(ids("Statistic")).as("serves a purpose of its own").containsExactly("1", "2");
        assertThat(database.texts("select id from Statistic where recording_id is null"))
                .containsExactly("1");

        clock.set("2027-04-01T00:00");
        assertThat(sweep()).isEqualTo(Map.of("Recording", 1L, "Transcript", 1L, "Summary", 1L, "Statistic", 1L));
    }

    @Test
    void takesATranscriptWithoutARecordingByItsOwnRule() {
        work.run(entityManager -> {
            Callbook.Transcript transcript = made(new Callbook.Transcript(), 7, MARCH);
            entityManager.persist(transcript);
        });
        clock.set("2027-03-31T23:59");
        assertThat(sweep()).isEmpty();
        clock.set("2027-04-01T00:00");
        assertThat(sweep()).isEqualTo(Map.of("Transcript", 1L));
    }

    @Test
    void takesWhatWasMadeOfARecordingWhoseConsentEnded() {
        DataSubject caller = DataSubject.of("u1");
        sojourn.consents().give(caller, Callbook.VOICE, Evidence.none());
        call(1, MARCH);
        call(2, MARCH);
        clock.set("2026-04-10T10:00");
        sojourn.consents().withdraw(caller, Callbook.VOICE);

        assertThat(sweep()).isEqualTo(Map.of("Recording", 1L, "Transcript", 1L, "Summary", 1L));
        assertThat(ids("Transcript")).containsExactly("2");
    }

    @Test
    void keepsTheRecordingWhileWhatWasMadeOfItIsHeld() {
        call(1, MARCH);
        call(2, MARCH);
        database.execute("update Summary set caller = 'somebody else' where id = 1");
        Hold hold = sojourn.holds()
                .place(Hold.on(DataSubject.of("somebody else"))
                        .because("case 1")
                        .reviewOn(LocalDate.of(2027, 1, 1)));
        clock.set("2026-06-30T00:00");

        assertThat(sweep()).isEqualTo(Map.of("Recording", 1L, "Transcript", 1L, "Summary", 1L));
        assertThat(ids("Recording")).containsExactly("1");
        assertThat(sojourn.retention().explain(Callbook.Recording.class, 1L).reason())
                .contains(KeepReason.CHILD_KEPT);
        assertThat(sojourn.retention().explain(Callbook.Summary.class, 1L).reason())
                .contains(KeepReason.HELD);
        assertThat(sojourn.retention().explain(Callbook.Transcript.class, 1L).reason())
                .as("its source stays, and its own period runs")
                .contains(KeepReason.RUNNING);
        sojourn.holds().release(hold.id(), Actor.employee("Grace Hopper"));
        assertThat(sweep()).isEqualTo(Map.of("Recording", 1L, "Transcript", 1L, "Summary", 1L));
    }

    @Test
    void leavesNothingBehindThatIsMadeOfARecordingWhileTheSweepRuns() {
        call(1, MARCH);
        clock.set("2026-06-30T00:00");
        SweepPlan plan = sojourn.retention().preview();
        work.run(entityManager -> {
            Callbook.Transcript late = made(new Callbook.Transcript(), 8, MARCH);
            late.caller = "u1";
            late.recording = entityManager.find(Callbook.Recording.class, 1L);
            entityManager.persist(late);
        });
        assertThat(gone(sojourn.retention().sweep(plan)))
                .isEqualTo(Map.of("Recording", 1L, "Transcript", 2L, "Summary", 1L));
        assertThat(ids("Transcript")).isEmpty();
    }

    @Test
    void findsRowsBySourcesWithKeysOfSeveralParts() {
        work.run(entityManager -> {
            for (int page = 1; page <= 250; page++) {
                Callbook.Scan scan = new Callbook.Scan();
                scan.id = new Callbook.PageId("ledger", page);
                scan.madeOn = page % 2 == 0 ? MARCH : MARCH.plusDays(1);
                entityManager.persist(scan);
                Callbook.ScanText text = new Callbook.ScanText();
                text.id = (long) page;
                text.scan = scan;
                entityManager.persist(text);
            }
        });
        clock.set("2026-06-30T00:00");
        assertThat(sweep()).isEqualTo(Map.of("Scan", 125L, "ScanText", 125L));
        assertThat(database.texts("select count(*) from ScanText t join Scan s on s.book = t.scan_book and s.page ="
                        + " t.scan_page"))
                .containsExactly("125");
    }

    @Test
    void refusesSourcesThatAreNoneUnknownCircularOrSaidTwice() {
        try (EntityManagerFactory faulty = database.open(
                "host", Map.of("hibernate.hbm2ddl.auto", "none"), Bare.class, Egg.class, Hen.class, Odd.class)) {
            DataModel model = JpaStores.of(JpaUnitOfWork.of(faulty)).data(Callbook.policy());
            assertThat(model.faults())
                    .extracting(Fault::element, Fault::problem)
                    .contains(
                            tuple("Odd.bare", "was derived from Bare, which is under no rule"),
                            tuple("Odd.number", "is a second source of the same row"),
                            tuple("Hen.egg", "may lead to no source, and nothing else lets the row go"),
                            tuple("Egg.hen", "goes with its source, and is declared @OnDisposal(UNLINK) as well"));
            assertThat(BindingCheck.faults(model.policy(), model.stores(), Set.of()))
                    .extracting(Fault::problem)
                    .contains(
                            "was derived from itself, by way of [Hen, Egg]",
                            "goes with the row it was derived from, and names none");
        }
    }

    @Entity(name = "Bare")
    static class Bare {
        @Id
        Long id = 0L;
    }

    @Entity(name = "Odd")
    @Retained(rule = "summary")
    static class Odd {
        @Id
        Long id = 0L;

        @ManyToOne
        @DerivedFrom
        @Nullable
        Bare bare;

        @DerivedFrom
        int number;
    }

    @Entity(name = "Egg")
    @Retained(rule = "summary")
    static class Egg {
        @Id
        Long id = 0L;

        @ManyToOne
        @DerivedFrom
        @OnDisposal(OnDisposal.Then.UNLINK)
        @Nullable
        Hen hen;
    }

    @Entity(name = "Hen")
    @Retained(rule = "summary")
    static class Hen {
        @Id
        Long id = 0L;

        @ManyToOne
        @DerivedFrom
        @Nullable
        Egg egg;
    }

    private void call(long id, LocalDate day) {
        work.run(entityManager -> {
            Callbook.Recording recording = made(new Callbook.Recording(), id, day);
            entityManager.persist(recording);
            Callbook.Transcript transcript = made(new Callbook.Transcript(), id, day);
            transcript.recording = recording;
            entityManager.persist(transcript);
            Callbook.Summary summary = made(new Callbook.Summary(), id, day);
            summary.transcript = transcript;
            entityManager.persist(summary);
            Callbook.Statistic statistic = made(new Callbook.Statistic(), id, id == 1 ? MARCH : MARCH.plusDays(90));
            statistic.recording = recording;
            entityManager.persist(statistic);
        });
    }

    private static <M extends Callbook.Made> M made(M made, long id, LocalDate day) {
        made.id = id;
        made.caller = "u" + id;
        made.madeOn = day;
        return made;
    }

    /** What went, after comparing it with what the preview said. */
    private Map<String, Long> sweep() {
        SweepPlan plan = sojourn.retention().preview();
        Map<String, Long> planned = new TreeMap<>();
        plan.steps().stream()
                .filter(step -> step.due() > 0)
                .forEach(step -> planned.merge(step.entity(), step.due(), Long::sum));
        Map<String, Long> gone = gone(sojourn.retention().sweep(plan));
        assertThat(gone).as("preview is run").isEqualTo(planned);
        return gone;
    }

    private static Map<String, Long> gone(SweepReport report) {
        Map<String, Long> gone = new TreeMap<>();
        report.steps().stream()
                .filter(step -> step.gone() > 0)
                .forEach(step -> gone.merge(step.entity(), step.gone(), Long::sum));
        return gone;
    }

    private List<String> ids(String entity) {
        return database.texts("select id from " + entity + " order by id");
    }
}
