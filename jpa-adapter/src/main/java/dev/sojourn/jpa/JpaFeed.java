package dev.sojourn.jpa;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.Change;
import dev.sojourn.ledger.ChangeFeed;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.policy.DataSubject;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ledger's rows as changes; in which order they become visible is for the reader to know. */
final class JpaFeed implements ChangeFeed {

    static final String LEDGER = "sojourn_ledger";

    private static final String WITH_FACTS = Stream.concat(
                    Stream.of(EntryKind.SETTING_CHANGED.name()), SharedCaches.DISPOSALS.stream())
            .map(kind -> "'" + kind + "'")
            .collect(Collectors.joining(", "));

    private final Statements statements;
    private final Dialect dialect;
    private final Duration longestUnit;
    private final EntityManagerFactory factory;

    JpaFeed(Statements statements, Dialect dialect, Duration longestUnit, EntityManagerFactory factory) {
        this.statements = statements;
        this.dialect = dialect;
        this.longestUnit = longestUnit;
        this.factory = factory;
    }

    @Override
    public Reader open() {
        SharedCaches caches = new SharedCaches(factory);
        Reader reader = dialect.knowsTransactions()
                ? TransactionReader.open(statements, caches)
                : PositionReader.open(statements, dialect, longestUnit, System::nanoTime, caches);
        caches.forgetEverything();
        return reader;
    }

    /** Entries under a condition, at most so many, joined to their subjects only then. */
    static String select(String condition, String limit) {
        return "select l.position, l.chain, l.entry_number, l.entry_kind, l.facts, s.tenant, s.kind, s.subject_id from ("
                + "select position, chain, entry_number, entry_kind, case when entry_kind in ("
                + WITH_FACTS + ") then body else '' end as facts from " + LEDGER + " where " + condition
                + limit + ") l left join sojourn_subject s on s.subject_key = substr(l.chain, "
                + (ChainName.SUBJECT_PREFIX.length() + 1) + ") and s.parted_at is null";
    }

    static List<Change> changes(List<Object[]> rows) {
        return rows.stream()
                .sorted(Comparator.comparingLong(JpaFeed::position))
                .flatMap(JpaFeed::change)
                .toList();
    }

    static long position(Object[] row) {
        return ((Number) row[0]).longValue();
    }

    /** One that cannot be read must not stop those behind it. */
    private static Stream<Change> change(Object[] row) {
        try {
            String[] chain = row[1].toString().split(":", 2);
            ChainId.Kind kind = ChainId.Kind.valueOf(chain[0]);
            Optional<DataSubject> subject = Optional.ofNullable(row[5])
                    .map(tenant -> new DataSubject(row[7].toString(), row[6].toString(), tenant.toString()));
            EntryKind recorded = EntryKind.valueOf(row[3].toString());
            String facts = row[4].toString();
            return Change.of(
                    new ChainId(kind, chain[1]),
                    ((Number) row[2]).longValue(),
                    recorded,
                    facts.isEmpty() ? Map.of() : Facts.read(facts),
                    subject)
                    .stream();
        } catch (RuntimeException e) {
            return Stream.of(new Change.Unreadable(position(row)));
        }
    }
}
