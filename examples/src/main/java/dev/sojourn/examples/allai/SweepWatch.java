package dev.sojourn.examples.allai;

import dev.sojourn.examples.terminal.ProgressBar;
import dev.sojourn.retention.SweepProgress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Turns what a sweep says of its steps into one bar over the whole run. */
final class SweepWatch implements SweepProgress {

    private final Map<String, Long> done = new HashMap<>();
    private Optional<ProgressBar> bar = Optional.empty();

    void follow(ProgressBar bar) {
        done.clear();
        this.bar = Optional.of(bar);
    }

    @Override
    public void advanced(Advance advance) {
        done.put(advance.entity() + "/" + advance.rule() + "/" + advance.cause(), advance.disposed());
        bar.ifPresent(shown ->
                shown.at(done.values().stream().mapToLong(Long::longValue).sum()));
    }
}
