package dev.sojourn.jpa;

import dev.sojourn.policy.Redaction;
import dev.sojourn.retention.DataDescription;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * An attribute that is redacted while its row stays, as compiled once.
 *
 * @param path the way to it from the row
 * @param how what takes the place of its value
 * @param type its Java type, never a primitive
 * @param marker the boolean attribute that tells that it was done; empty where the value tells
 * @param association whether it refers to another row
 * @param subject whether it names the row's subject, so that it goes with anonymising alone
 * @param category its own category; empty for the row's
 * @param bindings its own rules
 * @param byBytes whether a text must be compared by its bytes
 * @param implied whether nobody said how: it goes to null where its row is made nobody's, and stays otherwise
 * @param remembered what the provider's own entity of past states calls its columns; none where it keeps no past of it
 * @param rememberedMarker what it calls the marker
 */
record RedactedAttribute(
        String path,
        Redaction how,
        Class<?> type,
        Optional<String> marker,
        boolean association,
        boolean subject,
        Optional<String> category,
        List<DataDescription.Binding> bindings,
        boolean byBytes,
        boolean implied,
        List<String> remembered,
        Optional<String> rememberedMarker) {

    /** One that no past state has. */
    RedactedAttribute(
            String path,
            Redaction how,
            Class<?> type,
            Optional<String> marker,
            boolean association,
            boolean subject,
            Optional<String> category,
            List<DataDescription.Binding> bindings,
            boolean byBytes,
            boolean implied) {
        this(
                path,
                how,
                type,
                marker,
                association,
                subject,
                category,
                bindings,
                byBytes,
                implied,
                List.of(),
                Optional.empty());
    }

    /**
     * Where a value stands.
     *
     * @param path its attribute, in the row or in a past state of it
     * @param marker the attribute that tells that it was redacted
     */
    record Place(String path, Optional<String> marker) {}

    /** The same attribute, of which past states are kept. */
    RedactedAttribute remembered(List<String> places, Optional<String> placeOfMarker) {
        return new RedactedAttribute(
                path,
                how,
                type,
                marker,
                association,
                subject,
                category,
                bindings,
                byBytes,
                implied,
                List.copyOf(places),
                placeOfMarker);
    }

    boolean isRemembered() {
        return !remembered.isEmpty();
    }

    /** Each of its columns in past states; the marker tells of the last of them, which is redacted last. */
    List<Place> rememberedPlaces() {
        int last = remembered.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(at -> new Place(remembered.get(at), at == last ? rememberedMarker : Optional.empty()))
                .toList();
    }

    /** The boolean attribute that tells that the host did something of its own; to be done to it is to be set. */
    static RedactedAttribute mark(String path) {
        return new RedactedAttribute(
                path,
                new Redaction.ToConstant(true),
                Boolean.class,
                Optional.of(path),
                false,
                false,
                Optional.empty(),
                List.of(),
                false,
                true);
    }

    boolean isMark() {
        return marker.filter(path::equals).isPresent();
    }

    boolean hasOwnRule() {
        return !bindings.isEmpty();
    }

    /** Where in the row it has a value that still is to be redacted; true or false, never unknown. */
    String pending(Function<Object, String> parameter) {
        return pending("e", new Place(path, marker), parameter);
    }

    /** Where in a past state it has such a value, for each of its columns. */
    List<String> pendingOnce(String alias, PastRedaction.Naming naming) {
        return rememberedPlaces().stream()
                .map(place -> pending(alias, place, naming::of))
                .toList();
    }

    String pending(String alias, Place place, Function<Object, String> parameter) {
        String value = alias + "." + place.path();
        Optional<String> mark = place.marker().map(name -> alias + "." + name);
        if (isMark()) {
            return notDone(value, mark, parameter).orElseThrow();
        }
        return "(" + value + " is not null"
                + notDone(value, mark, parameter).map(test -> " and " + test).orElse("") + ")";
    }

    private Optional<String> notDone(String value, Optional<String> done, Function<Object, String> parameter) {
        if (done.isPresent()) {
            String mark = done.get();
            return Optional.of("(" + mark + " is null or " + mark + " <> " + parameter.apply(true) + ")");
        }
        if (how instanceof Redaction.ToConstant constant) {
            return Optional.of(exactly(value) + " <> " + exactly(parameter.apply(constant.value())));
        }
        if (how instanceof Redaction.ToFirstDay first) {
            String day = "extract(day from " + value + ") <> 1";
            String month = "extract(month from " + value + ") <> 1";
            return Optional.of("(" + (first.ofYear() ? month + " or " : "") + day + timeOfDay(value) + ")");
        }
        if (how instanceof Redaction.ToNetwork) {
            return Optional.of("not " + isNetwork(value));
        }
        if (how instanceof Redaction.ToStep step) {
            return Optional.of("mod(" + value + ", " + step.step() + ") <> 0");
        }
        return how instanceof Redaction.ToPlaceholder
                ? Optional.of(value + " not like '%@" + Redaction.PLACEHOLDER_DOMAIN + "'")
                : Optional.empty();
    }

    /** Two texts that a loose collation takes for one differ in their bytes. */
    private String exactly(String text) {
        return byBytes && type == String.class ? "function('hex', " + text + ")" : text;
    }

    private String timeOfDay(String value) {
        return type == LocalDate.class
                ? ""
                : " or extract(hour from " + value + ") <> 0 or extract(minute from " + value
                        + ") <> 0 or extract(second from " + value + ") <> 0";
    }

    /** Three dots and a last zero without a letter, or three groups before the gap: as redacted values are written. */
    private String isNetwork(String value) {
        return "((" + value + " like '%_.%_.%_.0' and " + value + " not like '%.%.%.%.%' and length(" + value
                + ") <= 13 and " + exactly("upper(" + value + ")") + " = " + exactly("lower(" + value + ")") + " and "
                + value + " not like '%:%' and "
                + value + " not like '% %' and " + value + " not like '%,%') or (" + value + " like '%_:%_:%_::' and "
                + value + " not like '%:%:%:%::' and length(" + value + ") <= 16 and " + exactly(value) + " = "
                + exactly("lower(" + value + ")") + "))";
    }

    /** The new value where JPQL can say it of every row at once; the column itself keeps what is missing missing. */
    Optional<String> assigned(Function<Object, String> parameter) {
        String value = "e." + path;
        if (how instanceof Redaction.ToNull) {
            return Optional.of(value + " = null");
        }
        if (how instanceof Redaction.ToConstant constant) {
            return Optional.of(value + " = case when " + value + " is null then " + value + " else "
                    + parameter.apply(constant.value()) + " end");
        }
        return Optional.empty();
    }

    /** What stands in a row with some value from then on, by parameter. */
    String assignedTo(Optional<Object> replacement, Function<Object, String> parameter) {
        return "e." + path + " = " + replacement.map(parameter).orElse("null");
    }
}
