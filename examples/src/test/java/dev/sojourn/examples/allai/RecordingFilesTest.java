package dev.sojourn.examples.allai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.jpa.JpaStores;
import dev.sojourn.jpa.JpaUnitOfWork;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.DataCopy;
import dev.sojourn.retention.Disposed;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.testkit.Upholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory of sound files and a search index beside the database, under the same rule as their rows. */
class RecordingFilesTest {

    private static final String URL = "jdbc:h2:mem:recordings";
    private static final Actor DESK = Actor.employee("privacy desk");

    private final StoryClock clock = new StoryClock(Instant.parse("2026-06-15T06:00:00Z"));
    private final Map<String, String> searchIndex = new TreeMap<>();

    @TempDir
    Path directory;

    private Database database;
    private RecordingFiles files;
    private Sojourn sojourn;

    @BeforeEach
    void open() throws SQLException, IOException {
        database = Database.create(URL);
        new History(database.dataSource(), clock.instant(), 20).write();
        files = new RecordingFiles(directory);
        // tag::parts[]
        sojourn = Sojourn.builder(AllAiPolicy.policy())
                .stores(JpaStores.of(JpaUnitOfWork.of(database.entities())).tenantAttribute("tenant"))
                .parts(new RecordingFiles(directory)) // one file a row: gone before its row is
                .copies(DataCopy.of("search-index", VoiceRecording.class)) // hears of every row that is gone
                .clock(clock)
                .build();
        // end::parts[]
        for (long id : ids("select id from voice_recording")) {
            Files.writeString(files.fileOf(id), "sound");
            searchIndex.put(Long.toString(id), "summary");
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @Upholds("ALLAI-20")
    void sweepsFilesAndIndexWithTheirRows() throws SQLException, IOException {
        SweepPlan plan = sojourn.retention().preview();
        assertThat(dueRecordings(plan)).isPositive();
        assertThat(filesLeft()).as("a preview deletes nothing").isEqualTo(rows());

        sojourn.retention().sweep(plan, DESK);
        assertThat(filesLeft()).isEqualTo(rows()).isNotZero();
        for (long id : ids("select id from voice_recording")) {
            assertThat(files.fileOf(id)).exists();
        }
        // tag::push[]
        sojourn.copies().push("search-index", gone -> {
            for (Disposed row : gone) {
                searchIndex.remove(row.key());
            }
        });
        Map<String, Instant> behind = sojourn.copies().oldestOpen(); // for a meter: empty when all have acknowledged
        // end::push[]
        assertThat(searchIndex).hasSize((int) rows());
        assertThat(behind).isEmpty();
        assertThat(database.count("select count(*) from sojourn_disposal")).isZero();
    }

    @Test
    @Upholds("KLUSARO-20")
    void keepsTheRowOfAFileThatCannotGoUntilItCan() throws SQLException, IOException {
        long stuck = ids("select id from voice_recording where recorded_at < timestamp with time zone"
                        + " '2026-02-01 00:00:00+00' order by id")
                .get(0);
        // a directory that is not empty cannot be deleted as a file can
        Files.delete(files.fileOf(stuck));
        Files.createDirectory(files.fileOf(stuck));
        Path inside = Files.writeString(files.fileOf(stuck).resolve("left open"), "sound");

        SweepPlan plan = sojourn.retention().preview();
        SweepReport report = sojourn.retention().sweep(plan, DESK);
        assertThat(report.failures()).singleElement().satisfies(step -> {
            assertThat(step.entity()).isEqualTo("VoiceRecording");
            assertThat(step.failures()).isEqualTo(Map.of("could not delete the file of a recording", 1L));
            assertThat(step.gone()).isEqualTo(dueRecordings(plan) - 1);
        });
        assertThat(database.count("select count(*) from voice_recording where id = ?", stuck))
                .isEqualTo(1);
        assertThat(sojourn.copies().open("search-index", 100_000))
                .extracting(Disposed::key)
                .doesNotContain(Long.toString(stuck));

        Files.delete(inside);
        sojourn.retention().sweep(sojourn.retention().preview(), DESK);
        assertThat(files.fileOf(stuck)).doesNotExist();
        assertThat(database.count("select count(*) from voice_recording where id = ?", stuck))
                .isZero();
    }

    @Test
    void erasesAndCopiesFilesWithTheirRows() throws SQLException, IOException {
        DataSubject ada = database.customers("select customer_id, tenant from voice_recording order by id")
                .get(0);
        long own = database.count(
                "select count(*) from voice_recording where customer_id = ? and tenant = ?",
                Long.parseLong(ada.id()),
                ada.tenant());
        assertThat(sojourn.rights().accessCopy(ada).rows().get("VoiceRecording"))
                .hasSize((int) own)
                .allSatisfy(row -> assertThat(row).containsKey("file").containsEntry("bytes", 5L));

        long before = filesLeft();
        sojourn.rights().erase(sojourn.rights().planErasure(ada, ErasureGround.ACCOUNT_CLOSED));
        assertThat(filesLeft()).isEqualTo(before - own).isEqualTo(rows());
        assertThat(sojourn.copies().open("search-index", 100)).hasSize((int) own);
    }

    private static long dueRecordings(SweepPlan plan) {
        return plan.steps().stream()
                .filter(step -> step.entity().equals("VoiceRecording"))
                .mapToLong(SweepPlan.Step::due)
                .sum();
    }

    private long rows() throws SQLException {
        return database.count("select count(*) from voice_recording");
    }

    private long filesLeft() throws IOException {
        try (var found = Files.list(directory)) {
            return found.count();
        }
    }

    private List<Long> ids(String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<Long> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }
}
