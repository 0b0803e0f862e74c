package dev.sojourn.testkit;

import static dev.sojourn.consent.ActKind.GIVEN;
import static dev.sojourn.consent.ActKind.LIFTED;
import static dev.sojourn.consent.ActKind.OBJECTED;
import static dev.sojourn.consent.ActKind.RESTRICTED;
import static dev.sojourn.consent.ActKind.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Stores;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.ConsentStore.Consenting;
import dev.sojourn.consent.Restriction;
import dev.sojourn.consent.StandingActs;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link dev.sojourn.consent.ConsentStore} must do; a store's own test extends it. */
public abstract class ConsentStoreContract {

    private static final Instant AT = Instant.parse("2026-03-05T08:00:00.123456Z");
    private static final DataSubject ADA = DataSubject.of("u-17").as("customer").in("acme");
    private static final DataSubject BOB = DataSubject.of("u-18");

    private Stores stores;

    /** For subclasses. */
    protected ConsentStoreContract() {}

    /**
     * The stores under test.
     *
     * @return stores without any act
     */
    protected abstract Stores stores();

    @BeforeEach
    void takeStores() {
        stores = stores();
    }

    @Test
    void knowsNoActAtFirst() {
        assertThat(standing(ADA)).isEmpty();
        assertThat(restrictions(Optional.empty(), 10)).isEmpty();
        assertThat(stores.work().run(() -> stores.consents().restrictionsAmong(List.of())))
                .isEmpty();
    }

    @Test
    void readsBackWhatItWasGiven() {
        TreeMap<String, String> particulars = new TreeMap<>();
        particulars.put("level", "EXPLICIT");
        particulars.put("via", "form 'A' \"B\" \\ = ; \n ș \uD83D\uDE00");
        particulars.put("empty", "");
        particulars.put("long", "ü".repeat(5_000));
        SubjectAct act = new SubjectAct(
                UUID.randomUUID().toString(),
                ADA,
                GIVEN,
                "news letter 'x' 愛",
                "channel=voice@acme",
                new Actor(Actor.Kind.GUARDIAN, ""),
                AT,
                AT.plusNanos(1_000),
                particulars);
        put(act);
        assertThat(standing(ADA)).containsExactly(act);
    }

    @Test
    void readsBackAnActWithNothingOptional() {
        SubjectAct act = act(BOB, GIVEN, "newsletter", "", AT);
        put(act);
        assertThat(standing(BOB)).containsExactly(act);
    }

    @Test
    void tellsTheEndOfTheChainTogetherWithTheActs() {
        assertThat(stores.work().run(() -> stores.consents().read(ADA)))
                .isEqualTo(new StandingActs(Optional.empty(), 0, List.of(), true));
        Ledger ledger = new Ledger(stores.ledger(), stores.work(), Clock.systemUTC());
        SubjectAct given = act(ADA, GIVEN, "newsletter", "", AT);
        String key = stores.work().run(() -> {
            String enrolled = stores.subjects().enrol(ADA);
            ledger.append(ChainId.subject(enrolled), EntryKind.CONSENT_GIVEN, Map.of(), Map.of());
            ledger.append(ChainId.subject(enrolled), EntryKind.ACCESS_COPY, Map.of(), Map.of());
            stores.consents().put(given);
            return enrolled;
        });
        assertThat(stores.work().run(() -> stores.consents().read(ADA)))
                .isEqualTo(new StandingActs(Optional.of(key), 2, List.of(given), true));
    }

    @Test
    void holdsOneActForEachQuestion() {
        SubjectAct given = act(ADA, GIVEN, "newsletter", "", AT);
        SubjectAct withdrawn = act(ADA, WITHDRAWN, "newsletter", "", AT.plusSeconds(1));
        put(given);
        put(withdrawn);
        assertThat(standing(ADA)).containsExactly(withdrawn);
    }

    @Test
    void keepsQuestionsApart() {
        List<SubjectAct> acts = List.of(
                act(ADA, GIVEN, "newsletter", "", AT),
                act(ADA, GIVEN, "newsletter", "channel=voice", AT),
                act(ADA, GIVEN, "newsletter", "channel=Voice", AT),
                act(ADA, OBJECTED, "newsletter", "", AT),
                act(ADA, GIVEN, "Newsletter", "", AT),
                act(ADA, GIVEN, "newsletter ", "", AT),
                act(ADA, RESTRICTED, UUID.randomUUID().toString(), "", AT));
        acts.forEach(this::put);
        put(act(BOB, GIVEN, "newsletter", "", AT));
        assertThat(standing(ADA)).containsExactlyInAnyOrderElementsOf(acts);
    }

    @Test
    void keepsTenantsApart() {
        DataSubject elsewhere = DataSubject.of(ADA.id()).as(ADA.kind()).in("globex");
        put(act(ADA, GIVEN, "newsletter", "", AT));
        assertThat(standing(elsewhere)).isEmpty();
        assertThat(standing(DataSubject.of(ADA.id()))).isEmpty();
    }

