package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host whose tenants have a database each, with Sojourn's tables in it, and a Sojourn over each. */
class TenantDatabasesTest {

    private final Schemas tenants = new Schemas("north", "south");
    private final Map<String, TestDatabase> databases = new LinkedHashMap<>();
    private final Map<String, Sojourn> sojourns = new LinkedHashMap<>();
    private EntityManagerFactory unit;
    private HandMovedClock clock;

    @Entity(name = "Ticket")
    @Retained(rule = "ticket", from = "closedOn")
    static class Ticket {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "customer")
        @Nullable
        String customer;

        @Nullable
        LocalDate closedOn;
    }

    @BeforeEach
    void open() {
        clock = HandMovedClock.at("2026-02-15T00:00", "Europe/Bucharest");
        for (String tenant : tenants.tenants()) {
            TestDatabase database = TestDatabase.h2();
            databases.put(tenant, database);
            database.execute("create table Ticket (id bigint primary key, customer varchar(40), closedOn date)");
            database.execute("insert into Ticket values (1, 'ada', date '2026-01-15'), (2, 'bob', null)");
        }
        unit = databases
                .get("north")
                .open(
                        tenants.settings(databases.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> entry.getValue().pool()))),
                        Ticket.class);
        // tag::sojourns[]
        JpaUnitOfWork work = JpaUnitOfWork.of(unit);
        for (String tenant : tenants.tenants()) {
            sojourns.put(
                    tenant,
                    Sojourn.builder(policy())
                            .stores(JpaStores.of(work.inTenant(tenants, tenant)))
                            .clock(clock)
                            .build());
        }
        // end::sojourns[]
    }

    @AfterEach
    void close() {
        unit.close();
        databases.values().forEach(TestDatabase::close);
    }

    @Test
    void eachDatabaseIsSweptByItsOwnPeriodAndKeepsItsOwnRecord() {
        sojourn("north").settings().choose("north", "ticket", Period.ofDays(30), Actor.employee("Ioana"));
        for (Sojourn sojourn : sojourns.values()) {
            SweepPlan plan = sojourn.retention().preview();
            sojourn.retention().sweep(plan);
        }

        assertThat(rows("north")).containsExactly("2");
        assertThat(rows("south")).containsExactly("1", "2");
        assertThat(batches("north")).isEqualTo(1);
        assertThat(batches("south")).isZero();
    }

    @Test
    void rowsBelongToTheTenantTheirDatabaseIsOf() {
        DataSubject ada = new DataSubject("ada", "customer", "south");
        assertThat(sojourn("south").rights().accessCopy(ada).rows().get("Ticket"))
                .hasSize(1);
        assertThat(sojourn("north").rights().accessCopy(ada).rows()).isEmpty();
        sojourn("south").rights().erase(sojourn("south").rights().planErasure(ada, ErasureGround.NO_LONGER_NECESSARY));

        assertThat(rows("north")).containsExactly("1", "2");
        assertThat(rows("south")).containsExactly("2");
    }

    @Test
    void aDatabaseThatIsDownLeavesTheOthersToTheirSweep() {
        clock.set("2027-02-01T00:00");
        databases.get("north").execute("drop table sojourn_run");
        assertThatThrownBy(() -> sojourn("north").retention().preview()).hasMessageContaining("sojourn_run");
        sojourn("south").retention().sweep(sojourn("south").retention().preview());

        assertThat(rows("south")).containsExactly("2");
    }

    @Test
    void refusesToEnterOtherTenantsFromUnitsThatAreAllInOne() {
        JpaUnitOfWork north = JpaUnitOfWork.of(unit).inTenant(tenants, "north");

        assertThatThrownBy(() -> JpaStores.of(north).tenants(tenants))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("inTenant");
    }

    private Sojourn sojourn(String tenant) {
        return sojourns.get(tenant);
    }

    private List<String> rows(String tenant) {
        return databases.get(tenant).texts("select id from Ticket order by id");
    }

    private long batches(String tenant) {
        return databases
                .get(tenant)
                .rows("sojourn_ledger where entry_kind = 'BATCH_DISPOSED'")
                .size();
    }

    private static Policy policy() {
        Purpose help = Purpose.of("help").titled("Help customers").on(LegalBasis.CONTRACT);
        return Policy.builder("tickets")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(
                        Party.named("Tickets").contact("desk@tickets.example").country("RO"))
                .purposes(help)
                .retain(RetentionRule.atMost("ticket")
                        .chosenByTenant(Period.ofDays(30), Period.ofDays(365))
                        .serving(help)
                        .because("section 1"))
                .build();
    }
}
