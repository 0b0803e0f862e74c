package dev.sojourn.jpa;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Redact;
import dev.sojourn.annotation.Redact.To;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.testkit.RedactionFixture;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The visits of the redaction contract as entities. */
final class Visits implements RedactionFixture, AutoCloseable {

    private final TestDatabase database;
    private final EntityManagerFactory unit;
    private final JpaUnitOfWork work;

    Visits(TestDatabase database) {
        this.database = database;
        unit = database.open(VisitRow.class);
        work = JpaUnitOfWork.of(unit);
    }

    /** A visit. */
    @Entity(name = "Visit")
    @Retained(rule = "visit", from = "at")
    @Retained(rule = "visit-faded", from = "at")
    @Retained(rule = "visit-law", from = "lawOn")
    static class VisitRow {
        @Id
        @GeneratedValue
        @Nullable
        Long id;

        @Version
        int version;

        @SubjectRef(kind = "visitor")
        String visitor = "";

        @Column(name = "visited_at")
        Instant at = Instant.EPOCH;

        @Nullable
        LocalDate lawOn;

        // tag::redact[]
        @PersonalData(category = "ip-address")
        @Redact(To.NETWORK)
        @Retained(rule = "visit-ip", from = "at")
        @Column(length = 45)
        @Nullable
        String ip;

        @Redact(To.NULL)
        @Retained(rule = "visit-agent", from = "at")
        @Nullable
        String agent;

        @Redact(To.NULL)
        @Nullable
        String name;
        // end::redact[]

        @PersonalData(category = "contact")
        @Redact(To.PLACEHOLDER)
        @Column(unique = true, nullable = false, length = 60)
        String email = "";

        @Redact(To.FIRST_OF_YEAR)
        @Nullable
        LocalDate born;

        @Redact(value = To.STEP, step = 10)
        int pages;

        @Embedded
        Place place = new Place();

        @Redact(value = To.HOST, by = "initials", marker = "shortened")
        @Nullable
        String comment;

        boolean shortened;
    }

    /** Where. */
    @Embeddable
    static class Place {
        @Redact(value = To.CONSTANT, constant = REMOVED)
        @Nullable
        String city;
    }

    Visits emptied() {
        database.empty();
        database.execute("delete from Visit");
        return this;
    }

    JpaUnitOfWork work() {
        return work;
    }

    @Override
    public Sojourn.Builder sojourn() {
        return Sojourn.builder(RedactionFixture.policy())
                .stores(JpaStores.of(work).redaction("initials", INITIALS));
    }

    @Override
    public Class<?> visitType() {
        return VisitRow.class;
    }

    @Override
    public Object insert(Visit visit) {
        return work.call(entityManager -> {
            VisitRow row = new VisitRow();
            row.visitor = visit.visitor();
            row.at = visit.at();
            row.lawOn = visit.lawOn();
            row.ip = visit.ip();
            row.agent = visit.agent();
            row.name = visit.name();
            row.email = visit.email();
            row.born = visit.born();
            row.pages = visit.pages();
            row.place.city = visit.city();
            row.comment = visit.comment();
            entityManager.persist(row);
            return row.id;
        });
    }

    @Override
    public Visit find(Object key) {
        return work.call(entityManager -> {
            VisitRow row = entityManager.find(VisitRow.class, key);
            return new Visit(
                    row.visitor,
                    row.at,
                    row.lawOn,
                    row.ip,
                    row.agent,
                    row.name,
                    row.email,
                    row.born,
                    row.pages,
                    row.place.city,
                    row.comment);
        });
    }

    @Override
    public Set<Object> keys() {
        return work.call(entityManager -> new HashSet<>(entityManager
                .createQuery("select v.id from Visit v", Object.class)
                .getResultList()));
    }

    @Override
    public void close() {
        unit.close();
        database.close();
    }
}
