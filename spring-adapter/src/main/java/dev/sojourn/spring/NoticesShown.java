package dev.sojourn.spring;

import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Policy;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Which notice a surface shows, and whether the one somebody says was shown can be the proof of an answer. */
final class NoticesShown {

    private final Policy policy;
    private final Clock clock;

    NoticesShown(Policy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** The text in force on a surface, in the first of the languages there is one in. */
    Optional<Notice> inForce(AskingSurface surface, List<Locale> languages) {
        List<Notice> texts = surface.notice().map(this::inForce).orElse(List.of());
        return languages.stream()
                .flatMap(language -> texts.stream()
                        .filter(text -> Locale.forLanguageTag(text.language())
                                .getLanguage()
                                .equals(language.getLanguage())))
                .findFirst()
                .or(() -> texts.stream().findFirst());
    }

    /**
     * The text somebody was shown. A yes needs the one in force, where the surface has a notice: who saw an older text
     * agreed to something else. A no is taken whatever was shown.
     */
    Optional<Notice> shown(AskingSurface surface, PreferenceBody.@Nullable Shown sent, boolean yes) {
        if (sent == null) {
            if (yes && surface.notice().isPresent()) {
                throw PreferenceFault.unreadable(
                        "A yes names the notice that was shown: its id, version and language.");
            }
            return Optional.empty();
        }
        Notice notice = policy.notices().stream()
                .filter(known -> known.id().equals(sent.id())
                        && known.version().equals(sent.version())
                        && known.language().equals(sent.language())
                        && surface.notice().orElse(known.id()).equals(known.id()))
                .filter(known -> !known.effectiveFrom().isAfter(today()))
                .findFirst()
                .orElseThrow(() -> PreferenceFault.unreadable(
                        "The notice named is not one shown here: name the id, version and language that were told."));
        if (sent.hash() != null && !sent.hash().equals(notice.digest())) {
            throw PreferenceFault.unreadable("The text shown is another one than the notice's.");
        }
        if (yes && !inForce(notice.id()).contains(notice)) {
            throw new PreferenceFault(
                    HttpStatus.CONFLICT,
                    "notice-changed",
                    "The notice has changed: show the one in force, and ask again.");
        }
        return Optional.of(notice);
    }

    private List<Notice> inForce(String id) {
        List<Notice> begun = policy.versionsOfNotice(id).stream()
                .filter(notice -> !notice.effectiveFrom().isAfter(today()))
                .toList();
        Optional<String> version =
                begun.stream().max(Comparator.comparing(Notice::effectiveFrom)).map(Notice::version);
        return begun.stream()
                .filter(notice -> version.filter(notice.version()::equals).isPresent())
                .toList();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), policy.zone());
    }
}
