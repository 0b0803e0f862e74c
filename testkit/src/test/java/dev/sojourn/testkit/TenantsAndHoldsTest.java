package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepReport;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import org.junit.jupiter.api.Test;

class TenantsAndHoldsTest {

    private static final DataSubject ADA = DataSubject.of("u-17").in("acme");
    private static final Actor CLERK = Actor.employee("Grace Hopper");

    private final HandMovedClock clock = HandMovedClock.at("2026-03-01T09:00", "Europe/Bucharest");
    private final InMemoryStores stores = new InMemoryStores();
    private final AllAiHost host = new AllAiHost(stores);
    private final Sojourn sojourn = Sojourn.builder(Policies.allAi())
            .stores(stores)
            .clock(clock)
            .data(host.data())
            .build();

    private SweepReport sweep() {
        return sojourn.retention().sweep(sojourn.retention().preview());
    }

    @Test
    @Upholds("KLUSAI-25")
    void keepsHeldDataPastItsTimeAndDisposesOfItOnTheRunAfterTheRelease() {
        host.recordings.put(new AllAiHost.Recording(1, ADA, Instant.parse("2026-03-11T10:00:00Z"), "Hello?"));
        clock.set("2026-06-01T09:00");
        Hold hold =
                sojourn.holds().place(Hold.on(ADA).because("case 2026-17").reviewOn(LocalDate.of(2026, 9, 1)), CLERK);
        clock.set("2026-06-10T09:00");
        assertThat(sojourn.retention().explain(AllAiHost.Recording.class, 1L).lastDayKept())
                .contains(LocalDate.of(2026, 6, 9));
        clock.set("2026-06-11T09:00");
        assertThat(sojourn.retention().preview().kept(KeepReason.HELD)).isEqualTo(1);
        assertThat(sweep().gone()).isZero();
        assertThat(sojourn.retention().explain(AllAiHost.Recording.class, 1L).decidedBy())
                .isEqualTo("hold " + hold.id());
        assertThat(host.recordings.all()).hasSize(1);
        clock.set("2026-09-01T09:00");
        sojourn.holds().release(hold.id(), CLERK);
        assertThat(sweep().gone()).isEqualTo(1);
        assertThat(host.recordings.all()).isEmpty();
    }

    @Test
    @Upholds("ALLAI-17")
    void appliesATenantsNewPeriodFromTheNextRunAndBringsNothingBack() {
        Actor client = Actor.tenant("acme");
        host.logs.put(new AllAiHost.Log(1, ADA, Instant.parse("2026-01-15T10:00:00Z"), "Where is my parcel?"));
        sojourn.settings().choose("acme", "conversation-log", Period.ofDays(365), client);
        clock.set("2026-05-31T09:00");
        assertThat(sweep().gone()).isZero();
        clock.set("2026-06-01T09:00");
        sojourn.settings().choose("acme", "conversation-log", Period.ofDays(90), client);
        assertThat(sojourn.retention().explain(AllAiHost.Log.class, 1L).lastDayKept())
                .contains(LocalDate.of(2026, 4, 15));
        assertThat(sweep().gone()).isEqualTo(1);
        sojourn.settings().choose("acme", "conversation-log", Period.ofDays(365), client);
        assertThat(sweep().gone()).isZero();
        assertThat(host.logs.all()).isEmpty();
        assertThat(sojourn.settings().history("acme"))
                .hasSize(3)
                .allSatisfy(change -> assertThat(change.actor()).isEqualTo(client));
    }

    @Test
    @Upholds("ALLAI-16")
    void keepsALogThroughTheLastDayItsOwnTenantChose() {
        Actor client = Actor.tenant("acme");
        host.logs.put(new AllAiHost.Log(1, ADA, Instant.parse("2026-01-15T10:00:00Z"), "Where is my parcel?"));
        host.logs.put(new AllAiHost.Log(2, ADA.in("zeta"), Instant.parse("2026-01-15T10:00:00Z"), "And mine?"));
        sojourn.settings().choose("acme", "conversation-log", Period.ofDays(30), client);
        sojourn.settings().choose("zeta", "conversation-log", Period.ofDays(365), client);
        assertThat(sojourn.retention().explain(AllAiHost.Log.class, 1L).lastDayKept())
                .contains(LocalDate.of(2026, 2, 14));
        assertThat(sojourn.retention().explain(AllAiHost.Log.class, 2L).lastDayKept())
                .contains(LocalDate.of(2027, 1, 15));
    }

    @Test
    @Upholds("ALLAI-20")
    void keepsARecordingAtMostNinetyDaysOrAsLongAsTheTenantSays() {
        clock.set("2026-04-02T09:00");
        host.recordings.put(new AllAiHost.Recording(1, ADA, Instant.parse("2026-04-01T10:00:00Z"), "Hello?"));
        assertThat(sojourn.retention().explain(AllAiHost.Recording.class, 1L).lastDayKept())
                .contains(LocalDate.of(2026, 6, 30));
        sojourn.settings().choose("acme", "voice-recording", Period.ofDays(30), Actor.tenant("acme"));
        assertThat(sojourn.retention().explain(AllAiHost.Recording.class, 1L).lastDayKept())
                .contains(LocalDate.of(2026, 5, 1));
    }
}
