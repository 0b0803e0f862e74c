package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows may say whom they are about through a row that refers to them, as long as that one cannot go before them. */
class OneToOnePathTest {

    @Test
    void erasesByTheRowThatRefersToItsOwner() {
        try (TestDatabase database = TestDatabase.h2();
                EntityManagerFactory unit = database.open(Locker.class, Label.class)) {
            JpaUnitOfWork work = JpaUnitOfWork.of(unit);
            Sojourn sojourn = Sojourn.builder(policy())
                    .stores(JpaStores.of(work))
                    .clock(HandMovedClock.at("2026-07-01T12:00", "Europe/Bucharest"))
                    .build();
            for (int id = 1; id <= 2; id++) {
                database.execute("insert into Locker(id, closedOn) values (" + id + ", date '2026-06-30')");
                database.execute(
                        "insert into Label(id, locker_id, owner) values (" + id + ", " + id + ", 'u" + id + "')");
            }

            assertThat(sojourn.rights()
                            .erase(sojourn.rights()
                                    .planErasure(
                                            new DataSubject("u1", "member", ""), ErasureGround.NO_LONGER_NECESSARY))
                            .erased())
                    .containsEntry("Locker", 1L)
                    .containsEntry("Label", 1L);
            assertThat(database.texts("select owner from Label")).containsExactly("u2");
            assertThat(database.texts("select id from Locker")).containsExactly("2");
        }
    }

    @Test
    void refusesAWayOverARowThatMayGoFirst() {
        try (TestDatabase database = TestDatabase.h2();
                EntityManagerFactory unit =
                        database.open(Room.class, Plate.class, Bench.class, Mark.class, Yard.class)) {
            List<Fault> faults =
                    JpaStores.of(JpaUnitOfWork.of(unit)).data(policy()).faults();

            assertThat(faults)
                    .extracting(Fault::element)
                    .containsExactlyInAnyOrder("Room.plate.owner", "Bench.mark.owner");
            assertThat(faults).allSatisfy(fault -> {
                assertThat(fault.problem()).contains("which may go first: the row would be left about nobody");
                assertThat(fault.mend()).contains("keep the reference in the row itself");
            });
            assertThat(faults).extracting(Fault::problem).anyMatch(problem -> problem.contains("Room.plate is mapped"));
        }
    }

    private static Policy policy() {
        Purpose service = Purpose.of("service").titled("Serve").on(LegalBasis.CONTRACT);
        return Policy.builder("club")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Club").contact("desk@club.example").country("RO"))
                .purposes(service)
                .retain(RetentionRule.atMost("club", Period.ofDays(30))
                        .serving(service)
                        .because("section 1"))
                .build();
    }

    @Entity(name = "Locker")
    @Retained(rule = "club", from = "closedOn")
    @SubjectRef(path = "label.owner", kind = "member")
    static class Locker {
        @Id
        Long id = 0L;

        @Nullable
        LocalDate closedOn;

        @OneToOne(mappedBy = "locker", cascade = CascadeType.REMOVE)
        @Nullable
        Label label;
    }

    /** Goes with its locker alone. */
    @Entity(name = "Label")
    static class Label {
        @Id
        Long id = 0L;

        @OneToOne(fetch = FetchType.LAZY)
        @Nullable
        Locker locker;

        @Nullable
        String owner;
    }

    @Entity(name = "Room")
    @Retained(rule = "club", from = "closedOn")
    @SubjectRef(path = "plate.owner", kind = "member")
    static class Room {
        @Id
        Long id = 0L;

        @Nullable
        LocalDate closedOn;

        @OneToOne(mappedBy = "room", cascade = CascadeType.REMOVE)
        @Nullable
        Plate plate;
    }

    /** Is its owner's as well. */
    @Entity(name = "Plate")
    static class Plate {
        @Id
        Long id = 0L;

        @OneToOne(fetch = FetchType.LAZY)
        @Nullable
        Room room;

        @SubjectRef(kind = "member")
        @Nullable
        String owner;
    }

    @Entity(name = "Bench")
    @Retained(rule = "club", from = "closedOn")
    @SubjectRef(path = "mark.owner", kind = "member")
    static class Bench {
        @Id
        Long id = 0L;

        @Nullable
        LocalDate closedOn;

        @OneToOne(mappedBy = "bench")
        @Nullable
        Mark mark;
    }

    /** Goes with its yard. */
    @Entity(name = "Mark")
    @Retained(with = "yard")
    static class Mark {
        @Id
        Long id = 0L;

        @OneToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.UNLINK)
        @Nullable
        Bench bench;

        @OneToOne(fetch = FetchType.LAZY)
        @Nullable
        Yard yard;

        @Nullable
        String owner;
    }

    @Entity(name = "Yard")
    @Retained(rule = "club", from = "closedOn")
    static class Yard {
        @Id
        Long id = 0L;

        @Nullable
        LocalDate closedOn;
    }
}
