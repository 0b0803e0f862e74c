package dev.sojourn.examples.allai;

import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/** A call with a voice bot, recorded with consent: kept for at most 90 days, or fewer if the client says so. */
@Entity
@Retained(rule = "voice-recording", from = "recordedAt")
class VoiceRecording {

    @Id
    Long id;

    String tenant;

    @SubjectRef(kind = "customer")
    Long customerId;

    Instant recordedAt;

    int seconds;

    @PersonalData
    String summary;

    @NotPersonal(because = "names the codec")
    String codec;

    /** For JPA. */
    protected VoiceRecording() {}
}
