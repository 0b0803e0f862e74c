package dev.sojourn.policy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One version, in one language, of a text shown to data subjects (GDPR 7(1), 13; WP260).
 *
 * <p>The exact text is kept with its digest, because a pointer to today's page proves nothing about yesterday's.
 *
 * @param id which notice: {@code privacy}, {@code sign-up form}; not blank
 * @param version the version; not blank
 * @param language ISO 639 language of the text
 * @param text the exact text; not blank
 * @param effectiveFrom the first local day, in the controller's zone, on which this version is in force
 * @param change what changed since the version before
 * @param affects ids of the purposes the change touches; empty means all
 * @param grace the last local day on which consents given before a material change still hold; empty when they end as
 *     this version comes into force
 */
public record Notice(
        String id,
        String version,
        String language,
        String text,
        LocalDate effectiveFrom,
        Change change,
        Set<String> affects,
        Optional<LocalDate> grace) {

    /** What a new version of a notice changes (WP260, paragraphs 29 and 30). */
    public enum Change {
        /** The first version, or nothing a reader would notice. */
        NONE(false),
        /** Spelling or clearer wording: earlier consents stand. */
        WORDING(false),
        /** Other recipients: earlier consents stand, subjects are told. */
        RECIPIENTS(false),
        /** A purpose was widened or changed: earlier consents to it no longer hold. */
        PURPOSE(true),
        /** Another controller: earlier consents no longer hold. */
        CONTROLLER(true),
        /** Another way to exercise rights: earlier consents stand, subjects are told. */
        RIGHTS_ROUTE(false);

        private final boolean material;

        Change(boolean material) {
            this.material = material;
        }

        /**
         * Whether consents given under the version before end with this change.
         *
         * @return true for PURPOSE and CONTROLLER
         */
        public boolean isMaterial() {
            return material;
        }
    }

    /** Checks the parts. */
    public Notice {
        Words.named("notice", id);
        Words.named("notice version", version);
        Words.named("language of notice '" + id + "'", language);
        Words.named("text of notice '" + id + "'", text);
        Objects.requireNonNull(effectiveFrom, "effectiveFrom");
        Objects.requireNonNull(change, "change");
        affects = Set.copyOf(affects);
        Objects.requireNonNull(grace, "grace");
    }

    /**
     * A version whose change, if it is material, ends earlier consents at once.
     *
     * @param id which notice
     * @param version its version
     * @param language ISO 639 language of the text
     * @param text the exact text
     * @param effectiveFrom the first local day it is in force
     * @param change what changed since the version before
     * @param affects ids of the purposes the change touches; empty means all
     */
    public Notice(
            String id,
            String version,
            String language,
            String text,
            LocalDate effectiveFrom,
            Change change,
            Set<String> affects) {
        this(id, version, language, text, effectiveFrom, change, affects, Optional.empty());
    }

    /**
     * A first version of a notice, in English.
     *
     * @param id which notice
     * @param version its version
     * @param text the exact text
     * @param effectiveFrom the first local day it is in force
     * @return the notice
     */
    public static Notice of(String id, String version, String text, LocalDate effectiveFrom) {
        return new Notice(id, version, "en", text, effectiveFrom, Change.NONE, Set.of());
    }

    /**
     * The same version in another language: another text.
     *
     * @param language ISO 639 language
     * @return the notice
     */
    public Notice inLanguage(String language) {
        return new Notice(id, version, language, text, effectiveFrom, change, affects, grace);
    }

    /**
     * States what this version changes.
     *
     * @param change the class of the change
     * @param purposes the purposes touched; none means all
     * @return the notice
     */
    public Notice changing(Change change, Purpose... purposes) {
        return new Notice(
                id,
                version,
                language,
                text,
                effectiveFrom,
                change,
                Arrays.stream(purposes).map(Purpose::id).collect(Collectors.toUnmodifiableSet()),
                grace);
    }

    /**
     * Gives people time to answer anew: consents given before a material change hold through a day.
     *
     * @param last the last local day, in the controller's zone, on which they hold
     * @return the notice
     */
    public Notice graceThrough(LocalDate last) {
        return new Notice(id, version, language, text, effectiveFrom, change, affects, Optional.of(last));
    }

    /**
     * The first local day on which consents given before a material change no longer hold.
     *
     * @return the day after the grace, or the first day in force
     */
    public LocalDate consentsEndOn() {
        return grace.map(last -> last.plusDays(1)).orElse(effectiveFrom);
    }

    /** Everything declared, in a fixed order: the policy's digest reads it. */
    String canonical() {
        return CanonicalText.of("notice", id)
                .with("version", version)
                .with("language", language)
                .with("text", digest())
                .with("effective from", effectiveFrom)
                .with("change", change.name())
                .withAll("affects", affects)
                .with("grace", grace)
                .toString();
    }

    /**
     * Whether this version ends consents given earlier to a purpose.
     *
     * @param purpose the purpose's id
     * @return true when the change is material and touches the purpose
     */
    public boolean ends(String purpose) {
        return change.isMaterial() && (affects.isEmpty() || affects.contains(purpose));
    }

    /**
     * SHA-256 of the exact text, as lower-case hexadecimal.
     *
     * @return 64 characters
     */
    public String digest() {
        return CanonicalText.digestOf(text);
    }
}
