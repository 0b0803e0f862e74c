package dev.sojourn.spring;

import dev.sojourn.PastSweep;
import dev.sojourn.Sojourn;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.register.PersonalDataModel;
import dev.sojourn.retention.Forecast;
import dev.sojourn.retention.Hold;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows an operator what runs and how it stands: policy, coverage, plan, forecast, sweeps, holds, ledger. Names of the
 * policy and numbers alone; no tenant, no person, no free text.
 */
@Endpoint(id = "sojourn")
final class SojournEndpoint {

    private static final int DAYS = 90;
    private static final int SWEEPS = 20;

    private final Sojourn sojourn;
    private final Lookout lookout;
    private final Optional<CoverageSource> coverage;
    private final Map<String, Supplier<Object>> parts = new LinkedHashMap<>();

    SojournEndpoint(Sojourn sojourn, Lookout lookout, Optional<CoverageSource> coverage) {
        this.sojourn = sojourn;
        this.lookout = lookout;
        this.coverage = coverage;
        parts.put("policy", this::policy);
        parts.put("coverage", this::coverage);
        parts.put("plan", () -> plan(lookout.last()));
        parts.put("forecast", () -> forecast(DAYS));
        parts.put("sweeps", () -> sweeps(SWEEPS));
        parts.put("holds", this::holds);
        parts.put("ledger", () -> ledger(lookout.ledger()));
    }

