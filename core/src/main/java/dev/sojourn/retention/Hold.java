package dev.sojourn.retention;

import dev.sojourn.policy.DataSubject;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An order to keep data whatever a rule or an erasure says, until it is released (records management; GDPR 17(3)(e)).
 *
 * <p>A hold covers one subject, one category, or one category of one subject. It carries a review date, past which it is
 * listed, never released by itself.
 *
 * @param id the hold's id; a UUID
 * @param subject whose data; empty for everybody's
 * @param category of which category; empty for every one
 * @param reason the case, in words
 * @param reviewOn the local day, in the controller's zone, from which it is listed for review
 */
public record Hold(
        String id,
        Optional<DataSubject> subject,
        Optional<String> category,
        String reason,
        Optional<LocalDate> reviewOn) {

    /** Checks the parts. */
    public Hold {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(reviewOn, "reviewOn");
        if (subject.isEmpty() && category.isEmpty()) {
            throw new IllegalArgumentException(
                    "a hold covers nothing: name a subject with Hold.on(…) or a category with Hold.onCategory(…)");
        }
    }

    /**
     * A hold on everything about a subject.
     *
     * @param subject the subject
     * @return the hold; still without reason and review date
     */
    public static Hold on(DataSubject subject) {
        return new Hold(UUID.randomUUID().toString(), Optional.of(subject), Optional.empty(), "", Optional.empty());
    }

    /**
     * A hold on a whole category.
     *
     * @param category the category's name
     * @return the hold; still without reason and review date
     */
    public static Hold onCategory(String category) {
        return new Hold(UUID.randomUUID().toString(), Optional.empty(), Optional.of(category), "", Optional.empty());
    }

    /**
     * Narrows the hold to a category.
     *
     * @param category the category's name
     * @return the hold
     */
    public Hold within(String category) {
        return new Hold(id, subject, Optional.of(category), reason, reviewOn);
    }

    /**
     * Says why.
     *
     * @param reason the case
     * @return the hold
     */
    public Hold because(String reason) {
        return new Hold(id, subject, category, reason, reviewOn);
    }

    /**
     * Sets the review date.
     *
     * @param day the local day, in the controller's zone
     * @return the hold
     */
    public Hold reviewOn(LocalDate day) {
        return new Hold(id, subject, category, reason, Optional.of(day));
    }

    /** Shows the id and review date; a reason may be personal. */
    @Override
    public String toString() {
        return "Hold[" + id + reviewOn.map(day -> ", review on " + day).orElse("") + "]";
    }
}
