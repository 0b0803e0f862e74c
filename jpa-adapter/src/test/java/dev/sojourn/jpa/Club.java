package dev.sojourn.jpa;

import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People who share things with one another through tables between them, seen from either side. */
final class Club {

    static final Class<?>[] ENTITIES = {
        Player.class,
        Course.class,
        Jury.class,
        Racket.class,
        Ticket.class,
        Draw.class,
        Pool.class,
        Match.class,
        Report.class
    };

    static final List<String> TABLES = List.of(
            "Report",
            "ClubMatch",
            "Course_Player",
            "Jury_Player",
            "Player_Player",
            "player_rackets",
            "Player_Pool",
            "Player_marks",
            "Player_tricks",
            "Draw_Ticket",
            "Course",
            "Jury",
            "Draw",
            "Ticket",
            "Racket",
            "Player",
            "Pool");

    private Club() {}

    static Policy policy() {
        Purpose service = Purpose.of("service").titled("Serve").on(LegalBasis.CONTRACT);
        return Policy.builder("club")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Club").contact("desk@club.example").country("RO"))
                .purposes(service)
                .retain(RetentionRule.atMost("club", Period.ofMonths(6))
                        .serving(service)
                        .because("section 1"))
                .build();
    }

    /** Is in courses, juries and among friends. */
    @Entity(name = "Player")
    @Retained(rule = "club", from = "leftOn")
    static class Player {
        @Id
        Long id = 0L;

        @Version
        int version;

        @SubjectRef
        String login = "";

        LocalDate leftOn = LocalDate.EPOCH;

        @ManyToMany(mappedBy = "players")
        Set<Course> courses = new HashSet<>();

        @ManyToMany
        Set<Player> friends = new HashSet<>();

        @OneToMany(cascade = CascadeType.ALL)
        @JoinTable(name = "player_rackets")
        List<Racket> rackets = new ArrayList<>();

        @ManyToMany
        @MapKeyColumn(name = "called")
        Map<String, Pool> pools = new HashMap<>();

        @ElementCollection
        Map<Place, Mark> marks = new HashMap<>();

        @ElementCollection
        @MapKeyColumn(name = "trick")
        @Column(name = "times")
        @NotPersonal
        Map<String, Integer> tricks = new HashMap<>();
    }

    /** Where somebody played. */
    @Embeddable
    static class Place implements Serializable {
        private static final long serialVersionUID = 1L;

        String town = "";
        String street = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && town.equals(place.town) && street.equals(place.street);
        }

        @Override
        public int hashCode() {
            return Objects.hash(town, street);
        }
    }

    /** How somebody played. */
    @Embeddable
    static class Mark {
        String words = "";

        @NotPersonal
        int points;
    }

    /** Owns the table of who is in it. */
    @Entity(name = "Course")
    static class Course {
        @Id
        Long id = 0L;

        @Version
        int version;

        @ManyToMany
        Set<Player> players = new HashSet<>();
    }

    /** Keeps whoever sat in it. */
    @Entity(name = "Jury")
    static class Jury {
        @Id
        Long id = 0L;

        @ManyToMany
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        Set<Player> players = new HashSet<>();
    }

    /** Goes with its player, or earlier by itself. */
    @Entity(name = "Racket")
    @Retained(rule = "club", from = "brokeOn")
    static class Racket {
        @Id
        Long id = 0L;

        @Nullable
        LocalDate brokeOn;
    }

    /** Shared by players and nobody's; each calls it by another name. */
    @Entity(name = "Pool")
    static class Pool {
        @Id
        Long id = 0L;
    }

    /** Known by its kind and number. */
    @Entity(name = "Ticket")
    @IdClass(TicketId.class)
    @Retained(rule = "club", from = "usedOn")
    static class Ticket {
        @Id
        Integer running = 0;

        @Id
        @Enumerated(EnumType.STRING)
        TicketKind kind = TicketKind.DAY;

        LocalDate usedOn = LocalDate.EPOCH;

        @SubjectRef
        String holder = "";
    }

    /** Which ticket. */
    static class TicketId implements Serializable {
        private static final long serialVersionUID = 1L;

        Integer running = 0;
        TicketKind kind = TicketKind.DAY;

        @Override
        public boolean equals(Object other) {
            return other instanceof TicketId id && running.equals(id.running) && kind == id.kind;
        }

        @Override
        public int hashCode() {
            return Objects.hash(running, kind);
        }
    }

    /** How long a ticket lasts. */
    enum TicketKind {
        YEAR,
        DAY
    }

    /** Drew some tickets. */
    @Entity(name = "Draw")
    static class Draw {
        @Id
        Long id = 0L;

        @ManyToMany
        @JoinTable(name = "Draw_Ticket")
        List<Ticket> tickets = new ArrayList<>();
    }

    /** Says by whom it was played, and goes by its own day. */
    @Entity(name = "ClubMatch")
    @Retained(rule = "club", from = "playedOn")
    static class Match {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @SubjectRef
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        @Nullable
        Player winner;

        LocalDate playedOn = LocalDate.EPOCH;
    }

    /** Goes with its match, about whoever won that, and mentions who wrote it. */
    @Entity(name = "Report")
    @Retained(with = "match")
    static class Report {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Match match;

        @SubjectRef(mentioned = true)
        @Nullable
        String reporter;
    }
}
