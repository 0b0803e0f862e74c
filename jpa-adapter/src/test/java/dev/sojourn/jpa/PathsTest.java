package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Evidence;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.DataCopy;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.RowPart;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.AccessCopy;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.ErasureReport;
import dev.sojourn.testkit.HandMovedClock;
import dev.sojourn.testkit.Upholds;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rows that say only through others whom they are about and which tenant they belong to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PathsTest {

    private static final DataSubject ADA = new DataSubject("C-17", "customer", "north");
    private static final DataSubject NAMESAKE = new DataSubject("C-17", "customer", "south");
    private static final Instant SPRING = Instant.parse("2026-04-01T10:00:00Z");

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
        unit = database.open(CallCentre.ENTITIES);
        work = JpaUnitOfWork.of(unit);
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    /** Ada of the north and her namesake of the south, each with two calls and a transcript; Bob has one call. */
    @BeforeEach
    void fill() {
        CallCentre.empty(database);
        clock = HandMovedClock.at("2026-04-10T12:00", "Europe/Bucharest");
        sojourn = Sojourn.builder(CallCentre.policy())
                .stores(JpaStores.of(work).tenantAttribute("branch.tenant").idCodec(CallCentre.CustomerNumber.CODEC))
                .clock(clock)
                .build();
        branch(1, "north");
        branch(2, "south");
        branch(3, null);
        customer(1, 17, 1);
        customer(2, 17, 2);
        customer(3, 18, 1);
        call(11, 1L, null, 1L);
        call(12, 1L, "eve@example.org", 1L);
        call(21, 2L, null, 2L);
        call(22, 2L, null, 2L);
        call(31, 3L, null, 1L);
        call(41, null, null, 3L);
        call(42, null, null, null);
        transcript(111, 11, 1);
        transcript(211, 21, 2);
    }

    @Test
    @Upholds("ALLAI-28")
    void sweepsTheRowsOfWhoeverWithdrewWhereverTheyAreNamed() {
        for (DataSubject subject : List.of(ADA, NAMESAKE)) {
            sojourn.consents().give(subject, CallCentre.VOICE, Evidence.none());
        }
        sojourn.consents().withdraw(ADA, CallCentre.VOICE);

        assertThat(sweep().gone()).isEqualTo(2);
        assertThat(ids("Call"))
                .as("the call that another person answered is that person's as well")
                .containsExactly(12L, 21L, 22L, 31L, 41L, 42L);
        assertThat(ids("Transcript")).containsExactly(211L);
        assertThat(sojourn.consents().history(ADA)).as("the proof stays").hasSize(2);
    }

    @Test
    void keepsARowWhileAHoldOnAnyOfItsSubjectsLasts() {
        clock.set("2026-07-10T12:00");
        sojourn.holds()
                .place(Hold.on(new DataSubject("eve@example.org", "email", "north"))
                        .because("case 1")
                        .reviewOn(LocalDate.of(2026, 12, 1)));
        sojourn.holds().place(Hold.on(NAMESAKE).because("case 2").reviewOn(LocalDate.of(2026, 12, 1)));

        SweepReport report = sweep();

        assertThat(ids("Call")).containsExactly(12L, 21L, 22L);
        assertThat(ids("Transcript")).containsExactly(211L);
        assertThat(report.gone()).isEqualTo(4);
        assertThat(sojourn.retention().explain(CallCentre.Call.class, 12L).reason())
                .contains(KeepReason.HELD);
        assertThat(sojourn.retention()
                        .explain(CallCentre.Transcript.class, 211L)
                        .reason())
                .contains(KeepReason.HELD);
    }

    @Test
    void erasesWhatLeadsToThePersonAndThePersonsOwnRow() {
        var plan = sojourn.rights().planErasure(ADA, ErasureGround.NO_LONGER_NECESSARY);
        ErasureReport gone = sojourn.rights().erase(plan);

        assertThat(gone.isCompleted()).isTrue();
        assertThat(gone.erased()).isEqualTo(Map.of("Call", 2L, "Customer", 1L, "Transcript", 1L));
        assertThat(ids("Call")).containsExactly(21L, 22L, 31L, 41L, 42L);
        assertThat(ids("Customer")).containsExactly(2L, 3L);
        assertThat(ids("Transcript")).containsExactly(211L);
    }

    @Test
    void erasesARowOfSeveralPeopleForAnyOfThem() {
        DataSubject eve = new DataSubject("eve@example.org", "email", "north");
        sojourn.rights().erase(sojourn.rights().planErasure(eve, ErasureGround.NO_LONGER_NECESSARY));

        assertThat(ids("Call")).containsExactly(11L, 21L, 22L, 31L, 41L, 42L);
        assertThat(ids("Customer")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void takesThePersonOutOfRowsThatMerelyMentionThem() {
        DataSubject agent = new DataSubject("agent-7", "agent", "north");
        mention(11, "agent-7", null);
        mention(21, "agent-7", null);
        mention(22, "agent-8", 1L);
        mention(31, "agent-7", 1L);
        sojourn.holds()
                .place(Hold.on(new DataSubject("C-18", "customer", "north"))
                        .because("case 3")
                        .reviewOn(LocalDate.of(2026, 12, 1)));

        ErasureReport report =
                sojourn.rights().erase(sojourn.rights().planErasure(agent, ErasureGround.NO_LONGER_NECESSARY));
        assertThat(report.erased()).as("of the tenant's own rows").isEqualTo(Map.of("Call.passedOnBy", 1L));
        assertThat(report.kept())
                .as("the row's own subject is under a hold")
                .extracting(kept -> kept.reason())
                .containsExactly(KeepReason.HELD);
        assertThat(passedOn()).containsExactly("11 somebody 1", "21 agent-7 0", "22 agent-8 0", "31 agent-7 0");

        var plan = sojourn.rights().planErasure(ADA, ErasureGround.NO_LONGER_NECESSARY);
        assertThat(plan.erasing()).containsEntry("Call", 2L);
        sojourn.rights().erase(plan);
        assertThat(ids("Call")).as("the calls ADA recommended stay").contains(22L, 31L);
        assertThat(database.texts("select id from PhoneCall where recommendedBy_id is not null"))
                .isEmpty();
    }

    @Test
    void leavesTheFilesAndCopiesOfARowAloneThatOnlyLosesAMention() {
        Files files = new Files();
        Sojourn withFiles = Sojourn.builder(CallCentre.policy())
                .stores(JpaStores.of(work).tenantAttribute("branch.tenant").idCodec(CallCentre.CustomerNumber.CODEC))
                .parts(files)
                .copies(DataCopy.of("search-index", CallCentre.Call.class))
                .clock(clock)
                .build();
        DataSubject agent = new DataSubject("agent-7", "agent", "north");
        mention(11, "agent-7", null);

        withFiles.rights().erase(withFiles.rights().planErasure(agent, ErasureGround.NO_LONGER_NECESSARY));
        assertThat(passedOn()).containsExactly("11 somebody 1");
        assertThat(files.gone).isEmpty();
        assertThat(withFiles.copies().open("search-index", 10)).isEmpty();

        withFiles.rights().erase(withFiles.rights().planErasure(ADA, ErasureGround.NO_LONGER_NECESSARY));
        assertThat(files.gone).containsExactlyInAnyOrder(11L, 12L);
        assertThat(withFiles.copies().open("search-index", 10)).hasSize(2);
    }

    @Test
    void keepsARowDueWhileAHoldOnWhomItMentionsLasts() {
        clock.set("2026-07-10T12:00");
        mention(22, "agent-8", null);
        sojourn.holds()
                .place(Hold.on(new DataSubject("agent-8", "agent", "south"))
                        .because("case 4")
                        .reviewOn(LocalDate.of(2026, 12, 1)));

        var plan = sojourn.retention().preview();
        SweepReport report = sojourn.retention().sweep(plan);

        assertThat(plan.due())
                .as("the preview is the run")
                .isEqualTo(report.gone())
                .isEqualTo(6);
        assertThat(ids("Call")).containsExactly(22L);
    }

    @Test
    void theEndOfAMentionedPersonsConsentIsNoReasonForARowToGo() {
        mention(22, "agent-8", 1L);
        sojourn.consents().give(ADA, CallCentre.VOICE, Evidence.none());
        sojourn.consents().withdraw(ADA, CallCentre.VOICE);
        sweep();

        assertThat(ids("Call")).contains(22L);
    }

    @Test
    void copiesOfAMentionTheMentionAlone() {
        mention(22, "agent-8", null);
        AccessCopy copy = sojourn.rights().accessCopy(new DataSubject("agent-8", "agent", "south"));

        assertThat(copy.rows().get("Call.passedOnBy")).containsExactly(Map.of("id", 22L, "passedOnBy", "agent-8"));
        assertThat(copy.rows().get("Call")).isNullOrEmpty();
    }

    @Test
    void copiesTheRowsOfOnePersonOfOneTenant() {
        AccessCopy copy = sojourn.rights().accessCopy(NAMESAKE);

        assertThat(copy.rows().get("Call")).extracting(row -> row.get("id")).containsExactly(21L, 22L);
        assertThat(copy.rows().get("Customer")).extracting(row -> row.get("id")).containsExactly(2L);
        assertThat(copy.rows().get("Transcript"))
                .extracting(row -> row.get("words"))
                .containsExactly("words of 211");
    }

    @Test
    void takesATextThatNamesNoCustomerForNobody() {
        DataSubject stranger = new DataSubject("17", "customer", "north");
        assertThat(sojourn.rights().accessCopy(stranger).rows().values()).allMatch(List::isEmpty);
    }

    @Test
    @Upholds("ALLAI-20")
    void sweepsEachTenantByThePeriodItChose() {
        Actor desk = Actor.employee("Ioana");
        assertThatThrownBy(() -> sojourn.settings().choose("north", "call", Period.ofDays(91), desk))
                .isInstanceOf(IllegalArgumentException.class);
        sojourn.settings().choose("north", "call", Period.ofDays(30), desk);
        clock.set("2026-05-01T23:59");
        assertThat(sweep().gone()).as("kept through 1 May").isZero();
        clock.set("2026-05-02T00:00");

        var plan = sojourn.retention().preview();
        SweepReport report = sojourn.retention().sweep(plan);

        assertThat(plan.due()).isEqualTo(3);
        assertThat(report.gone()).isEqualTo(3);
        assertThat(ids("Call")).containsExactly(21L, 22L, 41L, 42L);
        clock.set("2026-07-01T00:00");
        assertThat(sweep().gone()).isEqualTo(4);
        assertThat(ids("Call")).isEmpty();
    }

    @Test
    void startsFromAnAttributeOfAnEmbeddedValue() {
        work.run(em -> {
            CallCentre.Audit audit = new CallCentre.Audit();
            audit.closedAt = Instant.parse("2025-04-10T08:00:00Z");
            em.find(CallCentre.Customer.class, 3L).audit = audit;
        });
        work.run(em -> em.remove(em.find(CallCentre.Call.class, 31L)));
        assertThat(sweep().gone()).as("kept through 10 April").isZero();
        clock.set("2026-04-11T00:00");

        assertThat(sweep().gone()).isEqualTo(1);
        assertThat(ids("Customer")).containsExactly(1L, 2L);
    }

    private SweepReport sweep() {
        return sojourn.retention().sweep(sojourn.retention().preview());
    }

    private List<Long> ids(String entity) {
        return work.call(em -> em.createQuery("select e.id from " + entity + " e order by e.id", Long.class)
                .getResultList());
    }

    private List<String> passedOn() {
        return database.texts("select concat(id, ' ', passedOnBy, ' ', version - " + TestProvider.firstVersion()
                + ") from PhoneCall where passedOnBy is not null" + " order by id");
    }

    private void mention(long id, String agent, @Nullable Long recommending) {
        database.execute("update PhoneCall set passedOnBy = '" + agent + "', recommendedBy_id = " + recommending
                + " where id = " + id);
    }

    private void branch(long id, @Nullable String tenant) {
        work.run(em -> {
            CallCentre.Branch branch = new CallCentre.Branch();
            branch.id = id;
            branch.tenant = tenant;
            em.persist(branch);
        });
    }

    private void customer(long id, long number, long branch) {
        work.run(em -> {
            CallCentre.Customer customer = new CallCentre.Customer();
            customer.id = id;
            customer.number = new CallCentre.CustomerNumber(number);
            customer.branch = em.getReference(CallCentre.Branch.class, branch);
            em.persist(customer);
        });
    }

    private void call(long id, @Nullable Long customer, @Nullable String answeredBy, @Nullable Long branch) {
        work.run(em -> {
            CallCentre.Call call = new CallCentre.Call();
            call.id = id;
            call.customer = customer == null ? null : em.getReference(CallCentre.Customer.class, customer);
            call.answeredBy = answeredBy;
            call.branch = branch == null ? null : em.getReference(CallCentre.Branch.class, branch);
            call.startedAt = SPRING;
            em.persist(call);
        });
    }

    private void transcript(long id, long call, long branch) {
        work.run(em -> {
            CallCentre.Transcript transcript = new CallCentre.Transcript();
            transcript.id = id;
            transcript.call = em.getReference(CallCentre.Call.class, call);
            transcript.branch = em.getReference(CallCentre.Branch.class, branch);
            transcript.madeAt = SPRING;
            transcript.words = "words of " + id;
            em.persist(transcript);
        });
    }

    /** Stands for files beside calls. */
    private static final class Files implements RowPart {
        private final List<Object> gone = new ArrayList<>();

        @Override
        public Class<?> owner() {
            return CallCentre.Call.class;
        }

        @Override
        public String name() {
            return "CallFile";
        }

        @Override
        public Set<Disposition> dispositions() {
            return Set.of(Disposition.DELETE);
        }

        @Override
        public long dispose(List<RowKey> rows, Disposition disposition) {
            rows.forEach(row -> gone.add(row.id()));
            return rows.size();
        }

        @Override
        public Map<String, Object> copy(RowKey row) {
            return Map.of();
        }
    }
}
