package dev.sojourn.jpa;

import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Redact;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/** A firm with accounts under contracts, their audit log, and inquiries. */
final class Firm {

    static final Class<?>[] ENTITIES = {UserAccount.class, AuditEntry.class, Inquiry.class, LegalInquiry.class};

    static final Purpose SERVICE = Purpose.of("service").on(LegalBasis.CONTRACT);
    static final Purpose SECURITY =
            Purpose.of("security").on(LegalBasis.LEGAL_OBLIGATION).citing("a security law");
    static final Purpose ANSWERS = Purpose.of("answers").on(LegalBasis.LEGITIMATE_INTERESTS);

    private Firm() {}

    static Policy policy() {
        return Policy.builder("The firm's policy")
                .version("1")
                .zone("America/New_York")
                .controller(Party.named("The firm").contact("desk@firm.example").country("US"))
                .purposes(SERVICE, SECURITY, ANSWERS)
                .retain(RetentionRule.atMost("account")
                        .agreedInContract()
                        .fromEvent("agreement-ended")
                        .reviewEvery(Period.ofYears(1))
                        .serving(SERVICE)
                        .because("the order form"))
                .retain(RetentionRule.exactly("audit-log", Period.ofMonths(12)).serving(SECURITY))
                .retain(inquiry("inquiry").unless("commercial relationship"))
                .retain(inquiry("legal-inquiry"))
                .retain(RetentionRule.atLeast("legal-inquiry-law", Period.ofYears(3))
                        .governing("legal-inquiry")
                        .serving(SECURITY)
                        .citing("a statute of limitations"))
                .build();
    }

    private static RetentionRule inquiry(String id) {
        return RetentionRule.atMost(id, Period.ofMonths(24)).fromLastActivity().serving(ANSWERS);
    }

    @Entity(name = "UserAccount")
    @Retained(rule = "account", from = "agreementEnded")
    static class UserAccount {
        @Id
        Long id = 0L;

        String tenant = "";

        @SubjectRef
        String login = "";

        @Nullable
        LocalDate agreementEnded;
    }

    @Entity(name = "AuditEntry")
    @Retained(rule = "audit-log", from = "loggedOn")
    static class AuditEntry {
        @Id
        Long id = 0L;

        String tenant = "";

        @SubjectRef
        String login = "";

        LocalDate loggedOn = LocalDate.EPOCH;

        @ManyToOne
        @OnDisposal(OnDisposal.Then.UNLINK)
        @Nullable
        UserAccount account;

        @PersonalData(category = "contact")
        @Redact(Redact.To.PLACEHOLDER)
        @Nullable
        String email;
    }

    @Entity(name = "Inquiry")
    @Retained(rule = "inquiry", from = "lastMail")
    static class Inquiry {
        @Id
        Long id = 0L;

        String tenant = "";

        @SubjectRef
        String sender = "";

        LocalDate lastMail = LocalDate.EPOCH;
    }

    @Entity(name = "LegalInquiry")
    @Retained(rule = "legal-inquiry", from = "lastMail")
    @Retained(rule = "legal-inquiry-law", from = "receivedOn")
    static class LegalInquiry {
        @Id
        Long id = 0L;

        String tenant = "";

        @SubjectRef
        String sender = "";

        LocalDate receivedOn = LocalDate.EPOCH;
        LocalDate lastMail = LocalDate.EPOCH;
    }
}
