package dev.sojourn.testkit;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.HostRedaction;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A log of visits kept by the store under test, for {@link RedactionContract}: an entity {@code Visit} with
 * {@code visitor} (its subject, of kind {@code visitor}), {@code at} (a moment) and {@code lawOn} (a day
 * or null).
 *
 * <p>A visit is under the rules {@code visit}, which deletes, and {@code visit-faded}, which redacts, both from
 * {@code at}, and {@code visit-law} from {@code lawOn}. Its {@code ip}, of category {@code ip-address} and redacted to its
 * network, is under {@code visit-ip} of its own from {@code at}; its {@code agent}, of the visit's category and redacted to
 * null, under {@code visit-agent} from {@code at}. {@code visit-faded} redacts {@code name} to null, {@code email} (of
 * category {@code contact}) to a placeholder, {@code born} to the first day of the year, {@code pages} in steps of 10,
 * {@code city} to {@link #REMOVED} and {@code comment} by {@link #INITIALS}, with a marker.
 */
public interface RedactionFixture {

    /** What a redacted city reads. */
    String REMOVED = "removed";

    /** The site itself. */
    Purpose SITE = Purpose.of("site").on(LegalBasis.CONTRACT);

    /** Statistics, with consent. */
    Purpose STATISTICS = Purpose.of("statistics").on(LegalBasis.CONSENT);

    /** A legal duty. */
    Purpose LAW = Purpose.of("law").on(LegalBasis.LEGAL_OBLIGATION).citing("a law on sites");

    /** A host's own redaction: the first letter stays. */
    HostRedaction INITIALS = new HostRedaction() {
        @Override
        public Object replace(Object value) {
            return value.toString().charAt(0) + ".";
        }

        @Override
        public boolean isTraceable() {
            return false;
        }
    };

    /**
     * A visit.
     *
     * @param visitor the subject's id
     * @param at when
     * @param lawOn the day the law counts from; null while it is unknown
     * @param ip an address
     * @param agent a browser
     * @param name a name
     * @param email an address unlike any other
     * @param born a birthday
     * @param pages a number
     * @param city a city
     * @param comment a text
     */
    record Visit(
            String visitor,
            Instant at,
            @Nullable LocalDate lawOn,
            @Nullable String ip,
            @Nullable String agent,
            @Nullable String name,
            String email,
            @Nullable LocalDate born,
            int pages,
            @Nullable String city,
            @Nullable String comment) {

        /**
         * A visit of somebody at some time, with everything filled in; the law counts from its day.
         *
         * @param visitor the subject's id
         * @param at when
         * @return the visit
         */
        public static Visit of(String visitor, Instant at) {
            return new Visit(
                    visitor,
                    at,
                    LocalDate.ofInstant(at, ZoneOffset.UTC),
                    "203.0.113.77",
                    "Browser of " + visitor,
                    "Name of " + visitor,
                    visitor + "-" + at.getEpochSecond() + "@visitors.example",
                    LocalDate.of(1990, 5, 17),
                    37,
                    "Cluj",
                    "Signed " + visitor);
        }

        /**
         * The same visit, of which the law counts from another day.
         *
         * @param day the day the law counts from
         * @return the visit
         */
        public Visit withLaw(LocalDate day) {
            return new Visit(visitor, at, day, ip, agent, name, email, born, pages, city, comment);
        }

        /**
         * The same visit from another address.
         *
         * @param address the address
         * @return the visit
         */
        public Visit from(@Nullable String address) {
            return new Visit(visitor, at, lawOn, address, agent, name, email, born, pages, city, comment);
        }
    }

    /**
     * The policy the rows are under: addresses at most 90 days, with consent; agents 30 days; visits are redacted after a
     * year and go after two; the law keeps them 10 days.
     *
     * @return the policy
     */
    static Policy policy() {
        return Policy.builder("A site")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("A site").contact("desk@site.example").country("RO"))
                .purposes(SITE, STATISTICS, LAW)
                .retainProof(Period.ofYears(3))
                .retain(rule("visit-ip", Period.ofDays(90))
                        .governing("ip-address")
                        .serving(STATISTICS)
                        .then(Disposition.REDACT))
                .retain(rule("visit-agent", Period.ofDays(30))
                        .governing("visit")
                        .serving(SITE)
                        .then(Disposition.REDACT))
                .retain(rule("visit-faded", Period.ofMonths(12))
                        .governing("visit")
                        .serving(SITE)
                        .then(Disposition.REDACT))
                .retain(rule("visit", Period.ofMonths(24)).serving(SITE))
                .retain(RetentionRule.atLeast("visit-law", Period.ofDays(10))
                        .governing("visit")
                        .serving(LAW)
                        .citing("a law on sites"))
                .build();
    }

    private static RetentionRule rule(String id, Period period) {
        return RetentionRule.atMost(id, period).because("nobody asks later");
    }

    /**
     * A visitor.
     *
     * @param visitor the subject's id
     * @return the subject
     */
    static DataSubject visitor(String visitor) {
        return DataSubject.of(visitor).as("visitor");
    }

    /**
     * The front door over the stores and rows under test.
     *
     * @return a builder under {@link #policy()}, without clock
     */
    Sojourn.Builder sojourn();

    /**
     * The host's class of a visit.
     *
     * @return the class {@code explain} is asked with
     */
    Class<?> visitType();

    /**
     * Inserts a visit, committed.
     *
     * @param visit the visit
     * @return its key
     */
    Object insert(Visit visit);

    /**
     * A visit as it stands.
     *
     * @param key its key
     * @return the visit; its marker is not shown
     */
    Visit find(Object key);

    /**
     * The visits there are.
     *
     * @return their keys
     */
    Set<Object> keys();
}
