package dev.sojourn.jpa;

/**
 * How personal an attribute looks by its name and type; its values are never read.
 *
 * @param degree how sure
 * @param kind what kind of data, for example {@code contact}; empty when it looks like nothing
 * @param because the words that gave it away
 */
record Look(Degree degree, String kind, String because) {

    static final Look NOTHING = new Look(Degree.NOTHING, "", "");

    /** How sure one can be from outside. */
    enum Degree {
        NOTHING,
        POSSIBLE,
        LIKELY
    }

    static Look likely(String kind, String because) {
        return new Look(Degree.LIKELY, kind, because);
    }

    static Look possible(String kind, String because) {
        return new Look(Degree.POSSIBLE, kind, because);
    }

    boolean isLikely() {
        return degree == Degree.LIKELY;
    }

    boolean isSomething() {
        return degree != Degree.NOTHING;
    }

    Look atMostPossible() {
        return isLikely() ? possible(kind, because) : this;
    }
}
