package dev.sojourn.consent;

import dev.sojourn.ledger.EntryKind;

/** What a data subject, or somebody about them, said. */
public enum ActKind {
    /** The subject consented. */
    GIVEN(Facet.CONSENT, EntryKind.CONSENT_GIVEN, 0),
    /** The subject refused. */
    REFUSED(Facet.CONSENT, EntryKind.CONSENT_REFUSED, 1),
    /** Somebody other than the subject ended the consent. */
    REVOKED(Facet.CONSENT, EntryKind.CONSENT_REVOKED, 2),
    /** The subject withdrew the consent. */
    WITHDRAWN(Facet.CONSENT, EntryKind.CONSENT_WITHDRAWN, 3),
    /** The subject opted out, where the law lets processing start without consent. */
    OPTED_OUT(Facet.CONSENT, EntryKind.CONSENT_OPTED_OUT, 4),
    /** The controller overruled an objection, with a reason. */
    OVERRULED(Facet.OBJECTION, EntryKind.OBJECTION_OVERRULED, 0),
    /** The subject objected; undecided. */
    OBJECTED(Facet.OBJECTION, EntryKind.OBJECTION_RAISED, 1),
    /** The controller upheld the objection. */
    UPHELD(Facet.OBJECTION, EntryKind.OBJECTION_UPHELD, 2),
    /** A restriction was lifted. */
    LIFTED(Facet.RESTRICTION, EntryKind.RESTRICTION_LIFTED, 0),
    /** Processing was restricted. */
    RESTRICTED(Facet.RESTRICTION, EntryKind.RESTRICTION_PLACED, 1);

    /** The questions that are answered independently of each other. */
    public enum Facet {
        /** Consent to a purpose and scope. */
        CONSENT,
        /** Objection to a purpose. */
        OBJECTION,
        /** A restriction of processing, by its own id. */
        RESTRICTION
    }

    private final Facet facet;
    private final EntryKind entry;
    private final int precedence;

    ActKind(Facet facet, EntryKind entry, int precedence) {
        this.facet = facet;
        this.entry = entry;
        this.precedence = precedence;
    }

    /**
     * Which question the act answers.
     *
     * @return the facet
     */
    public Facet facet() {
        return facet;
    }

    /**
     * The ledger entry that proves the act.
     *
     * @return the kind of entry
     */
    public EntryKind entry() {
        return entry;
    }

    /**
     * Whether such an act lets processing go on, as far as it goes.
     *
     * @return true for GIVEN, OVERRULED and LIFTED
     */
    public boolean isYes() {
        return precedence == 0;
    }

    /** Which of two acts of the same instant stands: the higher, so that a no wins over a yes. */
    int precedence() {
        return precedence;
    }
}
