package dev.sojourn.jpa.estate;

import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of hierarchies of every sort. */
final class Kinds {

    static final Class<?>[] ENTITIES = {
        Person.class,
        Patient.class,
        Doctor.class,
        Visit.class,
        Message.class,
        Mail.class,
        Call.class,
        Receipt.class,
        Asset.class,
        Car.class,
        Van.class,
        Locker.class
    };

    private Kinds() {}

    /** What rows of people have in common. */
    @MappedSuperclass
    @Retained(rule = "estate", from = "lastSeen")
    abstract static class Known {
        @Id
        Long id = 0L;

        @Version
        int version;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        LocalDate lastSeen = LocalDate.EPOCH;

        @SubjectRef
        String login = "";
    }

    /** In a table of its own, and those of its kinds. */
    @Entity(name = "EstatePerson")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Person extends Known {
        String name = "";

        @ElementCollection
        Set<String> nicknames = new HashSet<>();

        @OneToMany(mappedBy = "person", cascade = CascadeType.ALL)
        List<Visit> visits = new ArrayList<>();
    }

    /** With a collection of the kind's own. */
    @Entity(name = "EstatePatient")
    static class Patient extends Person {
        String ailment = "";

        @ElementCollection
        Set<String> allergies = new HashSet<>();
    }

    /** With a column of the kind's own. */
    @Entity(name = "EstateDoctor")
    static class Doctor extends Person {
        String degree = "";
    }

    /** Goes with a person of any kind. */
    @Entity(name = "EstateVisit")
    static class Visit {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Person person;

        String reason = "";
    }

    /** In one table with its kinds. */
    @Entity(name = "EstateMessage")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @Retained(rule = "estate", from = "sentOn")
    abstract static class Message {
        @Id
        String id = "";

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String receiver = "";

        LocalDate sentOn = LocalDate.EPOCH;

        @OneToMany(mappedBy = "message", cascade = CascadeType.REMOVE)
        List<Receipt> receipts = new ArrayList<>();
    }

    /** By post. */
    @Entity(name = "EstateMail")
    static class Mail extends Message {
        @Nullable
        String street;

        @ElementCollection
        List<String> enclosures = new ArrayList<>();
    }

    /** By telephone. */
    @Entity(name = "EstateCall")
    static class Call extends Message {
        @Nullable
        String dialled;
    }

    /** Goes with a message of any kind. */
    @Entity(name = "EstateReceipt")
    static class Receipt {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Message message;

        String signature = "";
    }

    /** A table for each kind. */
    @Entity(name = "EstateAsset")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @Retained(rule = "estate", from = "soldOn")
    abstract static class Asset {
        @Id
        Long id = 0L;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String keeper = "";

        LocalDate soldOn = LocalDate.EPOCH;
    }

    /** Has wheels. */
    @Entity(name = "EstateCar")
    static class Car extends Asset {
        String plate = "";
    }

    /** Has a roof. */
    @Entity(name = "EstateVan")
    static class Van extends Asset {
        String lettering = "";
    }

    /** Annotated on its getters, with a converter. */
    @Entity(name = "EstateLocker")
    @Access(AccessType.PROPERTY)
    @Retained(rule = "estate", from = "leftOn")
    static class Locker {
        private int place;
        private Marked.Tenancy site = new Marked.Tenancy();
        private String holder = "";
        private LocalDate leftOn = LocalDate.EPOCH;
        private Label label = new Label("");

        @Id
        int getPlace() {
            return place;
        }

        void setPlace(int place) {
            this.place = place;
        }

        @Embedded
        Marked.Tenancy getSite() {
            return site;
        }

        void setSite(Marked.Tenancy site) {
            this.site = site;
        }

        @SubjectRef
        String getHolder() {
            return holder;
        }

        void setHolder(String holder) {
            this.holder = holder;
        }

        LocalDate getLeftOn() {
            return leftOn;
        }

        void setLeftOn(LocalDate leftOn) {
            this.leftOn = leftOn;
        }

        @Convert(converter = LabelText.class)
        Label getLabel() {
            return label;
        }

        void setLabel(Label label) {
            this.label = label;
        }
    }

    /** What is written on a locker. */
    record Label(String text) {}

    /** Keeps a label as its text. */
    @Converter
    public static class LabelText implements AttributeConverter<Label, String> {
        @Override
        public String convertToDatabaseColumn(Label label) {
            return label.text();
        }

        @Override
        public Label convertToEntityAttribute(String text) {
            return new Label(text);
        }
    }
}
