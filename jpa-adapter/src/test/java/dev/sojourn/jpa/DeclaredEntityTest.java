package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Source;
import dev.sojourn.register.Gap;
import dev.sojourn.register.PersonalDataModel;
import dev.sojourn.register.PersonalField;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.AccessCopy;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is declared in Java for a class nobody can annotate means what the annotations would. */
class DeclaredEntityTest {

    private static final Purpose SELLING = Purpose.of("selling").on(LegalBasis.CONTRACT);

    private final Policy policy = Policy.builder("A shop with old entities")
            .version("1")
            .zone("Europe/Bucharest")
            .controller(Party.named("A shop").contact("privacy@shop.example"))
            .purposes(SELLING)
            .retain(RetentionRule.atMost("customer", Period.ofYears(3))
                    .serving(SELLING)
                    .because("nobody asks later"))
            .build();

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaStores stores;
    private JpaUnitOfWork work;

    @BeforeEach
    void open() {
        database = TestDatabase.h2();
        unit = database.open(LegacyCustomer.class, LegacyOrder.class, LegacyTicket.class);
        work = JpaUnitOfWork.of(unit);
        // tag::declared[]
        DeclaredEntity customer = DeclaredEntity.of(LegacyCustomer.class)
                .retained("customer", "createdOn")
                .subject("number", "customer")
                .category("contact", Source.SUBJECT, "phone", "home.street")
                .notPersonal("colour", "of the folder");
        stores = JpaStores.of(work)
                .declaring(
                        customer,
                        DeclaredEntity.of(LegacyOrder.class).goingWith("customer"),
                        DeclaredEntity.of(LegacyTicket.class).unlinking("customer"));
        // end::declared[]
    }

    @AfterEach
    void close() {
        unit.close();
        database.close();
    }

    @Test
    void sweepsWhatIsDeclaredWithWhatGoesWithItAndUnlinksTheRest() {
        insert(1, LocalDate.of(2020, 1, 1));
        insert(2, LocalDate.of(2025, 1, 1));
        Sojourn sojourn = Sojourn.builder(policy)
                .stores(stores)
                .clock(HandMovedClock.at("2025-06-01T00:00", "Europe/Bucharest"))
                .build();

        SweepReport report = sojourn.retention().sweep(sojourn.retention().preview());

        assertThat(report.gone()).isEqualTo(1);
        assertThat(database.texts("select id from LegacyCustomer")).containsExactly("2");
        assertThat(database.texts("select id from LegacyOrder")).containsExactly("2");
        assertThat(database.texts("select customer_id from LegacyTicket order by id"))
                .containsExactly(null, "2");
    }

    @Test
    void copiesWhatIsDeclaredPersonal() {
        insert(1, LocalDate.of(2025, 1, 1));
        Sojourn sojourn = Sojourn.builder(policy).stores(stores).build();

        AccessCopy copy = sojourn.rights().accessCopy(DataSubject.of("C-1").as("customer"));

        Map<String, Object> row = copy.rows().get("LegacyCustomer").get(0);
        assertThat(row).containsEntry("phone", "0700").doesNotContainKey("colour");
    }

    @Test
    void coversWhatIsDeclared() {
        PersonalDataModel model = stores.personalData(policy);

        assertThat(model.findings(Gap.MISSING, Gap.SUSPECT)).isEmpty();
        assertThat(model.field("LegacyCustomer", "phone")).hasValueSatisfying(field -> {
            assertThat(field.category()).isEqualTo("contact");
            assertThat(field.source()).contains(Source.SUBJECT);
            assertThat(field.rules()).containsExactly("customer");
        });
        assertThat(model.field("LegacyCustomer", "home.street").map(PersonalField::category))
                .contains("contact");
        assertThat(model.field("LegacyCustomer", "colour")).isEmpty();
        assertThat(model.field("LegacyOrder", "wish").map(PersonalField::rules)).contains(List.of("customer"));
    }

    @Test
    void refusesADeclarationThatNothingWouldRead() {
        DeclaredEntity customer = DeclaredEntity.of(LegacyCustomer.class);
        JpaStores faulty = JpaStores.of(work)
                .declaring(customer.notPersonal("shade", "a colour"), DeclaredEntity.of(String.class), customer);

        assertThatThrownBy(() -> Sojourn.builder(policy).stores(faulty).build())
                .isInstanceOf(FaultyDeclaration.class)
                .hasMessageContaining("LegacyCustomer.shade")
                .hasMessageContaining("has no such attribute")
                .hasMessageContaining("declaration of String")
                .hasMessageContaining("is given twice");
    }

    private void insert(long id, LocalDate createdOn) {
        work.run(em -> {
            LegacyCustomer person = new LegacyCustomer();
            person.id = id;
            person.number = "C-" + id;
            person.createdOn = createdOn;
            em.persist(person);
            LegacyOrder order = new LegacyOrder();
            order.id = id;
            order.customer = person;
            em.persist(order);
            LegacyTicket ticket = new LegacyTicket();
            ticket.id = id;
            ticket.customer = person;
            em.persist(ticket);
        });
    }

    @Entity(name = "LegacyCustomer")
    static class LegacyCustomer {
        @Id
        Long id = 0L;

        String number = "";

        String phone = "0700";

        String colour = "red";

        @Nullable
        LocalDate createdOn;

        @Embedded
        Home home = new Home();
    }

    @Embeddable
    static class Home {
        String street = "";
    }

    @Entity(name = "LegacyOrder")
    static class LegacyOrder {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false)
        @Nullable
        LegacyCustomer customer;

        String wish = "";
    }

    @Entity(name = "LegacyTicket")
    static class LegacyTicket {
        @Id
        Long id = 0L;

        @ManyToOne
        @Nullable
        LegacyCustomer customer;
    }
}
