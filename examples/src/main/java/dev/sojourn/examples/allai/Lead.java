package dev.sojourn.examples.allai;

import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/** Somebody who asked a client's bot to be called back; collected for that client, who alone says how long it stays. */
// tag::entity[]
@Entity
@Retained(rule = "lead", from = "capturedAt")
class Lead {

    @Id
    Long id;

    String tenant;

    @SubjectRef(kind = "lead")
    String email;

    Instant capturedAt;

    @PersonalData
    String phone;

    @PersonalData
    String question;

    /** For JPA. */
    protected Lead() {}
}
// end::entity[]
