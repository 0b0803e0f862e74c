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
import dev.sojourn.register.Gap;
import dev.sojourn.register.PersonalDataModel;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.ErasureReport;
import dev.sojourn.testkit.HandMovedClock;
import dev.sojourn.testkit.Upholds;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Envers remembers of a row outlives it under a rule of its own, counted from each revision. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PastStatesTest {

    private static final Map<String, ?> ENVERS = Map.of("hibernate.integration.envers.enabled", "true");
    private static final DataSubject ADA = new DataSubject("ada@example.org", "user", "acme");

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private HandMovedClock clock;
    private Sojourn sojourn;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @Entity(name = "Login")
    @Audited
    @Retained(rule = "account", from = "closedOn")
    static class Login {
        @Id
        Long id = 0L;

        String tenant = "acme";

        @SubjectRef(kind = "user")
        @Nullable
        String email;

        @Nullable
        String name;

        String role = "";

        @Nullable
        LocalDate closedOn;
    }

    /** Remembers a collection. */
    @Entity(name = "Team")
    @Audited
    @Retained(rule = "account", from = "closedOn")
    static class Team {
        @Id
        Long id = 0L;

        @Nullable
        LocalDate closedOn;

        @ElementCollection
        Set<String> members = new HashSet<>();
    }

    /** Remembers nothing. */
    @Entity(name = "Badge")
    @Retained(rule = "account", from = "closedOn")
    static class Badge {
        @Id
        Long id = 0L;

        @Nullable
        LocalDate closedOn;
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open(ENVERS, Login.class);
        work = JpaUnitOfWork.of(unit);
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    /** Two people whose accounts close on 2 August; each was changed in March and again in July. */
    @BeforeEach
    void fill() {
        database.empty();
        List.of("Login_AUD", "Login").forEach(table -> database.execute("delete from " + table));
        for (long id = 1; id <= 2; id++) {
            long number = id;
            work.run(entityManager -> {
                Login login = new Login();
                login.id = number;
                login.email = number == 1 ? "ada@example.org" : "bob@example.org";
                login.name = number == 1 ? "Ada Albu" : "Bob Banu";
                login.role = "reader";
                login.closedOn = number == 1 ? LocalDate.of(2026, 8, 1) : null;
                entityManager.persist(login);
            });
            work.run(entityManager -> entityManager.find(Login.class, number).role = "writer");
        }
        revisedOn("2026-03-10", "reader");
        revisedOn("2026-07-20", "writer");
        clock = HandMovedClock.at("2026-08-31T23:59", "Europe/Bucharest");
        sojourn = Sojourn.builder(policy()).stores(stores()).clock(clock).build();
    }

    private JpaStores stores() {
        // tag::past[]
        return JpaStores.of(work)
                .tenantAttribute("tenant")
                .pastStates(PastStates.of(Login.class).retained("audit-log").clearing("name", "email"));
        // end::past[]
    }

    private void revisedOn(String day, String role) {
        long millis = LocalDate.parse(day)
                .atTime(10, 0)
                .atZone(ZoneId.of("Europe/Bucharest"))
                .toInstant()
                .toEpochMilli();
        database.execute("update REVINFO set REVTSTMP = " + millis
                + " where REV in (select REV from Login_AUD where role = '" + role + "')");
    }

    @Test
    @Upholds("QLUSTER-02")
    void auditRowsSurviveTheirAccountForTwelveMonthsUnderTheRowsIdAlone() {
        assertThat(sweep().gone()).isZero();
        clock.set("2026-09-01T00:00");
        SweepReport report = sweep();

        assertThat(database.texts("select id from Login")).containsExactly("2");
        assertThat(report.steps())
                .anySatisfy(step -> assertThat(step.disposed())
                        .containsEntry("Login", 1L)
                        .containsEntry("Login_AUD cleared", 2L)
                        .doesNotContainKey("Login_AUD"));
        assertThat(roles(1)).containsExactly("reader", "writer");
        assertThat(database.rows("Login_AUD where id = 1").toString()).doesNotContain("ada", "Albu");
        assertThat(database.rows("Login_AUD where id = 2").toString()).contains("bob", "Banu");

        clock.set("2027-03-10T23:59");
        assertThat(sweep().gone()).isZero();
        clock.set("2027-03-11T00:00");
        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.steps())
                .filteredOn(step -> step.entity().equals("Login_AUD"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.due()).isEqualTo(2);
                    assertThat(step.line("acme")).isPresent();
                });
        sojourn.retention().sweep(plan);
        assertThat(roles(1)).containsExactly("writer");
        assertThat(roles(2)).containsExactly("writer");
        clock.set("2027-07-21T00:00");
        sweep();
        assertThat(database.rows("Login_AUD")).isEmpty();
    }

    @Test
    @Upholds("QLUSTER-02")
    void anErasureLeavesTheAuditRowsToTheirFloorWithoutTheirPerson() {
        ErasureReport report = sojourn.rights().erase(sojourn.rights().planErasure(ADA, ErasureGround.ACCOUNT_CLOSED));

        assertThat(report.erased()).containsEntry("Login", 1L).containsEntry("Login_AUD cleared", 2L);
        assertThat(roles(1)).containsExactly("reader", "writer");
        assertThat(database.rows("Login_AUD where id = 1").toString()).doesNotContain("ada", "Albu");
    }

    @Test
    void auditRowsThatAreNotClearedStayThePersonsAndAreCopiedAndKeptByTheirFloor() {
        Sojourn whole = Sojourn.builder(policy())
                .stores(JpaStores.of(work)
                        .tenantAttribute("tenant")
                        .pastStates(PastStates.of(Login.class).retained("audit-log")))
                .clock(clock)
                .build();
        assertThat(whole.rights().accessCopy(ADA).rows().get("Login_AUD"))
                .hasSize(2)
                .allSatisfy(copy ->
                        assertThat(copy).containsEntry("name", "Ada Albu").doesNotContainKey("rev"));
        ErasureReport report = whole.rights().erase(whole.rights().planErasure(ADA, ErasureGround.ACCOUNT_CLOSED));

        assertThat(report.erased()).containsEntry("Login", 1L).doesNotContainKey("Login_AUD");
        assertThat(report.kept()).allSatisfy(kept -> {
            assertThat(kept.entity()).isEqualTo("Login_AUD");
            assertThat(kept.reason()).isEqualTo(KeepReason.FLOOR);
        });
        assertThat(report.kept())
                .extracting(kept -> kept.through().orElseThrow())
                .containsExactlyInAnyOrder(LocalDate.of(2027, 3, 10), LocalDate.of(2027, 7, 20));
        clock.set("2027-03-11T00:00");
        assertThat(whole.rights()
                        .erase(whole.rights().planErasure(ADA, ErasureGround.ACCOUNT_CLOSED))
                        .erased())
                .containsEntry("Login_AUD", 1L);
        assertThat(roles(1)).containsExactly("writer");
    }

    @Test
    void coverageListsPastStatesUnderTheirOwnRule() {
        PersonalDataModel model = stores().personalData(policy());

        assertThat(model.field("Login_AUD", "name"))
                .hasValueSatisfying(field -> assertThat(field.rules()).containsExactly("audit-log"));
        assertThat(model.findings())
                .filteredOn(finding ->
                        finding.gap() == Gap.UNMAPPED && finding.key().contains("login_aud"))
                .isEmpty();
    }

    @Test
    void refusesEverythingItCannotKeepApart() {
        try (TestDatabase other = TestDatabase.h2();
                EntityManagerFactory teams = other.open(ENVERS, Login.class, Team.class, Badge.class)) {
            List<Fault> faults = JpaStores.of(JpaUnitOfWork.of(teams))
                    .pastStates(
                            PastStates.of(Team.class).retained("audit-log"),
                            PastStates.of(Badge.class).retained("audit-log"),
                            PastStates.of(Login.class).clearing("nickname", "id"),
                            PastStates.of(Login.class).retained("audit-log"),
                            PastStates.of(String.class).retained("audit-log"))
                    .data(policy())
                    .faults();
            assertThat(faults)
                    .extracting(fault -> fault.element() + " " + fault.problem())
                    .anyMatch(fault -> fault.startsWith("past states of Team has audited collections"))
                    .anyMatch(fault -> fault.startsWith("past states of Badge is not audited"))
                    .anyMatch(fault -> fault.startsWith("past states of Login names no rule"))
                    .anyMatch(fault -> fault.startsWith("past states of Login.nickname is to be cleared"))
                    .anyMatch(fault -> fault.startsWith("past states of Login.id is to be cleared"))
                    .anyMatch(fault -> fault.startsWith("past states of Login is declared twice"))
                    .anyMatch(fault -> fault.startsWith("past states of String is no entity"))
                    .hasSize(7);
        }
    }

    private SweepReport sweep() {
        return sojourn.retention().sweep(sojourn.retention().preview());
    }

    private List<String> roles(long id) {
        return database.texts("select role from Login_AUD where id = " + id + " order by REV");
    }

    private static Policy policy() {
        Purpose service = Purpose.of("service").titled("Run accounts").on(LegalBasis.CONTRACT);
        Purpose security = Purpose.of("security")
                .titled("Trace access")
                .on(LegalBasis.LEGAL_OBLIGATION)
                .citing("law 7");
        return Policy.builder("accounts")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(
                        Party.named("Accounts").contact("desk@accounts.example").country("RO"))
                .purposes(service, security)
                .retain(RetentionRule.atMost("account", Period.ofDays(30))
                        .serving(service)
                        .because("section 1"))
                .retain(RetentionRule.exactly("audit-log", Period.ofMonths(12))
                        .serving(security)
                        .because("section 2"))
                .build();
    }
}
