package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.Stores;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.PlacedRestriction;
import dev.sojourn.consent.Restriction;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.ConsentLevel;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What consents, objections, restrictions and the gate must do together over any stores; an adapter's test extends it. */
public abstract class ConsentsContract {

    private static final DataSubject ADA = DataSubject.of("u-17").as("customer").in("acme");
    private static final Actor OFFICER = Actor.employee("officer \"1\" ș");
    private static final Notice NOTICE = Notice.of("privacy", "1", "We write to you.", LocalDate.of(2026, 1, 1));
    private static final Purpose NEWSLETTER =
            Purpose.of("newsletter").on(LegalBasis.CONSENT).directMarketing();
    private static final Purpose SURVEY = Purpose.of("survey").on(LegalBasis.CONSENT);
    private static final Purpose SECURITY =
            Purpose.of("security").on(LegalBasis.LEGITIMATE_INTERESTS).assessedIn("LIA-1");

    private final HandMovedClock clock = HandMovedClock.at("2026-03-01T09:00:00.123456", "Europe/Bucharest");
    private Stores stores;
    private Sojourn sojourn;

    /** For subclasses. */
    protected ConsentsContract() {}

    /**
     * The stores under test.
     *
     * @return stores in which nothing is kept yet
     */
    protected abstract Stores stores();

    @BeforeEach
    void open() {
        stores = stores();
        sojourn = Sojourn.builder(Policy.builder("policy of the consents' contract")
                        .version("1")
                        .zone("Europe/Bucharest")
                        .controller(Party.named("AllAI"))
                        .retainProof(Period.ofYears(3))
                        .purposes(NEWSLETTER, SURVEY, SECURITY)
                        .notice(NOTICE)
                        .build())
                .stores(stores)
                .clock(clock)
                .build();
    }

    @Test
    void readsBackEveryActFromTheLedger() {
        Scope mail = Scope.of("channel", "mail");
        SubjectAct given = sojourn.consents()
                .give(
                        ADA,
                        SURVEY,
                        mail,
                        Evidence.shown(NOTICE).via("form, 'A' \\ \uD83D\uDE00").level(ConsentLevel.EXPLICIT),
                        new Actor(Actor.Kind.GUARDIAN, "Ștefan O'Neil"));
        clock.advance(Duration.ofNanos(1_000));
        SubjectAct revoked = sojourn.consents().revoke(ADA, SURVEY, OFFICER, "never informed");
        SubjectAct objected = sojourn.objections().object(ADA, SECURITY);
        SubjectAct overruled = sojourn.objections().overrule(ADA, SECURITY, OFFICER, "compelling");
        assertThat(sojourn.consents().history(ADA)).containsExactly(given, revoked, objected, overruled);
        assertThat(sojourn.consents().current(ADA))
                .extracting(SubjectAct::id)
                .containsExactlyInAnyOrder(given.id(), revoked.id());
    }

    @Test
    void keepsNamesBesideTheLedgerOnly() {
        sojourn.consents().revoke(ADA, SURVEY, OFFICER, "never informed");
        assertThat(sojourn.consents().current(ADA))
                .extracting(SubjectAct::actor)
                .containsExactly(new Actor(Actor.Kind.EMPLOYEE, ""));
        ChainId chain = ChainId.subject(
                stores.work().run(() -> stores.subjects().find(ADA)).orElseThrow());
        assertThat(sojourn.ledger().read(chain, 0, 10).toString())
                .doesNotContain(OFFICER.name())
                .doesNotContain("never informed")
                .doesNotContain(ADA.id());
    }

