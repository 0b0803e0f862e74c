package dev.sojourn.jpa;

import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/** A plain row of a large table, for what is measured rather than modelled. */
@Entity
@Retained(rule = "visit", from = "seenAt")
class Visit {

    static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    static final Purpose SECURITY = Purpose.of("security").on(LegalBasis.LEGITIMATE_INTERESTS);

    @Id
    @Nullable
    Long id;

    String tenant = "";

    @SubjectRef
    String guest = "";

    @Nullable
    Instant seenAt;

    String page = "";

    static Policy policy() {
        return Policy.builder("A web site")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(
                        Party.named("A web site").contact("desk@site.example").country("RO"))
                .purposes(SECURITY)
                .retain(RetentionRule.atMost("visit", Period.ofDays(90))
                        .serving(SECURITY)
                        .because("attacks are found sooner"))
                .build();
    }

    /** Rows of four tenants, of which those whose number divides by four stay. */
    static void fill(TestDatabase database, int rows) {
        database.execute("insert into Visit(id, tenant, guest, seenAt, page) select i, 't' || (i / 4 % 4), 'g' || i,"
                + " case when i % 4 = 0 then timestamp with time zone '2026-05-20 00:00:00+00'"
                + " else timestamp with time zone '2025-01-01 00:00:00+00' end, 'a page that somebody looked at'"
                + " from generate_series(1, " + rows + ") as i");
        database.execute("analyze Visit");
    }

    static int dueOf(int rows) {
        return rows - rows / 4;
    }
}
