package dev.sojourn.jpa.estate;

import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows with ids of every sort. */
final class Keyed {

    static final Class<?>[] ENTITIES = {
        Statement.class,
        StatementLine.class,
        LinePayment.class,
        Seat.class,
        SeatCheck.class,
        Resident.class,
        Badge.class,
        Remark.class,
        Beacon.class,
        Diary.class
    };

    private Keyed() {}

    /** An id class of a series and a number. */
    @Entity(name = "Statement")
    @IdClass(StatementId.class)
    @Retained(rule = "estate", from = "closedOn")
    static class Statement {
        @Id
        String series = "";

        @Id
        Integer running = 0;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String debtor = "";

        LocalDate closedOn = LocalDate.EPOCH;

        @OneToMany(mappedBy = "statement", cascade = CascadeType.ALL)
        List<StatementLine> lines = new ArrayList<>();
    }

    /** Which statement. */
    static class StatementId implements Serializable {
        private static final long serialVersionUID = 1L;

        String series = "";
        Integer running = 0;

        @Override
        public boolean equals(Object other) {
            return other instanceof StatementId id && series.equals(id.series) && running.equals(id.running);
        }

        @Override
        public int hashCode() {
            return Objects.hash(series, running);
        }
    }

    /** Derives its id from its statement's. */
    @Entity(name = "StatementLine")
    @IdClass(StatementLineId.class)
    static class StatementLine {
        @Id
        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Statement statement;

        @Id
        Integer place = 0;

        String text = "";
    }

    /** Which line. */
    static class StatementLineId implements Serializable {
        private static final long serialVersionUID = 1L;

        StatementId statement = new StatementId();
        Integer place = 0;

        @Override
        public boolean equals(Object other) {
            return other instanceof StatementLineId id && statement.equals(id.statement) && place.equals(id.place);
        }

        @Override
        public int hashCode() {
            return Objects.hash(statement, place);
        }
    }

    /** Refers to a line by three columns, and goes with it. */
    @Entity(name = "LinePayment")
    @Retained(with = "line")
    static class LinePayment {
        @Id
        UUID id = new UUID(0, 0);

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        StatementLine line;

        String payer = "";
    }

    /** An embedded id of an enum, a text and a number. */
    @Entity(name = "Seat")
    @Retained(rule = "estate", from = "usedOn")
    static class Seat {
        @EmbeddedId
        SeatId id = new SeatId();

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String visitor = "";

        LocalDate usedOn = LocalDate.EPOCH;
    }

    /** Which seat. */
    @Embeddable
    static class SeatId implements Serializable {
        private static final long serialVersionUID = 1L;

        @Enumerated(EnumType.STRING)
        Wing wing = Wing.WEST;

        String line = "";
        Integer place = 0;

        @Override
        public boolean equals(Object other) {
            return other instanceof SeatId id && wing == id.wing && line.equals(id.line) && place.equals(id.place);
        }

        @Override
        public int hashCode() {
            return Objects.hash(wing, line, place);
        }
    }

    /** Where the seat is. */
    enum Wing {
        EAST,
        WEST
    }

    /** Refers to a seat by three columns, and goes with it. */
    @Entity(name = "SeatCheck")
    @Retained(with = "seat")
    static class SeatCheck {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Seat seat;

        String remark = "";
    }

    /** The owner of ids derived from its own. */
    @Entity(name = "Resident")
    @Retained(rule = "estate", from = "movedOut")
    static class Resident {
        @Id
        Long id = 0L;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef(kind = "number")
        Long person = 0L;

        LocalDate movedOut = LocalDate.EPOCH;

        @OneToOne(mappedBy = "resident", cascade = CascadeType.ALL)
        @Nullable
        Badge badge;

        @OneToMany(mappedBy = "resident", cascade = CascadeType.REMOVE)
        List<Remark> remarks = new ArrayList<>();
    }

    /** Its id is its resident's, kept by {@code @MapsId}. */
    @Entity(name = "ResidentBadge")
    static class Badge {
        @Id
        Long id = 0L;

        @MapsId
        @OneToOne(fetch = FetchType.LAZY)
        @Nullable
        Resident resident;

        String photo = "";
    }

    /** Half of its embedded id is its resident's. */
    @Entity(name = "Remark")
    static class Remark {
        @EmbeddedId
        RemarkId id = new RemarkId();

        @MapsId("resident")
        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Resident resident;

        String text = "";
    }

    /** Which remark. */
    @Embeddable
    static class RemarkId implements Serializable {
        private static final long serialVersionUID = 1L;

        Long resident = 0L;
        Integer place = 0;

        @Override
        public boolean equals(Object other) {
            return other instanceof RemarkId id && resident.equals(id.resident) && place.equals(id.place);
        }

        @Override
        public int hashCode() {
            return Objects.hash(resident, place);
        }
    }

    /** Known by a UUID, about somebody known by one. */
    @Entity(name = "Beacon")
    @Retained(rule = "estate", from = "lastHeard")
    static class Beacon {
        @Id
        UUID id = new UUID(0, 0);

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef(kind = "device")
        UUID device = new UUID(0, 0);

        LocalDate lastHeard = LocalDate.EPOCH;
    }

    /** Known by a day and a name. */
    @Entity(name = "Diary")
    @IdClass(DiaryId.class)
    @Retained(rule = "estate", from = "entryDay")
    static class Diary {
        @Id
        LocalDate entryDay = LocalDate.EPOCH;

        @Id
        String author = "";

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String writer = "";

        String entry = "";
    }

    /** Which entry. */
    static class DiaryId implements Serializable {
        private static final long serialVersionUID = 1L;

        LocalDate entryDay = LocalDate.EPOCH;
        String author = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof DiaryId id && entryDay.equals(id.entryDay) && author.equals(id.author);
        }

        @Override
        public int hashCode() {
            return Objects.hash(entryDay, author);
        }
    }
}
