package dev.sojourn.policy;

import java.util.Objects;

/**
 * Who acted: the person, somebody for them, the organisation, or a job.
 *
 * <p>The name is detachable personal data: the ledger keeps a salted digest in the chain and the text beside it.
 * {@link #toString()} shows the kind only.
 *
 * @param kind in which capacity
 * @param name the host's name for the actor; empty for the subject themself
 */
public record Actor(Kind kind, String name) {

    /** The capacity in which somebody acts. */
    public enum Kind {
        /** The data subject. */
        SUBJECT,
        /** A holder of parental responsibility or legal guardian (GDPR 8). */
        GUARDIAN,
        /** An authorised agent (CCPA regulations 7063). */
        AGENT,
        /** Somebody working for the controller. */
        EMPLOYEE,
        /** The tenant as controller of the data held for it. */
        TENANT,
        /** A program acting on schedule. */
        JOB
    }

    /** Checks the parts. */
    public Actor {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }

    /**
     * The data subject themself.
     *
     * @return the actor
     */
    public static Actor subject() {
        return new Actor(Kind.SUBJECT, "");
    }

    /**
     * A named employee.
     *
     * @param name the host's name for the employee; not blank
     * @return the actor
     */
    public static Actor employee(String name) {
        return new Actor(Kind.EMPLOYEE, Words.named("employee", name));
    }

    /**
     * A tenant acting as controller.
     *
     * @param name the tenant's name; not blank
     * @return the actor
     */
    public static Actor tenant(String name) {
        return new Actor(Kind.TENANT, Words.named("tenant", name));
    }

    /**
     * A program.
     *
     * @param name the job's name; not blank
     * @return the actor
     */
    public static Actor job(String name) {
        return new Actor(Kind.JOB, Words.named("job", name));
    }

    /** Shows the kind only. */
    @Override
    public String toString() {
        return "Actor[" + kind + "]";
    }
}
