package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.DataModel;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.Selection;
import dev.sojourn.rights.ErasureGround;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysTest {

    private static final LocalDate EVENING = LocalDate.of(2020, 5, 1);

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private JpaStores stores;
    private DataModel model;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open(Theatre.ENTITIES);
        work = JpaUnitOfWork.of(unit);
        stores = JpaStores.of(work);
        model = stores.data(Theatre.policy());
        assertThat(model.faults()).isEmpty();
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        database.empty();
        List.of("Scan", "Ticket", "Wardrobe", "Seat_wishes", "Seat", "Remark", "Badge", "Usher", "Stage")
                .forEach(table -> database.execute("delete from " + table));
        database.execute("delete from Performance");
        unit.getCache().evictAll();
    }

    @Test
    void pagesThroughCompositeIdsVisitingEachOnce() {
        for (int i = 0; i < 90; i++) {
            seat(new Theatre.SeatId(i % 2 == 0 ? Theatre.Wing.LEFT : Theatre.Wing.RIGHT, "r" + i % 5, i % 9), "h" + i);
        }
        PersonalDataStore seats = store("Seat");
        for (int page : List.of(1, 7, 89, 90, 91)) {
            List<RowKey> found = new ArrayList<>();
            List<RowKey> next;
            do {
                Optional<RowKey> after = found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
                next = seats.candidates(Selection.everything(), after, page);
                found.addAll(next);
            } while (!next.isEmpty());
            assertThat(found).hasSize(90).doesNotHaveDuplicates();
            assertThat(seats.read(Selection.everything(), found, true))
                    .extracting(DataRow::key)
                    .containsExactlyElementsOf(found);
        }
    }

    @Test
    void takesOnlyTheRowsWhoseWholeIdIsNamed() {
        seat(new Theatre.SeatId(Theatre.Wing.LEFT, "a", 1), "ada");
        seat(new Theatre.SeatId(Theatre.Wing.LEFT, "a", 2), "bob");
        seat(new Theatre.SeatId(Theatre.Wing.LEFT, "b", 1), "cid");
        seat(new Theatre.SeatId(Theatre.Wing.RIGHT, "a", 1), "dan");
        seat(new Theatre.SeatId(Theatre.Wing.RIGHT, "b", 2), "eve");
        PersonalDataStore seats = store("Seat");

        List<RowKey> two = List.of(
                new RowKey("Seat", new Theatre.SeatId(Theatre.Wing.LEFT, "a", 1)),
                new RowKey("Seat", new Theatre.SeatId(Theatre.Wing.RIGHT, "b", 2)),
                new RowKey("Seat", new Theatre.SeatId(Theatre.Wing.RIGHT, "c", 9)));
        Map<String, Long> gone =
                work.run(() -> seats.dispose(seats.read(Selection.everything(), two, true), Disposition.DELETE));

        assertThat(gone).isEqualTo(Map.of("Seat", 2L));
        assertThat(database.texts("select holder from Seat order by holder")).containsExactly("bob", "cid", "dan");
    }

    @Test
    void takesWhatGoesWithRowsWhoseIdsAreDerivedFromTheirs() {
        Theatre.SeatId going = new Theatre.SeatId(Theatre.Wing.LEFT, "a", 1);
        Theatre.SeatId staying = new Theatre.SeatId(Theatre.Wing.LEFT, "a", 2);
        visit(seat(going, "ada"), 1);
        visit(seat(staying, "bob"), 2);
        PersonalDataStore seats = store("Seat");

        Map<String, Long> gone = work.run(() -> seats.dispose(
                seats.read(Selection.everything(), List.of(new RowKey("Seat", going)), true), Disposition.DELETE));

        assertThat(gone)
                .isEqualTo(
                        Map.of("Seat", 1L, "Ticket", 1L, "Scan", 1L, "Seat.wishes", 2L, "Wardrobe.seat unlinked", 1L));
        assertThat(database.texts("select price from Ticket")).containsExactly("2 lei");
        assertThat(database.texts("select id from Scan")).containsExactly("2");
        assertThat(database.texts("select shelf from Wardrobe where seat_number is null"))
                .containsExactly("1");
        assertThat(database.texts("select shelf from Wardrobe where seat_number = 2"))
                .containsExactly("2");
    }

    @Test
    void followsAnIdThatIsWhollyAnotherRows() {
        usher(1, "ada");
        usher(2, "bob");
        PersonalDataStore ushers = store("Usher");

        assertThat(ushers.copy(List.of(new RowKey("Usher", (short) 1))))
                .containsExactly(Map.of(
                        "id",
                        (short) 1,
                        "login",
                        "ada",
                        "heldOn",
                        EVENING,
                        "Badge",
                        List.of(Map.of("photo", "photo of ada")),
                        "Remark",
                        List.of(Map.of("id.usher", (short) 1, "id.number", 1, "text", "ada is kind"))));
        Map<String, Long> gone = work.run(() -> ushers.dispose(
                ushers.read(Selection.everything(), List.of(new RowKey("Usher", (short) 1)), true),
                Disposition.DELETE));
        assertThat(gone).isEqualTo(Map.of("Usher", 1L, "Badge", 1L, "Remark", 1L));
        assertThat(database.texts("select text from Remark")).containsExactly("bob is kind");
    }

    @Test
    void sweepsErasesAndExplainsByTheHostsOwnIds() {
        Theatre.SeatId first = new Theatre.SeatId(Theatre.Wing.LEFT, "a", 1);
        visit(seat(first, "ada"), 1);
        seat(new Theatre.SeatId(Theatre.Wing.LEFT, "a", 2), "bob");
        usher(1, "ada");
        Sojourn sojourn = Sojourn.builder(Theatre.policy()).stores(stores).build();

        assertThat(sojourn.retention().explain(Theatre.Seat.class, first).due()).isTrue();
        DataSubject ada = DataSubject.of("ada");
        assertThat(sojourn.rights().accessCopy(ada).rows().get("Seat").get(0)).containsEntry("id.line", "a");
        assertThat(sojourn.rights()
                        .erase(sojourn.rights().planErasure(ada, ErasureGround.NO_LONGER_NECESSARY))
                        .erased())
                .containsEntry("Seat", 1L)
                .containsEntry("Ticket", 1L)
                .containsEntry("Usher", 1L);
        assertThat(sojourn.retention().sweep(sojourn.retention().preview()).steps())
                .filteredOn(step -> step.gone() > 0)
                .singleElement()
                .satisfies(step -> assertThat(step.entity()).isEqualTo("Seat"));
        assertThat(database.texts("select holder from Seat")).isEmpty();
    }

    @Test
    void refusesAnIdThatIsNoneOfTheEntitys() {
        PersonalDataStore seats = store("Seat");
        assertThatThrownBy(() -> seats.copy(List.of(new RowKey("Seat", "ada's seat"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no key of Seat is a String")
                .hasMessageContaining("SeatId")
                .hasMessageNotContaining("ada");
    }

    @Test
    void showsOfAKeyOnlyHowManyPartsItHas() {
        CompositeId id = new CompositeId(List.of("ada@example.org", 3));
        assertThat(id).hasToString("2 parts withheld");
        assertThat(new RowKey("Seat", id)).hasToString("Seat[id withheld]");
        assertThat(id)
                .isEqualByComparingTo(new CompositeId(List.of("ada@example.org", 3)))
                .isLessThan(new CompositeId(List.of("ada@example.org", 4)))
                .isGreaterThan(new CompositeId(List.of("ada@example.com", 9)));
    }

    @Test
    void putsTheHostsIdsTogetherAgainWhetherClassesOrRecords() {
        Key key = new Key(
                new Keys(Map.of(), Set.of(), Provider.of(unit)).queries(),
                KeysTest.class,
                new Key.Several(
                        Spot.class,
                        List.of(
                                new Key.Member("line", new Key.Value("line", String.class)),
                                new Key.Member("number", new Key.Value("number", int.class)))));
        Spot spot = new Spot(7, "g");

        Object crossing = key.fromHost(spot);

        assertThat(crossing).isEqualTo(new CompositeId(List.of("g", 7)));
        assertThat(key.toHost(crossing)).isEqualTo(spot);
        for (String entity : new LinkedHashSet<>(List.of("Ticket", "Remark", "Badge", "Scan"))) {
            assertThat(keyOf(entity).width())
                    .isEqualTo(Map.of("Ticket", 5, "Remark", 2, "Badge", 1, "Scan", 1)
                            .get(entity));
        }
    }

    /** An id some host might keep. */
    record Spot(int number, String line) {}

    private Key keyOf(String entity) {
        return EntityModel.compile(unit, HostSettings.NONE, Theatre.policy(), Provider.of(unit))
                .entity(entity)
                .key();
    }

    private PersonalDataStore store(String entity) {
        return model.stores().stream()
                .filter(store -> store.describe().entity().equals(entity))
                .findFirst()
                .orElseThrow();
    }

    private Theatre.SeatId seat(Theatre.SeatId id, String holder) {
        work.run(entityManager -> {
            Theatre.Seat seat = new Theatre.Seat();
            seat.id = id;
            seat.holder = holder;
            seat.heldOn = EVENING;
            entityManager.persist(seat);
        });
        return id;
    }

    /** A ticket with a scan and a hook in the wardrobe, and two wishes. */
    private void visit(Theatre.SeatId id, int number) {
        work.run(entityManager -> {
            Theatre.Seat seat = entityManager.find(Theatre.Seat.class, id);
            seat.wishes.add("cushion");
            seat.wishes.add("water");
            Theatre.Ticket ticket = new Theatre.Ticket();
            ticket.seat = seat;
            ticket.show = show(entityManager);
            ticket.price = number + " lei";
            entityManager.persist(ticket);
            Theatre.Scan scan = new Theatre.Scan();
            scan.id = (long) number;
            scan.ticket = ticket;
            entityManager.persist(scan);
            Theatre.Wardrobe hook = new Theatre.Wardrobe();
            hook.shelf = number;
            hook.hook = number;
            hook.seat = seat;
            entityManager.persist(hook);
        });
    }

    private static Theatre.Show show(EntityManager entityManager) {
        Theatre.Show known = entityManager.find(Theatre.Show.class, new Theatre.ShowId(EVENING, 1));
        if (known == null) {
            known = new Theatre.Show();
            known.evening = EVENING;
            known.hall = 1;
            entityManager.persist(known);
            // not every provider writes it before the ticket, whose id is made of it
            entityManager.flush();
        }
        return known;
    }

    private void usher(int id, String login) {
        work.run(entityManager -> {
            Theatre.Usher usher = new Theatre.Usher();
            usher.id = (short) id;
            usher.login = login;
            usher.heldOn = EVENING;
            entityManager.persist(usher);
            Theatre.Badge badge = new Theatre.Badge();
            badge.usher = usher;
            badge.photo = "photo of " + login;
            entityManager.persist(badge);
            Theatre.Remark remark = new Theatre.Remark();
            remark.usher = usher;
            remark.id.number = 1;
            remark.text = login + " is kind";
            entityManager.persist(remark);
        });
    }
}
