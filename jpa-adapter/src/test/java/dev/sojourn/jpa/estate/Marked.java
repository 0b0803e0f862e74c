package dev.sojourn.jpa.estate;

import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Redact;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Temporal;
import jakarta.persistence.TemporalType;
import jakarta.persistence.Version;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows that name people and tenants in every way, that lose single fields, and that some law keeps. */
final class Marked {

    static final Class<?>[] ENTITIES = {
        Site.class,
        Customer.class,
        Appointment.class,
        Transfer.class,
        Roster.class,
        Newsletter.class,
        Visit.class,
        Payment.class,
        Survey.class,
        Guild.class,
        Zoned.class,
        Yearly.class,
        Counted.class,
        Stamped.class,
        Dated.class
    };

    private Marked() {}

    /** The tenant in a column of the row. */
    @Embeddable
    @Access(AccessType.FIELD)
    static class Tenancy {
        @Column(name = "tenant_name")
        String tenant = "";
    }

    /** The tenant in a row that others refer to. */
    @Entity(name = "EstateSite")
    static class Site {
        @Id
        Long id = 0L;

        String tenant = "";
    }

    /** Belongs to a tenant by path. */
    @Entity(name = "EstateCustomer")
    @Retained(rule = "estate", from = "lastSeen")
    static class Customer {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Site site;

        @SubjectRef
        String login = "";

        LocalDate lastSeen = LocalDate.EPOCH;
    }

    /** About whoever its customer is, under a rule of its own, and goes with that one. */
    @Entity(name = "EstateAppointment")
    @SubjectRef(path = "customer.login")
    @Retained(rule = "estate", from = "metOn")
    @Retained(with = "customer")
    static class Appointment {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Site site;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Customer customer;

        LocalDate metOn = LocalDate.EPOCH;

        String minutes = "";
    }

    /** About two people, each named in another way. */
    @Entity(name = "EstateTransfer")
    @Retained(rule = "estate", from = "sentOn")
    static class Transfer {
        @Id
        Long id = 0L;

        @Embedded
        Tenancy site = new Tenancy();

        @SubjectRef
        String sender = "";

        @SubjectRef(kind = "number")
        Long receiver = 0L;

        LocalDate sentOn = LocalDate.EPOCH;

        String words = "";
    }

    /** About a clerk, and mentions others. */
    @Entity(name = "EstateRoster")
    @Retained(rule = "estate", from = "heldOn")
    static class Roster {
        @Id
        Long id = 0L;

        @Version
        int version;

        @Embedded
        Tenancy site = new Tenancy();

        @SubjectRef(kind = "clerk")
        String clerk = "";

        @SubjectRef(mentioned = true)
        @Nullable
        String helper;

        @SubjectRef(mentioned = true, replacement = "somebody")
        String deputy = "";

        LocalDate heldOn = LocalDate.EPOCH;
    }

    /** About whoever has that address. */
    @Entity(name = "EstateNewsletter")
    @Retained(rule = "estate", from = "lastSentOn")
    static class Newsletter {
        @Id
        Long id = 0L;

        @Embedded
        Tenancy site = new Tenancy();

        @SubjectRef(kind = "email")
        String address = "";

        LocalDate lastSentOn = LocalDate.EPOCH;
    }

    /** Loses single fields by rules of their own before it goes. */
    @Entity(name = "EstateSiteVisit")
    @Retained(rule = "estate", from = "seenOn")
    static class Visit {
        @Id
        Long id = 0L;

        @Version
        int version;

        @Embedded
        Tenancy site = new Tenancy();

        @SubjectRef
        String visitor = "";

        LocalDate seenOn = LocalDate.EPOCH;

        @PersonalData(category = "fleeting")
        @Redact(Redact.To.NULL)
        @Retained(rule = "fleeting", from = "seenOn")
        @Nullable
        String device;

        @PersonalData(category = "fleeting")
        @Redact(value = Redact.To.CONSTANT, constant = "somewhere")
        @Retained(rule = "fleeting", from = "seenOn")
        String place = "";

        @PersonalData(category = "fleeting")
        @Redact(Redact.To.PLACEHOLDER)
        @Retained(rule = "fleeting", from = "seenOn")
        @Column(unique = true)
        String mail = "";

        String page = "";
    }

    /** Kept by law, which does not need the remark. */
    @Entity(name = "EstatePayment")
    @Retained(rule = "books", from = "paidOn")
    static class Payment {
        @Id
        Long id = 0L;

        @Embedded
        Tenancy site = new Tenancy();

        @SubjectRef
        String payer = "";

        LocalDate paidOn = LocalDate.EPOCH;

        String subject = "";

        @PersonalData(category = "remark")
        @Redact(Redact.To.NULL)
        @Nullable
        String remark;
    }

    /** Is nobody's in the end. */
    @Entity(name = "EstateSurvey")
    @Retained(rule = "opinions", from = "askedOn")
    static class Survey {
        @Id
        Long id = 0L;

        @Embedded
        Tenancy site = new Tenancy();

        @SubjectRef
        @Redact(Redact.To.NULL)
        @Nullable
        String asked;

        @NotPersonal(because = "it says when, not who")
        LocalDate askedOn = LocalDate.EPOCH;

        @Nullable
        String answer;
    }

    /** Nobody's, and has the table of who is in it. */
    @Entity(name = "EstateGuild")
    static class Guild {
        @Id
        Long id = 0L;

        @Version
        int version;

        @ManyToMany
        Set<Ties.Member> members = new HashSet<>();

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.UNLINK)
        Ties.@Nullable Member founder;
    }

    /** Starts from a time in its zone. */
    @Entity(name = "EstateZoned")
    @Retained(rule = "estate", from = "heldAt")
    static class Zoned {
        @Id
        Long id = 0L;

        @Embedded
        Tenancy site = new Tenancy();

        @SubjectRef
        String login = "";

        @Nullable
        ZonedDateTime heldAt;
    }

    /** Starts from a year. */
    @Entity(name = "EstateYearly")
    @Retained(rule = "estate", from = "vintage")
    static class Yearly {
        @Id
        Long id = 0L;

        @Embedded
        Tenancy site = new Tenancy();

        @SubjectRef
        String login = "";

        Year vintage = Year.of(1970);
    }

    /** Starts from a number of milliseconds. */
    @Entity(name = "EstateCounted")
    @Retained(rule = "estate", from = "millis", unit = ChronoUnit.MILLIS)
    static class Counted {
        @Id
        Long id = 0L;

        @Embedded
        Tenancy site = new Tenancy();

        @SubjectRef
        String login = "";

        long millis;
    }

    /** Starts from a timestamp of JDBC. */
    @Entity(name = "EstateStamped")
    @Retained(rule = "estate", from = "stampedAt", zone = "Europe/Bucharest")
    static class Stamped {
        @Id
        Long id = 0L;

        @Embedded
        Tenancy site = new Tenancy();

        @SubjectRef
        String login = "";

        @Nullable
        Timestamp stampedAt;
    }

    /** Starts from a calendar. */
    @Entity(name = "EstateDated")
    @Retained(rule = "estate", from = "datedAt", zone = "Europe/Bucharest")
    static class Dated {
        @Id
        Long id = 0L;

        @Embedded
        Tenancy site = new Tenancy();

        @SubjectRef
        String login = "";

        @Temporal(TemporalType.TIMESTAMP)
        @Nullable
        Calendar datedAt;
    }
}
