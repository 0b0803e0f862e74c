package dev.sojourn.testkit;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.CONTRACT;
import static dev.sojourn.policy.LegalBasis.LEGAL_OBLIGATION;
import static dev.sojourn.policy.LegalBasis.LEGITIMATE_INTERESTS;
import static dev.sojourn.policy.LegalBasis.VITAL_INTERESTS;
import static dev.sojourn.testkit.Speaking.ADA;
import static dev.sojourn.testkit.Speaking.answer;
import static dev.sojourn.testkit.Speaking.draft;
import static dev.sojourn.testkit.Speaking.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ConsentStore;
import dev.sojourn.consent.Restriction;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import dev.sojourn.processing.ProcessingGate;
import dev.sojourn.processing.Standing;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes on while the store is away: only what said it would, marked and counted, and for that one time. */
class DegradedTest {

    private static final Scope VOICE = Scope.of("channel", "voice");
    private static final Purpose NEWSLETTER = Purpose.of("newsletter").on(CONSENT);
    private static final Purpose SECURITY =
            Purpose.of("security").on(LEGITIMATE_INTERESTS).assessedIn("LIA-1");
    private static final Purpose HOSTING = Purpose.of("hosting").on(CONTRACT);
    private static final Purpose BILLING =
            Purpose.of("billing").on(CONTRACT).evenIfStoreFails().within(VOICE);
    private static final Purpose BOOKS =
            Purpose.of("books").on(LEGAL_OBLIGATION).citing("82/1991").evenIfStoreFails();
    private static final Purpose EMERGENCY = Purpose.of("emergency").on(VITAL_INTERESTS);
    private static final List<Purpose> GOING_ON = List.of(BILLING, BOOKS, EMERGENCY);
    private static final List<Purpose> STOPPING = List.of(NEWSLETTER, SECURITY, HOSTING);

    private final FailingStores stores = FailingStores.over(new InMemoryStores());
    private final HandMovedClock clock = HandMovedClock.at("2026-03-01T09:00", "Europe/Bucharest");
    private final Sojourn sojourn =
            open(draft("1", NEWSLETTER, SECURITY, HOSTING, BILLING, BOOKS, EMERGENCY), stores, clock);
    private final ProcessingGate gate = sojourn.gate();

    @Test
    @Upholds("KLOZER-07")
    void countsEveryAnswerGivenWithoutTheStoreHoweverItWasAsked() {
        GOING_ON.forEach(purpose -> gate.require(ADA, purpose));
        assertThat(gate.degradedAnswers()).isZero();
        stores.failing(UnitOfWork.class);
        assertThat(gate.fresh().may(ADA, BILLING)).isTrue();
        assertThat(gate.fresh().require(ADA, BOOKS).degraded()).isTrue();
        assertThat(gate.require(ADA, BILLING, VOICE).degraded()).isTrue();
        Standing standing = gate.fresh().of(ADA);
        assertThat(standing.may(EMERGENCY)).isTrue();
        assertThat(gate.degradedAnswers()).isEqualTo(4);
        STOPPING.forEach(
                purpose -> assertThat(answer(gate.fresh().decide(ADA, purpose))).isEqualTo("STORE_ERROR"));
        assertThat(gate.degradedAnswers()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(classes = {ConsentStore.class, UnitOfWork.class})
    void remembersNothingThatWasAnsweredWithoutTheStore(Class<?> port) {
        stores.failing(port);
        for (int asked = 1; asked <= 3; asked++) {
            GOING_ON.forEach(
                    purpose -> assertThat(gate.require(ADA, purpose).degraded()).isTrue());
            STOPPING.forEach(
                    purpose -> assertThat(answer(gate.decide(ADA, purpose))).isEqualTo("STORE_ERROR"));
            assertThat(gate.degradedAnswers()).isEqualTo(3L * asked);
        }
        stores.healed();
        GOING_ON.forEach(
                purpose -> assertThat(gate.require(ADA, purpose).degraded()).isFalse());
        assertThat(answer(gate.decide(ADA, NEWSLETTER))).isEqualTo("NEVER_ASKED");
        assertThat(answer(gate.decide(ADA, HOSTING))).isEqualTo("ALLOWED");
        assertThat(gate.degradedAnswers()).isEqualTo(9);
    }

    @Test
    void hearsARestrictionAgainAsSoonAsTheStoreIsBack() {
        stores.failing(ConsentStore.class);
        assertThat(gate.require(ADA, BILLING).degraded()).isTrue();
        stores.healed();
        sojourn.restrictions()
                .restrict(
                        ADA,
                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                .reviewOn(LocalDate.of(2026, 6, 1)));
        assertThat(answer(gate.decide(ADA, BILLING))).isEqualTo("RESTRICTED");
        assertThat(gate.degradedAnswers()).isEqualTo(1);
    }
}
