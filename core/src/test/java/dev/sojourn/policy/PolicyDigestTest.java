package dev.sojourn.policy;

import static dev.sojourn.policy.Drafts.ACCOUNTING;
import static dev.sojourn.policy.Drafts.DAY;
import static dev.sojourn.policy.Drafts.NEWSLETTER;
import static dev.sojourn.policy.Drafts.ORDERS;
import static dev.sojourn.policy.Drafts.ceiling;
import static dev.sojourn.policy.Drafts.sound;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.MonthDay;
import java.time.Period;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One version name stands for one content: every declaration, and only what was declared, changes the digest. */
class PolicyDigestTest {

    @Test
    void changesWithEverythingAPolicyDeclares() {
        Notice notice = Notice.of("privacy", "1", "text", DAY);

        assertAllDiffer(Stream.<UnaryOperator<Policy.Builder>>of(
                        draft -> draft,
                        draft -> draft.version("2"),
                        draft -> draft.zone("Europe/Riga"),
                        draft -> draft.controller(Party.named("Other Ltd").contact("privacy@acme.example")),
                        draft -> draft.controller(Party.named("Acme Ltd").contact("other@acme.example")),
                        draft -> draft.controller(Party.named("Acme Ltd")
                                .contact("privacy@acme.example")
                                .country("RO")),
                        draft -> draft.financialYearEnds(MonthDay.of(3, 31)),
                        draft -> draft.retainProof(Period.ofYears(4)),
                        draft -> draft.prohibit("sale", "never"),
                        draft -> draft.prohibit("sale", "not now"),
                        draft -> draft.category(DataCategory.of("order")),
                        draft -> draft.category(DataCategory.of("order").heldAs(Role.PROCESSOR)),
                        draft -> draft.category(DataCategory.of("order").from(Source.OBSERVED)),
                        draft -> draft.notice(notice),
                        draft -> draft.notice(notice.inLanguage("ro")),
                        draft -> draft.notice(Notice.of("privacy", "1", "other", DAY)),
                        draft -> draft.notice(Notice.of("privacy", "1", "text", DAY.plusDays(1))),
                        draft -> draft.notice(notice.changing(Notice.Change.PURPOSE)),
                        draft -> draft.notice(notice.changing(Notice.Change.PURPOSE, NEWSLETTER)),
                        draft -> draft.purposes(Purpose.of("support").on(LegalBasis.CONTRACT)),
                        draft -> draft.retain(ceiling("chat", ORDERS)))
                .map(change -> change.apply(sound()).build().canonical())
                .toList());
    }

    @Test
    void changesWithEverythingAPurposeDeclares() {
        Purpose purpose = Purpose.of("p");

        assertAllDiffer(Stream.of(
                        purpose,
                        Purpose.of("q"),
                        purpose.titled("P"),
                        purpose.on(LegalBasis.CONSENT),
                        purpose.on(LegalBasis.CONTRACT),
                        purpose.onBasisDeclaredByTenant(),
                        purpose.on(LegalBasis.CONSENT).onBasisDeclaredByTenant(),
                        purpose.directMarketing(),
                        purpose.evenIfRestricted(),
                        purpose.evenIfStoreFails(),
                        purpose.needing(ConsentLevel.EXPLICIT),
                        purpose.validFor(Period.ofYears(1)),
                        purpose.concerning("customer"),
                        purpose.concerning("customer", "lead"),
                        purpose.concerning("customer, lead"),
                        purpose.within(Scope.of("channel", "mail")),
                        purpose.within(Scope.of("channel", "mail").ownedBy("t")),
                        purpose.within(Scope.of("channel", "mail@t")),
                        purpose.citing("law"),
                        purpose.assessedIn("law"))
                .map(Purpose::canonical)
                .toList());
    }

    @Test
    void changesWithEverythingARuleDeclares() {
        RetentionRule rule = RetentionRule.atMost("r", Period.ofDays(30));

        assertAllDiffer(Stream.of(
                        rule,
                        RetentionRule.atMost("s", Period.ofDays(30)).governing("r"),
                        RetentionRule.atMost("r"),
                        RetentionRule.atMost("r", Period.ofMonths(1)),
                        RetentionRule.atLeast("r", Period.ofDays(30)),
                        RetentionRule.exactly("r", Period.ofDays(30)),
                        rule.governing("c"),
                        rule.serving(ORDERS),
                        rule.serving(ORDERS, ACCOUNTING),
                        rule.fromLastActivity(),
                        rule.fromLastActivity().fromEndOfMonth(),
                        rule.fromEvent("e"),
                        rule.fromEvent("f"),
                        rule.fromEvent("e").fromEndOfYear(),
                        rule.fromEndOfMonth(),
                        rule.fromEndOfYear(),
                        rule.fromEndOfFinancialYear(),
                        rule.fromFirst(MonthDay.of(7, 1)),
                        rule.fromFirst(MonthDay.of(7, 2)),
                        rule.untilStoredDay(),
                        rule.fromEndOfConsent(),
                        rule.fromDisposalOfSource(),
                        rule.chosenByTenant(),
                        rule.tenantsMayShorten(),
                        rule.chosenByTenant(Period.ofDays(1), Period.ofDays(2)),
                        rule.unless("contract"),
                        rule.orAtLatest(Period.ofYears(1), "createdAt"),
                        rule.orAtLatest(Period.ofYears(1), "changedAt"),
                        rule.orAtLatest(Period.ofYears(2), "createdAt"),
                        rule.reviewEvery(Period.ofYears(1)),
                        rule.forRecordsFrom(DAY),
                        rule.then(Disposition.REDACT),
                        rule.because("law"),
                        rule.citing("law"))
                .map(RetentionRule::canonical)
                .toList());
    }

    @Test
    void letsNoTextPassForAnother() {
        assertThat(canonical("a", "b | because=c")).isNotEqualTo(canonical("a | because=b", "c"));
        assertThat(CanonicalText.of("a", "1:x").with("b", "y").toString())
                .isNotEqualTo(CanonicalText.of("a", "1:x\nb 1 1:y").toString());
        assertThat(CanonicalText.of("a", "").withAll("b", List.of("c", "d")).toString())
                .isNotEqualTo(
                        CanonicalText.of("a", "").withAll("b", List.of("c 1:d")).toString());
    }

    @Test
    void ignoresTheOrderOfDeclarations() {
        Policy one = sound().retain(ceiling("a", ORDERS))
                .retain(ceiling("b", ORDERS))
                .build();
        Policy other = sound().retain(ceiling("b", ORDERS))
                .retain(ceiling("a", ORDERS))
                .build();

        assertThat(one.digest()).isEqualTo(other.digest());
        assertThat(RetentionRule.atMost("r").serving(ORDERS, ACCOUNTING).canonical())
                .isEqualTo(RetentionRule.atMost("r").serving(ACCOUNTING, ORDERS).canonical());
    }

    private static String canonical(String reason, String citation) {
        return RetentionRule.atMost("r").because(reason).citing(citation).canonical();
    }

    private static void assertAllDiffer(List<String> texts) {
        assertThat(texts).doesNotHaveDuplicates();
    }
}
