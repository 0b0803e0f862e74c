package dev.sojourn.policy;

import static dev.sojourn.policy.Drafts.NEWSLETTER;
import static dev.sojourn.policy.Drafts.assertOneFault;
import static dev.sojourn.policy.Drafts.faultsOf;
import static dev.sojourn.policy.Drafts.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.policy.Notice.Change;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class NoticeCheckTest {

    private static final LocalDate JANUARY = LocalDate.of(2026, 1, 1);
    private static final LocalDate JULY = LocalDate.of(2026, 7, 1);
    private static final Notice FIRST = Notice.of("privacy", "1", "We write to you.", JANUARY);
    private static final Notice SECOND = Notice.of("privacy", "2", "We and our partners write to you.", JULY);

    @Test
    void acceptsVersionsAndTranslations() {
        assertThat(faultsOf(sound().notice(FIRST)
                        .notice(FIRST.inLanguage("ro"))
                        .notice(SECOND.changing(Change.PURPOSE, NEWSLETTER))
                        .notice(Notice.of("cookies", "1", "We set cookies.", JANUARY))))
                .isEmpty();
    }

    @Test
    void refusesTwoTextsOfOneVersionInOneLanguage() {
        assertOneFault(
                faultsOf(sound().notice(FIRST).notice(Notice.of("privacy", "1", "Another text.", JANUARY))),
                "notice 'privacy' version '1'",
                "declared twice in language 'en'",
                "a version of its own");
    }

    @Test
    void refusesAVersionNotAfterItsPredecessor() {
        assertOneFault(
                faultsOf(sound().notice(SECOND).notice(FIRST)),
                "notice 'privacy' version '1'",
                "in force from 2026-01-01, not after version '2', in force from 2026-07-01",
                "a later day than the one before");
        assertOneFault(
                faultsOf(sound().notice(FIRST).notice(Notice.of("privacy", "1b", "Another text.", JANUARY))),
                "notice 'privacy' version '1b'",
                "not after version '1'",
                "a later day than the one before");
    }

    @Test
    void refusesTranslationsThatChangeSomethingElse() {
        assertOneFault(
                faultsOf(sound().notice(FIRST).notice(FIRST.inLanguage("ro").changing(Change.PURPOSE, NEWSLETTER))),
                "notice 'privacy' version '1'",
                "differs between languages 'en' and 'ro'",
                "one date and one change");
    }

    @Test
    void refusesAChangeOfAPurposeThePolicyLacks() {
        assertOneFault(
                faultsOf(sound().notice(FIRST.changing(Change.PURPOSE, Purpose.of("unheard-of")))),
                "notice 'privacy' version '1'",
                "affects purpose 'unheard-of'",
                "[accounting, newsletter, orders]");
    }

    @Test
    void refusesABlankNotice() {
        assertThatThrownBy(() -> Notice.of("privacy", "1", " ", JANUARY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text of notice 'privacy' is blank");
        assertThatThrownBy(() -> Notice.of("", "1", "text", JANUARY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("notice is blank");
        assertThatThrownBy(() -> Notice.of("privacy", "", "text", JANUARY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("notice version is blank");
    }
}
