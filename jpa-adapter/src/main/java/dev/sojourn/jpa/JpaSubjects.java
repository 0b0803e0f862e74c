package dev.sojourn.jpa;

import dev.sojourn.jpa.ManyRows.Column;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.policy.DataSubject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

final class JpaSubjects implements SubjectStore {

    static final String TABLE = "sojourn_subject";

    private static final String IS_SUBJECT = " where s.tenant = ?1 and s.kind = ?2 and s.subject_id = ?3";
    private static final String KEY = "select s.subject_key, s.tenant from sojourn_subject s" + IS_SUBJECT;
    private static final int LONGEST_ID = 255;
    private static final int LONGEST_KIND = 100;

    private final Statements statements;
    private final Dialect dialect;
    private final String keyAndHead;
    private final String keyAndHeadLocked;
    private final Optional<String> headAndActs;
    private final String keyNow;

    JpaSubjects(Statements statements, Dialect dialect) {
        this.statements = statements;
        this.dialect = dialect;
        String chained = " from sojourn_subject s join sojourn_chain c on c.chain = concat('"
                + ChainName.prefix(ChainId.Kind.SUBJECT) + "', s.subject_key)";
        String locked = dialect.forUpdateOf("c, s");
        keyAndHead = "select s.subject_key, c.head_number, c.head_hash" + chained + IS_SUBJECT;
        keyAndHeadLocked = keyAndHead + locked;
        headAndActs = dialect.locksOneTable()
                ? Optional.of("select " + JpaConsents.columns(dialect)
                        + ", s.subject_key, c.head_number, c.head_hash, seen.head_number as seen" + chained
                        + " left join sojourn_chain seen on seen.chain = c.chain"
                        + " left join sojourn_state a on a.subject_key = s.subject_key" + IS_SUBJECT
                        + dialect.forUpdateOf("c"))
                : Optional.empty();
        keyNow = dialect.locksPastItsView() ? KEY + dialect.lock().orElse("") : KEY;
    }

    /**
     * Takes along the head of the subject's chain, locked: whoever enrols a subject is about to record something of it, and
     * finds the head without a further statement. Of a subject enrolled here the chain is empty and nothing stands.
     */
    @Override
    public String enrol(DataSubject subject) {
        return enrol(subject, Optional.empty());
    }

    @Override
    public String enrol(DataSubject subject, String digest) {
        return enrol(subject, Optional.of(digest));
    }

    private String enrol(DataSubject subject, Optional<String> digest) {
        return statements.together(() -> {
            String known = statements.unit().keys().get(subject);
            return known != null ? known : enrolOnce(subject, digest);
        });
    }

    @Override
    public Optional<String> find(DataSubject subject) {
        return statements.together(() -> {
            String known = statements.unit().keys().get(subject);
            return known != null ? Optional.of(known) : read(subject, KEY);
        });
    }

    @Override
    public Optional<DataSubject> subjectOf(String key) {
        String subject = "select s.subject_id, s.kind, s.tenant from sojourn_subject s where s.subject_key = ?1";
        return statements.rows(TABLE, subject, key).stream()
                .findFirst()
                .map(row -> new DataSubject(row[0].toString(), row[1].toString(), row[2].toString()));
    }

    /** Where a page of subjects goes on, in the order of their keys: the one order that erasing a subject keeps. */
    String keyAfter(Optional<DataSubject> after) {
        return after.map(subject -> find(subject)
                        .orElseThrow(() -> new StoreException(
                                "could not read sojourn_subject",
                                new IllegalStateException("the subject to go on after is no longer known"),
                                true)))
                .orElse("");
    }

    private String enrolOnce(DataSubject subject, Optional<String> digest) {
        Object[] parts = {subject.tenant(), subject.kind(), subject.id()};
        Optional<String> known =
                headAndActs.isPresent() ? lockWithActs(subject, headAndActs.get(), parts) : lock(parts);
        if (known.isPresent()) {
            return remember(subject, known.get());
        }
        checkLengths(subject);
        String fresh = UUID.randomUUID().toString();
        if (isInserted(subject, fresh, digest)) {
            statements.unit().enrolled(ChainId.subject(fresh));
            statements.unit().readActs(subject, List.of());
            return remember(subject, fresh);
        }
        return read(subject, keyNow)
                .map(key -> remember(subject, key))
                .orElseThrow(() -> new IllegalStateException("a subject just enrolled is not there"));
    }