    /** How it stands, and which parts there are. */
    @ReadOperation
    Map<String, Object> overview() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("policy", sojourn.policy().name());
        shown.put("version", sojourn.policy().version());
        lookout.last().ifPresent(look -> {
            shown.put("due", look.rows());
            look.overdueSince().ifPresent(since -> shown.put("overdueSince", since.toString()));
            shown.put("rulesNeverMatched", look.neverMatched());
        });
        lookout.ledger()
                .ifPresent(check -> shown.put("ledgerIntact", check.report().isIntact()));
        sojourn.gate().freshness().lag().ifPresent(lag -> shown.put("feedLagMillis", lag.toMillis()));
        shown.put("parts", parts.keySet());
        return shown;
    }

    /** One part; nothing for another word. */
    @ReadOperation
    @Nullable
    Object part(@Selector String part) {
        Supplier<Object> shown = parts.get(part);
        return shown == null ? null : shown.get();
    }

    /** A forecast over so many days, or so many of the last sweeps; nothing for another word or number. */
    @ReadOperation
    @Nullable
    Object counted(@Selector String part, @Selector int number) {
        return switch (part) {
            case "forecast" -> number < 1 || number > 3_650 ? null : forecast(number);
            case "sweeps" -> number < 1 || number > 100 ? null : sweeps(number);
            default -> null;
        };
    }

    /** Looks at what is due, or verifies the whole ledger, now; nothing for another word. */
    @WriteOperation
    @Nullable
    Object now(@Selector String part) {
        return switch (part) {
            case "plan" -> plan(Optional.of(lookout.look()));
            case "ledger" -> ledger(Optional.of(lookout.verify()));
            default -> null;
        };
    }

    private Map<String, Object> policy() {
        Policy policy = sojourn.policy();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", policy.name());
        shown.put("version", policy.version());
        shown.put("digest", policy.digest());
        shown.put("zone", policy.zone().getId());
        shown.put(
                "purposes",
                policy.purposes().values().stream()
                        .map(SojournEndpoint::purpose)
                        .toList());
        shown.put("prohibited", policy.prohibitions().keySet());
        shown.put("rules", policy.rules().stream().map(SojournEndpoint::rule).toList());
        shown.put("findings", policy.findings().stream().map(Object::toString).toList());
        return shown;
    }

    private static Map<String, Object> purpose(Purpose purpose) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", purpose.id());
        purpose.basis().ifPresent(basis -> shown.put("basis", basis.name()));
        return shown;
    }

    private static Map<String, Object> rule(RetentionRule rule) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", rule.id());
        shown.put("category", rule.category());
        shown.put("bound", rule.bound().name());
        rule.period().ifPresent(period -> shown.put("period", period.toString()));
        shown.put("disposition", rule.disposition().name());
        shown.put("serving", rule.purposes());
        return shown;
    }

    private Object coverage() {
        Map<String, Object> shown = new LinkedHashMap<>();
        Optional<PersonalDataModel> model = coverage.map(CoverageSource::coverage);
        shown.put("known", model.isPresent());
        model.ifPresent(known -> {
            shown.put("fields", known.fields().stream().map(Object::toString).toList());
            shown.put(
                    "findings", known.findings().stream().map(Object::toString).toList());
        });
        return shown;
    }

    private static Object plan(Optional<Look> look) {
        Map<String, Object> shown = new LinkedHashMap<>();
        look.ifPresent(seen -> {
            shown.put("at", seen.at().toString());
            shown.put("due", seen.rows());
            seen.overdueSince().ifPresent(since -> shown.put("overdueSince", since.toString()));
            shown.put("rules", seen.due().stream().map(SojournEndpoint::due).toList());
            shown.put("rulesNeverMatched", seen.neverMatched());
        });
        return shown;
    }

    private static Map<String, Object> due(Look.Due due) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("entity", due.entity());
        shown.put("rule", due.rule());
        shown.put("due", due.rows());
        Map<String, Long> kept = new TreeMap<>();
        due.kept().forEach((reason, rows) -> kept.put(reason.name(), rows));
        shown.put("kept", kept);
        return shown;
    }

    private Object forecast(int days) {
        Forecast forecast = sojourn.retention().forecast(Period.ofDays(days));
        Map<String, Map<String, Long>> byRule = new TreeMap<>();
        for (Forecast.Line line : forecast.lines()) {
            Map<String, Long> byDay =
                    byRule.computeIfAbsent(line.entity() + " " + line.rule(), name -> new TreeMap<>());
            line.due().forEach((LocalDate day, Long rows) -> byDay.merge(day.toString(), rows, Long::sum));
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("at", forecast.at().toString());
        shown.put("days", forecast.days());
        shown.put("overdue", forecast.overdue());
        shown.put("due", byRule);
        shown.put("failures", forecast.failures());
        return shown;
    }

    private Object sweeps(int limit) {
        return Map.of(
                "sweeps",
                sojourn.proof().sweeps(limit).stream()
                        .map(SojournEndpoint::sweep)
                        .toList());
    }

    private static Map<String, Object> sweep(PastSweep sweep) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("run", sweep.run());
        shown.put("policyVersion", sweep.policyVersion());
        shown.put("startedAt", sweep.startedAt().toString());
        sweep.endedAt().map(Instant::toString).ifPresent(at -> shown.put("endedAt", at));
        shown.put("planned", sweep.planned());
        shown.put("disposed", sweep.disposed());
        shown.put("failed", sweep.failed());
        sweep.stopped().ifPresent(why -> shown.put("stopped", why.name()));
        return shown;
    }

    private Object holds() {
        List<Map<String, Object>> active =
                sojourn.holds().active().stream().map(SojournEndpoint::hold).toList();
        return Map.of(
                "active", active, "dueForReview", sojourn.holds().dueForReview().size());
    }

    private static Map<String, Object> hold(Hold hold) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", hold.id());
        shown.put("ofOnePerson", hold.subject().isPresent());
        hold.category().ifPresent(category -> shown.put("category", category));
        hold.reviewOn().ifPresent(day -> shown.put("reviewOn", day.toString()));
        return shown;
    }

    private static Object ledger(Optional<Lookout.LedgerCheck> check) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("checked", check.isPresent());
        check.ifPresent(done -> {
            shown.put("at", done.at().toString());
            shown.put("intact", done.report().isIntact());
            shown.put("chains", done.report().chains());
            shown.put("entries", done.report().entries());
            shown.put("checkpoints", done.report().checkpoints());
            shown.put("breaches", done.report().found());
        });
        return shown;
    }
}
