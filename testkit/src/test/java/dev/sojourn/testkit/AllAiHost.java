package dev.sojourn.testkit;

import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.PersonalDataStore;
import java.time.Instant;
import java.time.LocalDate;

/** A host's objects under {@link Policies#allAi()}: accounts, logs, recordings, subscriptions and invoices. */
final class AllAiHost {

    record Account(long id, DataSubject holder, String email) {}

    record Log(long id, DataSubject caller, Instant at, String text) {}

    record Recording(long id, DataSubject caller, Instant at, String transcript) {}

    record Subscription(long id, DataSubject reader, Instant since) {}

    record Invoice(long id, DataSubject customer, LocalDate issuedOn, String billingName) {}

    final InMemoryStores stores;
    final InMemoryRecords<Account> accounts;
    final InMemoryRecords<Log> logs;
    final InMemoryRecords<Recording> recordings;
    final InMemoryRecords<Subscription> subscriptions;
    final InMemoryRecords<Invoice> invoices;

    AllAiHost(InMemoryStores stores) {
        this.stores = stores;
        accounts = InMemoryRecords.of(Account.class, Long.class, Account::id)
                .subject(Account::holder)
                .retained("account")
                .personal("email", Account::email)
                .in(stores);
        logs = InMemoryRecords.of(Log.class, Long.class, Log::id)
                .tenant(log -> log.caller().tenant())
                .subject(Log::caller)
                .moment("at", Log::at)
                .retained("conversation-log", "at")
                .personal("at", Log::at)
                .personal("text", Log::text)
                .in(stores);
        recordings = InMemoryRecords.of(Recording.class, Long.class, Recording::id)
                .tenant(recording -> recording.caller().tenant())
                .subject(Recording::caller)
                .moment("at", Recording::at)
                .retained("voice-recording", "at")
                .personal("transcript", Recording::transcript)
                .in(stores);
        subscriptions = InMemoryRecords.of(Subscription.class, Long.class, Subscription::id)
                .subject(Subscription::reader)
                .moment("since", Subscription::since)
                .retained("subscription", "since")
                .personal("since", Subscription::since)
                .in(stores);
        invoices = InMemoryRecords.of(Invoice.class, Long.class, Invoice::id)
                .subject(Invoice::customer)
                .day("issuedOn", Invoice::issuedOn)
                .retained("invoice", "issuedOn")
                .personal("billingName", Invoice::billingName)
                .in(stores);
    }

    PersonalDataStore[] data() {
        return new PersonalDataStore[] {accounts, logs, recordings, subscriptions, invoices};
    }

    /** One object of each kind. */
    void add(long id, DataSubject person, Instant at) {
        accounts.put(new Account(id, person, "ada@example.org"));
        logs.put(new Log(id, person, at, "Where is my parcel?"));
        recordings.put(new Recording(id, person, at, "Hello?"));
        subscriptions.put(new Subscription(id, person, at));
        invoices.put(new Invoice(id, person, LocalDate.of(2026, 5, 20), "Ada Lovelace"));
    }

    int size() {
        return accounts.all().size()
                + logs.all().size()
                + recordings.all().size()
                + subscriptions.all().size()
                + invoices.all().size();
    }
}
