package dev.sojourn.retention;

import dev.sojourn.ledger.Ledger;
import dev.sojourn.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Looks ahead and disposes of nothing: what a sweep would do now, and what would be due in the days to come. */
final class Previewing {

    private static final int LONGEST_FORECAST = 3_653;

    private final Judging judging;
    private final RetentionPorts ports;
    private final Ledger ledger;
    private final SweepOptions options;
    private final RunBook book;

    Previewing(Judging judging, RetentionPorts ports, Ledger ledger, SweepOptions options, RunBook book) {
        this.judging = judging;
        this.ports = ports;
        this.ledger = ledger;
        this.options = options;
        this.book = book;
    }

    SweepPlan preview() {
        Instant at = ledger.now();
        String id = UUID.randomUUID().toString();
        book.tidy(at);
        Policy policy = judging.policy();
        Rulebook rulebook = judging.rulebook();
        TenantTerms terms = judging.terms();
        Totals totals = new Totals(ports);
        terms.meetAll(rulebook, totals);
        StepCompiler compiler = judging.compiler(terms, id, at);
        List<Step> steps = compiler.compile(rulebook);
        Instant expiresAt = at.plus(options.planValidFor());
        book.enter(id, at, expiresAt, compiler.stored());
        Preview preview = new Preview(
                policy,
                ports,
                terms,
                judging.rulings(terms, at, steps),
                Protection.read(ports, rulebook),
                ReviewDays.read(ledger, policy.zone(), at),
                totals,
                options.pageSize());
        List<SweepPlan.Step> counted = new ArrayList<>();
        steps.forEach(step -> counted.add(preview.count(step)));
        return book.seal(new SweepPlan(
                id, at, expiresAt, policy.version(), policy.digest(), counted, book.unconfirmed(steps), ""));
    }

    Forecast forecast(Period ahead) {
        Instant at = ledger.now();
        LocalDate today = LocalDate.ofInstant(at, judging.policy().zone());
        long days = ChronoUnit.DAYS.between(today, today.plus(ahead));
        if (days < 1 || days > LONGEST_FORECAST) {
            throw new IllegalArgumentException(
                    "a forecast over " + ahead + ": expected at least a day, at most " + LONGEST_FORECAST + " days");
        }
        Instant horizon = at.plus(Duration.ofDays(days + 1));
        String id = UUID.randomUUID().toString();
        Rulebook rulebook = judging.rulebook();
        TenantTerms terms = judging.terms();
        terms.meetAll(rulebook, new Totals(ports));
        StepCompiler compiler = judging.compiler(terms, id, horizon);
        List<Step> steps = compiler.compile(rulebook);
        book.forgetPlans(at);
        book.enter(id, at, at, compiler.stored());
        return new Forecasting(
                        ports,
                        terms,
                        rulebook,
                        judging.rulings(terms, horizon, steps),
                        judging.resolution(terms, horizon),
                        steps,
                        Protection.read(ports, rulebook),
                        at,
                        (int) days,
                        options.pageSize())
                .forecast();
    }
}
