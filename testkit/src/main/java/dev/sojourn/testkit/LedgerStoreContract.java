package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Stores;
import dev.sojourn.ledger.Attachment;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link LedgerStore} must do; a store's own test extends it. */
public abstract class LedgerStoreContract {

    private static final Instant AT = Instant.parse("2026-03-05T08:00:00.123456Z");
    private static final ChainId CHAIN = ChainId.subject("5f0c2b1e-0000-4000-8000-000000000001");

    private Stores stores;

    /** For subclasses. */
    protected LedgerStoreContract() {}

    /**
     * The stores under test.
     *
     * @return stores with an empty ledger
     */
    protected abstract Stores stores();

    @BeforeEach
    void takeStores() {
        stores = stores();
    }

    @Test
    void beginsEveryChainEmpty() {
        assertThat(stores.work().run(() -> stores.ledger().lock(CHAIN))).isEqualTo(LedgerStore.Head.EMPTY);
        assertThat(read(CHAIN, 0, 10)).isEmpty();
        assertThat(read(ChainId.run("never-heard-of"), 0, 10)).isEmpty();
    }

    @Test
    void readsBackWhatItWasGiven() {
        Map<String, String> body = new TreeMap<>();
        body.put("purpose", "newsletter");
        body.put("quotes", "'\"`; drop table sojourn_ledger; --\\");
        body.put("unicode", "Müller, Ștefănescu, 愛, \uD83D\uDE00, a\u0300\u200B, \u05D0");
        body.put("lines", "one\ntwo\r\nthree\ttabbed");
        body.put("empty", "");
        body.put("blank", "  ");
        body.put("equals=and\\back", "a=b\\c");
        LedgerEntry entry = entry(CHAIN, 1, body, LedgerStore.Head.EMPTY.hash());
        append(entry);
        assertThat(read(CHAIN, 0, 10)).containsExactly(entry);
    }

    @Test
    void keepsMicroseconds() {
        append(entry(CHAIN, 1, Map.of(), LedgerStore.Head.EMPTY.hash()));
        assertThat(read(CHAIN, 0, 1).get(0).at()).isEqualTo(AT);
    }

    @Test
    void keepsTimesThatLocalClocksSkipOrRepeat() {
        List<Instant> times = List.of(
                Instant.parse("2026-03-29T01:30:00.000001Z"),
                Instant.parse("2026-10-25T00:30:00.999999Z"),
                Instant.parse("2026-10-25T01:30:00Z"),
                Instant.parse("1970-01-01T00:00:00Z"));
        for (int i = 0; i < times.size(); i++) {
            ChainId chain = ChainId.run("time-" + i);
            append(new LedgerEntry(
                    chain, 1, EntryKind.RUN_STARTED, times.get(i), new TreeMap<>(), hash("0"), hash("a")));
            assertThat(read(chain, 0, 1).get(0).at()).isEqualTo(times.get(i));
        }
    }

    @Test
    void keepsLongBodiesWhole() {
        Map<String, String> body = new TreeMap<>();
        IntStream.range(0, 60).forEach(i -> body.put("fact." + i, "ü".repeat(1_000) + i));
        LedgerEntry entry = entry(CHAIN, 1, body, LedgerStore.Head.EMPTY.hash());
        append(entry);
        assertThat(read(CHAIN, 0, 1)).containsExactly(entry);
    }

    @Test
    void movesTheHeadWithEachEntry() {
        append(entry(CHAIN, 1, Map.of("n", "1"), hash("0")));
        append(entry(CHAIN, 2, Map.of("n", "2"), hash("1")));
        assertThat(stores.work().run(() -> stores.ledger().lock(CHAIN))).isEqualTo(new LedgerStore.Head(2, hash("2")));
    }

    @Test
    void readsInOrderAndInPages() {
        LongStream.rangeClosed(1, 12).forEach(n -> append(entry(CHAIN, n, Map.of(), hash(n - 1))));
        assertThat(read(CHAIN, 0, 5)).extracting(LedgerEntry::number).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(read(CHAIN, 5, 5)).extracting(LedgerEntry::number).containsExactly(6L, 7L, 8L, 9L, 10L);
        assertThat(read(CHAIN, 10, 5)).extracting(LedgerEntry::number).containsExactly(11L, 12L);
        assertThat(read(CHAIN, 12, 5)).isEmpty();
    }

