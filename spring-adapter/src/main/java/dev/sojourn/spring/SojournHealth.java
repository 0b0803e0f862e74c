package dev.sojourn.spring;

import dev.sojourn.processing.Freshness;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How Sojourn stands, in words that every generation of Spring Boot can take over.
 *
 * @param status {@link #UP}; {@link #DOWN} when the ledger is not what was written; else {@link #ATTENTION}
 * @param details numbers and moments, nothing of a person
 */
record SojournHealth(String status, Map<String, Object> details) {

    static final String UP = "UP";
    static final String DOWN = "DOWN";

    /** A word of our own: no load balancer takes an instance out for it, since it does its work. */
    static final String ATTENTION = "ATTENTION";

    static SojournHealth of(Lookout lookout, Freshness freshness) {
        Map<String, Object> details = new LinkedHashMap<>();
        lookout.last().ifPresent(look -> {
            details.put("due", look.rows());
            details.put("lookedAt", look.at().toString());
            look.overdueSince().ifPresent(since -> details.put("overdueSince", since.toString()));
        });
        freshness.lag().ifPresent(lag -> details.put("feedLagMillis", lag.toMillis()));
        lookout.ledger().ifPresent(check -> {
            details.put("ledger", check.report().isIntact() ? "intact" : "broken");
            details.put("ledgerCheckedAt", check.at().toString());
        });
        boolean broken =
                lookout.ledger().filter(check -> !check.report().isIntact()).isPresent();
        boolean worthALook = lookout.isOverdue() || lookout.isFailing() || freshness.isStale();
        return new SojournHealth(broken ? DOWN : worthALook ? ATTENTION : UP, details);
    }
}
