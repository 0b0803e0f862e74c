package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The host's work and Sojourn's, over a pool of a single connection wherever one must do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JpaUnitOfWorkTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123456Z");
    private static final DataSubject ADA = DataSubject.of("u-17").as("customer").in("acme");

    private final RecordedStatements recorded = new RecordedStatements();
    private TestDatabase database;
    private TestDatabase narrow;
    private EntityManagerFactory unit;
    private EntityManagerFactory narrowUnit;
    private JpaUnitOfWork work;
    private JpaStores stores;

    /** An entity of the host. */
    @Entity(name = "Visit")
    static class Visit {
        @Id
        Long id;

        String note;

        Visit() {}

        Visit(long id) {
            this.id = id;
            this.note = "came in";
        }
    }

    TestDatabase database(int connections) {
        return TestDatabase.h2(connections);
    }

    @BeforeAll
    void open() {
        database = database(4);
        narrow = database(1);
        unit = database.open(
                Map.of("jakarta.persistence.nonJtaDataSource", recorded.watch(database.pool())), Visit.class);
        narrowUnit = narrow.open(Visit.class);
        work = JpaUnitOfWork.of(unit);
        stores = JpaStores.of(work);
    }

    @AfterAll
    void close() {
        unit.close();
        narrowUnit.close();
        database.close();
        narrow.close();
    }

    @BeforeEach
    void empty() {
        database.empty();
        database.execute("delete from Visit");
        recorded.taken();
    }

    @Test
    void commitsTheHostsEntityAndTheActTogether() {
        work.run(em -> {
            em.persist(new Visit(1));
            give(ADA);
        });
        assertThat(database.texts("select note from Visit")).hasSize(1);
        assertThat(stores.consents().standing(ADA)).hasSize(1);
        assertThat(database.texts("select entry_kind from sojourn_ledger")).containsExactly("CONSENT_GIVEN");
    }

    @Test
    void rollsBackTheHostsEntityAndTheActTogether() {
        IllegalStateException thrown = new IllegalStateException("the host changed its mind");
        assertThatThrownBy(() -> work.run(em -> {
                    em.persist(new Visit(1));
                    give(ADA);
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertNothingIsKept();
    }

    @Test
    void rollsBackTheActWhenTheHostsEntityIsRefusedAtTheCommit() {
        work.run(em -> em.persist(new Visit(1)));
        assertThatThrownBy(() -> work.run(em -> {
                    em.persist(new Visit(1));
                    give(ADA);
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageNotContaining("u-17");
        assertThat(stores.consents().standing(ADA)).isEmpty();
        assertThat(database.texts("select hash from sojourn_ledger")).isEmpty();
    }

    @Test
    void rollsBackEverythingWhenAFailureIsCaughtByTheHost() {
        assertThatThrownBy(() -> work.run(em -> {
                    em.persist(new Visit(1));
                    assertThatThrownBy(() -> work.run(() -> {
                                give(ADA);
                                throw new IllegalStateException("refused");
                            }))
                            .isInstanceOf(IllegalStateException.class);
                }))
                .isInstanceOf(StoreException.class);
        assertNothingIsKept();
    }

    @Test
    void handsTheHostTheEntityManagerOfTheUnitItIsIn() {
        List<EntityManager> seen = new ArrayList<>();
        work.run(outer -> {
            seen.add(outer);
            work.run(inner -> {
                seen.add(inner);
            });
            seen.add(work.call(em -> em));
        });
        assertThat(seen).hasSize(3).containsOnly(seen.get(0));
        assertThat(seen.get(0).isOpen()).isFalse();
    }

    @Test
    void returnsWhatTheHostsWorkReturns() {
        work.run(em -> em.persist(new Visit(7)));
        assertThat(work.call(em -> em.find(Visit.class, 7L)).note).isEqualTo("came in");
    }

    @Test
    void commitsANewUnitWhateverBecomesOfTheOneAroundIt() {
        assertThatThrownBy(() -> work.run(em -> {
                    em.persist(new Visit(1));
                    work.runNew(() -> {
                        give(ADA);
                        return ADA;
                    });
                    throw new IllegalStateException("the host changed its mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(database.texts("select note from Visit")).isEmpty();
        assertThat(stores.consents().standing(ADA)).hasSize(1);
    }

    @Test
    void tellsCallbacksHowTheirOwnUnitEnded() {
        List<String> heard = new ArrayList<>();
        work.run(() -> {
            work.afterCompletion(committed -> heard.add("outer " + committed));
            assertThatThrownBy(() -> work.runNew(() -> {
                        work.afterCompletion(committed -> heard.add("inner " + committed));
                        throw new IllegalStateException("refused");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            heard.add("still in the unit");
            return heard;
        });
        assertThat(heard).containsExactly("inner false", "still in the unit", "outer true");
    }

    @Test
    void callsBackAtOnceOutsideAUnit() {
        List<Boolean> heard = new ArrayList<>();
        work.afterCompletion(heard::add);
        assertThat(heard).containsExactly(true);
    }

    @Test
    void goesOnAfterACallbackThatFails() {
        List<Boolean> heard = new ArrayList<>();
        work.run(() -> {
            work.afterCompletion(committed -> {
                throw new IllegalStateException("a listener failed, as this test wants");
            });
            work.afterCompletion(heard::add);
            return heard;
        });
        assertThat(heard).containsExactly(true);
    }

    @Test
    void needsOneConnectionForWorkThatJoinsAndForCallbacks() {
        JpaUnitOfWork one = JpaUnitOfWork.of(narrowUnit);
        JpaStores kept = JpaStores.of(one);
        List<Object> heard = new ArrayList<>();
        one.run(em -> {
            em.persist(new Visit(1));
            kept.subjects().enrol(ADA);
            one.afterCompletion(committed -> heard.add(kept.subjects().find(ADA)));
        });
        assertThat(heard).containsExactly(kept.subjects().find(ADA));
        assertThat(kept.subjects().find(ADA)).isPresent();
    }

    @Test
    void leavesTheHostsPendingChangesToTheHost() {
        work.run(em -> {
            em.persist(new Visit(1));
            give(ADA);
            assertThat(recorded.taken()).isNotEmpty().noneMatch(JpaUnitOfWorkTest::isVisit);
        });
        assertThat(recorded.taken()).anyMatch(JpaUnitOfWorkTest::isVisit);
    }

    @Test
    void recordsAnActByFourStatementsAndAFirstActByThreeMore() {
        give(ADA);
        assertThat(recorded.taken()).hasSizeLessThanOrEqualTo(first());
        give(ADA);
        assertThat(recorded.taken()).hasSize(next());
    }

    /** The statements of a subject's first act. */
    int first() {
        return 7;
    }

    /** The statements of every later one. */
    int next() {
        return 4;
    }

    @Test
    void readsEverythingThatStandsForASubjectByOneStatement() {
        give(ADA);
        recorded.taken();
        assertThat(stores.consents().standing(ADA)).hasSize(1);
        assertThat(recorded.taken()).hasSize(1);
    }

    private static boolean isVisit(String sql) {
        return sql.toLowerCase(Locale.ROOT).contains("visit");
    }

    private void assertNothingIsKept() {
        assertThat(database.texts("select note from Visit")).isEmpty();
        TestDatabase.TABLES.forEach(
                table -> assertThat(database.texts("select 1 from " + table)).isEmpty());
    }

    /** What the core does for each act. */
    private void give(DataSubject subject) {
        Ledger ledger = new Ledger(stores.ledger(), work, Clock.fixed(NOON, ZoneOffset.UTC));
        work.run(() -> {
            ChainId chain = ChainId.subject(stores.subjects().enrol(subject));
            ledger.lock(chain);
            stores.consents().standing(subject);
            ledger.append(chain, EntryKind.CONSENT_GIVEN, Actor.subject(), "", Map.of("purpose", "newsletter"));
            stores.consents()
                    .put(new SubjectAct(
                            UUID.randomUUID().toString(),
                            subject,
                            ActKind.GIVEN,
                            "newsletter",
                            "",
                            Actor.subject(),
                            NOON,
                            NOON,
                            new TreeMap<>()));
            return subject;
        });
    }
}
