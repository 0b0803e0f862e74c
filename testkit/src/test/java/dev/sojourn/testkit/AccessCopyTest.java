package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Hold;
import dev.sojourn.rights.AccessCopy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessCopyTest {

    private static final DataSubject ADA = DataSubject.of("ada@example.org").as("customer");
    private static final Instant MAY = Instant.parse("2026-05-20T10:00:00Z");

    private final HandMovedClock clock = HandMovedClock.at("2026-06-01T09:00", "Europe/Bucharest");
    private final InMemoryStores stores = new InMemoryStores();
    private final AllAiHost host = new AllAiHost(stores);
    private final FailingData logs = new FailingData(host.logs);
    private final Sojourn sojourn = Sojourn.builder(Policies.allAi())
            .stores(stores)
            .clock(clock)
            .data(host.accounts, logs, host.recordings, host.subscriptions, host.invoices)
            .batchSize(2)
            .build();

    @Test
    void copiesEveryRowAndEveryActAsPlainValues() {
        host.add(1, ADA, MAY);
        host.add(2, DataSubject.of("bob"), MAY);
        host.logs.put(new AllAiHost.Log(3, ADA, MAY, "And where now?"));
        host.logs.put(new AllAiHost.Log(4, ADA, MAY, "Thank you"));
        sojourn.consents().give(ADA, Policies.NEWSLETTER);
        sojourn.consents().withdraw(ADA, Policies.NEWSLETTER);
        AccessCopy copy = sojourn.rights().accessCopy(ADA);
        assertThat(copy.at()).isEqualTo(clock.instant());
        assertThat(copy.rows()).containsOnlyKeys("Account", "Log", "Recording", "Subscription", "Invoice");
        assertThat(copy.rows().get("Account")).isEqualTo(List.of(Map.of("email", "ada@example.org")));
        assertThat(copy.rows().get("Log"))
                .isEqualTo(List.of(
                        Map.of("at", MAY, "text", "Where is my parcel?"),
                        Map.of("at", MAY, "text", "And where now?"),
                        Map.of("at", MAY, "text", "Thank you")));
        assertThat(copy.acts()).extracting(SubjectAct::kind).containsExactly(ActKind.GIVEN, ActKind.WITHDRAWN);
    }

    @Test
    void recordsThatACopyWasMadeAndOfHowMuch() {
        host.add(1, ADA, MAY);
        sojourn.rights().accessCopy(ADA);
        assertThat(sojourn.ledger()
                        .read(ChainId.subject(stores.subjects().find(ADA).orElseThrow()), 0, 10))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.kind()).isEqualTo(EntryKind.ACCESS_COPY);
                    assertThat(entry.body())
                            .containsEntry("rows.Log", "1")
                            .containsEntry("rows.Invoice", "1")
                            .containsEntry("actor", "SUBJECT");
                    assertThat(entry.body().toString()).doesNotContain("ada@example.org", "parcel");
                });
    }

    @Test
    void keepsHoldsAndPersonalDataOutOfSight() {
        host.add(1, ADA, MAY);
        sojourn.holds().place(Hold.on(ADA).because("a secret inquiry").reviewOn(LocalDate.of(2026, 12, 1)));
        AccessCopy copy = sojourn.rights().accessCopy(ADA);
        assertThat(copy.rows().toString() + copy.acts()).doesNotContain("secret inquiry");
        assertThat(copy.toString()).contains("Log=1").doesNotContain("ada@example.org", "parcel", "Lovelace");
    }

    @Test
    void makesNoCopyThatIsNotWhole() {
        host.add(1, ADA, MAY);
        logs.failOnRead(true);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> sojourn.rights().accessCopy(ADA));
        assertThat(stores.subjects().find(ADA)).isEmpty();
    }

    @Test
    void copiesNothingOfSomebodyUnknown() {
        AccessCopy copy = sojourn.rights().accessCopy(DataSubject.of("nobody"));
        assertThat(copy.rows()).isEmpty();
        assertThat(copy.acts()).isEmpty();
    }
}
