package dev.sojourn.jpa;

import dev.sojourn.ledger.IdentityStore;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.util.List;

/** Only {@code sojourn_subject} holds identifiers, so that parting is one update there. */
final class JpaIdentities implements IdentityStore {

    private static final String TABLE = "sojourn_subject";
    private static final String KEYS = "select s.subject_key, s.digest from sojourn_subject s where s.digest = ?1"
            + " and s.parted_at is not null order by s.parted_at, s.subject_key";
    private static final List<String> WITH_KEY = List.of("sojourn_state", "sojourn_event", "sojourn_hold");

    private final Statements statements;
    private final JpaSubjects subjects;
    private final String part;
    private final String parted;

    JpaIdentities(Statements statements, Dialect dialect, JpaSubjects subjects) {
        this.statements = statements;
        this.subjects = subjects;
        part = "update sojourn_subject set subject_id = ?1, numeric_id = null, digest = ?2, parted_at = "
                + dialect.time("?3") + " where subject_key = ?4";
        parted = "select s.subject_key, s.digest, " + dialect.text("s.parted_at")
                + " from sojourn_subject s where s.parted_at < " + dialect.time("?1")
                + " order by s.parted_at, s.subject_key limit ?2";
    }

    @Override
    public void part(DataSubject subject, String digest, Instant at) {
        statements.together(() -> {
            String key = subjects.find(subject)
                    .orElseThrow(() -> new StoreException(
                            "could not write sojourn_subject",
                            new IllegalStateException("the subject to part is not known"),
                            false));
            subjects.forget(subject);
            return statements.change(TABLE, part, "parted " + key, digest, Utc.text(at), key);
        });
    }

    @Override
    public List<String> keysOf(String digest) {
        return statements.rows(TABLE, KEYS, digest).stream()
                .map(row -> row[0].toString())
                .toList();
    }

    @Override
    public List<Parted> partedBefore(Instant before, int limit) {
        return statements.rows(TABLE, parted, Utc.text(before), limit).stream()
                .map(row -> new Parted(row[0].toString(), row[1].toString(), Utc.instant(row[2])))
                .toList();
    }

    @Override
    public void drop(String key) {
        statements.together(() -> {
            WITH_KEY.forEach(
                    table -> statements.change(table, "delete from " + table + " where subject_key = ?1", key));
            return statements.change(
                    TABLE, "delete from sojourn_subject where subject_key = ?1 and parted_at is not null", key);
        });
    }
}
