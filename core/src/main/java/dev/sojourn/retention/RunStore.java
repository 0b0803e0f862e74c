package dev.sojourn.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The port that keeps runs and their cutoffs; every call joins the caller's unit of work. */
public interface RunStore {

    /**
     * Keeps a plan that is being counted, with the tenants' cutoffs of its steps, so that its selections can be asked.
     *
     * @param run the plan as stored; its state is PREVIEWING and its digest empty
     * @param cutoffs every cutoffs of the plan that has tenants of its own
     */
    void add(Run run, List<Cutoffs> cutoffs);

    /**
     * Keeps the digest of a plan once it is counted, and moves it to PLANNED.
     *
     * @param id the run's id
     * @param digest the digest of everything the plan says
     */
    void seal(String id, String digest);

    /**
     * A plan or run.
     *
     * @param id the run's id
     * @return empty when there is none
     */
    Optional<Run> find(String id);

    /**
     * Moves a run to another state.
     *
     * @param id the run's id
     * @param state the new state
     */
    void move(String id, Run.State state);

    /**
     * Locks a run's row until the unit ends: a batch locks its own run's, whoever places a hold passes over those of
     * all that are running.
     *
     * @param id the run's id
     * @return what has become of the run, which nobody can change before the unit ends; empty when there is none
     */
    Optional<Run.State> lock(String id);

    /**
     * The runs being swept, by any node.
     *
     * @return their ids
     */
    List<String> running();

    /**
     * The last sweeps, by any node, under way, ended or abandoned.
     *
     * @param limit how many at most; at least 1
     * @return those judged by the latest instant first; plans nobody swept, and erasures, are none
     */
    List<Run> latest(int limit);

    /**
     * Forgets plans that expired and that nobody swept, and the cutoffs of runs that ended or were abandoned; runs themselves are kept.
     *
     * @param expiredBefore plans that expired before this instant
     */
    void forget(Instant expiredBefore);
}
