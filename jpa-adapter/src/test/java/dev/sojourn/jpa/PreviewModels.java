package dev.sojourn.jpa;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.testkit.PreviewFixture;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Twelve hosts over one database, each with a persistence unit of its own. */
final class PreviewModels implements PreviewFixture, AutoCloseable {

    /**
     * One host.
     *
     * @param item makes an item
     * @param table where the numbers of its items stand
     * @param tables all its tables, in the order in which they can be emptied
     * @param entities the entities of its unit
     */
    private record Shape(
            Supplier<PreviewModelRows.Item> item, String table, List<String> tables, List<Class<?>> entities) {

        static Shape of(Supplier<PreviewModelRows.Item> item, String tables, Class<?>... entities) {
            List<String> all = List.of(tables.split(" "));
            return new Shape(item, all.get(all.size() - 1), all, List.of(entities));
        }

        /** With rows that outlive the items. */
        Shape and(String... after) {
            return new Shape(
                    item,
                    table,
                    Stream.concat(tables.stream(), Stream.of(after)).toList(),
                    entities);
        }
    }

    private static final Map<String, Shape> SHAPES = Map.ofEntries(
            Map.entry(
                    "CREATED", Shape.of(PreviewModelRows.Created::new, "CreatedItem", PreviewModelRows.Created.class)),
            Map.entry(
                    "ACTIVE_WITH_FLOOR",
                    Shape.of(PreviewModelRows.Floored::new, "FlooredItem", PreviewModelRows.Floored.class)),
            Map.entry(
                    "TWO_CEILINGS",
                    Shape.of(PreviewModelRows.TwiceCeiled::new, "TwiceCeiledItem", PreviewModelRows.TwiceCeiled.class)),
            Map.entry(
                    "BOOKS",
                    Shape.of(
                            PreviewModelRows.BookedCredit::new,
                            "BookedItem",
                            PreviewModelRows.Booked.class,
                            PreviewModelRows.BookedCredit.class)),
            Map.entry(
                    "VERSIONS",
                    Shape.of(
                            PreviewModelRows.VersionedDeep::new,
                            "VersionedDeepItem VersionedItem",
                            PreviewModelRows.Versioned.class,
                            PreviewModelRows.VersionedDeep.class)),
            Map.entry(
                    "EVENT",
                    Shape.of(
                                    PreviewModelRows.Eventful::new,
                                    "EventfulItem",
                                    PreviewModelRows.Eventful.class,
                                    PreviewModelRows.Holder.class)
                            .and("ItemHolder")),
            Map.entry(
                    "EVENT_OR_AT_LATEST",
                    Shape.of(PreviewModelRows.Eventually::new, "EventuallyItem", PreviewModelRows.Eventually.class)),
            Map.entry("STORED", Shape.of(PreviewModelRows.Stored::new, "StoredItem", PreviewModelRows.Stored.class)),
            Map.entry(
                    "CHOSEN",
                    Shape.of(
                            PreviewModelRows.ChosenWell::new,
                            "ChosenWellItem",
                            PreviewModelRows.Chosen.class,
                            PreviewModelRows.ChosenWell.class)),
            Map.entry(
                    "CONSENT",
                    Shape.of(
                            PreviewModelRows.Consented::new,
                            "ConsentedItem_tags ConsentedItem",
                            PreviewModelRows.Consented.class)),
            Map.entry(
                    "SUSPENDED",
                    Shape.of(
                            PreviewModelRows.Suspended::new,
                            "ItemBasket_SuspendedItem ItemBasket SuspendedItem",
                            PreviewModelRows.Suspended.class,
                            PreviewModelRows.Basket.class)),
            Map.entry(
                    "OWNING",
                    Shape.of(
                            PreviewModelRows.Owning::new,
                            "ItemPaper OwningItem",
                            PreviewModelRows.Owning.class,
                            PreviewModelRows.Paper.class)));

    private final TestDatabase database;
    private final Map<String, EntityManagerFactory> units = new HashMap<>();
    private String model = "";

    PreviewModels(TestDatabase database) {
        this.database = database;
    }

    private Shape shape() {
        return Objects.requireNonNull(SHAPES.get(model), model);
    }

    private JpaUnitOfWork work() {
        return JpaUnitOfWork.of(Objects.requireNonNull(units.get(model)));
    }

    @Override
    public void begin(String named, Map<String, String> bindings) {
        model = named;
        units.computeIfAbsent(named, first -> database.open(shape().entities().toArray(Class<?>[]::new)));
        database.empty();
        shape().tables().forEach(table -> database.execute("delete from " + table));
    }

    @Override
    public Sojourn.Builder over(Sojourn.Builder builder) {
        return builder.stores(JpaStores.of(work()).tenantAttribute("tenant"));
    }

    @Override
    public void item(long number, DataSubject subject, @Nullable Instant at, @Nullable LocalDate day) {
        PreviewModelRows.Item item = shape().item().get();
        item.number(number);
        item.about(subject);
        item.at = at;
        item.day = day;
        work().run(entityManager -> entityManager.persist(item));
        if (model.equals("STORED") && number % 2 == 0) {
            work().run(entityManager ->
                    entityManager.remove(entityManager.getReference(PreviewModelRows.Stored.class, number)));
        }
    }

    @Override
    public void paper(long number, long item, @Nullable LocalDate issued) {
        work().run(entityManager -> {
            PreviewModelRows.Paper paper = new PreviewModelRows.Paper();
            paper.id = number;
            paper.item = entityManager.getReference(PreviewModelRows.Owning.class, item);
            paper.issued = issued;
            entityManager.persist(paper);
        });
    }

    @Override
    public Set<Long> items() {
        Set<Long> numbers = new TreeSet<>();
        database.texts("select running from " + shape().table()).forEach(number -> numbers.add(Long.valueOf(number)));
        return numbers;
    }

    @Override
    public void close() {
        units.values().forEach(EntityManagerFactory::close);
        database.close();
    }
}
