package dev.sojourn.examples.terminal;

import java.util.Locale;
import java.util.Objects;

/**
 * One cell of a table.
 *
 * @param text what it says
 * @param style how it looks
 */
public record Cell(String text, Style style) {

    /** Checks the parts. */
    public Cell {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(style, "style");
    }

    /**
     * A styled cell.
     *
     * @param value a whole number is grouped by thousands; anything else shows itself
     * @param style how it looks
     * @return the cell
     */
    public static Cell of(Object value, Style style) {
        return new Cell(
                value instanceof Number number
                        ? String.format(Locale.ROOT, "%,d", number.longValue())
                        : value.toString(),
                style);
    }

    /**
     * A count that stands out unless it is zero.
     *
     * @param count how many
     * @param style how it looks when there are any
     * @return the cell; a zero is faint
     */
    public static Cell count(long count, Style style) {
        return of(count, count == 0 ? Style.FAINT : style);
    }
}
