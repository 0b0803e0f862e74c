package dev.sojourn.testkit;

import dev.sojourn.Sojourn;
import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.retention.ArchivedRow;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The call centre of the dispositions contract, in memory. */
final class InMemoryCallCentre implements DispositionsFixture {

    record Call(long id, String caller, LocalDate on, String transcript) {}

    record ArchivedCall(long id, String caller, LocalDate archivedOn, String transcript) {}

    record Dossier(long id, String client, String tenant, LocalDate closedOn) {}

    record Ticket(long id, String client, LocalDate closedOn, boolean told) {}

    private final InMemoryStores stores = new InMemoryStores();
    private final InMemoryRecords<Call> calls = InMemoryRecords.of(Call.class, Long.class, Call::id)
            .subject(call -> DispositionsFixture.person(call.caller()))
            .day("on", Call::on)
            .retained("call", "on")
            .personal("transcript", Call::transcript)
            .in(stores);
    private final InMemoryRecords<ArchivedCall> archive = InMemoryRecords.of(
                    ArchivedCall.class, Long.class, ArchivedCall::id)
            .subject(call -> DispositionsFixture.person(call.caller()))
            .day("archivedOn", ArchivedCall::archivedOn)
            .retained("call-archive", "archivedOn")
            .personal("transcript", ArchivedCall::transcript)
            .in(stores);
    private final InMemoryRecords<Dossier> dossiers = InMemoryRecords.of(Dossier.class, Long.class, Dossier::id)
            .tenant(Dossier::tenant)
            .subject(dossier -> DispositionsFixture.person(dossier.client()).in(dossier.tenant()))
            .day("closedOn", Dossier::closedOn)
            .retained("dossier", "closedOn")
            .in(stores);
    private final InMemoryRecords<Ticket> tickets = InMemoryRecords.of(Ticket.class, Long.class, Ticket::id)
            .subject(ticket -> DispositionsFixture.person(ticket.client()))
            .day("closedOn", Ticket::closedOn)
            .retained("ticket", "closedOn")
            .retained("ticket-gone", "closedOn")
            .disposedByHost(Ticket::told, ticket -> new Ticket(ticket.id(), ticket.client(), ticket.closedOn(), true))
            .in(stores);
    private long last;

    @Override
    public Sojourn.Builder sojourn() {
        return Sojourn.builder(DispositionsFixture.policy()).stores(stores).data(calls, archive, dossiers, tickets);
    }

    @Override
    public void call(String caller, LocalDate on, String transcript) {
        calls.put(new Call(++last, caller, on, transcript));
    }

    @Override
    public List<String> calls() {
        return calls.all().stream().map(Call::transcript).sorted().toList();
    }

    @Override
    public void archive(ArchivedRow call, LocalDate on) {
        archive.put(new ArchivedCall(
                ++last,
                call.subjects().get(0).id(),
                on,
                String.valueOf(call.values().get("transcript"))));
    }

    @Override
    public List<String> archived() {
        return archive.all().stream().map(ArchivedCall::transcript).sorted().toList();
    }

    @Override
    public Object dossier(String client, String tenant, LocalDate closedOn) {
        dossiers.put(new Dossier(++last, client, tenant, closedOn));
        return last;
    }

    @Override
    public Set<Object> dossiers() {
        Set<Object> keys = new HashSet<>();
        dossiers.all().forEach(dossier -> keys.add(dossier.id()));
        return keys;
    }

    @Override
    public Class<?> dossierType() {
        return Dossier.class;
    }

    @Override
    public Object ticket(String client, LocalDate closedOn) {
        tickets.put(new Ticket(++last, client, closedOn, false));
        return last;
    }

    @Override
    public Map<Object, Boolean> tickets() {
        Map<Object, Boolean> told = new HashMap<>();
        tickets.all().forEach(ticket -> told.put(ticket.id(), ticket.told()));
        return told;
    }

    @Override
    public Class<?> ticketType() {
        return Ticket.class;
    }
}
