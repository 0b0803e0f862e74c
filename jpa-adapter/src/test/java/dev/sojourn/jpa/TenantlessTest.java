package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person in no tenant, asked about where every row is some tenant's: by a column, by a path, by a table's column. */
class TenantlessTest {

    private static final DataSubject NOWHERE = DataSubject.of("ada").as("customer");

    private TestDatabase database;

    @Entity(name = "Purchase")
    @Retained(rule = "order", from = "paidOn")
    static class Purchase {
        @Id
        Long id = 0L;

        @Column(name = "firm", nullable = false)
        String tenant = "";

        @SubjectRef(kind = "customer")
        @Nullable
        String customer;

        @Nullable
        LocalDate paidOn;
    }

    @Entity(name = "Branch")
    static class Branch {
        @Id
        Long id = 0L;

        @Column(nullable = false)
        String firm = "";
    }

    @Entity(name = "Visitor")
    @Retained(rule = "order", from = "seenOn")
    static class Visitor {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false)
        Branch branch = new Branch();

        @SubjectRef(kind = "customer")
        @Nullable
        String customer;

        @Nullable
        LocalDate seenOn;
    }

    /** Of the platform's own people: it has no tenant. */
    @Entity(name = "Member")
    @Retained(rule = "order", from = "leftOn")
    static class Member {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "customer")
        @Nullable
        String number;

        @Nullable
        LocalDate leftOn;
    }

    @BeforeEach
    void open() {
        database = TestDatabase.h2();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void isAnErrorWhereAColumnNamesEachRowsTenant() {
        refuses("tenant", Purchase.class);
    }

    @Test
    void isAnErrorWhereAPathLeadsEachRowToItsTenant() {
        refuses("branch.firm", Visitor.class, Branch.class);
    }

    @Test
    void isAnErrorWhereATablesColumnNamesEachRowsTenant() {
        database.execute("create table legacy_order (id bigint primary key, firm varchar(40) not null,"
                + " customer varchar(40), paid_on date)");
        try (EntityManagerFactory unit = database.open(Branch.class)) {
            refuses(JpaStores.of(JpaUnitOfWork.of(unit))
                    .tables(TableStore.of("legacy_order")
                            .subject("customer", "customer")
                            .tenant("firm")
                            .retained("order", "paid_on")));
        }
    }

    @Test
    void isAnswerableWhereSomeDataHasNoTenant() {
        try (EntityManagerFactory unit = database.open(Purchase.class, Member.class)) {
            database.execute("insert into Member(id, number, leftOn) values (1, 'ada', null)");
            Sojourn sojourn = over(JpaStores.of(JpaUnitOfWork.of(unit)).tenantAttribute("tenant"));

            assertThat(sojourn.rights().accessCopy(NOWHERE).rows()).containsOnlyKeys("Member");
        }
    }

    private void refuses(String tenant, Class<?>... entities) {
        try (EntityManagerFactory unit = database.open(entities)) {
            refuses(JpaStores.of(JpaUnitOfWork.of(unit)).tenantAttribute(tenant));
        }
    }

    private static void refuses(JpaStores stores) {
        Sojourn sojourn = over(stores);
        assertThatThrownBy(() -> sojourn.rights().accessCopy(NOWHERE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is some tenant's, and the subject is in none")
                .hasMessageNotContaining("ada");
        assertThatThrownBy(() -> sojourn.rights().planErasure(NOWHERE, ErasureGround.NO_LONGER_NECESSARY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(sojourn.rights().accessCopy(NOWHERE.in("north")).rows()).isEmpty();
    }

    private static Sojourn over(JpaStores stores) {
        return Sojourn.builder(policy())
                .stores(stores)
                .clock(HandMovedClock.at("2026-02-01T00:00", "Europe/Bucharest"))
                .build();
    }

    private static Policy policy() {
        Purpose trade = Purpose.of("trade").titled("Sell").on(LegalBasis.CONTRACT);
        return Policy.builder("orders")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Shop").contact("desk@shop.example").country("RO"))
                .purposes(trade)
                .retain(RetentionRule.atMost("order", Period.ofDays(30))
                        .serving(trade)
                        .because("section 1"))
                .build();
    }
}
