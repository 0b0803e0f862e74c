package dev.sojourn.jpa.estate;

import dev.sojourn.annotation.Redact;
import dev.sojourn.annotation.Redact.To;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.annotations.TenantId;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** Rows that Hibernate hides, remembers, or shows to their own tenant alone. */
final class Guarded {

    static final Class<?>[] ENTITIES = {Trail.class, TrailNote.class, Parked.class, Struck.class, Ticketed.class};

    private Guarded() {}

    /** The tenant in whose name rows are written; a sweep runs in none. */
    static final class Desk implements CurrentTenantIdentifierResolver<String> {
        private volatile String tenant = "nobody";

        void sits(String at) {
            tenant = at;
        }

        @Override
        public String resolveCurrentTenantIdentifier() {
            return tenant;
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return false;
        }
    }

    /** Somebody's rows, in a session of their tenant. */
    static void fill(EntityManager entityManager, Inhabitant one) {
        Trail trail = new Trail();
        trail.id = (long) one.next();
        trail.site.tenant = one.tenant;
        trail.login = one.login();
        trail.lastSeen = one.active;
        trail.address = one.text("first address");
        trail.seat = one.text("first seat");
        trail.phones.add(one.text("first phone"));
        entityManager.persist(trail);
        TrailNote note = new TrailNote();
        note.id = (long) one.next();
        note.trail = trail;
        note.text = one.text("trail note");
        entityManager.persist(note);
        for (int number = 0; number < 2; number++) {
            Parked parked = new Parked();
            parked.id = (long) one.next();
            parked.site.tenant = one.tenant;
            parked.login = one.login();
            parked.leftOn = one.active;
            parked.plate = one.text("parked plate");
            parked.spot = one.text("parked spot");
            parked.remarks.add(one.text("parked remark"));
            entityManager.persist(parked);
            Struck struck = new Struck();
            struck.id = (long) one.next();
            struck.parked = parked;
            struck.paid = number;
            struck.offence = one.text("offence");
            entityManager.persist(struck);
        }
        Ticketed ticketed = new Ticketed();
        ticketed.id = (long) one.next();
        ticketed.login = one.login();
        ticketed.closedOn = one.active;
        ticketed.tags.add(one.text("tag"));
        entityManager.persist(ticketed);
    }

    /** Later on: there are past states then, and a row that is there no more. */
    static void change(EntityManager entityManager, Inhabitant one) {
        Trail trail = entityManager
                .createQuery("select t from EstateTrail t where t.login = :login", Trail.class)
                .setParameter("login", one.login())
                .getSingleResult();
        trail.address = one.text("second address");
        trail.seat = one.text("second seat");
        trail.phones.clear();
        trail.phones.add(one.text("second phone"));
        entityManager.remove(entityManager
                .createQuery("select p from EstateParked p where p.login = :login order by p.id", Parked.class)
                .setParameter("login", one.login())
                .getResultList()
                .get(0));
    }

    /** Remembered by Envers, with its collection. */
    @Entity(name = "EstateTrail")
    @Audited
    @Retained(rule = "estate", from = "lastSeen")
    static class Trail {
        @Id
        Long id = 0L;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String login = "";

        @SubjectRef(kind = "clerk", mentioned = true)
        @Nullable
        String clerk;

        LocalDate lastSeen = LocalDate.EPOCH;

        String address = "";

        @Retained(rule = "fleeting", from = "lastSeen")
        @Redact(To.NULL)
        @Nullable
        String seat;

        @ElementCollection
        Set<String> phones = new HashSet<>();

        @OneToMany(mappedBy = "trail", cascade = CascadeType.ALL)
        List<TrailNote> notes = new ArrayList<>();
    }

    /** Goes with its trail, past states and all. */
    @Entity(name = "EstateTrailNote")
    @Audited
    static class TrailNote {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Trail trail;

        String text = "";
    }

    /** Marked when deleted, and there. */
    @Entity(name = "EstateParked")
    @SoftDelete(columnName = "gone")
    @Retained(rule = "estate", from = "leftOn")
    static class Parked {
        @Id
        Long id = 0L;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String login = "";

        LocalDate leftOn = LocalDate.EPOCH;

        String plate = "";

        @Retained(rule = "fleeting", from = "leftOn")
        @Redact(To.NULL)
        @Nullable
        String spot;

        @ElementCollection
        Set<String> remarks = new HashSet<>();
    }

    /** Goes with what is parked; hidden once it is paid. */
    @Entity(name = "EstateStruck")
    @SQLRestriction("paid = 0")
    @Retained(with = "parked")
    static class Struck {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Parked parked;

        int paid;

        String offence = "";
    }

    /** Seen in its own tenant's sessions alone. */
    @Entity(name = "EstateTicketed")
    @Retained(rule = "estate", from = "closedOn")
    static class Ticketed {
        @Id
        Long id = 0L;

        @TenantId
        @Nullable
        String firm;

        @SubjectRef
        String login = "";

        LocalDate closedOn = LocalDate.EPOCH;

        @ElementCollection
        Set<String> tags = new HashSet<>();
    }
}
