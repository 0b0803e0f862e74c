package dev.sojourn.testkit;

import dev.sojourn.Sojourn;
import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.PersonalDataStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hotel of the contract suites, in memory. */
final class InMemoryHotel implements DataFixture {

    record BookingRow(
            long id,
            String tenant,
            String guest,
            @Nullable Instant checkedOut,
            @Nullable LocalDate registeredOn) {

        DataSubject subject() {
            return DataFixture.guest(tenant, guest);
        }
    }

    record ReceiptRow(
            long id,
            long booking,
            String tenant,
            String guest,
            @Nullable LocalDate issuedOn) {

        DataSubject subject() {
            return DataFixture.guest(tenant, guest);
        }
    }

    private final InMemoryStores stores = new InMemoryStores();
    private final InMemoryRecords<ReceiptRow> receipts = InMemoryRecords.of(
                    ReceiptRow.class, Long.class, ReceiptRow::id)
            .named("Receipt")
            .tenant(ReceiptRow::tenant)
            .subject(ReceiptRow::subject)
            .day("issuedOn", ReceiptRow::issuedOn)
            .retained("receipt", "issuedOn")
            .in(stores);
    private final InMemoryRecords<BookingRow> bookings = InMemoryRecords.of(
                    BookingRow.class, Long.class, BookingRow::id)
            .named("Booking")
            .tenant(BookingRow::tenant)
            .subject(BookingRow::subject)
            .moment("checkedOut", BookingRow::checkedOut)
            .day("registeredOn", BookingRow::registeredOn)
            .retained("booking", "checkedOut")
            .retained("booking-law", "registeredOn")
            .owning(receipts, ReceiptRow::booking)
            .personal("guest", BookingRow::guest)
            .personal("checkedOut", BookingRow::checkedOut)
            .in(stores);
    private long last;

    @Override
    public Stores stores() {
        return stores;
    }

    @Override
    public Sojourn.Builder sojourn() {
        return Sojourn.builder(DataFixture.policy()).stores(stores).data(bookings, receipts);
    }

    @Override
    public PersonalDataStore bookings() {
        return bookings;
    }

    @Override
    public Class<?> bookingType() {
        return BookingRow.class;
    }

    @Override
    public Object insert(Booking booking) {
        long id = ++last;
        bookings.put(
                new BookingRow(id, booking.tenant(), booking.guest(), booking.checkedOut(), booking.registeredOn()));
        booking.receipts()
                .forEach(receipt -> receipts.put(
                        new ReceiptRow(++last, id, booking.tenant(), receipt.guest(), receipt.issuedOn())));
        return id;
    }

    @Override
    public void checkOut(Object key, Instant at) {
        BookingRow row = bookings.find(key).orElseThrow();
        bookings.put(new BookingRow(row.id(), row.tenant(), row.guest(), at, row.registeredOn()));
    }

    @Override
    public Set<Object> keys() {
        Set<Object> keys = new HashSet<>();
        bookings.all().forEach(row -> keys.add(row.id()));
        return keys;
    }

    @Override
    public long receipts() {
        return receipts.all().size();
    }
}
