package dev.sojourn.testkit;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first steps the README shows. */
class TourTest {

    record Visit(long id, String reader, Instant at) {}

    private static final Purpose NEWSLETTER =
            Purpose.of("newsletter").titled("Send the newsletter").on(CONSENT).directMarketing();

    private final InMemoryStores stores = new InMemoryStores();
    private final InMemoryRecords<Visit> visits = InMemoryRecords.of(Visit.class, Long.class, Visit::id)
            .subject(visit -> DataSubject.of(visit.reader()))
            .moment("at", Visit::at)
            .retained("visit", "at")
            .in(stores);

    @Test
    void goesFromAPolicyToASweep() {
        DataSubject ada = DataSubject.of("u-17");
        visits.put(new Visit(1, "u-17", Instant.parse("2020-02-01T09:00:00Z")));
        visits.put(new Visit(2, "u-17", Instant.now()));
        visits.put(new Visit(3, "u-18", Instant.now()));

        // tag::tour[]
        Policy policy = Policy.builder("Shop privacy policy")
                .version("2026-02-01")
                .zone("Europe/Bucharest")
                .controller(Party.named("Shop Ltd").contact("privacy@shop.example"))
                .purposes(NEWSLETTER)
                .retainProof(Period.ofYears(3))
                .retain(RetentionRule.atMost("visit", Period.ofDays(90)).serving(NEWSLETTER))
                .build();
        Sojourn sojourn = Sojourn.builder(policy).stores(stores).data(visits).build();
        sojourn.consents().give(ada, NEWSLETTER);
        boolean mayBeSent = sojourn.may(ada, NEWSLETTER);
        SweepReport report = sojourn.retention().sweep(sojourn.retention().preview());
        // end::tour[]

        assertThat(mayBeSent).isTrue();
        assertThat(report.gone()).isEqualTo(1);
        assertThat(visits.all()).extracting(Visit::id).containsExactly(2L, 3L);

        sojourn.consents().withdraw(ada, NEWSLETTER);
        assertThat(sojourn.may(ada, NEWSLETTER)).isFalse();
        assertThat(sojourn.gate().decide(ada, NEWSLETTER).toString()).contains("WITHDRAWN");
        assertThat(sojourn.retention().explain(Visit.class, 2L).due()).isTrue();
        assertThat(sojourn.retention().explain(Visit.class, 3L).due()).isFalse();

        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(1);
        assertThat(sojourn.retention().sweep(plan).gone()).isEqualTo(1);
        assertThat(visits.all()).extracting(Visit::id).containsExactly(3L);
        assertThat(sojourn.retention().preview().due()).isZero();
    }

    @Test
    void needsFewTypesAndFewLines() throws IOException {
        List<String> source = Files.readAllLines(
                Path.of(System.getProperty("basedir", "."), "src/test/java/dev/sojourn/testkit/TourTest.java"));
        assertThat(source.stream()
                        .filter(line -> line.startsWith("import dev.sojourn.")
                                || line.startsWith("import static dev.sojourn.")))
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(12);
        assertThat(source.subList(indexOf(source, "// tag::tour[]") + 1, indexOf(source, "// end::tour[]")))
                .hasSize(12);
    }

    private static int indexOf(List<String> source, String marker) {
        return source.stream().map(String::strip).toList().indexOf(marker);
    }
}
