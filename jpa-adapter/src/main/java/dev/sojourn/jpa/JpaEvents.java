package dev.sojourn.jpa;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.EventStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

final class JpaEvents implements EventStore {

    private static final String TABLE = "sojourn_event";
    private static final String REMOVE = "delete from sojourn_event where event = ?1 and subject_key in"
            + " (select s.subject_key from sojourn_subject s where s.tenant = ?2 and s.kind = ?3 and s.subject_id = ?4)";

    private final Statements statements;
    private final JpaSubjects subjects;
    private final String put;
    private final String among;
    private final String before;

    JpaEvents(Statements statements, Dialect dialect, JpaSubjects subjects) {
        this.statements = statements;
        this.subjects = subjects;
        put = dialect.upsert(
                TABLE,
                List.of("event", "subject_key"),
                List.of("event", "subject_key", "happened_at"),
                List.of("?1", "?2", dialect.time("?3")));
        String select = "select s.tenant, s.kind, s.subject_id, " + dialect.text("e.happened_at")
                + " from sojourn_event e join sojourn_subject s on s.subject_key = e.subject_key where e.event = ?1 and ";
        among = select;
        before = select + "e.happened_at < " + dialect.time("?2")
                + " and e.subject_key > ?3 and s.parted_at is null order by e.subject_key limit ?4";
    }

    @Override
    public void put(DataSubject subject, String event, Instant at) {
        statements.together(() -> statements.change(TABLE, put, event, subjects.enrol(subject), Utc.text(at)));
    }

    @Override
    public boolean remove(DataSubject subject, String event) {
        return statements.change(TABLE, REMOVE, event, subject.tenant(), subject.kind(), subject.id()) == 1;
    }

    @Override
    public Map<DataSubject, Instant> among(String event, Collection<DataSubject> some) {
        if (some.isEmpty()) {
            return Map.of();
        }
        SubjectCondition condition = new SubjectCondition("s", some, event);
        return statements.rows(TABLE, among + condition.sql(), condition.parameters()).stream()
                .collect(Collectors.toUnmodifiableMap(JpaEvents::subject, row -> Utc.instant(row[3])));
    }

    @Override
    public List<DataSubject> before(String event, Instant instant, Optional<DataSubject> after, int limit) {
        return statements.together(
                () -> statements.rows(TABLE, before, event, Utc.text(instant), subjects.keyAfter(after), limit).stream()
                        .map(JpaEvents::subject)
                        .toList());
    }

    private static DataSubject subject(Object[] row) {
        return new DataSubject(row[2].toString(), row[1].toString(), row[0].toString());
    }
}
