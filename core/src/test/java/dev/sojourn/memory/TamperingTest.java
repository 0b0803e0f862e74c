package dev.sojourn.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.ledger.Attachment;
import dev.sojourn.ledger.Breach;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.Checkpoint;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.ledger.VerificationReport;
import dev.sojourn.memory.InMemoryLedger.Chain;
import dev.sojourn.memory.InMemoryLedger.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever somebody does to stored entries without computing hashes again is found, and the first of them named. */
class TamperingTest {

    private static final int CASES = 500;

    /** One way to change a part of an entry. */
    private enum Part {
        CHAIN_KIND,
        CHAIN_KEY,
        NUMBER,
        KIND,
        TIME_SECOND,
        TIME_MICROSECOND,
        TIME_NANOSECOND,
        FACT_VALUE,
        FACT_NAME,
        FACT_ADDED,
        FACT_REMOVED,
        PREVIOUS,
        HASH
    }

    @Property(tries = CASES)
    void anUntouchedLedgerIsIntact(@ForAll("histories") History history) {
        VerificationReport report = history.ledger().verifier().verify();

        assertThat(report.breaches()).isEmpty();
        assertThat(report.entries()).isEqualTo(history.ledger().entries());
        assertThat(report.compared()).hasSize(history.checkpoints() > 0 ? 1 : 0);
    }

    @Property(tries = 4 * CASES)
    void findsEveryPartOfAnEntryThatWasChangedWhereItStands(
            @ForAll("histories") History history,
            @ForAll Part part,
            @ForAll int place,
            @ForAll @IntRange(min = 1) int by) {
        TamperedLedger ledger = history.ledger();
        Line line = ledger.line(place);
        LedgerEntry changed = change(line.entry(), part, by);
        Assume.that(!changed.equals(line.entry()));
        ledger.chain(line).lines.put(line.entry().number(), new Line(line.position(), changed));

        assertThat(ledger.breachOf(line.entry().chain())).hasValueSatisfying(breach -> {
            assertThat(breach.number()).isEqualTo(line.entry().number());
            if (part != Part.NUMBER && part != Part.CHAIN_KIND && part != Part.CHAIN_KEY) {
                assertThat(breach.kind()).isEqualTo(Breach.Kind.BROKEN_HASH);
            }
        });
    }

    @Property(tries = CASES)
    void findsAnEntryKeptUnderAnotherNumber(
            @ForAll("histories") History history, @ForAll int place, @ForAll("numbers") long number) {
        TamperedLedger ledger = history.ledger();
        Line line = ledger.line(place);
        Chain chain = ledger.chain(line);
        Assume.that(!chain.lines.containsKey(number));
        chain.lines.remove(line.entry().number());
        chain.lines.put(number, new Line(line.position(), numbered(line.entry(), number)));

        assertThat(ledger.breachOf(line.entry().chain()))
                .hasValueSatisfying(breach -> assertThat(breach.number())
                        .isEqualTo(Math.min(number, line.entry().number())));
    }

    @Property(tries = CASES)
    void findsAnEntryThatIsGone(@ForAll("histories") History history, @ForAll int place) {
        TamperedLedger ledger = history.ledger();
        Line line = ledger.line(place);
        ledger.chain(line).lines.remove(line.entry().number());

        assertThat(ledger.breachOf(line.entry().chain()))
                .map(breach -> List.of(breach.kind(), breach.number()))
                .hasValue(List.of(Breach.Kind.MISSING, line.entry().number()));
    }

    @Property(tries = CASES)
    void findsAnEntryThatIsGoneThoughThoseAfterItMovedUp(@ForAll("histories") History history, @ForAll int place) {
        TamperedLedger ledger = history.ledger();
        Line line = ledger.line(place);
        Chain chain = ledger.chain(line);
        Assume.that(line.entry().number() < chain.head.number());
        for (long number = line.entry().number(); number < chain.head.number(); number++) {
            Line next = chain.lines.get(number + 1);
            chain.lines.put(number, new Line(next.position(), numbered(next.entry(), number)));
        }
        chain.lines.remove(chain.head.number());

        assertThat(ledger.breachOf(line.entry().chain()))
                .map(breach -> List.of(breach.kind(), breach.number()))
                .hasValue(List.of(Breach.Kind.REORDERED, line.entry().number()));
    }

    @Property(tries = CASES)
    void findsATailCutOff(@ForAll("histories") History history, @ForAll int place) {
        TamperedLedger ledger = history.ledger();
        Line line = ledger.line(place);
        ledger.chain(line).lines.tailMap(line.entry().number(), true).clear();

        assertThat(ledger.breachOf(line.entry().chain()))
                .map(breach -> List.of(breach.kind(), breach.number()))
                .hasValue(List.of(Breach.Kind.MISSING, line.entry().number()));
    }

