package dev.sojourn.policy;

/** In which role the installation holds a category of data (GDPR 4(7), 4(8)). */
public enum Role {
    /** It decides why and how the data is processed. */
    CONTROLLER,
    /** It processes for a tenant, who is the controller: nothing is disposed of but on that tenant's instruction. */
    PROCESSOR
}
