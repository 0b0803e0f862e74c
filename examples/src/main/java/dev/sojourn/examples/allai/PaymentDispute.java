package dev.sojourn.examples.allai;

import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;

/**
 * A disputed payment: it belongs to its account and goes with it, but not before the claim can no longer be raised;
 * until then it keeps the account too.
 */
@Entity
@Retained(rule = "payment-dispute", from = "openedOn")
@Retained(with = "account")
class PaymentDispute {

    @Id
    Long id;

    String tenant;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "account_id")
    Account account;

    @SubjectRef(kind = "customer")
    Long raisedBy;

    LocalDate openedOn;

    @PersonalData
    String claim;

    /** For JPA. */
    protected PaymentDispute() {}
}