    @Test
    void leavesNeitherActNorProofNorAnswerOfARolledBackUnit() {
        sojourn.consents().give(ADA, SURVEY);
        assertThat(sojourn.may(ADA, SURVEY)).isTrue();
        assertThatThrownBy(() -> stores.work().run(() -> {
                    sojourn.consents().withdraw(ADA, SURVEY);
                    assertThat(sojourn.may(ADA, SURVEY)).isFalse();
                    assertThat(sojourn.consents().history(ADA)).hasSize(2);
                    throw new IllegalStateException("the host changed its mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(sojourn.may(ADA, SURVEY)).isTrue();
        assertThat(sojourn.consents().history(ADA)).hasSize(1);
        assertThat(sojourn.consents().current(ADA)).extracting(SubjectAct::kind).containsExactly(ActKind.GIVEN);
    }

    @Test
    void answersByAnActOnceTheCallReturned() {
        for (int round = 0; round < 20; round++) {
            sojourn.consents().give(ADA, SURVEY);
            assertThat(sojourn.may(ADA, SURVEY)).isTrue();
            sojourn.consents().withdraw(ADA, SURVEY);
            assertThat(sojourn.may(ADA, SURVEY)).isFalse();
            assertThat(sojourn.gate().fresh().may(ADA, SURVEY)).isFalse();
        }
    }

    @Test
    void neverAllowsACheckThatStartsAfterAWithdrawalReturned() {
        AtomicInteger roles = new AtomicInteger();
        AtomicLong epoch = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger wrong = new AtomicInteger();
        AtOnce.on(4, () -> {
            if (roles.getAndIncrement() == 0) {
                try {
                    withdrawAndGive(epoch, 150);
                } finally {
                    over.set(true);
                }
                return wrong;
            }
            while (!over.get()) {
                long before = epoch.get();
                boolean allowed = sojourn.may(ADA, SURVEY);
                if (allowed && before % 2 == 1 && epoch.get() == before) {
                    wrong.incrementAndGet();
                }
            }
            return wrong;
        });
        assertThat(wrong).hasValue(0);
    }

    @Test
    void foldsTheSameStateAsTheHistoryWhenManyActAtOnce() {
        AtomicInteger next = new AtomicInteger();
        AtOnce.on(4, () -> {
            for (int i = 0; i < 10; i++) {
                int turn = next.getAndIncrement();
                switch (turn % 4) {
                    case 0 -> sojourn.consents().give(ADA, SURVEY);
                    case 1 -> sojourn.consents().refuse(ADA, SURVEY);
                    case 2 -> sojourn.objections().object(ADA, SECURITY);
                    default -> sojourn.consents().withdraw(ADA, NEWSLETTER);
                }
            }
            return next;
        });
        Map<SubjectAct.Key, String> folded = sojourn.consents().history(ADA).stream()
                .collect(Collectors.groupingBy(
                        SubjectAct::key,
                        Collectors.collectingAndThen(
                                Collectors.maxBy(SubjectAct.ORDER),
                                highest -> highest.map(SubjectAct::id).orElseThrow())));
        Map<SubjectAct.Key, String> standing = stores
                .work()
                .run(() -> stores.consents().standing(ADA))
                .stream()
                .collect(Collectors.toMap(SubjectAct::key, SubjectAct::id));
        assertThat(standing).isEqualTo(folded).hasSize(3);
        assertThat(sojourn.consents().history(ADA).stream()
                        .collect(Collectors.toMap(SubjectAct::id, Function.identity())))
                .hasSize(sojourn.consents().history(ADA).size());
    }

    @Test
    void restrictsListsAndLifts() {
        Restriction restriction = Restriction.ofPurposes(Restriction.Ground.OBJECTION_PENDING, SECURITY, SURVEY)
                .reviewOn(LocalDate.of(2026, 3, 2));
        String id = sojourn.restrictions().restrict(ADA, restriction);
        PlacedRestriction placed = new PlacedRestriction(id, ADA, restriction, clock.instant());
        assertThat(sojourn.restrictions().active(ADA)).containsExactly(placed);
        assertThat(sojourn.may(ADA, SECURITY)).isFalse();
        assertThat(sojourn.restrictions().dueForReview()).isEmpty();
        clock.advance(Duration.ofDays(1));
        assertThat(sojourn.restrictions().dueForReview()).containsExactly(placed);
        sojourn.restrictions().lift(ADA, id, OFFICER);
        assertThat(sojourn.may(ADA, SECURITY)).isTrue();
        assertThat(sojourn.restrictions().dueForReview()).isEmpty();
    }

    @Test
    void listsWhoseMarketingEnded() {
        sojourn.consents().give(ADA, NEWSLETTER);
        sojourn.objections().object(ADA, NEWSLETTER);
        List<DataSubject> upheld = stores.work()
                .run(() -> stores.consents().standing("newsletter", Set.of(ActKind.UPHELD), Optional.empty(), 10));
        assertThat(upheld).containsExactly(ADA);
        assertThat(sojourn.may(ADA, NEWSLETTER)).isFalse();
    }

    private void withdrawAndGive(AtomicLong epoch, int rounds) {
        for (int round = 0; round < rounds; round++) {
            sojourn.consents().give(ADA, SURVEY);
            sojourn.consents().withdraw(ADA, SURVEY);
            epoch.incrementAndGet();
            assertThat(sojourn.may(ADA, SURVEY)).isFalse();
            epoch.incrementAndGet();
        }
    }
}
