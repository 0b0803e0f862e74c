package dev.sojourn.rights;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.ErasureJudge;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RetentionPorts;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.Run;
import dev.sojourn.retention.Selection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One erasure under way: goes through every store, in batches that each have a unit of their own with its proof. */
final class Erasure {

    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);
    private static final int ATTEMPTS = 5;

    /** What became of the rows of one batch. */
    private record Batch(Optional<RowKey> last, Findings findings) {}

    private final RetentionPorts ports;
    private final SubjectStore subjects;
    private final Ledger ledger;
    private final ErasureJudge judge;
    private final Parting parting;
    private final String id;
    private final String run;
    private final DataSubject subject;
    private final ErasureGround ground;
    private final Actor actor;
    private final int batchSize;
    private boolean ended;
    private boolean parted;

    Erasure(
            RetentionPorts ports,
            SubjectStore subjects,
            Ledger ledger,
            ErasureJudge judge,
            Parting parting,
            ErasurePlan plan,
            String run,
            Actor actor,
            int batchSize) {
        this.ports = ports;
        this.subjects = subjects;
        this.ledger = ledger;
        this.judge = judge;
        this.parting = parting;
        this.id = plan.id();
        this.run = run;
        this.subject = plan.subject();
        this.ground = plan.ground();
        this.actor = actor;
        this.batchSize = batchSize;
    }

    /** Goes round until nothing more goes: what referred to a row may be gone, what was locked may be free. */
    Findings run(List<PersonalDataStore> stores) {
        Map<String, Findings> latest = new TreeMap<>();
        Findings total = new Findings();
        long before;
        int round = 0;
        do {
            before = total.erasedRows();
            List<PersonalDataStore> turn = round == 0
                    ? stores
                    : stores.stream()
                            .filter(store -> latest.getOrDefault(
                                            store.describe().entity(), new Findings())
                                    .isWorthAnotherRound())
                            .toList();
            Map<PersonalDataStore, Findings> together = together(turn);
            for (PersonalDataStore store : turn) {
                String entity = store.describe().entity();
                Findings known = together.get(store);
                Findings found = known == null ? run(store, entity) : known;
                total.addErased(found);
                latest.put(entity, found);
            }
            round++;
        } while (total.erasedRows() > before || round < ATTEMPTS && isAnyBusy(latest));
        stores.forEach(
                store -> total.addKept(latest.getOrDefault(store.describe().entity(), new Findings())));
        return total;
    }

    /** Ends the run, unless the unit that took all there was did so. */
    void end() {
        if (!ended) {
            ports.work().runNew(this::endRun);
        }
    }

    /** Whether the unit that took all there was parted the person's identity as well. */
    boolean isParted() {
        return parted;
    }

    private String endRun() {
        ports.runs().move(run, Run.State.ENDED);
        return run;
    }

    private static boolean isAnyBusy(Map<String, Findings> latest) {
        return latest.values().stream().anyMatch(found -> found.count(KeepReason.BUSY) > 0);
    }

    /**
     * Few rows go all in one unit, with one proof; of many, or when anything fails, each store's go by themselves, so that
     * what one store does spoils no other's.
     */
    private Map<PersonalDataStore, Findings> together(List<PersonalDataStore> stores) {
        List<PersonalDataStore> joint = SubjectPages.joint(stores);
        if (joint.size() < 2) {
            return Map.of();
        }
        try {
            boolean all = joint.size() == stores.size();
            boolean[] over = new boolean[2];
            Map<PersonalDataStore, Findings> found = ports.work().runNew(() -> {
                Map<PersonalDataStore, Findings> batch = batch(joint);
                if (all && isOver(batch)) {
                    endRun();
                    over[0] = true;
                    over[1] = parting.partWithin(subject, ground, sum(batch), actor);
                }
                return batch;
            });
            ended |= over[0];
            parted |= over[1];
            return found;
        } catch (RuntimeException e) {
            LOG.debug("erasure {} goes on store by store: {}", id, Findings.problemOf(e));
            return Map.of();
        }
    }

    /** Whether no other round, which would need the run, can find more. */
    private static boolean isOver(Map<PersonalDataStore, Findings> batch) {
        return !batch.isEmpty() && batch.values().stream().noneMatch(Findings::isWorthAnotherRound);
    }

    private static Findings sum(Map<PersonalDataStore, Findings> batch) {
        Findings sum = new Findings();
        batch.values().forEach(found -> {
            sum.addErased(found);
            sum.addKept(found);
        });
        return sum;
    }

    /** Everything is locked before anything is judged, and judged before anything goes. */
    private Map<PersonalDataStore, Findings> batch(List<PersonalDataStore> stores) {
        ports.runs().lock(run);
        Selection selection = Selection.of(List.of(subject));
        Map<PersonalDataStore, List<RowKey>> keys = new LinkedHashMap<>();
        int room = batchSize;
        for (PersonalDataStore store : stores) {
            List<RowKey> some = store.candidates(selection, Optional.empty(), batchSize + 1);
            if (some.size() > room) {
                return Map.of();
            }
            room -= some.size();
            keys.put(store, some);
        }
        Map<PersonalDataStore, List<DataRow>> rows = new LinkedHashMap<>();
        List<DataRow> all = new ArrayList<>();
        keys.forEach((store, some) -> {
            List<DataRow> locked = some.isEmpty() ? List.of() : store.read(selection, some, true);
            rows.put(store, locked);
            all.addAll(locked);
        });
        Iterator<Optional<ErasureJudge.Keeping>> judged = judge.judge(all).iterator();
        Map<PersonalDataStore, Findings> found = new LinkedHashMap<>();
        Map<PersonalDataStore, List<DataRow>> going = new LinkedHashMap<>();
        rows.forEach((store, locked) -> {
            Findings ofStore = new Findings();
            going.put(store, going(store.describe().entity(), locked, judged, ofStore));
            countBusy(
                    store,
                    store.describe().entity(),
                    selection,
                    Objects.requireNonNull(keys.get(store)),
                    locked,
                    ofStore);
            found.put(store, ofStore);
        });
        List<String> entities = new ArrayList<>();
        Map<String, Long> gone = new TreeMap<>();
        going.forEach((store, some) -> {
            Map<String, Long> counts = some.isEmpty() ? Map.of() : store.dispose(some, Disposition.DELETE);
            counts.forEach((table, count) -> {
                if (count > 0) {
                    Objects.requireNonNull(found.get(store)).erased(table, count);
                    gone.merge(table, count, Long::sum);
                }
            });
            if (Objects.requireNonNull(found.get(store)).erasedRows() > 0) {
                entities.add(store.describe().entity());
            }
        });
        if (!gone.isEmpty()) {
            prove(String.join(", ", entities), gone);
        }
        return found;
    }

    private static List<DataRow> going(
            String entity, List<DataRow> rows, Iterator<Optional<ErasureJudge.Keeping>> judged, Findings found) {
        List<DataRow> going = new ArrayList<>();
        for (DataRow row : rows) {
            judged.next().ifPresentOrElse(why -> found.kept(entity, why), () -> going.add(row));
        }
        return going;
    }

    private Findings run(PersonalDataStore store, String entity) {
        Findings found = new Findings();
        try {
            Optional<RowKey> after = Optional.empty();
            do {
                Optional<RowKey> from = after;
                Batch batch =
                        store.describe().within(subject.tenant(), () -> retrying(() -> batch(store, entity, from)));
                found.addErased(batch.findings());
                found.addKept(batch.findings());
                after = batch.last();
            } while (after.isPresent());
        } catch (RuntimeException e) {
            String problem = Findings.problemOf(e);
            LOG.error("erasure {} got no answer from {}: {}", id, entity, problem);
            found.unanswered(entity, problem);
        }
        return found;
    }

    private Batch batch(PersonalDataStore store, String entity, Optional<RowKey> after) {
        ports.runs().lock(run);
        Findings found = new Findings();
        Selection selection = Selection.of(List.of(subject));
        List<RowKey> keys = store.candidates(selection, after, batchSize);
        if (keys.isEmpty()) {
            return new Batch(Optional.empty(), found);
        }
        List<DataRow> rows = store.read(selection, keys, true);
        List<DataRow> going = going(entity, rows, judge.judge(rows).iterator(), found);
        countBusy(store, entity, selection, keys, rows, found);
        if (!going.isEmpty()) {
            boolean part = store.describe().part().isPresent();
            Map<String, Long> counts = store.dispose(going, part ? Disposition.REDACT : Disposition.DELETE);
            counts.forEach(found::erased);
            if (found.erasedRows() > 0) {
                prove(entity, counts);
            }
        }
        return new Batch(
                SubjectPages.isLast(store, keys, batchSize) ? Optional.empty() : Optional.of(keys.get(keys.size() - 1)),
                found);
    }

    /** Rows that were there, are still, and yet could not be locked are another transaction's for now. */
    private static void countBusy(
            PersonalDataStore store,
            String entity,
            Selection selection,
            List<RowKey> keys,
            List<DataRow> locked,
            Findings found) {
        Set<RowKey> missing = new HashSet<>(keys);
        locked.forEach(row -> missing.remove(row.key()));
        if (!missing.isEmpty()) {
            store.read(selection, List.copyOf(missing), false)
                    .forEach(row ->
                            found.kept(entity, new ErasureJudge.Keeping(KeepReason.BUSY, "", "", Optional.empty())));
        }
    }

    private void prove(String entity, Map<String, Long> counts) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("erasure", id);
        facts.put("ground", ground.name());
        facts.put("entity", entity);
        counts.forEach((table, rows) -> facts.put("rows." + table, Long.toString(rows)));
        ledger.append(ChainId.subject(subjects.enrol(subject)), EntryKind.ERASURE, actor, "", facts);
    }

    private <T> T retrying(Supplier<T> batch) {
        for (int attempt = 1; ; attempt++) {
            try {
                return ports.work().runNew(batch);
            } catch (StoreException e) {
                if (!e.isWorthRetrying() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
