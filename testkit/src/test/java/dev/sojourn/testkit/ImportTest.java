package dev.sojourn.testkit;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.LEGITIMATE_INTERESTS;
import static dev.sojourn.testkit.Speaking.ADA;
import static dev.sojourn.testkit.Speaking.answer;
import static dev.sojourn.testkit.Speaking.draft;
import static dev.sojourn.testkit.Speaking.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ConsentProof;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.ImportReport;
import dev.sojourn.consent.PastAct;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What another system recorded, with what can be proven of it. */
class ImportTest {

    private static final Instant MAY_2025 = Instant.parse("2025-05-01T10:00:00Z");
    private static final Purpose NEWSLETTER =
            Purpose.of("newsletter").on(CONSENT).directMarketing();
    private static final Purpose OFFERS =
            Purpose.of("offers").on(LEGITIMATE_INTERESTS).assessedIn("LIA-1").directMarketing();
    private static final Purpose SURVEY = Purpose.of("survey").on(CONSENT);
    private static final Notice FORM = Notice.of("form", "1", "We write to you.", LocalDate.of(2025, 1, 1));
    private static final Actor CLERK = Actor.employee("Grace Hopper");

    private final HandMovedClock clock = HandMovedClock.at("2026-02-10T10:00", "Europe/Bucharest");
    private final InMemoryStores stores = new InMemoryStores();
    private final Sojourn sojourn = open(draft("1", NEWSLETTER, OFFERS, SURVEY).notice(FORM), stores, clock);

    private ImportReport run(PastAct... acts) {
        return sojourn.imports().run("crm", () -> Stream.of(acts));
    }

    @Test
    void allowsWhatCanBeProvenFromWhenThePersonActed() {
        ImportReport report = run(
                PastAct.given("1", ADA, NEWSLETTER, MAY_2025, ConsentProof.TEXT_AND_TIME)
                        .evidence(Evidence.shown(FORM)),
                PastAct.given("2", ADA, SURVEY, MAY_2025, ConsentProof.TIME_ONLY));
        assertThat(report.recorded()).isEqualTo(2);
        assertThat(sojourn.gate().require(ADA, NEWSLETTER).since()).contains(MAY_2025);
        assertThat(sojourn.gate().require(ADA, NEWSLETTER).notice()).isPresent();
        assertThat(answer(sojourn, ADA, SURVEY)).isEqualTo("ALLOWED");
        SubjectAct act = sojourn.consents().history(ADA).get(0);
        assertThat(act.effectiveAt()).isEqualTo(MAY_2025);
        assertThat(act.recordedAt()).isEqualTo(clock.instant());
    }

    @Test
    void deniesWhatNobodyCanProveUntilANamedPersonAnswersForItAndNoLonger() {
        run(PastAct.given("1", ADA, SURVEY, MAY_2025, ConsentProof.NOTHING));
        assertThat(answer(sojourn, ADA, SURVEY)).isEqualTo("UNPROVEN");
        sojourn.consents().accept(ADA, SURVEY, CLERK, LocalDate.of(2026, 3, 31), "paper forms were lost in a fire");
        assertThat(answer(sojourn, ADA, SURVEY)).isEqualTo("ALLOWED");
        assertThat(sojourn.consents().history(ADA).get(1).actor()).isEqualTo(CLERK);
        clock.set("2026-03-31T23:59:59");
        assertThat(answer(sojourn, ADA, SURVEY)).isEqualTo("ALLOWED");
        clock.set("2026-04-01T00:00:00");
        assertThat(answer(sojourn, ADA, SURVEY)).isEqualTo("UNPROVEN");
        sojourn.consents().give(ADA, SURVEY);
        assertThat(answer(sojourn, ADA, SURVEY)).isEqualTo("ALLOWED");
    }

