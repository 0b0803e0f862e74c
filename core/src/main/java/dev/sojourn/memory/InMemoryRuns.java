package dev.sojourn.memory;

import dev.sojourn.retention.Cutoffs;
import dev.sojourn.retention.Run;
import dev.sojourn.retention.RunStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Runs need no lock of their own: only one unit runs at a time. Nor are cutoffs kept apart from the selections that
 * carry them: there is no query language here that could join them.
 */
final class InMemoryRuns implements RunStore {

    private final InMemoryUnitOfWork work;
    private final Map<String, Run> runs = new LinkedHashMap<>();

    InMemoryRuns(InMemoryUnitOfWork work) {
        this.work = work;
    }

    @Override
    public void add(Run run, List<Cutoffs> cutoffs) {
        work.run(() -> {
            runs.put(run.id(), run);
            work.undo(() -> runs.remove(run.id()));
            return run;
        });
    }

    @Override
    public void seal(String id, String digest) {
        change(id, run -> with(run, digest, Run.State.PLANNED));
    }

    @Override
    public Optional<Run> find(String id) {
        return work.run(() -> Optional.ofNullable(runs.get(id)));
    }

    @Override
    public void move(String id, Run.State state) {
        change(id, run -> with(run, run.digest(), state));
    }

    @Override
    public Optional<Run.State> lock(String id) {
        return find(id).map(Run::state);
    }

    @Override
    public List<String> running() {
        return work.run(() -> runs.values().stream()
                .filter(run -> run.state() == Run.State.RUNNING)
                .map(Run::id)
                .toList());
    }

    @Override
    public List<Run> latest(int limit) {
        return work.run(() -> runs.values().stream()
                .filter(run -> run.state() != Run.State.PREVIEWING && run.state() != Run.State.PLANNED)
                .filter(run -> !run.digest().isEmpty())
                .sorted(Comparator.comparing(Run::at).reversed().thenComparing(Run::id))
                .limit(limit)
                .toList());
    }

    @Override
    public void forget(Instant expiredBefore) {
        work.run(() -> {
            List.copyOf(runs.values()).stream()
                    .filter(run -> run.state() == Run.State.PREVIEWING || run.state() == Run.State.PLANNED)
                    .filter(run -> run.expiresAt().isBefore(expiredBefore))
                    .forEach(run -> {
                        runs.remove(run.id());
                        work.undo(() -> runs.put(run.id(), run));
                    });
            return expiredBefore;
        });
    }

    private void change(String id, UnaryOperator<Run> change) {
        work.run(() -> {
            Run before = runs.get(id);
            if (before != null) {
                runs.put(id, change.apply(before));
                work.undo(() -> runs.put(id, before));
            }
            return id;
        });
    }

    private static Run with(Run run, String digest, Run.State state) {
        return new Run(run.id(), digest, run.policyVersion(), run.policyDigest(), run.at(), run.expiresAt(), state);
    }
}
