package dev.sojourn.retention;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Rows of which only the keys are kept: each is read when it is come to, together with those next to it, so that a row with
 * a hundred thousand children can be judged without holding them.
 *
 * <p>Unmodifiable; not thread-safe; to be gone through within the unit that made it, from the beginning to the end. A row
 * that went since its key was read is met as one of which nothing is known, so that it keeps what it belongs to.
 */
public final class RowPages extends AbstractList<DataRow> {

    private final List<RowKey> keys;
    private final int size;
    private final Function<List<RowKey>, List<DataRow>> reading;
    private int page = -1;
    private Map<RowKey, DataRow> rows = Map.of();

    /**
     * Rows to be read.
     *
     * @param keys of all of them
     * @param size how many are read at a time; at least 1
     * @param reading reads rows by their keys; those that are gone may be missing
     * @throws IllegalArgumentException when the size is below 1
     */
    public RowPages(List<RowKey> keys, int size, Function<List<RowKey>, List<DataRow>> reading) {
        if (size < 1) {
            throw new IllegalArgumentException("a page of " + size + " rows: read at least 1 at a time");
        }
        this.keys = List.copyOf(keys);
        this.size = size;
        this.reading = Objects.requireNonNull(reading, "reading");
    }

    /**
     * The keys of all rows; reads none.
     *
     * @return the keys
     */
    public List<RowKey> keys() {
        return keys;
    }

    /**
     * The same rows, each as something makes of it when it is read.
     *
     * @param change keeps the key
     * @return the rows; reads none
     */
    public RowPages changed(UnaryOperator<DataRow> change) {
        return new RowPages(
                keys, size, some -> reading.apply(some).stream().map(change).toList());
    }

    @Override
    public DataRow get(int index) {
        RowKey key = keys.get(index);
        if (page != index / size) {
            page = index / size;
            rows = reading.apply(keys.subList(page * size, Math.min(keys.size(), (page + 1) * size))).stream()
                    .collect(Collectors.toMap(DataRow::key, Function.identity()));
        }
        return Optional.ofNullable(rows.get(key)).orElseGet(() -> new DataRow(key, "", List.of(), Map.of(), List.of()));
    }

    @Override
    public int size() {
        return keys.size();
    }

    /** How many, and nothing of them. */
    @Override
    public String toString() {
        return keys.size() + " rows";
    }
}
