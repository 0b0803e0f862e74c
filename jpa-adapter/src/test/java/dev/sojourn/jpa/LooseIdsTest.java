package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.testkit.HandMovedClock;
import dev.sojourn.testkit.Upholds;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host's columns may compare texts without regard to case; people are told apart by every letter of their ids. */
class LooseIdsTest {

    private static final Purpose SERVICE =
            Purpose.of("service").titled("Serve clients").on(LegalBasis.CONTRACT);
    private static final DataSubject LOWER = DataSubject.of("ada");
    private static final DataSubject UPPER = DataSubject.of("ADA");

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;

    /** What somebody wrote. */
    @Entity(name = "Letter")
    @Table(name = "letter")
    @Retained(rule = "letter", from = "written")
    static class Letter {
        @Id
        @Nullable
        Long id;

        @SubjectRef
        @Column(name = "writer", columnDefinition = "varchar_ignorecase(80)")
        @Nullable
        String writer;

        @PersonalData
        @Nullable
        String text;

        Instant written = Instant.EPOCH;
    }

    @BeforeEach
    void open() {
        database = TestDatabase.h2(4);
        unit = database.open(Letter.class);
        work = JpaUnitOfWork.of(unit);
        work.run(em -> {
            for (DataSubject subject : List.of(LOWER, UPPER)) {
                Letter letter = new Letter();
                letter.id = subject.equals(LOWER) ? 1L : 2L;
                letter.writer = subject.id();
                letter.text = "of " + subject.id();
                em.persist(letter);
            }
        });
        assertThat(database.texts("select text from letter where writer = 'ada'"))
                .as("the column compares loosely")
                .hasSize(2);
    }

    @AfterEach
    void close() {
        unit.close();
        database.close();
    }

    @Test
    @Upholds("GDPR 15(4)")
    void copiesNobodyElsesRows() {
        assertThat(texts(sojourn(JpaStores.of(work)), LOWER, "Letter")).containsExactly("of ada");
        assertThat(texts(sojourn(JpaStores.of(work)), UPPER, "Letter")).containsExactly("of ADA");
    }

    @Test
    @Upholds("GDPR 17(1)")
    void erasesNobodyElsesRows() {
        Sojourn sojourn = sojourn(JpaStores.of(work));
        sojourn.rights().erase(sojourn.rights().planErasure(UPPER, ErasureGround.ACCOUNT_CLOSED));
        assertThat(database.texts("select text from letter")).containsExactly("of ada");
    }

    @Test
    @Upholds("GDPR 15(4)")
    void copiesNobodyElsesRowsOfATableNoEntityMaps() {
        database.execute("create table label (id bigint primary key, person varchar_ignorecase(80), says varchar(80),"
                + " since date not null)");
        database.execute("insert into label values (1, 'ada', 'of ada', date '2026-01-10'),"
                + " (2, 'ADA', 'of ADA', date '2026-01-10')");
        Sojourn sojourn = sojourn(JpaStores.of(work)
                .tables(TableStore.of("label").subject("person").retained("letter", "since")));
        assertThat(sojourn.rights().accessCopy(LOWER).rows().get("label"))
                .extracting(row -> row.get("says"))
                .containsExactly("of ada");
    }

    private static List<Object> texts(Sojourn sojourn, DataSubject subject, String entity) {
        return sojourn.rights().accessCopy(subject).rows().getOrDefault(entity, List.<Map<String, Object>>of()).stream()
                .map(row -> row.get("text"))
                .toList();
    }

    private static Sojourn sojourn(JpaStores stores) {
        return Sojourn.builder(Policy.builder("letters")
                        .version("1")
                        .zone("UTC")
                        .controller(Party.named("AllAI"))
                        .purposes(SERVICE)
                        .retain(RetentionRule.atMost("letter", Period.ofYears(200))
                                .serving(SERVICE)
                                .because("the contract"))
                        .build())
                .stores(stores)
                .clock(HandMovedClock.at("2026-06-01T09:00", "UTC"))
                .build();
    }
}
