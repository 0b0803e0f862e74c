package dev.sojourn.jpa;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The attribute by which the age of a row is told, the likeliest to start a period.
 *
 * @param attribute its path
 * @param type its Java type
 * @param meaning what it seems to be: an activity, an end, an event, the making of the row, its last change
 */
record SurveyClock(String attribute, Class<?> type, Meaning meaning) {

    /** What a day or moment in a row may mean, the fittest to start a period first. */
    enum Meaning {
        ACTIVITY("last activity"),
        END("its end"),
        EVENT("what happened"),
        CREATION("when the row was made"),
        OTHER("a day nobody named clearly"),
        CHANGE("the last change, which every edit moves");

        private final String words;

        Meaning(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private static final Set<String> LATEST = Set.of("last", "latest");
    private static final Set<String> ACTIVITY =
            Set.of("seen", "login", "activity", "active", "visit", "order", "contact", "contacted", "used", "access");
    private static final Set<String> END = Set.of(
            "ended",
            "end",
            "ends",
            "closed",
            "completed",
            "finished",
            "discharged",
            "left",
            "cancelled",
            "canceled",
            "terminated",
            "resolved",
            "returned",
            "delivered",
            "paid");
    private static final Set<String> EVENT = Set.of(
            "placed",
            "ordered",
            "issued",
            "sent",
            "received",
            "recorded",
            "occurred",
            "performed",
            "taken",
            "viewed",
            "submitted",
            "happened",
            "prescribed",
            "administered",
            "started",
            "starts",
            "start",
            "signed",
            "given",
            "granted",
            "attempted",
            "called",
            "visited",
            "captured",
            "measured",
            "logged",
            "posted",
            "published",
            "invoiced",
            "subscribed",
            "worked",
            "booked",
            "uploaded",
            "requested");
    private static final Set<String> CREATION =
            Set.of("created", "registered", "joined", "creation", "inserted", "hired", "admitted", "added", "since");
    private static final Set<String> CHANGE =
            Set.of("updated", "modified", "changed", "edited", "update", "modification");
    private static final Set<String> AHEAD = Set.of(
            "expires",
            "expiry",
            "expiration",
            "expired",
            "until",
            "due",
            "next",
            "planned",
            "valid",
            "scheduled",
            "deadline",
            "review",
            "locked");

    /** The likeliest of an entity's days and moments; for people the last activity, for all else the end or the event. */
    static Optional<SurveyClock> of(Map<String, Class<?>> times, boolean person) {
        Comparator<SurveyClock> fitness = Comparator.comparingInt(clock -> rank(clock.meaning(), person));
        return times.entrySet().stream()
                .filter(time -> TimeType.isKnown(time.getValue()))
                .flatMap(
                        time -> meaning(time.getKey())
                                .map(meaning -> new SurveyClock(time.getKey(), time.getValue(), meaning))
                                .stream())
                .min(fitness.thenComparing(SurveyClock::needsZone));
    }

    boolean needsZone() {
        return TimeType.needsZone(type, new TimeType.Terms(Optional.empty(), Optional.empty(), false));
    }

    private static int rank(Meaning meaning, boolean person) {
        return switch (meaning) {
            case ACTIVITY -> person ? 0 : 3;
            case END -> person ? 1 : 1;
            case EVENT -> person ? 4 : 0;
            case CREATION -> person ? 2 : 2;
            case OTHER -> person ? 5 : 4;
            case CHANGE -> person ? 3 : 5;
        };
    }

    private static Optional<Meaning> meaning(String path) {
        List<String> words = PersonalWords.split(path);
        if (has(words, AHEAD) || has(words, Set.of("birth", "birthday", "born", "death", "dob"))) {
            return Optional.empty();
        }
        if (has(words, LATEST) && has(words, ACTIVITY) || has(words, Set.of("seen", "activity"))) {
            return Optional.of(Meaning.ACTIVITY);
        }
        if (has(words, END)) {
            return Optional.of(Meaning.END);
        }
        if (has(words, CREATION)) {
            return Optional.of(Meaning.CREATION);
        }
        if (has(words, CHANGE)) {
            return Optional.of(Meaning.CHANGE);
        }
        return Optional.of(has(words, EVENT) || words.size() == 1 ? Meaning.EVENT : Meaning.OTHER);
    }

    private static boolean has(List<String> words, Set<String> list) {
        return words.stream().anyMatch(list::contains);
    }
}
