package dev.sojourn.testkit;

import static dev.sojourn.consent.Restriction.Ground.ACCURACY_CONTESTED;
import static dev.sojourn.consent.Restriction.Ground.NEEDED_FOR_CLAIMS;
import static dev.sojourn.consent.Restriction.Ground.OBJECTION_PENDING;
import static dev.sojourn.consent.Restriction.Ground.UNLAWFUL_PROCESSING;
import static dev.sojourn.policy.Disposition.DELETE;
import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.CONTRACT;
import static dev.sojourn.policy.LegalBasis.LEGITIMATE_INTERESTS;
import static dev.sojourn.testkit.Speaking.ADA;
import static dev.sojourn.testkit.Speaking.answer;
import static dev.sojourn.testkit.Speaking.draft;
import static dev.sojourn.testkit.Speaking.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.PlacedRestriction;
import dev.sojourn.consent.Restriction;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.Run;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestrictionScenariosTest {

    private static final Actor OFFICER = Actor.employee("officer-1");
    private static final LocalDate REVIEW = LocalDate.of(2026, 6, 1);
    private static final Purpose IMPROVEMENT =
            Purpose.of("service-improvement").on(LEGITIMATE_INTERESTS).assessedIn("LIA-1");
    private static final Purpose VOICE = Purpose.of("voice").on(CONSENT);
    private static final Purpose HOSTING = Purpose.of("hosting").on(CONTRACT);
    private static final Purpose CLAIMS = Purpose.of("legal-claims")
            .on(LEGITIMATE_INTERESTS)
            .assessedIn("LIA-2")
            .evenIfRestricted();

    private final WatchedStores stores = new WatchedStores(new InMemoryStores());
    private final HandMovedClock clock = HandMovedClock.at("2026-05-01T10:00", "Europe/Bucharest");
    private final Sojourn sojourn = open(
            draft("1", IMPROVEMENT, VOICE, HOSTING, CLAIMS)
                    .retain(RetentionRule.atMost("voice-recording", Period.ofDays(90))
                            .serving(VOICE)
                            .then(DELETE)
                            .because("policy section 7")),
            stores,
            clock);

    @Test
    @Upholds({"KLUSAI-16", "GDPR 18(2)"})
    void deniesRestrictedDataToEveryPurposeButThoseTheLawExempts() {
        sojourn.consents().give(ADA, VOICE);
        sojourn.restrictions()
                .restrict(ADA, Restriction.everything(ACCURACY_CONTESTED).reviewOn(REVIEW));
        assertThat(answer(sojourn, ADA, IMPROVEMENT)).isEqualTo("RESTRICTED");
        assertThat(answer(sojourn, ADA, HOSTING)).isEqualTo("RESTRICTED");
        assertThat(answer(sojourn, ADA, VOICE)).isEqualTo("RESTRICTED");
        assertThat(answer(sojourn, ADA, CLAIMS)).isEqualTo("ALLOWED");
        assertThat(answer(sojourn, DataSubject.of("u-18"), IMPROVEMENT)).isEqualTo("ALLOWED");
    }

    @Test
    @Upholds("GDPR 18(2)")
    void letsAConsentInSpiteOfTheRestrictionThrough() {
        sojourn.consents().give(ADA, VOICE);
        String id = sojourn.restrictions()
                .restrict(ADA, Restriction.everything(ACCURACY_CONTESTED).reviewOn(REVIEW));
        sojourn.consents().give(ADA, VOICE, Evidence.none().via("form"));
        assertThat(answer(sojourn, ADA, VOICE)).isEqualTo("RESTRICTED");
        sojourn.consents().give(ADA, VOICE, Evidence.none().despite(id));
        assertThat(answer(sojourn, ADA, VOICE)).isEqualTo("ALLOWED");
        assertThat(answer(sojourn, ADA, IMPROVEMENT)).isEqualTo("RESTRICTED");
        sojourn.consents().give(ADA, IMPROVEMENT, Evidence.none().despite(id));
        assertThat(answer(sojourn, ADA, IMPROVEMENT)).isEqualTo("ALLOWED");
        String second = sojourn.restrictions()
                .restrict(ADA, Restriction.everything(NEEDED_FOR_CLAIMS).reviewOn(REVIEW));
        assertThat(answer(sojourn, ADA, VOICE)).isEqualTo("RESTRICTED");
        sojourn.consents().give(ADA, VOICE, Evidence.none().despite(id).despite(second));
        assertThat(answer(sojourn, ADA, VOICE)).isEqualTo("ALLOWED");
    }

    @Test
    @Upholds("GDPR 18(1)")
    void restrictsNamedPurposesOnly() {
        sojourn.restrictions()
                .restrict(
                        ADA,
                        Restriction.ofPurposes(OBJECTION_PENDING, IMPROVEMENT).reviewOn(REVIEW));
        assertThat(answer(sojourn, ADA, IMPROVEMENT)).isEqualTo("RESTRICTED");
        assertThat(answer(sojourn, ADA, HOSTING)).isEqualTo("ALLOWED");
    }

    @Test
    @Upholds("GDPR 18(1)")
    void restrictsThePurposesThatUseANamedCategory() {
        sojourn.consents().give(ADA, VOICE);
        sojourn.restrictions()
                .restrict(
                        ADA,
                        Restriction.ofCategories(UNLAWFUL_PROCESSING, "voice-recording")
                                .reviewOn(REVIEW));
        assertThat(answer(sojourn, ADA, VOICE)).isEqualTo("RESTRICTED");
        assertThat(answer(sojourn, ADA, HOSTING)).isEqualTo("ALLOWED");
    }

    @Test
    @Upholds("GDPR 18(3)")
    void allowsAgainOnceEveryRestrictionIsLifted() {
        Restriction everything = Restriction.everything(ACCURACY_CONTESTED).reviewOn(REVIEW);
        String first = sojourn.restrictions().restrict(ADA, everything);
        String second = sojourn.restrictions().restrict(ADA, everything, OFFICER);
        sojourn.restrictions().lift(ADA, first, OFFICER);
        sojourn.restrictions().lift(ADA, first, OFFICER);
        assertThat(answer(sojourn, ADA, HOSTING)).isEqualTo("RESTRICTED");
        assertThat(sojourn.restrictions().active(ADA))
                .extracting(PlacedRestriction::id)
                .containsExactly(second);
        sojourn.restrictions().lift(ADA, second, OFFICER);
        assertThat(answer(sojourn, ADA, HOSTING)).isEqualTo("ALLOWED");
        assertThat(sojourn.restrictions().active(ADA)).isEmpty();
        assertThat(sojourn.consents().history(ADA))
                .extracting(SubjectAct::kind)
                .containsExactly(ActKind.RESTRICTED, ActKind.RESTRICTED, ActKind.LIFTED, ActKind.LIFTED);
    }

    @Test
    void readsBackWhatWasRestricted() {
        Restriction restriction =
                Restriction.ofPurposes(OBJECTION_PENDING, IMPROVEMENT, VOICE).reviewOn(REVIEW);
        String id = sojourn.restrictions().restrict(ADA, restriction);
        assertThat(sojourn.restrictions().active(ADA))
                .containsExactly(new PlacedRestriction(id, ADA, restriction, clock.instant()));
        assertThat(restriction.purposes()).isEqualTo(Set.of("service-improvement", "voice"));
        assertThat(restriction.isOfEverything()).isFalse();
    }

    @Test
    void listsRestrictionsFromTheirReviewDateOnAndLiftsNone() {
        DataSubject bob = DataSubject.of("u-18");
        String late = sojourn.restrictions()
                .restrict(ADA, Restriction.everything(ACCURACY_CONTESTED).reviewOn(REVIEW));
        String early = sojourn.restrictions()
                .restrict(bob, Restriction.everything(ACCURACY_CONTESTED).reviewOn(REVIEW.minusDays(7)));
        clock.set("2026-05-24T23:59");
        assertThat(sojourn.restrictions().dueForReview()).isEmpty();
        clock.set("2026-05-25T00:00");
        assertThat(sojourn.restrictions().dueForReview())
                .extracting(PlacedRestriction::id)
                .containsExactly(early);
        clock.set("2026-06-01T00:00");
        assertThat(sojourn.restrictions().dueForReview())
                .extracting(PlacedRestriction::id)
                .containsExactly(early, late);
        assertThat(answer(sojourn, ADA, HOSTING)).isEqualTo("RESTRICTED");
        sojourn.restrictions().lift(bob, early, OFFICER);
        assertThat(sojourn.restrictions().dueForReview())
                .extracting(PlacedRestriction::id)
                .containsExactly(late);
    }

    @Test
    void listsAllOfManyRestrictions() {
        for (int i = 0; i < 1_003; i++) {
            sojourn.restrictions()
                    .restrict(
                            DataSubject.of("s-" + i),
                            Restriction.everything(ACCURACY_CONTESTED)
                                    .reviewOn(LocalDate.of(2026, 1, 1).plusDays(i % 30)));
        }
        List<PlacedRestriction> due = sojourn.restrictions().dueForReview();
        assertThat(due).hasSize(1_003);
        assertThat(due)
                .isSortedAccordingTo((one, other) -> one.restriction()
                        .reviewOn()
                        .orElseThrow()
                        .compareTo(other.restriction().reviewOn().orElseThrow()));
    }

    @Test
    @Upholds("KLUSAI-16")
    void passesOverTheRunningRunsAfterTheCommit() {
        Instant now = clock.instant();
        Run run = new Run("run-1", "d", "1", "p", now, now.plusSeconds(60), Run.State.RUNNING);
        stores.work().run(() -> {
            stores.runs().add(run, List.of());
            return run;
        });
        Restriction everything = Restriction.everything(ACCURACY_CONTESTED).reviewOn(REVIEW);
        sojourn.restrictions().restrict(ADA, everything);
        assertThat(stores.locked()).containsExactly("run-1");

        List<Integer> passedWithin = new ArrayList<>();
        stores.work().run(() -> {
            sojourn.restrictions().restrict(ADA, everything);
            passedWithin.add(stores.locked().size());
            return run;
        });
        assertThat(passedWithin).containsExactly(1);
        assertThat(stores.locked()).containsExactly("run-1", "run-1");

        assertThatThrownBy(() -> stores.work().run(() -> {
            sojourn.restrictions().restrict(ADA, everything);
            throw new IllegalStateException("no");
        }));
        assertThat(stores.locked()).hasSize(2);
    }

    @Test
    void refusesARestrictionThatProtectsNothingOrIsNeverReviewed() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.restrictions().restrict(ADA, Restriction.everything(ACCURACY_CONTESTED)))
                .withMessageContaining("reviewOn");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.restrictions()
                        .restrict(
                                ADA,
                                Restriction.ofCategories(ACCURACY_CONTESTED, "voice-recordings")
                                        .reviewOn(REVIEW)))
                .withMessageContaining("[voice-recordings]")
                .withMessageContaining("[voice-recording]");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.restrictions()
                        .restrict(
                                ADA,
                                Restriction.ofPurposes(ACCURACY_CONTESTED, Purpose.of("chat"))
                                        .reviewOn(REVIEW)))
                .withMessageContaining("[chat]");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Restriction.ofPurposes(ACCURACY_CONTESTED))
                .withMessageContaining("everything");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.restrictions().lift(ADA, "no-such-id", OFFICER))
                .withMessageContaining("'no-such-id'");
        assertThat(sojourn.consents().history(ADA)).isEmpty();
    }
}
