package dev.sojourn.consent;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.DataSubject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes every act of, or about, a data subject: the proof in the ledger and the state it leads to commit together
 * (GDPR 7(1)).
 *
 * <p>Thread-safe. Made once and shared by {@link Consents}, {@link Objections} and {@link Restrictions}. Acts of one
 * subject wait for each other until the unit that holds the subject's chain ends.
 */
public final class ActRecorder {

    private final UnitOfWork work;
    private final SubjectStore subjects;
    private final Ledger ledger;
    private final ConsentStore consents;
    private final ActHistory history;
    private final Consumer<DataSubject> changing;
    private final List<Consumer<SubjectAct>> listeners;

    /**
     * A recorder that tells nobody.
     *
     * @param work the host's transaction
     * @param subjects gives each subject the key of its chain
     * @param ledger keeps the acts
     * @param consents keeps those that stand
     * @param history reads the acts back
     * @param changing hears the subject within the unit, before anything of it is read or written
     */
    public ActRecorder(
            UnitOfWork work,
            SubjectStore subjects,
            Ledger ledger,
            ConsentStore consents,
            ActHistory history,
            Consumer<DataSubject> changing) {
        this(work, subjects, ledger, consents, history, changing, List.of());
    }

    /**
     * A recorder.
     *
     * @param work the host's transaction
     * @param subjects gives each subject the key of its chain
     * @param ledger keeps the acts
     * @param consents keeps those that stand
     * @param history reads the acts back
     * @param changing hears the subject within the unit, before anything of it is read or written: what was remembered
     *     of it is no longer true once the unit ends
     * @param listeners hear each act, after the unit that recorded it has committed; never of one that rolled back
     */
    public ActRecorder(
            UnitOfWork work,
            SubjectStore subjects,
            Ledger ledger,
            ConsentStore consents,
            ActHistory history,
            Consumer<DataSubject> changing,
            List<Consumer<SubjectAct>> listeners) {
        this.work = work;
        this.subjects = subjects;
        this.ledger = ledger;
        this.consents = consents;
        this.history = history;
        this.changing = changing;
        this.listeners = List.copyOf(listeners);
    }

    /** Opens a subject's sheet, alone until the unit ends, and runs what is to be done on it. */
    <T> T on(DataSubject subject, Function<ActSheet, T> act) {
        Objects.requireNonNull(subject, "subject");
        return work.run(() -> {
            changing.accept(subject);
            ChainId chain = ChainId.subject(subjects.enrol(subject));
            ledger.lock(chain);
            return act.apply(new ActSheet(subject, chain, ledger, consents, history, this::tell));
        });
    }

    /**
     * Records acts of those subjects who are not known yet, by few statements.
     *
     * @param acts by subject, in one order wherever several are recorded at once; of each in the order recorded, none from
     *     an actor with a name
     * @return the subjects who were new, and whose acts are recorded
     */
    Set<DataSubject> onNew(Map<DataSubject, List<SubjectAct>> acts) {
        return work.run(() -> {
            acts.keySet().forEach(changing);
            Map<DataSubject, String> keys = subjects.enrolNew(acts.keySet(), subject -> Optional.empty());
            List<SubjectAct> wanted = keys.keySet().stream()
                    .flatMap(subject -> acts.getOrDefault(subject, List.of()).stream())
                    .toList();
            List<LedgerEntry> entries = ledger.begin(wanted.stream()
                    .map(act -> new Ledger.First(
                            ChainId.subject(Objects.requireNonNull(keys.get(act.subject()))),
                            act.kind().entry(),
                            act.actor().kind(),
                            ActEntry.body(act)))
                    .toList());
            Map<DataSubject, Map<SubjectAct.Key, SubjectAct>> standing = new LinkedHashMap<>();
            for (int index = 0; index < wanted.size(); index++) {
                SubjectAct act = wanted.get(index).recordedAt(entries.get(index).at());
                standing.computeIfAbsent(act.subject(), subject -> new LinkedHashMap<>())
                        .merge(act.key(), act, ActHistory::later);
                tell(act);
            }
            consents.putFirst(standing.values().stream()
                    .flatMap(those -> those.values().stream())
                    .toList());
            return keys.keySet();
        });
    }

    private void tell(SubjectAct act) {
        for (Consumer<SubjectAct> listener : listeners) {
            work.afterCompletion(committed -> {
                if (committed) {
                    listener.accept(act);
                }
            });
        }
    }

    List<SubjectAct> standing(DataSubject subject) {
        return work.run(() -> consents.standing(subject));
    }

    List<SubjectAct> history(DataSubject subject) {
        return history.of(subject);
    }

    UnitOfWork work() {
        return work;
    }
}
