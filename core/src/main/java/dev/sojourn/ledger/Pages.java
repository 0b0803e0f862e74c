package dev.sojourn.ledger;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/** Reads a long list page by page, each page from the last one of the page before. */
final class Pages<T> implements Iterator<T> {

    /** How many are read at a time. */
    static final int SIZE = 500;

    private final Function<Optional<T>, List<T>> reader;
    private List<T> page = List.of();
    private int next;
    private boolean over;

    Pages(Function<Optional<T>, List<T>> reader) {
        this.reader = reader;
    }

    @Override
    public boolean hasNext() {
        if (next == page.size() && !over) {
            page = reader.apply(next == 0 ? Optional.empty() : Optional.of(page.get(next - 1)));
            next = 0;
            over = page.isEmpty();
        }
        return !over;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the last page is read");
        }
        return page.get(next++);
    }
}
