package dev.sojourn.jpa;

import dev.sojourn.jpa.ManyRows.Column;
import dev.sojourn.ledger.Attachment;
import dev.sojourn.ledger.BrokenChain;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.UnreadableEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

final class JpaLedger implements LedgerStore {

    private static final String CHAIN = "sojourn_chain";
    private static final String LEDGER = "sojourn_ledger";
    private static final String EVIDENCE = "sojourn_evidence";
    private static final String HEAD = "select c.head_number, c.head_hash from sojourn_chain c where c.chain = ?1";
    private static final String LOCKED = " for update";
    private static final String ATTACHMENTS =
            "select e.entry_number, e.evidence, e.salt, e.content from sojourn_evidence e"
                    + " where e.chain = ?1 and e.entry_number between ?2 and ?3 order by e.entry_number, e.evidence";
    private static final String DETACH =
            "delete from sojourn_evidence where chain = ?1 and entry_number = ?2 and evidence = ?3";

    private static final int INSERTED = 7;

    private static final String MOVE_HEAD =
            "update sojourn_chain set head_number = ?8, head_hash = ?9 where chain = ?10 and head_number = ?11";

    private static final String MAKE_CHAIN =
            "insert into sojourn_chain (head_number, head_hash, chain) values (?8, ?9, ?10)";

    /** A head moves on only from an entry that is there with the hash it names, or that a tombstone stands for. */
    private static final String FROM_LAST = " and (exists (select 1 from sojourn_ledger l where l.chain = ?12"
            + " and l.entry_number = ?13 and l.hash = ?14) or (tombstone_number = ?15 and tombstone_hash = ?16))";

    private final Statements statements;
    private final Dialect dialect;
    private final Duration longestUnit;
    private final String insert;
    private final String page;
    private final ConcurrentHashMap<String, String> withPut = new ConcurrentHashMap<>();

    JpaLedger(Statements statements, Dialect dialect, Duration longestUnit) {
        this.statements = statements;
        this.dialect = dialect;
        this.longestUnit = longestUnit;
        insert = Dialect.insert(
                LEDGER,
                List.of("chain", "entry_number", "entry_kind", "recorded_at", "body", "previous_hash", "hash"),
                List.of("?1", "?2", "?3", dialect.time("?4"), "?5", "?6", "?7"));
        page = "select l.entry_number, l.entry_kind, " + dialect.text("l.recorded_at")
                + ", l.body, l.previous_hash, l.hash from sojourn_ledger l"
                + " where l.chain = ?1 and l.entry_number > ?2 order by l.entry_number limit ?3";
    }

    /** A head that this unit has locked is known: nobody else can move it. */
    @Override
    public Head lock(ChainId chain) {
        return statements.together(() -> {
            Head known = statements.unit().heads().get(chain);
            if (known != null) {
                return known;
            }
            Head head = locked(chain);
            statements.unit().heads().put(chain, head);
            return head;
        });
    }

    /** Where a lock would also keep others from adding chains beside one that is not there, it is looked for first. */
    private Head locked(ChainId chain) {
        boolean looks = dialect.locksPastItsView() && !statements.unit().isReadCommitted();
        Optional<Head> seen = read(chain, looks ? "" : LOCKED);
        Head head = looks
                ? seen.flatMap(any -> read(chain, LOCKED)).orElseGet(() -> make(chain))
                : seen.orElseGet(() -> make(chain));
        statements.unit().locked(chain, !looks || seen.map(head::equals).orElse(head.number() == 0));
        return head;
    }

    @Override
    public void append(LedgerEntry entry, List<Attachment> attachments) {
        statements.together(() -> {
            statements.unit().recordedWithin(longestUnit);
            String chain = ChainName.of(entry.chain());
            long last = entry.number() - 1;
            boolean makes = last == 0 && statements.unit().makes(entry.chain());
            List<Object> values = new ArrayList<>(List.of(
                    chain,
                    entry.number(),
                    entry.kind().name(),
                    Utc.text(entry.at()),
                    Facts.write(entry.body()),
                    entry.previous(),
                    entry.hash(),
                    entry.number(),
                    entry.hash(),
                    chain));
            if (!makes) {
                values.add(last);
            }
            if (last > 0) {
                values.addAll(List.of(chain, last, entry.previous(), last, entry.previous()));
            }
            String move = makes ? MAKE_CHAIN : last > 0 ? MOVE_HEAD + FROM_LAST : MOVE_HEAD;
            int moved = statements
                    .unit()
                    .takePut()
                    .map(put -> appendAndPut(move, values, put))
                    .orElseGet(() -> makes
                            ? dialect.insertBoth(statements, LEDGER, insert, move, INSERTED, values.toArray())
                            : dialect.insertAndUpdate(statements, LEDGER, insert, move, INSERTED, values.toArray()));
            if (moved != 1) {
                throw refused(entry);
            }
            statements.unit().heads().put(entry.chain(), new Head(entry.number(), entry.hash()));
            attach(chain, attachments);
            return entry;
        });
    }

