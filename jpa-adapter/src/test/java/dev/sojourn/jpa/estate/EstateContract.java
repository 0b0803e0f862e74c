package dev.sojourn.jpa.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.jpa.JpaStores;
import dev.sojourn.jpa.JpaUnitOfWork;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.AccessCopy;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.ErasureReport;
import dev.sojourn.rights.Identity;
import dev.sojourn.testkit.Upholds;
import jakarta.persistence.EntityManagerFactory;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
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
    private static final LocalDate SOME_TIME_AGO = LocalDate.now(ZoneOffset.UTC).minusDays(100);
    private static final LocalDate LATELY = LocalDate.now(ZoneOffset.UTC).plusDays(2);

    /** What a law keeps of whoever has left, as its owner wrote it down by hand. */
    private static final Set<String> KEPT_BY_LAW =
            Set.of("estatepayment.id", "estatepayment.payer", "estatepayment.subject");

    /** What goes by itself after ninety days, as its owner wrote it down by hand. */
    private static final Set<String> FLEETING = Set.of(
            "estatesitevisit.device",
            "estatesitevisit.place",
            "estatesitevisit.mail",
            "estatetrail.seat",
            "estatetrail_aud.seat",
            "estateparked.spot");

    private static final SecretKey KEY =
            new SecretKeySpec("kept outside the database".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

    private final Inhabitant due = new Inhabitant(11, "north", LONG_AGO);
    private final Inhabitant dueElsewhere = new Inhabitant(12, "south", LONG_AGO);
    private final Inhabitant leaving = new Inhabitant(13, "north", LATELY);
    private final Inhabitant held = new Inhabitant(16, "north", LONG_AGO);
    private final Inhabitant fading = new Inhabitant(17, "south", SOME_TIME_AGO);
    private final Inhabitant staying = new Inhabitant(14, "north", LATELY);
    private final Inhabitant stayingElsewhere = new Inhabitant(15, "south", LATELY);

    private EntityManagerFactory unit;
    private Sojourn sojourn;
    private Census.Findings before;

    /** The host's persistence unit over a database with Sojourn's tables. */
    protected abstract EntityManagerFactory open(Map<String, ?> settings, Class<?>... entities);

    /** A connection past the provider. */
    protected abstract Connection connect() throws SQLException;

    @BeforeAll
    void settle() throws SQLException {
        Guarded.Desk desk = new Guarded.Desk();
        unit = open(
                Map.of("hibernate.integration.envers.enabled", "true", "hibernate.tenant_identifier_resolver", desk),
                Estate.entities());
        JpaUnitOfWork work = JpaUnitOfWork.of(unit);
        sojourn = Sojourn.builder(Estate.policy())
                .stores(JpaStores.of(work).tenantAttribute("site.tenant"))
                .suppressionKey(KEY)
                .build();
        work.run(Estate::fillShared);
        for (Inhabitant one : everybody()) {
            desk.sits(one.tenant);
            work.run(entityManager -> Estate.fill(entityManager, one));
            work.run(entityManager -> Guarded.change(entityManager, one));
        }
        desk.sits("nobody");
        before = census();
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @Test
    @Upholds({"GDPR 5(1)(e)", "GDPR 17(1)"})
    void leavesNothingOfThoseDisposedOfAndEverythingOfTheOthers() throws SQLException {
        assertThat(Estate.entities()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(before.tables()).isGreaterThanOrEqualTo(60);
        for (Inhabitant one : everybody()) {
            assertThat(before.of(one.number)).as("values of %s", one.number).hasSizeGreaterThan(200);
        }

        copied(leaving);
        subjects(held)
                .forEach(subject ->
                        sojourn.holds().place(Hold.on(subject).because("case 1").reviewOn(LATELY.plusYears(1))));
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
        assertThat(after.of(leaving.number)).isEqualTo(only(KEPT_BY_LAW, before.of(leaving.number)));
        assertThat(after.of(held.number)).isEqualTo(before.of(held.number));
        assertThat(after.of(fading.number)).isEqualTo(without(FLEETING, before.of(fading.number)));
        assertThat(after.of(staying.number)).isEqualTo(before.of(staying.number));
        assertThat(after.of(stayingElsewhere.number)).isEqualTo(before.of(stayingElsewhere.number));
        assertThat(before.of(leaving.number).stream().map(EstateContract::place))
                .containsAll(KEPT_BY_LAW);
        assertThat(before.of(fading.number).stream().map(EstateContract::place)).containsAll(FLEETING);

        Census.Findings ours;
        try (Connection connection = connect()) {
            ours = Census.take(connection, EstateContract::isSojourns);
        }
        assertThat(ours.of(due.number))
                .as("nothing of theirs in Sojourn's own tables")
                .isEmpty();
        assertThat(ours.of(dueElsewhere.number)).isEmpty();
        assertThat(ours.of(leaving.number))
                .as("what the law keeps runs from its own day, and needs nobody to be found")
                .isEmpty();
        assertThat(ours.of(held.number)).isNotEmpty();
    }

    private static List<String> only(Set<String> places, List<String> found) {
        return found.stream().filter(value -> places.contains(place(value))).toList();
    }

    private static List<String> without(Set<String> places, List<String> found) {
        return found.stream().filter(value -> !places.contains(place(value))).toList();
    }

    private static String place(String found) {
        return found.substring(0, found.indexOf(" = ")).replaceAll("[\"`]", "");
    }

    /** Every value of theirs that stands in a table and is no key or reference is in the copy, save a collection's past. */
    private void copied(Inhabitant one) {
        Set<String> told = new HashSet<>();
        for (DataSubject subject : subjects(one)) {
            AccessCopy copy = sojourn.rights().accessCopy(subject);
            copy.rows().values().forEach(rows -> rows.forEach(row -> collect(row, told)));
        }
        List<String> untold = new ArrayList<>();
        for (String found : before.of(one.number)) {
            String value = found.substring(found.indexOf(" = ") + 3);
            boolean collectionsPast = place(found).startsWith("estatetrail_phones_aud.");
            if (!collectionsPast && value.contains(Inhabitant.token(one.number)) && !told.contains(value)) {
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
        if (value instanceof Map<?, ?> map) {
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
            assertThat(report.identity()).isIn(Identity.PARTED, Identity.NOT_THERE);
            assertThat(report.kept())
                    .allSatisfy(kept -> assertThat(kept.toString()).contains("EstatePayment"));
        }
    }

    /** One person is known by a name, a number, a device and an address. */
    private static List<DataSubject> subjects(Inhabitant one) {
        return List.of(
                DataSubject.of(one.login()).in(one.tenant),
                DataSubject.of(Integer.toString(one.known(1))).as("number").in(one.tenant),
                DataSubject.of(one.uuid(1).toString()).as("device").in(one.tenant),
                DataSubject.of(one.email()).as("email").in(one.tenant));
    }

    private List<Inhabitant> everybody() {
        return List.of(due, dueElsewhere, leaving, held, fading, staying, stayingElsewhere);
    }

    private Census.Findings census() throws SQLException {
        try (Connection connection = connect()) {
            return Census.take(connection, table -> !isSojourns(table));
        }
    }

    private static boolean isSojourns(String table) {
        return table.toLowerCase(Locale.ROOT).startsWith("sojourn_");
    }
}
