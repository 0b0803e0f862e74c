package dev.sojourn.consent;

import dev.sojourn.policy.ConsentLevel;
import dev.sojourn.policy.Notice;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What proves that a consent was informed and freely expressed: which text was shown, where, and how clearly the person
 * agreed (GDPR 4(11), 7(1)).
 *
 * <p>Immutable. Kept with the act for as long as the act; write no free text about a person into {@code via}.
 *
 * @param notice the text shown, in the language shown; empty when none was
 * @param via where it was shown, for example {@code sign-up form}; empty when unsaid
 * @param level how clearly the person agreed
 * @param despite ids of restrictions the consent names: to these it is the consent of GDPR 18(2)
 * @param requestKey the caller's own key of this request: the same key sent again records nothing more
 */
public record Evidence(
        Optional<Notice> notice, String via, ConsentLevel level, Set<String> despite, Optional<String> requestKey) {

    /** How many bytes of evidence an act takes at most. */
    public static final int MOST_BYTES = 16_384;

    private static final int LONGEST_REQUEST_KEY = 200;

    private static final Evidence NONE =
            new Evidence(Optional.empty(), "", ConsentLevel.EXPRESSED, Set.of(), Optional.empty());

    /** Checks the parts and copies the ids. */
    public Evidence {
        Objects.requireNonNull(notice, "notice");
        Objects.requireNonNull(via, "via");
        Objects.requireNonNull(level, "level");
        despite = Set.copyOf(despite);
        requestKey.ifPresent(Evidence::checkRequestKey);
    }

    /**
     * A clear affirmative act of which nothing else is known.
     *
     * @return level EXPRESSED, without a notice
     */
    public static Evidence none() {
        return NONE;
    }

    /**
     * A clear affirmative act by somebody who was shown a text.
     *
     * @param notice the version shown, in the language shown
     * @return level EXPRESSED, with that notice
     */
    public static Evidence shown(Notice notice) {
        return new Evidence(Optional.of(notice), "", ConsentLevel.EXPRESSED, Set.of(), Optional.empty());
    }

    /**
     * Says where the person agreed.
     *
     * @param via for example {@code sign-up form}
     * @return the evidence
     */
    public Evidence via(String via) {
        return new Evidence(notice, via, level, despite, requestKey);
    }

    /**
     * Says how clearly the person agreed.
     *
     * @param level EXPLICIT for an express statement, IMPLIED for what is inferred
     * @return the evidence
     */
    public Evidence level(ConsentLevel level) {
        return new Evidence(notice, via, level, despite, requestKey);
    }

    /**
     * Names a restriction the person consents in spite of; may be said once for each (GDPR 18(2)).
     *
     * @param restriction the restriction's id
     * @return the evidence
     */
    public Evidence despite(String restriction) {
        Set<String> all = new TreeSet<>(despite);
        all.add(restriction);
        return new Evidence(notice, via, level, all, requestKey);
    }

    /**
     * Names the request, so that a form submitted twice is recorded once: the second call returns the first one's act.
     * Keys are the subject's own, and only their digest is kept.
     *
     * @param key the caller's key, for example the form's one-time token; 1 to 200 characters
     * @return the evidence
     */
    public Evidence requestKey(String key) {
        return new Evidence(notice, via, level, despite, Optional.of(key));
    }

    Optional<String> requestDigest() {
        return requestKey.map(key -> RequestKeys.digest("request", key));
    }

    SortedMap<String, String> particulars() {
        SortedMap<String, String> known = new TreeMap<>();
        known.put(Particular.LEVEL, level.name());
        notice.ifPresent(shown -> {
            known.put(Particular.NOTICE, shown.id());
            known.put(Particular.NOTICE_VERSION, shown.version());
            known.put(Particular.NOTICE_LANGUAGE, shown.language());
            known.put(Particular.NOTICE_DIGEST, shown.digest());
        });
        if (!via.isEmpty()) {
            known.put(Particular.VIA, via);
        }
        if (!despite.isEmpty()) {
            known.put(Particular.DESPITE, NameList.write(despite));
        }
        requestDigest().ifPresent(digest -> known.put(Particular.REQUEST, digest));
        checkSize(known);
        return known;
    }

    /** What a no is recorded with: the text that was shown, and where. How clearly somebody agreed is no part of a no. */
    SortedMap<String, String> particularsOfANo() {
        SortedMap<String, String> known = particulars();
        known.keySet().removeAll(Set.of(Particular.LEVEL, Particular.DESPITE, Particular.REQUEST));
        return known;
    }

    private static void checkSize(SortedMap<String, String> known) {
        long bytes = known.entrySet().stream()
                .mapToLong(part -> part.getKey().length() + part.getValue().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException("the evidence of a consent takes " + bytes + " bytes, and " + MOST_BYTES
                    + " are kept at most: keep documents in a store of the host's and name them in via(…)");
        }
    }

    private static void checkRequestKey(String key) {
        if (key.isBlank() || key.length() > LONGEST_REQUEST_KEY) {
            throw new IllegalArgumentException("a request key has " + key.length() + " characters"
                    + (key.isBlank() ? ", all blank" : "") + ": give 1 to " + LONGEST_REQUEST_KEY
                    + ", such as the form's one-time token");
        }
    }
}