    @Test
    void keepsChainsApart() {
        ChainId run = ChainId.run(CHAIN.key());
        append(entry(CHAIN, 1, Map.of("of", "subject"), hash("0")));
        append(entry(run, 1, Map.of("of", "run"), hash("0")));
        append(entry(ChainId.INSTALLATION, 1, Map.of("of", "installation"), hash("0")));
        assertThat(read(run, 0, 5)).hasSize(1);
        assertThat(read(run, 0, 5).get(0).body()).containsEntry("of", "run");
        assertThat(read(ChainId.INSTALLATION, 0, 5)).hasSize(1);
    }

    @Test
    void keepsAttachmentsBesideTheirEntry() {
        Attachment name = new Attachment(CHAIN, 2, "actor.name", "0".repeat(32), "Ștefan \"the\" O'Neil \uD83D\uDE00");
        Attachment reason = new Attachment(CHAIN, 2, "reason", "1".repeat(32), "long ".repeat(2_000));
        append(entry(CHAIN, 1, Map.of(), hash("0")));
        stores.work().run(() -> {
            stores.ledger().lock(CHAIN);
            stores.ledger().append(entry(CHAIN, 2, Map.of(), hash("1")), List.of(name, reason));
            return CHAIN;
        });
        assertThat(attachments(CHAIN, 2)).containsExactlyInAnyOrder(name, reason);
        assertThat(attachments(CHAIN, 1)).isEmpty();
        assertThat(attachments(CHAIN, 3)).isEmpty();
        assertThat(attachments(ChainId.run("other"), 2)).isEmpty();
    }

    @Test
    void readsTheTextsOfSeveralEntriesInOrder() {
        List<Attachment> texts = LongStream.rangeClosed(1, 4)
                .mapToObj(n -> new Attachment(CHAIN, n, "reason", "1".repeat(32), "text " + n))
                .toList();
        LongStream.rangeClosed(1, 4)
                .forEach(n -> append(entry(CHAIN, n, Map.of(), hash(n - 1)), List.of(texts.get((int) n - 1))));
        assertThat(attachments(CHAIN, 2, 3)).containsExactly(texts.get(1), texts.get(2));
        assertThat(attachments(CHAIN, Long.MIN_VALUE, Long.MAX_VALUE)).containsExactlyElementsOf(texts);
    }

    @Test
    void removesOneTextAndNothingElse() {
        Attachment name = new Attachment(CHAIN, 1, "actor.name", "0".repeat(32), "E. Noether");
        Attachment reason = new Attachment(CHAIN, 1, "reason", "1".repeat(32), "asked by phone");
        LedgerEntry entry = entry(CHAIN, 1, Map.of(), hash("0"));
        append(entry, List.of(name, reason));
        assertThat(detach("reason")).isTrue();
        assertThat(detach("reason")).isFalse();
        assertThat(attachments(CHAIN, 1)).containsExactly(name);
        assertThat(read(CHAIN, 0, 5)).containsExactly(entry);
    }

    @Test
    void bringsARemovedTextBackWhenItsUnitRollsBack() {
        Attachment reason = new Attachment(CHAIN, 1, "reason", "1".repeat(32), "asked by phone");
        append(entry(CHAIN, 1, Map.of(), hash("0")), List.of(reason));
        assertThatThrownBy(() -> stores.work().run(() -> {
            stores.ledger().detach(CHAIN, 1, "reason");
            throw new IllegalStateException("no");
        }));
        assertThat(attachments(CHAIN, 1)).containsExactly(reason);
    }

    @Test
    void leavesNothingOfARolledBackUnit() {
        append(entry(CHAIN, 1, Map.of(), hash("0")));
        assertThatThrownBy(() -> stores.work().run(() -> {
            stores.ledger().lock(CHAIN);
            stores.ledger()
                    .append(
                            entry(CHAIN, 2, Map.of(), hash("1")),
                            List.of(new Attachment(CHAIN, 2, "reason", "2".repeat(32), "gone")));
            throw new IllegalStateException("no");
        }));
        assertThat(read(CHAIN, 0, 5)).hasSize(1);
        assertThat(attachments(CHAIN, 2)).isEmpty();
        assertThat(stores.work().run(() -> stores.ledger().lock(CHAIN).number()))
                .isEqualTo(1);
    }

    @Test
    void refusesANumberAlreadyTaken() {
        append(entry(CHAIN, 1, Map.of(), hash("0")));
        assertThatThrownBy(() -> append(entry(CHAIN, 1, Map.of("other", "content"), hash("0"))))
                .isInstanceOf(StoreException.class);
        assertThat(read(CHAIN, 0, 5)).hasSize(1);
    }

