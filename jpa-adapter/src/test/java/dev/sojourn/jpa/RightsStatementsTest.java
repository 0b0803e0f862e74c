package dev.sojourn.jpa;

import static dev.sojourn.rights.ErasureGround.ACCOUNT_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.rights.AccessCopy;
import dev.sojourn.rights.ErasurePlan;
import dev.sojourn.rights.ErasureReport;
import dev.sojourn.rights.KeptRows;
import dev.sojourn.rights.Unanswered;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** By how many statements people are erased and copied: so many a table, however many rows and children there are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsStatementsTest {

    private static final Purpose SERVICE =
            Purpose.of("service").titled("Serve clients").on(LegalBasis.CONTRACT);
    private static final Purpose ACCOUNTING = Purpose.of("accounting")
            .titled("Keep the books")
            .on(LegalBasis.LEGAL_OBLIGATION)
            .citing("accounting law");
    private static final DataSubject ADA = DataSubject.of("ada");
    private static final DataSubject BOB = DataSubject.of("bob");

    /** Three entities name the person; two more belong to one of them. */
    private static final int NAMING = 3;

    private static final int OWNED = 2;

    private final RecordedStatements recorded = new RecordedStatements();
    private final HandMovedClock clock = HandMovedClock.at("2026-06-01T09:00", "UTC");
    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private JpaStores stores;
    private Sojourn sojourn;

    /** Whoever it is. */
    @Entity(name = "Caller")
    @Retained(rule = "caller", from = "since")
    static class Caller {
        @Id
        @Nullable
        Long id;

        @SubjectRef
        @Nullable
        String login;

        @NotPersonal
        Instant since = Instant.EPOCH;
    }

    /** What they wrote. */
    @Entity(name = "Note")
    @Retained(rule = "caller", from = "written")
    static class Note {
        @Id
        @Nullable
        Long id;

        @SubjectRef
        @Nullable
        String author;

        @PersonalData
        @Nullable
        String text;

        @NotPersonal
        Instant written = Instant.EPOCH;
    }

    /** What they owe; it must be kept where it was booked. */
    @Entity(name = "Bill")
    @Retained(rule = "bill", from = "booked")
    static class Bill {
        @Id
        @Nullable
        Long id;

        @SubjectRef
        @Nullable
        String debtor;

        @NotPersonal
        Instant booked = Instant.EPOCH;

        @OneToMany(mappedBy = "bill", cascade = CascadeType.REMOVE)
        List<Line> lines = new ArrayList<>();

        @OneToMany(mappedBy = "bill", cascade = CascadeType.REMOVE)
        List<Reminder> reminders = new ArrayList<>();
    }

    /** For what. */
    @Entity(name = "Line")
    static class Line {
        @Id
        @Nullable
        Long id;

        @ManyToOne
        @Nullable
        Bill bill;

        @PersonalData
        @Nullable
        String what;
    }

    /** That it is late. */
    @Entity(name = "Reminder")
    static class Reminder {
        @Id
        @Nullable
        Long id;

        @ManyToOne
        @Nullable
        Bill bill;
    }

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open(
                Map.of("jakarta.persistence.nonJtaDataSource", recorded.watch(database.pool())),
                Caller.class,
                Note.class,
                Bill.class,
                Line.class,
                Reminder.class);
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        database.empty();
        work = JpaUnitOfWork.of(unit);
        work.run(em -> List.of("Line", "Reminder", "Bill", "Note", "Caller")
                .forEach(entity -> em.createQuery("delete from " + entity).executeUpdate()));
        stores = JpaStores.of(work);
        sojourn = sojourn(500);
    }

    private Sojourn sojourn(int batchSize) {
        return Sojourn.builder(Policy.builder("calls")
                        .version("1")
                        .zone("UTC")
                        .controller(Party.named("AllAI"))
                        .purposes(SERVICE, ACCOUNTING)
                        .retain(RetentionRule.atMost("caller", Period.ofYears(20))
                                .serving(SERVICE)
                                .because("the contract"))
                        .retain(RetentionRule.exactly("bill", Period.ofYears(10))
                                .serving(ACCOUNTING)
                                .because("accounting law"))
                        .build())
                .stores(stores)
                .clock(clock)
                .batchSize(batchSize)
                .build();
    }

    /** As many of each; bills without lines, with one, with two, and so on. */
    private void add(DataSubject subject, long first, int rows) {
        work.run(em -> {
            for (long id = first; id < first + rows; id++) {
                Caller caller = new Caller();
                caller.id = id;
                caller.login = subject.id();
                em.persist(caller);
                Note note = new Note();
                note.id = id;
                note.author = subject.id();
                note.text = "note " + id;
                em.persist(note);
                Bill bill = new Bill();
                bill.id = id;
                bill.debtor = subject.id();
                em.persist(bill);
                for (long line = 0; line < id % 3; line++) {
                    Line one = new Line();
                    one.id = id * 10 + line;
                    one.bill = bill;
                    one.what = "line " + one.id;
                    em.persist(one);
                }
                Reminder reminder = new Reminder();
                reminder.id = id;
                reminder.bill = bill;
                em.persist(reminder);
            }
        });
    }

    private int statements(Runnable job) {
        recorded.taken();
        job.run();
        return recorded.taken().size();
    }

    private ErasureReport erase(DataSubject subject) {
        return sojourn.rights().erase(sojourn.rights().planErasure(subject, ACCOUNT_CLOSED));
    }

    @Test
    void erasesByAsManyStatementsHoweverManyRowsThereAre() {
        add(ADA, 1, 3);
        add(BOB, 100, 60);
        int few = statements(() -> assertThat(erase(ADA).isCompleted()).isTrue());
        int many = statements(() -> assertThat(erase(BOB).erased())
                .isEqualTo(Map.of("Caller", 60L, "Note", 60L, "Bill", 60L, "Line", 60L, "Reminder", 60L)));
        assertThat(many).isEqualTo(few);
        assertThat(database.texts("select id from Caller union all select id from Note union all select id from Bill"
                        + " union all select id from Line union all select id from Reminder"))
                .isEmpty();
    }

    @Test
    void plansByOneStatementAnEntityAndErasesByThree() {
        add(ADA, 1, 20);
        ErasurePlan[] plan = new ErasurePlan[1];
        assertThat(statements(() -> plan[0] = sojourn.rights().planErasure(ADA, ACCOUNT_CLOSED)))
                .isLessThanOrEqualTo(NAMING + 4);
        assertThat(statements(() -> sojourn.rights().erase(plan[0]))).isLessThanOrEqualTo(3 * NAMING + 2 * OWNED + 12);
    }

    @Test
    void copiesByOneStatementATableHoweverManyRowsThereAre() {
        add(ADA, 1, 3);
        add(BOB, 100, 60);
        sojourn.rights().accessCopy(ADA);
        sojourn.rights().accessCopy(BOB);
        int few = statements(() -> sojourn.rights().accessCopy(ADA));
        AccessCopy[] copy = new AccessCopy[1];
        int many = statements(() -> copy[0] = sojourn.rights().accessCopy(BOB));
        assertThat(many).isEqualTo(few).isLessThanOrEqualTo(NAMING + OWNED + 4);
        assertThat(copy[0].rows().get("Note")).hasSize(60);
        assertThat(copy[0].rows().get("Bill"))
                .hasSize(60)
                .contains(
                        Map.of("id", 102L, "debtor", "bob", "Reminder", List.of(Map.of("id", 102L))),
                        Map.of(
                                "id",
                                101L,
                                "debtor",
                                "bob",
                                "Line",
                                List.of(
                                        Map.of("id", 1_010L, "what", "line 1010"),
                                        Map.of("id", 1_011L, "what", "line 1011")),
                                "Reminder",
                                List.of(Map.of("id", 101L))));
    }

    @Test
    void copiesOfSomebodyNewByNoMoreStatements() {
        add(ADA, 1, 3);
        add(BOB, 100, 3);
        sojourn.rights().accessCopy(BOB);
        assertThat(statements(() -> sojourn.rights().accessCopy(ADA))).isLessThanOrEqualTo(NAMING + OWNED + 4);
        assertThat(sojourn.ledger()
                        .read(ChainId.subject(stores.subjects().find(ADA).orElseThrow()), 0, 10))
                .singleElement()
                .satisfies(entry -> assertThat(entry.kind()).isEqualTo(EntryKind.ACCESS_COPY));
    }

    @Test
    void provesACopyForSomebodyOfWhomNothingWasRecordedYet() {
        String key = work.run(() -> {
            String enrolled = stores.subjects().enrol(ADA);
            sojourn.ledger().lock(ChainId.subject(enrolled));
            assertThat(sojourn.ledger().read(ChainId.subject(enrolled), 0, 10)).isEmpty();
            return enrolled;
        });
        sojourn.rights().accessCopy(ADA);
        sojourn.rights().accessCopy(ADA);
        assertThat(stores.subjects().find(ADA)).contains(key);
        assertThat(sojourn.ledger().read(ChainId.subject(key), 0, 10))
                .extracting(LedgerEntry::number)
                .containsExactly(1L, 2L);
    }

    @Test
    void copiesWhatHadCommittedForACallerInAUnit() {
        add(ADA, 1, 3);
        AccessCopy copy = work.call(em -> {
            em.createQuery("delete from Note").executeUpdate();
            return sojourn.rights().accessCopy(ADA);
        });
        assertThat(copy.rows().get("Note")).hasSize(3);
        assertThat(sojourn.rights().accessCopy(ADA).rows()).doesNotContainKey("Note");
    }

    @Test
    void provesWhatWentTogetherByOneEntry() {
        add(ADA, 1, 2);
        ErasureReport report = erase(ADA);
        ChainId chain = ChainId.subject(stores.subjects().find(ADA).orElseThrow());
        assertThat(sojourn.ledger().read(chain, 0, 10))
                .filteredOn(entry -> entry.kind() == EntryKind.ERASURE)
                .singleElement()
                .extracting(LedgerEntry::body)
                .satisfies(facts -> assertThat(facts)
                        .containsEntry("erasure", report.id())
                        .containsEntry("rows.Caller", "2")
                        .containsEntry("rows.Note", "2")
                        .containsEntry("rows.Bill", "2")
                        .containsEntry("rows.Line", "3")
                        .containsEntry("rows.Reminder", "2"));
    }

    @Test
    void keepsWhatIsHeldOrUnderAFloorBesideWhatGoes() {
        add(ADA, 1, 2);
        work.run(em -> em.createQuery("update Bill b set b.booked = :booked where b.id = 1")
                .setParameter("booked", clock.instant())
                .executeUpdate());
        ErasureReport report = erase(ADA);
        assertThat(report.erased()).isEqualTo(Map.of("Caller", 2L, "Note", 2L, "Bill", 1L, "Line", 2L, "Reminder", 1L));
        assertThat(report.kept()).singleElement().satisfies(kept -> {
            assertThat(kept.reason()).isEqualTo(KeepReason.FLOOR);
            assertThat(kept.by()).isEqualTo("bill");
            assertThat(kept.through()).contains(LocalDate.of(2036, 6, 1));
        });
        assertThat(database.texts("select id from Bill")).containsExactly("1");
        add(BOB, 10, 2);
        sojourn.holds().place(Hold.on(BOB).because("case 2026-17").reviewOn(LocalDate.of(2026, 12, 1)));
        ErasureReport held = erase(BOB);
        assertThat(held.erased()).isEmpty();
        assertThat(held.kept()).extracting(KeptRows::reason).containsOnly(KeepReason.HELD);
    }

    @Test
    void whatOneTableRefusesSpoilsNoOthers() {
        add(ADA, 1, 2);
        database.execute("create table attached (note bigint references Note (id))");
        try {
            database.execute("insert into attached values (1)");
            ErasureReport report = erase(ADA);
            assertThat(report.isCompleted()).isFalse();
            assertThat(report.unanswered()).extracting(Unanswered::entity).containsExactly("Note");
            assertThat(report.erased()).isEqualTo(Map.of("Caller", 2L, "Bill", 2L, "Line", 3L, "Reminder", 2L));
            assertThat(database.texts("select id from Note")).hasSize(2);
        } finally {
            database.execute("drop table attached");
        }
        assertThat(erase(ADA).erased()).isEqualTo(Map.of("Note", 2L));
    }

    @Test
    void erasesAndCopiesMoreRowsThanFitInOneUnit() {
        add(ADA, 1, 7);
        sojourn = sojourn(2);
        assertThat(sojourn.rights().accessCopy(ADA).rows().get("Bill"))
                .extracting(row -> row.get("id"))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        ErasurePlan plan = sojourn.rights().planErasure(ADA, ACCOUNT_CLOSED);
        assertThat(plan.erasing()).isEqualTo(Map.of("Caller", 7L, "Note", 7L, "Bill", 7L));
        assertThat(sojourn.rights().erase(plan).erased())
                .isEqualTo(Map.of("Caller", 7L, "Note", 7L, "Bill", 7L, "Line", 7L, "Reminder", 7L));
        assertThat(erase(ADA).erased()).isEmpty();
    }
}
