package dev.sojourn.jpa;

import static dev.sojourn.jpa.Node.NEWSLETTER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is not there yet is enrolled without locking what stands beside it. */
class MariadbFirstActsIT {

    private static final int THREADS = 8;
    private static final int UNITS = 60;

    @Test
    void firstActsInTheHostsOwnUnitsAtRepeatableReadNeitherDeadlockNorLoseOneAnother() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (TestDatabase database = TestDatabase.mariadb();
                EntityManagerFactory unit = database.open()) {
            JpaUnitOfWork work = JpaUnitOfWork.of(unit);
            Sojourn sojourn =
                    Sojourn.builder(Node.POLICY).stores(JpaStores.of(work)).build();
            List<Callable<Integer>> rivals = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int own = thread;
                rivals.add(() -> {
                    for (int i = 0; i < UNITS; i++) {
                        int number = i;
                        work.run(em -> {
                            em.createNativeQuery("select count(*) from sojourn_state")
                                    .getResultList();
                            sojourn.consents().give(DataSubject.of(number + "-" + own), NEWSLETTER);
                            sojourn.consents().give(DataSubject.of("of all " + number), NEWSLETTER);
                        });
                    }
                    return UNITS;
                });
            }
            for (Future<Integer> rival : threads.invokeAll(rivals, 120, TimeUnit.SECONDS)) {
                assertThat(rival.get()).isEqualTo(UNITS);
            }
            assertThat(database.texts("select count(*) from sojourn_subject"))
                    .containsExactly(Integer.toString(UNITS * (THREADS + 1)));
            assertThat(database.texts("select c.chain from sojourn_chain c where c.head_number <> (select count(*)"
                            + " from sojourn_ledger l where l.chain = c.chain)"))
                    .isEmpty();
            assertThat(sojourn.proof().verify().isIntact()).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }
}
