package dev.sojourn.processing;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.CONTRACT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On the node that wrote, no check that starts after a writing call returned answers by what was before. */
class GateCoherenceTest {

    private static final int CHECKERS = 3;
    private static final int ROUNDS = 3_000;
    private static final DataSubject ADA = DataSubject.of("u-17").in("acme");
    private static final Purpose NEWSLETTER = Purpose.of("newsletter").on(CONSENT);
    private static final Purpose SUPPORT = Purpose.of("support").onBasisDeclaredByTenant();

    private final InMemoryStores stores = new InMemoryStores();
    private final Sojourn sojourn = Sojourn.builder(Policy.builder("policy of a test")
                    .version("1")
                    .zone("Europe/Bucharest")
                    .controller(Party.named("AllAI"))
                    .retainProof(Period.ofYears(3))
                    .purposes(NEWSLETTER, SUPPORT)
                    .build())
            .stores(stores)
            .build();

    @Test
    void neverAllowsACheckThatStartsAfterAWithdrawalReturned() throws Exception {
        sojourn.consents().give(ADA, NEWSLETTER);
        watch(
                NEWSLETTER,
                () -> sojourn.consents().withdraw(ADA, NEWSLETTER),
                () -> sojourn.consents().give(ADA, NEWSLETTER));
    }

    @Test
    void neverAllowsACheckThatStartsAfterATenantsBasisMovedToConsent() throws Exception {
        Actor tenant = Actor.tenant("acme");
        sojourn.settings().declareBasis("acme", SUPPORT, CONTRACT, tenant);
        watch(
                SUPPORT,
                () -> sojourn.settings().declareBasis("acme", SUPPORT, LegalBasis.CONSENT, tenant),
                () -> sojourn.settings().declareBasis("acme", SUPPORT, CONTRACT, tenant));
    }

    /**
     * One thread closes and opens the purpose by turns and counts, in an epoch, each close that returned and each open
     * about to start: odd while it is surely closed. A check that began and ended in the same odd epoch must deny.
     */
    private void watch(Purpose purpose, Runnable close, Runnable open) throws Exception {
        AtomicLong epoch = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger judged = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        Callable<Boolean> checker = () -> {
            while (!over.get()) {
                long before = epoch.get();
                boolean allowed = sojourn.gate().may(ADA, purpose);
                if (before % 2 == 1 && epoch.get() == before) {
                    judged.incrementAndGet();
                    if (allowed) {
                        wrong.incrementAndGet();
                    }
                }
            }
            return true;
        };
        ExecutorService pool = Executors.newFixedThreadPool(CHECKERS);
        try {
            List<Future<Boolean>> checkers = new ArrayList<>();
            for (int i = 0; i < CHECKERS; i++) {
                checkers.add(pool.submit(checker));
            }
            for (int round = 0; round < ROUNDS || judged.get() == 0; round++) {
                close.run();
                epoch.incrementAndGet();
                assertThat(sojourn.gate().may(ADA, purpose)).isFalse();
                epoch.incrementAndGet();
                open.run();
                assertThat(sojourn.gate().may(ADA, purpose)).isTrue();
            }
            over.set(true);
            for (Future<Boolean> one : checkers) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            over.set(true);
            pool.shutdownNow();
        }
        assertThat(wrong).hasValue(0);
    }
}
