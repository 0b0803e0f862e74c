package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.ledger.StoreException;
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
import dev.sojourn.testkit.Upholds;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.hibernate.annotations.TenantId;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.hibernate.engine.jdbc.connections.spi.AbstractDataSourceBasedMultiTenantConnectionProviderImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A provider that shows each session its own tenant's rows alone, and a sweep in a session that is in no tenant. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantFilterTest {

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private HandMovedClock clock;
    private Sojourn sojourn;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    /** Belongs to whichever firm the session is in. */
    @Entity(name = "Ticket")
    @Retained(rule = "ticket", from = "closedOn")
    static class Ticket {
        @Id
        Long id = 0L;

        @TenantId
        @Nullable
        String firm;

        @SubjectRef(kind = "customer")
        @Nullable
        String customer;

        @Nullable
        LocalDate closedOn;

        @ElementCollection
        Set<String> tags = new HashSet<>();
    }

    /** Says that a thread is in no tenant, as a scheduler's is. */
    static final class InNone implements CurrentTenantIdentifierResolver<String> {
        @Override
        public String resolveCurrentTenantIdentifier() {
            return "nobody";
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return false;
        }
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open(Map.of("hibernate.tenant_identifier_resolver", new InNone()), Ticket.class);
        work = JpaUnitOfWork.of(unit);
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @BeforeEach
    void fill() {
        database.empty();
        database.execute("delete from Ticket_tags");
        database.execute("delete from Ticket");
        database.execute("insert into Ticket(id, firm, customer, closedOn) values"
                + " (1, 'north', 'ada', date '2026-01-15'), (2, 'south', 'ada', date '2026-01-15'),"
                + " (3, 'south', 'bob', null)");
        database.execute("insert into Ticket_tags(Ticket_id, tags) values (1, 'late'), (2, 'loud'), (3, 'new')");
        clock = HandMovedClock.at("2026-02-01T00:00", "Europe/Bucharest");
        sojourn = Sojourn.builder(policy())
                .stores(JpaStores.of(work))
                .clock(clock)
                .build();
    }

    @Test
    @Upholds("ALLAI-16")
    void sweepsEachTenantsRowsByItsOwnPeriodThoughTheSessionIsInNone() {
        Actor desk = Actor.employee("Ioana");
        for (int days : List.of(29, 366)) {
            assertThatThrownBy(() -> sojourn.settings().choose("north", "ticket", Period.ofDays(days), desk))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        sojourn.settings().choose("north", "ticket", Period.ofDays(30), desk);
        sojourn.settings().choose("south", "ticket", Period.ofDays(365), desk);
        clock.set("2026-02-14T23:59");
        assertThat(sojourn.retention().preview().due()).isZero();
        clock.set("2026-02-15T00:00");

        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.steps().get(0).lines())
                .extracting(SweepPlan.Line::tenant)
                .containsExactlyInAnyOrder("north", "south");
        assertThat(sojourn.retention().sweep(plan).gone()).isEqualTo(1);
        assertThat(database.texts("select id from Ticket order by id")).containsExactly("2", "3");
        assertThat(database.texts("select tags from Ticket_tags order by tags")).containsExactly("loud", "new");
        clock.set("2027-01-16T00:00");
        sojourn.retention().sweep(sojourn.retention().preview());
        assertThat(database.texts("select id from Ticket")).containsExactly("3");
    }

    @Test
    void erasesInThePersonsOwnTenantAlone() {
        DataSubject ada = new DataSubject("ada", "customer", "south");
        assertThat(sojourn.rights().accessCopy(ada).rows().get("Ticket")).hasSize(1);
        sojourn.rights().erase(sojourn.rights().planErasure(ada, ErasureGround.NO_LONGER_NECESSARY));

        assertThat(database.texts("select id from Ticket order by id")).containsExactly("1", "3");
    }

    /** A host whose tenants have a schema each. */
    static final class Schemas extends AbstractDataSourceBasedMultiTenantConnectionProviderImpl<String> {
        private static final long serialVersionUID = 1L;

        private final transient DataSource only;

        Schemas(DataSource only) {
            this.only = only;
        }

        @Override
        protected DataSource selectAnyDataSource() {
            return only;
        }

        @Override
        protected DataSource selectDataSource(String tenant) {
            return only;
        }
    }

    @Test
    void refusesAUnitThatSeesOneTenantsSchemaAlone() {
        try (EntityManagerFactory split = database.open(
                Map.of(
                        "hibernate.tenant_identifier_resolver",
                        new InNone(),
                        "hibernate.multi_tenant_connection_provider",
                        new Schemas(database.pool())),
                Ticket.class)) {
            assertThat(JpaStores.of(JpaUnitOfWork.of(split)).data(policy()).faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.problem()).contains("split by tenant into schemas"));
        }
    }

    @Test
    void aSubjectInNoTenantIsAnErrorWhereEveryRowIsSomeTenants() {
        DataSubject ada = DataSubject.of("ada").as("customer");

        assertThatThrownBy(() -> sojourn.rights().accessCopy(ada))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[Ticket] is some tenant's")
                .hasMessageNotContaining("ada");
        assertThatThrownBy(() -> sojourn.rights().planErasure(ada, ErasureGround.NO_LONGER_NECESSARY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aUnitThatNobodyTellsItsTenantIsAnErrorAndNeverAnEmptyPlan() {
        Undecided resolver = new Undecided();
        try (EntityManagerFactory other =
                database.open(Map.of("hibernate.tenant_identifier_resolver", resolver), Ticket.class)) {
            Sojourn late = Sojourn.builder(policy())
                    .stores(JpaStores.of(JpaUnitOfWork.of(other)))
                    .clock(clock)
                    .build();
            clock.set("2027-02-01T00:00");
            assertThat(late.retention().preview().due()).isEqualTo(2);
            resolver.tenant = null;

            assertThatThrownBy(() -> late.retention().preview()).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> late.rights().accessCopy(new DataSubject("ada", "customer", "south")))
                    .isInstanceOf(StoreException.class);
        }
    }

    /** Knows a tenant until it does not. */
    static final class Undecided implements CurrentTenantIdentifierResolver<String> {
        @Nullable
        String tenant = "nobody";

        @Override
        public @Nullable String resolveCurrentTenantIdentifier() {
            return tenant;
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return false;
        }
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