    @Test
    void letsNobodyAnswerUnnamedForThePastOrForWhatNeedsIt() {
        run(PastAct.given("1", ADA, SURVEY, MAY_2025, ConsentProof.NOTHING));
        LocalDate day = LocalDate.of(2026, 3, 31);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.consents().accept(ADA, SURVEY, Actor.subject(), day, "why"))
                .withMessageContaining("named person");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.consents().accept(ADA, SURVEY, CLERK, LocalDate.of(2026, 2, 9), "why"))
                .withMessageContaining("past");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> sojourn.consents().accept(ADA, NEWSLETTER, CLERK, day, "why"))
                .withMessageContaining("without proof");
    }

    @Test
    void takesNothingTwiceUnderOneSourceAndKey() {
        PastAct act = PastAct.given("1", ADA, SURVEY, MAY_2025, ConsentProof.TIME_ONLY);
        assertThat(run(act, act).repeated()).isEqualTo(1);
        assertThat(run(act).repeated()).isEqualTo(1);
        assertThat(sojourn.imports().run("shop", () -> Stream.of(act)).recorded())
                .isEqualTo(1);
        assertThat(sojourn.consents().history(ADA)).hasSize(2);
        sojourn.consents().withdraw(ADA, SURVEY);
        run(act);
        assertThat(answer(sojourn, ADA, SURVEY)).isEqualTo("WITHDRAWN");
    }

    @Test
    void takesRefusalsFirstSoThatACutImportAllowsNothingItShouldNot() {
        Supplier<Stream<PastAct>> cut = new Supplier<>() {
            private int asked;

            @Override
            public Stream<PastAct> get() {
                if (asked++ > 0) {
                    throw new IllegalStateException("the connection broke");
                }
                return Stream.of(
                        PastAct.given("1", ADA, SURVEY, MAY_2025, ConsentProof.TIME_ONLY),
                        PastAct.withdrawn("2", ADA, SURVEY, MAY_2025.plusSeconds(60)));
            }
        };
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> sojourn.imports().run("crm", cut));
        assertThat(answer(sojourn, ADA, SURVEY)).isEqualTo("WITHDRAWN");
        run(
                PastAct.given("1", ADA, SURVEY, MAY_2025, ConsentProof.TIME_ONLY),
                PastAct.withdrawn("2", ADA, SURVEY, MAY_2025.plusSeconds(60)));
        assertThat(answer(sojourn, ADA, SURVEY)).isEqualTo("WITHDRAWN");
    }

    @Test
    void hearsAnImportedObjectionToMarketingOnAllMarketing() {
        run(
                PastAct.objected("1", ADA, OFFERS, MAY_2025),
                PastAct.given("2", ADA, NEWSLETTER, MAY_2025.minusSeconds(60), ConsentProof.TIME_ONLY));
        assertThat(answer(sojourn, ADA, OFFERS)).isEqualTo("OBJECTED");
        assertThat(answer(sojourn, ADA, NEWSLETTER)).isEqualTo("OBJECTED");
    }

    @Test
    void rejectsWhatCannotBeAndTakesTheRest() {
        ImportReport report = run(
                PastAct.given("future", ADA, SURVEY, clock.instant().plusSeconds(1), ConsentProof.TIME_ONLY),
                PastAct.given("ancient", ADA, SURVEY, Instant.parse("1999-12-31T23:59:59Z"), ConsentProof.TIME_ONLY),
                PastAct.given("early", ADA, SURVEY, Instant.parse("2024-12-31T21:59:59Z"), ConsentProof.TEXT_AND_TIME)
                        .evidence(Evidence.shown(FORM)),
                PastAct.given("textless", ADA, SURVEY, MAY_2025, ConsentProof.TEXT_AND_TIME),
                PastAct.given("unknown", ADA, Purpose.of("nothing").on(CONSENT), MAY_2025, ConsentProof.TIME_ONLY),
                PastAct.given("elsewhere", ADA, SURVEY, MAY_2025, ConsentProof.TIME_ONLY)
                        .within(Scope.of("channel", "sms").ownedBy("globex")),
                PastAct.given(" ", ADA, SURVEY, MAY_2025, ConsentProof.TIME_ONLY),
                PastAct.given("good", ADA, NEWSLETTER, MAY_2025, ConsentProof.TIME_ONLY));
        assertThat(report.recorded()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(7);
        assertThat(report.faults())
                .extracting(ImportReport.Fault::key)
                .containsExactly("future", "ancient", "early", "textless", "unknown", "elsewhere", " ");
        assertThat(report.faults()).allMatch(fault -> !fault.problem().contains(ADA.id()));
        assertThat(report.toString()).doesNotContain("future");
        assertThat(answer(sojourn, ADA, SURVEY)).isEqualTo("NEVER_ASKED");
    }

    @Test
    void foldsSeveralActsOfANewPersonAsIfTheyHadComeOneByOne() {
        DataSubject eve = DataSubject.of("eve");
        ImportReport report = run(
                PastAct.given("1", eve, NEWSLETTER, MAY_2025, ConsentProof.TIME_ONLY),
                PastAct.given("2", eve, NEWSLETTER, MAY_2025.plusSeconds(60), ConsentProof.TIME_ONLY),
                PastAct.given("2", eve, NEWSLETTER, MAY_2025.plusSeconds(60), ConsentProof.TIME_ONLY),
                PastAct.given("3", eve, SURVEY, MAY_2025.plusSeconds(30), ConsentProof.TIME_ONLY));
        assertThat(report.recorded()).isEqualTo(3);
        assertThat(report.repeated()).isEqualTo(1);
        assertThat(sojourn.consents().history(eve))
                .extracting(SubjectAct::effectiveAt)
                .containsExactly(MAY_2025, MAY_2025.plusSeconds(30), MAY_2025.plusSeconds(60));
        assertThat(sojourn.consents().current(eve))
                .extracting(SubjectAct::effectiveAt)
                .containsExactlyInAnyOrder(MAY_2025.plusSeconds(60), MAY_2025.plusSeconds(30));
        assertThat(sojourn.proof().verify().isIntact()).isTrue();
        assertThat(answer(sojourn, eve, NEWSLETTER)).isEqualTo("ALLOWED");
    }

    @Test
    void answersByWhatWasImportedWhereItHadAnsweredBefore() {
        DataSubject eve = DataSubject.of("eve");
        assertThat(sojourn.may(eve, SURVEY)).isFalse();
        run(PastAct.given("1", eve, SURVEY, MAY_2025, ConsentProof.TIME_ONLY));
        assertThat(sojourn.may(eve, SURVEY)).isTrue();
    }

    @Test
    void importsManyInBatchesEachWithItsChain() {
        int people = 1_003;
        ImportReport report = sojourn.imports()
                .run(
                        "crm",
                        () -> IntStream.range(0, people)
                                .mapToObj(i -> i % 3 == 0
                                        ? PastAct.refused("r" + i, DataSubject.of("p" + i), SURVEY, MAY_2025)
                                        : PastAct.given(
                                                "g" + i,
                                                DataSubject.of("p" + i),
                                                SURVEY,
                                                MAY_2025,
                                                ConsentProof.TIME_ONLY)));
        assertThat(report.recorded()).isEqualTo(people);
        List<DataSubject> all = IntStream.range(0, people)
                .mapToObj(i -> DataSubject.of("p" + i))
                .toList();
        assertThat(all)
                .allSatisfy(
                        person -> assertThat(sojourn.consents().history(person)).hasSize(1));
        assertThat(all.stream().filter(person -> sojourn.may(person, SURVEY)).count())
                .isEqualTo(668);
    }
}