    @Test
    void leavesNothingOfARolledBackUnit() {
        SubjectAct given = act(ADA, GIVEN, "newsletter", "", AT);
        put(given);
        assertThatThrownBy(() -> stores.work().run(() -> {
            stores.subjects().enrol(BOB);
            stores.consents().put(act(ADA, WITHDRAWN, "newsletter", "", AT.plusSeconds(1)));
            stores.consents().put(act(BOB, GIVEN, "newsletter", "", AT));
            throw new IllegalStateException("no");
        }));
        assertThat(standing(ADA)).containsExactly(given);
        assertThat(standing(BOB)).isEmpty();
    }

    @Test
    void seesItsOwnChangesWithinTheUnit() {
        List<SubjectAct> seen = stores.work().run(() -> {
            stores.subjects().enrol(ADA);
            stores.consents().put(act(ADA, GIVEN, "newsletter", "", AT));
            stores.consents().put(act(ADA, WITHDRAWN, "newsletter", "", AT.plusSeconds(1)));
            return stores.consents().standing(ADA);
        });
        assertThat(seen).extracting(SubjectAct::kind).containsExactly(WITHDRAWN);
    }

    @Test
    void listsSubjectsByWhatStandsOnAPurposeAsAWhole() {
        put(act(ADA, WITHDRAWN, "newsletter", "", AT));
        put(act(BOB, GIVEN, "newsletter", "", AT));
        put(act(DataSubject.of("scoped"), WITHDRAWN, "newsletter", "channel=voice", AT));
        put(act(DataSubject.of("other"), WITHDRAWN, "chat", "", AT));
        put(act(DataSubject.of("objector"), OBJECTED, "newsletter", "", AT));
        assertThat(listed("newsletter", Set.of(WITHDRAWN), 10)).containsExactly(ADA);
        assertThat(listed("newsletter", Set.of(WITHDRAWN, GIVEN), 10)).containsExactlyInAnyOrder(ADA, BOB);
        assertThat(listed("newsletter", Set.of(OBJECTED), 10)).containsExactly(DataSubject.of("objector"));
        assertThat(listed("no-such-purpose", Set.of(GIVEN), 10)).isEmpty();
    }

    @Test
    void listsASubjectOnceThoughConsentAndObjectionBothMatch() {
        put(act(ADA, WITHDRAWN, "newsletter", "", AT));
        put(act(ADA, OBJECTED, "newsletter", "", AT));
        assertThat(listed("newsletter", Set.of(WITHDRAWN, OBJECTED), 1)).containsExactly(ADA);
    }

    @Test
    void pagesThroughSubjectsInOneStableOrder() {
        List<DataSubject> all = IntStream.range(0, 23)
                .mapToObj(i -> i % 3 == 0
                        ? DataSubject.of("s-" + i)
                        : DataSubject.of("s-" + i).as("customer").in("tenant-" + i % 2))
                .toList();
        all.forEach(subject -> put(act(subject, WITHDRAWN, "newsletter", "", AT)));
        List<DataSubject> whole = listed("newsletter", Set.of(WITHDRAWN), 100);
        assertThat(whole).containsExactlyInAnyOrderElementsOf(all);
        assertThat(listed("newsletter", Set.of(WITHDRAWN), 5)).containsExactlyElementsOf(whole);
    }

    @Test
    void pagesThroughThoseWhoConsentedAndDecidesForNobodyWhoIsRestricted() {
        Purpose newsletter = Purpose.of("newsletter").titled("Send news").on(LegalBasis.CONSENT);
        Policy policy = Policy.builder("policy of a test")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("AllAI"))
                .retainProof(Period.ofYears(3))
                .purposes(newsletter)
                .build();
        List<DataSubject> all = IntStream.range(0, 23)
                .mapToObj(i -> DataSubject.of("s-" + i).as("customer").in("tenant-" + i % 2))
                .toList();
        all.forEach(subject -> put(act(subject, GIVEN, "newsletter", "", AT)));
        put(act(ADA, WITHDRAWN, "newsletter", "", AT));
        put(act(BOB, GIVEN, "survey", "", AT));
        put(act(all.get(7), RESTRICTED, UUID.randomUUID().toString(), "", AT));
        List<Consenting> found = new ArrayList<>();
        Optional<DataSubject> after = Optional.empty();
        do {
            Optional<DataSubject> from = after;
            List<Consenting> page = stores.work()
                    .run(() -> stores.consents().consenting(policy, newsletter, AT.plusSeconds(1), from, 5));
            assertThat(page).hasSizeLessThanOrEqualTo(5);
            found.addAll(page);
            after = page.isEmpty()
                    ? Optional.empty()
                    : Optional.of(page.get(page.size() - 1).subject());
        } while (after.isPresent());
        assertThat(found.stream().map(Consenting::subject)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(found)
                .filteredOn(one -> one.subject().equals(all.get(7)))
                .extracting(Consenting::decides)
                .containsExactly(false);
    }

