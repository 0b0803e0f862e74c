package dev.sojourn.memory;

import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.ConsentStore;
import dev.sojourn.consent.StandingActs;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.policy.DataSubject;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class InMemoryConsents implements ConsentStore {

    static final Comparator<DataSubject> STABLE_ORDER = Comparator.comparing(DataSubject::tenant)
            .thenComparing(DataSubject::kind)
            .thenComparing(DataSubject::id);

    private final InMemoryUnitOfWork work;
    private final InOrder<DataSubject, Map<SubjectAct.Key, SubjectAct>> standing = new InOrder<>(STABLE_ORDER);

    private final InMemorySubjects subjects;
    private final LedgerStore ledger;

    InMemoryConsents(InMemoryUnitOfWork work, InMemorySubjects subjects, LedgerStore ledger) {
        this.work = work;
        this.subjects = subjects;
        this.ledger = ledger;
    }

    @Override
    public StandingActs read(DataSubject subject) {
        return work.run(() -> {
            Optional<String> key = subjects.find(subject);
            long number = key.map(known -> ledger.lock(ChainId.subject(known)).number())
                    .orElse(0L);
            return new StandingActs(key, number, List.copyOf(actsOf(subject).values()), true);
        });
    }

    @Override
    public Map<DataSubject, StandingActs> readAmong(Collection<DataSubject> some) {
        return work.run(() -> {
            Map<DataSubject, StandingActs> read = new LinkedHashMap<>();
            some.forEach(subject -> read.put(subject, read(subject)));
            return read;
        });
    }

    @Override
    public List<SubjectAct> standing(DataSubject subject) {
        return read(subject).acts();
    }

    @Override
    public List<SubjectAct> standingAmong(Collection<DataSubject> some) {
        return work.run(() -> some.stream()
                .distinct()
                .flatMap(subject -> actsOf(subject).values().stream())
                .toList());
    }

    @Override
    public void put(SubjectAct act) {
        work.run(() -> {
            Map<SubjectAct.Key, SubjectAct> acts = standing.computeIfAbsent(act.subject(), one -> new HashMap<>());
            SubjectAct before = acts.put(act.key(), act);
            work.undo(() -> {
                if (before == null) {
                    acts.remove(act.key());
                } else {
                    acts.put(act.key(), before);
                }
            });
            return act;
        });
    }

    @Override
    public void putFirst(Collection<SubjectAct> acts) {
        work.run(() -> {
            acts.forEach(this::put);
            return acts;
        });
    }

    @Override
    public List<DataSubject> standing(String purpose, Set<ActKind> kinds, Optional<DataSubject> after, int limit) {
        return work.run(() -> after.map(standing::after).orElse(standing).entrySet().stream()
                .filter(entry -> entry.getValue().values().stream().anyMatch(act -> isOn(purpose, kinds, act)))
                .map(Map.Entry::getKey)
                .filter(subject -> !subjects.isParted(subject))
                .limit(limit)
                .toList());
    }

    @Override
    public List<SubjectAct> restrictionsAmong(Collection<DataSubject> subjects) {
        return work.run(() -> subjects.stream()
                .distinct()
                .flatMap(subject -> actsOf(subject).values().stream())
                .filter(act -> act.kind() == ActKind.RESTRICTED)
                .toList());
    }

    @Override
    public List<SubjectAct> restrictions(Optional<String> after, int limit) {
        return work.run(() -> standing.values().stream()
                .flatMap(acts -> acts.values().stream())
                .filter(act -> act.kind() == ActKind.RESTRICTED)
                .filter(act -> after.isEmpty() || act.purpose().compareTo(after.get()) > 0)
                .sorted(Comparator.comparing(SubjectAct::purpose))
                .limit(limit)
                .toList());
    }

    /** Moves what stands from one subject to another that has nothing, or forgets it. */
    void move(DataSubject from, Optional<DataSubject> to) {
        Map<SubjectAct.Key, SubjectAct> acts = standing.remove(from);
        if (acts != null) {
            to.ifPresent(subject -> {
                Map<SubjectAct.Key, SubjectAct> moved = new HashMap<>();
                acts.forEach((key, act) -> moved.put(key, concerning(subject, act)));
                standing.put(subject, moved);
            });
            work.undo(() -> {
                to.ifPresent(standing::remove);
                standing.put(from, acts);
            });
        }
    }

    private static SubjectAct concerning(DataSubject subject, SubjectAct act) {
        return new SubjectAct(
                act.id(),
                subject,
                act.kind(),
                act.purpose(),
                act.scope(),
                act.actor(),
                act.effectiveAt(),
                act.recordedAt(),
                act.particulars());
    }

    private Map<SubjectAct.Key, SubjectAct> actsOf(DataSubject subject) {
        return standing.getOrDefault(subject, Map.of());
    }

    private static boolean isOn(String purpose, Set<ActKind> kinds, SubjectAct act) {
        return kinds.contains(act.kind())
                && act.kind().facet() != ActKind.Facet.RESTRICTION
                && act.purpose().equals(purpose)
                && act.scope().isEmpty();
    }
}
