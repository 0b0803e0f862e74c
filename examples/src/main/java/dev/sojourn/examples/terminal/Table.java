package dev.sojourn.examples.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Aligned columns under a ruled head; a column whose head starts with {@code #} holds numbers and aligns right. */
public final class Table {

    private final List<String> heads;
    private final List<Boolean> numeric;
    private final List<List<Cell>> rows = new ArrayList<>();

    private Table(List<String> heads) {
        this.numeric = heads.stream().map(head -> head.startsWith("#")).toList();
        this.heads = heads.stream()
                .map(head -> head.startsWith("#") ? head.substring(1) : head)
                .toList();
    }

    /**
     * An empty table.
     *
     * @param heads the heads of its columns, two or more
     * @return the table
     */
    public static Table of(String... heads) {
        if (heads.length < 2) {
            throw new IllegalArgumentException("a table has two columns or more");
        }
        return new Table(Arrays.asList(heads));
    }

    /**
     * Adds a row.
     *
     * @param values cells, numbers or anything that shows itself; as many as there are columns
     * @return this table
     */
    public Table row(Object... values) {
        if (values.length != heads.size()) {
            throw new IllegalArgumentException(
                    "the row has " + values.length + " cells and the table " + heads.size() + " columns");
        }
        rows.add(Arrays.stream(values)
                .map(value -> value instanceof Cell cell ? cell : Cell.of(value, Style.PLAIN))
                .toList());
        return this;
    }

    /**
     * Adds a line of words over the rows below it, as wide as it needs to be.
     *
     * @param words what the rows below have in common
     * @return this table
     */
    public Table heading(String words) {
        rows.add(List.of(Cell.of(words, Style.STRONG)));
        return this;
    }

    /**
     * Adds a line between the rows above and below.
     *
     * @return this table
     */
    public Table rule() {
        rows.add(List.of());
        return this;
    }

    List<String> lines(boolean colour, boolean unicode) {
        String stroke = unicode ? "─" : "-";
        int[] widths = widths();
        List<String> ruled = Arrays.stream(widths).mapToObj(stroke::repeat).toList();
        String line = Style.FAINT.on(String.join("  ", ruled), colour);
        List<String> lines = new ArrayList<>();
        lines.add(joined(heads.stream().map(head -> Cell.of(head, Style.STRONG)).toList(), widths, colour));
        lines.add(line);
        rows.forEach(row -> lines.add(row.isEmpty() ? line : joined(row, widths, colour)));
        return lines;
    }

    private int[] widths() {
        int[] widths = heads.stream().mapToInt(String::length).toArray();
        for (List<Cell> row : rows) {
            for (int column = 0; row.size() == heads.size() && column < row.size(); column++) {
                widths[column] = Math.max(widths[column], row.get(column).text().length());
            }
        }
        return widths;
    }

    private String joined(List<Cell> row, int[] widths, boolean colour) {
        if (row.size() < heads.size()) {
            return row.get(0).style().on(row.get(0).text(), colour);
        }
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            Cell cell = row.get(column);
            String gap = " ".repeat(widths[column] - cell.text().length());
            String text = cell.style().on(cell.text(), colour);
            line.append(column == 0 ? "" : "  ").append(numeric.get(column) ? gap + text : text + gap);
        }
        return line.toString().stripTrailing();
    }
}
