package dev.sojourn.policy;

import java.time.LocalDate;
import java.time.Period;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A retention rule while it is being changed; never leaves the thread that changes it. */
final class RuleDraft {

    final String id;
    final RetentionRule.Bound bound;
    final Optional<Period> period;
    final Set<String> purposes = new LinkedHashSet<>();
    RuleStart start = RuleStart.CREATION;
    String category;
    Disposition disposition = Disposition.DELETE;
    Optional<String> outlet = Optional.empty();
    Optional<TenantChoice> tenantChoice = Optional.empty();
    boolean shortenedByTenant;
    boolean agreedInContract;
    Optional<String> suspension = Optional.empty();
    Optional<RetentionRule.Fallback> fallback = Optional.empty();
    Optional<Period> review = Optional.empty();
    Optional<LocalDate> recordsFrom = Optional.empty();
    Optional<String> reason = Optional.empty();
    Optional<String> citation = Optional.empty();

    RuleDraft(String id, RetentionRule.Bound bound, Optional<Period> period) {
        this.id = Words.named("rule", id);
        this.bound = bound;
        this.period = period;
        this.category = id;
    }

    RuleDraft(RetentionRule from) {
        id = from.id();
        bound = from.bound();
        period = from.period();
        purposes.addAll(from.purposes());
        start = from.start();
        category = from.category();
        disposition = from.disposition();
        outlet = from.outlet();
        tenantChoice = from.tenantChoice();
        shortenedByTenant = from.isShortenedByTenant();
        agreedInContract = from.isAgreedInContract();
        suspension = from.suspension();
        fallback = from.fallback();
        review = from.review();
        recordsFrom = from.recordsFrom();
        reason = from.reason();
        citation = from.citation();
    }
}
