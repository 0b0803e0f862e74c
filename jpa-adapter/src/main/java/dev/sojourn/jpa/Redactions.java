package dev.sojourn.jpa;

import dev.sojourn.annotation.Redact;
import dev.sojourn.policy.HostRedaction;
import dev.sojourn.policy.Redaction;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Reads what {@link Redact} says, with the host's own redactions by name.
 *
 * @param byHost the host's own
 * @param byBytes whether texts must be compared by their bytes, since the database takes different ones for equal
 */
record Redactions(Map<String, HostRedaction> byHost, boolean byBytes) {

    Redactions {
        byHost = Map.copyOf(byHost);
    }

    /**
     * The redaction written on an attribute.
     *
     * @param type the attribute's type, never a primitive
     * @param fault takes a problem and its mend
     * @return empty where it was faulty
     */
    Optional<Redaction> read(Redact written, Class<?> type, BiConsumer<String, String> fault) {
        Redact.To to = written.value();
        superfluous(written.constant().isEmpty(), to == Redact.To.CONSTANT, "constant", fault);
        superfluous(written.step() == 0, to == Redact.To.STEP, "step", fault);
        superfluous(written.by().isEmpty(), to == Redact.To.HOST, "by", fault);
        Optional<Redaction> read = switch (to) {
            case NULL -> Optional.of(new Redaction.ToNull());
            case FIRST_OF_MONTH -> Optional.of(new Redaction.ToFirstDay(false));
            case FIRST_OF_YEAR -> Optional.of(new Redaction.ToFirstDay(true));
            case NETWORK -> Optional.of(new Redaction.ToNetwork());
            case PLACEHOLDER -> Optional.of(new Redaction.ToPlaceholder());
            case CONSTANT -> constant(written.constant(), type, fault);
            case STEP -> step(written.step(), fault);
            case HOST -> host(written.by(), fault);
        };
        read.filter(redaction -> !redaction.fits(type))
                .ifPresent(redaction ->
                        fault.accept("is a " + type.getSimpleName() + " and cannot be redacted to " + to, mend(to)));
        return read.filter(redaction -> redaction.fits(type));
    }

    private static void superfluous(boolean absent, boolean wanted, String name, BiConsumer<String, String> fault) {
        if (!absent && !wanted) {
            fault.accept("says " + name + ", which its redaction does not use", "leave " + name + " out");
        }
    }

    private static Optional<Redaction> constant(String text, Class<?> type, BiConsumer<String, String> fault) {
        Optional<Object> value = parse(text, type);
        if (value.isEmpty()) {
            fault.accept(
                    "is to become the constant \"" + text + "\", which is no " + type.getSimpleName(),
                    "write a value of the attribute's type (String, a whole number, boolean or an enum's name), or"
                            + " @Redact(NULL)");
        }
        return value.map(Redaction.ToConstant::new);
    }

    private static Optional<Object> parse(String text, Class<?> type) {
        try {
            if (type == String.class) {
                return Optional.of(text);
            }
            if (type == Boolean.class && (text.equals("true") || text.equals("false"))) {
                return Optional.of(Boolean.valueOf(text));
            }
            if (type == Integer.class) {
                return Optional.of(Integer.valueOf(text));
            }
            if (type == Long.class) {
                return Optional.of(Long.valueOf(text));
            }
            if (type == Short.class) {
                return Optional.of(Short.valueOf(text));
            }
            return type.isEnum()
                    ? Arrays.<Object>stream(type.getEnumConstants())
                            .filter(constant -> ((Enum<?>) constant).name().equals(text))
                            .findFirst()
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Redaction> step(int step, BiConsumer<String, String> fault) {
        if (step < 2) {
            fault.accept(
                    "is redacted in steps of " + step, "write a step of 2 or more: @Redact(value = STEP, step = 10)");
            return Optional.empty();
        }
        return Optional.of(new Redaction.ToStep(step));
    }

    private Optional<Redaction> host(String name, BiConsumer<String, String> fault) {
        HostRedaction known = byHost.get(name);
        if (known == null) {
            fault.accept(
                    "is redacted by '" + name + "', which nobody registered",
                    "register it with JpaStores.redaction(\"" + name + "\", …)"
                            + (byHost.isEmpty() ? "" : ", or name one of " + byHost.keySet()));
            return Optional.empty();
        }
        return Optional.of(new Redaction.ByHost(name, known));
    }

    private static String mend(Redact.To to) {
        return switch (to) {
            case FIRST_OF_MONTH, FIRST_OF_YEAR ->
                "use it on a LocalDate, LocalDateTime, Instant or OffsetDateTime, or write @Redact(NULL)";
            case STEP -> "use it on a short, int or long, or write @Redact(NULL)";
            default -> "use it on a String, or write @Redact(NULL)";
        };
    }
}
