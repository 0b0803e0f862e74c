package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.Anchor;
import dev.sojourn.retention.Arm;
import dev.sojourn.retention.Cutoff;
import dev.sojourn.retention.Cutoffs;
import dev.sojourn.retention.DataModel;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.Run;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.Tally;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityDataTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Bucharest");
    private static final LocalDate LINE = LocalDate.of(2025, 6, 1);
    private static final Instant BEFORE = Instant.parse("2025-05-31T20:59:59.999999Z");
    private static final Instant AT = Instant.parse("2025-05-31T21:00:00Z");

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private JpaStores stores;
    private PersonalDataStore guests;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open(Hotel.ENTITIES);
        work = JpaUnitOfWork.of(unit);
        stores = JpaStores.of(work).tenantAttribute("tenant");
        DataModel model = stores.data(Hotel.policy());
        assertThat(model.faults()).isEmpty();
        guests = model.stores().stream()
                .filter(store -> store.describe().entity().equals("Guest"))
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        Hotel.empty(database);
    }

    @Test
    void describesWhatItHolds() {
        assertThat(guests.describe().children()).containsExactlyInAnyOrder("Stay", "Wish");
        assertThat(guests.describe().referenced()).isTrue();
        assertThat(guests.describe().times()).containsExactlyInAnyOrder("lastSeen", "address.movedIn");
        assertThat(guests.describe().hasSubject()).isTrue();
        assertThat(guests.describe().hasTenant()).isTrue();
    }

    @Test
    void selectsWhatLiesBeforeTheLineAndCountsWhatHasNotStarted() {
        guest(1, "", "a", BEFORE);
        guest(2, "", "b", AT);
        guest(3, "", "c", null);

        assertThat(ids(guests.candidates(due(), Optional.empty(), 10))).containsExactly(1L);
        assertThat(guests.tally(due())).containsExactly(new Tally("", 1, Optional.of(new Anchor.Moment(BEFORE)), 1));
    }

    @Test
    void goesOnAfterAKeyAndNoFurtherThanTheLimit() {
        for (long id = 1; id <= 5; id++) {
            guest(id, "", "g" + id, BEFORE);
        }
        List<RowKey> first = guests.candidates(due(), Optional.empty(), 2);
        List<RowKey> rest = guests.candidates(due(), Optional.of(first.get(1)), 10);

        assertThat(ids(first)).containsExactly(1L, 2L);
        assertThat(ids(rest)).containsExactly(3L, 4L, 5L);
    }

    @Test
    void judgesEachTenantByItsOwnLineAndTheOthersByTheirs() {
        Cutoff early = new Cutoff(LINE.minusYears(1), ZONE);
        Cutoffs cutoffs = new Cutoffs(
                "guest",
                Optional.of(new Cutoff(LINE, ZONE)),
                Map.of("slow", Optional.of(early), "never", Optional.empty()));
        String run = run(cutoffs);
        guest(1, "slow", "a", BEFORE);
        guest(2, "slow", "b", early.beforeInstant().minusSeconds(1));
        guest(3, "never", "c", BEFORE);
        guest(4, "other", "d", BEFORE);
        guest(5, null, "e", BEFORE);
        Selection selection = new Selection(run, List.of(arm(cutoffs)), List.of(), List.of(), Optional.empty());

        List<RowKey> found = guests.candidates(selection, Optional.empty(), 10);
        assertThat(ids(found)).containsExactly(2L, 4L, 5L);
        assertThat(guests.tally(selection)).extracting(Tally::tenant).containsExactly("", "other", "slow");
        List<RowKey> all = keys(1, 2, 3, 4, 5);
        assertThat(ids(guests.read(selection, all, true).stream()
                        .map(DataRow::key)
                        .toList()))
                .containsExactly(2L, 4L, 5L);
        Selection others = new Selection(run, List.of(), List.of(), List.of(arm(cutoffs)), Optional.empty());
        assertThat(ids(guests.candidates(others, Optional.empty(), 10))).containsExactly(1L, 3L);
        assertThat(ids(guests.read(others, all, false).stream()
                        .map(DataRow::key)
                        .toList()))
                .containsExactly(1L, 3L);
    }

    @Test
    void findsSubjectsByIdKindAndTenantTogether() {
        guest(1, "acme", "ada", BEFORE);
        guest(2, "other", "ada", BEFORE);
        guest(3, null, "ada", BEFORE);
        DataSubject ada = DataSubject.of("ada").as("guest");

        assertThat(ids(guests.candidates(Selection.of(List.of(ada.in("acme"))), Optional.empty(), 10)))
                .containsExactly(1L);
        assertThat(ids(guests.candidates(Selection.of(List.of(ada, ada.in("other"))), Optional.empty(), 10)))
                .containsExactly(2L, 3L);
        assertThat(guests.candidates(Selection.of(List.of(DataSubject.of("ada"))), Optional.empty(), 10))
                .isEmpty();
    }

    @Test
    void readsWhatMayKeepARowAndNothingElse() {
        guest(1, "acme", "ada", BEFORE);
        UUID stay = stay(1, LocalDate.of(2025, 5, 1));
        note(7, stay);
        wish("w", 1);

        DataRow row = guests.read(due(), keys(1), true).get(0);

        assertThat(row.subjects())
                .containsExactly(DataSubject.of("ada").as("guest").in("acme"));
        assertThat(row.keptBy()).isEmpty();
        assertThat(row.children()).hasSize(1);
        assertThat(row.children().get(0).key()).isEqualTo(new RowKey("Stay", stay));
        assertThat(row.children().get(0).anchors())
                .isEqualTo(Map.of("leftOn", new Anchor.Day(LocalDate.of(2025, 5, 1))));
    }

    @Test
    void namesTheReferenceThatKeepsARow() {
        guest(1, "acme", "ada", BEFORE);
        database.execute("insert into Bill(id, guest_id) values (1, 1)");

        assertThat(guests.read(due(), keys(1), false).get(0).keptBy()).contains("Bill.guest");
    }

    @Test
    void takesEverythingARowOwnsAndCountsIt() {
        guest(1, "acme", "ada", BEFORE);
        guest(2, "acme", "bob", BEFORE);
        note(7, stay(1, LocalDate.of(2025, 5, 1)));
        note(8, stay(2, LocalDate.of(2025, 5, 1)));
        wish("w", 1);
        database.execute("insert into Parcel(id, version, addressee_id) values (1, 0, 1), (2, 0, 2)");
        database.execute("insert into Guest_colours(Guest_id, colours) values (1, 'red'), (1, 'blue'), (2, 'red')");
        database.execute("insert into Badge(id) values (1)");
        database.execute("insert into Guest_Badge(Guest_id, badges_id) values (1, 1), (2, 1)");

        Map<String, Long> gone = work.run(() -> guests.dispose(guests.read(due(), keys(1), true), Disposition.DELETE));

        assertThat(gone)
                .isEqualTo(Map.of(
                        "Guest", 1L,
                        "Stay", 1L,
                        "Note", 1L,
                        "Wish", 1L,
                        "Parcel.addressee unlinked", 1L,
                        "Guest.colours", 2L,
                        "Guest.badges", 1L));
        assertThat(count("Guest")).isEqualTo(1);
        assertThat(count("Note")).isEqualTo(1);
        assertThat(count("Badge")).isEqualTo(1);
        assertThat(count("Guest_colours")).isEqualTo(1);
        assertThat(count("Parcel where addressee_id is null and version = 1")).isEqualTo(1);
        assertThat(count("Parcel where addressee_id = 2 and version = 0")).isEqualTo(1);
    }

    @Test
    void disposesOfNothingWhenAChildAppearedThatNobodyJudged() {
        guest(1, "acme", "ada", BEFORE);

        assertThatThrownBy(() -> work.run(() -> {
                    List<DataRow> judged = guests.read(due(), keys(1), false);
                    work.runNew(() -> stay(1, LocalDate.of(2025, 5, 1)));
                    return guests.dispose(judged, Disposition.DELETE);
                }))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failure -> assertThat(failure.isWorthRetrying()).isTrue());
        assertThat(count("Guest")).isEqualTo(1);
        assertThat(count("Stay")).isEqualTo(1);
    }

    @Test
    void forgetsWhatIsGoneInTheHostsOwnUnit() {
        guest(1, "acme", "ada", BEFORE);
        work.run(entityManager -> {
            Hotel.Guest loaded = entityManager.find(Hotel.Guest.class, 1L);
            loaded.name = "changed after it was loaded";
            guests.dispose(guests.read(due(), keys(1), true), Disposition.DELETE);
            assertThat(entityManager.contains(loaded)).isFalse();
            assertThat(entityManager.find(Hotel.Guest.class, 1L)).isNull();
        });
        assertThat(count("Guest")).isZero();
    }

    @Test
    void copiesPersonalValuesWithThoseOfOwnedRows() {
        guest(1, "acme", "ada", BEFORE);
        UUID stay = stay(1, LocalDate.of(2025, 5, 1));
        note(7, stay);
        database.execute("insert into Guest_colours(Guest_id, colours) values (1, 'red')");

        assertThat(guests.copy(keys(1)))
                .containsExactly(Map.of(
                        "id",
                        1L,
                        "login",
                        "ada",
                        "lastSeen",
                        BEFORE,
                        "name",
                        "Guest ada",
                        "address.street",
                        "Main Street",
                        "colours",
                        List.of("red"),
                        "Stay",
                        List.of(Map.of(
                                "id", stay,
                                "leftOn", LocalDate.of(2025, 5, 1),
                                "Note", List.of(Map.of("id", 7, "text", "late"))))));
    }

    private static Selection due() {
        return new Selection(
                "",
                List.of(arm(new Cutoffs("guest", Optional.of(new Cutoff(LINE, ZONE)), Map.of()))),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static Arm arm(Cutoffs cutoffs) {
        return new Arm("lastSeen", cutoffs, Optional.empty(), Optional.empty(), ZONE, Optional.empty());
    }

    private String run(Cutoffs cutoffs) {
        String id = UUID.randomUUID().toString();
        stores.runs()
                .add(new Run(id, "", "1", "digest", AT, AT.plusSeconds(60), Run.State.PREVIEWING), List.of(cutoffs));
        return id;
    }

    private static List<RowKey> keys(long... ids) {
        return java.util.Arrays.stream(ids)
                .mapToObj(id -> new RowKey("Guest", id))
                .toList();
    }

    private static List<Object> ids(List<RowKey> keys) {
        return keys.stream().map(RowKey::id).toList();
    }

    private void guest(long id, String tenant, String login, Instant lastSeen) {
        work.run(entityManager -> {
            Hotel.Guest guest = new Hotel.Guest();
            guest.id = id;
            guest.tenant = tenant;
            guest.login = login;
            guest.lastSeen = lastSeen;
            guest.name = "Guest " + login;
            guest.room = "101";
            guest.address.street = "Main Street";
            entityManager.persist(guest);
        });
    }

    private UUID stay(long guest, LocalDate leftOn) {
        return work.call(entityManager -> {
            Hotel.Stay stay = new Hotel.Stay();
            stay.id = UUID.randomUUID();
            stay.guest = entityManager.getReference(Hotel.Guest.class, guest);
            stay.leftOn = leftOn;
            entityManager.persist(stay);
            return stay.id;
        });
    }

    private void note(int id, UUID stay) {
        work.run(entityManager -> {
            Hotel.Note note = new Hotel.Note();
            note.id = id;
            note.stay = entityManager.getReference(Hotel.Stay.class, stay);
            note.text = "late";
            entityManager.persist(note);
        });
    }

    private void wish(String id, long guest) {
        database.execute("insert into Wish(id, text, wished_by) values ('" + id + "', 'view', " + guest + ")");
    }

    private long count(String from) {
        try (java.sql.Connection connection = database.connect();
                java.sql.Statement statement = connection.createStatement();
                java.sql.ResultSet rows = statement.executeQuery("select count(*) from " + from)) {
            rows.next();
            return rows.getLong(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(from, e);
        }
    }
}
