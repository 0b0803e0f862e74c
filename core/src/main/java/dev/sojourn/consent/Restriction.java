package dev.sojourn.consent;

import dev.sojourn.policy.Purpose;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Data marked so that it is stored and, for the time being, not otherwise used (GDPR 4(3), 18).
 *
 * <p>Immutable. It carries a review date, past which it is listed, never lifted by itself.
 *
 * @param ground on which of the four grounds the subject may ask for it
 * @param categories the categories of data restricted; empty when purposes are named, or everything is meant
 * @param purposes ids of the purposes restricted; empty when categories are named, or everything is meant
 * @param reviewOn the local day, in the controller's zone, from which it is listed for review
 */
public record Restriction(Ground ground, Set<String> categories, Set<String> purposes, Optional<LocalDate> reviewOn) {

    /** The four cases in which a subject may have processing restricted (GDPR 18(1)). */
    public enum Ground {
        /** The subject contests that the data is accurate, and that is being verified: 18(1)(a). */
        ACCURACY_CONTESTED,
        /** The processing is unlawful and the subject wants restriction, not erasure: 18(1)(b). */
        UNLAWFUL_PROCESSING,
        /** The controller needs the data no more, the subject does, for legal claims: 18(1)(c). */
        NEEDED_FOR_CLAIMS,
        /** The subject objected, and whose grounds override is being verified: 18(1)(d). */
        OBJECTION_PENDING
    }

    /** Checks the parts and copies the sets. */
    public Restriction {
        Objects.requireNonNull(ground, "ground");
        categories = Set.copyOf(categories);
        purposes = Set.copyOf(purposes);
        Objects.requireNonNull(reviewOn, "reviewOn");
    }

    /**
     * A restriction of everything about the subject.
     *
     * @param ground the ground
     * @return the restriction; still without a review date
     */
    public static Restriction everything(Ground ground) {
        return new Restriction(ground, Set.of(), Set.of(), Optional.empty());
    }

    /**
     * A restriction of some categories of data.
     *
     * @param ground the ground
     * @param categories names of categories under a rule; at least one
     * @return the restriction; still without a review date
     */
    public static Restriction ofCategories(Ground ground, String... categories) {
        return new Restriction(
                ground, new TreeSet<>(some("category", Arrays.asList(categories))), Set.of(), Optional.empty());
    }

    /**
     * A restriction of some purposes.
     *
     * @param ground the ground
     * @param purposes the purposes; at least one
     * @return the restriction; still without a review date
     */
    public static Restriction ofPurposes(Ground ground, Purpose... purposes) {
        return new Restriction(
                ground,
                Set.of(),
                some("purpose", Arrays.asList(purposes)).stream()
                        .map(Purpose::id)
                        .collect(Collectors.toUnmodifiableSet()),
                Optional.empty());
    }

    /**
     * Sets the review date.
     *
     * @param day the local day, in the controller's zone
     * @return the restriction
     */
    public Restriction reviewOn(LocalDate day) {
        return new Restriction(ground, categories, purposes, Optional.of(day));
    }

    /**
     * Reads a restriction from the act that placed it.
     *
     * @param act an act of kind RESTRICTED
     * @return the restriction
     */
    public static Restriction of(SubjectAct act) {
        if (act.kind() != ActKind.RESTRICTED) {
            throw new IllegalArgumentException("an act of kind " + act.kind() + " places no restriction");
        }
        SortedMap<String, String> known = act.particulars();
        return new Restriction(
                Ground.valueOf(known.getOrDefault(Particular.GROUND, "")),
                NameList.read(known.getOrDefault(Particular.CATEGORIES, "")),
                NameList.read(known.getOrDefault(Particular.PURPOSES, "")),
                Optional.ofNullable(known.get(Particular.REVIEW_ON)).map(LocalDate::parse));
    }

    /**
     * Whether everything about the subject is restricted.
     *
     * @return true when neither categories nor purposes are named
     */
    public boolean isOfEverything() {
        return categories.isEmpty() && purposes.isEmpty();
    }

    SortedMap<String, String> particulars() {
        SortedMap<String, String> known = new TreeMap<>();
        known.put(Particular.GROUND, ground.name());
        if (!categories.isEmpty()) {
            known.put(Particular.CATEGORIES, NameList.write(categories));
        }
        if (!purposes.isEmpty()) {
            known.put(Particular.PURPOSES, NameList.write(purposes));
        }
        reviewOn.ifPresent(day -> known.put(Particular.REVIEW_ON, day.toString()));
        return known;
    }

    private static <T> List<T> some(String what, List<T> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a restriction names no " + what
                    + ": name at least one, or restrict everything with Restriction.everything(…)");
        }
        return names;
    }
}
