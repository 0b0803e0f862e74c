package dev.sojourn.ledger;

import dev.sojourn.policy.Actor;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The append-only record of every act and disposal, in hash-linked chains (GDPR 5(2), 7(1)).
 *
 * <p>Thread-safe. An entry joins the caller's unit of work: it commits with the act it proves, or not at all. Appends to
 * one chain wait for each other until the unit that holds the chain's head ends; chains do not wait for each other.
 */
public final class Ledger {

    /** The facts of an entry that records the removal of a text: from which entry, and which text. */
    static final String REMOVED_FROM = "entry";

    static final String REMOVED_NAME = "text";

    private static final String ACTOR = "actor";

    /**
     * One of the first entries of a chain.
     *
     * @param chain the chain
     * @param kind what happened
     * @param actor what kind of person acted
     * @param body named facts, without personal identifiers and free text
     */
    public record First(ChainId chain, EntryKind kind, Actor.Kind actor, Map<String, String> body) {

        /** Copies the facts. */
        public First {
            body = Map.copyOf(body);
        }
    }

    private final LedgerStore store;
    private final UnitOfWork work;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * A ledger over a store.
     *
     * @param store keeps the entries
     * @param work the host's transaction
     * @param clock tells when entries are recorded
     */
    public Ledger(LedgerStore store, UnitOfWork work, Clock clock) {
        this.store = store;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Adds an entry at the end of a chain.
     *
     * @param chain the chain; made when it is new
     * @param kind what happened
     * @param body named facts, without personal identifiers and free text
     * @param detachable texts that may have to be removed later (an actor's name, a reason); each stands beside the
     *     entry with a salt, and only its digest in the entry; empty texts are left out
     * @return the entry
     * @throws IllegalArgumentException when a fact's name ends with {@code .salted}, which marks salted digests
     * @throws BrokenChain when the chain was tampered with; the caller's unit must roll back
     * @throws StoreException when the store fails; the caller's unit must roll back
     */
    public LedgerEntry append(ChainId chain, EntryKind kind, Map<String, String> body, Map<String, String> detachable) {
        return append(chain, kind, body, detachable, entry -> {});
    }

    private LedgerEntry append(
            ChainId chain,
            EntryKind kind,
            Map<String, String> body,
            Map<String, String> detachable,
            Consumer<LedgerEntry> alongside) {
        body.keySet().forEach(Ledger::checkFact);
        return work.run(() -> {
            LedgerStore.Head head = store.lock(chain);
            long number = head.number() + 1;
            Instant at = now();
            SortedMap<String, String> facts = new TreeMap<>(body);
            List<Attachment> attachments = new ArrayList<>();
            new TreeMap<>(detachable).forEach((name, text) -> {
                if (!text.isEmpty()) {
                    String salt = salt();
                    attachments.add(new Attachment(chain, number, name, salt, text));
                    facts.put(name + Attachment.SUFFIX, CanonicalForm.detached(salt, text));
                }
            });
            String hash = CanonicalForm.hash(chain, number, kind.name(), at, facts, head.hash());
            LedgerEntry entry = new LedgerEntry(chain, number, kind, at, facts, head.hash(), hash);
            alongside.accept(entry);
            store.append(entry, attachments);
            return entry;
        });
    }

    /**
     * Adds an entry about what somebody did: the actor's kind stands in it under {@code actor}, the actor's name and the
     * reason are detachable, as {@code actor.name} and {@code reason}.
     *
     * @param chain the chain; made when it is new
     * @param kind what happened
     * @param actor who acted
     * @param reason why, in words; empty when nobody said
     * @param body named facts, without personal identifiers and free text
     * @return the entry
     * @throws IllegalArgumentException when a fact's name ends with {@code .salted}, which marks salted digests
     * @throws BrokenChain when the chain was tampered with; the caller's unit must roll back
     * @throws StoreException when the store fails; the caller's unit must roll back
     */
    public LedgerEntry append(ChainId chain, EntryKind kind, Actor actor, String reason, Map<String, String> body) {
        return append(chain, kind, actor, reason, body, entry -> {});
    }

    /**
     * The same, for a caller who keeps a state beside the entry: it is told the entry when that is about to be written, so
     * that a store may write both by one statement.
     *
     * @param chain the chain; made when it is new
     * @param kind what happened
     * @param actor who acted
     * @param reason why, in words; empty when nobody said
     * @param body named facts, without personal identifiers and free text
     * @param alongside hears the entry within the unit, before it is written; when it throws, nothing is
     * @return the entry
     * @throws IllegalArgumentException when a fact's name ends with {@code .salted}, which marks salted digests
     * @throws BrokenChain when the chain was tampered with; the caller's unit must roll back
     * @throws StoreException when the store fails; the caller's unit must roll back
     */
    public LedgerEntry append(
            ChainId chain,
            EntryKind kind,
            Actor actor,
            String reason,
            Map<String, String> body,
            Consumer<LedgerEntry> alongside) {
        Map<String, String> facts = new TreeMap<>(body);
        facts.put(ACTOR, actor.kind().name());
        return append(chain, kind, facts, Map.of("actor.name", actor.name(), "reason", reason), alongside);
    }

    /**
     * Begins the chains of subjects whom the caller's unit enrolled by {@link SubjectStore#enrolNew}, by few statements.
     *
     * @param firsts what happened, in the order recorded; done by nobody who has a name, and for no reason given
     * @return the entries, in the same order
     * @throws IllegalArgumentException when a fact's name ends with {@code .salted}, which marks salted digests
     * @throws StoreException when the store fails; the caller's unit must roll back
     */
    public List<LedgerEntry> begin(List<First> firsts) {
        Instant at = now();
        Map<ChainId, LedgerStore.Head> heads = new HashMap<>();
        List<LedgerEntry> entries = new ArrayList<>(firsts.size());
        for (First first : firsts) {
            LedgerStore.Head head = heads.getOrDefault(first.chain(), LedgerStore.Head.EMPTY);
            SortedMap<String, String> facts = new TreeMap<>(first.body());
            facts.keySet().forEach(Ledger::checkFact);
            facts.put(ACTOR, first.actor().name());
            long number = head.number() + 1;
            String kind = first.kind().name();
            String hash = CanonicalForm.hash(first.chain(), number, kind, at, facts, head.hash());
            entries.add(new LedgerEntry(first.chain(), number, first.kind(), at, facts, head.hash(), hash));
            heads.put(first.chain(), new LedgerStore.Head(number, hash));
        }
        return work.run(() -> {
            store.begin(entries);
            return entries;
        });
    }

    /**
     * Locks a chain until the caller's unit ends, so that what is read before the next append stays true.
     *
     * @param chain the chain; made when it is new
     */
    public void lock(ChainId chain) {
        store.lock(chain);
    }

    /**
     * Reads a chain in order.
     *
     * @param chain the chain
     * @param after the number after which to start; 0 for the beginning
     * @param limit at most this many
     * @return the entries; empty at the end and for a chain that does not exist
     */
    public List<LedgerEntry> read(ChainId chain, long after, int limit) {
        return work.run(() -> store.read(chain, after, limit));
    }

    /**
     * The texts that stand beside an entry.
     *
     * @param entry the entry
     * @return by name; empty when there are none, or they were removed
     */
    public Map<String, String> attachmentsOf(LedgerEntry entry) {
        return work.run(() -> {
            Map<String, String> texts = new TreeMap<>();
            store.attachments(entry.chain(), entry.number(), entry.number())
                    .forEach(attachment -> texts.put(attachment.name(), attachment.text()));
            return texts;
        });
    }

    /**
     * Removes a text that stands beside an entry, with its salt, and records that as an entry of the same chain: the
     * chain still verifies, and nobody can tell any more what the text was (GDPR 17(1)).
     *
     * @param entry the entry, which stays as it is
     * @param name the text's name, for example {@code reason}
     * @param actor who removes it
     * @param reason why, in words; empty when nobody said
     * @return the entry that records the removal; empty when there was no such text, or it was removed before
     * @throws BrokenChain when the chain was tampered with; the caller's unit must roll back
     * @throws StoreException when the store fails; the caller's unit must roll back
     */
    public Optional<LedgerEntry> detach(LedgerEntry entry, String name, Actor actor, String reason) {
        return work.run(() -> {
            store.lock(entry.chain());
            if (!store.detach(entry.chain(), entry.number(), name)) {
                return Optional.empty();
            }
            Map<String, String> facts = Map.of(REMOVED_FROM, Long.toString(entry.number()), REMOVED_NAME, name);
            return Optional.of(append(entry.chain(), EntryKind.TEXT_REMOVED, actor, reason, facts));
        });
    }

    /**
     * The instant at which an act done now is recorded.
     *
     * @return the clock's time, cut to microseconds
     */
    public Instant now() {
        return CanonicalForm.cut(clock.instant());
    }

    LedgerStore store() {
        return store;
    }

    UnitOfWork work() {
        return work;
    }

    private static void checkFact(String name) {
        if (name.endsWith(Attachment.SUFFIX)) {
            throw new IllegalArgumentException("the fact '" + name + "' ends with '" + Attachment.SUFFIX
                    + "', which marks salted digests: give it another name");
        }
    }

    private String salt() {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }
}
