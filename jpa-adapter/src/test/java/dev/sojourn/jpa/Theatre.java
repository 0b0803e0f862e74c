package dev.sojourn.jpa;

import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A host whose rows have ids of every sort: of their own class, embedded, derived from other rows, short and spelt. */
final class Theatre {

    static final Class<?>[] ENTITIES = {
        Seat.class,
        Show.class,
        Ticket.class,
        Scan.class,
        Wardrobe.class,
        Usher.class,
        Badge.class,
        Remark.class,
        Stage.class
    };

    private Theatre() {}

    static Policy policy() {
        Purpose service = Purpose.of("service").titled("Serve").on(LegalBasis.CONTRACT);
        return Policy.builder("theatre")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(
                        Party.named("Theatre").contact("desk@theatre.example").country("RO"))
                .purposes(service)
                .retain(RetentionRule.atMost("visit", Period.ofMonths(6))
                        .serving(service)
                        .because("section 1"))
                .build();
    }

    /** Embedded: row, number and the wing it is in. */
    @Entity(name = "Seat")
    @Retained(rule = "visit", from = "heldOn")
    static class Seat {
        @EmbeddedId
        SeatId id = new SeatId();

        @SubjectRef
        String holder = "";

        LocalDate heldOn = LocalDate.EPOCH;

        @ElementCollection
        Set<String> wishes = new HashSet<>();

        @OneToMany(mappedBy = "seat", cascade = CascadeType.ALL)
        List<Ticket> tickets = new ArrayList<>();
    }

    /** Where a seat is. */
    @Embeddable
    static class SeatId implements Serializable {
        private static final long serialVersionUID = 1L;

        @Enumerated(EnumType.STRING)
        Wing wing = Wing.LEFT;

        String line = "";
        int number;

        SeatId() {}

        SeatId(Wing wing, String line, int number) {
            this.wing = wing;
            this.line = line;
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SeatId id && wing == id.wing && line.equals(id.line) && number == id.number;
        }

        @Override
        public int hashCode() {
            return Objects.hash(wing, line, number);
        }
    }

    /** One side of the house. */
    enum Wing {
        LEFT,
        RIGHT
    }

    /** An evening; its id is of a class of its own. */
    @Entity(name = "Performance")
    @IdClass(ShowId.class)
    static class Show {
        @Id
        LocalDate evening = LocalDate.EPOCH;

        @Id
        Short hall = 0;

        String title = "";
    }

    /** Which evening. */
    static class ShowId implements Serializable {
        private static final long serialVersionUID = 1L;

        LocalDate evening = LocalDate.EPOCH;
        Short hall = 0;

        ShowId() {}

        ShowId(LocalDate evening, int hall) {
            this.evening = evening;
            this.hall = (short) hall;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ShowId id && evening.equals(id.evening) && hall.equals(id.hall);
        }

        @Override
        public int hashCode() {
            return Objects.hash(evening, hall);
        }
    }

    /** Its id is that of a seat and of a show together; goes with the seat. */
    @Entity(name = "Ticket")
    @IdClass(TicketId.class)
    static class Ticket {
        @Id
        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Seat seat;

        @Id
        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Show show;

        String price = "";

        @OneToMany(mappedBy = "ticket", cascade = CascadeType.REMOVE)
        List<Scan> scans = new ArrayList<>();
    }

    /** Five columns. */
    static class TicketId implements Serializable {
        private static final long serialVersionUID = 1L;

        SeatId seat = new SeatId();
        ShowId show = new ShowId();

        @Override
        public boolean equals(Object other) {
            return other instanceof TicketId id && seat.equals(id.seat) && show.equals(id.show);
        }

        @Override
        public int hashCode() {
            return Objects.hash(seat, show);
        }
    }

    /** Refers to a ticket by five columns, goes with it. */
    @Entity(name = "Scan")
    static class Scan {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Ticket ticket;
    }

    /** Refers to a seat by three columns and lets it go. */
    @Entity(name = "Wardrobe")
    @IdClass(WardrobeId.class)
    static class Wardrobe {
        @Id
        int shelf;

        @Id
        int hook;

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.UNLINK)
        @JoinColumn(name = "seat_wing", referencedColumnName = "wing")
        @JoinColumn(name = "seat_line", referencedColumnName = "line")
        @JoinColumn(name = "seat_number", referencedColumnName = "number")
        @Nullable
        Seat seat;
    }

    /** Which hook. */
    static class WardrobeId implements Serializable {
        private static final long serialVersionUID = 1L;

        int shelf;
        int hook;

        @Override
        public boolean equals(Object other) {
            return other instanceof WardrobeId id && shelf == id.shelf && hook == id.hook;
        }

        @Override
        public int hashCode() {
            return Objects.hash(shelf, hook);
        }
    }

    /** Somebody with one short id. */
    @Entity(name = "Usher")
    @Retained(rule = "visit", from = "heldOn")
    static class Usher {
        @Id
        Short id = 0;

        @SubjectRef
        String login = "";

        LocalDate heldOn = LocalDate.EPOCH;

        @OneToOne(mappedBy = "usher", cascade = CascadeType.ALL)
        @Nullable
        Badge badge;

        @OneToMany(mappedBy = "usher", cascade = CascadeType.ALL)
        List<Remark> remarks = new ArrayList<>();
    }

    /** Its id is wholly that of its usher. */
    @Entity(name = "Badge")
    static class Badge {
        @Id
        @OneToOne(fetch = FetchType.LAZY)
        @Nullable
        Usher usher;

        String photo = "";
    }

    /** Half of its id is that of an usher. */
    @Entity(name = "Remark")
    static class Remark {
        @EmbeddedId
        RemarkId id = new RemarkId();

        @MapsId("usher")
        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Usher usher;

        String text = "";
    }

    /** Which remark on whom. */
    @Embeddable
    static class RemarkId implements Serializable {
        private static final long serialVersionUID = 1L;

        Short usher = 0;
        int number;

        @Override
        public boolean equals(Object other) {
            return other instanceof RemarkId id && usher.equals(id.usher) && number == id.number;
        }

        @Override
        public int hashCode() {
            return Objects.hash(usher, number);
        }
    }

    /** Under a rule, refers to nothing. */
    @Entity(name = "Stage")
    @IdClass(WardrobeId.class)
    @Retained(rule = "visit", from = "heldOn")
    static class Stage {
        @Id
        int shelf;

        @Id
        int hook;

        LocalDate heldOn = LocalDate.EPOCH;
    }
}
