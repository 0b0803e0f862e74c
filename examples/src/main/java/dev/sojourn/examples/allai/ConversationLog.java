package dev.sojourn.examples.allai;

import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/** What a customer and a bot wrote to each other: kept for as long as the client chose, 30 to 365 days. */
@Entity
@Retained(rule = "conversation-log", from = "startedAt")
class ConversationLog {

    @Id
    Long id;

    String tenant;

    @SubjectRef(kind = "customer")
    Long customerId;

    Instant startedAt;

    @PersonalData
    String transcript;

    /** For JPA. */
    protected ConversationLog() {}
}
