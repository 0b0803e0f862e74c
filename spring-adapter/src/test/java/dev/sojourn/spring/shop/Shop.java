package dev.sojourn.spring.shop;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.SuspendingCondition;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.stream.LongStream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A shop whose operations are looked at: visits, of which old ones are due unless there is an inquiry. */
@SpringBootApplication
public class Shop {

    /** Does something of a test's own while a row is judged, and defers nothing. */
    @FunctionalInterface
    public interface WhileJudging {
        void run(Collection<DataSubject> subjects);
    }

    /** Old and new visits, each of another visitor. */
    public static final class Visits {

        private final EntityManager entityManager;
        private final TransactionTemplate transactions;

        Visits(EntityManager entityManager, PlatformTransactionManager transactions) {
            this.entityManager = entityManager;
            this.transactions = new TransactionTemplate(transactions);
        }

        /** Adds visits with the ids from, until. */
        public void add(long from, long until, int daysAgo) {
            Instant at = Instant.now().minus(daysAgo, ChronoUnit.DAYS);
            transactions.executeWithoutResult(status -> LongStream.range(from, until)
                    .forEach(id -> entityManager.persist(new Visit(id, "visitor-" + id, at))));
        }

        /** How many there are. */
        public long count() {
            return entityManager
                    .createQuery("select count(v) from Visit v", Long.class)
                    .getSingleResult();
        }
    }

    @Bean
    Visits visits(EntityManager entityManager, PlatformTransactionManager transactions) {
        return new Visits(entityManager, transactions);
    }

    @Bean
    SuspendingCondition inquiry(ObjectProvider<WhileJudging> judging) {
        return subjects -> {
            judging.ifAvailable(one -> one.run(subjects));
            return Map.of();
        };
    }
}
