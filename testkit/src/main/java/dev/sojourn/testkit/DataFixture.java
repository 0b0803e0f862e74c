package dev.sojourn.testkit;

import dev.sojourn.Sojourn;
import dev.sojourn.Stores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.PersonalDataStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small hotel whose rows are kept by the store under test, for the contract suites: an entity {@code Booking} with
 * {@code tenant}, {@code guest} (its subject, of kind {@code guest}), {@code checkedOut} (a moment or null) and
 * {@code registeredOn} (a day or null), which owns {@code Receipt}s with {@code tenant}, {@code guest} and
 * {@code issuedOn} (a day or null). A booking is under the rules {@code booking}, from {@code checkedOut}, and
 * {@code booking-law}, from {@code registeredOn}; a receipt under {@code receipt}, from {@code issuedOn}.
 */
public interface DataFixture {

    /** The stay itself, a contract. */
    Purpose STAYING = Purpose.of("staying").on(LegalBasis.CONTRACT);

    /** The books, a legal duty. */
    Purpose BOOKS = Purpose.of("books").on(LegalBasis.LEGAL_OBLIGATION).citing("accounting law");

    /**
     * A booking to be inserted.
     *
     * @param tenant the tenant
     * @param guest the subject's id
     * @param checkedOut when the guest left; null while the guest stays
     * @param registeredOn the day the law counts from; null when unknown
     * @param receipts the receipts it owns
     */
    record Booking(
            String tenant,
            String guest,
            @Nullable Instant checkedOut,
            @Nullable LocalDate registeredOn,
            List<Receipt> receipts) {

        /** Copies the list. */
        public Booking {
            receipts = List.copyOf(receipts);
        }

        /**
         * A booking that owns no receipt.
         *
         * @param tenant the tenant
         * @param guest the subject's id
         * @param checkedOut when the guest left
         * @param registeredOn the day the law counts from
         */
        public Booking(String tenant, String guest, @Nullable Instant checkedOut, @Nullable LocalDate registeredOn) {
            this(tenant, guest, checkedOut, registeredOn, List.of());
        }
    }

    /**
     * A receipt to be inserted with its booking.
     *
     * @param guest the subject's id
     * @param issuedOn the day the law counts from; null when unknown
     */
    record Receipt(String guest, @Nullable LocalDate issuedOn) {}

    /**
     * The policy the rows are under: bookings at most 30 days after checking out, which tenants may shorten, and at
     * least 10 days after registering; receipts exactly 5 years; the contract's own data at most 10 days.
     *
     * @return the policy
     */
    static Policy policy() {
        return Policy.builder("A hotel")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("A hotel").contact("desk@hotel.example").country("RO"))
                .purposes(STAYING, BOOKS)
                .retain(RetentionRule.atMost("booking", Period.ofDays(30))
                        .fromLastActivity()
                        .tenantsMayShorten()
                        .serving(STAYING)
                        .because("nobody asks later"))
                .retain(RetentionRule.atLeast("booking-law", Period.ofDays(10))
                        .governing("booking")
                        .serving(BOOKS)
                        .citing("a law on guests"))
                .retain(RetentionRule.exactly("receipt", Period.ofYears(5))
                        .serving(BOOKS)
                        .citing("accounting law"))
                .retain(RetentionRule.atMost("scratch", Period.ofDays(10))
                        .serving(STAYING)
                        .because("for the contract suites' own data"))
                .build();
    }

    /**
     * A guest.
     *
     * @param tenant the tenant
     * @param guest the subject's id
     * @return the subject of that guest's rows
     */
    static DataSubject guest(String tenant, String guest) {
        return new DataSubject(guest, "guest", tenant);
    }

    /**
     * The stores under test, which hold no row yet.
     *
     * @return of the same database as the rows
     */
    Stores stores();

    /**
     * The front door over these stores and rows.
     *
     * @return a builder under {@link #policy()}, without clock
     */
    Sojourn.Builder sojourn();

    /**
     * The store of the bookings.
     *
     * @return the store under test
     */
    PersonalDataStore bookings();

    /**
     * The host's class of a booking.
     *
     * @return the class {@code explain} is asked with
     */
    Class<?> bookingType();

    /**
     * Inserts a booking with its receipts, committed.
     *
     * @param booking the booking
     * @return its key
     */
    Object insert(Booking booking);

    /**
     * Moves a booking's check-out, committed: the guest was active again.
     *
     * @param key the booking
     * @param at the new moment
     */
    void checkOut(Object key, Instant at);

    /**
     * The bookings there are.
     *
     * @return their keys
     */
    Set<Object> keys();

    /**
     * How many receipts there are.
     *
     * @return all of them
     */
    long receipts();
}
