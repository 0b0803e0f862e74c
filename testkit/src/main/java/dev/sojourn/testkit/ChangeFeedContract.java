package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Stores;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.Change;
import dev.sojourn.ledger.ChangeFeed;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.policy.DataSubject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ChangeFeed} must do; a store's own test extends it. */
public abstract class ChangeFeedContract {

    private static final DataSubject ADA = DataSubject.of("u-17").as("customer").in("acme");
    private static final DataSubject BOB = DataSubject.of("u-18");
    private static final int MANY = 100;

    private Stores stores;
    private Ledger ledger;

    /** For subclasses. */
    protected ChangeFeedContract() {}

    /**
     * The stores under test.
     *
     * @return stores in which nothing was recorded
     */
    protected abstract Stores stores();

    @BeforeEach
    void takeStores() {
        stores = stores();
        ledger = new Ledger(stores.ledger(), stores.work(), Clock.systemUTC());
    }

    @Test
    void tellsWhoseChainWasAddedTo() {
        ChangeFeed.Reader reader = stores.feed().open();
        String ada = record(ADA, EntryKind.CONSENT_GIVEN);
        String bob = record(BOB, EntryKind.OBJECTION_RAISED);
        record(ADA, EntryKind.CONSENT_WITHDRAWN);
        assertThat(reader.read(MANY).changes())
                .containsExactly(
                        new Change.OfSubject(ada, Optional.of(ADA), 1),
                        new Change.OfSubject(bob, Optional.of(BOB), 1),
                        new Change.OfSubject(ada, Optional.of(ADA), 2));
    }

    @Test
    void beginsWhereItWasOpened() {
        record(ADA, EntryKind.CONSENT_GIVEN);
        ChangeFeed.Reader reader = stores.feed().open();
        assertThat(reader.read(MANY)).isEqualTo(new ChangeFeed.Batch(List.of(), true));
    }

    @Test
    void goesOnWhereItStopped() {
        ChangeFeed.Reader reader = stores.feed().open();
        record(ADA, EntryKind.CONSENT_GIVEN);
        reader.read(MANY);
        String bob = record(BOB, EntryKind.CONSENT_GIVEN);
        assertThat(reader.read(MANY).changes()).containsExactly(new Change.OfSubject(bob, Optional.of(BOB), 1));
        assertThat(reader.read(MANY).changes()).isEmpty();
    }

    @Test
    void tellsNothingOfWhatWasRolledBack() {
        ChangeFeed.Reader reader = stores.feed().open();
        assertThatThrownBy(() -> stores.work().run(() -> {
            record(ADA, EntryKind.CONSENT_GIVEN);
            throw new IllegalStateException("no");
        }));
        assertThat(reader.read(MANY).changes()).isEmpty();
        String bob = record(BOB, EntryKind.CONSENT_GIVEN);
        assertThat(reader.read(MANY).changes()).containsExactly(new Change.OfSubject(bob, Optional.of(BOB), 1));
    }

    @Test
    void tellsWhichTenantChangedASetting() {
        ChangeFeed.Reader reader = stores.feed().open();
        ledger.append(
                ChainId.INSTALLATION,
                EntryKind.SETTING_CHANGED,
                Map.of("tenant", "acme", "setting", "basis:x", "value", "CONTRACT"),
                Map.of());
        assertThat(reader.read(MANY).changes()).containsExactly(new Change.OfTenant("acme"));
    }

    @Test
    void namesNobodyWhoseIdentifierMayBeGone() {
        ChangeFeed.Reader reader = stores.feed().open();
        String ada = record(ADA, EntryKind.ERASURE);
        assertThat(reader.read(MANY).changes()).containsExactly(new Change.OfSubject(ada, Optional.empty(), 1));
    }

    @Test
    void saysWhenThereIsMoreThanWanted() {
        ChangeFeed.Reader reader = stores.feed().open();
        for (int i = 0; i < 7; i++) {
            record(DataSubject.of("s-" + i), EntryKind.CONSENT_GIVEN);
        }
        ChangeFeed.Batch batch = reader.read(5);
        assertThat(batch.complete()).isFalse();
        assertThat(batch.changes()).hasSizeLessThanOrEqualTo(5);
        String bob = record(BOB, EntryKind.CONSENT_GIVEN);
        assertThat(reader.read(MANY).changes()).containsExactly(new Change.OfSubject(bob, Optional.of(BOB), 1));
    }

    @Test
    void tellsEachReaderEverything() {
        ChangeFeed.Reader one = stores.feed().open();
        ChangeFeed.Reader other = stores.feed().open();
        record(ADA, EntryKind.CONSENT_GIVEN);
        assertThat(one.read(MANY).changes()).hasSize(1);
        assertThat(other.read(MANY).changes()).hasSize(1);
    }

    private String record(DataSubject subject, EntryKind kind) {
        return stores.work().run(() -> {
            String key = stores.subjects().enrol(subject);
            ledger.append(ChainId.subject(key), kind, Map.of(), Map.of());
            return key;
        });
    }
}
