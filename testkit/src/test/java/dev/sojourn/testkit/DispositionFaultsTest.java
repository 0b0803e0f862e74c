package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.sojourn.Sojourn;
import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.testkit.InMemoryCallCentre.Call;
import dev.sojourn.testkit.InMemoryCallCentre.Ticket;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What cannot be honoured of archives and a host's own dispositions is refused at start-up, all at once. */
class DispositionFaultsTest {

    @Test
    void refusesEndsThatNobodyBroughtAndThoseThatNobodyAskedFor() {
        InMemoryStores stores = new InMemoryStores();
        Sojourn.Builder builder = Sojourn.builder(DispositionsFixture.policy())
                .stores(stores)
                .data(
                        InMemoryRecords.of(Call.class, Long.class, Call::id)
                                .day("on", Call::on)
                                .retained("call", "on")
                                .in(stores),
                        InMemoryRecords.of(Ticket.class, Long.class, Ticket::id)
                                .day("closedOn", Ticket::closedOn)
                                .retained("ticket", "closedOn")
                                .retained("ticket-gone", "closedOn")
                                .in(stores))
                .archive("attic", rows -> {})
                .disposition("shred", rows -> {})
                .disposition("shred", rows -> {});
        FaultyDeclaration refusal = catchThrowableOfType(FaultyDeclaration.class, builder::build);
        assertThat(refusal.faults())
                .extracting(Fault::element, Fault::problem)
                .containsExactlyInAnyOrder(
                        fault("disposition 'shred'", "was registered twice"),
                        fault("Ticket under rule 'ticket'", "its store cannot BY_HOST rows"),
                        fault("rule 'call'", "archives under rule 'call-archive', and nobody registered the archive"),
                        fault(
                                "rule 'call'",
                                "archives under rule 'call-archive', to which no data is bound: what is archived would"
                                        + " never end"),
                        fault("rule 'ticket'", "ends in 'tell-crm', which nobody registered"),
                        fault("archive 'attic'", "is none that a rule names"),
                        fault("disposition 'shred'", "is none that a rule names"));
        assertThat(refusal.faults()).extracting(Fault::mend).noneMatch(String::isBlank);
    }

    private static Tuple fault(String element, String problem) {
        return tuple(element, problem);
    }

    @Test
    void findsNoneWhereEverythingIsThere() {
        Sojourn sojourn = new InMemoryCallCentre()
                .sojourn()
                .archive("call-archive", rows -> {})
                .disposition("tell-crm", rows -> {})
                .build();
        assertThat(sojourn.retention().preview().failures()).isEqualTo(List.of());
    }
}