    @Property(tries = CASES)
    void findsTwoEntriesSwapped(@ForAll("histories") History history, @ForAll int place, @ForAll int other) {
        TamperedLedger ledger = history.ledger();
        Line one = ledger.line(place);
        Chain chain = ledger.chain(one);
        Line two = chain.lines.get(1 + Math.floorMod((long) other, chain.head.number()));
        Assume.that(one.entry().number() < two.entry().number());
        chain.lines.put(
                one.entry().number(),
                new Line(one.position(), numbered(two.entry(), one.entry().number())));
        chain.lines.put(
                two.entry().number(),
                new Line(two.position(), numbered(one.entry(), two.entry().number())));

        assertThat(ledger.breachOf(one.entry().chain()))
                .map(breach -> List.of(breach.kind(), breach.number()))
                .hasValue(List.of(Breach.Kind.REORDERED, one.entry().number()));
    }

    @Property(tries = CASES)
    void findsAnEntryPutInOrRepeated(
            @ForAll("histories") History history,
            @ForAll int place,
            @ForAll int other,
            @ForAll("numbers") long number) {
        TamperedLedger ledger = history.ledger();
        Line into = ledger.line(place);
        LedgerEntry copied = ledger.line(other).entry();
        Chain chain = ledger.chain(into);
        long where = chain.lines.containsKey(number) ? chain.head.number() + 1 : number;
        ChainId id = into.entry().chain();
        chain.lines.put(
                where,
                new Line(
                        into.position(),
                        new LedgerEntry(
                                id,
                                where,
                                copied.kind(),
                                copied.at(),
                                copied.body(),
                                copied.previous(),
                                copied.hash())));

        assertThat(ledger.breachOf(id))
                .hasValueSatisfying(breach -> assertThat(breach.number()).isEqualTo(where));
    }

    @Property(tries = CASES)
    void findsAHeadThatWasMoved(
            @ForAll("histories") History history,
            @ForAll int place,
            @ForAll("numbers") long number,
            @ForAll boolean hash) {
        TamperedLedger ledger = history.ledger();
        Line line = ledger.line(place);
        Chain chain = ledger.chain(line);
        Assume.that(hash || number != chain.head.number());
        chain.head = hash
                ? new LedgerStore.Head(chain.head.number(), flip(chain.head.hash(), place))
                : new LedgerStore.Head(number, chain.head.hash());

        assertThat(ledger.breachOf(line.entry().chain())).isPresent();
    }

    @Property(tries = CASES)
    void findsAHeadThatIsGone(@ForAll("histories") History history, @ForAll int place) {
        TamperedLedger ledger = history.ledger();
        Line line = ledger.line(place);
        ledger.chain(line).head = LedgerStore.Head.EMPTY;

        assertThat(ledger.breachOf(line.entry().chain()))
                .map(breach -> List.of(breach.kind(), breach.number()))
                .hasValue(List.of(Breach.Kind.HEAD_MISMATCH, 1L));
    }

    @Property(tries = CASES)
    void findsATextThatWasChangedLostOrMoved(
            @ForAll("histories") History history, @ForAll int place, @ForAll @IntRange(min = 0, max = 4) int way) {
        TamperedLedger ledger = history.ledger();
        List<Attachment> all = ledger.texts();
        Assume.that(!all.isEmpty());
        Attachment text = all.get(Math.floorMod(place, all.size()));
        Chain chain = ledger.chainOf(text.chain());
        List<Attachment> beside = new ArrayList<>(chain.texts.remove(text.number()));
        beside.remove(text);
        long number = text.number();
        switch (way) {
            case 0 -> beside.add(new Attachment(text.chain(), number, text.name(), text.salt(), text.text() + "x"));
            case 1 ->
                beside.add(new Attachment(text.chain(), number, text.name(), flip(text.salt(), place), text.text()));
            case 2 -> beside.add(new Attachment(text.chain(), number, text.name() + "x", text.salt(), text.text()));
            case 3 ->
                chain.texts.put(
                        1_000_000L,
                        List.of(new Attachment(text.chain(), 1_000_000L, text.name(), text.salt(), text.text())));
            default -> beside.sort(java.util.Comparator.comparing(Attachment::name));
        }
        chain.texts.put(number, beside);

        assertThat(ledger.breachOf(text.chain()))
                .map(breach -> List.of(breach.kind(), breach.number()))
                .hasValue(List.of(Breach.Kind.TEXT_MISMATCH, way == 3 ? 1_000_000L : number));
    }

