package dev.sojourn.testkit;

import dev.sojourn.Sojourn;
import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryRecordsBuilder;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.Explanation;
import dev.sojourn.retention.SweepReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A host with one kind of records, for scenarios about a rule or two. */
final class RuleHost {

    static final String BUCHAREST = "Europe/Bucharest";
    static final Purpose SERVICE = PreviewModel.SERVICE;
    static final Purpose LAW = PreviewModel.LAW;
    static final Purpose VOICE = PreviewModel.VOICE;

    /** A record of the host's. */
    record Item(
            long id,
            String tenant,
            String owner,
            @Nullable LocalDate day,
            @Nullable Instant at) {

        DataSubject subject() {
            return RuleHost.subject(tenant, owner);
        }
    }

    final HandMovedClock clock;
    final InMemoryStores stores = new InMemoryStores();
    final InMemoryRecords<Item> items;
    final Sojourn sojourn;

    /**
     * Opens the host.
     *
     * @param bindings rule to the attribute it starts from, {@code day} or {@code at}; empty for none
     */
    RuleHost(Policy policy, String now, Map<String, String> bindings) {
        this(policy, now, bindings, builder -> builder);
    }

    RuleHost(Policy policy, String now, Map<String, String> bindings, UnaryOperator<Sojourn.Builder> more) {
        clock = HandMovedClock.at(now, policy.zone().getId());
        InMemoryRecordsBuilder<Item> kind = InMemoryRecords.of(Item.class, Long.class, Item::id)
                .tenant(Item::tenant)
                .subject(Item::subject)
                .day("day", Item::day)
                .moment("at", Item::at);
        bindings.forEach((rule, attribute) -> {
            if (attribute.isEmpty()) {
                kind.retained(rule);
            } else {
                kind.retained(rule, attribute);
            }
        });
        items = kind.in(stores);
        sojourn = more.apply(Sojourn.builder(policy).stores(stores).clock(clock).data(items))
                .build();
    }

    static Policy policy(String zone, RetentionRule... rules) {
        return draft(zone, rules).build();
    }

    static Policy.Builder draft(String zone, RetentionRule... rules) {
        Policy.Builder policy = PreviewHost.draft(zone);
        for (RetentionRule rule : rules) {
            policy.retain(rule);
        }
        return policy;
    }

    static DataSubject subject(String tenant, String owner) {
        return new DataSubject(owner, "", tenant);
    }

    void add(long id, String tenant, LocalDate day) {
        items.put(new Item(id, tenant, "u" + id, day, null));
    }

    void add(long id, @Nullable Instant at) {
        items.put(new Item(id, "", "u" + id, null, at));
    }

    SweepReport sweep() {
        return sojourn.retention().sweep(sojourn.retention().preview());
    }

    Explanation explain(long id) {
        return sojourn.retention().explain(Item.class, id);
    }

    boolean has(long id) {
        return items.find(id).isPresent();
    }

    /** Sweeps on the last day kept and on the day after: the record is there after the first, gone after the second. */
    boolean goesRightAfter(long id, LocalDate lastDayKept) {
        clock.set(lastDayKept + "T23:59:59");
        sweep();
        boolean kept = has(id);
        clock.set(lastDayKept.plusDays(1) + "T00:00");
        sweep();
        return kept && !has(id);
    }
}
