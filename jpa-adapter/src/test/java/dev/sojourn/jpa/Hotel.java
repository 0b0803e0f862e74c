package dev.sojourn.jpa;

import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.PersonalData;
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
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The host of these tests: a hotel, whose guests own, share and are named by rows of every sort. */
final class Hotel {

    static final Class<?>[] ENTITIES = {
        Guest.class, Stay.class, Note.class, Bill.class, Parcel.class, Badge.class, Wish.class
    };

    private Hotel() {}

    /** Takes everything out of the hotel's tables and Sojourn's. */
    static void empty(TestDatabase database) {
        database.empty();
        List.of("Note", "Stay", "Wish", "Bill", "Parcel", "Guest_Badge", "Guest_colours", "Guest", "Badge")
                .forEach(table -> database.execute("delete from " + table));
    }

    /** Guests go half a year after they were last seen; the register of stays is kept for five years. */
    static Policy policy() {
        Purpose service = Purpose.of("service").titled("Serve guests").on(LegalBasis.CONTRACT);
        Purpose register = Purpose.of("register")
                .titled("Keep the register")
                .on(LegalBasis.LEGAL_OBLIGATION)
                .citing("hotel law");
        return Policy.builder("hotel")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Hotel").contact("desk@hotel.example").country("RO"))
                .purposes(service, register)
                .retain(RetentionRule.atMost("guest", Period.ofMonths(6))
                        .fromLastActivity()
                        .serving(service)
                        .because("section 1"))
                .retain(RetentionRule.exactly("stay-register", Period.ofYears(5))
                        .serving(register)
                        .because("section 2"))
                .build();
    }

    /** Owns stays, notes, wishes and colours; bills keep it, parcels are unlinked from it. */
    @Entity(name = "Guest")
    @Retained(rule = "guest", from = "lastSeen")
    static class Guest {
        @Id
        Long id = 0L;

        @Nullable
        String tenant;

        @SubjectRef(kind = "guest")
        @Nullable
        String login;

        @Nullable
        Instant lastSeen;

        @PersonalData
        String name = "";

        @NotPersonal
        String room = "";

        @Embedded
        Address address = new Address();

        @ElementCollection
        Set<String> colours = new HashSet<>();

        @OneToMany(mappedBy = "guest", cascade = CascadeType.ALL, orphanRemoval = true)
        List<Stay> stays = new ArrayList<>();

        @OneToMany(cascade = CascadeType.REMOVE)
        @JoinColumn(name = "wished_by")
        List<Wish> wishes = new ArrayList<>();

        @ManyToMany
        Set<Badge> badges = new HashSet<>();
    }

    /** Where somebody lives. */
    @Embeddable
    static class Address {
        @Nullable
        String street;

        @Nullable
        LocalDate movedIn;
    }

    /** Goes with its guest, under a floor of its own. */
    @Entity(name = "Stay")
    @Retained(rule = "stay-register", from = "leftOn")
    static class Stay {
        @Id
        @Column(columnDefinition = "uuid") // EclipseLink makes it a number on H2
        @Nullable
        UUID id;

        @ManyToOne(fetch = FetchType.LAZY, optional = false)
        @Nullable
        Guest guest;

        @Nullable
        LocalDate leftOn;

        @OneToMany(mappedBy = "stay", cascade = CascadeType.REMOVE)
        List<Note> notes = new ArrayList<>();
    }

    /** Goes with its stay, under no rule. */
    @Entity(name = "Note")
    static class Note {
        @Id
        Integer id = 0;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Stay stay;

        String text = "";
    }

    /** Goes with its guest, who does not know it by an attribute of its own. */
    @Entity(name = "Wish")
    static class Wish {
        @Id
        String id = "";

        String text = "";
    }

    /** Refers to a guest and keeps it. */
    @Entity(name = "Bill")
    static class Bill {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        @Nullable
        Guest guest;
    }

    /** Refers to a guest and lets it go. */
    @Entity(name = "Parcel")
    static class Parcel {
        @Id
        Long id = 0L;

        @Version
        int version;

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.UNLINK)
        @Nullable
        Guest addressee;
    }

    /** Shared by guests. */
    @Entity(name = "Badge")
    static class Badge {
        @Id
        Long id = 0L;
    }
}
