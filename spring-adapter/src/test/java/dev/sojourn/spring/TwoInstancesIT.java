package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.PastSweep;
import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Purpose;
import dev.sojourn.processing.DenialReason;
import dev.sojourn.retention.GuardLimits;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.spring.shop.Shop;
import dev.sojourn.testkit.Upholds;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Two instances of one application on one PostgreSQL, each with its own pool, persistence unit, gate and schedule. */
class TwoInstancesIT {

    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROWS = 600;

    private static EmbeddedPostgres server;
    private static ConfigurableApplicationContext one;
    private static ConfigurableApplicationContext other;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
        one = instance();
        other = instance();
    }

    @AfterAll
    static void stop() throws IOException {
        Stream.of(one, other).forEach(instance -> instance.close());
        server.close();
    }

    @Test
    @Upholds("KLUSAI-19")
    void deniesOnTheOtherInstanceWithinTheBoundAndOnTheWritingOneAtOnce() {
        for (int round = 0; round < 5; round++) {
            DataSubject subject = DataSubject.of("visitor-" + round);
            sojourn(one).consents().give(subject, newsletter(one));
            assertThat(sojourn(one).may(subject, newsletter(one))).isTrue();
            long given = System.nanoTime();
            while (!sojourn(other).may(subject, newsletter(other))) {
                assertThat(System.nanoTime() - given).isLessThan(PATIENCE.toNanos());
                Thread.onSpinWait();
            }

            sojourn(one).consents().withdraw(subject, newsletter(one));
            long withdrawn = System.nanoTime();
            assertThat(sojourn(one).may(subject, newsletter(one))).isFalse();
            long asked = System.nanoTime();
            while (sojourn(other).may(subject, newsletter(other))) {
                assertThat(asked - withdrawn)
                        .as("nanoseconds after the withdrawal at which the other instance was asked, and allowed")
                        .isLessThanOrEqualTo(BOUND.toNanos());
                asked = System.nanoTime();
            }
            assertThat(sojourn(other).gate().decide(subject, newsletter(other)).toString())
                    .contains(DenialReason.WITHDRAWN.name());
        }
    }

    @Test
    void disposesOfEachRowOnceWithBothSchedulesOn() throws Exception {
        Shop.Visits visits = one.getBean(Shop.Visits.class);
        sojourn(one).retention().sweep(sojourn(one).retention().preview());
        visits.add(0, ROWS, 200);
        visits.add(10_000, 10_010, 1);
        List.of(one, other).forEach(instance -> heard(instance).clear());

        List.of(one, other)
                .forEach(instance -> instance.getBean(ScheduledSweep.class).begin());
        List<SweepReport> reports = List.of(heardOf(one), heardOf(other));

        assertThat(visits.count()).isEqualTo(10);
        assertThat(reports).allSatisfy(report -> assertThat(report.stopped()).isEmpty());
        List<PastSweep> recorded = sojourn(one).proof().sweeps(2);
        assertThat(recorded)
                .extracting(PastSweep::run)
                .containsExactlyInAnyOrderElementsOf(
                        reports.stream().map(SweepReport::run).toList());
        assertThat(recorded.stream().mapToLong(PastSweep::disposed).sum()).isEqualTo(ROWS);
        assertThat(sojourn(other).proof().verify().isIntact()).isTrue();
    }

    private static ConfigurableApplicationContext instance() {
        return new SpringApplicationBuilder(Shop.class, Instance.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.config.location=classpath:shop.yml",
                        "--spring.main.banner-mode=off",
                        "--spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"),
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.password=",
                        "--spring.sql.init.schema-locations=classpath:dev/sojourn/schema/postgresql.sql",
                        "--sojourn.freshness=" + BOUND.toMillis() + "ms",
                        "--sojourn.sweep.cron=0 0 0 1 1 *",
                        "--sojourn.sweep.window=");
    }

    private static Sojourn sojourn(ConfigurableApplicationContext instance) {
        return instance.getBean(Sojourn.class);
    }

    private static Purpose newsletter(ConfigurableApplicationContext instance) {
        return sojourn(instance).policy().purpose("newsletter").orElseThrow();
    }

    private static BlockingQueue<SweepReport> heard(ConfigurableApplicationContext instance) {
        return instance.getBean(Heard.class).reports();
    }

    private static SweepReport heardOf(ConfigurableApplicationContext instance) throws InterruptedException {
        SweepReport report = heard(instance).poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(report).isNotNull();
        return report;
    }

    record Heard(BlockingQueue<SweepReport> reports) {}

    /** Small batches, so that both instances meet at the same rows; a guard that lets this many pass. */
    @Configuration(proxyBeanMethods = false)
    static class Instance {

        @Bean
        Heard heard() {
            return new Heard(new LinkedBlockingQueue<>());
        }

        @Bean
        SojournCustomizer small(Heard heard) {
            return builder -> builder.batchSize(10)
                    .guard(new GuardLimits(ROWS, 1, ROWS, 30))
                    .onSweep(heard.reports()::add);
        }
    }
}
