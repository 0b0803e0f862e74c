package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.TaskScheduler;

/** Sweeps on a schedule, once the application says {@code sojourn.sweep.enabled}. */
@AutoConfiguration(after = SojournAutoConfiguration.class)
@ConditionalOnProperty(name = "sojourn.sweep.enabled", havingValue = "true")
@ConditionalOnBean(Sojourn.class)
public class SojournSweepAutoConfiguration {

    private static final String USUAL_SCHEDULER = "taskScheduler";

    @Bean
    ScheduledSweep sojournScheduledSweep(
            Sojourn sojourn,
            SojournProperties properties,
            ObjectProvider<TaskScheduler> schedulers,
            ObjectProvider<AroundSweep> around,
            BeanFactory beans) {
        SweepSchedule schedule =
                SweepSchedule.read(properties.sweep(), sojourn.policy().zone());
        Optional<TaskScheduler> usual =
                beans.containsBean(USUAL_SCHEDULER) && beans.isTypeMatch(USUAL_SCHEDULER, TaskScheduler.class)
                        ? Optional.of(beans.getBean(USUAL_SCHEDULER, TaskScheduler.class))
                        : Optional.ofNullable(schedulers.getIfUnique());
        return new ScheduledSweep(sojourn.retention(), schedule, usual, around.getIfAvailable(() -> Supplier::get));
    }
}
