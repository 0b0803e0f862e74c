package dev.sojourn.spring;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything under {@code sojourn} in the application's configuration; a property nobody knows is a fault, for a misspelt
 * rule must not be a rule that silently does not exist.
 *
 * @param policy what data is used for, on which basis, and how long it is kept
 * @param persistenceUnit the persistence unit Sojourn keeps its tables in, where the application has several
 * @param tenantAttribute the attribute that names the tenant in every entity that has one
 * @param freshness how old an answer on this node may be when another node wrote: the bound of every check
 * @param enforcement what a denial does
 * @param web the request pipeline
 * @param sweep the scheduled sweep
 * @param watch what is looked at from time to time, for health and meters
 */
@ConfigurationProperties(prefix = "sojourn", ignoreUnknownFields = false)
record SojournProperties(
        @DefaultValue PolicyProperties policy,
        @Nullable String persistenceUnit,
        @Nullable String tenantAttribute,
        @DefaultValue("1s") Duration freshness,
        @DefaultValue Enforcement enforcement,
        @DefaultValue Web web,
        @DefaultValue SweepProperties sweep,
        @DefaultValue WatchProperties watch) {

    /**
     * What a denial does.
     *
     * @param usual enforce, so that a denied call does not happen, or observe, so that it does and is counted
     * @param purposes the same for single purposes, by id
     */
    record Enforcement(
            @DefaultValue("enforce") EnforcementMode usual,
            @DefaultValue Map<String, EnforcementMode> purposes) {}

    /**
     * The request pipeline.
     *
     * @param preferencesUrl where people change their choices; told in every denial
     * @param visitorCookie the first-party cookie that holds a visitor's random id
     */
    record Web(
            @Nullable String preferencesUrl,
            @DefaultValue("sojourn-visitor") String visitorCookie) {}
}
