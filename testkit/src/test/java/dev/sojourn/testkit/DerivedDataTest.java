package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Evidence;
import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryRecordsBuilder;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.Explanation;
import dev.sojourn.retention.Forecast;
import dev.sojourn.retention.GuardLimits;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.Reckoning;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.retention.Withheld;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What was made from other data never outlives it without a ground of its own. */
class DerivedDataTest {

    private static final Period YEAR = Period.ofMonths(12);
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 31);

    /** A call, or what was made of one. */
    record Recording(long id, String caller, LocalDate day) {}

    /** Made from a recording. */
    record Transcript(long id, long recording, String caller, LocalDate day) {}

    /** Made from a transcript. */
    record Summary(long id, long transcript, String caller, LocalDate day) {}

    private final HandMovedClock clock = HandMovedClock.at("2026-04-01T09:00", RuleHost.BUCHAREST);
    private final InMemoryStores stores = new InMemoryStores();
    private final InMemoryRecords<Summary> summaries = InMemoryRecords.of(Summary.class, Long.class, Summary::id)
            .subject(summary -> DataSubject.of(summary.caller()))
            .day("day", Summary::day)
            .retained("summary")
            .derivedFrom("Transcript", Summary::transcript)
            .in(stores);
    private final InMemoryRecords<Transcript> transcripts = InMemoryRecords.of(
                    Transcript.class, Long.class, Transcript::id)
            .subject(transcript -> DataSubject.of(transcript.caller()))
            .day("day", Transcript::day)
            .retained("transcript", "day")
            .derivedFrom("Recording", Transcript::recording)
            .owning(summaries, Summary::transcript)
            .in(stores);
    private final InMemoryRecords<Recording> recordings = InMemoryRecords.of(Recording.class, Long.class, Recording::id)
            .subject(recording -> DataSubject.of(recording.caller()))
            .day("day", Recording::day)
            .retained("recording", "day")
            .owning(transcripts, Transcript::recording)
            .in(stores);

    private static Policy policy(RetentionRule transcript) {
        return RuleHost.policy(
                RuleHost.BUCHAREST,
                RetentionRule.atMost("recording", Period.ofDays(90)).serving(RuleHost.VOICE),
                transcript,
                RetentionRule.atMost("summary").fromDisposalOfSource());
    }

    private Sojourn open(RetentionRule transcript) {
        return Sojourn.builder(policy(transcript))
                .stores(stores)
                .clock(clock)
                .data(recordings, transcripts, summaries)
                .build();
    }

    private void call(long id, LocalDate day) {
        recordings.put(new Recording(id, "u" + id, day));
        transcripts.put(new Transcript(10 + id, id, "u" + id, day));
        summaries.put(new Summary(20 + id, 10 + id, "u" + id, day));
    }

    @Test
    @Upholds("KLOZER-03")
    void letsATranscriptWithoutAPurposeOfItsOwnGoWithItsRecording() {
        Sojourn sojourn = open(RetentionRule.atMost("transcript", YEAR));
        call(1, MARCH);
        call(2, MARCH.plusDays(1));

        Explanation before = sojourn.retention().explain(Transcript.class, 11L);
        assertThat(before.lastDayKept()).contains(LocalDate.of(2026, 6, 29));
        assertThat(before.reason()).contains(KeepReason.RUNNING);
        Forecast forecast = sojourn.retention().forecast(Period.ofDays(120));
        assertThat(forecast.lines())
                .filteredOn(line -> line.entity().equals("Transcript"))
                .singleElement()
                .satisfies(line -> assertThat(line.due())
                        .containsExactlyInAnyOrderEntriesOf(
                                Map.of(LocalDate.of(2026, 6, 30), 1L, LocalDate.of(2026, 7, 1), 1L)));

        clock.set("2026-06-29T23:59:59");
        assertThat(sweep(sojourn)).isEmpty();
        clock.set("2026-06-30T00:00");
        Explanation due = sojourn.retention().explain(Transcript.class, 11L);
        assertThat(due.due()).isTrue();
        assertThat(due.dueSince()).contains(Instant.parse("2026-06-29T21:00:00Z"));
        assertThat(due.reckonings()).extracting(Reckoning::state).containsExactly(Reckoning.State.SOURCE_DUE);
        assertThat(sojourn.retention().explain(Summary.class, 21L).dueSince())
                .as("what was made from what was made")
                .contains(Instant.parse("2026-06-29T21:00:00Z"));
        SweepPlan plan = sojourn.retention().preview();
        assertThat(planned(plan)).isEqualTo(Map.of("Recording", 1L, "Transcript", 1L, "Summary", 1L));
        assertThat(plan.steps())
                .filteredOn(step -> step.entity().equals("Transcript") && step.due() > 0)
                .extracting(SweepPlan.Step::cause)
                .containsExactly(SweepPlan.Cause.SOURCE_DISPOSED);
        assertThat(gone(sojourn.retention().sweep(plan))).isEqualTo(planned(plan));
        assertThat(recordings.all()).extracting(Recording::id).containsExactly(2L);
        assertThat(transcripts.all()).extracting(Transcript::id).containsExactly(12L);
        assertThat(summaries.all()).extracting(Summary::id).containsExactly(22L);
    }

    @Test
    void staysWhereItsSourceIsLeftForSomebodyToConfirm() {
        Sojourn sojourn = Sojourn.builder(policy(RetentionRule.atMost("transcript", YEAR)))
                .stores(stores)
                .clock(clock)
                .data(recordings, transcripts, summaries)
                .guard(new GuardLimits(3, 0.5, 3, 2))
                .build();
        sweep(sojourn);
        for (long id = 1; id <= 4; id++) {
            call(id, MARCH);
        }
        recordings.put(new Recording(5, "u5", MARCH.plusDays(30)));
        for (long id = 100; id < 120; id++) {
            transcripts.put(new Transcript(id, 5, "u5", MARCH.plusDays(30)));
            summaries.put(new Summary(100 + id, id, "u5", MARCH.plusDays(30)));
        }
        clock.set("2026-06-30T00:00");

        SweepReport nightly = sojourn.retention().sweepScheduled(Actor.job("nightly"));
        assertThat(nightly.withheld())
                .as("four of five recordings; four of 24 transcripts would be few")
                .containsExactly(new Withheld("Recording", "recording", "", 4, Withheld.Why.SHARE));
        assertThat(nightly.gone()).isZero();
        assertThat(nightly.spared(KeepReason.GUARDED)).isEqualTo(12);
        assertThat(nightly.spared(KeepReason.CHANGED)).isZero();
        assertThat(transcripts.all()).hasSize(24);
        assertThat(summaries.all()).hasSize(24);

        assertThat(sweep(sojourn)).isEqualTo(Map.of("Recording", 4L, "Transcript", 4L, "Summary", 4L));
        assertThat(transcripts.all()).hasSize(20);
    }

    @Test
    void takesATranscriptByItsOwnRuleWhereThatEndsFirst() {
        Sojourn sojourn = open(RetentionRule.atMost("transcript", Period.ofDays(30)));
        call(1, MARCH);
        assertThat(sojourn.retention().explain(Transcript.class, 11L).lastDayKept())
                .contains(LocalDate.of(2026, 4, 30));
        clock.set("2026-05-01T00:00");
        assertThat(sweep(sojourn)).isEqualTo(Map.of("Summary", 1L, "Transcript", 1L));
        assertThat(recordings.all()).hasSize(1);
    }

    @Test
    void letsGoWithItsRecordingWhatWasRecordedOnAConsentThatEnded() {
        Sojourn sojourn = open(RetentionRule.atMost("transcript", YEAR));
        DataSubject caller = DataSubject.of("u1");
        sojourn.consents().give(caller, RuleHost.VOICE, Evidence.none());
        call(1, MARCH);
        call(2, MARCH);
        clock.set("2026-04-10T10:00");
        sojourn.consents().withdraw(caller, RuleHost.VOICE);
        SweepPlan plan = sojourn.retention().preview();
        assertThat(planned(plan)).isEqualTo(Map.of("Recording", 1L, "Transcript", 1L, "Summary", 1L));
        assertThat(gone(sojourn.retention().sweep(plan))).isEqualTo(planned(plan));
        assertThat(transcripts.all()).extracting(Transcript::id).containsExactly(12L);
    }

    @Test
    void keepsTheRecordingWhileAHoldKeepsWhatWasMadeFromIt() {
        Sojourn sojourn = open(RetentionRule.atMost("transcript", YEAR));
        call(1, MARCH);
        transcripts.put(new Transcript(11, 1, "somebody else", MARCH));
        Hold hold = sojourn.holds()
                .place(Hold.on(DataSubject.of("somebody else"))
                        .because("case 1")
                        .reviewOn(LocalDate.of(2027, 1, 1)));
        clock.set("2026-06-30T00:00");
        SweepPlan plan = sojourn.retention().preview();
        assertThat(planned(plan)).isEmpty();
        assertThat(gone(sojourn.retention().sweep(plan))).isEmpty();
        assertThat(sojourn.retention().explain(Recording.class, 1L).reason()).contains(KeepReason.CHILD_KEPT);
        assertThat(sojourn.retention().explain(Transcript.class, 11L).reason()).contains(KeepReason.HELD);
        sojourn.holds().release(hold.id(), Actor.employee("Grace Hopper"));
        assertThat(sweep(sojourn)).isEqualTo(Map.of("Recording", 1L, "Transcript", 1L, "Summary", 1L));
    }

    @Test
    void keepsATranscriptWithAPurposeOfItsOwnForItsOwnPeriod() {
        InMemoryRecords<Transcript> own = InMemoryRecords.of(Transcript.class, Long.class, Transcript::id)
                .subject(transcript -> DataSubject.of(transcript.caller()))
                .day("day", Transcript::day)
                .retained("transcript", "day")
                .derivedFrom("Recording", Transcript::recording)
                .in(stores);
        InMemoryRecords<Recording> alone = recordingsOwningNothing().in(stores);
        Sojourn sojourn = Sojourn.builder(RuleHost.policy(
                        RuleHost.BUCHAREST,
                        RetentionRule.atMost("recording", Period.ofDays(90)).serving(RuleHost.VOICE),
                        RetentionRule.atMost("transcript", YEAR).serving(RuleHost.SERVICE)))
                .stores(stores)
                .clock(clock)
                .data(alone, own)
                .build();
        alone.put(new Recording(1, "u1", MARCH));
        own.put(new Transcript(11, 1, "u1", MARCH));
        clock.set("2026-06-30T00:00");
        assertThat(sweep(sojourn)).isEqualTo(Map.of("Recording", 1L));
        assertThat(sojourn.retention().explain(Transcript.class, 11L).lastDayKept())
                .contains(LocalDate.of(2027, 3, 31));
        clock.set("2027-04-01T00:00");
        assertThat(sweep(sojourn)).isEqualTo(Map.of("Transcript", 1L));
    }

    @Test
    void refusesSourcesThatAreUnknownCircularOrMissing() {
        InMemoryRecords<Summary> orphan = InMemoryRecords.of(Summary.class, Long.class, Summary::id)
                .named("Orphan")
                .day("day", Summary::day)
                .retained("summary")
                .in(stores);
        InMemoryRecords<Summary> stranger = InMemoryRecords.of(Summary.class, Long.class, Summary::id)
                .named("Stranger")
                .day("day", Summary::day)
                .retained("summary")
                .derivedFrom("Nothing", Summary::transcript)
                .in(stores);
        InMemoryRecords<Recording> circle = recordingsOwningNothing()
                .derivedFrom("Transcript", Recording::id)
                .in(stores);
        assertThatThrownBy(() -> Sojourn.builder(policy(RetentionRule.atMost("transcript", YEAR)))
                        .stores(stores)
                        .data(circle, transcripts, orphan, stranger)
                        .build())
                .isInstanceOf(FaultyDeclaration.class)
                .hasMessageContaining("Orphan under rule 'summary'")
                .hasMessageContaining("names none")
                .hasMessageContaining("was derived from Nothing, which is no personal data known here")
                .hasMessageContaining("was derived from itself, by way of [Recording, Transcript]");
    }

    private static InMemoryRecordsBuilder<Recording> recordingsOwningNothing() {
        return InMemoryRecords.of(Recording.class, Long.class, Recording::id)
                .subject(recording -> DataSubject.of(recording.caller()))
                .day("day", Recording::day)
                .retained("recording", "day");
    }

    private static Map<String, Long> sweep(Sojourn sojourn) {
        SweepPlan plan = sojourn.retention().preview();
        Map<String, Long> gone = gone(sojourn.retention().sweep(plan));
        assertThat(gone).as("preview is run").isEqualTo(planned(plan));
        return gone;
    }

    private static Map<String, Long> planned(SweepPlan plan) {
        Map<String, Long> planned = new TreeMap<>();
        plan.steps().stream()
                .filter(step -> step.due() > 0)
                .forEach(step -> planned.merge(step.entity(), step.due(), Long::sum));
        return planned;
    }

    private static Map<String, Long> gone(SweepReport report) {
        Map<String, Long> gone = new TreeMap<>();
        report.steps().stream()
                .filter(step -> step.gone() > 0)
                .forEach(step -> gone.merge(step.entity(), step.gone(), Long::sum));
        return gone;
    }
}
