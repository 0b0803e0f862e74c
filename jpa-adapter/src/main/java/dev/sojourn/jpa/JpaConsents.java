package dev.sojourn.jpa;

import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.ConsentStore;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

final class JpaConsents implements ConsentStore {

    private static final String TABLE = "sojourn_state";
    private static final List<String> KEY = List.of("subject_key", "facet", "purpose", "scope");
    private static final List<String> COLUMNS = List.of(
            "subject_key",
            "facet",
            "purpose",
            "scope",
            "act_id",
            "act_kind",
            "actor_kind",
            "actor_name",
            "effective_at",
            "recorded_at",
            "particulars");
    private static final String RESTRICTED =
            " a.facet = '" + ActKind.Facet.RESTRICTION + "' and a.act_kind = '" + ActKind.RESTRICTED + "'";

    private final Statements statements;
    private final JpaSubjects subjects;
    private final String put;
    private final String select;

    JpaConsents(Statements statements, Dialect dialect, JpaSubjects subjects) {
        this.statements = statements;
        this.subjects = subjects;
        put = dialect.upsert(
                TABLE,
                KEY,
                COLUMNS,
                List.of(
                        "?1",
                        "?2",
                        "?3",
                        "?4",
                        "?5",
                        "?6",
                        "?7",
                        "?8",
                        dialect.time("?9"),
                        dialect.time("?10"),
                        "?11"));
        select = "select s.tenant, s.kind, s.subject_id, a.purpose, a.scope, a.act_id, a.act_kind, a.actor_kind,"
                + " a.actor_name, " + dialect.text("a.effective_at") + ", " + dialect.text("a.recorded_at")
                + ", a.particulars from sojourn_state a join sojourn_subject s on s.subject_key = a.subject_key where ";
    }

    @Override
    public List<SubjectAct> standing(DataSubject subject) {
        return acts(
                select + "s.tenant = ?1 and s.kind = ?2 and s.subject_id = ?3",
                subject.tenant(),
                subject.kind(),
                subject.id());
    }

    @Override
    public void put(SubjectAct act) {
        statements.together(() -> statements.change(
                TABLE,
                put,
                subjects.enrol(act.subject()),
                act.kind().facet().name(),
                act.purpose(),
                act.scope(),
                act.id(),
                act.kind().name(),
                act.actor().kind().name(),
                act.actor().name(),
                Utc.text(act.effectiveAt()),
                Utc.text(act.recordedAt()),
                Facts.write(act.particulars())));
    }

    @Override
    public List<DataSubject> standing(String purpose, Set<ActKind> kinds, Optional<DataSubject> after, int limit) {
        return statements.together(() -> {
            List<Object> parameters = new ArrayList<>(List.of(purpose, subjects.keyAfter(after), limit));
            String wanted = kinds.stream()
                    .filter(kind -> kind.facet() != ActKind.Facet.RESTRICTION)
                    .sorted()
                    .map(kind -> {
                        parameters.add(kind.name());
                        return "?" + parameters.size();
                    })
                    .collect(Collectors.joining(", "));
            if (wanted.isEmpty()) {
                return List.of();
            }
            String sql = "select distinct s.subject_key, s.tenant, s.kind, s.subject_id from sojourn_state a"
                    + " join sojourn_subject s on s.subject_key = a.subject_key"
                    + " where a.purpose = ?1 and a.scope = '' and a.facet <> '" + ActKind.Facet.RESTRICTION
                    + "' and a.subject_key > ?2 and a.act_kind in (" + wanted + ") order by s.subject_key limit ?3";
            return statements.rows(TABLE, sql, parameters.toArray()).stream()
                    .map(row -> new DataSubject(row[3].toString(), row[2].toString(), row[1].toString()))
                    .toList();
        });
    }

    @Override
    public List<SubjectAct> restrictionsAmong(Collection<DataSubject> among) {
        if (among.isEmpty()) {
            return List.of();
        }
        SubjectCondition condition = new SubjectCondition("s", among);
        return acts(select + condition.sql() + " and" + RESTRICTED, condition.parameters());
    }

    @Override
    public List<SubjectAct> restrictions(Optional<String> after, int limit) {
        return acts(select + RESTRICTED + " and a.purpose > ?1 order by a.purpose limit ?2", after.orElse(""), limit);
    }

    private List<SubjectAct> acts(String sql, Object... parameters) {
        return statements.rows(TABLE, sql, parameters).stream()
                .map(row -> new SubjectAct(
                        row[5].toString(),
                        new DataSubject(row[2].toString(), row[1].toString(), row[0].toString()),
                        ActKind.valueOf(row[6].toString()),
                        row[3].toString(),
                        row[4].toString(),
                        new Actor(Actor.Kind.valueOf(row[7].toString()), row[8].toString()),
                        Utc.instant(row[9]),
                        Utc.instant(row[10]),
                        Facts.read(row[11].toString())))
                .toList();
    }
}
