package dev.sojourn.testkit;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.CONTRACT;
import static dev.sojourn.testkit.Speaking.draft;
import static dev.sojourn.testkit.Speaking.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sojourn.Sojourn;
import dev.sojourn.Stores;
import dev.sojourn.consent.ConsentStore;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Purpose;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InMemoryAgreementTest extends AgreementContract {

    private static final Purpose NEWSLETTER = Purpose.of("newsletter").on(CONSENT);
    private static final Purpose HOSTING = Purpose.of("hosting").on(CONTRACT);
    private static final Purpose BILLING = Purpose.of("billing").on(CONTRACT).evenIfStoreFails();

    private final HandMovedClock clock = HandMovedClock.at("2026-02-01T09:00", "Europe/Bucharest");

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }

    @Test
    void holdsNoMoreThanABatchOfAMillion() {
        Sojourn sojourn = open(draft("1", NEWSLETTER, HOSTING), new InMemoryStores(), clock);
        AtomicLong taken = new AtomicLong();
        AtomicLong given = new AtomicLong();
        AtomicLong furthestAhead = new AtomicLong();
        long allowed = sojourn.gate()
                .allowedAmong(
                        LongStream.range(0, 1_000_000)
                                .peek(number -> taken.incrementAndGet())
                                .mapToObj(number -> DataSubject.of("n" + number)),
                        HOSTING)
                .peek(one -> furthestAhead.accumulateAndGet(taken.get() - given.incrementAndGet(), Math::max))
                .count();
        assertThat(allowed).isEqualTo(1_000_000);
        assertThat(furthestAhead.get()).isLessThanOrEqualTo(2_000);
    }

    @Test
    void deniesABatchThatCannotBeReadUnlessThePurposeDoesWithout() {
        FailingStores stores = FailingStores.over(new InMemoryStores());
        Sojourn sojourn = open(draft("1", NEWSLETTER, HOSTING, BILLING), stores, clock);
        List<DataSubject> people = List.of(DataSubject.of("1"), DataSubject.of("2"));
        stores.failing(ConsentStore.class);
        assertThat(sojourn.gate().allowedAmong(people, HOSTING)).isEmpty();
        assertThat(sojourn.gate().allowedAmong(people, BILLING)).isEqualTo(people);
        assertThat(sojourn.gate().degradedAnswers()).isEqualTo(2);
    }

    @Test
    void knowsNoAudienceOfAPurposeThatAsksNobody() {
        Sojourn sojourn = open(draft("1", NEWSLETTER, HOSTING), new InMemoryStores(), clock);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.gate().audience(HOSTING))
                .withMessageContaining("'hosting' is not on consent")
                .withMessageContaining("allowedAmong");
    }
}
