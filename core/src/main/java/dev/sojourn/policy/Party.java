package dev.sojourn.policy;

import java.util.Objects;

/**
 * An organisation that takes part in processing; so far only the controller is declared (GDPR 4(7), 13(1)(a)).
 *
 * @param name the legal name; not blank
 * @param contact where data subjects reach it; empty if not declared
 * @param country ISO 3166 country code; empty if not declared
 */
public record Party(String name, String contact, String country) {

    /** Checks the parts. */
    public Party {
        Words.named("party", name);
        Objects.requireNonNull(contact, "contact");
        Objects.requireNonNull(country, "country");
    }

    /**
     * A party with a name and nothing else yet.
     *
     * @param name the legal name; not blank
     * @return the party
     */
    public static Party named(String name) {
        return new Party(name, "", "");
    }

    /**
     * The same party with a contact.
     *
     * @param contact an address people can write to
     * @return the party
     */
    public Party contact(String contact) {
        return new Party(name, Words.named("contact", contact), country);
    }

    /**
     * The same party with its seat.
     *
     * @param country ISO 3166 country code
     * @return the party
     */
    public Party country(String country) {
        return new Party(name, contact, Words.named("country", country));
    }
}