    @Test
    void findsRestrictionsAmongSubjects() {
        SubjectAct restricted = act(ADA, RESTRICTED, UUID.randomUUID().toString(), "", AT);
        SubjectAct other = act(ADA, RESTRICTED, UUID.randomUUID().toString(), "", AT);
        put(restricted);
        put(other);
        put(act(BOB, LIFTED, UUID.randomUUID().toString(), "", AT));
        put(act(BOB, GIVEN, "newsletter", "", AT));
        List<SubjectAct> found = stores.work()
                .run(() -> stores.consents().restrictionsAmong(List.of(ADA, BOB, DataSubject.of("nobody"))));
        assertThat(found).containsExactlyInAnyOrder(restricted, other);
    }

    @Test
    void findsRestrictionsAmongAThousandSubjects() {
        SubjectAct restricted = act(ADA, RESTRICTED, UUID.randomUUID().toString(), "", AT);
        put(restricted);
        List<DataSubject> many = new ArrayList<>(IntStream.range(0, 999)
                .mapToObj(i -> DataSubject.of("s-" + i).in("t-" + i % 7))
                .toList());
        many.add(ADA);
        assertThat(stores.work().run(() -> stores.consents().restrictionsAmong(many)))
                .containsExactly(restricted);
    }

    @Test
    void pagesThroughEverybodysRestrictionsInOrderOfTheirIds() {
        List<String> ids = IntStream.range(0, 7)
                .mapToObj(i -> UUID.randomUUID().toString())
                .sorted()
                .toList();
        for (int i = ids.size() - 1; i >= 0; i--) {
            put(act(DataSubject.of("s-" + i % 3), RESTRICTED, ids.get(i), "", AT));
        }
        put(act(ADA, LIFTED, UUID.randomUUID().toString(), "", AT));
        List<String> found = new ArrayList<>();
        List<SubjectAct> page = restrictions(Optional.empty(), 3);
        while (!page.isEmpty()) {
            page.forEach(act -> found.add(act.purpose()));
            page = restrictions(Optional.of(found.get(found.size() - 1)), 3);
        }
        assertThat(found).containsExactlyElementsOf(ids);
    }

    @Test
    void keepsTheFirstActsOfThoseJustEnrolledTogether() {
        SubjectAct newsletter = act(ADA, GIVEN, "newsletter", "", AT);
        SubjectAct objection = act(ADA, ActKind.OBJECTED, "offers", "", AT);
        SubjectAct refusal = act(BOB, ActKind.REFUSED, "newsletter", "channel=voice", AT.plusSeconds(1));
        Map<DataSubject, String> keys = stores.work().run(() -> {
            Map<DataSubject, String> enrolled =
                    stores.subjects().enrolNew(List.of(ADA, BOB), subject -> Optional.empty());
            stores.consents().putFirst(List.of(newsletter, refusal, objection));
            stores.consents().putFirst(List.of());
            return enrolled;
        });
        assertThat(standing(ADA)).containsExactlyInAnyOrder(newsletter, objection);
        assertThat(standing(BOB)).containsExactly(refusal);
        DataSubject nobody = DataSubject.of("nobody");
        Map<DataSubject, StandingActs> read =
                stores.work().run(() -> stores.consents().readAmong(List.of(BOB, nobody, ADA)));
        assertThat(read).containsOnlyKeys(BOB, nobody, ADA);
        assertThat(read).containsEntry(nobody, new StandingActs(Optional.empty(), 0, List.of(), true));
        assertThat(read)
                .containsEntry(BOB, stores.work().run(() -> stores.consents().read(BOB)));
        StandingActs adas = Objects.requireNonNull(read.get(ADA));
        assertThat(adas.key()).contains(Objects.requireNonNull(keys.get(ADA)));
        assertThat(adas.acts()).containsExactlyInAnyOrder(newsletter, objection);
        assertThat(stores.work().run(() -> stores.consents().readAmong(List.of())))
                .isEmpty();
    }

    private List<DataSubject> listed(String purpose, Set<ActKind> kinds, int limit) {
        List<DataSubject> found = new ArrayList<>();
        Optional<DataSubject> after = Optional.empty();
        while (true) {
            Optional<DataSubject> last = after;
            List<DataSubject> page = stores.work().run(() -> stores.consents().standing(purpose, kinds, last, limit));
            if (page.isEmpty()) {
                return found;
            }
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            found.addAll(page);
            after = Optional.of(page.get(page.size() - 1));
        }
    }

    private List<SubjectAct> standing(DataSubject subject) {
        return stores.work().run(() -> stores.consents().standing(subject));
    }

    private List<SubjectAct> restrictions(Optional<String> after, int limit) {
        return stores.work().run(() -> stores.consents().restrictions(after, limit));
    }

    private void put(SubjectAct act) {
        stores.work().run(() -> {
            stores.subjects().enrol(act.subject());
            stores.consents().put(act);
            return act;
        });
    }

    private static SubjectAct act(DataSubject subject, ActKind kind, String purpose, String scope, Instant at) {
        SortedMap<String, String> particulars = new TreeMap<>();
        if (kind == RESTRICTED) {
            particulars.put("ground", Restriction.Ground.ACCURACY_CONTESTED.name());
        }
        return new SubjectAct(
                UUID.randomUUID().toString(), subject, kind, purpose, scope, Actor.subject(), at, at, particulars);
    }
}
