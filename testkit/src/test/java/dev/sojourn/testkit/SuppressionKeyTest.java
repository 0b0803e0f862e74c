package dev.sojourn.testkit;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.testkit.Speaking.ADA;
import static dev.sojourn.testkit.Speaking.answer;
import static dev.sojourn.testkit.Speaking.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sojourn.Sojourn;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Purpose;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Period;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SuppressionKeyTest {

    private static final Purpose NEWSLETTER = Purpose.of("newsletter").on(CONSENT);
    private static final SecretKey KEY = key("sixteen bytes ok");

    private final InMemoryStores stores = new InMemoryStores();

    private static SecretKey key(String text) {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    private Sojourn.Builder builder() {
        return Sojourn.builder(draft("1", NEWSLETTER).build()).stores(stores);
    }

    @Test
    void leavesTheIdentifierAndSaysSoWithoutAKey() {
        Sojourn sojourn = builder().build();
        sojourn.consents().refuse(ADA, NEWSLETTER);
        assertThat(sojourn.rights()
                        .erase(sojourn.rights().planErasure(ADA, ErasureGround.ACCOUNT_CLOSED))
                        .identity())
                .isEqualTo(Identity.STAYS_WITHOUT_KEY);
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("REFUSED");
    }

    @Test
    void refusesToStartWithAnotherKeyOrWithoutTheOneUsedBefore() {
        builder().suppressionKey(KEY).build();
        builder().suppressionKey(KEY).build();
        assertThatExceptionOfType(FaultyDeclaration.class)
                .isThrownBy(() -> builder().build())
                .withMessageContaining("suppressionKey")
                .withMessageContaining("is missing");
        assertThatExceptionOfType(FaultyDeclaration.class)
                .isThrownBy(() ->
                        builder().suppressionKey(key("another key of 23 bytes")).build())
                .withMessageContaining("is another one");
    }

    @Test
    void asksForTheSameKeyAfterTheLedgerDroppedItsEntry() {
        HandMovedClock clock = HandMovedClock.at("2026-02-01T09:00", "Europe/Bucharest");
        Sojourn sojourn = builder().clock(clock).suppressionKey(KEY).build();
        clock.set("2029-03-01T09:00");
        sojourn.proof().trim(Period.ofMonths(24));
        assertThat(sojourn.ledger().read(ChainId.INSTALLATION, 0, 10))
                .extracting(LedgerEntry::kind)
                .doesNotContain(EntryKind.SUPPRESSION_KEY_IN_USE);
        assertThatExceptionOfType(FaultyDeclaration.class)
                .isThrownBy(() -> builder().clock(clock).build())
                .withMessageContaining("is missing");
        builder().clock(clock).suppressionKey(KEY).build();
    }

    @Test
    void refusesAShortKey() {
        assertThatExceptionOfType(FaultyDeclaration.class)
                .isThrownBy(() -> builder().suppressionKey(key("short")).build())
                .withMessageContaining("has 5 bytes");
    }
}
