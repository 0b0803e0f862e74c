package dev.sojourn.rights;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.ErasureJudge;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RetentionPorts;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.RowsOfSubjects;
import dev.sojourn.retention.Selection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out what an erasure would take and what would stay; locks and changes nothing. */
final class Planning {

    private final RetentionPorts ports;
    private final ErasureJudge judge;
    private final DataSubject subject;
    private final int batchSize;

    Planning(RetentionPorts ports, ErasureJudge judge, DataSubject subject, int batchSize) {
        this.ports = ports;
        this.judge = judge;
        this.subject = subject;
        this.batchSize = batchSize;
    }

    Findings run(List<PersonalDataStore> stores) {
        Map<PersonalDataStore, Findings> together = together(stores);
        Findings found = new Findings();
        for (PersonalDataStore store : stores) {
            Findings ofStore = together.get(store);
            try {
                Findings known = ofStore == null ? alone(store) : ofStore;
                found.addErased(known);
                found.addKept(known);
            } catch (RuntimeException e) {
                found.unanswered(store.describe().entity(), Findings.problemOf(e));
            }
        }
        return found;
    }

    /** Few rows are judged all at once; when any store fails each is asked by itself, so that only that one did not answer. */
    private Map<PersonalDataStore, Findings> together(List<PersonalDataStore> stores) {
        List<PersonalDataStore> joint = SubjectPages.joint(stores);
        if (joint.size() < 2) {
            return Map.of();
        }
        try {
            return ports.work().runNew(() -> judged(joint));
        } catch (RuntimeException e) {
            return Map.of();
        }
    }

    private Map<PersonalDataStore, Findings> judged(List<PersonalDataStore> stores) {
        Selection selection = Selection.of(List.of(subject));
        Map<PersonalDataStore, List<DataRow>> rows = new LinkedHashMap<>();
        List<DataRow> all = new ArrayList<>();
        for (PersonalDataStore store : stores) {
            RowsOfSubjects.Page<DataRow> page =
                    ((RowsOfSubjects) store).rows(selection, Optional.empty(), batchSize + 1);
            rows.put(store, page.rows());
            all.addAll(page.rows());
            if (page.next().isPresent() || all.size() > batchSize) {
                return Map.of();
            }
        }
        List<Optional<ErasureJudge.Keeping>> judged = judge.judge(all);
        Map<PersonalDataStore, Findings> found = new LinkedHashMap<>();
        int next = 0;
        for (Map.Entry<PersonalDataStore, List<DataRow>> entry : rows.entrySet()) {
            int size = entry.getValue().size();
            found.put(entry.getKey(), findings(entry.getKey(), judged.subList(next, next + size)));
            next += size;
        }
        return found;
    }

    private Findings alone(PersonalDataStore store) {
        Findings found = new Findings();
        SubjectPages.each(ports.work(), store, subject, batchSize, keys -> {
            List<DataRow> rows = staying(store, store.read(Selection.of(List.of(subject)), keys, false));
            Findings ofPage = findings(store, judge.judge(rows));
            found.addErased(ofPage);
            found.addKept(ofPage);
        });
        return found;
    }

    private static Findings findings(PersonalDataStore store, List<Optional<ErasureJudge.Keeping>> judged) {
        String entity = store.describe().entity();
        Findings found = new Findings();
        judged.forEach(
                keeping -> keeping.ifPresentOrElse(why -> found.kept(entity, why), () -> found.erased(entity, 1)));
        return found;
    }

    /** Attributes of rows that would go are not redacted before. */
    private List<DataRow> staying(PersonalDataStore store, List<DataRow> rows) {
        Optional<PersonalDataStore> whole = store.describe()
                .part()
                .flatMap(part -> ports.data().stream()
                        .filter(other -> other.describe().entity().equals(part.of()))
                        .findFirst());
        if (whole.isEmpty() || rows.isEmpty()) {
            return rows;
        }
        String entity = whole.get().describe().entity();
        List<DataRow> ofWhole = whole.get()
                .read(
                        Selection.everything(),
                        rows.stream()
                                .map(row -> new RowKey(entity, row.key().id()))
                                .toList(),
                        false);
        List<Optional<ErasureJudge.Keeping>> kept = judge.judge(ofWhole);
        Set<Object> staying = new HashSet<>();
        for (int i = 0; i < ofWhole.size(); i++) {
            if (kept.get(i).isPresent()) {
                staying.add(ofWhole.get(i).key().id());
            }
        }
        return rows.stream().filter(row -> staying.contains(row.key().id())).toList();
    }
}