    private Optional<String> lock(Object[] parts) {
        boolean looks = dialect.locksPastItsView() && !statements.unit().isReadCommitted();
        Optional<Object[]> seen = row(looks ? keyAndHead : keyAndHeadLocked, parts);
        Optional<Object[]> found = looks ? seen.flatMap(any -> row(keyAndHeadLocked, parts)) : seen;
        return found.map(row -> locked(row, 0, seen.map(JpaSubjects::head).equals(found.map(JpaSubjects::head))));
    }

    /** Where the head moved while its lock was waited for, all beside it may be as it was before. */
    private Optional<String> lockWithActs(DataSubject subject, String sql, Object[] parts) {
        List<Object[]> rows = statements.rows(TABLE, sql, parts);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Object[] first = rows.get(0);
        int key = first.length - 4;
        if (!first[key + 1].equals(first[key + 3])) {
            return lock(parts);
        }
        statements.unit().readActs(subject, rows);
        return Optional.of(locked(first, key, true));
    }

    private String locked(Object[] row, int first, boolean inView) {
        String key = row[first].toString();
        ChainId chain = ChainId.subject(key);
        statements.unit().heads().put(chain, head(row, first + 1));
        statements.unit().locked(chain, inView);
        return key;
    }

    /** Nobody is looked for first: who is there already is left as he is by the insert itself. */
    @Override
    public Map<DataSubject, String> enrolNew(
            Collection<DataSubject> newcomers, Function<DataSubject, Optional<String>> digest) {
        newcomers.forEach(JpaSubjects::checkLengths);
        if (newcomers.isEmpty()) {
            return Map.of();
        }
        return statements.together(() -> {
            Map<DataSubject, String> keys = new LinkedHashMap<>();
            newcomers.forEach(subject -> keys.put(subject, UUID.randomUUID().toString()));
            keys.values().retainAll(dialect.insertAllIfAbsent(statements, rows(keys, digest)));
            keys.forEach(this::remember);
            return keys;
        });
    }

    private static ManyRows rows(Map<DataSubject, String> fresh, Function<DataSubject, Optional<String>> digest) {
        ManyRows rows = ManyRows.of(
                TABLE,
                Column.text("subject_key"),
                Column.text("tenant"),
                Column.text("kind"),
                Column.text("subject_id"),
                Column.number("numeric_id"),
                Column.text("digest"));
        fresh.forEach((subject, key) -> rows.add(
                key,
                subject.tenant(),
                subject.kind(),
                subject.id(),
                NumericId.of(subject.id()).orElse(null),
                digest.apply(subject).orElse(null)));
        return rows;
    }

    /** What is not there is left out of the statement: some databases cannot tell the type of a parameter that is null. */
    private boolean isInserted(DataSubject subject, String key, Optional<String> digest) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("subject_key", key);
        row.put("tenant", subject.tenant());
        row.put("kind", subject.kind());
        row.put("subject_id", subject.id());
        NumericId.of(subject.id()).ifPresent(number -> row.put("numeric_id", number));
        digest.ifPresent(text -> row.put("digest", text));
        return dialect.insertIfAbsent(
                statements, TABLE, List.copyOf(row.keySet()), row.values().toArray());
    }

    /** The subject's identifier is about to go. */
    void forget(DataSubject subject) {
        statements.unit().keys().remove(subject);
    }

    /** Not remembered: nobody keeps the identity from being parted until the chain is locked. */
    private Optional<String> read(DataSubject subject, String sql) {
        return row(sql, subject.tenant(), subject.kind(), subject.id()).map(row -> row[0].toString());
    }

    private Optional<Object[]> row(String sql, Object... parts) {
        return statements.rows(TABLE, sql, parts).stream().findFirst();
    }

    private static LedgerStore.Head head(Object[] row) {
        return head(row, 1);
    }

    private static LedgerStore.Head head(Object[] row, int number) {
        return new LedgerStore.Head(((Number) row[number]).longValue(), row[number + 1].toString());
    }

    private String remember(DataSubject subject, String key) {
        statements.unit().keys().put(subject, key);
        return key;
    }

    /** Some databases would quote the identifier in what they throw. */
    private static void checkLengths(DataSubject subject) {
        check("id", subject.id(), LONGEST_ID);
        check("tenant", subject.tenant(), LONGEST_ID);
        check("kind", subject.kind(), LONGEST_KIND);
    }

    private static void check(String part, String text, int longest) {
        if (text.length() > longest) {
            throw new IllegalArgumentException("a data subject's " + part + " has " + text.length()
                    + " characters: the tables keep " + longest + " at most");
        }
    }
}
