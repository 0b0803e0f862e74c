package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepPlan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Triggers that may not have come, may lie ahead, or belong to several people. */
class TriggersTest {

    private static final String BUCHAREST = "Europe/Bucharest";

    @Test
    void fallsBackWhileTheEventHasNotCome() {
        RetentionRule rule = RetentionRule.atMost("profile", Period.ofDays(30))
                .fromEvent("account-closed")
                .orAtLatest(Period.ofYears(2), "day")
                .serving(RuleHost.SERVICE);
        for (String attribute : new String[] {"", "at"}) {
            RuleHost host =
                    new RuleHost(RuleHost.policy(BUCHAREST, rule), "2026-06-01T09:00", Map.of("profile", attribute));
            for (long id = 1; id <= 3; id++) {
                host.add(id, "", LocalDate.of(2025, 1, 10));
            }
            assertThat(host.explain(1).lastDayKept()).contains(LocalDate.of(2027, 1, 10));
            close(host, 2, attribute, "2026-06-01T09:00");
            assertThat(host.explain(2).lastDayKept()).contains(LocalDate.of(2026, 7, 1));
            assertThat(host.goesRightAfter(2, LocalDate.of(2026, 7, 1))).isTrue();
            host.clock.set("2027-01-05T09:00");
            close(host, 3, attribute, "2027-01-05T09:00");
            assertThat(host.goesRightAfter(1, LocalDate.of(2027, 1, 10))).isTrue();
            assertThat(host.has(3)).as("its event has come and runs").isTrue();
            assertThat(host.goesRightAfter(3, LocalDate.of(2027, 2, 4))).isTrue();
        }
    }

    @Test
    void keepsARowWhoseTriggerLiesAhead() {
        RuleHost host = new RuleHost(
                RuleHost.policy(
                        BUCHAREST,
                        RetentionRule.atMost("note", Period.ofDays(1)).serving(RuleHost.SERVICE)),
                "2026-06-01T09:00",
                Map.of("note", "at"));
        host.add(1, Instant.parse("2026-07-01T10:00:00Z"));
        host.add(2, null);
        SweepPlan plan = host.sojourn.retention().preview();
        assertThat(plan.due()).isZero();
        assertThat(plan.kept(KeepReason.NOT_STARTED)).isEqualTo(1);
        assertThat(host.sojourn.retention().sweep(plan).gone()).isZero();
        assertThat(host.goesRightAfter(1, LocalDate.of(2026, 7, 2))).isTrue();
        assertThat(host.has(2)).isTrue();
    }

    @Test
    void countsDaysInTheTenantsOwnZone() {
        RuleHost host = new RuleHost(
                RuleHost.policy(
                        BUCHAREST,
                        RetentionRule.atMost("note", Period.ofDays(1)).serving(RuleHost.SERVICE)),
                "2026-06-01T09:00",
                Map.of("note", "at"));
        Instant lateEvening = Instant.parse("2026-06-01T22:30:00Z");
        for (String tenant : List.of("home", "auckland")) {
            host.items.put(new RuleHost.Item(tenant.length(), tenant, "u", null, lateEvening));
        }
        host.sojourn.settings().zone("auckland", ZoneId.of("Pacific/Auckland"), Actor.tenant("auckland"));
        assertThat(host.explain(4).lastDayKept()).as("2 June in Bucharest").contains(LocalDate.of(2026, 6, 3));
        assertThat(host.explain(8).lastDayKept()).as("2 June in Auckland").contains(LocalDate.of(2026, 6, 3));
        host.clock.set(Instant.parse("2026-06-03T11:59:59Z"));
        assertThat(host.sweep().gone()).isZero();
        host.clock.set(Instant.parse("2026-06-03T12:00:00Z"));
        assertThat(host.sweep().gone()).isEqualTo(1);
        assertThat(host.has(8)).as("4 June has begun in Auckland").isFalse();
        assertThat(host.has(4)).isTrue();
    }

    @Test
    void waitsUntilAnEventHasHappenedToEverybodyARowIsAbout() {
        InMemoryStores stores = new InMemoryStores();
        InMemoryRecords<RuleHost.Item> chats = InMemoryRecords.of(RuleHost.Item.class, Long.class, RuleHost.Item::id)
                .named("Chat")
                .subjects(item -> List.of(DataSubject.of(item.owner()), DataSubject.of("other")))
                .retained("chat")
                .in(stores);
        Policy policy = RuleHost.policy(
                BUCHAREST,
                RetentionRule.atMost("chat", Period.ofDays(1))
                        .fromEvent("account-closed")
                        .reviewEvery(Period.ofYears(1))
                        .serving(RuleHost.SERVICE));
        HandMovedClock clock = HandMovedClock.at("2026-06-01T09:00", BUCHAREST);
        Sojourn sojourn =
                Sojourn.builder(policy).stores(stores).clock(clock).data(chats).build();
        chats.put(new RuleHost.Item(1, "", "u1", null, null));
        sojourn.events().happened(DataSubject.of("u1"), "account-closed", clock.instant());
        clock.set("2026-08-01T09:00");
        assertThat(sojourn.retention().preview().due()).isZero();
        sojourn.events().happened(DataSubject.of("other"), "account-closed", clock.instant());
        clock.set("2026-08-03T00:00");
        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(1);
        assertThat(sojourn.retention().sweep(plan).gone()).isEqualTo(1);
    }

    @Test
    void doesNotLetAListenerThatFailsStopASweep() {
        RuleHost host = new RuleHost(
                RuleHost.policy(
                        BUCHAREST,
                        RetentionRule.atMost("note", Period.ofDays(1)).serving(RuleHost.SERVICE)),
                "2026-06-01T09:00",
                Map.of("note", "day"),
                builder -> builder.progress(advance -> {
                    throw new IllegalStateException("a broken progress bar");
                }));
        host.add(1, "", LocalDate.of(2026, 1, 1));
        assertThat(host.sweep().gone()).isEqualTo(1);
    }

    @Test
    void explainsOnlyRowsThereAre() {
        RuleHost host = new RuleHost(
                RuleHost.policy(
                        BUCHAREST,
                        RetentionRule.atMost("note", Period.ofDays(1)).serving(RuleHost.SERVICE)),
                "2026-06-01T09:00",
                Map.of("note", "day"));
        assertThatThrownBy(() -> host.explain(4711))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no row of Item")
                .hasMessageNotContaining("4711");
        assertThatThrownBy(() -> host.sojourn.retention().explain(String.class, 1L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
    }

    private static void close(RuleHost host, long id, String attribute, String local) {
        Instant at = LocalDateTime.parse(local).atZone(ZoneId.of(BUCHAREST)).toInstant();
        if (attribute.isEmpty()) {
            host.sojourn.events().happened(RuleHost.subject("", "u" + id), "account-closed", at);
        } else {
            RuleHost.Item item = host.items.find(id).orElseThrow();
            host.items.put(new RuleHost.Item(id, item.tenant(), item.owner(), item.day(), at));
        }
    }
}
