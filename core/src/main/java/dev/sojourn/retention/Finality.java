package dev.sojourn.retention;

import dev.sojourn.policy.Disposition;

/** In which order rules that have passed act on a row: each of these groups leaves the next its rows. */
enum Finality {
    /** The row stays without what was personal in it. */
    LEAVES_ROW,
    /** The row goes. */
    TAKES_ROW,
    /** The row goes when somebody approves. */
    ON_APPROVAL;

    static Finality of(Disposition disposition) {
        if (disposition.keepsRow()) {
            return LEAVES_ROW;
        }
        return disposition == Disposition.REVIEW ? ON_APPROVAL : TAKES_ROW;
    }
}
