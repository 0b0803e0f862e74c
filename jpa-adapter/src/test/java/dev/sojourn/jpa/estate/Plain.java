package dev.sojourn.jpa.estate;

import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Temporal;
import jakarta.persistence.TemporalType;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows that stand alone, with values and collections of every sort, and triggers of every type. */
final class Plain {

    static final Class<?>[] ENTITIES = {
        Profile.class, Subscription.class, Session.class, Purchase.class, Click.class, Contract.class
    };

    private Plain() {}

    /** Embedded values, collections of values, of embedded values and by key. */
    @Entity(name = "EstateProfile")
    @Retained(rule = "estate", from = "lastSeen")
    static class Profile {
        @Id
        Long id = 0L;

        @Version
        long version;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String login = "";

        @Nullable
        Instant lastSeen;

        @Enumerated(EnumType.STRING)
        Tone tone = Tone.SHORT;

        @Embedded
        Home home = new Home();

        @Embedded
        @AttributeOverride(name = "street", column = @Column(name = "work_street"))
        @AttributeOverride(name = "spot.label", column = @Column(name = "work_label"))
        Home work = new Home();

        @ElementCollection
        Set<String> phones = new HashSet<>();

        @ElementCollection
        @OrderColumn(name = "place")
        List<Home> formerly = new ArrayList<>();

        @ElementCollection
        @MapKeyColumn(name = "setting")
        @Column(name = "chosen")
        Map<String, String> preferences = new HashMap<>();

        @ElementCollection
        Map<Corner, Hobby> hobbies = new HashMap<>();
    }

    /** How to address somebody. */
    enum Tone {
        LONG,
        SHORT
    }

    /** Where somebody lives. */
    @Embeddable
    static class Home {
        String street = "";

        @Embedded
        Spot spot = new Spot();
    }

    /** Embedded in what is embedded. */
    @Embeddable
    static class Spot {
        String label = "";
    }

    /** Where somebody spends an evening. */
    @Embeddable
    static class Corner implements Serializable {
        private static final long serialVersionUID = 1L;

        String quarter = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof Corner corner && quarter.equals(corner.quarter);
        }

        @Override
        public int hashCode() {
            return quarter.hashCode();
        }
    }

    /** What somebody does there. */
    @Embeddable
    static class Hobby {
        String pursuit = "";
    }

    /** Stores its own last day. */
    @Entity(name = "EstateSubscription")
    @Retained(rule = "stored", until = "runsThrough")
    static class Subscription {
        @Id
        Long id = 0L;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String subscriber = "";

        LocalDate runsThrough = LocalDate.EPOCH;
    }

    /** Starts from a local time. */
    @Entity(name = "EstateSession")
    @Retained(rule = "estate", from = "openedAt", zone = "Europe/Bucharest")
    static class Session {
        @Id
        Long id = 0L;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String login = "";

        LocalDateTime openedAt = LocalDateTime.of(1970, 1, 1, 0, 0);

        String browser = "";
    }

    /** Starts from an old-fashioned date. */
    @Entity(name = "EstatePurchase")
    @Retained(rule = "estate", from = "boughtAt", zone = "Europe/Bucharest")
    static class Purchase {
        @Id
        Long id = 0L;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String buyer = "";

        @Temporal(TemporalType.TIMESTAMP)
        Date boughtAt = new Date(0);

        String article = "";
    }

    /** Starts from a time with its offset, about somebody known by a number. */
    @Entity(name = "EstateClick")
    @Retained(rule = "estate", from = "clickedAt")
    static class Click {
        @Id
        Integer id = 0;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef(kind = "number")
        Long visitor = 0L;

        OffsetDateTime clickedAt = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

        String page = "";
    }

    /** Written inline, and kept while it has not ended. */
    @Entity(name = "EstateContract")
    @Retained(atMost = "P6M", from = "endedOn", because = "section 1")
    static class Contract {
        @Id
        Long id = 0L;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String party = "";

        @Nullable
        LocalDate endedOn;

        String terms = "";
    }
}
