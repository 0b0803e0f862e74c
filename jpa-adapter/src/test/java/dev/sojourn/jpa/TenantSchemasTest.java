package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.consent.Evidence;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.Explanation;
import dev.sojourn.retention.Forecast;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.ErasureReport;
import dev.sojourn.testkit.HandMovedClock;
import dev.sojourn.testkit.Upholds;
import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A host whose tenants have a schema each, of which a unit of work sees one; Sojourn's tables lie once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantSchemasTest {

    private static final DataSubject ADA_NORTH = new DataSubject("ada", "customer", "north");
    private static final DataSubject ADA_SOUTH = new DataSubject("ada", "customer", "south");
    private static final Actor DESK = Actor.employee("Ioana");

    private TestDatabase database;
    private EntityManagerFactory unit;
    private Schemas schemas;
    private JpaUnitOfWork work;
    private HandMovedClock clock;
    private Sojourn sojourn;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @Entity(name = "Ticket")
    @Retained(rule = "ticket", from = "closedOn")
    static class Ticket {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "customer")
        @Nullable
        String customer;

        @Nullable
        LocalDate closedOn;

        @ElementCollection
        Set<String> tags = new HashSet<>();

        @OneToMany(mappedBy = "ticket", cascade = CascadeType.REMOVE)
        List<Note> notes = new ArrayList<>();
    }

    /** Another person may have written it. */
    @Entity(name = "Note")
    static class Note {
        @Id
        Long id = 0L;

        @ManyToOne
        @Nullable
        Ticket ticket;

        @SubjectRef(kind = "customer")
        @Nullable
        String author;
    }

    @Entity(name = "Letter")
    @Retained(rule = "letter", from = "sentOn")
    static class Letter {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "customer")
        @Nullable
        String reader;

        @Nullable
        LocalDate sentOn;
    }

    @BeforeAll
    void open() {
        database = database();
        for (String schema : List.of("north", "south", "west")) {
            database.execute("create schema " + schema);
            database.execute(
                    "create table " + schema + ".Ticket (id bigint primary key, customer varchar(40), closedOn date)");
            database.execute("create table " + schema + ".Ticket_tags (Ticket_id bigint, tags varchar(40))");
            database.execute("create table " + schema
                    + ".Note (id bigint primary key, ticket_id bigint references " + schema
                    + ".Ticket, author varchar(40))");
            database.execute(
                    "create table " + schema + ".Letter (id bigint primary key, reader varchar(40), sentOn date)");
        }
    }

    @AfterAll
    void close() {
        database.close();
    }

    @BeforeEach
    void fill() {
        database.empty();
        for (String schema : List.of("north", "south", "west")) {
            for (String table : List.of("Note", "Ticket_tags", "Ticket", "Letter")) {
                database.execute("delete from " + schema + "." + table);
            }
        }
        for (String schema : List.of("north", "south")) {
            database.execute("insert into " + schema + ".Ticket(id, customer, closedOn) values"
                    + " (1, 'ada', date '2026-01-15'), (2, 'bob', date '2026-01-15'), (3, 'bob', null)");
            database.execute("insert into " + schema + ".Ticket_tags(Ticket_id, tags) values (1, 'late'), (3, 'new')");
            database.execute("insert into " + schema + ".Note(id, ticket_id, author) values (10, 1, 'cleo')");
            database.execute(
                    "insert into " + schema + ".Letter(id, reader, sentOn) values (7, 'ada', date '2026-01-20')");
        }
        database.execute("insert into south.Ticket(id, customer, closedOn) values (4, 'dan', date '2026-01-15')");
        schemas = new Schemas("north", "south");
        unit = database.open(schemas.settings(database.pool()), Ticket.class, Note.class, Letter.class);
        work = JpaUnitOfWork.of(unit);
        clock = HandMovedClock.at("2026-02-01T00:00", "Europe/Bucharest");
        sojourn = Sojourn.builder(policy()).stores(stores()).clock(clock).build();
    }

    @AfterEach
    void shut() {
        unit.close();
    }

    private JpaStores stores() {
        // tag::stores[]
        return JpaStores.of(work).tenants(schemas);
        // end::stores[]
    }

    @Test
    @Upholds({"ALLAI-16", "KLOZER-12"})
    void sweepsEachTenantsSchemaByItsOwnPeriodAndRecordsItOnce() {
        sojourn.settings().choose("north", "ticket", Period.ofDays(30), DESK);
        sojourn.settings().choose("south", "ticket", Period.ofDays(365), DESK);
        clock.set("2026-02-14T23:59");
        assertThat(sojourn.retention().preview().due()).isZero();
        clock.set("2026-02-15T00:00");

        SweepPlan plan = sojourn.retention().preview();
        assertThat(stepsOf(plan, "ticket"))
                .extracting(step -> step.tenant().orElse("") + " " + step.due())
                .containsExactly("north 2", "south 0");
        assertThat(stepsOf(plan, "ticket").get(0).lines())
                .extracting(SweepPlan.Line::tenant)
                .containsExactly("north");
        SweepReport report = sojourn.retention().sweep(plan);

        assertThat(report.gone()).isEqualTo(2);
        assertThat(database.texts("select id from north.Ticket")).containsExactly("3");
        assertThat(database.texts("select tags from north.Ticket_tags")).containsExactly("new");
        assertThat(database.texts("select id from north.Note")).isEmpty();
        assertThat(database.texts("select id from south.Ticket order by id")).containsExactly("1", "2", "3", "4");
        assertThat(database.texts("select body from sojourn_ledger where entry_kind = 'BATCH_DISPOSED'"))
                .singleElement()
                .satisfies(body -> assertThat(body).contains("north").doesNotContain("south"));
        clock.set("2027-01-16T00:00");
        assertThat(sojourn.retention().sweep(sojourn.retention().preview()).gone())
                .isEqualTo(3);
        assertThat(database.texts("select id from south.Ticket")).containsExactly("3");
    }

    @Test
    void oneTenantsFailingSchemaStopsNoOtherAndIsReported() {
        clock.set("2027-02-01T00:00");
        database.execute("alter table north.Ticket rename to Gone");
        schemas.list().add(0, "nowhere");
        try {
            SweepPlan plan = sojourn.retention().preview();
            assertThat(plan.failures())
                    .extracting(step -> step.tenant().orElse(""))
                    .containsOnly("nowhere", "north")
                    .contains("nowhere", "north");
            SweepReport report = sojourn.retention().sweep(plan);

            assertThat(report.steps())
                    .filteredOn(step -> step.failure().isPresent())
                    .extracting(step -> step.tenant().orElse(""))
                    .contains("nowhere", "north")
                    .doesNotContain("south");
            assertThat(database.texts("select id from south.Ticket")).containsExactly("3");
            Forecast forecast = sojourn.retention().forecast(Period.ofDays(30));
            assertThat(forecast.failures()).containsKeys("Ticket of tenant 'nowhere'", "Ticket of tenant 'north'");
            assertThat(forecast.lines()).extracting(Forecast.Line::tenant).doesNotContain("nowhere");
        } finally {
            database.execute("alter table north.Gone rename to Ticket");
        }
    }

    @Test
    void aSchemaThatFailsAfterThePreviewKeepsItsRowsAndStopsNoOther() {
        clock.set("2027-02-01T00:00");
        SweepPlan plan = sojourn.retention().preview();
        database.execute("alter table north.Ticket rename to Gone");
        try {
            SweepReport report = sojourn.retention().sweep(plan);

            assertThat(report.steps())
                    .filteredOn(step -> step.rule().equals("ticket"))
                    .extracting(step -> step.tenant().orElse("") + " " + step.gone() + " "
                            + step.failure().isPresent())
                    .containsExactly("north 0 true", "south 3 false");
        } finally {
            database.execute("alter table north.Gone rename to Ticket");
        }
        assertThat(database.texts("select id from north.Ticket order by id")).containsExactly("1", "2", "3");
    }

    @Test
    void rowsGoneAndTheirRecordCommitTogether() {
        clock.set("2027-02-01T00:00");
        SweepPlan plan = sojourn.retention().preview();
        database.execute("alter table sojourn_ledger add constraint no_batches check (entry_kind <> 'BATCH_DISPOSED')");
        SweepReport report = sojourn.retention().sweep(plan);
        database.execute("alter table sojourn_ledger drop constraint no_batches");

        assertThat(report.gone()).isZero();
        assertThat(database.texts("select id from north.Ticket order by id")).containsExactly("1", "2", "3");
        assertThat(database.texts("select id from south.Ticket order by id")).containsExactly("1", "2", "3", "4");
    }

    @Test
    void forecastsEachTenant() {
        sojourn.settings().choose("north", "ticket", Period.ofDays(30), DESK);
        Forecast forecast = sojourn.retention().forecast(Period.ofDays(30));

        assertThat(forecast.lines())
                .filteredOn(line -> line.rule().equals("ticket"))
                .extracting(line -> line.tenant() + " " + line.dueOn(LocalDate.of(2026, 2, 15)))
                .containsExactly("north 2", "south 0");
    }

    @Test
    void explainsTheRowOfTheOneTenantThatHasItAndAsksWhichWhereSeveralDo() {
        Explanation dans = sojourn.retention().explain(Ticket.class, 4L);
        assertThat(dans.lastDayKept()).contains(LocalDate.of(2027, 1, 15));
        assertThatThrownBy(() -> sojourn.retention().explain(Ticket.class, 1L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[north, south]")
                .hasMessageContaining("explain(tenant, type, id)");
        sojourn.settings().choose("north", "ticket", Period.ofDays(30), DESK);
        assertThat(sojourn.retention().explain("north", Ticket.class, 1L).lastDayKept())
                .contains(LocalDate.of(2026, 2, 14));
        assertThatThrownBy(() -> sojourn.retention().explain("north", Ticket.class, 4L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no row of Ticket");
    }

    @Test
    void erasesAndCopiesInThePersonsOwnTenantAlone() {
        assertThat(sojourn.rights().accessCopy(ADA_SOUTH).rows().get("Ticket")).hasSize(1);
        ErasureReport report =
                sojourn.rights().erase(sojourn.rights().planErasure(ADA_SOUTH, ErasureGround.NO_LONGER_NECESSARY));

        assertThat(report.erased()).containsEntry("Ticket", 1L).containsEntry("Letter", 1L);
        assertThat(database.texts("select id from south.Ticket order by id")).containsExactly("2", "3", "4");
        assertThat(database.texts("select id from south.Letter")).isEmpty();
        assertThat(database.texts("select id from north.Ticket order by id")).containsExactly("1", "2", "3");
        assertThat(database.texts("select id from north.Letter")).hasSize(1);
    }

    @Test
    void aSubjectInNoKnownTenantIsAnErrorAndNeverAnEmptyAnswer() {
        DataSubject nowhere = DataSubject.of("ada").as("customer");
        DataSubject unknown = new DataSubject("ada", "customer", "east");
        for (DataSubject subject : List.of(nowhere, unknown)) {
            assertThatThrownBy(() -> sojourn.rights().planErasure(subject, ErasureGround.NO_LONGER_NECESSARY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("lie apart for each tenant")
                    .hasMessageNotContaining("ada");
            assertThatThrownBy(() -> sojourn.rights().accessCopy(subject))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("DataSubject.in(tenant)");
        }
    }

    @Test
    void aStoreAskedInNoTenantIsAnErrorAndNeverAnEmptyAnswer() {
        PersonalDataStore tickets = stores().data(policy()).stores().stream()
                .filter(store -> store.describe().entity().equals("Ticket"))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> work.run(() -> tickets.tally(Selection.everything())))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("asked for in none");
        assertThatThrownBy(() -> tickets.candidates(Selection.everything(), Optional.empty(), 10))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void holdsOneTenantsRowsAndNotThoseOfTheSameNameElsewhere() {
        clock.set("2027-02-01T00:00");
        sojourn.holds().place(Hold.on(ADA_SOUTH).because("case 7").reviewOn(LocalDate.of(2027, 6, 1)));
        SweepPlan plan = sojourn.retention().preview();
        assertThat(stepsOf(plan, "ticket")).extracting(SweepPlan.Step::due).containsExactly(2L, 2L);
        sojourn.retention().sweep(plan);

        assertThat(database.texts("select id from south.Ticket order by id")).containsExactly("1", "3");
        assertThat(database.texts("select id from north.Ticket order by id")).containsExactly("3");
    }

    @Test
    void anAuthorsHoldKeepsTheTicketOfTheirOwnTenant() {
        clock.set("2027-02-01T00:00");
        DataSubject cleo = new DataSubject("cleo", "customer", "north");
        sojourn.holds().place(Hold.on(cleo).because("case 8").reviewOn(LocalDate.of(2027, 6, 1)));
        sojourn.retention().sweep(sojourn.retention().preview());

        assertThat(database.texts("select id from north.Ticket order by id")).containsExactly("1", "3");
        assertThat(database.texts("select id from south.Ticket order by id")).containsExactly("3");
    }

    @Test
    @Upholds("ALLAI-28")
    void aWithdrawalMakesRowsDueInTheTenantItWasGivenToAlone() {
        for (DataSubject ada : List.of(ADA_NORTH, ADA_SOUTH)) {
            sojourn.consents().give(ada, newsletter(), Evidence.none().via("form"));
        }
        sojourn.consents().withdraw(ADA_SOUTH, newsletter());

        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).isEqualTo(1);
        sojourn.retention().sweep(plan);

        assertThat(database.texts("select id from south.Letter")).isEmpty();
        assertThat(database.texts("select id from north.Letter")).containsExactly("7");
    }

    @Test
    void aScheduledSweepGuardsEachTenantByItself() {
        sojourn.retention().sweep(sojourn.retention().preview(), DESK);
        clock.set("2027-02-01T00:00");
        StringBuilder many = new StringBuilder("insert into north.Ticket(id, customer, closedOn) values ");
        for (int id = 100; id < 300; id++) {
            many.append(id == 100 ? "" : ", ").append("(").append(id).append(", 'eve', date '2026-01-15')");
        }
        database.execute(many.toString());

        SweepReport report = sojourn.retention().sweepScheduled(Actor.job("nightly"));

        assertThat(report.withheld())
                .filteredOn(one -> one.rule().equals("ticket"))
                .extracting(one -> one.tenant() + " " + one.why())
                .containsExactly("north SHARE");
        assertThat(database.texts("select id from south.Ticket")).containsExactly("3");
        assertThat(database.texts("select id from north.Ticket")).hasSize(203);
    }

    @Test
    void refusesToStartWhereTheTenantsAreNotListed() {
        assertThat(JpaStores.of(work).data(policy()).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("split by tenant into schemas"));
    }

    @Test
    void refusesToStartWhereTenantsShareASchemaOrHaveTablesOfSojournsOwn() {
        database.execute("create table west.sojourn_run (id varchar(36))");
        try {
            Schemas muddled = new Schemas("north", "NORTH", "west");
            assertThatThrownBy(() -> Sojourn.builder(policy())
                            .stores(JpaStores.of(JpaUnitOfWork.of(unitOver(muddled)))
                                    .tenants(muddled))
                            .build())
                    .isInstanceOf(FaultyDeclaration.class)
                    .hasMessageContaining("is entered where tenant 'north' is")
                    .hasMessageContaining("tenant 'west'")
                    .hasMessageContaining("recorded apart from the rest");
        } finally {
            database.execute("drop table west.sojourn_run");
        }
    }

    private EntityManagerFactory unitOver(Schemas other) {
        unit.close();
        unit = database.open(other.settings(database.pool()), Ticket.class, Note.class, Letter.class);
        return unit;
    }

    private static List<SweepPlan.Step> stepsOf(SweepPlan plan, String rule) {
        return plan.steps().stream().filter(step -> step.rule().equals(rule)).toList();
    }

    private static Purpose newsletter() {
        return Purpose.of("newsletter").titled("Send letters").on(LegalBasis.CONSENT);
    }

    private static Policy policy() {
        Purpose help = Purpose.of("help").titled("Help customers").on(LegalBasis.CONTRACT);
        return Policy.builder("tickets")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(
                        Party.named("Tickets").contact("desk@tickets.example").country("RO"))
                .purposes(help, newsletter())
                .retainProof(Period.ofYears(3))
                .retain(RetentionRule.atMost("ticket")
                        .chosenByTenant(Period.ofDays(30), Period.ofDays(365))
                        .serving(help)
                        .because("section 1"))
                .retain(RetentionRule.atMost("letter", Period.ofYears(3))
                        .serving(newsletter())
                        .because("section 2"))
                .build();
    }
}
