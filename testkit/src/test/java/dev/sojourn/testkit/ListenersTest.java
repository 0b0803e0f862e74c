package dev.sojourn.testkit;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.PastSweep;
import dev.sojourn.Sojourn;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.ErasureReport;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who listens hears of what was committed, once, and nothing of what was not. */
class ListenersTest {

    private record Visit(long id, String reader, Instant at) {}

    private static final DataSubject ADA = DataSubject.of("ada");
    private static final Purpose NEWSLETTER =
            Purpose.of("newsletter").titled("Send the newsletter").on(CONSENT).directMarketing();
    private static final Notice NOTICE = Notice.of("privacy", "1", "What we do.", LocalDate.of(2026, 1, 1));

    private final InMemoryStores stores = new InMemoryStores();
    private final InMemoryRecords<Visit> visits = InMemoryRecords.of(Visit.class, Long.class, Visit::id)
            .subject(visit -> DataSubject.of(visit.reader()))
            .moment("at", Visit::at)
            .retained("visit", "at")
            .in(stores);
    private final List<SubjectAct> acts = new ArrayList<>();
    private final List<SweepReport> sweeps = new ArrayList<>();
    private final List<ErasureReport> erasures = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final Sojourn sojourn = started();

    @Test
    void hearsOfAnActOnceItIsCommittedWhenTheGateAnswersByItAlready() {
        List<Boolean> answers = new ArrayList<>();
        Sojourn asking =
                builder().onAct(act -> answers.add(stillMay())).onAct(acts::add).build();
        stores.work().run(() -> {
            asking.consents().give(ADA, NEWSLETTER);
            assertThat(acts).isEmpty();
            return true;
        });
        assertThat(acts).extracting(SubjectAct::kind).containsExactly(ActKind.GIVEN);
        assertThat(acts.get(0).subject()).isEqualTo(ADA);
        assertThat(acts.get(0).toString()).doesNotContain("ada");
        assertThat(answers).containsExactly(true);
    }

    @Test
    void hearsNothingOfAnActThatWasRolledBack() {
        try {
            stores.work().run(() -> {
                sojourn.consents().give(ADA, NEWSLETTER);
                throw new IllegalStateException("the host's own failure");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("the host's own failure");
        }
        assertThat(acts).isEmpty();
    }

    @Test
    void letsAnActStandWhoseListenerFails() {
        Sojourn failing = builder()
                .onAct(act -> {
                    throw new IllegalStateException("a listener's own failure");
                })
                .build();
        failing.consents().give(ADA, NEWSLETTER);
        assertThat(failing.may(ADA, NEWSLETTER)).isTrue();
    }

    @Test
    void hearsOfEachSweepWhatItDisposedOf() {
        visits.put(new Visit(1, "ada", Instant.parse("2020-02-01T09:00:00Z")));
        visits.put(new Visit(2, "ada", Instant.now()));
        SweepReport report = sojourn.retention().sweep(sojourn.retention().preview());
        assertThat(sweeps).containsExactly(report);
        assertThat(report.gone()).isEqualTo(1);
        assertThat(sojourn.proof().sweeps(10)).singleElement().satisfies(sweep -> {
            assertThat(sweep.run()).isEqualTo(report.run());
            assertThat(sweep.planned()).isEqualTo(1);
            assertThat(sweep.disposed()).isEqualTo(1);
            assertThat(sweep.isSuccessful()).isTrue();
        });
    }

    @Test
    void tellsSinceWhenTheOldestRowsOfAPlanHaveBeenDue() {
        assertThat(sojourn.retention().overdueSince(sojourn.retention().preview()))
                .isEmpty();
        visits.put(new Visit(1, "ada", Instant.parse("2020-02-01T09:00:00Z")));
        visits.put(new Visit(2, "ada", Instant.parse("2021-02-01T09:00:00Z")));
        assertThat(sojourn.retention().overdueSince(sojourn.retention().preview()))
                .contains(Instant.parse("2020-05-01T21:00:00Z"));
    }

    @Test
    void listsTheLastSweepFirst() {
        SweepReport one = sojourn.retention().sweep(sojourn.retention().preview());
        SweepReport other = sojourn.retention().sweep(sojourn.retention().preview());
        assertThat(sojourn.proof().sweeps(2)).extracting(PastSweep::run).containsExactly(other.run(), one.run());
    }

    @Test
    void hearsOfAnErasure() {
        visits.put(new Visit(1, "ada", Instant.now()));
        ErasureReport report =
                sojourn.rights().erase(sojourn.rights().planErasure(ADA, ErasureGround.NO_LONGER_NECESSARY));
        assertThat(erasures).containsExactly(report);
        assertThat(report.erased()).containsEntry("Visit", 1L);
        assertThat(report.toString()).doesNotContain("ada");
    }

    @Test
    void hearsOfANoticeOnceInAnInstallation() {
        assertThat(notices).containsExactly(NOTICE);
        started();
        assertThat(notices).hasSize(1);
    }

    private boolean stillMay() {
        return sojourn.gate().fresh().may(ADA, NEWSLETTER);
    }

    private Sojourn started() {
        return builder()
                .onAct(acts::add)
                .onSweep(sweeps::add)
                .onErasure(erasures::add)
                .onNotice(notices::add)
                .build();
    }

    private Sojourn.Builder builder() {
        return Sojourn.builder(Policy.builder("Shop privacy policy")
                        .version("2026-02-01")
                        .zone("Europe/Bucharest")
                        .controller(Party.named("Shop Ltd").contact("privacy@shop.example"))
                        .purposes(NEWSLETTER)
                        .notice(NOTICE)
                        .retainProof(Period.ofYears(3))
                        .retain(RetentionRule.atMost("visit", Period.ofDays(90)).serving(NEWSLETTER))
                        .build())
                .stores(stores)
                .data(visits);
    }
}
