package dev.sojourn.spring;

import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.retention.SweepPace;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.scheduling.support.CronTrigger;

/**
 * When sweeps begin, and how they run.
 *
 * @param trigger the beginnings
 * @param pace how fast, at which hours and how long
 */
record SweepSchedule(CronTrigger trigger, SweepPace pace) {

    private static final String ROOT = "sojourn.sweep";

    static SweepSchedule read(SweepProperties written, ZoneId zone) {
        FaultList faults = new FaultList();
        SweepPace pace = pace(written, faults);
        if (!CronExpression.isValidExpression(written.cron())) {
            faults.add(
                    ROOT + ".cron",
                    "'" + written.cron() + "' is no cron expression",
                    "write six fields from seconds to days of the week, such as \"0 30 2 * * *\" for half past two at night");
        }
        if (!faults.faults().isEmpty()) {
            throw new FaultyDeclaration("the scheduled sweep under " + ROOT, faults.faults());
        }
        return new SweepSchedule(new CronTrigger(written.cron(), zone), pace);
    }

    private static SweepPace pace(SweepProperties written, FaultList faults) {
        SweepPace pace = SweepPace.full();
        Optional<SweepPace.Window> window = window(written.window(), faults);
        if (window.isPresent()) {
            pace = pace.between(window.get().from(), window.get().until());
        }
        Integer rows = written.rowsPerSecond();
        if (rows != null && rows < 1) {
            faults.add(ROOT + ".rows-per-second", "is " + rows, "set at least 1, or leave it out");
        } else if (rows != null) {
            pace = pace.rowsPerSecond(rows);
        }
        Duration longest = written.longest();
        if (longest != null && (longest.isZero() || longest.isNegative())) {
            faults.add(ROOT + ".longest", "is " + longest, "set a positive duration such as 4h, or leave it out");
        } else if (longest != null) {
            pace = pace.atMost(longest);
        }
        return pace;
    }

    private static Optional<SweepPace.Window> window(@Nullable String text, FaultList faults) {
        return faults.read(
                ROOT + ".window",
                text,
                hours -> {
                    String[] parts = hours.split("-", 2);
                    if (parts.length < 2) {
                        throw new IllegalArgumentException("one time alone");
                    }
                    return new SweepPace.Window(LocalTime.parse(parts[0].trim()), LocalTime.parse(parts[1].trim()));
                },
                "is no window of hours",
                "write two different times, such as 22:00-05:00");
    }
}
