package dev.sojourn.consent;

import dev.sojourn.policy.DataSubject;
import java.util.List;
import java.util.Objects;

/**
 * What was taken over from a visitor.
 *
 * @param acts the acts now in the account's chain, marked as linked; empty when there was nothing new
 * @param nextVisitor the id to give the browser now: the old one belongs to this account
 */
public record Linked(List<SubjectAct> acts, DataSubject nextVisitor) {

    /** Checks the parts and copies the acts. */
    public Linked {
        acts = List.copyOf(acts);
        Objects.requireNonNull(nextVisitor, "nextVisitor");
    }
}
