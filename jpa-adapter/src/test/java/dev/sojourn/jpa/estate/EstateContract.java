package dev.sojourn.jpa.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.jpa.JpaStores;
import dev.sojourn.jpa.JpaUnitOfWork;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.AccessCopy;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.ErasureReport;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Over a host with every mapping, on any provider and database: whoever is swept or erased is nowhere any more, in no column
 * of any table, and whoever is not is everywhere they were.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EstateContract {

    private static final LocalDate LONG_AGO = LocalDate.of(2012, 3, 14);
    private static final LocalDate LATELY = LocalDate.now(ZoneOffset.UTC).plusDays(2);

    private final Inhabitant due = new Inhabitant(11, "north", LONG_AGO);
    private final Inhabitant dueElsewhere = new Inhabitant(12, "south", LONG_AGO);
    private final Inhabitant leaving = new Inhabitant(13, "north", LATELY);
    private final Inhabitant staying = new Inhabitant(14, "north", LATELY);
    private final Inhabitant stayingElsewhere = new Inhabitant(15, "south", LATELY);

    private EntityManagerFactory unit;
    private Sojourn sojourn;
    private Census.Findings before;

    /** The host's persistence unit over a database with Sojourn's tables. */
    protected abstract EntityManagerFactory open(Class<?>... entities);

    /** A connection past the provider. */
    protected abstract Connection connect() throws SQLException;

    @BeforeAll
    void settle() throws SQLException {
        unit = open(Estate.entities());
        JpaUnitOfWork work = JpaUnitOfWork.of(unit);
        sojourn = Sojourn.builder(Estate.policy())
                .stores(JpaStores.of(work).tenantAttribute("tenant"))
                .build();
        work.run(Estate::fillShared);
        for (Inhabitant one : everybody()) {
            work.run(entityManager -> Estate.fill(entityManager, one));
        }
        before = census();
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @Test
    void leavesNothingOfThoseDisposedOfAndEverythingOfTheOthers() throws SQLException {
        assertThat(Estate.entities()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(before.tables()).isGreaterThanOrEqualTo(40);
        for (Inhabitant one : everybody()) {
            assertThat(before.of(one.number)).as("values of %s", one.number).hasSizeGreaterThan(120);
        }

        copied(leaving);
        long gone = 0;
        long last;
        do {
            last = swept();
            gone += last;
        } while (last > 0);
        erased(leaving);

        assertThat(gone).isPositive();
        Census.Findings after = census();
        assertThat(after.of(due.number)).isEmpty();
        assertThat(after.of(dueElsewhere.number)).isEmpty();
        assertThat(after.of(leaving.number)).isEmpty();
        assertThat(after.of(staying.number)).isEqualTo(before.of(staying.number));
        assertThat(after.of(stayingElsewhere.number)).isEqualTo(before.of(stayingElsewhere.number));
    }

    /** Every value of theirs that stands in a table and is no key or reference is in the copy. */
    private void copied(Inhabitant one) {
        Set<String> told = new HashSet<>();
        for (DataSubject subject : subjects(one)) {
            AccessCopy copy = sojourn.rights().accessCopy(subject);
            copy.rows().values().forEach(rows -> rows.forEach(row -> collect(row, told)));
        }
        List<String> untold = new ArrayList<>();
        for (String found : before.of(one.number)) {
            String value = found.substring(found.indexOf(" = ") + 3);
            if (value.contains(Inhabitant.token(one.number)) && !told.contains(value)) {
                untold.add(found);
            }
        }
        assertThat(untold).isEmpty();
        for (Inhabitant other : everybody()) {
            if (other != one) {
                assertThat(told).noneMatch(value -> value.contains(Inhabitant.token(other.number)));
            }
        }
    }

    private static void collect(Object value, Set<String> told) {
        if (value instanceof java.util.Map<?, ?> map) {
            map.values().forEach(inner -> collect(inner, told));
        } else if (value instanceof Iterable<?> list) {
            list.forEach(inner -> collect(inner, told));
        } else {
            told.add(value instanceof Kinds.Label label ? label.text() : value.toString());
        }
    }

    private long swept() {
        SweepReport report = sojourn.retention().sweep(sojourn.retention().preview());
        assertThat(report.steps()).allSatisfy(step -> assertThat(step.failed()).isZero());
        return report.steps().stream().mapToLong(SweepReport.Step::gone).sum();
    }

    private void erased(Inhabitant one) {
        for (DataSubject subject : subjects(one)) {
            ErasureReport report =
                    sojourn.rights().erase(sojourn.rights().planErasure(subject, ErasureGround.NO_LONGER_NECESSARY));
            assertThat(report.unanswered()).isEmpty();
            assertThat(report.kept()).isEmpty();
        }
    }

    /** One person is known by a name, a number and a device. */
    private static List<DataSubject> subjects(Inhabitant one) {
        return List.of(
                DataSubject.of(one.login()).in(one.tenant),
                DataSubject.of(Integer.toString(one.known(1))).as("number").in(one.tenant),
                DataSubject.of(one.uuid(1).toString()).as("device").in(one.tenant));
    }

    private List<Inhabitant> everybody() {
        return List.of(due, dueElsewhere, leaving, staying, stayingElsewhere);
    }

    private Census.Findings census() throws SQLException {
        try (Connection connection = connect()) {
            return Census.take(
                    connection, table -> !table.toLowerCase(Locale.ROOT).startsWith("sojourn_"));
        }
    }
}
