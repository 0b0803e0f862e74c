package dev.sojourn.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.ledger.Breach;
import dev.sojourn.ledger.ChainFold;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.Checkpoint;
import dev.sojourn.ledger.Checkpoints;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.ExportedLedger;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.LedgerExport;
import dev.sojourn.ledger.LedgerRetention;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.ledger.LedgerVerifier;
import dev.sojourn.ledger.Outsider;
import dev.sojourn.ledger.Tombstone;
import dev.sojourn.ledger.TrimReport;
import dev.sojourn.ledger.VerificationReport;
import dev.sojourn.memory.InMemoryLedger.Chain;
import dev.sojourn.time.RetentionCalendar;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What is past its period and binds nobody goes; what is left verifies. */
class LedgerRetentionTest {

    private static final ChainId ADA = ChainId.subject("ada");
    private static final ChainId RUN = ChainId.run("run-1");
    private static final RetentionCalendar BUCHAREST =
            RetentionCalendar.in(ZoneId.of("Europe/Bucharest"), MonthDay.of(12, 31));

    private final InMemoryStores stores = new InMemoryStores();
    private final MovedClock clock = new MovedClock(Instant.parse("2024-03-10T10:00:00Z"));
    private final Ledger ledger = new Ledger(stores.ledger(), stores.work(), clock);
    private final List<ChainFold> folds = List.of(new LastGivenBinds());

    @Test
    void keepsEntriesThroughTheLastDayOfTheirPeriodInTheControllersZone() {
        ledger.append(RUN, EntryKind.RUN_STARTED, Map.of(), Map.of());
        clock.now = Instant.parse("2026-03-10T21:59:59Z");
        assertThat(retention().trim()).isEmpty();

        clock.now = Instant.parse("2026-03-10T22:00:00Z");
        assertThat(retention().trim()).hasValueSatisfying(report -> {
            assertThat(report.dropped()).isEqualTo(1);
            assertThat(report.before()).isEqualTo(Instant.parse("2024-03-10T22:00:00Z"));
        });
    }

    @Test
    void leavesATombstoneAndOneSummary() {
        append(ADA, EntryKind.CONSENT_REFUSED, 5);
        append(RUN, EntryKind.BATCH_DISPOSED, 3);
        String last = ledger.read(ADA, 4, 1).get(0).hash();
        clock.move(Period.ofYears(3));
        append(ADA, EntryKind.CONSENT_REFUSED, 2);

        TrimReport report = retention().trim().orElseThrow();

        assertThat(report.dropped()).isEqualTo(8);
        assertThat(report.chains()).isEqualTo(2);
        assertThat(chain(ADA).tombstone).hasValueSatisfying(stone -> {
            assertThat(stone.number()).isEqualTo(5);
            assertThat(stone.hash()).isEqualTo(last);
        });
        assertThat(ledger.read(ADA, 0, 10)).extracting(LedgerEntry::number).containsExactly(6L, 7L);
        assertThat(ledger.read(RUN, 0, 10)).isEmpty();
        assertThat(ledger.read(ChainId.INSTALLATION, 0, 10).stream()
                        .filter(entry -> entry.kind() == EntryKind.LEDGER_TRIMMED))
                .singleElement()
                .satisfies(entry -> assertThat(entry.body()).containsEntry("dropped", "8"));
        assertThat(verifier().verify().breaches()).isEmpty();
    }

    @Test
    void chainsGoOnAfterTheirTombstones() {
        append(RUN, EntryKind.BATCH_DISPOSED, 3);
        clock.move(Period.ofYears(3));
        retention().trim();

        append(RUN, EntryKind.RUN_ENDED, 1);

        assertThat(ledger.read(RUN, 0, 10)).extracting(LedgerEntry::number).containsExactly(4L);
        assertThat(verifier().verify().breaches()).isEmpty();
        assertThat(verifier().verify(RUN).breaches()).isEmpty();
    }

    @Test
    void keepsAnActInForceAndEverythingAfterIt() {
        append(ADA, EntryKind.CONSENT_REFUSED, 2);
        append(ADA, EntryKind.CONSENT_GIVEN, 1);
        append(ADA, EntryKind.ACCESS_COPY, 2);
        clock.move(Period.ofYears(30));

        TrimReport report = retention().trim().orElseThrow();

        assertThat(report.inForce()).isEqualTo(1);
        assertThat(ledger.read(ADA, 0, 10)).extracting(LedgerEntry::number).containsExactly(3L, 4L, 5L);
        assertThat(verifier().verify().breaches()).isEmpty();
    }

