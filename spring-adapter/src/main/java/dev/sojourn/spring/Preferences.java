package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.Answer;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Purpose;
import dev.sojourn.processing.Decision;
import dev.sojourn.processing.DenialReason;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Tells where a person stands on each purpose of a surface, and records the answers given there. */
final class Preferences {

    /** Why somebody is asked: there is no answer yet, or the one there is no longer counts. */
    private static final Set<DenialReason> ASK = EnumSet.of(
            DenialReason.NEVER_ASKED,
            DenialReason.EXPIRED,
            DenialReason.NOTICE_CHANGED,
            DenialReason.LEVEL_TOO_LOW,
            DenialReason.UNPROVEN);

    private final Sojourn sojourn;
    private final Standings standings;
    private final NoticesShown notices;
    private final Map<String, AskingSurface> surfaces;

    Preferences(Sojourn sojourn, Standings standings, NoticesShown notices, Map<String, AskingSurface> surfaces) {
        this.sojourn = sojourn;
        this.standings = standings;
        this.notices = notices;
        this.surfaces = surfaces;
    }

    /**
     * Answers that can be recorded.
     *
     * @param answers by purpose, in the order given
     * @param evidence what was shown, and where
     */
    record Form(Map<Purpose, Answer> answers, Evidence evidence) {}

    AskingSurface surface(@Nullable String name) {
        AskingSurface found = name == null && surfaces.size() == 1
                ? surfaces.values().iterator().next()
                : surfaces.get(String.valueOf(name));
        if (found == null) {
            throw PreferenceFault.unreadable("Name the surface: one of " + surfaces.keySet() + ".");
        }
        return found;
    }

    PreferenceBody.Current of(Optional<DataSubject> subject, AskingSurface surface, List<Locale> languages) {
        Map<String, SubjectAct> said = subject.map(this::said).orElse(Map.of());
        List<PreferenceBody.Choice> choices = purposes(subject, surface).stream()
                .map(purpose -> choice(subject, purpose, Optional.ofNullable(said.get(purpose.id()))))
                .toList();
        return new PreferenceBody.Current(
                surface.name(),
                choices.stream().anyMatch(PreferenceBody.Choice::ask),
                notices.inForce(surface, languages).map(Preferences::text).orElse(null),
                choices);
    }

    /** Reads what was sent; everything wrong with it is said before anybody gets an id or anything is recorded. */
    Form form(Optional<DataSubject> subject, AskingSurface surface, PreferenceBody.Answers sent) {
        Map<Purpose, Answer> answers = answers(purposes(subject, surface), sent);
        Evidence evidence = notices.shown(surface, sent.notice(), answers.containsValue(Answer.GIVE))
                .map(Evidence::shown)
                .orElse(Evidence.none())
                .via(surface.name())
                .level(surface.level());
        try {
            return new Form(
                    answers,
                    Optional.ofNullable(sent.requestKey())
                            .map(evidence::requestKey)
                            .orElse(evidence));
        } catch (IllegalArgumentException e) {
            throw PreferenceFault.unreadable("A request key has 1 to 200 characters.");
        }
    }

    void record(DataSubject subject, Form form) {
        try {
            sojourn.consents().answer(subject, form.answers(), form.evidence());
        } catch (IllegalArgumentException e) {
            throw new PreferenceFault(
                    HttpStatus.CONFLICT,
                    "conflict",
                    "Nothing was recorded: an answer contradicts the policy, or the request key was used before.");
        }
    }

    private static Map<Purpose, Answer> answers(List<Purpose> open, PreferenceBody.Answers sent) {
        Map<Purpose, Answer> answers = new LinkedHashMap<>();
        if (sent.all() != null) {
            Answer all = word(sent.all());
            if (all != Answer.GIVE && all != Answer.REFUSE) {
                throw PreferenceFault.unreadable("To everything at once the answer is give or refuse.");
            }
            open.forEach(purpose -> {
                if (isOnConsent(purpose)) {
                    answers.put(purpose, all);
                } else if (all == Answer.REFUSE) {
                    answers.put(purpose, Answer.OPT_OUT);
                }
            });
        }
        Map<String, @Nullable String> choices = sent.choices();
        if (choices != null) {
            choices.forEach((id, word) -> answers.put(
                    open.stream()
                            .filter(purpose -> purpose.id().equals(id))
                            .findFirst()
                            .orElseThrow(() -> PreferenceFault.unreadable("What can be answered here is "
                                    + open.stream().map(Purpose::id).toList() + ".")),
                    word(word)));
        }
        if (answers.isEmpty()) {
            throw PreferenceFault.unreadable("Say choices, a word for each purpose, or all.");
        }
        return answers;
    }

    private static Answer word(@Nullable String word) {
        return switch (String.valueOf(word)) {
            case "give" -> Answer.GIVE;
            case "refuse" -> Answer.REFUSE;
            case "withdraw" -> Answer.WITHDRAW;
            case "opt-out" -> Answer.OPT_OUT;
            default -> throw PreferenceFault.unreadable("An answer is give, refuse, withdraw or opt-out.");
        };
    }

    /** Where the basis is the tenant's to declare it may be consent, and a no counts on either. */
    private static boolean isOnConsent(Purpose purpose) {
        return purpose.basis().filter(basis -> basis != LegalBasis.CONSENT).isEmpty();
    }

    private static List<Purpose> purposes(Optional<DataSubject> subject, AskingSurface surface) {
        String kind = subject.map(DataSubject::kind).orElse(VisitorResolver.KIND);
        return surface.purposes().stream()
                .filter(purpose -> purpose.kinds().isEmpty() || purpose.kinds().contains(kind))
                .toList();
    }

    private Map<String, SubjectAct> said(DataSubject subject) {
        return sojourn.consents().current(subject).stream()
                .filter(act -> act.scope().isEmpty())
                .collect(Collectors.toMap(SubjectAct::purpose, act -> act));
    }

    private PreferenceBody.Choice choice(Optional<DataSubject> subject, Purpose purpose, Optional<SubjectAct> act) {
        Optional<Decision> decision =
                subject.map(someone -> standings.of(someone).decide(purpose.id()));
        boolean ask = decision.map(answer -> answer instanceof Decision.Denied denied && ASK.contains(denied.reason()))
                .orElse(isOnConsent(purpose));
        return new PreferenceBody.Choice(
                purpose.id(),
                purpose.title(),
                purpose.basis().map(FaultList::written).orElse(null),
                purpose.isDirectMarketing(),
                decision.map(Decision::isAllowed).orElse(false),
                ask,
                act.map(SubjectAct::kind).map(Preferences::written).orElse(null),
                act.map(said -> said.effectiveAt().toString()).orElse(null),
                act.flatMap(SubjectAct::notice).orElse(null),
                act.flatMap(SubjectAct::noticeVersion).orElse(null));
    }

    private static String written(ActKind kind) {
        return FaultList.written(kind);
    }

    private static PreferenceBody.Text text(Notice notice) {
        return new PreferenceBody.Text(
                notice.id(),
                notice.version(),
                notice.language(),
                notice.digest(),
                notice.effectiveFrom().toString(),
                notice.text());
    }
}
