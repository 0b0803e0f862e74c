package dev.sojourn.retention;

import dev.sojourn.consent.ActHistory;
import dev.sojourn.consent.ActRecorder;
import dev.sojourn.consent.Consents;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.LegalBases;
import dev.sojourn.consent.Restriction;
import dev.sojourn.consent.Restrictions;
import dev.sojourn.consent.Suppressions;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.Setting;
import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryRecordsBuilder;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A small installation with one kind of data under several rules, for the laws of retention. */
final class Household {

    static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");
    static final Purpose NEWSLETTER = Purpose.of("newsletter").on(LegalBasis.CONSENT);
    static final Purpose BOOKS =
            Purpose.of("books").on(LegalBasis.LEGAL_OBLIGATION).citing("a law");

    /** What the law of a household says: the periods of its four rules; a rule without one is not declared. */
    record Rules(
            Optional<Period> fixed,
            boolean chosen,
            Optional<Period> idle,
            Optional<Period> floor,
            Optional<Period> closed,
            boolean serving) {}

    /** A row of it. */
    record Thing(
            long id,
            String tenant,
            String owner,
            @Nullable Instant made,
            @Nullable LocalDate active) {

        DataSubject subject() {
            return new DataSubject(owner, "", tenant);
        }
    }

    static final Period LEAST = Period.ofDays(20);
    static final Period MOST = Period.ofDays(300);

    final InMemoryStores stores = new InMemoryStores();
    final Policy policy;
    final InMemoryRecords<Thing> things;
    final Retention retention;
    final Ledger ledger;
    final Consents consents;
    final Restrictions restrictions;
    private long settings;

    Household(Rules rules, Clock clock, int batchSize) {
        this.policy = policyOf(rules);
        this.ledger = new Ledger(stores.ledger(), stores.work(), clock);
        Suppressions suppressions = new Suppressions(Optional.empty(), stores.suppressions(), stores.work());
        ActHistory history =
                new ActHistory(stores.work(), stores.subjects(), stores.identities(), suppressions, ledger);
        ActRecorder recorder =
                new ActRecorder(stores.work(), stores.subjects(), ledger, stores.consents(), history, subject -> {});
        RunBarrier barrier = new RunBarrier(stores.runs(), stores.work());
        this.consents = new Consents(
                policy,
                recorder,
                new LegalBases(stores.settings()),
                ledger,
                barrier::after,
                suppressions,
                stores.subjects());
        this.restrictions = new Restrictions(policy, recorder, stores.consents(), ledger, barrier::after);
        InMemoryRecordsBuilder<Thing> builder = InMemoryRecords.of(Thing.class, Long.class, Thing::id)
                .tenant(Thing::tenant)
                .subject(Thing::subject)
                .moment("made", Thing::made)
                .day("active", Thing::active);
        policy.rules().forEach(rule -> bind(builder, rule.id()));
        this.things = builder.in(stores);
        RetentionPorts ports = new RetentionPorts(
                stores.work(),
                stores.settings(),
                stores.consents(),
                consents::history,
                stores.holds(),
                stores.events(),
                stores.runs(),
                stores.sweeps(),
                List.of(things),
                Map.of(),
                Optional.empty());
        SweepOptions usual = SweepOptions.usual();
        this.retention = new Retention(
                policy, ports, ledger, new SweepOptions(usual.planValidFor(), batchSize, usual.progress()));
    }

    void set(String tenant, String name, String value, Instant at) {
        stores.work().run(() -> {
            stores.settings().add(new Setting(tenant, name, value, at, ++settings));
            return tenant;
        });
    }

    void hold(Hold hold, Instant at) {
        stores.work().run(() -> {
            stores.holds().add(hold, at);
            return hold;
        });
    }

    void closed(DataSubject subject, Instant at) {
        stores.work().run(() -> {
            stores.events().put(subject, "closed", at);
            return subject;
        });
    }

    void restrict(DataSubject subject) {
        restrictions.restrict(
                subject,
                Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED).reviewOn(LocalDate.of(2030, 1, 1)));
    }

    void withdraw(DataSubject subject) {
        consents.give(subject, NEWSLETTER, Evidence.none());
        consents.withdraw(subject, NEWSLETTER);
    }

    Map<Long, Thing> left() {
        Map<Long, Thing> left = new TreeMap<>();
        things.all().forEach(thing -> left.put(thing.id(), thing));
        return left;
    }

    private static void bind(InMemoryRecordsBuilder<Thing> builder, String rule) {
        switch (rule) {
            case "idle" -> builder.retained(rule, "active");
            case "closed" -> builder.retained(rule);
            default -> builder.retained(rule, "made");
        }
    }

    private static Policy policyOf(Rules rules) {
        Policy.Builder policy = Policy.builder("a household")
                .version("1")
                .zone(BUCHAREST.getId())
                .controller(Party.named("A household").contact("someone").country("RO"))
                .purposes(NEWSLETTER, BOOKS)
                .retainProof(Period.ofYears(3));
        RetentionRule main = rules.chosen()
                ? RetentionRule.atMost("thing").chosenByTenant(LEAST, MOST)
                : RetentionRule.atMost("thing", rules.fixed().orElse(MOST));
        policy.retain((rules.serving() ? main.serving(NEWSLETTER) : main.serving(BOOKS)).because("a test"));
        rules.idle()
                .ifPresent(period -> policy.retain(RetentionRule.atMost("idle", period)
                        .fromLastActivity()
                        .governing("thing")
                        .serving(BOOKS)
                        .because("a test")));
        rules.floor()
                .ifPresent(period -> policy.retain(RetentionRule.atLeast("law", period)
                        .governing("thing")
                        .serving(BOOKS)
                        .because("a test")));
        rules.closed()
                .ifPresent(period -> policy.retain(RetentionRule.atMost("closed", period)
                        .fromEvent("closed")
                        .reviewEvery(Period.ofMonths(12))
                        .governing("thing")
                        .serving(BOOKS)
                        .because("a test")));
        return policy.build();
    }
}
