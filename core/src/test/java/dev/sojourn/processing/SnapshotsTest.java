package dev.sojourn.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnapshotsTest {

    private static final DataSubject ADA = DataSubject.of("u-17");
    private static final DataSubject BOB = DataSubject.of("u-18");

    private final UnitOfWork work = new InMemoryStores().work();
    private final Snapshots snapshots = new Snapshots(1_000);
    private final Snapshot before = Snapshot.of(List.of());
    private final Snapshot after = Snapshot.of(List.of());

    @Test
    void remembersWhatWasRead() {
        assertThat(snapshots.read(ADA, () -> before)).isSameAs(before);
        assertThat(snapshots.find(ADA)).isSameAs(before);
        assertThat(snapshots.find(BOB)).isNull();
    }

    @Test
    void remembersNothingReadWhileAWriteBegan() {
        work.run(() -> {
            snapshots.read(ADA, () -> {
                snapshots.writing(ADA, work);
                return before;
            });
            assertThat(snapshots.find(ADA)).isNull();
            return ADA;
        });
        assertThat(snapshots.find(ADA)).isNull();
    }

    @Test
    void remembersNothingReadAcrossAWholeWrite() {
        snapshots.read(ADA, () -> {
            work.run(() -> {
                snapshots.writing(ADA, work);
                return ADA;
            });
            return before;
        });
        assertThat(snapshots.find(ADA)).isNull();
    }

    @Test
    void remembersNothingReadAcrossAWriteThoughAnotherReaderCameAndWent() {
        snapshots.read(ADA, () -> {
            work.run(() -> {
                snapshots.writing(ADA, work);
                return ADA;
            });
            snapshots.read(ADA, () -> after);
            return before;
        });
        assertThat(snapshots.find(ADA)).isSameAs(after);
    }

    @Test
    void forgetsWhenAWriteBeginsAndRemembersNothingUntilItIsOver() {
        snapshots.read(ADA, () -> before);
        work.run(() -> {
            snapshots.writing(ADA, work);
            assertThat(snapshots.find(ADA)).isNull();
            snapshots.read(ADA, () -> after);
            assertThat(snapshots.find(ADA)).isNull();
            snapshots.read(BOB, () -> after);
            assertThat(snapshots.find(BOB)).isSameAs(after);
            return ADA;
        });
        assertThat(snapshots.find(ADA)).isNull();
        snapshots.read(ADA, () -> after);
        assertThat(snapshots.find(ADA)).isSameAs(after);
    }

    @Test
    void remembersAgainAfterARollback() {
        assertThatThrownBy(() -> work.run(() -> {
            snapshots.writing(ADA, work);
            snapshots.writing(ADA, work);
            throw new IllegalStateException("no");
        }));
        snapshots.read(ADA, () -> after);
        assertThat(snapshots.find(ADA)).isSameAs(after);
    }

    @Test
    void remembersNothingOfAReadThatFailed() {
        assertThatThrownBy(() -> snapshots.read(ADA, () -> {
                    throw new IllegalStateException("away");
                }))
                .hasMessage("away");
        snapshots.read(ADA, () -> Snapshot.once(List.of()));
        assertThat(snapshots.find(ADA)).isNull();
        snapshots.read(ADA, () -> after);
        assertThat(snapshots.find(ADA)).isSameAs(after);
    }

    @Test
    void forgetsAllWhenItMayKeepNone() {
        Snapshots none = new Snapshots(0);
        assertThat(none.read(ADA, () -> before)).isSameAs(before);
        assertThat(none.read(ADA, () -> after)).isSameAs(after);
    }

    @Test
    void tellsApartMorePurposesThanALongHasBits() {
        List<Decision> decisions = new ArrayList<>();
        IntStream.range(0, 200).forEach(i -> decisions.add(i % 3 == 0 ? yes(i) : no(i)));
        Snapshot snapshot = Snapshot.of(decisions);
        IntStream.range(0, 200).forEach(i -> {
            assertThat(snapshot.allows(i)).isEqualTo(i % 3 == 0);
            assertThat(snapshot.decision(i).purpose()).isEqualTo("p" + i);
        });
    }

    @Test
    void holdsUntilTheMillisecondInWhichTheFirstAnswerEnds() {
        Instant end = Instant.ofEpochMilli(5_000).plusNanos(400_000);
        Snapshot snapshot = Snapshot.of(List.of(yes(0), until(end), until(end.plusSeconds(1)), no(3)));
        assertThat(snapshot.holdsAt(4_999)).isTrue();
        assertThat(snapshot.holdsAt(5_000)).isFalse();
        assertThat(Snapshot.of(List.of(yes(0), no(1))).holdsAt(Long.MAX_VALUE - 1))
                .isTrue();
    }

    @Test
    void holdsOnlyInTheTenantsEraItWasReadIn() {
        TenantEra era = new TenantEra();
        Snapshot early = Snapshot.of(List.of(), era, era.stamp(), era.isSettled());
        assertThat(early.isKeepable()).isTrue();
        assertThat(early.holdsAt(0)).isTrue();
        era.begin();
        assertThat(early.holdsAt(0)).isFalse();
        assertThat(Snapshot.of(List.of(), era, era.stamp(), era.isSettled()).isKeepable())
                .isFalse();
        Snapshot during = Snapshot.of(List.of(), era, era.stamp(), true);
        era.end();
        assertThat(during.holdsAt(0)).isFalse();
        assertThat(Snapshot.of(List.of(), era, era.stamp(), era.isSettled()).isKeepable())
                .isTrue();
    }

    private static Decision yes(int number) {
        return new Decision.Allowed(
                "p" + number,
                LegalBasis.CONTRACT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static Decision until(Instant end) {
        return new Decision.Allowed(
                "p", LegalBasis.CONSENT, Optional.empty(), Optional.of(end), Optional.empty(), Optional.empty(), false);
    }

    private static Decision no(int number) {
        return Decision.Denied.plainly("p" + number, DenialReason.NEVER_ASKED);
    }
}
