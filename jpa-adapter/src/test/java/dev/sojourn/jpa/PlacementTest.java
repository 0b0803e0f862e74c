package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the provider says of where rows lie is what the database's own catalogue lists, column by column. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlacementTest {

    private TestDatabase database;
    private EntityManagerFactory factory;
    private Provider provider;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeAll
    void open() {
        database = database();
        database.execute("create schema annex");
        factory = database.open(Manor.ENTITIES);
        provider = Provider.of(factory);
    }

    @AfterAll
    void close() {
        factory.close();
        database.close();
    }

    @Test
    void namesEveryColumnOfEveryTableTheProviderMade() {
        Set<String> said = new TreeSet<>();
        for (Placement placement : all()) {
            placement.tables().forEach(table -> table.key().forEach(key -> said.add(label(table, key))));
            placement.columns().values().stream()
                    .flatMap(List::stream)
                    .forEach(
                            column -> said.add(label(Placement.Table.parse(column.table(), List.of()), column.name())));
            placement
                    .discriminator()
                    .map(Placement.Discriminator::column)
                    .ifPresent(
                            column -> said.add(label(Placement.Table.parse(column.table(), List.of()), column.name())));
            placement
                    .sides()
                    .forEach(side -> Stream.of(
                                    side.table().key(),
                                    side.positions(),
                                    side.columns().values().stream()
                                            .flatMap(List::stream)
                                            .toList())
                            .flatMap(Collection::stream)
                            .forEach(name -> said.add(label(side.table(), name))));
        }
        said.removeIf(column -> column.startsWith("sojourn_"));
        assertThat(said).isEqualTo(listed());
    }

    @Test
    void writesNamesAsAStatementMust() {
        for (Placement placement : all()) {
            for (List<Placement.Column> columns : placement.columns().values()) {
                columns.forEach(column -> assertThat(database.texts(
                                "select " + column.name().sql() + " from " + column.table() + " where 1 = 0"))
                        .isEmpty());
            }
            for (Placement.Side side : placement.sides()) {
                side.table()
                        .key()
                        .forEach(key -> assertThat(database.texts("select " + key.sql() + " from "
                                        + side.table().sql() + " where 1 = 0"))
                                .isEmpty());
            }
        }
    }

    @Test
    void keepsTheIdOfAnEntityInThePrimaryKeyOfEachOfItsTables() throws SQLException {
        for (Placement placement : all()) {
            for (Placement.Table table : placement.tables()) {
                assertThat(table.key().stream().map(PlacementTest::folded))
                        .as(table.sql())
                        .containsExactlyInAnyOrderElementsOf(primaryKey(table));
            }
        }
    }

    @Test
    void followsEmbeddedValues() {
        Placement room = of("Room");

        assertThat(columns(room, "size")).containsExactly("size in feet");
        assertThat(columns(room, "place.floor")).containsExactly("floor");
        assertThat(columns(room, "place.wing.side")).containsExactly("side");
        assertThat(columns(room, "former.floor")).containsExactly("former_floor");
        assertThat(columns(room, "former.wing.side")).containsExactly("former_side");
        assertThat(room.main().name().text()).isEqualTo("The Rooms");
        assertThat(room.main().isQualified()).isFalse();
    }

    @Test
    void tellsTheCollectionsOfAnEntityAndWhereTheyAre() {
        Placement room = of("Room");

        assertThat(room.sides().stream().map(side -> side.attribute() + " " + side.kind()))
                .containsExactlyInAnyOrder(
                        "colours ELEMENTS",
                        "views ELEMENTS",
                        "titles ELEMENTS",
                        "windows FOREIGN_COLUMNS",
                        "paintings INVERSE_JOIN_TABLE");
        Placement.Side views = room.side("views").orElseThrow();
        assertThat(texts(views.table().key())).containsExactly("seen_from");
        assertThat(views.columns()).containsOnlyKeys("floor", "wing.side");
        assertThat(texts(views.positions())).containsExactly("place_in_row");
        Placement.Side titles = room.side("titles").orElseThrow();
        assertThat(texts(titles.columns().get(""))).containsExactly("title");
        assertThat(texts(titles.positions())).containsExactly("spoken");
        assertThat(texts(room.side("windows").orElseThrow().table().key())).containsExactly("in_room");
        Placement.Side paintings = room.side("paintings").orElseThrow();
        assertThat(texts(paintings.table().key())).containsExactly("wall");
        assertThat(texts(paintings.columns().get(""))).containsExactly("picture");
        Placement.Side rooms = of("Painting").side("rooms").orElseThrow();
        assertThat(rooms.kind()).isEqualTo(Placement.Kind.JOIN_TABLE);
        assertThat(texts(rooms.table().key())).containsExactly("picture");
    }

    @Test
    void namesThePartsOfAnIdAndTheColumnsOfAReferenceToIt() {
        assertThat(of("Deed").columns()).containsKeys("key.volume", "key.page", "text");
        assertThat(of("Lease").columns()).containsKeys("holding", "since");
        assertThat(columns(of("Lease"), "deed")).containsExactlyInAnyOrder("deed_volume", "deed_page");
        assertThat(columns(of("Door"), "room")).containsExactly("room_id");
        assertThat(columns(of("Door"), "beyond")).containsExactly("leads_to");
    }

    @Test
    void putsTheRootOfAJoinedHierarchyFirst() {
        assertThat(tables("Person")).containsExactly("manor_person", "servant", "cook");
        assertThat(tables("Servant")).containsExactly("manor_person", "servant", "cook");
        assertThat(tables("Cook")).containsExactly("manor_person", "servant", "cook");
        assertThat(texts(of("Cook").tables().get(1).key())).containsExactly("person_id");
        assertThat(table(of("Cook"), "name")).isEqualTo("manor_person");
        assertThat(table(of("Cook"), "wage")).isEqualTo("servant");
        assertThat(table(of("Cook"), "speciality")).isEqualTo("cook");
        assertThat(of("Person").columns()).doesNotContainKey("wage");
    }

    @Test
    void tellsTheEntitiesOfOneTableApart() {
        Placement.Discriminator beast = of("Beast").discriminator().orElseThrow();

        assertThat(folded(beast.column().name())).isEqualTo("sort");
        assertThat(beast.values()).containsExactlyInAnyOrder("beast", "horse");
        assertThat(of("Horse").discriminator().orElseThrow().values()).containsExactly("horse");
        assertThat(tables("Horse")).containsExactly("beast");
        assertThat(of("Room").discriminator()).isEmpty();
    }

    @Test
    void knowsNoTableOfAnAbstractEntityWhoseSubclassesHaveWholeOnes() {
        assertThat(of("Tool").tables()).isEmpty();
        assertThat(of("Tool").columns()).isEmpty();
        assertThat(tables("Rake")).containsExactly("rake");
        assertThat(table(of("Rake"), "handle")).isEqualTo("rake");
        assertThat(tables("Fork")).containsExactly("fork");
        assertThat(table(of("Fork"), "handle")).isEqualTo("fork");
    }

    @Test
    void tellsWhatIsInAnotherSchemaAndInASecondTable() {
        Placement painting = of("Painting");

        assertThat(tables("Painting")).containsExactly("painting", "painting_back");
        assertThat(painting.tables()).allMatch(Placement.Table::isQualified);
        assertThat(texts(painting.tables().get(1).key())).containsExactly("front");
        assertThat(table(painting, "inscription")).isEqualTo("painting_back");
    }

    @Test
    void findsByThemTheValuesThatWereWritten() {
        try (EntityManager entityManager = factory.createEntityManager()) {
            entityManager.getTransaction().begin();
            Manor.Cook cook = new Manor.Cook();
            cook.id = 7L;
            cook.name = "Ruth";
            cook.wage = 12;
            cook.speciality = "pies";
            cook.dishes.add("soup");
            entityManager.persist(cook);
            entityManager.flush();
            Placement placement = of("Cook");
            for (Map.Entry<String, String> value :
                    Map.of("name", "Ruth", "wage", "12", "speciality", "pies").entrySet()) {
                Placement.Column column = placement.columns(value.getKey()).get(0);
                assertThat(seen(
                                entityManager,
                                "select cast(" + column.name().sql() + " as varchar(20)) from " + column.table()))
                        .isEqualTo(List.of(value.getValue()));
            }
            Placement.Side dishes = placement.side("dishes").orElseThrow();
            assertThat(seen(
                            entityManager,
                            "select " + dishes.columns().get("").get(0).sql() + " from "
                                    + dishes.table().sql() + " where "
                                    + dishes.table().key().get(0).sql() + " = 7"))
                    .isEqualTo(List.of("soup"));
            entityManager.getTransaction().rollback();
        }
    }

    private static List<?> seen(EntityManager entityManager, String sql) {
        return entityManager.createNativeQuery(sql).getResultList();
    }

    private List<Placement> all() {
        return factory.getMetamodel().getEntities().stream()
                .map(this::placement)
                .toList();
    }

    private Placement of(String entity) {
        return factory.getMetamodel().getEntities().stream()
                .filter(type -> type.getName().equals(entity))
                .map(this::placement)
                .findFirst()
                .orElseThrow();
    }

    private Placement placement(EntityType<?> type) {
        return provider.placement(type).orElseThrow();
    }

    private List<String> tables(String entity) {
        return of(entity).tables().stream().map(table -> folded(table.name())).toList();
    }

    private static String table(Placement placement, String path) {
        return folded(Placement.name(placement.columns(path).get(0).table()));
    }

    private static List<String> columns(Placement placement, String path) {
        return placement.columns(path).stream()
                .map(column -> folded(column.name()))
                .toList();
    }

    private static List<String> texts(Collection<Placement.Name> names) {
        return names.stream().map(PlacementTest::folded).toList();
    }

    private static String folded(Placement.Name name) {
        return name.text().toLowerCase(Locale.ROOT);
    }

    private static String label(Placement.Table table, Placement.Name column) {
        String schema = table.schema().map(name -> folded(name) + ".").orElse("");
        return schema + folded(table.name()) + "." + folded(column);
    }

    /** Every column in the database, but for Sojourn's own tables and the provider's numbers. */
    private Set<String> listed() {
        return database
                .texts("select lower(c.table_schema || '.' || c.table_name || '.' || c.column_name)"
                        + " from information_schema.columns c join information_schema.tables t"
                        + " on t.table_schema = c.table_schema and t.table_name = c.table_name"
                        + " where t.table_type = 'BASE TABLE' and lower(t.table_schema) in ('public', 'annex')"
                        + " and lower(t.table_name) not like 'sojourn%' and lower(t.table_name) <> 'sequence'")
                .stream()
                .map(name -> name.startsWith("public.") ? name.substring("public.".length()) : name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> primaryKey(Placement.Table table) throws SQLException {
        List<String[]> found = new ArrayList<>();
        try (Connection connection = database.connect();
                ResultSet rows = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), null, null, new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                String name = rows.getString("TABLE_NAME");
                if (table.name().is(name)) {
                    found.add(new String[] {rows.getString("TABLE_SCHEM"), name});
                }
            }
            assertThat(found).hasSize(1);
            try (ResultSet keys = connection
                    .getMetaData()
                    .getPrimaryKeys(connection.getCatalog(), found.get(0)[0], found.get(0)[1])) {
                Set<String> columns = new LinkedHashSet<>();
                while (keys.next()) {
                    columns.add(keys.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                }
                return columns.stream().collect(Collectors.toCollection(TreeSet::new));
            }
        }
    }
}
