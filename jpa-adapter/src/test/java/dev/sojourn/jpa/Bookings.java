package dev.sojourn.jpa;

import dev.sojourn.Sojourn;
import dev.sojourn.Stores;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.testkit.DataFixture;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The contract suites' hotel as entities. */
final class Bookings implements DataFixture, AutoCloseable {

    private final TestDatabase database;
    private final EntityManagerFactory unit;
    private final JpaUnitOfWork work;
    private final Stores stores;

    Bookings(TestDatabase database) {
        this.database = database;
        unit = database.open(BookingRow.class, ReceiptRow.class);
        work = JpaUnitOfWork.of(unit);
        stores = JpaStores.of(work).tenantAttribute("tenant");
    }

    /** A booking. */
    @Entity(name = "Booking")
    @Retained(rule = "booking", from = "checkedOut")
    @Retained(rule = "booking-law", from = "registeredOn")
    static class BookingRow {
        @Id
        @GeneratedValue
        @Nullable
        Long id;

        String tenant = "";

        @SubjectRef(kind = "guest")
        String guest = "";

        @Nullable
        Instant checkedOut;

        @Nullable
        LocalDate registeredOn;

        @OneToMany(mappedBy = "booking", cascade = CascadeType.ALL)
        List<ReceiptRow> receipts = new ArrayList<>();
    }

    /** A receipt. */
    @Entity(name = "Receipt")
    @Retained(rule = "receipt", from = "issuedOn")
    static class ReceiptRow {
        @Id
        @GeneratedValue
        @Nullable
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        BookingRow booking;

        String tenant = "";

        @SubjectRef(kind = "guest")
        String guest = "";

        @Nullable
        LocalDate issuedOn;
    }

    Bookings emptied() {
        database.empty();
        database.execute("delete from Receipt");
        database.execute("delete from Booking");
        return this;
    }

    @Override
    public Stores stores() {
        return stores;
    }

    @Override
    public Sojourn.Builder sojourn() {
        return Sojourn.builder(DataFixture.policy()).stores(stores);
    }

    @Override
    public PersonalDataStore bookings() {
        return stores.data(DataFixture.policy()).stores().stream()
                .filter(store -> store.describe().entity().equals("Booking"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Class<?> bookingType() {
        return BookingRow.class;
    }

    @Override
    public Object insert(Booking booking) {
        return work.call(entityManager -> {
            BookingRow row = new BookingRow();
            row.tenant = booking.tenant();
            row.guest = booking.guest();
            row.checkedOut = booking.checkedOut();
            row.registeredOn = booking.registeredOn();
            booking.receipts().forEach(receipt -> row.receipts.add(receipt(row, receipt)));
            entityManager.persist(row);
            return row.id;
        });
    }

    private static ReceiptRow receipt(BookingRow booking, Receipt receipt) {
        ReceiptRow row = new ReceiptRow();
        row.booking = booking;
        row.tenant = booking.tenant;
        row.guest = receipt.guest();
        row.issuedOn = receipt.issuedOn();
        return row;
    }

    @Override
    public void checkOut(Object key, Instant at) {
        work.run(entityManager -> entityManager.find(BookingRow.class, key).checkedOut = at);
    }

    @Override
    public Set<Object> keys() {
        return work.call(entityManager -> new HashSet<>(entityManager
                .createQuery("select b.id from Booking b", Object.class)
                .getResultList()));
    }

    @Override
    public long receipts() {
        return work.call(entityManager -> entityManager
                .createQuery("select count(r) from Receipt r", Long.class)
                .getSingleResult());
    }

    @Override
    public void close() {
        unit.close();
        database.close();
    }
}