    @Test
    void dropsTheTextsBesideWhatItDrops() {
        ledger.append(RUN, EntryKind.RUN_STARTED, Map.of(), Map.of("reason", "a text"));
        clock.move(Period.ofYears(3));
        retention().trim();

        assertThat(chain(RUN).texts).isEmpty();
    }

    @Test
    void dropsNothingFromAChainThatDoesNotVerify() {
        append(ADA, EntryKind.CONSENT_REFUSED, 3);
        append(RUN, EntryKind.RUN_STARTED, 1);
        clock.move(Period.ofYears(3));
        chain(ADA).lines.remove(2L);

        TrimReport report = retention().trim().orElseThrow();

        assertThat(report.broken()).extracting(Breach::kind).containsExactly(Breach.Kind.MISSING);
        assertThat(chain(ADA).lines).containsOnlyKeys(1L, 3L);
        assertThat(ledger.read(RUN, 0, 10)).isEmpty();
    }

    @Test
    void makesNoHeadForAChainThatLostIt() {
        append(RUN, EntryKind.RUN_STARTED, 2);
        clock.move(Period.ofYears(3));
        chain(RUN).head = LedgerStore.Head.EMPTY;

        assertThat(retention().trim().orElseThrow().broken())
                .extracting(Breach::kind)
                .containsExactly(Breach.Kind.HEAD_MISMATCH);
        assertThat(chain(RUN).lines).hasSize(2);
    }

    @Test
    void findsATombstoneThatWasChanged() {
        append(ADA, EntryKind.CONSENT_REFUSED, 5);
        clock.move(Period.ofYears(3));
        retention().trim();
        Tombstone stone = chain(ADA).tombstone.orElseThrow();
        SortedMap<String, String> state = new TreeMap<>(Map.of("given", "7"));

        for (Tombstone changed : List.of(
                new Tombstone(ADA, 4, stone.hash(), stone.checkpoint(), stone.state(), stone.seal()),
                new Tombstone(ADA, 5, "a".repeat(64), stone.checkpoint(), stone.state(), stone.seal()),
                new Tombstone(ADA, 5, stone.hash(), 9, stone.state(), stone.seal()),
                new Tombstone(ADA, 5, stone.hash(), stone.checkpoint(), state, stone.seal()),
                new Tombstone(RUN, 5, stone.hash(), stone.checkpoint(), stone.state(), stone.seal()),
                new Tombstone(ADA, 5, stone.hash(), stone.checkpoint(), stone.state(), "b".repeat(64)))) {
            chain(ADA).tombstone = Optional.of(changed);
            assertThat(verifier().verify(ADA).breaches())
                    .extracting(Breach::kind)
                    .containsExactly(Breach.Kind.TOMBSTONE_MISMATCH);
        }
    }

    @Test
    void findsEntriesDroppedByHandWithATombstoneOfHisOwn() {
        append(ADA, EntryKind.CONSENT_REFUSED, 5);
        seals().make();
        LedgerEntry third = ledger.read(ADA, 2, 1).get(0);
        chain(ADA).lines.headMap(3L, true).clear();
        chain(ADA).tombstone = Optional.of(sealed(ADA, 3, third.hash(), 1));

        assertThat(verifier().verify(ADA).breaches()).isEmpty();
        assertThat(verifier().verify().breaches())
                .extracting(Breach::kind)
                .containsExactly(Breach.Kind.TOMBSTONE_MISMATCH);
    }

    @Test
    void findsATombstoneSealedAgainByTheCheckpointMadeAfterwards() {
        append(ADA, EntryKind.CONSENT_REFUSED, 5);
        clock.move(Period.ofYears(3));
        retention().trim();
        Tombstone stone = chain(ADA).tombstone.orElseThrow();
        SortedMap<String, String> state = new TreeMap<>(Map.of("given", "7"));
        chain(ADA).tombstone = Optional.of(resealed(stone, state));

        assertThat(verifier().verify(ADA).breaches()).isEmpty();
        assertThat(verifier().verify().breaches())
                .extracting(Breach::kind)
                .containsExactly(Breach.Kind.TOMBSTONE_MISMATCH);
    }

    @Test
    void saysWhichCheckpointsCanNoLongerBeCompared() {
        append(ADA, EntryKind.CONSENT_REFUSED, 2);
        Checkpoint old = seals().make();
        append(ADA, EntryKind.CONSENT_REFUSED, 2);
        clock.move(Period.ofYears(3));
        retention().trim();
        Checkpoint latest = stores.checkpoints().last().orElseThrow();

        VerificationReport report = verifier().verify(old);

        assertThat(report.breaches()).isEmpty();
        assertThat(report.outOfReach()).containsExactly(old.number());
        assertThat(report.compared()).containsExactly(latest.number());
        assertThat(verifier().verifySince(old).breaches()).isEmpty();
    }

