package dev.sojourn.jpa;

import dev.sojourn.annotation.DerivedFrom;
import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.Period;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A host that makes transcripts of recordings, summaries of transcripts, and statistics that serve a purpose of their own. */
final class Callbook {

    static final Class<?>[] ENTITIES = {
        Recording.class, Transcript.class, Summary.class, Statistic.class, Scan.class, ScanText.class
    };

    static final Purpose VOICE = Purpose.of("voice").on(LegalBasis.CONSENT);
    static final Purpose QUALITY = Purpose.of("quality").on(LegalBasis.LEGITIMATE_INTERESTS);

    private Callbook() {}

    static Policy policy() {
        return Policy.builder("The call book's policy")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("The call book")
                        .contact("desk@calls.example")
                        .country("RO"))
                .purposes(VOICE, QUALITY)
                .retainProof(Period.ofYears(3))
                .retain(RetentionRule.atMost("recording", Period.ofDays(90)).serving(VOICE))
                .retain(RetentionRule.atMost("transcript", Period.ofMonths(12)))
                .retain(RetentionRule.atMost("summary").fromDisposalOfSource())
                .retain(RetentionRule.atMost("statistic", Period.ofMonths(12)).serving(QUALITY))
                .build();
    }

    /** The day something was made, whom of, and its number. */
    @jakarta.persistence.MappedSuperclass
    abstract static class Made {
        @Id
        Long id = 0L;

        @SubjectRef
        String caller = "";

        LocalDate madeOn = LocalDate.EPOCH;
    }

    @Entity(name = "Recording")
    @Retained(rule = "recording", from = "madeOn")
    static class Recording extends Made {}

    @Entity(name = "Transcript")
    @Retained(rule = "transcript", from = "madeOn")
    static class Transcript extends Made {
        @ManyToOne
        @DerivedFrom
        @Nullable
        Recording recording;
    }

    @Entity(name = "Summary")
    @Retained(rule = "summary")
    static class Summary extends Made {
        @ManyToOne(optional = false)
        @DerivedFrom
        Transcript transcript = new Transcript();
    }

    @Entity(name = "Statistic")
    @Retained(rule = "statistic", from = "madeOn")
    static class Statistic extends Made {
        @ManyToOne
        @DerivedFrom
        @OnDisposal(OnDisposal.Then.UNLINK)
        @Nullable
        Recording recording;
    }

    /** A page of a book. */
    @Embeddable
    static class PageId implements Serializable {
        private static final long serialVersionUID = 1L;

        String book = "";
        int page;

        PageId() {}

        PageId(String book, int page) {
            this.book = book;
            this.page = page;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof PageId id && id.book.equals(book) && id.page == page;
        }

        @Override
        public int hashCode() {
            return Objects.hash(book, page);
        }
    }

    @Entity(name = "Scan")
    @Retained(rule = "recording", from = "madeOn")
    static class Scan {
        @EmbeddedId
        PageId id = new PageId();

        LocalDate madeOn = LocalDate.EPOCH;
    }

    @Entity(name = "ScanText")
    @Retained(rule = "summary")
    static class ScanText {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false)
        @DerivedFrom
        Scan scan = new Scan();
    }
}
