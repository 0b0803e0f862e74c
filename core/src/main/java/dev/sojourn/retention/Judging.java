package dev.sojourn.retention;

import dev.sojourn.consent.LegalBases;
import dev.sojourn.policy.Policy;
import java.time.Instant;
import java.util.List;

/** The policy's rules over the host's data, and by which of them rows are judged at a moment. */
final class Judging {

    private final Policy policy;
    private final RetentionPorts ports;
    private final Rulebook rulebook;
    private final EndedBases bases;

    Judging(Policy policy, RetentionPorts ports) {
        this.policy = policy;
        this.ports = ports;
        this.rulebook = new Rulebook(policy, ports.data());
        this.bases = new EndedBases(policy, new LegalBases(ports.settings()), ports.history());
    }

    Policy policy() {
        return policy;
    }

    Rulebook rulebook() {
        return rulebook;
    }

    /** What each tenant chose, read in a unit of its own. */
    TenantTerms terms() {
        return ports.work().runNew(() -> TenantTerms.read(policy, ports));
    }

    StepCompiler compiler(TenantTerms terms, String run, Instant at) {
        return new StepCompiler(policy, terms, bases, run, at);
    }

    Rulings rulings(TenantTerms terms, Instant at, List<Step> steps) {
        return new Rulings(ports, rulebook, resolution(terms, at), bases, steps);
    }

    Resolution resolution(TenantTerms terms, Instant at) {
        return new Resolution(rulebook, bases, terms, at, policy);
    }
}
