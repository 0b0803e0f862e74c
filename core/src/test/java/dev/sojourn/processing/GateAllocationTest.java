package dev.sojourn.processing;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.LEGITIMATE_INTERESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sojourn.Sojourn;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Period;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A check that finds its answer remembered makes nothing for the garbage collector. */
class GateAllocationTest {

    private static final int CALLS = 200_000;
    private static final DataSubject ADA = DataSubject.of("u-17").as("customer").in("acme");
    private static final Purpose NEWSLETTER =
            Purpose.of("newsletter").on(CONSENT).validFor(Period.ofYears(1));
    private static final Purpose SURVEY = Purpose.of("survey").on(CONSENT);
    private static final Purpose SUPPORT = Purpose.of("support").onBasisDeclaredByTenant();
    private static final Purpose SECURITY = Purpose.of("security").on(LEGITIMATE_INTERESTS);

    private static final Policy POLICY = Policy.builder("policy of a test")
            .version("1")
            .zone("Europe/Bucharest")
            .controller(Party.named("AllAI"))
            .retainProof(Period.ofYears(3))
            .purposes(NEWSLETTER, SURVEY, SUPPORT, SECURITY)
            .build();

    private final Sojourn sojourn =
            Sojourn.builder(POLICY).stores(new InMemoryStores()).build();

    @Test
    void allocatesNothingForAYes() {
        sojourn.consents().give(ADA, NEWSLETTER);
        assertThat(sojourn.may(ADA, NEWSLETTER)).isTrue();
        assertThat(allocatedBy(() -> sojourn.gate().may(ADA, NEWSLETTER))).isZero();
    }

    @Test
    void allocatesNothingForANo() {
        assertThat(sojourn.may(ADA, SURVEY)).isFalse();
        assertThat(allocatedBy(() -> sojourn.gate().may(ADA, SURVEY))).isZero();
        assertThat(allocatedBy(() -> sojourn.gate().may(ADA, SUPPORT))).isZero();
        assertThat(allocatedBy(() -> sojourn.gate().may(ADA, "no-such-purpose")))
                .isZero();
    }

    @Test
    void allocatesNothingForAnIdentifierAsTheHostHasIt() {
        sojourn.consents().give(DataSubject.of("u-18"), NEWSLETTER);
        assertThat(sojourn.may("u-18", NEWSLETTER)).isTrue();
        assertThat(sojourn.may("u-18", SURVEY)).isFalse();
        assertThat(allocatedBy(() -> sojourn.may("u-18", NEWSLETTER))).isZero();
        assertThat(allocatedBy(() -> sojourn.may("u-18", SURVEY))).isZero();
    }

    @Test
    void allocatesNothingForAnExplanationRemembered() {
        assertThat(sojourn.may(ADA, SECURITY)).isTrue();
        assertThat(allocatedBy(() -> sojourn.gate().decide(ADA, SECURITY).isAllowed()))
                .isZero();
    }

    @Test
    void allocatesNothingOnANodeThatFollowsOthers() {
        Sojourn node = Sojourn.builder(POLICY)
                .stores(new InMemoryStores())
                .followingByHand(Duration.ofHours(1))
                .build();
        assertThat(node.follower().orElseThrow().poll()).isTrue();
        node.consents().give(ADA, NEWSLETTER);
        assertThat(node.may(ADA, NEWSLETTER)).isTrue();
        assertThat(node.may(ADA, SURVEY)).isFalse();
        assertThat(allocatedBy(() -> node.may(ADA, NEWSLETTER))).isZero();
        assertThat(allocatedBy(() -> node.may(ADA, SURVEY))).isZero();
        assertThat(node.gate().freshness().isStale()).isFalse();
    }

    private static long allocatedBy(BooleanSupplier check) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        int yeses = 0;
        // The first rounds load classes and compile; asking for the count itself may allocate once.
        for (int round = 0; round < 5; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < CALLS; i++) {
                yeses += check.getAsBoolean() ? 1 : 0;
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertThat(yeses % CALLS).isZero();
        return least;
    }
}
