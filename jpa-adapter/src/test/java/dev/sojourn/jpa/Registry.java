package dev.sojourn.jpa;

import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.ElementCollection;
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
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A host with hierarchies of every sort, rules at their roots and below. */
final class Registry {

    static final Class<?>[] ENTITIES = {
        Person.class,
        Patient.class,
        Doctor.class,
        Visit.class,
        Message.class,
        Mail.class,
        Text.class,
        Asset.class,
        Car.class,
        Van.class,
        Locker.class
    };

    private Registry() {}

    static Policy policy() {
        Purpose care = Purpose.of("care").titled("Care for patients").on(LegalBasis.CONTRACT);
        Purpose law = Purpose.of("law")
                .titled("Keep the files")
                .on(LegalBasis.LEGAL_OBLIGATION)
                .citing("health law");
        return Policy.builder("registry")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(
                        Party.named("Registry").contact("desk@registry.example").country("RO"))
                .purposes(care, law)
                .retain(RetentionRule.atMost("person", Period.ofMonths(6))
                        .serving(care)
                        .because("section 1"))
                .retain(RetentionRule.atLeast("patient-file", Period.ofYears(5))
                        .governing("person")
                        .serving(law)
                        .because("section 2"))
                .retain(RetentionRule.atMost("message", Period.ofMonths(1))
                        .serving(care)
                        .because("section 3"))
                .retain(RetentionRule.atMost("asset", Period.ofMonths(1))
                        .serving(care)
                        .because("section 4"))
                .build();
    }

    /** What every row of people has, and the rule they share. */
    @MappedSuperclass
    @Retained(rule = "person", from = "lastSeen")
    abstract static class Seen {
        @Id
        Long id = 0L;

        @Version
        int version;

        LocalDate lastSeen = LocalDate.EPOCH;

        @SubjectRef
        String login = "";
    }

    /** Kept in a table of its own and those of its kinds. */
    @Entity(name = "Person")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Person extends Seen {
        String name = "";

        @ElementCollection
        Set<String> nicknames = new HashSet<>();

        @OneToMany(mappedBy = "person", cascade = CascadeType.ALL)
        List<Visit> visits = new ArrayList<>();
    }

    /** A person whose file the law keeps. */
    @Entity(name = "Patient")
    @Retained(rule = "patient-file", from = "treated")
    static class Patient extends Person {
        @Nullable
        LocalDate treated;

        @ElementCollection
        Set<String> allergies = new HashSet<>();
    }

    /** A person without a rule of the kind's own. */
    @Entity(name = "Doctor")
    static class Doctor extends Person {
        String degree = "";
    }

    /** Goes with its person, of whichever kind. */
    @Entity(name = "Visit")
    static class Visit {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Person person;

        String reason = "";
    }

    /** In one table with its kinds. */
    @Entity(name = "Message")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @Retained(rule = "message", from = "sentOn")
    abstract static class Message {
        @Id
        String id = "";

        @SubjectRef
        String receiver = "";

        LocalDate sentOn = LocalDate.EPOCH;
    }

    /** By post. */
    @Entity(name = "Mail")
    static class Mail extends Message {
        @Nullable
        String street;

        @ElementCollection
        List<String> enclosures = new ArrayList<>();
    }

    /** By telephone. */
    @Entity(name = "Text")
    static class Text extends Message {
        @Nullable
        String number;
    }

    /** A table for each kind, and one for none. */
    @Entity(name = "Asset")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @Retained(rule = "asset", from = "soldOn")
    static class Asset {
        @Id
        Long id = 0L;

        @SubjectRef
        String keeper = "";

        LocalDate soldOn = LocalDate.EPOCH;
    }

    /** Has wheels. */
    @Entity(name = "Car")
    static class Car extends Asset {
        String plate = "";
    }

    /** Has a roof. */
    @Entity(name = "Van")
    static class Van extends Car {
        int seats;
    }

    /** Annotated on its getters, with a converter. */
    @Entity(name = "Locker")
    @Access(AccessType.PROPERTY)
    @Retained(rule = "asset", from = "leftOn")
    static class Locker {
        private int number;
        private String holder = "";
        private LocalDate leftOn = LocalDate.EPOCH;
        private Locale tongue = Locale.ROOT;

        @Id
        int getNumber() {
            return number;
        }

        void setNumber(int number) {
            this.number = number;
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

        @Convert(converter = Tag.class)
        Locale getTongue() {
            return tongue;
        }

        void setTongue(Locale tongue) {
            this.tongue = tongue;
        }
    }

    /** Keeps a language as its tag. */
    @Converter
    public static class Tag implements AttributeConverter<Locale, String> {
        @Override
        public String convertToDatabaseColumn(Locale locale) {
            return locale.toLanguageTag();
        }

        @Override
        public Locale convertToEntityAttribute(String tag) {
            return Locale.forLanguageTag(tag);
        }
    }
}
