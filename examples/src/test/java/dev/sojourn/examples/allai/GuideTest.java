package dev.sojourn.examples.allai;

import static dev.sojourn.examples.allai.AllAiPolicy.CLAIMS;
import static dev.sojourn.examples.allai.AllAiPolicy.CUSTOMER_MARKETING;
import static dev.sojourn.examples.allai.AllAiPolicy.NEWSLETTER;
import static dev.sojourn.examples.allai.AllAiPolicy.VOICE;
import static dev.sojourn.examples.allai.AllAiPolicy.VOICE_NOTICE;
import static dev.sojourn.policy.Disposition.DELETE;
import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.LEGAL_OBLIGATION;
import static dev.sojourn.processing.DenialReason.OBJECTED;
import static dev.sojourn.processing.DenialReason.RESTRICTED;
import static dev.sojourn.processing.DenialReason.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.Restriction;
import dev.sojourn.jpa.JpaStores;
import dev.sojourn.jpa.JpaUnitOfWork;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.Checkpoint;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.VerificationReport;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.processing.Decision;
import dev.sojourn.retention.Explanation;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.AccessCopy;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.ErasurePlan;
import dev.sojourn.rights.ErasureReport;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything the guide shows, as it shows it, over the demo's own host application. */
class GuideTest {

    private final StoryClock clock = new StoryClock(Instant.parse("2026-06-15T06:00:00Z"));
    private DataSubject ada;
    private Database database;
    private JpaUnitOfWork work;
    private Sojourn sojourn;

