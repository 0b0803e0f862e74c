package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.AccessCopy;
import dev.sojourn.rights.ErasureGround;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What stands about a row in tables between rows goes with it, whoever owns the table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JoinRowsTest {

    private static final String LONG_AGO = "2010-05-01";
    private static final String LATELY =
            LocalDate.now(ZoneOffset.UTC).minusDays(2).toString();
    private static final DataSubject ADA = DataSubject.of("u1");

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private JpaStores stores;
    private Sojourn sojourn;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open(Club.ENTITIES);
        work = JpaUnitOfWork.of(unit);
        stores = JpaStores.of(work);
        sojourn = Sojourn.builder(Club.policy()).stores(stores).build();
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    /** Ada left long ago, Bob lately; they share a course, are each other's friends, and each has a racket. */
    @BeforeEach
    void fill() {
        database.empty();
        Club.TABLES.forEach(table -> database.execute("delete from " + table));
        database.execute("insert into Player(id, version, login, leftOn) values (1, 0, 'u1', date '" + LONG_AGO
                + "'), (2, 0, 'u2', date '" + LATELY + "')");
        database.execute("insert into Course(id, version) values (7, 0), (8, 0)");
        database.execute("insert into Course_Player(courses_id, players_id) values (7, 1), (7, 2), (8, 2)");
        database.execute("insert into Player_Player(Player_id, friends_id) values (1, 2), (2, 1)");
        database.execute("insert into Racket(id, brokeOn) values (10, null), (20, null)");
        database.execute("insert into player_rackets(Player_id, rackets_id) values (1, 10), (2, 20)");
        database.execute("insert into Pool(id) values (5)");
        database.execute("insert into Player_Pool(Player_id, pools_id, called) values (1, 5, 'my puddle'),"
                + " (2, 5, 'the sea')");
        database.execute("insert into Player_marks(Player_id, town, street, points, words) values"
                + " (1, 'Cluj', 'Lake Street', 3, 'splendid'), (2, 'Iasi', 'Hill Street', 1, 'poor')");
        database.execute("insert into Player_tricks(Player_id, trick, times) values (1, 'dive', 4)");
    }

    @Test
    void takesARowOutOfTheJoinTablesOfOthersAndCountsThem() {
        SweepReport report = sweep();

        assertThat(report.failures()).isEmpty();
        assertThat(disposed(report, "Player"))
                .containsEntry("Player", 1L)
                .containsEntry("Course.players", 1L)
                .containsEntry("Racket", 1L);
        assertThat(database.texts("select id from Player")).containsExactly("2");
        assertThat(database.texts("select courses_id from Course_Player where players_id = 2 order by 1"))
                .containsExactly("7", "8");
        assertThat(database.texts("select count(*) from Course_Player")).containsExactly("2");
        assertThat(database.texts("select count(*) from Player_Player")).containsExactly("0");
        assertThat(database.texts("select id from Racket")).containsExactly("20");
        assertThat(database.texts("select rackets_id from player_rackets")).containsExactly("20");
        assertThat(database.texts("select called from Player_Pool")).containsExactly("the sea");
        assertThat(database.texts("select street from Player_marks")).containsExactly("Hill Street");
        assertThat(database.texts("select id from Pool")).containsExactly("5");
    }

    @Test
    void countsUpTheVersionOfARowThatLosesOneOfItsPairs() {
        sweep();

        assertThat(database.texts("select concat(id, ' ', version) from Course order by id"))
                .containsExactly("7 1", "8 0");
        assertThat(database.texts("select version from Player")).containsExactly("1");
    }

    @Test
    void takesThePairsOnErasureToo() {
        nobodyLeft();

        sojourn.rights().erase(sojourn.rights().planErasure(ADA, ErasureGround.NO_LONGER_NECESSARY));

        assertThat(database.texts("select id from Player")).containsExactly("2");
        assertThat(database.texts("select players_id from Course_Player order by courses_id"))
                .containsExactly("2", "2");
    }

    @Test
    void keepsARowThatIsInAJoinTableDeclaredToKeepIt() {
        database.execute("insert into Jury(id) values (3)");
        database.execute("insert into Jury_Player(Jury_id, players_id) values (3, 1)");

        SweepReport report = sweep();

        assertThat(report.spared(KeepReason.CHILD_KEPT)).isEqualTo(1);
        assertThat(database.texts("select id from Player order by id")).containsExactly("1", "2");
        assertThat(database.texts("select count(*) from Course_Player")).containsExactly("3");

        database.execute("delete from Jury_Player");
        assertThat(disposed(sweep(), "Player")).containsEntry("Player", 1L);
    }

    @Test
    void takesWhatIsOwnedThroughATableByItselfWhenItsOwnTimeComesFirst() {
        nobodyLeft();
        database.execute("update Racket set brokeOn = date '" + LONG_AGO + "' where id = 10");

        assertThat(disposed(sweep(), "Racket")).isEqualTo(Map.of("Racket", 1L, "Player.rackets", 1L));
        assertThat(database.texts("select rackets_id from player_rackets")).containsExactly("20");
        assertThat(database.texts("select count(*) from Player")).containsExactly("2");
    }

    @Test
    void findsPairsByAnIdOfSeveralColumns() {
        database.execute("insert into Ticket(running, kind, usedOn, holder) values"
                + " (1, 'DAY', date '" + LONG_AGO + "', 'u1'), (1, 'YEAR', date '" + LATELY + "', 'u1'),"
                + " (2, 'DAY', date '" + LATELY + "', 'u2')");
        database.execute("insert into Draw(id) values (1)");
        database.execute("insert into Draw_Ticket(Draw_id, tickets_running, tickets_kind) values"
                + " (1, 1, 'DAY'), (1, 1, 'YEAR'), (1, 2, 'DAY')");

        assertThat(disposed(sweep(), "Ticket")).isEqualTo(Map.of("Ticket", 1L, "Draw.tickets", 1L));
        assertThat(database.texts("select concat(tickets_running, tickets_kind) from Draw_Ticket order by 1"))
                .containsExactly("1YEAR", "2DAY");
    }

    @Test
    void copiesTheKeysOfMapsThatAreThePersonsOwn() {
        AccessCopy copy = sojourn.rights().accessCopy(ADA);

        Map<String, Object> player = copy.rows().get("Player").get(0);
        assertThat(player)
                .containsEntry("pools", List.of(Map.of("key", "my puddle")))
                .containsEntry(
                        "marks", List.of(Map.of("key.town", "Cluj", "key.street", "Lake Street", "words", "splendid")))
                .doesNotContainKey("tricks");
    }

    @Test
    void keepsARowForTheHoldOnWhomARowThatGoesWithItMentions() {
        nobodyLeft();
        database.execute("insert into ClubMatch(id, winner_id, playedOn) values (1, 2, date '" + LONG_AGO + "')");
        database.execute("insert into Report(id, match_id, reporter) values (1, 1, 'eve')");
        sojourn.holds()
                .place(Hold.on(DataSubject.of("eve"))
                        .because("case 1")
                        .reviewOn(LocalDate.now(ZoneOffset.UTC).plusYears(1)));

        assertThat(disposed(sweep(), "ClubMatch")).isEmpty();
        assertThat(database.texts("select id from ClubMatch")).containsExactly("1");
        assertThat(database.texts("select reporter from Report")).containsExactly("eve");
    }

    @Test
    void nobodyGivesARowToAnotherPersonBetweenItsJudgementAndItsDisposal() {
        nobodyLeft();
        database.execute("insert into ClubMatch(id, winner_id, playedOn) values (1, 2, date '" + LONG_AGO + "')");
        PersonalDataStore matches = stores.data(Club.policy()).stores().stream()
                .filter(store -> store.describe().entity().equals("ClubMatch"))
                .findFirst()
                .orElseThrow();
        List<RowKey> keys = List.of(new RowKey("ClubMatch", 1L));

        work.run(entityManager -> {
            assertThat(matches.read(Selection.everything(), keys, true).get(0).subjects())
                    .containsExactly(DataSubject.of("u2"));
            assertThatThrownBy(() -> rename("u9")).isInstanceOf(SQLException.class);
        });
        assertThat(database.texts("select login from Player where id = 2")).containsExactly("u2");
    }

    @Test
    void leavesARowAloneWhoseWayToItsPersonSomebodyIsChanging() throws SQLException {
        nobodyLeft();
        database.execute("insert into ClubMatch(id, winner_id, playedOn) values (1, 2, date '" + LONG_AGO + "')");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("update Player set login = 'u9' where id = 2");

            assertThat(sweep().spared(KeepReason.BUSY)).isEqualTo(1);
            connection.commit();
        }
        assertThat(database.texts("select id from ClubMatch")).containsExactly("1");

        assertThat(disposed(sweep(), "ClubMatch")).containsEntry("ClubMatch", 1L);
    }

    private void nobodyLeft() {
        database.execute("update Player set leftOn = date '" + LATELY + "'");
    }

    /** As somebody else would, who does not wait long. */
    private void rename(String login) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(impatience());
            statement.execute("update Player set login = '" + login + "' where id = 2");
        }
    }

    String impatience() {
        return "set lock_timeout 50";
    }

    private SweepReport sweep() {
        return sojourn.retention().sweep(sojourn.retention().preview());
    }

    private static Map<String, Long> disposed(SweepReport report, String entity) {
        return report.steps().stream()
                .filter(step -> step.entity().equals(entity))
                .findFirst()
                .orElseThrow()
                .disposed();
    }
}
