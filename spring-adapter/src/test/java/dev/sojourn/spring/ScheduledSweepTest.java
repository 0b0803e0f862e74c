package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.PastSweep;
import dev.sojourn.Sojourn;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepProgress;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.spring.shop.Shop;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.SimpleTriggerContext;

/** Sweeps on a schedule in a real application over H2. */
@ExtendWith(OutputCaptureExtension.class)
class ScheduledSweepTest {

    private static final int BATCH = 5;

    @Test
    void sweepsNothingUntilItIsEnabled() {
        try (ConfigurableApplicationContext shop = startInMemory(Listening.class)) {
            assertThat(shop.getBeansOfType(ScheduledSweep.class)).isEmpty();
        }
    }

    @Test
    void onlyWarnsUntilSomebodyHasConfirmedTheRuleAndSweepsFromThenOn(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext shop = start(database(), Listening.class, "sojourn.sweep.window=")) {
            Shop.Visits visits = shop.getBean(Shop.Visits.class);
            Sojourn sojourn = shop.getBean(Sojourn.class);
            visits.add(0, 12, 200);
            visits.add(100, 103, 1);

            SweepReport first = sweep(shop);
            assertThat(first.gone()).isZero();
            assertThat(visits.count()).isEqualTo(15);
            assertThat(output.getAll())
                    .contains("left 12 rows of Visit due under rule 'visit', because nobody has confirmed the rule yet")
                    .doesNotContain("visitor-");

            visits.add(200, 201, 200);
            // tag::confirm[]
            SweepPlan plan = sojourn.retention().preview();
            sojourn.retention().sweep(plan, Actor.employee("Dana"));
            // end::confirm[]
            visits.add(300, 302, 200);
            assertThat(sweep(shop).gone()).isEqualTo(2);
            assertThat(visits.count()).isEqualTo(3);
            assertThat(sojourn.proof().verify().isIntact()).isTrue();
        }
    }

    @Test
    void asksTheApplicationsOwnSchedulerForTheTimeOfTheControllersZone() throws Exception {
        try (ConfigurableApplicationContext shop = startInMemory(HandScheduler.class, "sojourn.sweep.enabled=true")) {
            HandScheduler.Clock clock = shop.getBean(HandScheduler.Clock.class);
            SimpleTriggerContext context = new SimpleTriggerContext(
                    java.time.Clock.fixed(Instant.parse("2026-07-01T12:00:00Z"), ZoneId.of("UTC")));
            assertThat(clock.triggers)
                    .singleElement()
                    .satisfies(trigger ->
                            assertThat(trigger.nextExecution(context)).isEqualTo("2026-07-01T23:30:00Z"));
        }
    }

    @Test
    void beginsByTheCronWithoutASchedulerOfTheApplication() throws Exception {
        try (ConfigurableApplicationContext shop =
                startInMemory(Listening.class, "sojourn.sweep.enabled=true", "sojourn.sweep.cron=* * * * * *")) {
            assertThat(heard(shop)).isNotNull();
        }
    }

    @Test
    void finishesTheBatchItIsInWhenTheApplicationStops(CapturedOutput output) throws Exception {
        String database = database();
        ConfigurableApplicationContext shop = start(database, Interrupted.class, "sojourn.sweep.window=");
        Sojourn sojourn = shop.getBean(Sojourn.class);
        sojourn.retention().sweep(sojourn.retention().preview());
        shop.getBean(Shop.Visits.class).add(100, 160, 200);
        Interrupted.Batches batches = shop.getBean(Interrupted.Batches.class);
        batches.reports.clear();
        batches.holdTheSecondUntil(() -> output.getAll().contains("the scheduled sweep finishes the batch it is in"));
        shop.getBean(ScheduledSweep.class).begin();
        assertThat(batches.inTheSecond.await(30, TimeUnit.SECONDS)).isTrue();
        shop.close();

        SweepReport report = batches.reports.poll();
        assertThat(report).as("the sweep is over before the application is").isNotNull();
        assertThat(report.stopped()).contains(SweepReport.Stop.CANCELLED);
        try (ConfigurableApplicationContext after = start(database, Listening.class)) {
            long left = after.getBean(Shop.Visits.class).count();
            assertThat(left).isEqualTo(60 - 2 * BATCH);
            PastSweep recorded = after.getBean(Sojourn.class).proof().sweeps(1).get(0);
            assertThat(recorded.run()).isEqualTo(report.run());
            assertThat(recorded.planned()).isEqualTo(60);
            assertThat(recorded.disposed()).isEqualTo(60 - left);
            assertThat(recorded.stopped()).contains(SweepReport.Stop.CANCELLED);
        }
    }

    private static String database() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    private static ConfigurableApplicationContext start(String database, Class<?> more, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "spring.config.location=classpath:shop.yml",
                "spring.datasource.url=" + database,
                "spring.jmx.enabled=false"));
        all.addAll(Arrays.asList(properties));
        return new SpringApplicationBuilder(Shop.class, more)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off")
                .run(all.stream().map(property -> "--" + property).toArray(String[]::new));
    }

    private static ConfigurableApplicationContext startInMemory(Class<?> more, String... properties) {
        List<String> all = new ArrayList<>(ConfigurationFaultsTest.SOUND);
        all.addAll(Arrays.asList(properties));
        return new SpringApplicationBuilder(Bare.class, more)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off")
                .run(all.stream().map(property -> "--" + property).toArray(String[]::new));
    }

    private static SweepReport sweep(ConfigurableApplicationContext shop) throws InterruptedException {
        Listening.heard(shop).clear();
        shop.getBean(ScheduledSweep.class).begin();
        return heard(shop);
    }

    private static SweepReport heard(ConfigurableApplicationContext shop) throws InterruptedException {
        return Listening.heard(shop).poll(30, TimeUnit.SECONDS);
    }

    /** Without a database. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SojournAutoConfiguration.class, SojournSweepAutoConfiguration.class})
    static class Bare {}

    /** Hears of every sweep. */
    @Configuration(proxyBeanMethods = false)
    static class Listening {

        record Heard(BlockingQueue<SweepReport> reports) {}

        static BlockingQueue<SweepReport> heard(ConfigurableApplicationContext shop) {
            return shop.getBean(Heard.class).reports();
        }

        @Bean
        Heard heard() {
            return new Heard(new LinkedBlockingQueue<>());
        }

        @Bean
        SojournCustomizer listening(Heard heard) {
            return builder -> builder.onSweep(heard.reports()::add);
        }
    }

    /** The application's own scheduler, which only notes what it was asked for. */
    @Configuration(proxyBeanMethods = false)
    static class HandScheduler {

        static final class Clock extends ThreadPoolTaskScheduler {

            private static final long serialVersionUID = 1L;

            private final transient List<Trigger> triggers = new ArrayList<>();

            @Override
            public ScheduledFuture<?> schedule(Runnable task, Trigger trigger) {
                triggers.add(trigger);
                return super.schedule(task, trigger);
            }
        }

        @Bean
        Clock taskScheduler() {
            return new Clock();
        }
    }

    /** Holds the second batch of a sweep, in its transaction, until the application is being closed. */
    @Configuration(proxyBeanMethods = false)
    static class Interrupted {

        static final class Batches implements Shop.WhileJudging, SweepProgress {

            private final AtomicReference<String> next = new AtomicReference<>("");
            private final CountDownLatch inTheSecond = new CountDownLatch(1);
            private volatile BooleanSupplier released = () -> true;
            private final BlockingQueue<SweepReport> reports = new LinkedBlockingQueue<>();

            void holdTheSecondUntil(BooleanSupplier told) {
                released = told;
                next.set("first");
            }

            @Override
            public void advanced(Advance advance) {
                next.compareAndSet("first", "second");
            }

            @Override
            public void run(Collection<DataSubject> subjects) {
                if (next.compareAndSet("second", "")) {
                    inTheSecond.countDown();
                    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                    while (!released.getAsBoolean()) {
                        assertThat(System.nanoTime()).isLessThan(patience);
                        Thread.onSpinWait();
                    }
                }
            }
        }

        @Bean
        Batches batches() {
            return new Batches();
        }

        @Bean
        SojournCustomizer smallBatches(Batches batches) {
            return builder -> builder.batchSize(BATCH).onSweep(batches.reports::add);
        }
    }
}
