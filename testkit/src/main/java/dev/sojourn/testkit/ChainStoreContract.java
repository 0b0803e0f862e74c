package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Stores;
import dev.sojourn.ledger.Attachment;
import dev.sojourn.ledger.ChainHead;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.ChainStore;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.Tombstone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ChainStore} must do; a store's own test extends it. */
public abstract class ChainStoreContract {

    private static final Instant AT = Instant.parse("2026-03-05T08:00:00.123456Z");
    private static final ChainId ADA = ChainId.subject("5f0c2b1e-0000-4000-8000-000000000001");
    private static final ChainId BOB = ChainId.subject("5f0c2b1e-0000-4000-8000-000000000002");
    private static final ChainId RUN = ChainId.run("a-run");

    private Stores stores;
    private HandMovedClock clock;
    private Ledger ledger;

    /** For subclasses. */
    protected ChainStoreContract() {}

    /**
     * The stores under test.
     *
     * @return stores with an empty ledger
     */
    protected abstract Stores stores();

    @BeforeEach
    void takeStores() {
        stores = stores();
        clock = HandMovedClock.at(AT);
        ledger = new Ledger(stores.ledger(), stores.work(), clock);
    }

    @Test
    void showsNoChainsOfAnEmptyLedger() {
        assertThat(heads(ChainStore.NOW)).isEmpty();
        assertThat(heads(safe())).isEmpty();
        assertThat(head(ADA, ChainStore.NOW)).isEmpty();
        assertThat(head(ADA, safe())).isEmpty();
    }

    @Test
    void showsEveryChainWithItsHead() {
        LedgerEntry ada = append(ADA, 3);
        LedgerEntry run = append(RUN, 1);
        LedgerEntry installation = append(ChainId.INSTALLATION, 2);

        for (long position : List.of(ChainStore.NOW, safe())) {
            assertThat(heads(position)).containsExactly(headOf(installation), headOf(run), headOf(ada));
            assertThat(head(ADA, position)).contains(headOf(ada));
        }
    }

    @Test
    void showsNoChainThatWasOnlyLocked() {
        stores.work().run(() -> stores.ledger().lock(ADA));
        assertThat(heads(ChainStore.NOW)).isEmpty();
        assertThat(head(ADA, ChainStore.NOW)).isEmpty();
    }

    @Test
    void showsChainsInOrderAndInPages() {
        append(BOB, 1);
        append(RUN, 1);
        append(ADA, 1);
        append(ChainId.INSTALLATION, 1);

        for (long position : List.of(ChainStore.NOW, safe())) {
            List<ChainHead> first = heads(position, Optional.empty(), 3);
            assertThat(first).extracting(ChainHead::chain).containsExactly(ChainId.INSTALLATION, RUN, ADA);
            assertThat(heads(position, Optional.of(ADA), 3))
                    .extracting(ChainHead::chain)
                    .containsExactly(BOB);
            assertThat(heads(position, Optional.of(BOB), 3)).isEmpty();
        }
    }

    @Test
    void showsChainsAsTheyWereAtAPosition() {
        LedgerEntry before = append(ADA, 2);
        long position = safe();
        append(ADA, 3);
        append(BOB, 1);

        assertThat(heads(position)).containsExactly(headOf(before));
        assertThat(head(ADA, position)).contains(headOf(before));
        assertThat(head(BOB, position)).isEmpty();
    }

    @Test
    void aSafePositionIsNotPrecededByAUnitStillOpen() {
        append(ADA, 1);
        long position = stores.work().run(() -> {
            append(BOB, 1);
            return stores.work().runNew(() -> {
                append(ADA, 1);
                return stores.work().runNew(this::safeNow);
            });
        });
        List<ChainHead> then = heads(position);
        append(BOB, 1);

        assertThat(then).extracting(ChainHead::chain).doesNotContain(BOB);
        assertThat(heads(position)).isEqualTo(then);
    }

    @Test
    void aSafePositionIsNotPrecededByAUnitThatIsOpenWhileOthersCommit() {
        long position = stores.work().run(() -> {
            append(BOB, 1);
            stores.work().runNew(() -> append(ADA, 1));
            stores.work().runNew(() -> append(RUN, 1));
            return stores.work().runNew(this::safeNow);
        });

        assertThat(heads(position)).isEmpty();
        assertThat(heads(safe())).extracting(ChainHead::chain).containsExactly(RUN, ADA, BOB);
    }

    @Test
    void aSafePositionGoesPastWhatWasRolledBackLongAgo() {
        append(ADA, 1);
        assertThatThrownBy(() -> stores.work().run(() -> {
            append(BOB, 2);
            throw new IllegalStateException("no");
        }));
        LedgerEntry last = append(ADA, 2);

        assertThat(heads(safe())).containsExactly(headOf(last));
    }

