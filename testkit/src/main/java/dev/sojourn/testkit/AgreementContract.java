package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.Stores;
import dev.sojourn.consent.ConsentProof;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.PastAct;
import dev.sojourn.consent.Restriction;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.ConsentLevel;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import dev.sojourn.processing.Decision;
import dev.sojourn.processing.ProcessingGate;
import dev.sojourn.processing.Standing;
import dev.sojourn.rights.ErasureGround;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * However the gate is asked it answers the same: one by one, remembered or fresh, for a standing, for many at once, for an
 * audience, and of the past when it is the present. Over random histories, the same for the same seed.
 */
public abstract class AgreementContract {

    private static final Purpose NEWSLETTER =
            Purpose.of("newsletter").on(LegalBasis.CONSENT).directMarketing();
    private static final Purpose TRAINING =
            Purpose.of("training").on(LegalBasis.CONSENT).needing(ConsentLevel.EXPLICIT);
    private static final Purpose SURVEY =
            Purpose.of("survey").on(LegalBasis.CONSENT).validFor(Period.ofDays(20));
    private static final Purpose SECURITY =
            Purpose.of("security").on(LegalBasis.LEGITIMATE_INTERESTS).assessedIn("LIA-1");
    private static final Purpose OFFERS = Purpose.of("offers")
            .on(LegalBasis.LEGITIMATE_INTERESTS)
            .assessedIn("LIA-2")
            .directMarketing();
    private static final Purpose SUPPORT = Purpose.of("support").onBasisDeclaredByTenant();
    private static final Purpose HOSTING =
            Purpose.of("hosting").on(LegalBasis.CONTRACT).concerning("customer");
    private static final List<Purpose> PURPOSES =
            List.of(NEWSLETTER, TRAINING, SURVEY, SECURITY, OFFERS, SUPPORT, HOSTING);
    private static final List<Purpose> ON_CONSENT = List.of(NEWSLETTER, TRAINING, SURVEY);
    private static final Actor CLERK = Actor.employee("Grace Hopper");

    private final HandMovedClock clock = HandMovedClock.at("2026-02-01T09:00", "Europe/Bucharest");

    /** For subclasses. */
    protected AgreementContract() {}

    /**
     * The stores under test.
     *
     * @return stores in which nothing is kept
     */
    protected abstract Stores stores();

