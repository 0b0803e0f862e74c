package dev.sojourn.policy;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whose law applies to a person by where they are: a country, or a part of one.
 *
 * @param code ISO 3166-1 alpha-2 such as {@code RO}, or ISO 3166-2 such as {@code US-CA}; empty when nobody knows
 */
public record Jurisdiction(String code) {

    private static final Pattern CODE = Pattern.compile("([A-Z]{2}(-[A-Z0-9]{1,3})?)?");

    /** Nobody knows where the person is: the strictest answer holds. */
    public static final Jurisdiction UNKNOWN = new Jurisdiction("");

    /** Where Article 5(3) of the ePrivacy Directive asks consent before anything is stored on a device. */
    private static final Set<String> EUROPEAN_ECONOMIC_AREA = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI",
            "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK");

    /** Checks the code's form. */
    public Jurisdiction {
        Objects.requireNonNull(code, "code");
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "'" + code + "' is no jurisdiction: write an ISO 3166 code, such as RO or US-CA");
        }
    }

    /**
     * A country, or a part of one.
     *
     * @param code ISO 3166-1 alpha-2 such as {@code RO}, or ISO 3166-2 such as {@code US-CA}
     * @return the jurisdiction
     * @throws IllegalArgumentException for anything else
     */
    public static Jurisdiction of(String code) {
        return new Jurisdiction(Words.named("jurisdiction", code));
    }

    /**
     * Whether this area contains another, or is it: {@code US} contains {@code US-CA}.
     *
     * @param other where somebody is
     * @return false whenever one of the two is {@link #UNKNOWN}
     */
    public boolean covers(Jurisdiction other) {
        return !code.isEmpty() && (other.code.equals(code) || other.code.startsWith(code + "-"));
    }

    boolean asksConsentForDevices() {
        return EUROPEAN_ECONOMIC_AREA.contains(code.split("-", 2)[0]);
    }
}