    @Test
    void namesChainsThatHoldOldEntries() {
        append(ADA, 2);
        append(RUN, 1);
        clock.advance(Duration.ofSeconds(1));
        append(BOB, 1);
        append(ADA, 1);

        assertThat(holding(AT, Optional.empty(), 10)).isEmpty();
        assertThat(holding(AT.plusNanos(1_000), Optional.empty(), 10)).containsExactly(RUN, ADA);
        assertThat(holding(AT.plusSeconds(2), Optional.empty(), 2)).containsExactly(RUN, ADA);
        assertThat(holding(AT.plusSeconds(2), Optional.of(ADA), 2)).containsExactly(BOB);
    }

    @Test
    void keepsATombstoneInThePlaceOfWhatItDrops() {
        append(ADA, 2);
        LedgerEntry third = append(ADA, 1);
        LedgerEntry last = append(ADA, 2);
        Tombstone stone = tombstone(third);

        assertThat(trim(stone)).isEqualTo(3);

        ChainHead expected = new ChainHead(ADA, 5, last.hash(), Optional.of(stone));
        assertThat(heads(ChainStore.NOW)).containsExactly(expected);
        assertThat(heads(safe())).containsExactly(expected);
        assertThat(ledger.read(ADA, 0, 10)).extracting(LedgerEntry::number).containsExactly(4L, 5L);
        assertThat(texts(ADA)).extracting(Attachment::number).containsExactly(4L, 5L);
    }

    @Test
    void aChainGoesOnAfterEverythingInItWasDropped() {
        LedgerEntry last = append(ADA, 3);
        long position = safe();
        Tombstone stone = tombstone(last);
        trim(stone);

        ChainHead expected = new ChainHead(ADA, 3, last.hash(), Optional.of(stone));
        assertThat(heads(ChainStore.NOW)).containsExactly(expected);
        assertThat(heads(position)).containsExactly(expected);
        assertThat(head(ADA, position)).contains(expected);
        assertThat(append(ADA, 1).number()).isEqualTo(4);
        assertThat(heads(position)).containsExactly(expected);
    }

    @Test
    void aLaterTombstoneReplacesTheEarlier() {
        LedgerEntry second = append(ADA, 2);
        LedgerEntry fourth = append(ADA, 2);
        append(ADA, 1);
        trim(tombstone(second));
        Tombstone later = tombstone(fourth);

        assertThat(trim(later)).isEqualTo(2);
        assertThat(head(ADA, ChainStore.NOW))
                .hasValueSatisfying(head -> assertThat(head.tombstone()).contains(later));
    }

    @Test
    void bringsBackWhatWasDroppedWhenTheUnitRollsBack() {
        LedgerEntry last = append(ADA, 3);
        assertThatThrownBy(() -> stores.work().run(() -> {
            stores.chains().trim(tombstone(last));
            throw new IllegalStateException("no");
        }));
        assertThat(heads(ChainStore.NOW)).containsExactly(headOf(last));
        assertThat(ledger.read(ADA, 0, 10)).hasSize(3);
        assertThat(texts(ADA)).hasSize(3);
    }

    private LedgerEntry append(ChainId chain, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> ledger.append(
                        chain, EntryKind.CONSENT_GIVEN, Map.of("purpose", "p"), Map.of("reason", "a text")))
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    /** When no unit has been open for a day, everything is safe. */
    private long safe() {
        return stores.work()
                .run(() -> stores.chains().safePosition(clock.instant().plus(Duration.ofDays(1))));
    }

    private long safeNow() {
        return stores.work().run(() -> stores.chains().safePosition(clock.instant()));
    }

    private List<ChainHead> heads(long position) {
        return heads(position, Optional.empty(), 10);
    }

    private List<ChainHead> heads(long position, Optional<ChainId> after, int limit) {
        return stores.work().run(() -> stores.chains().heads(position, after, limit));
    }

    private Optional<ChainHead> head(ChainId chain, long position) {
        return stores.work().run(() -> stores.chains().head(chain, position));
    }

    private List<ChainId> holding(Instant before, Optional<ChainId> after, int limit) {
        return stores.work().run(() -> stores.chains().holding(before, after, limit));
    }

    private long trim(Tombstone tombstone) {
        return stores.work().run(() -> {
            stores.ledger().lock(tombstone.chain());
            return stores.chains().trim(tombstone);
        });
    }

    private List<Attachment> texts(ChainId chain) {
        return stores.work().run(() -> stores.ledger().attachments(chain, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private static ChainHead headOf(LedgerEntry entry) {
        return new ChainHead(entry.chain(), entry.number(), entry.hash(), Optional.empty());
    }

    private static Tombstone tombstone(LedgerEntry entry) {
        return new Tombstone(
                entry.chain(),
                entry.number(),
                entry.hash(),
                7,
                new TreeMap<>(Map.of("acts", "a=b&c\nd", "empty", "")),
                "e".repeat(64));
    }
}
