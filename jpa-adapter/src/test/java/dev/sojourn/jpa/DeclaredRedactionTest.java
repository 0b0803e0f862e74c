package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.Redact.To;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.testkit.HandMovedClock;
import dev.sojourn.testkit.RedactionFixture;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nobody can annotate is redacted all the same, and judged by the same faults. */
class DeclaredRedactionTest {

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;

    @BeforeEach
    void open() {
        database = TestDatabase.h2();
        unit = database.open(Booking.class);
        work = JpaUnitOfWork.of(unit);
    }

    @AfterEach
    void close() {
        unit.close();
        database.close();
    }

    private static DeclaredEntity booking() {
        // tag::declared[]
        return DeclaredEntity.of(Booking.class)
                .retained("booking", "bookedOn")
                .subject("guest")
                .redacted("email", To.PLACEHOLDER)
                .redactedTo("address.city", "removed")
                .redactedInSteps("age", 10)
                .redactedBy("note", "initials", "shortened")
                .redacted("ip", To.NETWORK)
                .attributeRetained("ip", "booking-ip", "bookedOn");
        // end::declared[]
    }

    @Test
    void redactsByWhatIsDeclaredInJava() {
        work.run(entityManager -> {
            entityManager.persist(booking(1, LocalDate.of(2025, 1, 1)));
            entityManager.persist(booking(2, LocalDate.of(2026, 1, 1)));
            entityManager.persist(booking(3, LocalDate.of(2026, 5, 31)));
        });
        Sojourn sojourn = Sojourn.builder(policy())
                .stores(JpaStores.of(work)
                        .redaction("initials", RedactionFixture.INITIALS)
                        .declaring(booking()))
                .clock(HandMovedClock.at("2026-06-01T09:00", "Europe/Bucharest"))
                .build();
        sojourn.retention().sweep(sojourn.retention().preview());

        assertThat(database.texts("select ip from Booking order by id"))
                .containsExactly("203.0.113.0", "203.0.113.0", "203.0.113.77");
        assertThat(database.texts("select city from Booking order by id")).containsExactly("removed", "Cluj", "Cluj");
        assertThat(database.texts("select age from Booking order by id")).containsExactly("30", "37", "37");
        assertThat(database.texts("select note from Booking order by id"))
                .containsExactly("q.", "quiet room", "quiet room");
        assertThat(database.texts("select email from Booking order by id"))
                .satisfiesExactly(
                        email -> assertThat(email).endsWith("@gone.invalid"),
                        email -> assertThat(email).isEqualTo("g2@guests.example"),
                        email -> assertThat(email).isEqualTo("g3@guests.example"));
        assertThat(sojourn.retention().preview().due()).isZero();
    }

    @Test
    void refusesWhatAnAnnotationWouldBeRefusedFor() {
        DeclaredEntity declared = booking().redacted("id", To.NULL).redacted("nowhere", To.NULL);
        assertThat(JpaStores.of(work)
                        .redaction("initials", RedactionFixture.INITIALS)
                        .declaring(declared)
                        .data(policy())
                        .faults())
                .extracting(Fault::element)
                .containsOnly("Booking.id", "Booking.nowhere");
    }

    @Test
    void showsWhatItSaysAsItWouldBeWritten() {
        assertThat(booking().toString())
                .contains("@Redact(PLACEHOLDER)", "@Redact(CONSTANT, constant = \"removed\")", "step = 10")
                .contains("@Retained(rule = \"booking-ip\", from = \"bookedOn\")");
    }

    private static Booking booking(long id, LocalDate on) {
        Booking booking = new Booking();
        booking.id = id;
        booking.guest = "g" + id;
        booking.bookedOn = on;
        booking.email = "g" + id + "@guests.example";
        booking.address.city = "Cluj";
        return booking;
    }

    private static Policy policy() {
        Purpose service = Purpose.of("service").on(LegalBasis.CONTRACT);
        return Policy.builder("A hotel")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("A hotel").contact("desk@hotel.example").country("RO"))
                .purposes(service)
                .retain(RetentionRule.atMost("booking", Period.ofMonths(12))
                        .serving(service)
                        .then(Disposition.REDACT)
                        .because("nobody asks later"))
                .retain(RetentionRule.atMost("booking-ip", Period.ofDays(90))
                        .serving(service)
                        .governing("ip-address")
                        .then(Disposition.REDACT)
                        .because("nobody asks later"))
                .build();
    }

    /** Somebody else's class, without a word of Sojourn's. */
    @Entity(name = "Booking")
    static class Booking {
        @Id
        long id;

        String guest = "";

        LocalDate bookedOn = LocalDate.EPOCH;

        @Column(unique = true, nullable = false)
        String email = "";

        @Embedded
        Address address = new Address();

        int age = 37;

        @Nullable
        String note = "quiet room";

        boolean shortened;

        @Nullable
        String ip = "203.0.113.77";
    }

    /** Where. */
    @Embeddable
    static class Address {
        String city = "";
    }
}
