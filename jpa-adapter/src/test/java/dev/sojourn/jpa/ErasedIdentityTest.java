package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Stores;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.ConsentProof;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.ImportReport;
import dev.sojourn.consent.PastAct;
import dev.sojourn.consent.Restriction;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Purpose;
import dev.sojourn.retention.Hold;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.Identity;
import dev.sojourn.testkit.ErasedIdentityContract;
import dev.sojourn.testkit.Upholds;
import jakarta.persistence.EntityManagerFactory;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErasedIdentityTest extends ErasedIdentityContract {

    private TestDatabase database;
    private EntityManagerFactory unit;
    private Stores stores;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open();
        stores = JpaStores.of(JpaUnitOfWork.of(unit));
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @Override
    protected Stores stores() {
        clock.set("2026-02-01T09:00");
        database.empty();
        return stores;
    }

    /** Past the provider and past this library: what an administrator, or a thief, would find. */
    @Test
    @Upholds({"KLOZER-06", "GDPR 17"})
    void leavesTheIdentifierInNoColumnOfAnyTable() throws SQLException {
        Purpose newsletter = Purpose.of("newsletter").on(LegalBasis.CONSENT);
        sojourn.consents()
                .give(ADA, newsletter, Evidence.none().via("sign-up form").requestKey("form-" + ADA.id()));
        sojourn.consents().withdraw(ADA, newsletter);
        sojourn.events().happened(ADA, "account-closed", clock.instant());
        String restriction = sojourn.restrictions()
                .restrict(
                        ADA,
                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                .reviewOn(LocalDate.of(2026, 6, 1)));
        sojourn.restrictions().lift(ADA, restriction, Actor.employee("Grace Hopper"));
        Hold hold = sojourn.holds().place(Hold.on(ADA).because("case 2026-17").reviewOn(LocalDate.of(2026, 12, 1)));
        sojourn.holds().release(hold.id(), Actor.employee("Grace Hopper"));
        sojourn.rights().accessCopy(ADA);
        assertThat(placesOf(ADA.id())).containsExactly("SOJOURN_SUBJECT.SUBJECT_ID");
        assertThat(erase().identity()).isEqualTo(Identity.PARTED);
        assertThat(placesOf(ADA.id())).isEmpty();
        assertThat(placesOf("ada.lovelace")).isEmpty();
        assertThat(placesOf("ACME")).containsExactly("SOJOURN_SUBJECT.TENANT");
        assertThat(sojourn.consents().history(ADA)).hasSize(4);
    }

    /** A number for an identifier stands in a column of its own, too. */
    @Test
    @Upholds({"KLOZER-06", "GDPR 17"})
    void yieldsNobodyVerifiesAndKeepsTheRefusalAfterAnErasure() throws SQLException {
        Purpose survey = Purpose.of("survey").on(LegalBasis.CONSENT);
        DataSubject numbered = DataSubject.of("481516234200773").as("customer").in("acme");
        for (DataSubject person : List.of(ADA, numbered)) {
            sojourn.consents().give(person, survey);
            clock.advance(Duration.ofDays(1));
            sojourn.consents().withdraw(person, survey);
            clock.advance(Duration.ofDays(1));
        }
        assertThat(placesOf(numbered.id()))
                .containsExactlyInAnyOrder("SOJOURN_SUBJECT.SUBJECT_ID", "SOJOURN_SUBJECT.NUMERIC_ID");
        for (DataSubject person : List.of(ADA, numbered)) {
            assertThat(sojourn.rights()
                            .erase(sojourn.rights().planErasure(person, ErasureGround.ACCOUNT_CLOSED))
                            .identity())
                    .isEqualTo(Identity.PARTED);
        }
        assertThat(placesOf(ADA.id())).isEmpty();
        assertThat(placesOf(numbered.id())).isEmpty();
        assertThat(sojourn.proof().verify().breaches()).isEmpty();
        assertThat(sojourn.proof().verify().entries()).isGreaterThanOrEqualTo(6);
        for (DataSubject person : List.of(ADA, numbered)) {
            assertThat(sojourn.consents().history(person))
                    .extracting(SubjectAct::kind)
                    .containsExactly(ActKind.GIVEN, ActKind.WITHDRAWN);
            ImportReport report = sojourn.imports()
                    .run(
                            "crm",
                            () -> Stream.of(PastAct.given(
                                    "k",
                                    person,
                                    survey,
                                    clock.instant().minus(Duration.ofDays(10)),
                                    ConsentProof.TIME_ONLY)));
            assertThat(report.recorded()).isZero();
            assertThat(sojourn.may(person, survey)).isFalse();
        }
        assertThat(placesOf(numbered.id())).isEmpty();
        clock.set("2029-06-01T09:00");
        assertThat(sojourn.rights().dropProof().dropped()).isEqualTo(2);
        assertThat(sojourn.proof().verify().breaches()).isEmpty();
        assertThat(sojourn.consents().history(numbered)).isEmpty();
        assertThat(sojourn.may(numbered, survey)).isFalse();
    }

    /** Every table the database has, every column as text and as bytes, in any case of letters. */
    private List<String> placesOf(String text) throws SQLException {
        String wanted = text.toLowerCase(Locale.ROOT);
        List<String> places = new ArrayList<>();
        try (Connection connection = database.connect()) {
            for (String table : tables(connection)) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("select * from " + table)) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            String name =
                                    (table + "." + rows.getMetaData().getColumnName(column)).toUpperCase(Locale.ROOT);
                            if (content(rows.getObject(column)).contains(wanted) && !places.contains(name)) {
                                places.add(name);
                            }
                        }
                    }
                }
            }
        }
        return places;
    }

    private static String content(Object value) {
        String text = value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
        return text.toLowerCase(Locale.ROOT);
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getTables(connection.getCatalog(), null, "%", null)) {
            while (found.next()) {
                String name = found.getString("TABLE_NAME");
                if (name.toLowerCase(Locale.ROOT).startsWith("sojourn_")
                        && found.getString("TABLE_TYPE")
                                .toUpperCase(Locale.ROOT)
                                .contains("TABLE")) {
                    tables.add(name);
                }
            }
        }
        assertThat(tables).hasSizeGreaterThan(TestDatabase.TABLES.size());
        return tables;
    }
}
