package dev.sojourn.jpa;

import static dev.sojourn.jpa.Node.NEWSLETTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ConsentStore;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.DataSubject;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How checks read the store: by one query, on the connection at hand, and never by a transaction's old view. */
class GateReadsTest {

    private static final DataSubject ADA = DataSubject.of("ada").in("acme");

    private final RecordedStatements statements = new RecordedStatements();
    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private Sojourn node;

    TestDatabase database(int connections) {
        return TestDatabase.h2(connections);
    }

    private void open(int connections) {
        database = database(connections);
        unit = database.open(Map.of("jakarta.persistence.nonJtaDataSource", statements.watch(database.pool())));
        work = JpaUnitOfWork.of(unit);
        node = Sojourn.builder(Node.POLICY).stores(JpaStores.of(work)).build();
    }

    @AfterEach
    void close() {
        unit.close();
        database.close();
    }

    @Test
    void missesInsideAndOutsideUnitsShareOneConnectionWithoutADeadlock() throws Exception {
        open(1);
        node.consents().give(ADA, NEWSLETTER);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> checks = IntStream.range(0, 64)
                    .<Callable<Boolean>>mapToObj(i -> i % 2 == 0
                            ? () -> node.gate().may(ADA, NEWSLETTER)
                            : () -> work.call(em -> {
                                node.gate().acting(ADA);
                                return node.gate().may(ADA, NEWSLETTER);
                            }))
                    .toList();
            for (Future<Boolean> check : threads.invokeAll(checks, 60, TimeUnit.SECONDS)) {
                assertThat(check.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void readsEverythingOfASubjectByOneQueryAndThenNothing() {
        open(4);
        node.consents().give(ADA, NEWSLETTER);
        statements.taken();
        assertThat(node.may(ADA, NEWSLETTER)).isTrue();
        assertThat(node.may(ADA, Node.ACCIDENT)).isTrue();
        assertThat(statements.taken()).hasSize(1);
        assertThat(node.gate().fresh().may(ADA, NEWSLETTER)).isTrue();
        work.run(em -> {
            assertThat(node.gate().fresh().may(ADA, NEWSLETTER)).isTrue();
        });
        assertThat(statements.taken()).hasSize(1 + inTheHostsUnit());
    }

    @Test
    void isNotAnsweredByARowWhoseColumnsContradictEachOther() {
        open(4);
        ConsentStore consents = JpaStores.of(work).consents();
        node.consents().give(ADA, NEWSLETTER);
        for (String column : List.of("effective_micros", "stands_micros", "linked")) {
            contradicts(consents, column, column + " + 1", column + " - 1");
        }
        for (String column : List.of("consent_level", "notice", "notice_version", "accepted_through", "terms")) {
            contradicts(
                    consents,
                    column,
                    "'x'",
                    "'"
                            + database.texts("select " + column + " from sojourn_state")
                                    .get(0) + "'");
        }
        contradicts(consents, "facet", "'OBJECTION'", "'CONSENT'");
    }

    private void contradicts(ConsentStore consents, String column, String other, String again) {
        String update = "update sojourn_state set " + column + " = ";
        database.execute(update + other);
        assertThatThrownBy(() -> consents.read(ADA)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> work.call(em -> consents.read(ADA))).isInstanceOf(StoreException.class);
        assertThat(node.gate().fresh().may(ADA, NEWSLETTER)).isFalse();
        database.execute(update + again);
        assertThat(node.gate().fresh().may(ADA, NEWSLETTER)).isTrue();
    }

    @Test
    void isNotAnsweredByTheOldViewOfAUnitAboveReadCommitted() {
        open(4);
        node.consents().give(ADA, NEWSLETTER);
        Sojourn other = Sojourn.builder(Node.POLICY)
                .stores(JpaStores.of(JpaUnitOfWork.of(unit)))
                .build();
        DataSubject bob = DataSubject.of("bob").in("acme");
        boolean[] allowed = new boolean[2];
        try {
            work.run(em -> {
                em.createNativeQuery(serializable()).executeUpdate();
                em.createNativeQuery("select count(*) from sojourn_state").getResultList();
                other.consents().withdraw(ADA, NEWSLETTER);
                other.consents().give(bob, NEWSLETTER);
                allowed[1] = node.may(bob, NEWSLETTER);
                allowed[0] = node.may(ADA, NEWSLETTER);
            });
        } catch (StoreException lostRace) {
            assertThat(lostRace.isWorthRetrying()).isTrue();
        }
        assertThat(allowed).containsExactly(false, true);
    }

    @Test
    void isNotAnsweredByTheOldViewOfAUnitThatRecordedSomethingOfTheSubjectSince() {
        open(4);
        JpaStores stores = JpaStores.of(work);
        node.consents().give(ADA, NEWSLETTER);
        Sojourn other = Sojourn.builder(Node.POLICY)
                .stores(JpaStores.of(JpaUnitOfWork.of(unit)))
                .build();
        List<Boolean> allowed = new ArrayList<>();
        try {
            work.run(em -> {
                em.createNativeQuery(serializable()).executeUpdate();
                em.createNativeQuery("select count(*) from sojourn_state").getResultList();
                other.consents().withdraw(ADA, NEWSLETTER);
                ChainId chain = ChainId.subject(stores.subjects().enrol(ADA));
                new Ledger(stores.ledger(), work, Clock.systemUTC())
                        .append(chain, EntryKind.ACCESS_COPY, Map.of(), Map.of());
                allowed.add(node.gate().fresh().may(ADA, NEWSLETTER));
            });
        } catch (StoreException lostRace) {
            assertThat(lostRace.isWorthRetrying()).isTrue();
        }
        assertThat(allowed).doesNotContain(true);
    }

    /** The statements of a check that reads the store in a unit of the host's. */
    int inTheHostsUnit() {
        return 1;
    }

    String serializable() {
        return "set session characteristics as transaction isolation level snapshot";
    }
}
