package dev.sojourn.testkit;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.ArchivedRow;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A call centre's data kept by the store under test, for {@link DispositionsContract}. {@code Call} (subject
 * {@code caller}, text {@code transcript}, day {@code on}) is under {@code call}, which archives; {@code ArchivedCall} (the
 * same, and the day {@code archivedOn}) under {@code call-archive} from that day. {@code Dossier} (subject {@code client} of
 * a {@code tenant}, day {@code closedOn}) is under {@code dossier}, whose rows await review. {@code Ticket} (subject
 * {@code client}, day {@code closedOn}, a mark {@code told}) is under {@code ticket}, which ends in the host's
 * {@code tell-crm}, and {@code ticket-gone}, which deletes.
 */
public interface DispositionsFixture {

    /** Helping customers. */
    Purpose SUPPORT = Purpose.of("support").on(LegalBasis.CONTRACT);

    /** Claims before a court. */
    Purpose LEGAL_CLAIMS = Purpose.of("legal-claims").on(LegalBasis.LEGITIMATE_INTERESTS);

    /**
     * The policy the rows are under: calls 90 days, then 5 years in an archive for legal claims; dossiers as tenants choose,
     * 30 days to 6 months, then reviewed; the customers' system told of tickets after 30 days, which go after a year.
     *
     * @return the policy
     */
    static Policy policy() {
        return Policy.builder("A call centre")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("A call centre")
                        .contact("desk@calls.example")
                        .country("RO"))
                .purposes(SUPPORT, LEGAL_CLAIMS)
                // tag::archive[]
                .retain(RetentionRule.atMost("call", Period.ofDays(90))
                        .serving(SUPPORT, LEGAL_CLAIMS)
                        .thenArchiveUnder("call-archive")
                        .because("nobody asks later"))
                .retain(RetentionRule.atMost("call-archive", Period.ofYears(5))
                        .serving(LEGAL_CLAIMS)
                        .because("claims end"))
                // end::archive[]
                .retain(RetentionRule.atMost("dossier")
                        .chosenByTenant(Period.ofDays(30), Period.ofMonths(6))
                        .serving(SUPPORT)
                        .then(Disposition.REVIEW)
                        .because("some are of use for longer"))
                .retain(RetentionRule.atMost("ticket", Period.ofDays(30))
                        .serving(SUPPORT)
                        .thenBy("tell-crm")
                        .because("closed is closed"))
                .retain(RetentionRule.atMost("ticket-gone", Period.ofMonths(12))
                        .governing("ticket")
                        .serving(SUPPORT)
                        .because("nobody asks later"))
                .build();
    }

    /**
     * A caller or client of no tenant.
     *
     * @param id the subject's id
     * @return the subject
     */
    static DataSubject person(String id) {
        return DataSubject.of(id);
    }

    /**
     * The front door over the stores and rows under test.
     *
     * @return a builder under {@link #policy()}, without clock, archive and disposition
     */
    Sojourn.Builder sojourn();

    /**
     * Inserts a call, committed.
     *
     * @param caller the subject's id
     * @param on its day
     * @param transcript a text
     */
    void call(String caller, LocalDate on, String transcript);

    /**
     * The calls there are.
     *
     * @return their transcripts, in order
     */
    List<String> calls();

    /**
     * Keeps an archived call, in the unit the calling thread is in.
     *
     * @param call the call, of which {@code transcript} is a value
     * @param on the day it was archived
     */
    void archive(ArchivedRow call, LocalDate on);

    /**
     * The archived calls there are.
     *
     * @return their transcripts, in order
     */
    List<String> archived();

    /**
     * Inserts a dossier, committed.
     *
     * @param client the subject's id
     * @param tenant whose
     * @param closedOn its day
     * @return its key
     */
    Object dossier(String client, String tenant, LocalDate closedOn);

    /**
     * The dossiers there are.
     *
     * @return their keys
     */
    Set<Object> dossiers();

    /**
     * The host's class of a dossier.
     *
     * @return the class {@code explain} is asked with
     */
    Class<?> dossierType();

    /**
     * Inserts a ticket, committed.
     *
     * @param client the subject's id
     * @param closedOn its day
     * @return its key
     */
    Object ticket(String client, LocalDate closedOn);

    /**
     * The tickets there are.
     *
     * @return by key whether each is marked as told
     */
    Map<Object, Boolean> tickets();

    /**
     * The host's class of a ticket.
     *
     * @return the class {@code explain} is asked with
     */
    Class<?> ticketType();
}
