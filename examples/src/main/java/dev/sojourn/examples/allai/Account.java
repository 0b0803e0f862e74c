package dev.sojourn.examples.allai;

import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/** A customer's account: kept while it lives and for 30 days after it is deleted (policy section 7). */
@Entity
@Retained(rule = "account", from = "deletedAt")
class Account {

    @Id
    @SubjectRef(kind = "customer")
    Long id;

    String tenant;

    @PersonalData
    String name;

    @PersonalData
    String email;

    Instant createdAt;

    /** Null while the account lives. */
    Instant deletedAt;

    /** For JPA. */
    protected Account() {}

    Account(Long id, String tenant, String name, String email, Instant createdAt) {
        this.id = id;
        this.tenant = tenant;
        this.name = name;
        this.email = email;
        this.createdAt = createdAt;
    }
}
