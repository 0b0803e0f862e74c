package dev.sojourn.examples.allai;

import static dev.sojourn.policy.Disposition.DELETE;
import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.CONTRACT;
import static dev.sojourn.policy.LegalBasis.LEGAL_OBLIGATION;
import static dev.sojourn.policy.LegalBasis.LEGITIMATE_INTERESTS;

import dev.sojourn.policy.ConsentLevel;
import dev.sojourn.policy.DataCategory;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Role;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;

/** AllAI's privacy policy of 1 February 2026 as code: each line below stands for a sentence of its sections 3, 4 and 7. */
final class AllAiPolicy {

    static final Purpose SERVICE =
            Purpose.of("service").titled("Provide the service and the account").on(CONTRACT);
    static final Purpose CONVERSATION = Purpose.of("conversation")
            .titled("Answer in chats and keep their logs")
            .on(CONTRACT);
    static final Purpose CALL_BACK = Purpose.of("call-back")
            .titled("Hand leads to the client who asked for them")
            .on(CONTRACT);
    static final Purpose VOICE =
            Purpose.of("voice").titled("Record calls with voice bots").on(CONSENT);
    static final Purpose NEWSLETTER =
            Purpose.of("newsletter").titled("Send marketing e-mail").on(CONSENT).directMarketing();
    static final Purpose CUSTOMER_MARKETING = Purpose.of("customer-marketing")
            .titled("Tell customers of similar services")
            .on(LEGITIMATE_INTERESTS)
            .assessedIn("assessment 2026-01")
            .concerning("customer")
            .directMarketing();
    static final Purpose MODEL_TRAINING = Purpose.of("model-training")
            .titled("Train general models")
            .on(CONSENT)
            .needing(ConsentLevel.EXPLICIT);
    static final Purpose CLAIMS = Purpose.of("claims")
            .titled("Establish and defend legal claims")
            .on(LEGITIMATE_INTERESTS)
            .assessedIn("assessment 2026-02")
            .evenIfRestricted();
    static final Purpose ACCOUNTING = Purpose.of("accounting")
            .titled("Keep the books")
            .on(LEGAL_OBLIGATION)
            .citing("accounting law");

    static final Notice VOICE_NOTICE = Notice.of(
            "voice",
            "2026-02",
            "This call is recorded so that the bot can answer you. Say no and nothing is recorded.",
            LocalDate.of(2026, 2, 1));

    private AllAiPolicy() {}

    static Policy policy() {
        return Policy.builder("AllAI privacy policy")
                .version("2026-02-01")
                .zone("Europe/Bucharest")
                .controller(Party.named("AllAI").contact("contact@allai.ro").country("RO"))
                .purposes(
                        SERVICE,
                        CONVERSATION,
                        CALL_BACK,
                        VOICE,
                        NEWSLETTER,
                        CUSTOMER_MARKETING,
                        MODEL_TRAINING,
                        CLAIMS,
                        ACCOUNTING)
                .prohibit("sale", "section 5: we do not sell personal data")
                .notice(VOICE_NOTICE)
                .retainProof(Period.ofYears(3))
                .category(DataCategory.of("lead").heldAs(Role.PROCESSOR))
                .retain(RetentionRule.atMost("account", Period.ofDays(30))
                        .fromEvent("account-deleted")
                        .reviewEvery(Period.ofYears(1))
                        .serving(SERVICE, NEWSLETTER, CUSTOMER_MARKETING)
                        .then(DELETE)
                        .because("section 7: 30 days after the account is deleted"))
                .retain(RetentionRule.atMost("conversation-log")
                        .chosenByTenant(Period.ofDays(30), Period.ofDays(365))
                        .serving(CONVERSATION)
                        .then(DELETE)
                        .because("section 7: as the client chose, between 30 and 365 days"))
                .retain(RetentionRule.atMost("voice-recording", Period.ofDays(90))
                        .tenantsMayShorten()
                        .serving(VOICE)
                        .then(DELETE)
                        .because("section 7: at most 90 days, unless the client chose fewer"))
                .retain(RetentionRule.atMost("lead")
                        .chosenByTenant()
                        .serving(CALL_BACK)
                        .then(DELETE)
                        .because("section 3.3: collected for the client, who says how long"))
                .retain(RetentionRule.exactly("invoice", Period.ofYears(10))
                        .fromEndOfFinancialYear()
                        .serving(ACCOUNTING)
                        .then(DELETE)
                        .citing("accounting law, documents until 2022")
                        .because("section 7: 10 years"))
                .retain(RetentionRule.exactly("invoice", Period.ofYears(5))
                        .fromFirst(MonthDay.of(7, 1))
                        .forRecordsFrom(LocalDate.of(2023, 1, 1))
                        .serving(ACCOUNTING)
                        .then(DELETE)
                        .citing("accounting law, documents from 2023")
                        .because("5 years from 1 July after the financial year"))
                .retain(RetentionRule.exactly("payment-dispute", Period.ofYears(3))
                        .serving(CLAIMS)
                        .then(DELETE)
                        .citing("civil code, limitation of actions")
                        .because("a claim may be raised for three years"))
                .build();
    }
}
