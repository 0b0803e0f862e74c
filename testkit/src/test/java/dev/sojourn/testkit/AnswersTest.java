package dev.sojourn.testkit;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.CONTRACT;
import static dev.sojourn.policy.LegalBasis.LEGITIMATE_INTERESTS;
import static dev.sojourn.testkit.Speaking.draft;
import static dev.sojourn.testkit.Speaking.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.Answer;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Purpose;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The answers of one form, recorded together, each with the text that was shown. */
class AnswersTest {

    private static final DataSubject ADA = DataSubject.of("u-17");
    private static final Purpose ANALYTICS = Purpose.of("analytics").on(CONSENT);
    private static final Purpose NEWSLETTER = Purpose.of("newsletter").on(CONSENT);
    private static final Purpose FRAUD =
            Purpose.of("fraud").on(LEGITIMATE_INTERESTS).assessedIn("LIA-4");
    private static final Purpose HOSTING = Purpose.of("hosting").on(CONTRACT);
    private static final Notice BANNER =
            Notice.of("cookie-policy", "v3", "We would like to count visits.", LocalDate.of(2026, 1, 1));
    private static final Evidence SHOWN = Evidence.shown(BANNER).via("banner");

    private final Sojourn sojourn = open(
            draft("1", ANALYTICS, NEWSLETTER, FRAUD, HOSTING).notice(BANNER),
            new InMemoryStores(),
            HandMovedClock.at("2026-02-10T10:00", "Europe/Bucharest"));

    @Test
    @Upholds("KLUSARO-19")
    void recordsEveryAnswerWithTheNoticeItWasGivenUnder() {
        Map<Purpose, Answer> answers = new LinkedHashMap<>();
        answers.put(ANALYTICS, Answer.GIVE);
        answers.put(NEWSLETTER, Answer.REFUSE);
        List<SubjectAct> acts = sojourn.consents().answer(ADA, answers, SHOWN);
        assertThat(acts).extracting(SubjectAct::kind).containsExactly(ActKind.GIVEN, ActKind.REFUSED);
        assertThat(sojourn.consents().history(ADA))
                .hasSize(2)
                .allSatisfy(act -> assertThat(act.particulars())
                        .containsEntry("notice", "cookie-policy")
                        .containsEntry("notice.version", "v3")
                        .containsEntry("notice.language", "en")
                        .containsEntry("notice.digest", BANNER.digest())
                        .containsEntry("via", "banner"));
    }

    @Test
    void recordsNothingWhereOneAnswerIsImpossible() {
        Map<Purpose, Answer> answers = new LinkedHashMap<>();
        answers.put(ANALYTICS, Answer.GIVE);
        answers.put(HOSTING, Answer.WITHDRAW);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sojourn.consents().answer(ADA, answers, SHOWN))
                .withMessageContaining("hosting");
        assertThat(sojourn.consents().history(ADA)).isEmpty();
        assertThat(sojourn.may(ADA, ANALYTICS)).isFalse();
    }

    @Test
    void recordsAFormSentTwiceOnce() {
        Map<Purpose, Answer> answers = Map.of(ANALYTICS, Answer.GIVE, NEWSLETTER, Answer.GIVE);
        sojourn.consents().answer(ADA, answers, SHOWN.requestKey("form-1"));
        sojourn.consents().answer(ADA, answers, SHOWN.requestKey("form-1"));
        assertThat(sojourn.consents().history(ADA)).hasSize(2);
    }

    @Test
    void recordsWhereSomebodyWithdrewOrOptedOut() {
        sojourn.consents().give(ADA, NEWSLETTER);
        SubjectAct withdrawn =
                sojourn.consents().withdraw(ADA, NEWSLETTER, Evidence.none().via("one-click"));
        SubjectAct optedOut =
                sojourn.consents().optOut(ADA, FRAUD, Evidence.none().via("one-click"));
        assertThat(List.of(withdrawn, optedOut))
                .allSatisfy(act -> assertThat(act.particulars()).containsExactly(Map.entry("via", "one-click")));
        assertThat(sojourn.may(ADA, NEWSLETTER)).isFalse();
        assertThat(sojourn.may(ADA, FRAUD)).isFalse();
    }

    @Test
    void refusesARefusalUnderATextThePolicyDoesNotKnow() {
        Notice unknown = Notice.of("cookie-policy", "v9", "Another text.", LocalDate.of(2026, 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sojourn.consents().refuse(ADA, ANALYTICS, Evidence.shown(unknown)))
                .withMessageContaining("v9");
    }
}