    private int appendAndPut(String move, List<Object> values, Unit.Put put) {
        String upsert = put.sql().apply(values.size());
        values.addAll(List.of(put.values()));
        return statements.change(
                LEDGER,
                withPut.computeIfAbsent(
                        upsert,
                        sql -> dialect.insertUpdateAndUpsert(insert, move, sql).orElseThrow()),
                values.toArray());
    }

    /** Each chain's row is made with the head it comes to: nobody could have locked it before. */
    @Override
    public void begin(List<LedgerEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        statements.together(() -> {
            statements.unit().recordedWithin(longestUnit);
            Map<ChainId, Head> heads = new LinkedHashMap<>();
            ManyRows lines = ManyRows.of(
                    LEDGER,
                    Column.text("chain"),
                    Column.number("entry_number"),
                    Column.text("entry_kind"),
                    Column.time("recorded_at"),
                    Column.text("body"),
                    Column.text("previous_hash"),
                    Column.text("hash"));
            for (LedgerEntry entry : entries) {
                heads.put(entry.chain(), new Head(entry.number(), entry.hash()));
                lines.add(
                        ChainName.of(entry.chain()),
                        entry.number(),
                        entry.kind().name(),
                        Utc.text(entry.at()),
                        Facts.write(entry.body()),
                        entry.previous(),
                        entry.hash());
            }
            ManyRows chains =
                    ManyRows.of(CHAIN, Column.text("chain"), Column.number("head_number"), Column.text("head_hash"));
            heads.forEach((chain, head) -> chains.add(ChainName.of(chain), head.number(), head.hash()));
            dialect.insertAll(statements, chains);
            dialect.insertAll(statements, lines);
            statements.unit().heads().putAll(heads);
            return entries;
        });
    }

    @Override
    public List<LedgerEntry> read(ChainId chain, long after, int limit) {
        return statements.together(() -> statements.unit().isUnmade(chain)
                ? List.of()
                : statements.rows(LEDGER, page, ChainName.of(chain), after, limit).stream()
                        .map(row -> entry(chain, row))
                        .toList());
    }

    private static LedgerEntry entry(ChainId chain, Object[] row) {
        long number = ((Number) row[0]).longValue();
        try {
            return new LedgerEntry(
                    chain,
                    number,
                    EntryKind.valueOf(row[1].toString()),
                    Utc.instant(row[2]),
                    Facts.readExactly(row[3].toString())
                            .orElseThrow(() -> new IllegalArgumentException("the body was not written by Sojourn")),
                    row[4].toString(),
                    row[5].toString());
        } catch (IllegalArgumentException e) {
            throw new UnreadableEntry(chain, number, e);
        }
    }

    @Override
    public List<Attachment> attachments(ChainId chain, long first, long last) {
        return statements.rows(EVIDENCE, ATTACHMENTS, ChainName.of(chain), first, last).stream()
                .map(row -> new Attachment(
                        chain, ((Number) row[0]).longValue(), row[1].toString(), row[2].toString(), row[3].toString()))
                .toList();
    }

    @Override
    public boolean detach(ChainId chain, long number, String name) {
        return statements.change(EVIDENCE, DETACH, ChainName.of(chain), number, name) == 1;
    }

    /** The head is locked: when it is where it was, the entry it names is not. */
    private RuntimeException refused(LedgerEntry entry) {
        boolean next = read(entry.chain(), LOCKED)
                .filter(head -> head.number() == entry.number() - 1)
                .isPresent();
        return next
                ? new BrokenChain(entry.chain(), entry.number() - 1)
                : new StoreException(
                        "could not write sojourn_ledger",
                        new IllegalStateException("entry " + entry.number() + " is not the next of its chain"),
                        true);
    }

    private Optional<Head> read(ChainId chain, String lock) {
        return statements.rows(CHAIN, HEAD + lock, ChainName.of(chain)).stream()
                .findFirst()
                .map(row -> new Head(((Number) row[0]).longValue(), row[1].toString()));
    }

    private Head make(ChainId chain) {
        statements.unit().makes(chain);
        boolean made = dialect.insertIfAbsent(
                statements,
                CHAIN,
                List.of("chain", "head_number", "head_hash"),
                ChainName.of(chain),
                Head.EMPTY.number(),
                Head.EMPTY.hash());
        return made
                ? Head.EMPTY
                : read(chain, LOCKED).orElseThrow(() -> new IllegalStateException("a chain just made is not there"));
    }

    private void attach(String chain, List<Attachment> attachments) {
        if (attachments.isEmpty()) {
            return;
        }
        StringBuilder sql = new StringBuilder(
                "insert into sojourn_evidence (chain, entry_number, evidence, salt, content) values ");
        List<Object> parameters = new ArrayList<>();
        for (Attachment attachment : attachments) {
            int first = parameters.size() + 1;
            sql.append(parameters.isEmpty() ? "" : ", ")
                    .append("(?%d, ?%d, ?%d, ?%d, ?%d)".formatted(first, first + 1, first + 2, first + 3, first + 4));
            parameters.addAll(
                    List.of(chain, attachment.number(), attachment.name(), attachment.salt(), attachment.text()));
        }
        statements.change(EVIDENCE, sql.toString(), parameters.toArray());
    }
}