    @Property(tries = CASES)
    void findsAWholeChainThatACheckpointCoversAndIsGone(@ForAll("histories") History history, @ForAll int place) {
        TamperedLedger ledger = history.ledger();
        Checkpoint checkpoint = ledger.checkpoint();
        List<ChainId> covered = ledger.chains().stream()
                .filter(chain ->
                        ledger.chainOf(chain).lines.firstEntry().getValue().position() <= checkpoint.position())
                .toList();
        ledger.drop(covered.get(Math.floorMod(place, covered.size())));

        assertThat(ledger.verifier().verify().breaches())
                .extracting(Breach::kind)
                .contains(Breach.Kind.CHAIN_MISSING);
    }

    @Property(tries = CASES)
    void findsACheckpointThatWasChangedOrDropped(
            @ForAll("histories") History history, @ForAll int place, @ForAll @IntRange(min = 0, max = 8) int way) {
        TamperedLedger ledger = history.ledger();
        ledger.checkpoint();
        TreeMap<Long, Checkpoint> kept = ledger.checkpointsKept();
        Checkpoint one = kept.get(1 + Math.floorMod((long) place, (long) kept.size()));
        kept.remove(one.number());
        if (way < 8) {
            kept.put(way == 0 ? one.number() + 100 : one.number(), change(one, way));
        }

        assertThat(ledger.verifier().verify().breaches())
                .extracting(Breach::kind)
                .contains(Breach.Kind.CHECKPOINT_MISMATCH);
    }

    @Provide
    Arbitrary<History> histories() {
        Arbitrary<List<Integer>> acts =
                Arbitraries.integers().between(0, 11).list().ofMinSize(1).ofMaxSize(30);
        return acts.map(History::new);
    }

    @Provide
    Arbitrary<Long> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-3, 40), Arbitraries.of(Long.MIN_VALUE + 1, Long.MAX_VALUE, 1_000_000L));
    }

    private static LedgerEntry change(LedgerEntry entry, Part part, int by) {
        ChainId chain = entry.chain();
        long number = entry.number();
        EntryKind kind = entry.kind();
        Instant at = entry.at();
        SortedMap<String, String> body = new TreeMap<>(entry.body());
        String previous = entry.previous();
        String hash = entry.hash();
        Optional<String> fact =
                body.keySet().stream().skip(by % Math.max(1, body.size())).findFirst();
        switch (part) {
            case CHAIN_KIND ->
                chain = new ChainId(ChainId.Kind.values()[(chain.kind().ordinal() + 1 + by % 2) % 3], chain.key());
            case CHAIN_KEY -> chain = new ChainId(chain.kind(), chain.key() + "x");
            case NUMBER -> number += by;
            case KIND -> kind = EntryKind.values()[Math.floorMod(kind.ordinal() + by, EntryKind.values().length)];
            case TIME_SECOND -> at = at.plusSeconds(by);
            case TIME_MICROSECOND -> at = at.plusNanos(by % 1_000_000 * 1_000L + 1_000);
            case TIME_NANOSECOND -> at = at.plusNanos(1 + by % 999);
            case FACT_VALUE -> fact.ifPresent(name -> body.merge(name, "x", String::concat));
            case FACT_NAME -> fact.ifPresent(name -> body.put(name + "x", body.remove(name)));
            case FACT_ADDED -> body.put("added", "");
            case FACT_REMOVED -> fact.ifPresent(body::remove);
            case PREVIOUS -> previous = flip(previous, by);
            case HASH -> hash = flip(hash, by);
        }
        return new LedgerEntry(chain, number, kind, at, body, previous, hash);
    }

    private static Checkpoint change(Checkpoint one, int way) {
        return new Checkpoint(
                one.number() + (way == 1 ? 1 : 0),
                one.at().plusSeconds(way == 2 ? 1 : 0),
                one.position() + (way == 3 ? 1 : 0),
                one.chains() + (way == 4 ? 1 : 0),
                way == 5 ? flip(one.heads(), 7) : one.heads(),
                way == 6 ? flip(one.tombstones(), 7) : one.tombstones(),
                way == 7 ? flip(one.previous(), 7) : one.previous(),
                way == 0 ? flip(one.hash(), 7) : one.hash(),
                one.signature());
    }

    private static LedgerEntry numbered(LedgerEntry entry, long number) {
        return new LedgerEntry(
                entry.chain(), number, entry.kind(), entry.at(), entry.body(), entry.previous(), entry.hash());
    }

    private static String flip(String hex, int place) {
        char[] digits = hex.toCharArray();
        int at = Math.floorMod(place, digits.length);
        digits[at] = digits[at] == '0' ? '1' : '0';
        return new String(digits);
    }

    /** A ledger in which things happened, each number one of them; made anew for each try. */
    record History(List<Integer> acts) {
        TamperedLedger ledger() {
            return TamperedLedger.after(acts);
        }

        long checkpoints() {
            return acts.stream().filter(act -> act == TamperedLedger.CHECKPOINT).count();
        }
    }
}
