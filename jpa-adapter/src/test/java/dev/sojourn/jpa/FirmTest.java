package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Explanation;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.Reckoning;
import dev.sojourn.retention.SuspendingCondition;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.testkit.HandMovedClock;
import dev.sojourn.testkit.Upholds;
import jakarta.persistence.EntityManagerFactory;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Qluster's policy promises of accounts, audit logs and inquiries, over rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirmTest {

    private static final LocalDate MARCH = LocalDate.of(2026, 3, 15);

    private final Map<String, Period> contracts = new HashMap<>();
    private final Map<DataSubject, SuspendingCondition.Span> relationships = new HashMap<>();
    private final List<Integer> asked = new ArrayList<>();
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
        unit = database.open(Firm.ENTITIES);
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
        List.of("AuditEntry", "UserAccount", "Inquiry", "LegalInquiry")
                .forEach(table -> database.execute("delete from " + table));
        contracts.clear();
        relationships.clear();
        asked.clear();
        clock = HandMovedClock.at("2026-06-01T09:00", "America/New_York");
        sojourn = Sojourn.builder(Firm.policy())
                .stores(JpaStores.of(work).tenantAttribute("tenant"))
                .clock(clock)
                .contractPeriods(this::agreed)
                .condition("commercial relationship", subjects -> {
                    Map<DataSubject, SuspendingCondition.Span> known = new HashMap<>(relationships);
                    known.keySet().retainAll(subjects);
                    return known;
                })
                .build();
    }

    private Map<String, Period> agreed(String rule, Collection<String> tenants) {
        assertThat(rule).isEqualTo("account");
        asked.add(tenants.size());
        Map<String, Period> known = new HashMap<>(contracts);
        known.keySet().retainAll(tenants);
        return known;
    }

    @Test
    @Upholds("QLUSTER-13")
    void keepsAnAccountForThePeriodInItsOwnCustomersOrderForm() {
        contracts.put("acme", Period.ofDays(45));
        contracts.put("zeta", Period.ofDays(10));
        account(1, "acme", LocalDate.of(2026, 9, 30));
        account(2, "zeta", LocalDate.of(2026, 9, 30));
        account(3, "nemo", LocalDate.of(2026, 9, 30));
        account(4, "acme", null);
        clock.set("2026-10-01T09:00");

        Explanation first = explain(1);
        assertThat(first.lastDayKept()).contains(LocalDate.of(2026, 11, 14));
        assertThat(first.reckonings()).singleElement().satisfies(line -> {
            assertThat(line.source()).isEqualTo(Reckoning.Source.CONTRACT);
            assertThat(line.period()).contains(Period.ofDays(45));
        });
        assertThat(explain(2).lastDayKept()).contains(LocalDate.of(2026, 10, 10));
        assertThat(explain(3).reason()).contains(KeepReason.UNRESOLVED);
        assertThat(explain(4).reason()).contains(KeepReason.NOT_STARTED);
        assertThat(sojourn.retention().forecast(Period.ofDays(60)).lines())
                .filteredOn(line -> line.entity().equals("UserAccount"))
                .flatExtracting(line -> line.due().entrySet())
                .containsExactlyInAnyOrder(
                        Map.entry(LocalDate.of(2026, 11, 15), 1L), Map.entry(LocalDate.of(2026, 10, 11), 1L));

        clock.set("2026-11-14T23:59:59");
        assertThat(sweep().gone()).as("zeta's alone").isEqualTo(1);
        assertThat(ids("UserAccount")).containsExactly(1L, 3L, 4L);
        clock.set("2026-11-15T00:00");
        SweepPlan plan = sojourn.retention().preview();
        SweepPlan.Line unresolved = step(plan, "UserAccount").line("nemo").orElseThrow();
        assertThat(unresolved.kept(KeepReason.UNRESOLVED)).isEqualTo(1);
        assertThat(unresolved.source()).isEqualTo(Reckoning.Source.NO_RULE);
        assertThat(plan.due()).isEqualTo(1);
        assertThat(sojourn.retention().sweep(plan).gone()).isEqualTo(1);
        clock.set("2046-11-15T00:00");
        assertThat(sweep().gone()).isZero();
        assertThat(ids("UserAccount")).as("no value, or not ended").containsExactly(3L, 4L);
    }

    @Test
    void takesTheContractAsItStandsWhenTheRunComesToTheRow() {
        contracts.put("acme", Period.ofDays(45));
        account(1, "acme", LocalDate.of(2026, 9, 30));
        clock.set("2026-11-15T00:00");
        SweepPlan plan = sojourn.retention().preview();
        contracts.put("acme", Period.ofDays(60));

        SweepReport report = sojourn.retention().sweep(plan);

        assertThat(report.gone()).isZero();
        assertThat(ids("UserAccount")).containsExactly(1L);
        contracts.put("acme", Period.ofDays(-1));
        assertThat(explain(1).reason())
                .as("no period that ends in the past is believed")
                .contains(KeepReason.UNRESOLVED);
        assertThat(sweep().gone()).isZero();
    }

    @Test
    void asksForAThousandTenantsAtATime() {
        work.run(entityManager -> {
            for (int i = 0; i < 2_500; i++) {
                Firm.UserAccount account = new Firm.UserAccount();
                account.id = (long) i;
                account.login = "u" + i;
                account.tenant = "t" + i;
                account.agreementEnded = MARCH;
                entityManager.persist(account);
                contracts.put("t" + i, Period.ofDays(30 + i % 2));
            }
        });
        clock.set("2026-04-15T00:00");
        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(1_250);
        assertThat(asked).as("pages of the preview").containsExactly(1_000, 1_000, 500);
        asked.clear();

        assertThat(sojourn.retention().sweep(plan).gone()).isEqualTo(1_250);
        assertThat(asked.stream().mapToInt(Integer::intValue).sum())
                .as("only the tenants of the rows it came to")
                .isEqualTo(1_250);
        assertThat(asked).as("one page a batch").hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void reportsAsFailedAndKeepsWhatAContractThatCannotBeReadWouldMakeDue() {
        Sojourn broken = Sojourn.builder(Firm.policy())
                .stores(JpaStores.of(work).tenantAttribute("tenant"))
                .clock(clock)
                .contractPeriods((rule, tenants) -> {
                    throw new IllegalStateException("Ada's contract is torn");
                })
                .condition("commercial relationship", subjects -> Map.of())
                .build();
        contracts.put("acme", Period.ofDays(45));
        account(1, "acme", LocalDate.of(2026, 9, 30));
        inquiry(1, "u1", MARCH);
        clock.set("2028-03-16T00:00");
        SweepPlan good = sojourn.retention().preview();

        SweepPlan plan = broken.retention().preview();
        assertThat(plan.failures()).singleElement().satisfies(step -> {
            assertThat(step.entity()).isEqualTo("UserAccount");
            assertThat(step.failure().orElseThrow())
                    .contains("contract periods of rule 'account'")
                    .doesNotContain("Ada");
        });
        assertThat(broken.retention().sweep(good).failures())
                .as("a contract that cannot be read any more")
                .extracting(SweepReport.Step::entity)
                .containsExactly("UserAccount");
        assertThat(ids("UserAccount")).containsExactly(1L);
        assertThat(ids("Inquiry")).as("the other rule goes on").isEmpty();
    }

    @Test
    @Upholds("QLUSTER-02")
    void leavesTheAuditLogOfAnAccountThatIsGone() {
        contracts.put("acme", Period.ofDays(31));
        account(1, "acme", LocalDate.of(2026, 7, 31));
        account(2, "acme", null);
        audit(11, 1, LocalDate.of(2026, 7, 20));
        audit(12, 2, LocalDate.of(2026, 7, 20));
        clock.set("2026-08-31T23:59:59");
        assertThat(sweep().gone()).isZero();

        clock.set("2026-09-01T00:00");
        assertThat(sweep().gone()).isEqualTo(1);
        assertThat(ids("UserAccount")).containsExactly(2L);
        assertThat(database.texts("select id from AuditEntry where account_id is null"))
                .containsExactly("11");
        assertThat(database.texts("select id from AuditEntry where account_id = 2"))
                .containsExactly("12");

        clock.set("2027-07-20T23:59:59");
        assertThat(sweep().gone()).isZero();
        clock.set("2027-07-21T00:00");
        assertThat(sweep().gone()).isEqualTo(2);
        assertThat(ids("AuditEntry")).isEmpty();
    }

    @Test
    @Upholds("QLUSTER-02")
    void keepsTheAuditLogOfAnErasedAccountUnderAPseudonymWhereOneIsDeclared() {
        account(1, "acme", null);
        account(2, "acme", null);
        audit(11, 1, LocalDate.of(2026, 5, 20));
        audit(12, 2, LocalDate.of(2026, 5, 20));
        DataSubject first = new DataSubject("u1", "", "acme");

        sojourn.rights().erase(sojourn.rights().planErasure(first, ErasureGround.ACCOUNT_CLOSED));

        assertThat(ids("UserAccount")).containsExactly(2L);
        assertThat(ids("AuditEntry")).containsExactly(11L, 12L);
        assertThat(database.texts("select email from AuditEntry where id = 11"))
                .singleElement()
                .satisfies(email -> assertThat(email).endsWith(".invalid").doesNotContain("u1"));
        assertThat(database.texts("select email from AuditEntry where id = 12")).containsExactly("u2@acme.example");
    }

    @Test
    @Upholds("QLUSTER-10")
    void keepsAnInquiryTwentyFourMonthsFromItsLastMailWhichMoves() {
        inquiry(1, "u1", MARCH);
        inquiry(2, "u2", MARCH);
        inquiry(3, "u3", LocalDate.of(2028, 2, 29));
        clock.set("2027-11-30T09:00");
        inquiry(2, "u2", LocalDate.of(2027, 11, 30));

        assertGoesRightAfter("Inquiry", 1, LocalDate.of(2028, 3, 15));
        assertGoesRightAfter("Inquiry", 2, LocalDate.of(2029, 11, 30));
        assertGoesRightAfter("Inquiry", 3, LocalDate.of(2030, 2, 28));
    }

    @Test
    @Upholds("QLUSTER-11")
    void keepsAnInquiryAsLongAsTheLawWantsIt() {
        work.run(entityManager -> {
            Firm.LegalInquiry inquiry = new Firm.LegalInquiry();
            inquiry.id = 1L;
            inquiry.tenant = "acme";
            inquiry.sender = "u1";
            inquiry.receivedOn = MARCH;
            inquiry.lastMail = MARCH;
            entityManager.persist(inquiry);
        });
        clock.set("2028-06-01T09:00");
        Explanation explanation = sojourn.retention().explain(Firm.LegalInquiry.class, 1L);
        assertThat(explanation.reason()).contains(KeepReason.FLOOR);
        assertThat(explanation.decidedBy()).isEqualTo("legal-inquiry-law");
        assertThat(explanation.lastDayKept()).contains(LocalDate.of(2029, 3, 15));
        assertThat(sojourn.retention().preview().kept(KeepReason.FLOOR)).isEqualTo(1);
        assertGoesRightAfter("LegalInquiry", 1, LocalDate.of(2029, 3, 15));
    }

    @Test
    @Upholds("QLUSTER-12")
    void defersAnInquirysEndWhileTheRelationshipLasts() {
        relationships.put(
                new DataSubject("u1", "", "acme"),
                new SuspendingCondition.Span(LocalDate.of(2027, 1, 10), Optional.of(LocalDate.of(2029, 6, 30))));
        inquiry(1, "u1", MARCH);
        inquiry(2, "u2", MARCH);
        clock.set("2028-03-16T00:00");
        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.kept(KeepReason.SUSPENDED)).isEqualTo(1);
        assertThat(sojourn.retention().sweep(plan).gone()).isEqualTo(1);
        assertThat(ids("Inquiry")).as("nobody else's is deferred").containsExactly(1L);
        assertThat(sojourn.retention().explain(Firm.Inquiry.class, 1L).lastDayKept())
                .contains(LocalDate.of(2029, 6, 30));
        assertGoesRightAfter("Inquiry", 1, LocalDate.of(2029, 6, 30));
    }

    private void assertGoesRightAfter(String entity, long id, LocalDate lastDayKept) {
        clock.set(lastDayKept + "T23:59:59");
        sweep();
        assertThat(ids(entity)).contains(id);
        clock.set(lastDayKept.plusDays(1) + "T00:00");
        SweepPlan plan = sojourn.retention().preview();
        assertThat(sojourn.retention().sweep(plan).gone()).isEqualTo(plan.due());
        assertThat(ids(entity)).doesNotContain(id);
    }

    private SweepReport sweep() {
        return sojourn.retention().sweep(sojourn.retention().preview());
    }

    private Explanation explain(long account) {
        return sojourn.retention().explain(Firm.UserAccount.class, account);
    }

    private static SweepPlan.Step step(SweepPlan plan, String entity) {
        return plan.steps().stream()
                .filter(step -> step.entity().equals(entity))
                .findFirst()
                .orElseThrow();
    }

    private List<Long> ids(String entity) {
        return database.texts("select id from " + entity + " order by id").stream()
                .map(Long::valueOf)
                .toList();
    }

    private void account(long id, String tenant, @Nullable LocalDate ended) {
        work.run(entityManager -> {
            Firm.UserAccount account = new Firm.UserAccount();
            account.id = id;
            account.tenant = tenant;
            account.login = "u" + id;
            account.agreementEnded = ended;
            entityManager.persist(account);
        });
    }

    private void audit(long id, long account, LocalDate day) {
        work.run(entityManager -> {
            Firm.AuditEntry entry = new Firm.AuditEntry();
            entry.id = id;
            entry.tenant = "acme";
            entry.login = "u" + account;
            entry.loggedOn = day;
            entry.email = "u" + account + "@acme.example";
            entry.account = entityManager.find(Firm.UserAccount.class, account);
            entityManager.persist(entry);
        });
    }

    private void inquiry(long id, String sender, LocalDate lastMail) {
        work.run(entityManager -> {
            Firm.Inquiry inquiry = new Firm.Inquiry();
            inquiry.id = id;
            inquiry.tenant = "acme";
            inquiry.sender = sender;
            inquiry.lastMail = lastMail;
            entityManager.merge(inquiry);
        });
    }
}
