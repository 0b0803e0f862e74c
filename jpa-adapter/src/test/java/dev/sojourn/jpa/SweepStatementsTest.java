package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** By how many statements previews and sweeps do their work, however many rows there are. */
class SweepStatementsTest {

    private static final int BATCH = 20;
    private static final int A_BATCH = 9;
    private static final int A_CHILD_TABLE = 2;
    private static final Purpose POST = Purpose.of("post").on(LegalBasis.CONTRACT);

    /** A row with two child tables. */
    @Entity(name = "Letter")
    @Table(name = "post_letter")
    @Retained(rule = "post", from = "sentAt")
    static class Letter {
        @Id
        long id;

        @SubjectRef
        String sender = "";

        @Nullable
        Instant sentAt;

        @OneToMany(mappedBy = "letter", cascade = CascadeType.REMOVE)
        List<Page> pages = new ArrayList<>();

        @OneToMany(mappedBy = "letter", cascade = CascadeType.REMOVE)
        List<Stamp> stamps = new ArrayList<>();
    }

    /** Goes with its letter. */
    @Entity(name = "Page")
    @Table(name = "post_page")
    static class Page {
        @Id
        long id;

        @ManyToOne
        @Nullable
        Letter letter;
    }

    /** Goes with its letter. */
    @Entity(name = "Stamp")
    @Table(name = "post_stamp")
    static class Stamp {
        @Id
        long id;

        @ManyToOne
        @Nullable
        Letter letter;
    }

    /** A row of another entity under the same rule. */
    @Entity(name = "Postcard")
    @Table(name = "post_card")
    @Retained(rule = "post", from = "sentAt")
    static class Postcard {
        @Id
        long id;

        @SubjectRef
        String sender = "";

        @Nullable
        Instant sentAt;
    }

    /** What one preview and the sweep of its plan sent to the database. */
    private record Sent(List<String> previewing, List<String> sweeping) {}

    private static Sent sent(int letters, Class<?>... entities) {
        RecordedStatements statements = new RecordedStatements();
        try (TestDatabase database = TestDatabase.h2();
                PostOffice unit = new PostOffice(database, statements, entities)) {
            database.execute("insert into post_letter (id, sender, sentAt) select x, 's' || x,"
                    + " timestamp with time zone '2024-01-01 00:00:00+00' from system_range(1, " + letters + ")");
            database.execute("insert into post_page (id, letter_id) select x, 1 + mod(x, " + letters
                    + ") from system_range(1, " + 3 * letters + ")");
            database.execute(
                    "insert into post_stamp (id, letter_id) select x, x from system_range(1, " + letters + ")");
            Sojourn sojourn = unit.sojourn();
            statements.taken();
            SweepPlan plan = sojourn.retention().preview();
            List<String> previewing = statements.taken();
            assertThat(sojourn.retention().sweep(plan).gone()).isEqualTo(letters);
            List<String> sweeping = statements.taken();
            for (String table : List.of("post_letter", "post_page", "post_stamp")) {
                assertThat(database.rows(table)).isEmpty();
            }
            return new Sent(previewing, sweeping);
        }
    }

    /** The host, with its tables open. */
    private record PostOffice(EntityManagerFactory factory) implements AutoCloseable {
        PostOffice(TestDatabase database, RecordedStatements statements, Class<?>... entities) {
            this(database.open(
                    Map.of("jakarta.persistence.nonJtaDataSource", statements.watch(database.pool())), entities));
        }

        Sojourn sojourn() {
            return Sojourn.builder(Policy.builder("A post office")
                            .version("1")
                            .zone("UTC")
                            .controller(Party.named("A post office")
                                    .contact("desk@post.example")
                                    .country("RO"))
                            .purposes(POST)
                            .retain(RetentionRule.atMost("post", Period.ofDays(90))
                                    .serving(POST)
                                    .because("section 1"))
                            .build())
                    .stores(JpaStores.of(JpaUnitOfWork.of(factory)))
                    .clock(HandMovedClock.at("2026-06-01T09:00", "UTC"))
                    .batchSize(BATCH)
                    .build();
        }

        @Override
        public void close() {
            factory.close();
        }
    }

    @Test
    void disposesOfABatchByNineStatementsAndTwoAChildTable() {
        Class<?>[] entities = {Letter.class, Page.class, Stamp.class};
        Sent few = sent(2 * BATCH, entities);
        Sent many = sent(5 * BATCH, entities);
        assertThat(many.sweeping().size() - few.sweeping().size())
                .isLessThanOrEqualTo(3 * (A_BATCH + 2 * A_CHILD_TABLE));
        assertThat(sent(BATCH + 1, entities).sweeping()).hasSameSizeAs(few.sweeping());
        assertThat(many.previewing()).hasSameSizeAs(few.previewing());
    }

    @Test
    void previewsByOneStatementAStep() {
        Sent letters = sent(BATCH, Letter.class, Page.class, Stamp.class);
        Sent both = sent(BATCH, Letter.class, Page.class, Stamp.class, Postcard.class);
        assertThat(both.previewing()).hasSize(letters.previewing().size() + 1);
    }
}