    @Test
    void makesUnitsThatAppendToOneChainWaitForEachOther() {
        HandMovedClock clock = HandMovedClock.at(AT);
        Ledger ledger = new Ledger(stores.ledger(), stores.work(), clock);
        ChainId chain = ChainId.subject(UUID.randomUUID().toString());
        AtOnce.on(4, () -> {
            for (int i = 0; i < 10; i++) {
                ledger.append(chain, EntryKind.CONSENT_GIVEN, Actor.subject(), "", Map.of("purpose", "p"));
            }
            return chain;
        });
        List<LedgerEntry> entries = read(chain, 0, 100);
        assertThat(entries).hasSize(40);
        String previous = LedgerStore.Head.EMPTY.hash();
        for (int i = 0; i < entries.size(); i++) {
            assertThat(entries.get(i).number()).isEqualTo(i + 1);
            assertThat(entries.get(i).previous()).isEqualTo(previous);
            previous = entries.get(i).hash();
        }
    }

    @Test
    void beginsTheChainsOfThoseJustEnrolledTogether() {
        List<DataSubject> people = List.of(DataSubject.of("a"), DataSubject.of("b"));
        Ledger ledger = new Ledger(stores.ledger(), stores.work(), HandMovedClock.at(AT));
        List<ChainId> chains = stores.work().run(() -> {
            Map<DataSubject, String> keys = stores.subjects().enrolNew(people, subject -> Optional.empty());
            List<ChainId> those = people.stream()
                    .map(one -> ChainId.subject(Objects.requireNonNull(keys.get(one))))
                    .toList();
            List<LedgerEntry> begun = ledger.begin(
                    List.of(first(those.get(0), "one"), first(those.get(1), "two"), first(those.get(0), "three")));
            assertThat(begun).extracting(LedgerEntry::number).containsExactly(1L, 1L, 2L);
            assertThat(begun.get(2).previous()).isEqualTo(begun.get(0).hash());
            assertThat(stores.ledger().lock(those.get(0)))
                    .isEqualTo(new LedgerStore.Head(2, begun.get(2).hash()));
            return those;
        });
        LedgerEntry next =
                ledger.append(chains.get(0), EntryKind.CONSENT_GIVEN, Actor.subject(), "", Map.of("purpose", "four"));
        assertThat(next.number()).isEqualTo(3);
        assertThat(read(chains.get(0), 0, 10))
                .extracting(entry -> entry.body().get("purpose"))
                .containsExactly("one", "three", "four");
        assertThat(read(chains.get(0), 0, 10)).extracting(LedgerEntry::at).containsOnly(AT);
        assertThat(read(chains.get(1), 0, 10))
                .singleElement()
                .satisfies(entry -> assertThat(entry.body()).containsEntry("actor", "SUBJECT"));
    }

    @Test
    void refusesToBeginAChainTwice() {
        append(entry(CHAIN, 1, Map.of(), LedgerStore.Head.EMPTY.hash()));
        assertThatThrownBy(() -> stores.work().run(() -> {
                    stores.ledger().begin(List.of(entry(CHAIN, 1, Map.of(), LedgerStore.Head.EMPTY.hash())));
                    return CHAIN;
                }))
                .isInstanceOf(StoreException.class);
        assertThat(read(CHAIN, 0, 5)).hasSize(1);
    }

    private static Ledger.First first(ChainId chain, String purpose) {
        return new Ledger.First(chain, EntryKind.CONSENT_GIVEN, Actor.subject().kind(), Map.of("purpose", purpose));
    }

    private boolean detach(String name) {
        return stores.work().run(() -> stores.ledger().detach(CHAIN, 1, name));
    }

    private void append(LedgerEntry entry) {
        append(entry, List.of());
    }

    private void append(LedgerEntry entry, List<Attachment> texts) {
        stores.work().run(() -> {
            stores.ledger().lock(entry.chain());
            stores.ledger().append(entry, texts);
            return entry;
        });
    }

    private List<LedgerEntry> read(ChainId chain, long after, int limit) {
        return stores.work().run(() -> stores.ledger().read(chain, after, limit));
    }

    private List<Attachment> attachments(ChainId chain, long number) {
        return attachments(chain, number, number);
    }

    private List<Attachment> attachments(ChainId chain, long first, long last) {
        return stores.work().run(() -> stores.ledger().attachments(chain, first, last));
    }

    private static LedgerEntry entry(ChainId chain, long number, Map<String, String> body, String previous) {
        return new LedgerEntry(chain, number, EntryKind.CONSENT_GIVEN, AT, new TreeMap<>(body), previous, hash(number));
    }

    private static String hash(long number) {
        return hash(Long.toHexString(number));
    }

    private static String hash(String end) {
        return "0".repeat(64 - end.length()) + end;
    }
}
