package dev.sojourn.testkit;

import static dev.sojourn.policy.Disposition.DELETE;
import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.CONTRACT;
import static dev.sojourn.policy.LegalBasis.LEGAL_OBLIGATION;

import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import java.time.Period;

/** A policy modelled on AllAI's, for tests that need one of several rules. */
final class Policies {

    static final Purpose NEWSLETTER =
            Purpose.of("newsletter").titled("Send marketing e-mail").on(CONSENT).directMarketing();
    static final Purpose CHAT = Purpose.of("chat").titled("Answer questions").on(CONTRACT);
    static final Purpose VOICE = Purpose.of("voice").titled("Record calls").on(CONSENT);
    static final Purpose ACCOUNTING = Purpose.of("accounting")
            .titled("Keep the books")
            .on(LEGAL_OBLIGATION)
            .citing("accounting law");
    static final Purpose SUPPORT =
            Purpose.of("support").titled("Support the tenant's customers").onBasisDeclaredByTenant();

    private Policies() {}

    static Policy allAi() {
        return draft("2026-02-01").build();
    }

    static Policy.Builder draft(String version) {
        return Policy.builder("AllAI privacy policy")
                .version(version)
                .zone("Europe/Bucharest")
                .controller(
                        Party.named("AllAI").contact("contact@allai.example").country("RO"))
                .purposes(NEWSLETTER, CHAT, VOICE, ACCOUNTING, SUPPORT)
                .retainProof(Period.ofYears(3))
                .retain(RetentionRule.atMost("voice-recording", Period.ofDays(90))
                        .tenantsMayShorten()
                        .serving(VOICE)
                        .then(DELETE)
                        .because("policy section 7"))
                .retain(RetentionRule.atMost("conversation-log")
                        .chosenByTenant(Period.ofDays(30), Period.ofDays(365))
                        .serving(CHAT)
                        .then(DELETE)
                        .because("policy section 7"))
                .retain(RetentionRule.atMost("account", Period.ofDays(30))
                        .fromEvent("account-closed")
                        .reviewEvery(Period.ofYears(1))
                        .serving(CHAT)
                        .then(DELETE)
                        .because("policy section 7"))
                .retain(RetentionRule.atMost("subscription", Period.ofYears(2))
                        .serving(NEWSLETTER)
                        .then(DELETE)
                        .because("policy section 7"))
                .retain(RetentionRule.exactly("invoice", Period.ofYears(10))
                        .fromEndOfFinancialYear()
                        .serving(ACCOUNTING)
                        .then(DELETE)
                        .because("policy section 7"));
    }
}
