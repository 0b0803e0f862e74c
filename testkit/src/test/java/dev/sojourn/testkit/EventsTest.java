package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sojourn.Sojourn;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventsTest {

    private static final DataSubject ADA = DataSubject.of("ada@example.org");
    private static final String CLOSED = "account-closed";

    private final HandMovedClock clock = HandMovedClock.at("2026-06-01T09:00", "Europe/Bucharest");
    private final Instant now = clock.instant();
    private final InMemoryStores stores = new InMemoryStores();
    private final Sojourn sojourn =
            Sojourn.builder(Policies.allAi()).stores(stores).clock(clock).build();

    @Test
    void keepsWhenAnEventHappenedAndProvesIt() {
        sojourn.events().happened(ADA, CLOSED, now.minusSeconds(60));
        assertThat(stores.events().among(CLOSED, List.of(ADA))).isEqualTo(Map.of(ADA, now.minusSeconds(60)));
        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(EntryKind.EVENT_HAPPENED);
            assertThat(entry.body())
                    .isEqualTo(Map.of(
                            "event", CLOSED, "happened.at", now.minusSeconds(60).toString()));
        });
    }

    @Test
    void recordsTheSameReportOnce() {
        sojourn.events().happened(ADA, CLOSED, now);
        sojourn.events().happened(ADA, CLOSED, now);
        assertThat(entries()).hasSize(1);
    }

    @Test
    void takesAReportBack() {
        sojourn.events().happened(ADA, CLOSED, now);
        assertThat(sojourn.events().revoke(ADA, CLOSED)).isTrue();
        assertThat(stores.events().among(CLOSED, List.of(ADA))).isEmpty();
        assertThat(entries())
                .extracting(LedgerEntry::kind)
                .containsExactly(EntryKind.EVENT_HAPPENED, EntryKind.EVENT_REVOKED);
    }

    @Test
    void recordsNothingWhenThereIsNothingToTakeBack() {
        assertThat(sojourn.events().revoke(ADA, CLOSED)).isFalse();
        assertThat(entries()).isEmpty();
    }

    @Test
    void refusesAnEventInTheFuture() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sojourn.events().happened(ADA, CLOSED, now.plusMillis(1)))
                .withMessageContaining(CLOSED)
                .withMessageContaining("has not come")
                .withMessageNotContaining("ada@example.org");
        assertThat(stores.events().among(CLOSED, List.of(ADA))).isEmpty();
    }

    @Test
    void refusesAnEventNoRuleStartsFromAndNamesTheKnown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sojourn.events().happened(ADA, "account-close", now))
                .withMessageContaining("'account-close'")
                .withMessageContaining("[account-closed]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sojourn.events().revoke(ADA, "account-close"))
                .withMessageContaining("[account-closed]");
    }

    @Test
    void refusesABlankEvent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sojourn.events().happened(ADA, " ", now))
                .withMessageContaining("blank");
    }

    private List<LedgerEntry> entries() {
        return stores.subjects()
                .find(ADA)
                .map(key -> sojourn.ledger().read(ChainId.subject(key), 0, 100))
                .orElse(List.of());
    }
}
