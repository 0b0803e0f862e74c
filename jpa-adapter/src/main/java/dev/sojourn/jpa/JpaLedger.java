package dev.sojourn.jpa;

import dev.sojourn.ledger.Attachment;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.ledger.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class JpaLedger implements LedgerStore {

    static final String SUBJECT_PREFIX = ChainId.Kind.SUBJECT.name() + ":";

    private static final String CHAIN = "sojourn_chain";
    private static final String LEDGER = "sojourn_ledger";
    private static final String EVIDENCE = "sojourn_evidence";
    private static final String HEAD =
            "select c.head_number, c.head_hash from sojourn_chain c where c.chain = ?1 for update";
    private static final String ATTACHMENTS = "select e.evidence, e.salt, e.content from sojourn_evidence e"
            + " where e.chain = ?1 and e.entry_number = ?2 order by e.evidence";

    private final Statements statements;
    private final Dialect dialect;
    private final Duration longestUnit;
    private final String append;
    private final String page;

    JpaLedger(Statements statements, Dialect dialect, Duration longestUnit) {
        this.statements = statements;
        this.dialect = dialect;
        this.longestUnit = longestUnit;
        append = dialect.insertThenUpdate(
                Dialect.insert(
                        LEDGER,
                        List.of("chain", "entry_number", "entry_kind", "recorded_at", "body", "previous_hash", "hash"),
                        List.of("?1", "?2", "?3", dialect.time("?4"), "?5", "?6", "?7")),
                "update sojourn_chain set head_number = ?8, head_hash = ?9 where chain = ?10 and head_number = ?11");
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
            Head head = read(chain).orElseGet(() -> make(chain));
            statements.unit().heads().put(chain, head);
            return head;
        });
    }

    @Override
    public void append(LedgerEntry entry, List<Attachment> attachments) {
        statements.together(() -> {
            String chain = name(entry.chain());
            int moved = statements.change(
                    LEDGER,
                    append,
                    chain,
                    entry.number(),
                    entry.kind().name(),
                    Utc.text(entry.at()),
                    Facts.write(entry.body()),
                    entry.previous(),
                    entry.hash(),
                    entry.number(),
                    entry.hash(),
                    chain,
                    entry.number() - 1);
            if (moved != 1) {
                throw new StoreException(
                        "could not write sojourn_ledger",
                        new IllegalStateException("entry " + entry.number() + " is not the next of its chain"),
                        true);
            }
            statements.unit().heads().put(entry.chain(), new Head(entry.number(), entry.hash()));
            if (!dialect.knowsTransactions()) {
                statements.unit().recordedWithin(longestUnit);
            }
            attach(chain, attachments);
            return entry;
        });
    }

    @Override
    public List<LedgerEntry> read(ChainId chain, long after, int limit) {
        return statements.rows(LEDGER, page, name(chain), after, limit).stream()
                .map(row -> new LedgerEntry(
                        chain,
                        ((Number) row[0]).longValue(),
                        EntryKind.valueOf(row[1].toString()),
                        Utc.instant(row[2]),
                        Facts.read(row[3].toString()),
                        row[4].toString(),
                        row[5].toString()))
                .toList();
    }

    @Override
    public List<Attachment> attachments(ChainId chain, long number) {
        return statements.rows(EVIDENCE, ATTACHMENTS, name(chain), number).stream()
                .map(row -> new Attachment(chain, number, row[0].toString(), row[1].toString(), row[2].toString()))
                .toList();
    }

    private Optional<Head> read(ChainId chain) {
        return statements.rows(CHAIN, HEAD, name(chain)).stream()
                .findFirst()
                .map(row -> new Head(((Number) row[0]).longValue(), row[1].toString()));
    }

    private Head make(ChainId chain) {
        boolean made = dialect.insertIfAbsent(
                statements,
                CHAIN,
                List.of("chain", "head_number", "head_hash"),
                name(chain),
                Head.EMPTY.number(),
                Head.EMPTY.hash());
        return made
                ? Head.EMPTY
                : read(chain).orElseThrow(() -> new IllegalStateException("a chain just made is not there"));
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

    private static String name(ChainId chain) {
        return chain.kind().name() + ":" + chain.key();
    }
}
