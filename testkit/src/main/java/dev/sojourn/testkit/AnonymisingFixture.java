package dev.sojourn.testkit;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of web analytics kept by the store under test, for {@link AnonymisingContract}: an entity {@code View} under the
 * rules {@code view}, which anonymises, from {@code at}, and {@code view-law}, a floor, from {@code lawOn}. Its
 * {@code visitor} is its subject, of kind {@code visitor}; {@code name} and {@code email} are personal, and say no way to be
 * redacted where the store can know them without; the address {@code ip} becomes its network and {@code age} a multiple of
 * 10; {@code page} and the two dates are not personal.
 */
public interface AnonymisingFixture {

    /** Statistics. */
    Purpose STATISTICS = Purpose.of("statistics").on(LegalBasis.CONSENT);

    /** A legal duty. */
    Purpose LAW = Purpose.of("law").on(LegalBasis.LEGAL_OBLIGATION).citing("a law on sites");

    /**
     * A look at a page.
     *
     * @param visitor the subject's id; null where it is nobody's
     * @param at when
     * @param lawOn the day the law counts from
     * @param ip an address
     * @param name a name
     * @param email an address
     * @param age a number
     * @param page what was looked at
     */
    record View(
            @Nullable String visitor,
            Instant at,
            LocalDate lawOn,
            @Nullable String ip,
            @Nullable String name,
            @Nullable String email,
            int age,
            String page) {

        /**
         * Somebody's look at a page, with everything filled in; the law counts from long ago.
         *
         * @param visitor the subject's id
         * @param at when
         * @return the view
         */
        public static View of(String visitor, Instant at) {
            return new View(
                    visitor,
                    at,
                    LocalDate.ofInstant(at, ZoneOffset.UTC).minusYears(1),
                    "203.0.113.77",
                    "Name of " + visitor,
                    visitor + "@visitors.example",
                    37,
                    "/prices");
        }

        /**
         * The same view, of which the law counts from another day.
         *
         * @param day the day
         * @return the view
         */
        public View withLaw(LocalDate day) {
            return new View(visitor, at, day, ip, name, email, age, page);
        }

        /**
         * What must be left of it when it is nobody's.
         *
         * @return the view
         */
        public View anonymous() {
            return new View(null, at, lawOn, "203.0.113.0", null, null, 30, page);
        }
    }

    /**
     * The policy the rows are under: anonymous after 26 months, or when the consent to statistics has ended; the law keeps
     * them 10 days.
     *
     * @return the policy
     */
    static Policy policy() {
        return Policy.builder("A site")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("A site").contact("desk@site.example").country("RO"))
                .purposes(STATISTICS, LAW)
                .retainProof(Period.ofYears(3))
                .retain(RetentionRule.atMost("view", Period.ofMonths(26))
                        .serving(STATISTICS)
                        .then(Disposition.ANONYMISE)
                        .because("numbers stay of use, people do not"))
                .retain(RetentionRule.atLeast("view-law", Period.ofDays(10))
                        .governing("view")
                        .serving(LAW)
                        .citing("a law on sites"))
                .build();
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
     * The host's class of a view.
     *
     * @return the class {@code explain} is asked with
     */
    Class<?> viewType();

    /**
     * Inserts a view, committed.
     *
     * @param view the view
     * @return its key
     */
    Object insert(View view);

    /**
     * A view as it stands.
     *
     * @param key its key
     * @return the view
     */
    View find(Object key);

    /**
     * The views there are.
     *
     * @return their keys
     */
    Set<Object> keys();

    /**
     * Everything that stands in the rows, whatever column it is in.
     *
     * @return one text a row
     */
    List<String> texts();
}
