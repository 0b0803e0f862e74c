package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.RowPages;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.SweepReport;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClosureTest {

    private static final LocalDate LONG_AGO = LocalDate.of(2010, 5, 1);
    private static final LocalDate LATELY = LocalDate.now(ZoneOffset.UTC).minusDays(2);

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
        unit = database.open(Map.of("hibernate.jdbc.batch_size", "500"), Forum.ENTITIES);
        work = JpaUnitOfWork.of(unit);
        stores = JpaStores.of(work);
        sojourn = Sojourn.builder(Forum.policy()).stores(stores).build();
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        database.empty();
        database.execute("update Post set answered_id = null");
        database.execute("update Folder set within_id = null");
        database.execute("update Topic set wider_id = null");
        database.execute("update Pot set latest_id = null");
        List.of("Member_Device", "Post", "Member", "Portrait", "Device", "Folder", "Topic", "PotOrder", "Pot")
                .forEach(table -> database.execute("delete from " + table));
    }

    @Test
    void takesWhatARowRefersToItselfAndWhatItOwnsThroughATable() {
        work.run(entityManager -> {
            member(entityManager, 1, LONG_AGO);
            member(entityManager, 2, LATELY);
        });

        SweepReport report = sweep();

        assertThat(gone(report, "Member")).isEqualTo(1);
        assertThat(database.texts("select id from Member")).containsExactly("2");
        assertThat(database.texts("select id from Portrait")).containsExactly("2");
        assertThat(database.texts("select id from Device order by id")).containsExactly("20", "21");
        assertThat(database.texts("select Member_id from Member_Device")).containsExactly("2", "2");
    }

    @Test
    void takesATreeFromItsLeavesUp() {
        work.run(entityManager -> {
            Forum.Member ada = member(entityManager, 1, LATELY);
            Forum.Post first = post(entityManager, 1, ada, null, LONG_AGO);
            Forum.Post second = post(entityManager, 2, ada, first, LONG_AGO);
            Forum.Post third = post(entityManager, 3, ada, second, LONG_AGO);
            post(entityManager, 4, ada, third, LONG_AGO);
            post(entityManager, 5, ada, first, LONG_AGO);
            post(entityManager, 6, ada, null, LATELY);
        });

        assertThat(gone(sweep(), "Post")).isEqualTo(5);
        assertThat(database.texts("select id from Post")).containsExactly("6");
    }

    @Test
    void keepsATreeWhoseDeepestLeafMustStayAndNamesTheLeafsRule() {
        work.run(entityManager -> {
            Forum.Member ada = member(entityManager, 1, LATELY);
            Forum.Post first = post(entityManager, 1, ada, null, LONG_AGO);
            Forum.Post second = post(entityManager, 2, ada, first, LONG_AGO);
            post(entityManager, 3, ada, second, LATELY);
        });

        assertThat(sojourn.retention().explain(Forum.Post.class, 1L).decidedBy())
                .isEqualTo("Post FLOOR by post");
        assertThat(gone(sweep(), "Post")).isZero();
        assertThat(database.texts("select count(*) from Post")).containsExactly("3");
    }

    @Test
    void takesRowsThatReferToOneAnotherInACircleOfTheirOwnWhereTheDatabaseLooksAtTheEnd() {
        work.run(entityManager -> {
            Forum.Member ada = member(entityManager, 1, LATELY);
            post(entityManager, 1, ada, null, LONG_AGO).answered = entityManager.getReference(Forum.Post.class, 1L);
        });

        assertThat(gone(sweep(), "Post")).isEqualTo(1);
    }

    @Test
    void keepsAParentWhileARowOfItsOwnEntityRefersToIt() {
        work.run(entityManager -> {
            folder(entityManager, 1, null, LONG_AGO);
            folder(entityManager, 2, entityManager.getReference(Forum.Folder.class, 1L), LONG_AGO);
            folder(entityManager, 3, entityManager.getReference(Forum.Folder.class, 2L), LONG_AGO);
        });

        assertThat(gone(sweep(), "Folder")).isEqualTo(1);
        assertThat(gone(sweep(), "Folder")).isEqualTo(1);
        assertThat(gone(sweep(), "Folder")).isEqualTo(1);
        assertThat(database.texts("select id from Folder")).isEmpty();
    }

    @Test
    void unlinksRowsOfTheSameEntityInTheSameBatchAndCountsThoseThatStay() {
        work.run(entityManager -> {
            topic(entityManager, 1, null, LONG_AGO);
            topic(entityManager, 2, entityManager.getReference(Forum.Topic.class, 1L), LONG_AGO);
            topic(entityManager, 3, entityManager.getReference(Forum.Topic.class, 2L), LATELY);
        });
        PersonalDataStore topics = store("Topic");

        Map<String, Long> gone = work.run(() -> topics.dispose(
                topics.read(Selection.everything(), List.of(new RowKey("Topic", 1L), new RowKey("Topic", 2L)), true),
                Disposition.DELETE));

        assertThat(gone).isEqualTo(Map.of("Topic", 2L, "Topic.wider unlinked", 1L));
        assertThat(database.texts("select id from Topic where wider_id is null"))
                .containsExactly("3");
    }

    @Test
    void keepsARowWhoseReferenceCannotBeUnlinkedAndReportsIt() {
        database.execute("alter table Topic add constraint topic_stays check (id <> 3 or wider_id is not null)");
        try {
            work.run(entityManager -> {
                topic(entityManager, 1, null, LONG_AGO);
                topic(entityManager, 2, null, LONG_AGO);
                topic(entityManager, 3, entityManager.getReference(Forum.Topic.class, 1L), LATELY);
                topic(entityManager, 4, entityManager.getReference(Forum.Topic.class, 2L), LATELY);
            });

            assertThat(sweep().steps())
                    .filteredOn(step -> step.entity().equals("Topic"))
                    .singleElement()
                    .satisfies(step -> {
                        assertThat(step.planned()).isEqualTo(2);
                        assertThat(step.gone()).isEqualTo(1);
                        assertThat(step.disposed()).containsEntry("Topic.wider unlinked", 1L);
                        assertThat(step.failed()).isEqualTo(1);
                        assertThat(step.failure())
                                .hasValueSatisfying(
                                        failure -> assertThat(failure).contains("Topic"));
                    });
            assertThat(database.texts("select id from Topic order by id")).containsExactly("1", "3", "4");
            assertThat(database.texts("select wider_id from Topic where id = 3"))
                    .containsExactly("1");
        } finally {
            database.execute("alter table Topic drop constraint topic_stays");
        }
    }

    @Test
    void breaksACircleBetweenEntitiesWhereItIsDeclared() {
        work.run(entityManager -> {
            for (long id = 1; id <= 2; id++) {
                Forum.Pot pot = new Forum.Pot();
                pot.id = id;
                pot.closedOn = id == 1 ? LONG_AGO : LATELY;
                entityManager.persist(pot);
                Forum.Order order = new Forum.Order();
                order.id = id;
                order.pot = pot;
                entityManager.persist(order);
                pot.latest = order;
            }
        });

        assertThat(gone(sweep(), "Pot")).isEqualTo(1);
        assertThat(database.texts("select latest_id from Pot")).containsExactly("2");
        assertThat(database.texts("select id from PotOrder")).containsExactly("2");
    }

    @Test
    void judgesAVeryLargeFamilyByPagesAndTakesThoseJudgedAlone() {
        work.run(entityManager -> posts(entityManager, member(entityManager, 1, LONG_AGO), 2_500));
        PersonalDataStore members = store("Member");
        List<RowKey> key = List.of(new RowKey("Member", 1L));

        work.run(() -> {
            DataRow row = members.read(Selection.everything(), key, true).get(0);
            assertThat(row.children()).isInstanceOf(RowPages.class).hasSize(2_500);
            assertThat(row.children().get(2_499).subjects()).containsExactly(DataSubject.of("u1"));
            return row;
        });
        assertThatThrownBy(() -> work.run(() -> {
                    List<DataRow> judged = members.read(Selection.everything(), key, false);
                    work.runNew(() -> work.call(entityManager -> post(
                            entityManager, 9_999, entityManager.getReference(Forum.Member.class, 1L), null, LATELY)));
                    return members.dispose(judged, Disposition.DELETE);
                }))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failure -> assertThat(failure.isWorthRetrying()).isTrue());
        assertThat(database.texts("select count(*) from Post")).containsExactly("2501");

        assertThat(sojourn.retention().explain(Forum.Member.class, 1L).decidedBy())
                .isEqualTo("Post FLOOR by post");
        database.execute("delete from Post where id = 9999");
        assertThat(gone(sweep(), "Member")).isEqualTo(1);
        assertThat(database.texts("select count(*) from Post")).containsExactly("0");
    }

    @Test
    void keepsAVeryLargeFamilyForOneHeldChild() {
        work.run(entityManager -> {
            Forum.Member ada = member(entityManager, 1, LONG_AGO);
            posts(entityManager, ada, 1_500);
            post(entityManager, 9_999, ada, null, LONG_AGO).writer = "bob";
        });
        sojourn.holds().place(Hold.on(DataSubject.of("bob")).because("case 1").reviewOn(LATELY.plusYears(1)));

        assertThat(gone(sweep(), "Member")).isZero();
        assertThat(database.texts("select writer from Post where id = 9999")).containsExactly("bob");
        assertThat(database.texts("select count(*) from Member")).containsExactly("1");
    }

    private SweepReport sweep() {
        return sojourn.retention().sweep(sojourn.retention().preview());
    }

    private static long gone(SweepReport report, String entity) {
        return report.steps().stream()
                .filter(step -> step.entity().equals(entity))
                .mapToLong(SweepReport.Step::gone)
                .sum();
    }

    private PersonalDataStore store(String entity) {
        return stores.data(Forum.policy()).stores().stream()
                .filter(store -> store.describe().entity().equals(entity))
                .findFirst()
                .orElseThrow();
    }

    private static Forum.Member member(EntityManager entityManager, long id, LocalDate seenOn) {
        Forum.Member member = new Forum.Member();
        member.id = id;
        member.login = "u" + id;
        member.seenOn = seenOn;
        Forum.Portrait portrait = new Forum.Portrait();
        portrait.id = id;
        portrait.file = "u" + id + ".png";
        member.portrait = portrait;
        for (int i = 0; i < 2; i++) {
            Forum.Device device = new Forum.Device();
            device.id = id * 10 + i;
            device.model = "device of u" + id;
            member.devices.add(device);
        }
        entityManager.persist(member);
        return member;
    }

    private static void posts(EntityManager entityManager, Forum.Member author, int number) {
        for (long id = 1; id <= number; id++) {
            post(entityManager, id, author, null, LONG_AGO);
        }
    }

    private static Forum.Post post(
            EntityManager entityManager,
            long id,
            Forum.Member author,
            Forum.@Nullable Post answered,
            LocalDate writtenOn) {
        Forum.Post post = new Forum.Post();
        post.id = id;
        post.writer = author.id == null ? "" : "u" + author.id;
        post.author = author;
        post.answered = answered;
        post.writtenOn = writtenOn;
        entityManager.persist(post);
        return post;
    }

    private static void folder(
            EntityManager entityManager, long id, Forum.@Nullable Folder within, LocalDate closedOn) {
        Forum.Folder folder = new Forum.Folder();
        folder.id = id;
        folder.within = within;
        folder.closedOn = closedOn;
        entityManager.persist(folder);
    }

    private static void topic(EntityManager entityManager, long id, Forum.@Nullable Topic wider, LocalDate closedOn) {
        Forum.Topic topic = new Forum.Topic();
        topic.id = id;
        topic.wider = wider;
        topic.closedOn = closedOn;
        entityManager.persist(topic);
    }
}
