package dev.sojourn.processing;

import dev.sojourn.policy.DataSubject;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots by subject, up to a bound. A hit takes no lock, makes no object, feeds no eviction policy and writes at most
 * one mark, on the snapshot itself and only where it is not set; the cost of choosing whom to drop is paid by who adds.
 * Whom: a hand goes round over the places, takes the mark from each it passes and drops the first without one (second
 * chance).
 *
 * <p>An open table, so that a hit follows two references, the table's and the snapshot's own, where a map of nodes follows
 * three. A snapshot lies at the place its name's hash gives or, where that is taken, soon after it, with no gap between.
 * Changes happen one at a time. What is dropped is gone for every look that begins later; a look while others are moved
 * up into the gap may miss them, which costs that caller one reading.
 *
 * <p>Thread-safe.
 */
final class Remembered {

    /** So that adding one costs a bounded time, where everything was asked about since the hand last came by. */
    private static final int CHANCES = 32;

    /** How far from its own place a snapshot may lie: names made up to share a hash only push each other out. */
    private static final int REACH = 64;

    private static final int BLANKS = 128;
    private static final int FEWEST_PLACES = 1_024;
    private static final int MOST_PLACES = 1 << 29;

    /** How many places there are at least for each that is taken. */
    private static final int ROOM = 3;

    private final long bound;

    /** Nobody outside knows who lies beside whom. */
    private final int salt = ThreadLocalRandom.current().nextInt();

    private volatile AtomicReferenceArray<@Nullable Snapshot> places = new AtomicReferenceArray<>(FEWEST_PLACES);
    private volatile int size;
    private int hand;
    private Snapshot[] blanks = {};
    private int used;

    Remembered(long bound) {
        this.bound = Math.min(bound, MOST_PLACES / ROOM);
    }

    @Nullable
    Snapshot find(DataSubject subject) {
        return isPlain(subject) ? find(subject.id()) : marked(look(subject, subject.hashCode()));
    }

    /** The same for a subject without kind and tenant, of which no object is made. */
    @Nullable
    Snapshot find(String id) {
        return marked(look(id, id.hashCode()));
    }

    /** The same without leaving a mark, and without missing one that is being moved. */
    synchronized @Nullable Snapshot peek(DataSubject subject) {
        Object name = name(subject);
        return placed(name, name.hashCode());
    }

    synchronized void put(DataSubject subject, Snapshot snapshot) {
        if (bound <= 0) {
            return;
        }
        Object name = name(subject);
        int hash = name.hashCode();
        if (placed(name, hash) == null) {
            makeRoomForOne();
        }
        size = size + place(places, blank().filled(snapshot, name, hash), name, hash);
    }

    synchronized void drop(DataSubject subject) {
        Object name = name(subject);
        int hash = name.hashCode();
        if (placed(name, hash) != null) {
            empty(placeOf(places, name, hash));
        }
    }

    synchronized void dropIf(Predicate<Snapshot> condition) {
        moveTo(places.length(), condition);
    }

    synchronized void dropAll() {
        places = new AtomicReferenceArray<>(FEWEST_PLACES);
        size = 0;
        hand = 0;
    }

    long size() {
        return size;
    }

    private static @Nullable Snapshot marked(@Nullable Snapshot found) {
        if (found != null) {
            found.mark();
        }
        return found;
    }

    private @Nullable Snapshot look(Object name, int hash) {
        AtomicReferenceArray<@Nullable Snapshot> table = places;
        int place = home(table, hash);
        for (int step = 0; step < REACH; step++) {
            Snapshot found = table.get(place);
            if (found == null || found.isNamed(name, hash)) {
                return found;
            }
            place = next(table, place);
        }
        return null;
    }

    private @Nullable Snapshot placed(Object name, int hash) {
        Snapshot found = places.get(placeOf(places, name, hash));
        return found != null && found.isNamed(name, hash) ? found : null;
    }

    /** Where it lies, else the first gap, else the last place within reach, whose snapshot is to give way. */
    private int placeOf(AtomicReferenceArray<@Nullable Snapshot> table, Object name, int hash) {
        int place = home(table, hash);
        for (int step = 1; step < REACH; step++) {
            Snapshot found = table.get(place);
            if (found == null || found.isNamed(name, hash)) {
                return place;
            }
            place = next(table, place);
        }
        return place;
    }

    /** How many more there are now: one, or none where another gave way. */
    private int place(AtomicReferenceArray<@Nullable Snapshot> table, Snapshot snapshot, Object name, int hash) {
        return table.getAndSet(placeOf(table, name, hash), snapshot) == null ? 1 : 0;
    }

    /** Empties a place, and moves up into the gap whoever would not be found behind it. */
    private void empty(int place) {
        AtomicReferenceArray<@Nullable Snapshot> table = places;
        int gap = place;
        int other = next(table, place);
        for (Snapshot moving = table.get(other); moving != null; moving = table.get(other)) {
            if (distance(table, home(table, moving.nameHash()), other) >= distance(table, gap, other)) {
                table.set(gap, moving);
                gap = other;
            }
            other = next(table, other);
        }
        table.set(gap, null);
        size = size - 1;
    }

    /**
     * Side by side rather than each amid what was made to read it: a check of what was lately read would wait for a page
     * of memory of its own.
     */
    private Snapshot blank() {
        if (used == blanks.length) {
            blanks = Snapshot.blanks(BLANKS);
            used = 0;
        }
        Snapshot blank = blanks[used];
        used++;
        return blank;
    }

    private void makeRoomForOne() {
        int chances = CHANCES;
        while (size >= bound) {
            hand = next(places, hand);
            Snapshot snapshot = places.get(hand);
            if (snapshot != null && chances > 0 && snapshot.unmark()) {
                chances--;
            } else if (snapshot != null) {
                empty(hand);
            }
        }
        if ((size + 1L) * ROOM > places.length() && places.length() < MOST_PLACES) {
            moveTo(places.length() * 2, one -> false);
        }
    }

    private void moveTo(int length, Predicate<Snapshot> leaving) {
        AtomicReferenceArray<@Nullable Snapshot> before = places;
        AtomicReferenceArray<@Nullable Snapshot> after = new AtomicReferenceArray<>(length);
        int moved = 0;
        for (int place = 0; place < before.length(); place++) {
            Snapshot snapshot = before.get(place);
            if (snapshot != null && !leaving.test(snapshot)) {
                moved += place(after, snapshot, snapshot.name(), snapshot.nameHash());
            }
        }
        places = after;
        size = moved;
        hand = 0;
    }

    private int home(AtomicReferenceArray<?> table, int hash) {
        return (hash ^ salt) * 0x9E3779B9 >>> Integer.numberOfLeadingZeros(table.length() - 1);
    }

    private static int next(AtomicReferenceArray<?> table, int place) {
        return place + 1 & table.length() - 1;
    }

    private static int distance(AtomicReferenceArray<?> table, int from, int to) {
        return to - from & table.length() - 1;
    }

    private static boolean isPlain(DataSubject subject) {
        return subject.kind().isEmpty() && subject.tenant().isEmpty();
    }

    /** A subject without kind and tenant is kept under its id, so that it is found by it. */
    private static Object name(DataSubject subject) {
        return isPlain(subject) ? subject.id() : subject;
    }
}
