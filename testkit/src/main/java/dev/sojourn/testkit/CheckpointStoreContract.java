package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Stores;
import dev.sojourn.ledger.Checkpoint;
import dev.sojourn.ledger.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link dev.sojourn.ledger.CheckpointStore} must do; a store's own test extends it. */
public abstract class CheckpointStoreContract {

    private Stores stores;

    /** For subclasses. */
    protected CheckpointStoreContract() {}

    /**
     * The stores under test.
     *
     * @return stores without checkpoints
     */
    protected abstract Stores stores();

    @BeforeEach
    void takeStores() {
        stores = stores();
    }

    @Test
    void beginsWithoutCheckpoints() {
        assertThat(last()).isEmpty();
        assertThat(read(Long.MIN_VALUE, 10)).isEmpty();
    }

    @Test
    void readsBackWhatItWasGiven() {
        Checkpoint signed = checkpoint(1, Optional.of("ab".repeat(64)));
        Checkpoint unsigned = checkpoint(2, Optional.empty());
        add(signed);
        add(unsigned);
        assertThat(read(0, 10)).containsExactly(signed, unsigned);
        assertThat(last()).contains(unsigned);
    }

    @Test
    void readsInOrderAndInPages() {
        for (long number : List.of(3L, 1L, 2L, 5L, 4L)) {
            add(checkpoint(number, Optional.empty()));
        }
        assertThat(read(0, 2)).extracting(Checkpoint::number).containsExactly(1L, 2L);
        assertThat(read(2, 2)).extracting(Checkpoint::number).containsExactly(3L, 4L);
        assertThat(read(4, 2)).extracting(Checkpoint::number).containsExactly(5L);
        assertThat(read(5, 2)).isEmpty();
        assertThat(last()).map(Checkpoint::number).contains(5L);
    }

    @Test
    void refusesANumberAlreadyTaken() {
        Checkpoint first = checkpoint(1, Optional.empty());
        add(first);
        assertThatThrownBy(() -> add(checkpoint(1, Optional.of("cd".repeat(64)))))
                .isInstanceOf(StoreException.class);
        assertThat(read(0, 10)).containsExactly(first);
    }

    @Test
    void leavesNothingOfARolledBackUnit() {
        assertThatThrownBy(() -> stores.work().run(() -> {
            stores.checkpoints().add(checkpoint(1, Optional.empty()));
            throw new IllegalStateException("no");
        }));
        assertThat(last()).isEmpty();
    }

    private void add(Checkpoint checkpoint) {
        stores.work().run(() -> {
            stores.checkpoints().add(checkpoint);
            return checkpoint;
        });
    }

    private Optional<Checkpoint> last() {
        return stores.work().run(() -> stores.checkpoints().last());
    }

    private List<Checkpoint> read(long after, int limit) {
        return stores.work().run(() -> stores.checkpoints().read(after, limit));
    }

    private static Checkpoint checkpoint(long number, Optional<String> signature) {
        return new Checkpoint(
                number,
                Instant.parse("2026-03-29T01:30:00.000001Z").plusSeconds(number),
                number * 1_000_000_000_000L,
                number,
                "a".repeat(64),
                "b".repeat(64),
                "c".repeat(64),
                "d".repeat(64),
                signature);
    }
}
