package dev.sojourn.jpa;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.HoldStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A hold on everybody's data has an empty subject key, a hold on every category an empty category. */
final class JpaHolds implements HoldStore {

    private static final String TABLE = "sojourn_hold";
    private static final String IN_ORDER = " order by h.placed_at, h.hold_id";

    private final Statements statements;
    private final Dialect dialect;
    private final JpaSubjects subjects;
    private final String insert;
    private final String release;
    private final String active;

    JpaHolds(Statements statements, Dialect dialect, JpaSubjects subjects) {
        this.statements = statements;
        this.dialect = dialect;
        this.subjects = subjects;
        insert = Dialect.insert(
                TABLE,
                List.of("hold_id", "subject_key", "category", "reason", "review_on", "placed_at"),
                List.of("?1", "?2", "?3", "?4", "?5", dialect.time("?6")));
        release = "update sojourn_hold set released_at = " + dialect.time("?1")
                + " where hold_id = ?2 and released_at is null";
        active = "select h.hold_id, h.category, h.reason, h.review_on, s.tenant, s.kind, s.subject_id"
                + " from sojourn_hold h left join sojourn_subject s on s.subject_key = h.subject_key"
                + " where h.released_at is null";
    }

    @Override
    public void add(Hold hold, Instant placedAt) {
        statements.together(() -> statements.change(
                TABLE,
                insert,
                hold.id(),
                hold.subject().map(subjects::enrol).orElse(""),
                hold.category().orElse(""),
                hold.reason(),
                hold.reviewOn().map(LocalDate::toString).orElse(""),
                Utc.text(placedAt)));
    }

    @Override
    public boolean release(String id, Instant releasedAt) {
        return statements.change(TABLE, release, Utc.text(releasedAt), id) == 1;
    }

    @Override
    public List<Hold> activeAmong(Collection<DataSubject> among) {
        SubjectCondition condition = new SubjectCondition(dialect, "s", among);
        return holds(
                active + " and (h.subject_key = '' or " + condition.sql() + ")" + IN_ORDER, condition.parameters());
    }

    @Override
    public List<Hold> active() {
        return holds(active + IN_ORDER);
    }

    private List<Hold> holds(String sql, Object... parameters) {
        return statements.rows(TABLE, sql, parameters).stream()
                .map(row -> new Hold(
                        row[0].toString(),
                        subject(row[4], row[5], row[6]),
                        Optional.of(row[1].toString()).filter(text -> !text.isEmpty()),
                        row[2].toString(),
                        Optional.of(row[3].toString())
                                .filter(text -> !text.isEmpty())
                                .map(LocalDate::parse)))
                .toList();
    }

    private static Optional<DataSubject> subject(@Nullable Object tenant, @Nullable Object kind, @Nullable Object id) {
        return tenant == null || kind == null || id == null
                ? Optional.empty()
                : Optional.of(new DataSubject(id.toString(), kind.toString(), tenant.toString()));
    }
}
