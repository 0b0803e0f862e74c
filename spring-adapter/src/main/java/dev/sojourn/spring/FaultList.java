package dev.sojourn.spring;

import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Jurisdiction;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads texts of the configuration, each by the property it stands under, and collects what cannot be read. */
final class FaultList {

    private final List<Fault> faults = new ArrayList<>();

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    void add(String property, String problem, String mend) {
        faults.add(new Fault(property, problem, mend));
    }

    void addAll(List<Fault> more) {
        faults.addAll(more);
    }

    Optional<Period> period(String property, @Nullable String text) {
        return read(property, text, Period::parse, "is no ISO 8601 period", "write one such as P90D, P6M or P10Y");
    }

    Optional<LocalDate> day(String property, @Nullable String text) {
        return read(property, text, LocalDate::parse, "is no day", "write it as YYYY-MM-DD");
    }

    Optional<MonthDay> monthDay(String property, @Nullable String text) {
        return read(property, text, MonthDay::parse, "is no day of the year", "write it as --MM-DD, such as --12-31");
    }

    Optional<Jurisdiction> jurisdiction(String property, @Nullable String text) {
        return read(
                property,
                text,
                Jurisdiction::of,
                "is no jurisdiction",
                "write an ISO 3166 code of a country or a part of one, such as RO or US-CA");
    }

    <E extends Enum<E>> Optional<E> word(String property, @Nullable String text, Class<E> type) {
        return read(
                property,
                text,
                word -> Enum.valueOf(type, word.trim().toUpperCase(Locale.ROOT).replace('-', '_')),
                "is none of the words known here",
                "write one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(FaultList::written)
                                .collect(Collectors.joining(", ")));
    }

    /** A period that must be there. */
    Optional<Period> requiredPeriod(String property, @Nullable String text, String mend) {
        return isThere(property, text, mend) ? period(property, text) : Optional.empty();
    }

    /** A day that must be there. */
    Optional<LocalDate> requiredDay(String property, @Nullable String text, String mend) {
        return isThere(property, text, mend) ? day(property, text) : Optional.empty();
    }

    /** A text that must be there. */
    String required(String property, @Nullable String text, String mend) {
        return isThere(property, text, mend) ? String.valueOf(text) : "missing";
    }

    private boolean isThere(String property, @Nullable String text, String mend) {
        if (text == null || text.isBlank()) {
            add(property, "is missing", mend);
            return false;
        }
        return true;
    }

    static <E extends Enum<E>> String written(E constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    <T> Optional<T> read(
            String property, @Nullable String text, Function<String, T> reading, String problem, String mend) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.apply(text.trim()));
        } catch (DateTimeException | IllegalArgumentException e) {
            add(property, "'" + text + "' " + problem, mend);
            return Optional.empty();
        }
    }
}
