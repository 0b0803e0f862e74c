package dev.sojourn.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The scheduled sweep.
 *
 * @param enabled whether data whose time is over is disposed of on a schedule; off until somebody says so
 * @param cron when a sweep begins, as a Spring cron expression in the controller's time zone
 * @param window the hours in which batches may begin, in the controller's time zone, such as 22:00-05:00; by default any
 * @param rowsPerSecond how many rows a second it deals with at most; by default as many as it can
 * @param longest how long after its beginning a batch may still begin, such as 4h; by default for ever
 */
record SweepProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("0 30 2 * * *") String cron,
        @Nullable String window,
        @Nullable Integer rowsPerSecond,
        @Nullable Duration longest) {}