    @Test
    void anExportGoesOnFromTombstones() throws IOException {
        append(ADA, EntryKind.CONSENT_REFUSED, 5);
        clock.move(Period.ofYears(3));
        retention().trim();
        append(ADA, EntryKind.CONSENT_GIVEN, 2);
        StringWriter out = new StringWriter();
        new LedgerExport(ledger, stores.chains(), stores.checkpoints()).write(out);

        VerificationReport report = new ExportedLedger().verify(new StringReader(out.toString()));
        assertThat(report.breaches()).isEmpty();
        assertThat(report.compared()).hasSize(1);
    }

    @Property(tries = 150)
    void howeverOftenItIsTrimmedTheLedgerVerifiesAndLosesNothingInForce(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 7) Integer> acts) {
        for (int act : acts) {
            clock.move(Period.ofMonths(2));
            ChainId chain = act % 2 == 0 ? ADA : RUN;
            switch (act) {
                case 7 -> retention().trim();
                case 6 -> seals().make();
                case 5, 4 -> append(chain, EntryKind.CONSENT_GIVEN, 1);
                default -> append(chain, EntryKind.CONSENT_WITHDRAWN, 1);
            }
            assertThat(verifier().verify().breaches()).isEmpty();
        }
        for (ChainId chain : List.of(ADA, RUN)) {
            assertThat(lastGiven(chain)).isEqualTo(lastGivenEver.getOrDefault(chain, 0L));
        }
    }

    @Test
    void refusesAPeriodOfNothing() {
        assertThatThrownBy(() -> retention(Period.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("P0D");
    }

    private final Map<ChainId, Long> lastGivenEver = new TreeMap<>();

    private long lastGiven(ChainId chain) {
        return ledger.read(chain, 0, 100).stream()
                .filter(entry -> entry.kind() == EntryKind.CONSENT_GIVEN)
                .mapToLong(LedgerEntry::number)
                .max()
                .orElse(0);
    }

    private void append(ChainId chain, EntryKind kind, int times) {
        for (int i = 0; i < times; i++) {
            long number = ledger.append(chain, kind, Map.of("n", Integer.toString(i)), Map.of())
                    .number();
            if (kind == EntryKind.CONSENT_GIVEN) {
                lastGivenEver.put(chain, number);
            }
        }
    }

    private Chain chain(ChainId chain) {
        return ((InMemoryLedger) stores.ledger()).chains.get(chain);
    }

    private Checkpoints seals() {
        return new Checkpoints(ledger, stores.chains(), stores.checkpoints(), Optional.empty());
    }

    private LedgerRetention retention() {
        return retention(Period.ofMonths(24));
    }

    private LedgerRetention retention(Period period) {
        return new LedgerRetention(
                ledger, stores.chains(), stores.checkpoints(), Optional.empty(), folds, period, BUCHAREST);
    }

    private LedgerVerifier verifier() {
        return new LedgerVerifier(ledger, stores.chains(), stores.checkpoints(), folds);
    }

    private static Tombstone sealed(ChainId chain, long number, String hash, long checkpoint) {
        return resealed(new Tombstone(chain, number, hash, checkpoint, new TreeMap<>(), ""), new TreeMap<>());
    }

    private static Tombstone resealed(Tombstone stone, SortedMap<String, String> state) {
        return Outsider.resealed(stone, state);
    }

    /** The last consent given binds; how many there were is what the rest comes to. */
    private static final class LastGivenBinds implements ChainFold {
        @Override
        public String name() {
            return "given";
        }

        @Override
        public Folding of(ChainId chain, String state) {
            return new Folding() {
                private long given = state.isEmpty() ? 0 : Long.parseLong(state);
                private OptionalLong last = OptionalLong.empty();

                @Override
                public void add(LedgerEntry entry) {
                    if (entry.kind() == EntryKind.CONSENT_GIVEN) {
                        given++;
                        last = OptionalLong.of(entry.number());
                    }
                }

                @Override
                public String state() {
                    return given == 0 ? "" : Long.toString(given);
                }

                @Override
                public OptionalLong firstInForce() {
                    return last;
                }

                @Override
                public Optional<String> difference() {
                    return Optional.empty();
                }
            };
        }
    }

    private static final class MovedClock extends Clock {
        private Instant now;

        private MovedClock(Instant now) {
            this.now = now;
        }

        private void move(Period period) {
            now = now.atOffset(ZoneOffset.UTC).plus(period).toInstant().plus(Duration.ofSeconds(1));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new IllegalArgumentException("this clock keeps its zone");
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
