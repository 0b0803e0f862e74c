package dev.sojourn.jpa;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Redact;
import dev.sojourn.annotation.Redact.To;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.testkit.AnonymisingFixture;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The views of the anonymising contract as entities. */
final class Views implements AnonymisingFixture, AutoCloseable {

    private final TestDatabase database;
    private final EntityManagerFactory unit;
    private final JpaUnitOfWork work;

    Views(TestDatabase database) {
        this.database = database;
        unit = database.open(ViewRow.class);
        work = JpaUnitOfWork.of(unit);
    }

    // tag::anonymise[]
    /** A look at a page. */
    @Entity(name = "View")
    @Table(name = "page_view")
    @Retained(rule = "view", from = "at") // the policy's rule says then(ANONYMISE)
    @Retained(rule = "view-law", from = "lawOn")
    static class ViewRow {
        @Id
        @GeneratedValue
        @Nullable
        Long id;

        @SubjectRef(kind = "visitor")
        @Nullable
        String visitor; // goes to null

        @Redact(To.NETWORK)
        @Column(length = 45)
        @Nullable
        String ip;

        @Redact(value = To.STEP, step = 10)
        int age;

        @Embedded
        Contact contact = new Contact(); // says nothing, counts as personal, goes to null

        @NotPersonal(because = "a page of the site")
        String page = "";

        @Column(name = "viewed_at")
        Instant at = Instant.EPOCH; // starts the period, stays

        LocalDate lawOn = LocalDate.EPOCH;

        @Version
        int version;
    }
    // end::anonymise[]

    /** Who looked. */
    @Embeddable
    static class Contact {
        @Nullable
        String name;

        @PersonalData(category = "contact")
        @Nullable
        String email;
    }

    Views emptied() {
        database.empty();
        database.execute("delete from page_view");
        return this;
    }

    @Override
    public Sojourn.Builder sojourn() {
        return Sojourn.builder(AnonymisingFixture.policy()).stores(JpaStores.of(work));
    }

    @Override
    public Class<?> viewType() {
        return ViewRow.class;
    }

    @Override
    public Object insert(View view) {
        return work.call(entityManager -> {
            ViewRow row = new ViewRow();
            row.visitor = view.visitor();
            row.at = view.at();
            row.lawOn = view.lawOn();
            row.ip = view.ip();
            row.contact.name = view.name();
            row.contact.email = view.email();
            row.age = view.age();
            row.page = view.page();
            entityManager.persist(row);
            return row.id;
        });
    }

    @Override
    public View find(Object key) {
        return work.call(entityManager -> {
            ViewRow row = entityManager.find(ViewRow.class, key);
            Contact contact = row.contact == null ? new Contact() : row.contact; // all null is no contact
            return new View(row.visitor, row.at, row.lawOn, row.ip, contact.name, contact.email, row.age, row.page);
        });
    }

    @Override
    public Set<Object> keys() {
        return work.call(entityManager -> new HashSet<>(entityManager
                .createQuery("select v.id from View v", Object.class)
                .getResultList()));
    }

    @Override
    public List<String> texts() {
        return database.rows("page_view");
    }

    @Override
    public void close() {
        unit.close();
        database.close();
    }
}
