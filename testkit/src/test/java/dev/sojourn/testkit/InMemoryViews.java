package dev.sojourn.testkit;

import dev.sojourn.Sojourn;
import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Redaction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The views of the anonymising contract, in memory. */
final class InMemoryViews implements AnonymisingFixture {

    record ViewRow(long id, View view) {}

    private final InMemoryStores stores = new InMemoryStores();
    private final InMemoryRecords<ViewRow> views = InMemoryRecords.of(ViewRow.class, Long.class, ViewRow::id)
            .named("View")
            .subjects(row -> row.view().visitor() == null
                    ? List.of()
                    : List.of(AnonymisingFixture.visitor(row.view().visitor())))
            .moment("at", row -> row.view().at())
            .day("lawOn", row -> row.view().lawOn())
            .retained("view", "at")
            .retained("view-law", "lawOn")
            .personal("name", row -> row.view().name())
            .redacting("ip", new Redaction.ToNetwork(), row -> row.view().ip(), (row, ip) -> {
                View v = row.view();
                return new ViewRow(
                        row.id(), new View(v.visitor(), v.at(), v.lawOn(), ip, v.name(), v.email(), v.age(), v.page()));
            })
            .redacting("name", new Redaction.ToNull(), row -> row.view().name(), (row, none) -> {
                View v = row.view();
                return new ViewRow(
                        row.id(), new View(v.visitor(), v.at(), v.lawOn(), v.ip(), none, v.email(), v.age(), v.page()));
            })
            .redacting("email", new Redaction.ToNull(), row -> row.view().email(), (row, none) -> {
                View v = row.view();
                return new ViewRow(
                        row.id(), new View(v.visitor(), v.at(), v.lawOn(), v.ip(), v.name(), none, v.age(), v.page()));
            })
            .redacting("age", new Redaction.ToStep(10), row -> row.view().age(), (row, age) -> {
                View v = row.view();
                return new ViewRow(
                        row.id(),
                        new View(
                                v.visitor(),
                                v.at(),
                                v.lawOn(),
                                v.ip(),
                                v.name(),
                                v.email(),
                                age == null ? 0 : age,
                                v.page()));
            })
            .anonymising(row -> {
                View v = row.view();
                return new ViewRow(
                        row.id(), new View(null, v.at(), v.lawOn(), v.ip(), v.name(), v.email(), v.age(), v.page()));
            })
            .in(stores);
    private long last;

    @Override
    public Sojourn.Builder sojourn() {
        return Sojourn.builder(AnonymisingFixture.policy()).stores(stores).data(views);
    }

    @Override
    public Class<?> viewType() {
        return ViewRow.class;
    }

    @Override
    public Object insert(View view) {
        long id = ++last;
        views.put(new ViewRow(id, view));
        return id;
    }

    @Override
    public View find(Object key) {
        return views.find(key).orElseThrow().view();
    }

    @Override
    public Set<Object> keys() {
        Set<Object> keys = new HashSet<>();
        views.all().forEach(row -> keys.add(row.id()));
        return keys;
    }

    @Override
    public List<String> texts() {
        return views.all().stream().map(row -> row.view().toString()).toList();
    }
}