    @BeforeEach
    void open() throws SQLException {
        database = Database.create("jdbc:h2:mem:guide");
        new History(database.dataSource(), clock.instant(), 40).write();
        ada = database.customers("select id, tenant from account where deleted_at is null order by id")
                .get(0);
        work = JpaUnitOfWork.of(database.entities());
        sojourn = Sojourn.builder(AllAiPolicy.policy())
                .stores(JpaStores.of(work).tenantAttribute("tenant"))
                .clock(clock)
                .build();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void startsInThreeLines() {
        EntityManagerFactory entityManagerFactory = database.entities();
        Policy policy = AllAiPolicy.policy();
        // tag::wiring[]
        JpaUnitOfWork work = JpaUnitOfWork.of(entityManagerFactory);
        JpaStores stores = JpaStores.of(work).tenantAttribute("tenant"); // if your rows have tenants
        Sojourn sojourn = Sojourn.builder(policy).stores(stores).build();
        // end::wiring[]

        assertThat(sojourn.retention().preview().due()).isPositive();
    }

    @Test
    void declaresAPolicy() {
        // tag::policy[]
        Purpose newsletter = Purpose.of("newsletter")
                .titled("Send marketing e-mail")
                .on(CONSENT)
                .directMarketing();
        Purpose accounting = Purpose.of("accounting")
                .titled("Keep the books")
                .on(LEGAL_OBLIGATION)
                .citing("accounting law");

        Policy policy = Policy.builder("Privacy policy")
                .version("2026-02-01")
                .zone("Europe/Bucharest")
                .controller(Party.named("AllAI").contact("contact@allai.ro").country("RO"))
                .purposes(newsletter, accounting)
                .retainProof(Period.ofYears(3))
                .retain(RetentionRule.atMost("subscriber", Period.ofMonths(24))
                        .fromLastActivity()
                        .serving(newsletter)
                        .then(DELETE)
                        .because("section 4"))
                .retain(RetentionRule.exactly("invoice", Period.ofYears(10))
                        .fromEndOfFinancialYear()
                        .serving(accounting)
                        .then(DELETE)
                        .because("section 7"))
                .build();
        // end::policy[]

        assertThat(policy.purposes()).containsKeys("newsletter", "accounting");
        assertThat(policy.findings()).isEmpty();
    }

    @Test
    void takesYesAndNoForAnAnswer() {
        // tag::consent[]
        sojourn.consents().give(ada, VOICE, Evidence.shown(VOICE_NOTICE).via("voice menu"));
        boolean asked = sojourn.may(ada, VOICE); // true

        sojourn.consents().withdraw(ada, VOICE);
        Decision now = sojourn.gate().decide(ada, VOICE); // Denied: WITHDRAWN, since when, by which act
        // end::consent[]

        assertThat(asked).isTrue();
        assertThat(now)
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.reason()).isEqualTo(WITHDRAWN));
    }

    @Test
    void stopsWhenSomebodyObjects() {
        // tag::objection[]
        sojourn.objections().object(ada, CUSTOMER_MARKETING);
        Decision marketing = sojourn.gate().decide(ada, CUSTOMER_MARKETING); // Denied: OBJECTED

        sojourn.objections().object(ada, CLAIMS);
        sojourn.objections().overrule(ada, CLAIMS, Actor.employee("privacy desk"), "a claim is pending");
        // end::objection[]

        assertThat(marketing)
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.reason()).isEqualTo(OBJECTED));
        assertThat(sojourn.may(ada, CLAIMS)).isTrue();
    }

    @Test
    void restrictsProcessing() {
        // tag::restriction[]
        String id = sojourn.restrictions()
                .restrict(
                        ada,
                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                .reviewOn(LocalDate.of(2026, 7, 1)));
        Decision meanwhile = sojourn.gate().decide(ada, CUSTOMER_MARKETING); // Denied: RESTRICTED

        sojourn.restrictions().lift(ada, id, Actor.employee("privacy desk"));
        // end::restriction[]

        assertThat(meanwhile)
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.reason()).isEqualTo(RESTRICTED));
        assertThat(sojourn.may(ada, CUSTOMER_MARKETING)).isTrue();
    }

    @Test
    void commitsWithTheHost() throws SQLException {
        // tag::unit[]
        work.run(entityManager -> {
            entityManager.persist(new Account(4711L, "aurora-books", "Ada Albu", "ada@example.org", clock.instant()));
            sojourn.consents().give(ada, NEWSLETTER, Evidence.none().via("sign-up form"));
        });
        // end::unit[]

        assertThat(sojourn.may(ada, NEWSLETTER)).isTrue();
        assertThat(database.count("select count(*) from account where id = 4711"))
                .isOne();
    }

    @Test
    void sweepsWhatItPreviewed() {
        // tag::sweep[]
        SweepPlan plan = sojourn.retention().preview();
        for (SweepPlan.Step step : plan.steps()) {
            show(step.rule(), step.entity(), step.due());
        }
        SweepReport report = sojourn.retention().sweep(plan, Actor.employee("privacy desk"));
        // end::sweep[]

        assertThat(plan.due()).isPositive();
        assertThat(shown).contains("invoice");
        assertThat(report.gone()).isEqualTo(plan.due());
        assertThat(sojourn.retention().preview().due()).isZero();
    }

    private final List<Object> shown = new ArrayList<>();

    private void show(Object... values) {
        shown.addAll(List.of(values));
    }

    @Test
    void explainsARow() throws SQLException {
        long id = database.count("select min(id) from invoice where issued_on >= date '2023-01-01'");
        // tag::explain[]
        Explanation invoice = sojourn.retention().explain(Invoice.class, id);
        invoice.due(); // false
        invoice.reason(); // FLOOR
        Optional<LocalDate> last = invoice.lastDayKept();
        // end::explain[]

        assertThat(invoice.due()).isFalse();
        assertThat(invoice.reason()).contains(KeepReason.FLOOR);
        assertThat(last).isPresent();
    }

    @Test
    void letsTenantsChoose() {
        // tag::tenant[]
        Actor administrator = Actor.tenant("administrator");
        sojourn.settings().choose("aurora-books", "conversation-log", Period.ofDays(90), administrator);
        sojourn.settings().takeBack("aurora-books", "conversation-log", administrator);
        // end::tenant[]

        assertThat(sojourn.settings().history("aurora-books")).hasSize(2);
    }

    @Test
    void hearsOfEvents() {
        // tag::event[]
        sojourn.events().happened(ada, "account-deleted", clock.instant());
        sojourn.events().revoke(ada, "account-deleted"); // reopened: the period has not started
        // end::event[]
    }

    @Test
    void holdsWhatMustStay() {
        // tag::hold[]
        Hold hold = sojourn.holds().place(Hold.on(ada).because("case 2026-17").reviewOn(LocalDate.of(2026, 12, 1)));
        sojourn.holds().release(hold.id(), Actor.employee("legal desk"));
        // end::hold[]

        assertThat(sojourn.holds().active()).isEmpty();
    }

    @Test
    void erasesAPerson() {
        // tag::erase[]
        ErasurePlan plan = sojourn.rights().planErasure(ada, ErasureGround.ACCOUNT_CLOSED);
        ErasureReport report = sojourn.rights().erase(plan, Actor.employee("privacy desk"));
        report.erased(); // rows gone, by entity
        report.kept(); // rows that stay: the rule, its ground, the last day
        boolean completed = report.isCompleted(); // false while one store has not answered
        // end::erase[]

        assertThat(report.erased()).isEqualTo(plan.erasing());
        assertThat(completed).isTrue();
    }

    @Test
    void copiesWhatIsHeld() {
        // tag::copy[]
        AccessCopy copy = sojourn.rights().accessCopy(ada);
        copy.rows(); // entity, then one map for each row: attribute to plain value
        copy.acts(); // every consent, objection and restriction
        // end::copy[]

        assertThat(copy.rows()).containsKey("Account");
    }

    @Test
    void readsAChain() {
        // tag::ledger[]
        List<LedgerEntry> entries = sojourn.ledger().read(ChainId.INSTALLATION, 0, 100);
        // end::ledger[]

        assertThat(ChainCheck.holds(entries)).isTrue();
    }

    @Test
    void provesWhatIsRecorded() {
        // tag::proof[]
        VerificationReport report = sojourn.proof().verify(); // every chain, text and checkpoint, and current state
        report.breaches(); // of each broken chain the first entry that is wrong

        Checkpoint checkpoint = sojourn.proof().checkpoint(); // seals all chains; signed with signingCheckpoints(…)
        String line = checkpoint.line(); // keep it where nobody who can write to the database can write
        sojourn.proof().verifier().verify(Checkpoint.parse(line)); // and compare with it later
        // end::proof[]

        assertThat(report.isIntact()).isTrue();
        assertThat(sojourn.proof().verifier().verify(Checkpoint.parse(line)).compared())
                .containsExactly(checkpoint.number());
    }
}
