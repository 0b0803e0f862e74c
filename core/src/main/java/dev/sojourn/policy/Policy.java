package dev.sojourn.policy;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Everything one controller declares about the personal data it holds: purposes, prohibitions, notices, categories and
 * retention rules, under one version (GDPR 5(2), 30(1)).
 *
 * <p>Immutable and thread-safe. A version name stands for exactly one content: {@link #digest()} tells two contents
 * apart.
 */
public final class Policy {

    private static final Comparator<RetentionRule> BY_RECORD_DATE =
            Comparator.comparing(rule -> rule.recordsFrom().orElse(LocalDate.MIN));

    private final String name;
    private final String version;
    private final ZoneId zone;
    private final Party controller;
    private final MonthDay financialYearEnd;
    private final Map<String, Purpose> purposes;
    private final Map<String, String> prohibitions;
    private final Map<String, DataCategory> categories;
    private final List<RetentionRule> rules;
    private final List<Notice> notices;
    private final List<CookieDeclaration> cookies;
    private final Optional<Period> proofPeriod;
    private final List<Finding> findings;
    private final String digest;

    private Policy(Builder builder, List<Finding> findings) {
        this.name = builder.name;
        this.version = builder.version;
        this.zone = ZoneId.of(builder.zone);
        this.controller = builder.controller.orElseThrow();
        this.financialYearEnd = builder.financialYearEnd;
        this.purposes = inOrder(builder.purposes.stream(), Purpose::id, purpose -> purpose);
        this.prohibitions = inOrder(builder.prohibitions.stream(), Prohibition::purpose, Prohibition::reason);
        this.categories = inOrder(builder.categories.stream(), DataCategory::id, category -> category);
        this.rules = List.copyOf(builder.rules);
        this.notices = List.copyOf(builder.notices);
        this.cookies = List.copyOf(builder.cookies);
        this.proofPeriod = builder.proofPeriod;
        this.findings = List.copyOf(findings);
        this.digest = CanonicalText.digestOf(canonical());
    }

    /**
     * Starts a policy.
     *
     * @param name the policy's title; not blank
     * @return a builder
     */
    public static Builder builder(String name) {
        return new Builder(Words.named("policy", name));
    }

    /**
     * The same policy with more rules: those that a host wrote on its own data.
     *
     * @param more the rules to add
     * @return this policy when there are none; else a policy with its own digest
     * @throws FaultyDeclaration when anything is wrong with them; it lists every fault
     */
    public Policy including(List<RetentionRule> more) {
        if (more.isEmpty()) {
            return this;
        }
        Builder builder = new Builder(name)
                .version(version)
                .zone(zone.getId())
                .controller(controller)
                .financialYearEnds(financialYearEnd);
        builder.purposes.addAll(purposes.values());
        prohibitions.forEach(builder::prohibit);
        builder.categories.addAll(categories.values());
        builder.rules.addAll(rules);
        builder.rules.addAll(more);
        builder.notices.addAll(notices);
        builder.cookies.addAll(cookies);
        builder.proofPeriod = proofPeriod;
        return builder.build();
    }

    /**
     * The policy's title.
     *
     * @return not blank
     */
    public String name() {
        return name;
    }

    /**
     * The version's name.
     *
     * @return not blank
     */
    public String version() {
        return version;
    }

    /**
     * The controller's zone: the local days of every rule without a tenant's own zone.
     *
     * @return the zone
     */
    public ZoneId zone() {
        return zone;
    }

    /**
     * The controller.
     *
     * @return the party declared
     */
    public Party controller() {
        return controller;
    }

    /**
     * The last day of the controller's financial year.
     *
     * @return 31 December unless declared otherwise
     */
    public MonthDay financialYearEnd() {
        return financialYearEnd;
    }

    /**
     * The purposes by id, in the order declared.
     *
     * @return unmodifiable
     */
    public Map<String, Purpose> purposes() {
        return purposes;
    }

    /**
     * A purpose by its id.
     *
     * @param id the purpose's id
     * @return empty when the policy names no such purpose
     */
    public Optional<Purpose> purpose(String id) {
        return Optional.ofNullable(purposes.get(id));
    }

    /**
     * The prohibited purposes with the reason of each; no consent lifts a prohibition.
     *
     * @return unmodifiable
     */
    public Map<String, String> prohibitions() {
        return prohibitions;
    }

    /**
     * A category as declared, or held as controller when it was not.
     *
     * @param id the category's name
     * @return the category
     */
    public DataCategory category(String id) {
        DataCategory declared = categories.get(id);
        return declared == null ? DataCategory.of(id) : declared;
    }

    /**
     * Every category declared or governed by a rule, by id: the declared ones first, each group in the order declared.
     *
     * @return unmodifiable
     */
    public Map<String, DataCategory> categories() {
        return inOrder(
                Stream.concat(categories.keySet().stream(), rules.stream().map(RetentionRule::category))
                        .distinct(),
                id -> id,
                this::category);
    }

    /**
     * The rules that meet on rows of a category, every version of each.
     *
     * @param category the category's name
     * @return in the order declared; empty when no rule governs it
     */
    public List<RetentionRule> rulesGoverning(String category) {
        return rules.stream().filter(rule -> rule.category().equals(category)).toList();
    }

    /**
     * Every version of every rule, in the order declared.
     *
     * @return unmodifiable
     */
    public List<RetentionRule> rules() {
        return rules;
    }

    /**
     * The versions of one rule, the earliest first.
     *
     * @param id the rule's name
     * @return empty when the policy has no such rule
     */
    public List<RetentionRule> versionsOf(String id) {
        return rules.stream()
                .filter(rule -> rule.id().equals(id))
                .sorted(BY_RECORD_DATE)
                .toList();
    }

    /**
     * Every version of every notice, in the order declared.
     *
     * @return unmodifiable
     */
    public List<Notice> notices() {
        return notices;
    }

    /**
     * The versions of one notice in every language, the earliest in force first.
     *
     * @param id the notice
     * @return empty when the policy has no such notice
     */
    public List<Notice> versionsOfNotice(String id) {
        return notices.stream()
                .filter(notice -> notice.id().equals(id))
                .sorted(Comparator.comparing(Notice::effectiveFrom))
                .toList();
    }

    /**
     * A version of a notice, in the language declared first.
     *
     * @param id the notice
     * @param version its version
     * @return empty when the policy has no such version
     */
    public Optional<Notice> notice(String id, String version) {
        return notices.stream()
                .filter(notice -> notice.id().equals(id) && notice.version().equals(version))
                .findFirst();
    }

    /**
     * Every cookie that may be set, in the order declared.
     *
     * @return unmodifiable
     */
    public List<CookieDeclaration> cookies() {
        return cookies;
    }

    /**
     * How long proof of a consent is kept after processing on it ended (EDPB 05/2020, 107).
     *
     * @return empty when no purpose is on consent and nothing was declared
     */
    public Optional<Period> proofPeriod() {
        return proofPeriod;
    }

    /**
     * What is legal but worth knowing about this policy.
     *
     * <p>The codes: CONTROLLER_WITHOUT_CONTACT, LEGITIMATE_INTERESTS_UNASSESSED, LEGAL_OBLIGATION_UNCITED,
     * TENANT_CONSENT_WITHOUT_PROOF_PERIOD, PURPOSE_WITHOUT_RULE, CATEGORY_WITHOUT_RULE, RULE_WITHOUT_PURPOSE,
     * RULE_WITHOUT_REASON, FLOOR_ON_CONSENT, FLOOR_LATER_THAN_CEILING, NO_VERSION_FOR_OLDER_RECORDS and
     * PROCESSOR_WITHOUT_INSTRUCTION.
     *
     * @return in the order found
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * SHA-256 over everything declared, as lower-case hexadecimal. The order in which purposes, rules or notices were
     * declared changes nothing.
     *
     * @return 64 characters
     */
    public String digest() {
        return digest;
    }

    /**
     * Everything declared, as the text that {@link #digest()} is taken of: each part in a fixed order, each value after
     * its length, notices by the digest of their text.
     *
     * @return the text that is kept of every version that was in force
     */
    public String canonical() {
        return CanonicalText.of("policy", name)
                .with("version", version)
                .with("zone", zone.getId())
                .with("controller", controller.name())
                .with("contact", controller.contact())
                .with("country", controller.country())
                .with("financial year ends", financialYearEnd)
                .with("proof", proofPeriod)
                .withAll("purposes", mapped(purposes.values(), Purpose::canonical))
                .withAll(
                        "prohibitions",
                        mapped(
                                prohibitions.entrySet(),
                                prohibited -> CanonicalText.of("purpose", prohibited.getKey())
                                        .with("reason", prohibited.getValue())
                                        .toString()))
                .withAll(
                        "categories",
                        mapped(
                                categories.values(),
                                category -> CanonicalText.of("category", category.id())
                                        .with("role", category.role().name())
                                        .with("source", category.source())
                                        .toString()))
                .withAll("rules", mapped(rules, RetentionRule::canonical))
                .withAll("notices", mapped(notices, Notice::canonical))
                .withAll("cookies", mapped(cookies, CookieDeclaration::canonical))
                .toString();
    }

    @Override
    public String toString() {
        return "policy '" + name + "' version " + version;
    }

    private static <T> List<String> mapped(Collection<T> declared, Function<T, String> canonical) {
        return declared.stream().map(canonical).toList();
    }

    private static <T, V> Map<String, V> inOrder(Stream<T> declared, Function<T, String> id, Function<T, V> value) {
        Map<String, V> byId = new LinkedHashMap<>();
        declared.forEach(element -> byId.put(id.apply(element), value.apply(element)));
        return Collections.unmodifiableMap(byId);
    }

    /** A purpose nobody may pursue, and why. */
    record Prohibition(String purpose, String reason) {}

    /** Collects a policy's declarations; not thread-safe. {@link #build()} lists every fault at once. */
    public static final class Builder {

        final String name;
        String version = "";
        String zone = "";
        Optional<Party> controller = Optional.empty();
        MonthDay financialYearEnd = MonthDay.of(12, 31);
        final List<Purpose> purposes = new ArrayList<>();
        final List<Prohibition> prohibitions = new ArrayList<>();
        final List<DataCategory> categories = new ArrayList<>();
        final List<RetentionRule> rules = new ArrayList<>();
        final List<Notice> notices = new ArrayList<>();
        final List<CookieDeclaration> cookies = new ArrayList<>();
        Optional<Period> proofPeriod = Optional.empty();

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Names the version.
         *
         * @param version for example the date of the text; not blank
         * @return this builder
         */
        public Builder version(String version) {
            this.version = Objects.requireNonNull(version, "version");
            return this;
        }

        /**
         * Sets the controller's zone.
         *
         * @param zone an IANA zone, for example {@code Europe/Bucharest}
         * @return this builder
         */
        public Builder zone(String zone) {
            this.zone = Objects.requireNonNull(zone, "zone");
            return this;
        }

        /**
         * Names the controller.
         *
         * @param controller the party
         * @return this builder
         */
        public Builder controller(Party controller) {
            this.controller = Optional.of(controller);
            return this;
        }

        /**
         * Sets the last day of the financial year; 31 December unless set.
         *
         * @param lastDay for example {@code MonthDay.of(3, 31)}; 29 February means the last day of February
         * @return this builder
         */
        public Builder financialYearEnds(MonthDay lastDay) {
            this.financialYearEnd = Objects.requireNonNull(lastDay, "lastDay");
            return this;
        }

        /**
         * Declares purposes.
         *
         * @param purposes each with its basis
         * @return this builder
         */
        public Builder purposes(Purpose... purposes) {
            this.purposes.addAll(List.of(purposes));
            return this;
        }

        /**
         * Forbids a purpose; no consent lifts the prohibition.
         *
         * @param purpose the purpose's id
         * @param reason why
         * @return this builder
         */
        public Builder prohibit(String purpose, String reason) {
            prohibitions.add(new Prohibition(
                    Words.named("prohibited purpose", purpose),
                    Words.named("reason of prohibited purpose '" + purpose + "'", reason)));
            return this;
        }

        /**
         * Declares a category that is held other than as controller, or that a reader should see by name.
         *
         * @param category the category
         * @return this builder
         */
        public Builder category(DataCategory category) {
            categories.add(Objects.requireNonNull(category, "category"));
            return this;
        }

        /**
         * Declares a retention rule, or one more version of it.
         *
         * @param rule the rule
         * @return this builder
         */
        public Builder retain(RetentionRule rule) {
            rules.add(Objects.requireNonNull(rule, "rule"));
            return this;
        }

        /**
         * Declares a version of a notice.
         *
         * @param notice the notice
         * @return this builder
         */
        public Builder notice(Notice notice) {
            notices.add(Objects.requireNonNull(notice, "notice"));
            return this;
        }

        /**
         * Declares cookies; those not declared may not be set.
         *
         * @param cookies the cookies
         * @return this builder
         */
        public Builder cookies(CookieDeclaration... cookies) {
            this.cookies.addAll(List.of(cookies));
            return this;
        }

        /**
         * Sets how long proof of a consent is kept after processing on it ended.
         *
         * @param period a positive period
         * @return this builder
         */
        public Builder retainProof(Period period) {
            this.proofPeriod = Optional.of(period);
            return this;
        }

        /**
         * Checks everything declared and fixes it.
         *
         * @return the policy
         * @throws FaultyDeclaration when anything is wrong; it lists every fault
         */
        public Policy build() {
            PolicyCheck check = PolicyCheck.of(this);
            if (!check.faults().isEmpty()) {
                throw new FaultyDeclaration("policy '" + name + "'", check.faults());
            }
            return new Policy(this, check.findings());
        }
    }
}
