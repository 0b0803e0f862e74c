package dev.sojourn.jpa;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.retention.ArchivedRow;
import dev.sojourn.testkit.DispositionsFixture;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The call centre of the dispositions contract as entities. */
final class Hotline implements DispositionsFixture, AutoCloseable {

    private final TestDatabase database;
    private final EntityManagerFactory unit;
    private final JpaUnitOfWork work;

    Hotline(TestDatabase database) {
        this.database = database;
        unit = database.open(Call.class, ArchivedCall.class, Dossier.class, Ticket.class);
        work = JpaUnitOfWork.of(unit);
    }

    /** A call. */
    @Entity(name = "Call")
    @Table(name = "a_call")
    @Retained(rule = "call", from = "on")
    static class Call {
        @Id
        @GeneratedValue
        @Nullable
        Long id;

        @SubjectRef
        String caller = "";

        @Column(name = "called_on")
        LocalDate on = LocalDate.EPOCH;

        String transcript = "";
    }

    // tag::archive[]
    /** What is left of a call: an entity like any other, under the archive's own rule. */
    @Entity(name = "ArchivedCall")
    @Retained(rule = "call-archive", from = "archivedOn")
    static class ArchivedCall {
        @Id
        @GeneratedValue
        @Nullable
        Long id;

        @SubjectRef
        String caller = "";

        LocalDate archivedOn = LocalDate.EPOCH;

        String transcript = "";
    }
    // end::archive[]

    /** A dossier. */
    @Entity(name = "Dossier")
    @Retained(rule = "dossier", from = "closedOn")
    static class Dossier {
        @Id
        @GeneratedValue
        @Nullable
        Long id;

        @SubjectRef
        String client = "";

        String tenant = "";

        LocalDate closedOn = LocalDate.EPOCH;
    }

    // tag::host[]
    /** A closed ticket: the customers' system is told of it, and a year later it goes. */
    @Entity(name = "Ticket")
    @Retained(rule = "ticket", from = "closedOn", marker = "told")
    @Retained(rule = "ticket-gone", from = "closedOn")
    static class Ticket {
        // end::host[]
        @Id
        @GeneratedValue
        @Nullable
        Long id;

        @Version
        int version;

        @SubjectRef
        String client = "";

        LocalDate closedOn = LocalDate.EPOCH;

        boolean told;
    }

    Hotline emptied() {
        database.empty();
        List.of("a_call", "ArchivedCall", "Dossier", "Ticket")
                .forEach(table -> database.execute("delete from " + table));
        return this;
    }

    @Override
    public Sojourn.Builder sojourn() {
        return Sojourn.builder(DispositionsFixture.policy())
                .stores(JpaStores.of(work).tenantAttribute("tenant"));
    }

    @Override
    public void call(String caller, LocalDate on, String transcript) {
        work.run(entityManager -> {
            Call row = new Call();
            row.caller = caller;
            row.on = on;
            row.transcript = transcript;
            entityManager.persist(row);
        });
    }

    @Override
    public List<String> calls() {
        return database.texts("select transcript from a_call order by transcript");
    }

    @Override
    public void archive(ArchivedRow call, LocalDate on) {
        work.run(entityManager -> {
            ArchivedCall row = new ArchivedCall();
            row.caller = call.subjects().get(0).id();
            row.archivedOn = on;
            row.transcript = String.valueOf(call.values().get("transcript"));
            entityManager.persist(row);
        });
    }

    @Override
    public List<String> archived() {
        return database.texts("select transcript from ArchivedCall order by transcript");
    }

    @Override
    public Object dossier(String client, String tenant, LocalDate closedOn) {
        return work.call(entityManager -> {
            Dossier row = new Dossier();
            row.client = client;
            row.tenant = tenant;
            row.closedOn = closedOn;
            entityManager.persist(row);
            return row.id;
        });
    }

    @Override
    public Set<Object> dossiers() {
        return work.call(entityManager -> new HashSet<>(entityManager
                .createQuery("select d.id from Dossier d", Object.class)
                .getResultList()));
    }

    @Override
    public Class<?> dossierType() {
        return Dossier.class;
    }

    @Override
    public Object ticket(String client, LocalDate closedOn) {
        return work.call(entityManager -> {
            Ticket row = new Ticket();
            row.client = client;
            row.closedOn = closedOn;
            entityManager.persist(row);
            return row.id;
        });
    }

    @Override
    public Map<Object, Boolean> tickets() {
        return work.call(entityManager -> {
            Map<Object, Boolean> told = new HashMap<>();
            entityManager
                    .createQuery("select t from Ticket t", Ticket.class)
                    .getResultList()
                    .forEach(ticket -> told.put(ticket.id, ticket.told));
            return told;
        });
    }

    @Override
    public Class<?> ticketType() {
        return Ticket.class;
    }

    @Override
    public void close() {
        unit.close();
        database.close();
    }
}