    private Sojourn open() {
        clock.set("2026-02-01T09:00");
        Policy policy = Policy.builder("policy of a test")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(
                        Party.named("AllAI").contact("contact@allai.example").country("RO"))
                .retainProof(Period.ofYears(3))
                .purposes(PURPOSES.toArray(Purpose[]::new))
                .prohibit("sale", "we do not sell")
                .build();
        return Sojourn.builder(policy)
                .stores(stores())
                .clock(clock)
                .suppressionKey(new SecretKeySpec("a test's own key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                .build();
    }

    @RepeatedTest(8)
    @Upholds("KLUSARO-11")
    void answersTheSameHoweverItIsAsked(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        Sojourn sojourn = open();
        List<DataSubject> people = people();
        for (int step = 0; step < 120; step++) {
            act(sojourn, random, people);
            clock.advance(Duration.ofHours(random.nextInt(20)));
            if (step % 15 == 14) {
                assertAgreement(sojourn, people);
            }
        }
    }

    private static List<DataSubject> people() {
        List<DataSubject> people = new ArrayList<>();
        for (String tenant : List.of("acme", "globex")) {
            for (String kind : List.of("customer", "lead")) {
                for (int number = 1; number <= 3; number++) {
                    people.add(DataSubject.of("p" + number).as(kind).in(tenant));
                }
            }
        }
        return people;
    }

    private void act(Sojourn sojourn, Random random, List<DataSubject> people) {
        DataSubject one = people.get(random.nextInt(people.size()));
        Purpose consented = ON_CONSENT.get(random.nextInt(ON_CONSENT.size()));
        Purpose marketing = random.nextBoolean() ? NEWSLETTER : OFFERS;
        switch (random.nextInt(14)) {
            case 0, 1 -> sojourn.consents().give(one, consented);
            case 2 -> sojourn.consents().give(one, TRAINING, Evidence.none().level(ConsentLevel.EXPLICIT));
            case 3 -> sojourn.consents().refuse(one, consented);
            case 4 -> sojourn.consents().withdraw(one, consented);
            case 5 -> sojourn.objections().object(one, random.nextBoolean() ? SECURITY : marketing);
            case 6 -> sojourn.consents().give(one, marketing);
            case 7 -> sojourn.consents().optOut(one, SECURITY);
            case 8 -> restrictOrLift(sojourn, one);
            case 9 ->
                sojourn.settings()
                        .declareBasis(
                                one.tenant(),
                                SUPPORT,
                                random.nextBoolean() ? LegalBasis.CONTRACT : LegalBasis.CONSENT,
                                CLERK);
            case 10 -> sojourn.rights().erase(sojourn.rights().planErasure(one, ErasureGround.ACCOUNT_CLOSED));
            case 11 -> sojourn.consents().give(one, consented, Scope.of("channel", "voice"));
            case 12 ->
                sojourn.imports()
                        .run(
                                "crm",
                                () -> Stream.of(PastAct.given(
                                        "k" + random.nextInt(5),
                                        one,
                                        consented,
                                        clock.instant().minus(Duration.ofDays(5)),
                                        ConsentProof.NOTHING)));
            default ->
                sojourn.consents()
                        .merge(DataSubject.of("v" + random.nextInt(1_000)).in(one.tenant()), one);
        }
    }

    private static void restrictOrLift(Sojourn sojourn, DataSubject one) {
        sojourn.restrictions().active(one).stream()
                .findFirst()
                .ifPresentOrElse(
                        placed -> sojourn.restrictions().lift(one, placed.id(), CLERK),
                        () -> sojourn.restrictions()
                                .restrict(
                                        one,
                                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                                .reviewOn(LocalDate.of(2027, 1, 1))));
    }

    private void assertAgreement(Sojourn sojourn, List<DataSubject> people) {
        ProcessingGate gate = sojourn.gate();
        for (Purpose purpose : PURPOSES) {
            List<DataSubject> allowed = new ArrayList<>();
            for (DataSubject one : people) {
                Decision decision = gate.fresh().decide(one, purpose);
                Standing standing = gate.fresh().of(one);
                assertThat(gate.may(one, purpose)).isEqualTo(decision.isAllowed());
                assertThat(gate.decide(one, purpose).isAllowed()).isEqualTo(decision.isAllowed());
                assertThat(gate.of(one).may(purpose)).isEqualTo(decision.isAllowed());
                assertThat(standing.decide(purpose)).isEqualTo(decision);
                assertThat(standing.may(purpose)).isEqualTo(decision.isAllowed());
                assertThat(gate.asOf(clock.instant()).decide(one, purpose)).isEqualTo(decision);
                if (decision.isAllowed()) {
                    allowed.add(one);
                }
            }
            assertThat(gate.allowedAmong(people, purpose)).isEqualTo(allowed);
            if (ON_CONSENT.contains(purpose)) {
                Set<DataSubject> audience = new HashSet<>(gate.audience(purpose).toList());
                assertThat(audience).isEqualTo(new HashSet<>(allowed));
            }
        }
    }

    @Test
    void asksAboutMoreThanOneBatchAndKeepsTheOrder() {
        Sojourn sojourn = open();
        List<DataSubject> people = IntStream.range(0, 2_345)
                .mapToObj(number -> DataSubject.of("n" + number).as("customer"))
                .toList();
        List<DataSubject> consenting =
                people.stream().filter(one -> people.indexOf(one) % 9 == 0).toList();
        consenting.forEach(one -> sojourn.consents().give(one, NEWSLETTER));
        assertThat(sojourn.gate().allowedAmong(people, NEWSLETTER)).isEqualTo(consenting);
        assertThat(sojourn.gate().audience(NEWSLETTER)).containsExactlyInAnyOrderElementsOf(consenting);
        assertThat(sojourn.gate().allowedAmong(people, HOSTING)).hasSize(people.size());
        assertThat(sojourn.gate().allowedAmong(people, Purpose.of("sale").on(LegalBasis.CONSENT)))
                .isEmpty();
        assertThat(sojourn.gate().allowedAmong(people, Purpose.of("unknown").on(LegalBasis.CONTRACT)))
                .isEmpty();
        assertThat(sojourn.gate().allowedAmong(List.of(), NEWSLETTER)).isEmpty();
    }
}
