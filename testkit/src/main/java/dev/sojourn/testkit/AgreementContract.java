package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.Stores;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.ConsentProof;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.PastAct;
import dev.sojourn.consent.PlacedRestriction;
import dev.sojourn.consent.Restriction;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.ConsentLevel;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Notice;
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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
            Purpose.of("survey").on(LegalBasis.CONSENT).validFor(Period.ofMonths(1));
    private static final Purpose CLAIMS = Purpose.of("claims")
            .on(LegalBasis.LEGITIMATE_INTERESTS)
            .assessedIn("LIA-3")
            .evenIfRestricted();
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
            List.of(NEWSLETTER, TRAINING, SURVEY, SECURITY, OFFERS, SUPPORT, HOSTING, CLAIMS);
    private static final List<Purpose> ON_CONSENT = List.of(NEWSLETTER, TRAINING, SURVEY);
    private static final Notice FIRST = Notice.of("privacy", "1", "first text", LocalDate.of(2026, 1, 1));
    private static final Notice SECOND = Notice.of("privacy", "2", "second text", LocalDate.of(2026, 2, 20))
            .changing(Notice.Change.PURPOSE, NEWSLETTER)
            .graceThrough(LocalDate.of(2026, 2, 25));
    private static final Notice THIRD =
            Notice.of("privacy", "3", "third text", LocalDate.of(2026, 3, 20)).changing(Notice.Change.PURPOSE);
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

    /**
     * Hears whom the host knows, once for each history, before anything is said.
     *
     * @param people everybody, each with a whole number for an identifier
     */
    protected void met(List<DataSubject> people) {
        // stores that no query of a host's reaches have nothing to prepare
    }

    /**
     * Whom queries of the host's own find allowed, asked in every way there is.
     *
     * @param sojourn decides
     * @param purpose about which purpose
     * @param people everybody
     * @return one answer for each way of asking; empty where there is none
     */
    protected List<Set<DataSubject>> queried(Sojourn sojourn, Purpose purpose, List<DataSubject> people) {
        return List.of();
    }

    private Sojourn open() {
        clock.set("2026-02-01T09:00");
        Policy policy = Policy.builder("policy of a test")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(
                        Party.named("AllAI").contact("contact@allai.example").country("RO"))
                .retainProof(Period.ofYears(3))
                .purposes(PURPOSES.toArray(Purpose[]::new))
                .notice(FIRST)
                .notice(SECOND)
                .notice(THIRD)
                .prohibit("sale", "we do not sell")
                .build();
        return Sojourn.builder(policy)
                .stores(stores())
                .clock(clock)
                .suppressionKey(new SecretKeySpec("a test's own key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                .build();
    }

    @RepeatedTest(4)
    @Upholds("KLUSARO-11")
    void answersTheSameHoweverItIsAsked(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        Sojourn sojourn = open();
        List<DataSubject> people = people();
        met(people);
        for (int step = 0; step < 120; step++) {
            act(sojourn, random, people);
            clock.advance(Duration.ofMinutes(random.nextInt(26 * 60)));
            if (step % 30 == 29) {
                assertAgreement(sojourn, people);
            }
        }
    }

    private static List<DataSubject> people() {
        List<DataSubject> people = new ArrayList<>();
        for (String tenant : List.of("acme", "globex")) {
            for (String kind : List.of("customer", "lead")) {
                for (int number = 1; number <= 3; number++) {
                    people.add(DataSubject.of("" + (40 + number)).as(kind).in(tenant));
                }
            }
        }
        return people;
    }

    private void act(Sojourn sojourn, Random random, List<DataSubject> people) {
        DataSubject one = people.get(random.nextInt(people.size()));
        Purpose consented = ON_CONSENT.get(random.nextInt(ON_CONSENT.size()));
        Purpose marketing = random.nextBoolean() ? NEWSLETTER : OFFERS;
        switch (random.nextInt(17)) {
            case 0, 1 -> sojourn.consents().give(one, consented);
            case 2 -> sojourn.consents().give(one, TRAINING, Evidence.none().level(ConsentLevel.EXPLICIT));
            case 3 -> sojourn.consents().refuse(one, consented);
            case 4 -> sojourn.consents().withdraw(one, consented);
            case 5 -> sojourn.objections().object(one, random.nextBoolean() ? SECURITY : marketing);
            case 6 -> sojourn.consents().give(one, marketing);
            case 7 -> sojourn.consents().optOut(one, SECURITY);
            case 8 -> restrictOrLift(sojourn, random, one);
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
            case 13, 14 -> sojourn.consents().give(one, consented, shown(random));
            case 15 -> acceptUnproven(sojourn, random, one);
            default ->
                sojourn.consents()
                        .merge(DataSubject.of("v" + random.nextInt(1_000)).in(one.tenant()), one);
        }
    }

    private static void restrictOrLift(Sojourn sojourn, Random random, DataSubject one) {
        Optional<String> placed = sojourn.restrictions().active(one).stream()
                .map(PlacedRestriction::id)
                .findFirst();
        if (placed.isEmpty()) {
            Restriction restriction = random.nextBoolean()
                    ? Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                    : Restriction.ofPurposes(Restriction.Ground.UNLAWFUL_PROCESSING, NEWSLETTER, SECURITY);
            sojourn.restrictions().restrict(one, restriction.reviewOn(LocalDate.of(2027, 1, 1)));
        } else if (random.nextBoolean()) {
            sojourn.restrictions().lift(one, placed.get(), CLERK);
        } else {
            sojourn.consents().give(one, NEWSLETTER, Evidence.none().despite(placed.get()));
        }
    }

    /** What the policy has to say of a notice that is not in force yet is another test's. */
    private Evidence shown(Random random) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.of("Europe/Bucharest"));
        return Stream.of(THIRD, SECOND, FIRST)
                .filter(notice -> !notice.effectiveFrom().isAfter(today))
                .skip(random.nextInt(2))
                .findFirst()
                .map(Evidence::shown)
                .orElseGet(Evidence::none);
    }

    private void acceptUnproven(Sojourn sojourn, Random random, DataSubject one) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.of("Europe/Bucharest"));
        sojourn.consents().current(one).stream()
                .filter(act -> act.isUnproven() && act.acceptedThrough().isEmpty() && act.kind() == ActKind.GIVEN)
                .findFirst()
                .ifPresent(act -> ON_CONSENT.stream()
                        .filter(purpose -> purpose.id().equals(act.purpose()))
                        .forEach(purpose -> sojourn.consents()
                                .accept(one, purpose, CLERK, today.plusDays(random.nextInt(5)), "seen on paper")));
    }

    private void assertAgreement(Sojourn sojourn, List<DataSubject> people) {
        ProcessingGate gate = sojourn.gate();
        sojourn.consents().recognise(people.stream());
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
            assertThat(queried(sojourn, purpose, people))
                    .as("%s at %s", purpose, clock.instant())
                    .allSatisfy(found -> assertThat(found).containsExactlyInAnyOrderElementsOf(allowed));
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
