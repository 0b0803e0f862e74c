package dev.sojourn.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.MonthDay;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything one controller declares about the personal data it holds: purposes, prohibitions, notices, categories and
 * retention rules, under one version (GDPR 5(2), 30(1)).
 *
 * <p>Immutable and thread-safe. A version name stands for exactly one content: {@link #digest()} tells two contents
 * apart.
 */
public final class Policy {

    private final String name;
    private final String version;
    private final ZoneId zone;
    private final Optional<Party> controller;
    private final MonthDay financialYearEnd;
    private final Map<String, Purpose> purposes;
    private final Map<String, String> prohibitions;
    private final Map<String, DataCategory> categories;
    private final List<RetentionRule> rules;
    private final List<Notice> notices;
    private final Optional<Period> proofPeriod;
    private final List<Finding> findings;
    private final String digest;

    private Policy(Builder builder, List<Finding> findings) {
        this.name = builder.name;
        this.version = builder.version;
        this.zone = ZoneId.of(builder.zone);
        this.controller = builder.controller;
        this.financialYearEnd = builder.financialYearEnd;
        Map<String, Purpose> byId = new LinkedHashMap<>();
        builder.purposes.forEach(purpose -> byId.put(purpose.id(), purpose));
        this.purposes = java.util.Collections.unmodifiableMap(byId);
        this.prohibitions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(builder.prohibitions));
        this.categories = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(builder.categories));
        this.rules = List.copyOf(builder.rules);
        this.notices = List.copyOf(builder.notices);
        this.proofPeriod = builder.proofPeriod;
        this.findings = List.copyOf(findings);
        this.digest = digestOf(canonical());
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
        return controller.orElseThrow();
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
        return categories.getOrDefault(id, DataCategory.of(id));
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
                .sorted(java.util.Comparator.comparing(
                        rule -> rule.recordsFrom().orElse(java.time.LocalDate.MIN)))
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
     * A version of a notice.
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
     * @return in the order found
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * SHA-256 over everything declared, as lower-case hexadecimal.
     *
     * @return 64 characters
     */
    public String digest() {
        return digest;
    }

    /** Everything declared, in a fixed order. */
    String canonical() {
        List<String> lines = new ArrayList<>();
        lines.add(name + "|" + version + "|" + zone + "|" + controller + "|" + financialYearEnd + "|" + proofPeriod);
        purposes.values().forEach(purpose -> lines.add("purpose|" + purpose.canonical()));
        new TreeMap<>(prohibitions).forEach((id, reason) -> lines.add("prohibit|" + id + "|" + reason));
        new TreeMap<>(categories).values().forEach(category -> lines.add("category|" + category));
        rules.forEach(rule -> lines.add("rule|" + rule.canonical()));
        notices.forEach(notice -> lines.add("notice|" + notice.id() + "|" + notice.version() + "|" + notice.language()
                + "|" + notice.effectiveFrom() + "|" + notice.change() + "|" + new java.util.TreeSet<>(notice.affects())
                + "|" + notice.digest()));
        return String.join("\n", lines);
    }

    @Override
    public String toString() {
        return "policy '" + name + "' version " + version;
    }

    private static String digestOf(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    /** Collects a policy's declarations; not thread-safe. {@link #build()} lists every fault at once. */
    public static final class Builder {

        final String name;
        String version = "";
        String zone = "";
        Optional<Party> controller = Optional.empty();
        MonthDay financialYearEnd = MonthDay.of(12, 31);
        final List<Purpose> purposes = new ArrayList<>();
        final Map<String, String> prohibitions = new LinkedHashMap<>();
        final Map<String, DataCategory> categories = new LinkedHashMap<>();
        final List<RetentionRule> rules = new ArrayList<>();
        final List<Notice> notices = new ArrayList<>();
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
            this.version = version;
            return this;
        }

        /**
         * Sets the controller's zone.
         *
         * @param zone an IANA zone, for example {@code Europe/Bucharest}
         * @return this builder
         */
        public Builder zone(String zone) {
            this.zone = zone;
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
            this.financialYearEnd = lastDay;
            return this;
        }

        /**
         * Declares purposes.
         *
         * @param purposes each with its basis
         * @return this builder
         */
        public Builder purposes(Purpose... purposes) {
            this.purposes.addAll(Arrays.asList(purposes));
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
            prohibitions.put(Words.named("prohibited purpose", purpose), Words.named("reason", reason));
            return this;
        }

        /**
         * Declares a category that is held other than as controller, or that a reader should see by name.
         *
         * @param category the category
         * @return this builder
         */
        public Builder category(DataCategory category) {
            categories.put(category.id(), category);
            return this;
        }

        /**
         * Declares a retention rule, or one more version of it.
         *
         * @param rule the rule
         * @return this builder
         */
        public Builder retain(RetentionRule rule) {
            rules.add(rule);
            return this;
        }

        /**
         * Declares a version of a notice.
         *
         * @param notice the notice
         * @return this builder
         */
        public Builder notice(Notice notice) {
            notices.add(notice);
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
