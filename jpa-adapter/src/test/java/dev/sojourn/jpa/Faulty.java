package dev.sojourn.jpa;

import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyJoinColumn;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Temporal;
import jakarta.persistence.TemporalType;
import java.io.Serializable;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.annotations.SQLRestriction;
import org.jspecify.annotations.Nullable;

/** Entities with one mistake each; {@code Sound} has none, and the others lean on it. */
final class Faulty {

    private Faulty() {}

    static Class<?>[] entities() {
        return Arrays.stream(Faulty.class.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Entity.class))
                .toArray(Class<?>[]::new);
    }

    /** What most of them share. */
    @MappedSuperclass
    abstract static class Row {
        @Id
        Long id = 0L;

        LocalDate day = LocalDate.EPOCH;
    }

    @Entity(name = "Sound")
    @Retained(rule = "rule", from = "day")
    static class Sound extends Row {}

    @Entity(name = "NoSuchAttribute")
    @Retained(rule = "rule", from = "dya")
    static class NoSuchAttribute extends Row {}

    @Entity(name = "NotADate")
    @Retained(rule = "rule", from = "name")
    static class NotADate extends Row {
        String name = "";
    }

    @Entity(name = "Converted")
    @Retained(rule = "rule", from = "at")
    static class Converted extends Row {
        @Convert(converter = Spelt.class)
        Instant at = Instant.EPOCH;
    }

    /** Keeps a moment as text. */
    @Converter
    public static class Spelt implements AttributeConverter<Instant, String> {
        @Override
        public String convertToDatabaseColumn(Instant instant) {
            return instant.toString();
        }

        @Override
        public Instant convertToEntityAttribute(String text) {
            return Instant.parse(text);
        }
    }

    @Entity(name = "MissingZone")
    @Retained(rule = "rule", from = "at")
    static class MissingZone extends Row {
        LocalDateTime at = LocalDateTime.MIN;
    }

    @Entity(name = "NoZone")
    @Retained(rule = "rule", from = "day", zone = "Mars/Base")
    static class NoZone extends Row {}

    @Entity(name = "TwoZones")
    @Retained(rule = "rule", from = "at", zone = "Europe/Bucharest")
    @Retained(rule = "other", from = "at", zone = "UTC")
    static class TwoZones extends Row {
        LocalDateTime at = LocalDateTime.MIN;
    }

    @Entity(name = "FromAndUntil")
    @Retained(rule = "rule", from = "day", until = "day")
    static class FromAndUntil extends Row {}

    @Entity(name = "FromStored")
    @Retained(rule = "stored", from = "day")
    static class FromStored extends Row {}

    @Entity(name = "UntilPeriod")
    @Retained(rule = "rule", until = "day")
    static class UntilPeriod extends Row {}

    @Entity(name = "NoFallback")
    @Retained(rule = "closing", from = "day")
    static class NoFallback extends Row {}

    @Entity(name = "InlinePeriod")
    @Retained(atMost = "90 days", from = "day")
    static class InlinePeriod extends Row {}

    @Entity(name = "InlineNegative")
    @Retained(atMost = "P-90D", from = "day")
    static class InlineNegative extends Row {}

    @Entity(name = "InlineAndRule")
    @Retained(rule = "rule", atMost = "P90D", from = "day")
    static class InlineAndRule extends Row {}

    @Entity(name = "Rule")
    @Retained(atMost = "P90D", from = "day")
    static class InlineTaken extends Row {}

    @Entity(name = "ThenBesideRule")
    @Retained(rule = "rule", from = "day", because = "it said so")
    static class ThenBesideRule extends Row {}

    @Entity(name = "NoRule")
    @Retained(from = "day")
    static class NoRule extends Row {}

    @Entity(name = "Twice")
    @Retained(rule = "rule", from = "day")
    @Retained(rule = "rule", from = "day")
    static class Twice extends Row {}

    @Entity(name = "UnknownRule")
    @Retained(rule = "rulle", from = "day")
    static class UnknownRule extends Row {}

    @Entity(name = "NoSubject")
    @Retained(rule = "closing", from = "")
    static class NoSubject extends Row {
        LocalDate created = LocalDate.EPOCH;
    }

    @Entity(name = "Redacted")
    @Retained(rule = "redacted", from = "day")
    static class Redacted extends Row {}

    @Entity(name = "DecimalPart")
    @IdClass(DecimalPart.Key.class)
    @Retained(rule = "rule", from = "day")
    static class DecimalPart {
        @Id
        Long one = 0L;

        @Id
        BigDecimal two = BigDecimal.ZERO;

        LocalDate day = LocalDate.EPOCH;

        /** Both halves. */
        static class Key implements Serializable {
            private static final long serialVersionUID = 1L;

            Long one = 0L;
            BigDecimal two = BigDecimal.ZERO;

            @Override
            public boolean equals(Object other) {
                return other instanceof Key key && one.equals(key.one) && two.equals(key.two);
            }

            @Override
            public int hashCode() {
                return Objects.hash(one, two);
            }
        }
    }

    @Entity(name = "DecimalId")
    @Retained(rule = "rule", from = "day")
    static class DecimalId {
        @Id
        BigDecimal id = BigDecimal.ZERO;

        LocalDate day = LocalDate.EPOCH;
    }

    @Entity(name = "DecimalSubject")
    static class DecimalSubject extends Row {
        @SubjectRef
        BigDecimal person = BigDecimal.ONE;
    }

    @Entity(name = "ConvertedSubject")
    static class ConvertedSubject extends Row {
        @SubjectRef
        @Convert(converter = Reversed.class)
        String person = "";
    }

    /** Keeps a text the other way round. */
    @Converter
    public static class Reversed implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String text) {
            return new StringBuilder(text).reverse().toString();
        }

        @Override
        public String convertToEntityAttribute(String text) {
            return new StringBuilder(text).reverse().toString();
        }
    }

    @Entity(name = "DistantSubject")
    static class DistantSubject extends Row {
        @SubjectRef
        @ManyToOne
        @OnDisposal(OnDisposal.Then.UNLINK)
        Sound person = new Sound();
    }

    @Entity(name = "TwoSubjects")
    static class TwoSubjects extends Row {
        @SubjectRef
        String caller = "";

        @SubjectRef
        String callee = "";
    }

    @Entity(name = "ManySubjects")
    static class ManySubjects extends Row {
        @SubjectRef
        @ElementCollection
        List<String> people = new ArrayList<>();
    }

    @Entity(name = "LostSubject")
    @SubjectRef(path = "two.nobody")
    static class LostSubject extends Row {
        @ManyToOne
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        TwoSubjects two = new TwoSubjects();
    }

    @Entity(name = "VagueSubject")
    static class VagueSubject extends Row {
        @SubjectRef
        @ManyToOne
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        TwoSubjects two = new TwoSubjects();
    }

    @Entity(name = "StrayedSubject")
    static class StrayedSubject extends Row {
        @SubjectRef(path = "day")
        String person = "";
    }

    @Entity(name = "PathlessSubject")
    @SubjectRef
    static class PathlessSubject extends Row {}

    @Entity(name = "CircularSubject")
    static class CircularSubject extends Row {
        @SubjectRef
        @ManyToOne
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        @Nullable
        CircularSubject next;
    }

    @Entity(name = "NeededMention")
    static class NeededMention extends Row {
        @SubjectRef(mentioned = true)
        @Column(nullable = false)
        String person = "";
    }

    @Entity(name = "LongMention")
    static class LongMention extends Row {
        @SubjectRef(mentioned = true, replacement = "nobody at all")
        @Column(length = 5)
        String person = "";
    }

    @Entity(name = "DistantMention")
    @SubjectRef(path = "two.caller", mentioned = true)
    static class DistantMention extends Row {
        @ManyToOne
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        TwoSubjects two = new TwoSubjects();
    }

    @Entity(name = "ReplacedOwner")
    static class ReplacedOwner extends Row {
        @SubjectRef(replacement = "nobody")
        String person = "";
    }

    @Entity(name = "Unitless")
    @Retained(rule = "rule", from = "at")
    static class Unitless extends Row {
        long at;
    }

    @Entity(name = "OddUnit")
    @Retained(rule = "rule", from = "at", unit = ChronoUnit.MONTHS)
    static class OddUnit extends Row {
        long at;
    }

    @Entity(name = "TwoUnits")
    @Retained(rule = "rule", from = "at", unit = ChronoUnit.SECONDS)
    @Retained(rule = "other", from = "at", unit = ChronoUnit.MILLIS)
    static class TwoUnits extends Row {
        long at;
    }

    @Entity(name = "Monthly")
    @Retained(rule = "rule", from = "at")
    static class Monthly extends Row {
        YearMonth at = YearMonth.of(2026, 1);
    }

    @Entity(name = "Clocked")
    @Retained(rule = "rule", from = "at", zone = "UTC")
    static class Clocked extends Row {
        @Temporal(TemporalType.TIME)
        Date at = new Date(0);
    }

    @Entity(name = "NumberedTenant")
    @Retained(rule = "rule", from = "day")
    static class NumberedTenant extends Row {
        Long tenant = 0L;
    }

    @Entity(name = "Hidden")
    @SQLRestriction("id > 0")
    @Retained(rule = "rule", from = "at")
    static class Hidden extends Row {
        @Convert(converter = Stamped.class)
        Instant at = Instant.EPOCH;
    }

    /** Keeps a moment as a timestamp. */
    @Converter
    public static class Stamped implements AttributeConverter<Instant, Timestamp> {
        @Override
        public Timestamp convertToDatabaseColumn(Instant instant) {
            return Timestamp.from(instant);
        }

        @Override
        public Instant convertToEntityAttribute(Timestamp timestamp) {
            return timestamp.toInstant();
        }
    }

    @Entity(name = "Undeclared")
    static class Undeclared extends Row {
        @ManyToOne
        Sound sound = new Sound();
    }

    @Entity(name = "NotNullable")
    static class NotNullable extends Row {
        @ManyToOne
        @JoinColumn(nullable = false)
        @OnDisposal(OnDisposal.Then.UNLINK)
        Sound sound = new Sound();
    }

    @Entity(name = "KeyedByRows")
    static class KeyedByRows extends Row {
        @ElementCollection
        @MapKeyJoinColumn
        Map<Sound, String> remarks = new HashMap<>();
    }

    /** Declares what becomes of references wherever there are none. */
    @Entity(name = "Misplaced")
    @Retained(rule = "rule", from = "day")
    static class Misplaced extends Row {
        @OnDisposal(OnDisposal.Then.UNLINK)
        String name = "";

        @OneToMany(mappedBy = "holder")
        @OnDisposal(OnDisposal.Then.UNLINK)
        List<Holding> holdings = new ArrayList<>();

        @OneToOne(mappedBy = "only")
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        Holding holding = new Holding();

        @ManyToMany(mappedBy = "several")
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        List<Holding> shared = new ArrayList<>();

        @OneToMany(cascade = CascadeType.REMOVE)
        @JoinColumn
        @OnDisposal(OnDisposal.Then.UNLINK)
        List<Lot> plains = new ArrayList<>();

        @OneToMany(cascade = CascadeType.REMOVE)
        @JoinTable
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        List<Lot> others = new ArrayList<>();
    }

    @Entity(name = "Lot")
    static class Lot extends Row {}

    /** Holds the references. */
    @Entity(name = "Holding")
    static class Holding extends Row {
        @ManyToOne
        @OnDisposal(OnDisposal.Then.UNLINK)
        Misplaced holder = new Misplaced();

        @OneToOne
        @OnDisposal(OnDisposal.Then.UNLINK)
        Misplaced only = new Misplaced();

        @ManyToMany
        List<Misplaced> several = new ArrayList<>();
    }

    @Entity(name = "WithinCollection")
    static class WithinCollection extends Row {
        @ElementCollection
        List<Mention> mentions = new ArrayList<>();
    }

    /** A value that refers to a row. */
    @Embeddable
    static class Mention {
        @ManyToOne
        Sound sound = new Sound();
    }

    @Entity(name = "OwnsNothing")
    @Retained(rule = "rule", from = "day")
    static class OwnsNothing extends Row {
        @OneToMany
        @JoinColumn
        List<Plain> plains = new ArrayList<>();
    }

    @Entity(name = "OwnsItsReference")
    @Retained(rule = "rule", from = "day")
    static class OwnsItsReference extends Row {
        @ManyToOne(cascade = CascadeType.ALL)
        Plain plain = new Plain();
    }

    /** One of three in a circle. */
    @Entity(name = "First")
    @Retained(rule = "rule", from = "day")
    static class First extends Row {
        @ManyToOne
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        @Nullable
        Second second;
    }

    /** Two of three in a circle. */
    @Entity(name = "Second")
    @Retained(rule = "rule", from = "day")
    static class Second extends Row {
        @ManyToOne
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        @Nullable
        Third third;
    }

    /** Three of three in a circle. */
    @Entity(name = "Third")
    @Retained(with = "first")
    static class Third extends Row {
        @ManyToOne
        @Nullable
        First first;
    }

    @Entity(name = "Plain")
    static class Plain extends Row {}

    @Entity(name = "WithNothing")
    @Retained(with = "day")
    static class WithNothing extends Row {}

    @Entity(name = "WithUngoverned")
    @Retained(with = "plain")
    static class WithUngoverned extends Row {
        @ManyToOne
        Ungoverned plain = new Ungoverned();
    }

    @Entity(name = "Ungoverned")
    static class Ungoverned extends Row {}

    @Entity(name = "Stray")
    static class Stray extends Row {
        @PersonalData
        String name = "";
    }
}
