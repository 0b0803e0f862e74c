package dev.sojourn.jpa;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.retention.Cutoff;
import dev.sojourn.retention.Cutoffs;
import dev.sojourn.retention.Run;
import dev.sojourn.retention.RunStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class JpaRuns implements RunStore {

    private static final String RUN = "sojourn_run";
    private static final String CUTOFF = "sojourn_run_cutoff";
    private static final int ROWS_A_STATEMENT = 500;

    /** So many cutoffs that a plan made for a few would take minutes. */
    private static final int MANY = 200;

    private final Statements statements;
    private final Dialect dialect;
    private final String insert;
    private final String find;
    private final String latest;

    JpaRuns(Statements statements, Dialect dialect) {
        this.statements = statements;
        this.dialect = dialect;
        insert = Dialect.insert(
                RUN,
                List.of("run", "digest", "policy_version", "policy_digest", "judged_at", "expires_at", "run_state"),
                List.of("?1", "?2", "?3", "?4", dialect.time("?5"), dialect.time("?6"), "?7"));
        String select = "select r.run, r.digest, r.policy_version, r.policy_digest, " + dialect.text("r.judged_at")
                + ", " + dialect.text("r.expires_at") + ", r.run_state from sojourn_run r where ";
        find = select + "r.run = ?1";
        latest = select
                + "r.run_state in ('RUNNING', 'ENDED', 'ABANDONED') and r.digest <> '' order by r.judged_at desc, r.run limit ?1";
    }

    @Override
    public void add(Run run, List<Cutoffs> cutoffs) {
        statements.together(() -> {
            statements.change(
                    RUN,
                    insert,
                    run.id(),
                    run.digest(),
                    run.policyVersion(),
                    run.policyDigest(),
                    Utc.text(run.at()),
                    Utc.text(run.expiresAt()),
                    run.state().name());
            List<Object> parameters = new ArrayList<>();
            for (Cutoffs one : cutoffs) {
                one.byTenant().forEach((tenant, cutoff) -> {
                    parameters.addAll(List.of(
                            run.id(),
                            one.name(),
                            tenant,
                            cutoff.map(line -> line.before().toString()).orElse(""),
                            cutoff.map(Cutoff::beforeInstant).map(Utc::text).orElse("")));
                    if (parameters.size() == ROWS_A_STATEMENT * 5) {
                        addCutoffs(parameters);
                    }
                });
            }
            addCutoffs(parameters);
            if (cutoffs.stream().mapToInt(one -> one.byTenant().size()).sum() >= MANY) {
                dialect.survey(CUTOFF).ifPresent(sql -> statements.change(CUTOFF, sql));
            }
            return run;
        });
    }

    @Override
    public void seal(String id, String digest) {
        changeOne(
                "update sojourn_run set digest = ?1, run_state = ?2 where run = ?3",
                digest,
                Run.State.PLANNED.name(),
                id);
    }

    @Override
    public Optional<Run> find(String id) {
        return statements.rows(RUN, find, id).stream().findFirst().map(JpaRuns::run);
    }

    @Override
    public List<Run> latest(int limit) {
        return statements.rows(RUN, latest, limit).stream().map(JpaRuns::run).toList();
    }

    @Override
    public void move(String id, Run.State state) {
        changeOne("update sojourn_run set run_state = ?1 where run = ?2", state.name(), id);
    }

    @Override
    public Optional<Run.State> lock(String id) {
        return statements
                .rows(RUN, "select r.run, r.run_state from sojourn_run r where r.run = ?1 for update", id)
                .stream()
                .findFirst()
                .map(row -> Run.State.valueOf(row[1].toString()));
    }

    @Override
    public List<String> running() {
        return statements
                .rows(
                        RUN,
                        "select r.run, r.run_state from sojourn_run r where r.run_state = ?1 order by r.run",
                        Run.State.RUNNING.name())
                .stream()
                .map(row -> row[0].toString())
                .toList();
    }

    @Override
    public void forget(Instant expiredBefore) {
        statements.together(() -> {
            String unswept = "r.run_state in ('PREVIEWING', 'PLANNED') and r.expires_at < " + dialect.time("?1");
            statements.change(
                    CUTOFF,
                    "delete from sojourn_run_cutoff where run in (select r.run from sojourn_run r where (" + unswept
                            + ") or r.run_state in ('ENDED', 'ABANDONED'))",
                    Utc.text(expiredBefore));
            return statements.change(
                    RUN,
                    "delete from sojourn_run where run_state in ('PREVIEWING', 'PLANNED') and expires_at < "
                            + dialect.time("?1"),
                    Utc.text(expiredBefore));
        });
    }

    private static Run run(Object[] row) {
        return new Run(
                row[0].toString(),
                row[1].toString(),
                row[2].toString(),
                row[3].toString(),
                Utc.instant(row[4]),
                Utc.instant(row[5]),
                Run.State.valueOf(row[6].toString()));
    }

    private void addCutoffs(List<Object> parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        StringBuilder sql = new StringBuilder(
                "insert into sojourn_run_cutoff (run, cutoff, tenant, before_day, before_at) values ");
        for (int first = 1; first < parameters.size(); first += 5) {
            sql.append(first == 1 ? "" : ", ")
                    .append("(?%d, ?%d, ?%d, ".formatted(first, first + 1, first + 2))
                    .append(dialect.cutoffDay("?" + (first + 3)))
                    .append(", ")
                    .append(dialect.cutoffTime("?" + (first + 4)))
                    .append(")");
        }
        statements.change(CUTOFF, sql.toString(), parameters.toArray());
        parameters.clear();
    }

    private void changeOne(String sql, Object... parameters) {
        statements.together(() -> {
            if (statements.change(RUN, sql, parameters) != 1) {
                throw new StoreException(
                        "could not write sojourn_run", new IllegalStateException("there is no such run"), false);
            }
            return sql;
        });
    }
}
