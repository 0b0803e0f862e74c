package dev.sojourn.jpa;

import dev.sojourn.annotation.Retained;
import dev.sojourn.policy.Fault;
import jakarta.persistence.Convert;
import jakarta.persistence.Lob;
import jakarta.persistence.Temporal;
import jakarta.persistence.TemporalType;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.Attribute.PersistentAttributeType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges the attributes of one entity that start or end a period, and says how each is read and compared. */
final class TimeCompiler {

    private final EntityDeclaration entity;
    private final Provider provider;
    private final List<Fault> faults;
    private final Map<String, Declared> claimed = new LinkedHashMap<>();
    private final Set<String> faulty = new LinkedHashSet<>();

    TimeCompiler(EntityDeclaration entity, Provider provider, List<Fault> faults) {
        this.entity = entity;
        this.provider = provider;
        this.faults = faults;
    }

    /**
     * What one annotation says beside the attribute.
     *
     * @param zone of a value without zone
     * @param unit of a number
     */
    record Declared(Optional<ZoneId> zone, Optional<ChronoUnit> unit) {
        static final Declared NOTHING = new Declared(Optional.empty(), Optional.empty());
    }

    Declared declared(Retained retained) {
        Optional<ChronoUnit> unit = Optional.of(retained.unit()).filter(of -> of != ChronoUnit.FOREVER);
        unit.filter(of -> !TimeType.UNITS.contains(of))
                .ifPresent(of -> fault(
                        "",
                        "@Retained(rule = \"" + retained.rule() + "\") counts in " + of,
                        "choose DAYS, SECONDS, MILLIS, MICROS or NANOS"));
        return new Declared(zone(retained), unit);
    }

    /** Notes that a rule starts from an attribute; false, with a fault, for one that it cannot start from. */
    boolean claim(String name, Declared declared) {
        if (!isTime(name, declared)) {
            faulty.add(name);
            return false;
        }
        Declared before = claimed.get(name);
        if (before == null) {
            claimed.put(name, declared);
        } else {
            agree(name, "zone", before.zone(), declared.zone());
            agree(name, "unit", before.unit(), declared.unit());
            claimed.put(
                    name,
                    new Declared(before.zone().or(declared::zone), before.unit().or(declared::unit)));
        }
        return true;
    }

    Set<String> faulty() {
        return Set.copyOf(faulty);
    }

    /** Every attribute that holds a day or a moment, those no rule names included. */
    Map<String, TimeType> compile() {
        Map<String, TimeType> times = new LinkedHashMap<>();
        for (EntityDeclaration.Leaf leaf : entity.leaves()) {
            Class<?> type = leaf.attribute().getJavaType();
            boolean number = TimeType.isNumber(type);
            if (leaf.isBasic()
                    && (number ? claimed.containsKey(leaf.path()) : TimeType.isKnown(type))
                    && (number || keepsTime(leaf.path(), leaf.attribute()))) {
                Declared declared = claimed.getOrDefault(leaf.path(), Declared.NOTHING);
                TimeType.of(type, terms(leaf.attribute(), declared), provider.storageZone())
                        .ifPresent(time -> times.put(leaf.path(), time));
            }
        }
        return times;
    }

    private Optional<ZoneId> zone(Retained retained) {
        if (retained.zone().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(retained.zone()));
        } catch (DateTimeException e) {
            fault(
                    "",
                    "@Retained(rule = \"" + retained.rule() + "\") names no zone: \"" + retained.zone() + "\"",
                    "write an IANA zone such as Europe/Bucharest");
            return Optional.empty();
        }
    }

    private <T> void agree(String name, String what, Optional<T> one, Optional<T> other) {
        if (one.isPresent() && other.isPresent() && !one.equals(other)) {
            fault(
                    name,
                    "is in two " + what + "s, " + one.get() + " and " + other.get(),
                    "declare one " + what + " for it");
        }
    }

    private boolean isTime(String name, Declared declared) {
        Optional<Attribute<?, ?>> found = entity.attribute(name);
        if (found.isEmpty()) {
            fault(name, "the entity has no such attribute", "name one of: " + entity.known());
            return false;
        }
        Attribute<?, ?> attribute = found.get();
        Class<?> type = attribute.getJavaType();
        boolean basic = attribute.getPersistentAttributeType() == PersistentAttributeType.BASIC;
        if (basic && TimeType.isNumber(type)) {
            return isCount(name, attribute, declared);
        }
        if (!basic || !TimeType.isKnown(type)) {
            fault(
                    name,
                    "is a " + type.getSimpleName() + " and cannot start or end a period",
                    "name an attribute of type " + TimeType.KNOWN);
            return false;
        }
        if (!keepsTime(name, attribute)) {
            fault(
                    name,
                    "is not kept as a date or timestamp, so a query cannot compare it",
                    "map it to a date or timestamp column, without a converter to anything else");
            return false;
        }
        if (TimeType.needsZone(type, terms(attribute, declared))
                && declared.zone().isEmpty()) {
            fault(
                    name,
                    "is a " + type.getSimpleName() + ", which has no zone",
                    "declare it: @Retained(…, zone = \"Europe/Bucharest\")");
            return false;
        }
        return true;
    }

    private boolean isCount(String name, Attribute<?, ?> attribute, Declared declared) {
        if (declared.unit().isEmpty()) {
            fault(
                    name,
                    "is a " + attribute.getJavaType().getSimpleName() + ", which has no unit",
                    "declare it: @Retained(…, unit = ChronoUnit.MILLIS)");
            return false;
        }
        if (isConverted(name, attribute)) {
            fault(
                    name,
                    "is a number behind a converter, so a query cannot compare it",
                    "map it to a number column, without a converter");
            return false;
        }
        return TimeType.UNITS.contains(declared.unit().get());
    }

    /** A converter from one time to another keeps the order; the provider knows to what it converts. */
    private boolean keepsTime(String path, Attribute<?, ?> attribute) {
        return Members.on(attribute, Lob.class).isEmpty()
                && provider.keepsTime(entity.type().getJavaType(), path);
    }

    private boolean isConverted(String path, Attribute<?, ?> attribute) {
        return Members.on(attribute, Convert.class)
                        .filter(convert -> !convert.disableConversion())
                        .isPresent()
                || provider.isConverted(entity.type().getJavaType(), path);
    }

    private static TimeType.Terms terms(Attribute<?, ?> attribute, Declared declared) {
        boolean date = Members.on(attribute, Temporal.class)
                .filter(temporal -> temporal.value() == TemporalType.DATE)
                .isPresent();
        return new TimeType.Terms(declared.zone(), declared.unit(), date);
    }

    private void fault(String attribute, String problem, String mend) {
        faults.add(new Fault(entity.element(attribute), problem, mend));
    }
}
