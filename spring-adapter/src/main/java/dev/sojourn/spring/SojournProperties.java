package dev.sojourn.spring;

import dev.sojourn.policy.Surface;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
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
 * @param cookies what becomes of cookies the policy does not allow, and where which are set
 * @param gpc the browsers' signal Sec-GPC
 * @param preferences the consent endpoints
 */
@ConfigurationProperties(prefix = "sojourn", ignoreUnknownFields = false)
record SojournProperties(
        @NestedConfigurationProperty @DefaultValue PolicyProperties policy,
        @Nullable String persistenceUnit,
        @Nullable String tenantAttribute,
        @DefaultValue("1s") Duration freshness,
        @DefaultValue Enforcement enforcement,
        @DefaultValue Web web,
        @NestedConfigurationProperty @DefaultValue SweepProperties sweep,
        @NestedConfigurationProperty @DefaultValue WatchProperties watch,
        @DefaultValue Cookies cookies,
        @DefaultValue Gpc gpc,
        @NestedConfigurationProperty @DefaultValue PreferencesProperties preferences) {

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

    /**
     * Cookies.
     *
     * @param mode off, report-only (told, and let pass), strip (the response leaves without them) or fail (the call
     *     fails, for tests); by default strip where the policy declares cookies, and off where it declares none
     * @param surfaces where the application meets people, as path patterns such as /embed/** for each of embedded-form and
     *     portal; everything else is the own site
     */
    record Cookies(@Nullable CookieMode mode, @DefaultValue Map<Surface, List<String>> surfaces) {}

    /**
     * The signal by which browsers opt out of the sale and sharing of data (Global Privacy Control), beside the purposes
     * that are opt-out where the visitor is.
     *
     * @param optsOutOf the purposes, declared or prohibited, it opts out of, each with the jurisdictions where it does such
     *     as US-CA, or everywhere
     * @param lastUpdate the day on which the support for the signal was last changed, as YYYY-MM-DD; told under
     *     /.well-known/gpc.json
     */
    record Gpc(
            @DefaultValue Map<String, List<String>> optsOutOf,
            @Nullable String lastUpdate) {}
}
