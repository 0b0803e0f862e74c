package dev.sojourn.examples.terminal;

import java.io.PrintStream;
import java.util.Locale;

/** A bar that fills; where nobody watches, a line for each tenth. Not thread-safe. */
public final class ProgressBar {

    private static final int CELLS = 40;

    private final PrintStream out;
    private final long total;
    private final boolean watched;
    private final boolean unicode;
    private long shown = -1;

    ProgressBar(PrintStream out, long total, boolean watched, boolean unicode) {
        this.out = out;
        this.total = total;
        this.watched = watched;
        this.unicode = unicode;
    }

    /**
     * Says how far the work is.
     *
     * @param done how much is done
     */
    public void at(long done) {
        long share = total == 0 ? 100 : Math.min(100, 100 * done / total);
        long step = watched ? share : share / 10;
        if (step == shown || step == 0 && !watched) {
            return;
        }
        shown = step;
        String text = String.format(Locale.ROOT, "  %s  %,d of %,d rows  %d %%", bar(share), done, total, share);
        if (watched) {
            out.print("\r" + text);
            out.flush();
        } else {
            out.println(text);
        }
    }

    /** Leaves the bar as it is and goes on below it. */
    public void end() {
        if (watched) {
            out.println();
        }
        out.println();
    }

    private String bar(long share) {
        int full = (int) (CELLS * share / 100);
        return (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : ".").repeat(CELLS - full);
    }
}
