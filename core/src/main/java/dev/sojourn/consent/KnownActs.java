package dev.sojourn.consent;

import java.util.List;

/**
 * What is known of a subject: the acts that stand, and what outlived an earlier erasure.
 *
 * @param standing one act for each question answered
 * @param suppressed the noes said before an erasure, and its mark
 */
public record KnownActs(List<SubjectAct> standing, List<Suppression> suppressed) {

    /** Copies the lists. */
    public KnownActs {
        standing = List.copyOf(standing);
        suppressed = List.copyOf(suppressed);
    }
}
