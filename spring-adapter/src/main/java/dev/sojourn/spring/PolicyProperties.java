package dev.sojourn.spring;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The policy as the application's configuration states it, each text as written: {@link PolicyReader} reads them together,
 * so that every fault is found at once.
 *
 * @param name what the policy is called; without it the application brings a Policy bean of its own
 * @param version the policy's version, such as the day it came into force; another version for every change
 * @param zone the controller's time zone, in which days begin and end
 * @param financialYearEnds last day of the financial year as --MM-DD; by default --12-31
 * @param controller who decides on the processing
 * @param retainProof how long proof of consent is kept after the end of processing, as an ISO 8601 period such as P3Y
 * @param purposes what data is used for, by id
 * @param prohibited what data is never used for, by id, with the reason
 * @param categories kinds of data that need saying more of, by id
 * @param notices the texts people were shown, each version of them
 * @param rules how long data is kept
 * @param cookies the cookies that may be set
 */
record PolicyProperties(
        @Nullable String name,
        @Nullable String version,
        @Nullable String zone,
        @Nullable String financialYearEnds,
        @DefaultValue Controller controller,
        @Nullable String retainProof,
        @DefaultValue Map<String, Purpose> purposes,
        @DefaultValue Map<String, String> prohibited,
        @DefaultValue Map<String, Category> categories,
        @DefaultValue List<Notice> notices,
        @DefaultValue List<Rule> rules,
        @DefaultValue List<Cookie> cookies) {

    /**
     * Who decides on the processing.
     *
     * @param name the controller's name
     * @param contact how to reach the controller
     * @param country ISO 3166 code of the controller's country
     */
    record Controller(
            @Nullable String name,
            @Nullable String contact,
            @Nullable String country) {}

    /**
     * One purpose.
     *
     * @param title what people read
     * @param basis legal basis: consent, contract, legal-obligation, vital-interests, public-task or legitimate-interests
     * @param basisDeclaredByTenant whether each tenant declares the basis for itself
     * @param directMarketing whether it is direct marketing, to which an objection is absolute
     * @param level the least level of consent: implied, expressed or explicit
     * @param validFor how long a consent lasts, as an ISO 8601 period such as P24M
     * @param concerning the kinds of subject it concerns; by default all
     * @param scopes the scopes it may be asked in, each as dimension=value such as channel=voice
     * @param citing the law it follows from
     * @param assessedIn where the balancing of interests is written down
     * @param evenIfRestricted whether it goes on while the subject is restricted
     * @param evenIfStoreFails whether it goes on while the store cannot be read
     * @param optOutIn the jurisdictions such as US-CA where it starts unasked until the person says no
     */
    record Purpose(
            @Nullable String title,
            @Nullable String basis,
            @DefaultValue("false") boolean basisDeclaredByTenant,
            @DefaultValue("false") boolean directMarketing,
            @Nullable String level,
            @Nullable String validFor,
            @DefaultValue List<String> concerning,
            @DefaultValue List<String> scopes,
            @Nullable String citing,
            @Nullable String assessedIn,
            @DefaultValue("false") boolean evenIfRestricted,
            @DefaultValue("false") boolean evenIfStoreFails,
            @DefaultValue List<String> optOutIn) {}

    /**
     * One category of data.
     *
     * @param heldAs in which role it is held: controller or processor
     */
    record Category(@Nullable String heldAs) {}

    /**
     * One version of a notice.
     *
     * @param id which notice
     * @param version its version
     * @param language ISO 639 language of the text; by default en
     * @param text the exact text
     * @param resource where the exact text is, such as classpath:notices/voice.txt, when it is not written here
     * @param effectiveFrom the first local day it is in force, as YYYY-MM-DD
     * @param change what this version changes; by default none
     * @param affects the purposes the change touches; by default all
     */
    record Notice(
            @Nullable String id,
            @Nullable String version,
            @Nullable String language,
            @Nullable String text,
            @Nullable String resource,
            @Nullable String effectiveFrom,
            @Nullable String change,
            @DefaultValue List<String> affects) {}

    /**
     * One retention rule. It has one of at-most, at-least and exactly: an ISO 8601 period such as P90D, or the word
     * elsewhere when the tenant's choice or contract, a stored day, the end of a consent or of a source sets it.
     *
     * @param id the rule's stable name; rules that share it are its versions
     * @param atMost data may be kept this long, and no longer
     * @param atLeast data must be kept this long
     * @param exactly data must be kept this long, and no longer
     * @param serving the purposes the data serves
     * @param governing the category it governs; by default the one named like the rule
     * @param from when the period begins: creation (the default), last-activity, event:NAME, end-of-month, end-of-year,
     *     end-of-financial-year, first:--MM-DD, stored-day, end-of-consent or disposal-of-source
     * @param chosenByTenant the bounds within which each tenant chooses the period
     * @param tenantsMayShorten whether each tenant may choose a shorter period
     * @param agreedInContract whether each tenant's contract states the period, as the application's ContractPeriods reads it
     * @param unless the condition that puts disposal off while it holds
     * @param orAtLatest the end of a rule whose trigger may never come
     * @param reviewEvery how often rows whose trigger has not come are reviewed, as an ISO 8601 period
     * @param forRecordsFrom the first trigger day this version governs, as YYYY-MM-DD
     * @param then what becomes of the data: delete (the default), redact, anonymise, review, archive:RULE with the
     *     rule that governs the archive, or by-host:NAME with the host's own disposition
     * @param because the reason, as the policy states it
     * @param citing the law it follows from
     */
    record Rule(
            @Nullable String id,
            @Nullable String atMost,
            @Nullable String atLeast,
            @Nullable String exactly,
            @DefaultValue List<String> serving,
            @Nullable String governing,
            @Nullable String from,
            @Nullable Bounds chosenByTenant,
            @DefaultValue("false") boolean tenantsMayShorten,
            @DefaultValue("false") boolean agreedInContract,
            @Nullable String unless,
            @Nullable Latest orAtLatest,
            @Nullable String reviewEvery,
            @Nullable String forRecordsFrom,
            @Nullable String then,
            @Nullable String because,
            @Nullable String citing) {}

    /**
     * The bounds of a tenant's choice.
     *
     * @param least the shortest period, as an ISO 8601 period
     * @param most the longest period, as an ISO 8601 period
     * @param freely whether the choice has no bounds
     */
    record Bounds(
            @Nullable String least,
            @Nullable String most,
            @DefaultValue("false") boolean freely) {}

    /**
     * The end of a rule whose trigger may never come.
     *
     * @param period how long after the attribute, as an ISO 8601 period
     * @param attribute from which attribute of the row
     */
    record Latest(@Nullable String period, @Nullable String attribute) {}

    /**
     * One cookie.
     *
     * @param name its name as it is sent; a * at its end stands for anything
     * @param purpose the purpose it serves
     * @param strictlyNecessary whether a service the person asked for does not work without it
     * @param atMost the longest it may stay, as an ISO 8601 period such as P13M; without it, to the end of the session
     * @param surfaces where it may be set: own-site (the default), embedded-form or portal
     * @param path the path it is set with; by default /
     * @param domain the domain it is set with, without a leading dot; by default none
     * @param setBy the third party that sets it; by default the controller
     */
    record Cookie(
            @Nullable String name,
            @Nullable String purpose,
            @DefaultValue("false") boolean strictlyNecessary,
            @Nullable String atMost,
            @DefaultValue List<String> surfaces,
            @Nullable String path,
            @Nullable String domain,
            @Nullable String setBy) {}
}
