package dev.sojourn.examples.allai;

import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;

/** An invoice: the books must keep it longer than the account it was for, so it only names the account. */
@Entity
@Retained(rule = "invoice", from = "issuedOn")
class Invoice {

    @Id
    Long id;

    String tenant;

    /** The account's number, a plain column: the invoice outlives the account. */
    @SubjectRef(kind = "customer")
    Long accountId;

    LocalDate issuedOn;

    BigDecimal amount;

    @PersonalData(category = "billing address")
    String billedTo;

    /** For JPA. */
    protected Invoice() {}
}
