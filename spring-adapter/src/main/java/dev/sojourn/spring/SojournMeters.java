package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import dev.sojourn.processing.FeedFollower;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Meters. Their tags are ids of the policy, names of entities and closed sets of words; none is a person or tenant. What
 * is dear to count was counted by the lookout.
 */
final class SojournMeters implements MeterBinder {

    private final Sojourn sojourn;
    private final Lookout lookout;
    private final Enforcement enforcement;

    SojournMeters(Sojourn sojourn, Lookout lookout, Enforcement enforcement) {
        this.sojourn = sojourn;
        this.lookout = lookout;
        this.enforcement = enforcement;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        retention(registry);
        feed(registry);
        FunctionCounter.builder("sojourn.answers.degraded", sojourn.gate(), gate -> gate.degradedAnswers())
                .description("answers given although the store could not be read")
                .register(registry);
        enforcement.telling((denied, enforced) -> registry.counter(
                        "sojourn.denials",
                        "purpose",
                        denied.purpose(),
                        "reason",
                        denied.reason().name(),
                        "outcome",
                        enforced ? "denied" : "observed")
                .increment());
    }

    private void retention(MeterRegistry registry) {
        age(registry, "sojourn.overdue.oldest", "how long the oldest row that is due has been due", Look::overdueSince);
        age(
                registry,
                "sojourn.sweep.last.success",
                "how long ago a sweep last came to its end",
                look -> look.lastSuccess().flatMap(sweep -> sweep.endedAt()));
        Gauge.builder(
                        "sojourn.rules.never.matched",
                        lookout,
                        from -> from.last()
                                .map(look -> look.neverMatched().size())
                                .orElse(0))
                .description("rules that have made nothing due so far")
                .register(registry);
        Gauge.builder(
                        "sojourn.holds.review.due",
                        lookout,
                        from -> from.last().map(Look::holds).orElse(0))
                .description("active holds past their review date")
                .register(registry);
        MultiGauge due = MultiGauge.builder("sojourn.rows.due")
                .description("rows that are due")
                .register(registry);
        lookout.onLook(look -> due.register(
                look.due().stream()
                        .map(one -> MultiGauge.Row.of(Tags.of("entity", one.entity(), "rule", one.rule()), one.rows()))
                        .toList(),
                true));
        lookout.onSweep(report -> report.steps()
                .forEach(step -> registry.counter("sojourn.sweep.rows", "entity", step.entity(), "rule", step.rule())
                        .increment(step.gone())));
    }

    private void age(MeterRegistry registry, String name, String description, Function<Look, Optional<Instant>> since) {
        TimeGauge.builder(
                        name,
                        lookout,
                        TimeUnit.SECONDS,
                        from -> from.last()
                                .flatMap(since)
                                .map(at -> seconds(
                                        Duration.between(at, sojourn.ledger().now())))
                                .orElse(0.0))
                .description(description)
                .register(registry);
    }

    private void feed(MeterRegistry registry) {
        TimeGauge.builder(
                        "sojourn.feed.lag",
                        sojourn.gate(),
                        TimeUnit.SECONDS,
                        gate -> gate.freshness()
                                .lag()
                                .map(SojournMeters::seconds)
                                .orElse(0.0))
                .description("how far behind other instances this one may be")
                .register(registry);
        Optional<FeedFollower> follower = sojourn.follower();
        Timer latency = Timer.builder("sojourn.withdrawal.latency")
                .description("how late acts recorded anywhere can have been known here")
                .register(registry);
        follower.ifPresent(following -> following.onChanges(latency::record));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
