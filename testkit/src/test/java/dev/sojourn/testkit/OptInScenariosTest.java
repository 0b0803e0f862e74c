package dev.sojourn.testkit;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.CONTRACT;
import static dev.sojourn.testkit.Speaking.ADA;
import static dev.sojourn.testkit.Speaking.answer;
import static dev.sojourn.testkit.Speaking.draft;
import static dev.sojourn.testkit.Speaking.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Purpose;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who opted in, by which text, and what goes on without. */
class OptInScenariosTest {

    private static final Purpose COOKIES = Purpose.of("analytics-cookies").on(CONSENT);
    private static final Purpose PRODUCT_UPDATE = Purpose.of("product-update").on(CONSENT);
    private static final Purpose OPERATIONAL_NOTICE =
            Purpose.of("operational-notice").on(CONTRACT);
    private static final Notice PRIVACY =
            Notice.of("privacy-policy", "v3", "How we use data.", LocalDate.of(2026, 1, 1));
    private static final Notice COOKIE =
            Notice.of("cookie-policy", "v3", "Which cookies we set.", LocalDate.of(2026, 1, 1));
    private static final Notice COOKIE_IN_ROMANIAN = new Notice(
            "cookie-policy",
            "v3",
            "ro",
            "Ce cookie-uri folosim.",
            LocalDate.of(2026, 1, 1),
            Notice.Change.NONE,
            Set.of());

    private final HandMovedClock clock = HandMovedClock.at("2026-02-10T12:00", "Europe/Bucharest");
    private final InMemoryStores stores = new InMemoryStores();
    private final Sojourn sojourn = open(
            draft("1", COOKIES, PRODUCT_UPDATE, OPERATIONAL_NOTICE)
                    .notice(PRIVACY)
                    .notice(COOKIE)
                    .notice(COOKIE_IN_ROMANIAN),
            stores,
            clock);

    @Test
    @Upholds("QLUSTER-04")
    void sendsProductUpdatesToThoseAloneWhoOptedIn() {
        assertThat(answer(sojourn, ADA, PRODUCT_UPDATE)).isEqualTo("NEVER_ASKED");
        assertThat(answer(sojourn, ADA, OPERATIONAL_NOTICE)).isEqualTo("ALLOWED");
        sojourn.consents().give(ADA, PRODUCT_UPDATE);
        assertThat(answer(sojourn, ADA, PRODUCT_UPDATE)).isEqualTo("ALLOWED");
        sojourn.consents().withdraw(ADA, PRODUCT_UPDATE);
        assertThat(answer(sojourn, ADA, PRODUCT_UPDATE)).isEqualTo("WITHDRAWN");
        assertThat(answer(sojourn, ADA, OPERATIONAL_NOTICE)).isEqualTo("ALLOWED");
    }

    @Test
    @Upholds("KLUSARO-19")
    void namesTheNoticeOfTheSurfaceAConsentWasGivenOn() {
        SubjectAct act = sojourn.consents().give(ADA, COOKIES, Evidence.shown(COOKIE_IN_ROMANIAN));
        assertThat(act.notice()).contains("cookie-policy");
        assertThat(act.noticeVersion()).contains("v3");
        assertThat(act.particulars())
                .containsEntry("notice.language", "ro")
                .containsEntry("notice.digest", COOKIE_IN_ROMANIAN.digest());
        assertThat(sojourn.consents().history(ADA)).containsExactly(act);
        assertThat(stores.archive().notice(COOKIE_IN_ROMANIAN.digest())).contains("Ce cookie-uri folosim.");
        assertThat(COOKIE.digest()).isNotEqualTo(COOKIE_IN_ROMANIAN.digest());
    }

    @Test
    void refusesANoticeOfAVersionThatThePolicyDoesNotKnowAndOneNotInForceYet() {
        Notice unknown = Notice.of("cookie-policy", "v4", "Which cookies we set.", LocalDate.of(2026, 1, 1));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.consents().give(ADA, COOKIES, Evidence.shown(unknown)))
                .withMessageContaining("v4")
                .withMessageContaining("cookie-policy");
        clock.set("2025-12-31T12:00");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sojourn.consents().give(ADA, COOKIES, Evidence.shown(COOKIE)))
                .withMessageContaining("2026-01-01");
        assertThat(sojourn.consents().history(ADA)).isEmpty();
    }
}
