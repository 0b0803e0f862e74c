package dev.sojourn.testkit;

import dev.sojourn.Sojourn;
import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Redaction;
import java.util.HashSet;
import java.util.Set;

/** The visits of the redaction contract, in memory. */
final class InMemoryVisits implements RedactionFixture {

    record VisitRow(long id, Visit visit, boolean shortened) {

        VisitRow with(Visit other) {
            return new VisitRow(id, other, shortened);
        }
    }

    private final InMemoryStores stores = new InMemoryStores();
    private final InMemoryRecords<VisitRow> visits = InMemoryRecords.of(VisitRow.class, Long.class, VisitRow::id)
            .named("Visit")
            .subject(row -> RedactionFixture.visitor(row.visit().visitor()))
            .moment("at", row -> row.visit().at())
            .day("lawOn", row -> row.visit().lawOn())
            .retained("visit", "at")
            .retained("visit-faded", "at")
            .retained("visit-law", "lawOn")
            .redacting(
                    "ip",
                    new Redaction.ToNetwork(),
                    row -> row.visit().ip(),
                    (row, ip) -> row.with(row.visit().from(ip)))
            .partOfCategory("ip", "ip-address")
            .partRetained("ip", "visit-ip", "at")
            .redacting("agent", new Redaction.ToNull(), row -> row.visit().agent(), (row, none) -> {
                Visit v = row.visit();
                return row.with(new Visit(
                        v.visitor(),
                        v.at(),
                        v.lawOn(),
                        v.ip(),
                        none,
                        v.name(),
                        v.email(),
                        v.born(),
                        v.pages(),
                        v.city(),
                        v.comment()));
            })
            .partRetained("agent", "visit-agent", "at")
            .redacting("name", new Redaction.ToNull(), row -> row.visit().name(), (row, none) -> {
                Visit v = row.visit();
                return row.with(new Visit(
                        v.visitor(),
                        v.at(),
                        v.lawOn(),
                        v.ip(),
                        v.agent(),
                        none,
                        v.email(),
                        v.born(),
                        v.pages(),
                        v.city(),
                        v.comment()));
            })
            .redacting(
                    "email", new Redaction.ToPlaceholder(), row -> row.visit().email(), (row, email) -> {
                        Visit v = row.visit();
                        return row.with(new Visit(
                                v.visitor(),
                                v.at(),
                                v.lawOn(),
                                v.ip(),
                                v.agent(),
                                v.name(),
                                String.valueOf(email),
                                v.born(),
                                v.pages(),
                                v.city(),
                                v.comment()));
                    })
            .partOfCategory("email", "contact")
            .redacting(
                    "born", new Redaction.ToFirstDay(true), row -> row.visit().born(), (row, born) -> {
                        Visit v = row.visit();
                        return row.with(new Visit(
                                v.visitor(),
                                v.at(),
                                v.lawOn(),
                                v.ip(),
                                v.agent(),
                                v.name(),
                                v.email(),
                                born,
                                v.pages(),
                                v.city(),
                                v.comment()));
                    })
            .redacting("pages", new Redaction.ToStep(10), row -> row.visit().pages(), (row, pages) -> {
                Visit v = row.visit();
                return row.with(new Visit(
                        v.visitor(),
                        v.at(),
                        v.lawOn(),
                        v.ip(),
                        v.agent(),
                        v.name(),
                        v.email(),
                        v.born(),
                        pages == null ? 0 : pages,
                        v.city(),
                        v.comment()));
            })
            .redacting(
                    "city",
                    new Redaction.ToConstant(REMOVED),
                    row -> row.visit().city(),
                    (row, city) -> {
                        Visit v = row.visit();
                        return row.with(new Visit(
                                v.visitor(),
                                v.at(),
                                v.lawOn(),
                                v.ip(),
                                v.agent(),
                                v.name(),
                                v.email(),
                                v.born(),
                                v.pages(),
                                city,
                                v.comment()));
                    })
            .redacting(
                    "comment",
                    new Redaction.ByHost("initials", INITIALS),
                    row -> row.visit().comment(),
                    (row, comment) -> {
                        Visit v = row.visit();
                        return new VisitRow(
                                row.id(),
                                new Visit(
                                        v.visitor(),
                                        v.at(),
                                        v.lawOn(),
                                        v.ip(),
                                        v.agent(),
                                        v.name(),
                                        v.email(),
                                        v.born(),
                                        v.pages(),
                                        v.city(),
                                        comment),
                                true);
                    },
                    VisitRow::shortened)
            .in(stores);
    private long last;

    @Override
    public Sojourn.Builder sojourn() {
        return Sojourn.builder(RedactionFixture.policy())
                .stores(stores)
                .data(visits)
                .data(visits.parts());
    }

    @Override
    public Class<?> visitType() {
        return VisitRow.class;
    }

    @Override
    public Object insert(Visit visit) {
        long id = ++last;
        visits.put(new VisitRow(id, visit, false));
        return id;
    }

    @Override
    public Visit find(Object key) {
        return visits.find(key).orElseThrow().visit();
    }

    @Override
    public Set<Object> keys() {
        Set<Object> keys = new HashSet<>();
        visits.all().forEach(row -> keys.add(row.id()));
        return keys;
    }
}
