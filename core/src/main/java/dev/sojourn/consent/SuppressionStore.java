package dev.sojourn.consent;

import java.util.Collection;
import java.util.List;

/** The port that keeps, by digest, what must outlive an erasure; every call joins the caller's unit of work. */
public interface SuppressionStore {

    /**
     * Keeps a suppression, in place of an earlier one of the same digest, purpose and scope.
     *
     * @param suppression what to keep
     */
    void put(Suppression suppression);

    /**
     * Forgets a suppression.
     *
     * @param digest the keyed digest
     * @param purpose the purpose's id; empty for the mark of the erasure
     * @param scope the scope's key
     * @return false when none was kept
     */
    boolean remove(String digest, String purpose, String scope);

    /**
     * What is kept under some digests, by one query.
     *
     * @param digests at most 1,000
     * @return in no particular order
     */
    List<Suppression> among(Collection<String> digests);
}
