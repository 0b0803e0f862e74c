package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Redact;
import dev.sojourn.annotation.Redact.To;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.HostRedaction;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a row must lose, and what must let go of it, before it is nobody's. */
class AnonymityTest {

    @Test
    void cutsEveryWayBetweenTheRowAndAPerson() {
        try (TestDatabase database = TestDatabase.h2();
                EntityManagerFactory unit = database.open(Patron.class, Branch.class, Loan.class, Fine.class)) {
            JpaUnitOfWork work = JpaUnitOfWork.of(unit);
            Sojourn sojourn = Sojourn.builder(policy())
                    .stores(JpaStores.of(work))
                    .clock(HandMovedClock.at("2026-06-01T09:00", "Europe/Bucharest"))
                    .build();
            work.run(entityManager -> {
                Patron patron = new Patron();
                patron.id = 7L;
                entityManager.persist(patron);
                Branch branch = new Branch();
                branch.id = 3L;
                entityManager.persist(branch);
                for (long id = 1; id <= 2; id++) {
                    Loan loan = new Loan();
                    loan.id = id;
                    loan.patron = patron;
                    loan.branch = branch;
                    loan.clerk = "clerk-4";
                    loan.note = "for patron 7";
                    loan.day = id == 1 ? LocalDate.of(2024, 1, 1) : LocalDate.of(2026, 5, 1);
                    entityManager.persist(loan);
                    Fine fine = new Fine();
                    fine.id = id;
                    fine.payer = "7";
                    fine.loan = loan;
                    entityManager.persist(fine);
                }
            });

            SweepPlan plan = sojourn.retention().preview();
            assertThat(plan.due()).isEqualTo(1);
            SweepReport report = sojourn.retention().sweep(plan);

            assertThat(report.failures()).isEmpty();
            assertThat(report.steps())
                    .filteredOn(step -> step.gone() > 0)
                    .singleElement()
                    .satisfies(step ->
                            assertThat(step.disposed()).isEqualTo(Map.of("Loan", 1L, "Fine.loan unlinked", 1L)));
            assertThat(database.texts("select patron_id from Loan order by id")).containsExactly(null, "7");
            assertThat(database.texts("select branch_id from Loan order by id")).containsExactly("3", "3");
            assertThat(database.texts("select clerk from Loan order by id")).containsExactly("somebody", "clerk-4");
            assertThat(database.texts("select note from Loan order by id")).containsExactly(null, "for patron 7");
            assertThat(database.texts("select loan_id from Fine order by id")).containsExactly(null, "2");
            assertThat(sojourn.retention().preview().due()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bad.person | names a person and says no way | @NotPersonal",
                "Bad.required | counts as personal and says no way | nullable",
                "Bad.count | counts as personal and says no way | @Redact",
                "Bad.id | is personal | attribute of its own",
                "Bad.day | is personal | attribute of its own",
                "Bad.token | pseudonym | then(REDACT)",
                "Bad.number | may be somebody else's | @Redact(NULL)",
                "Bad.marks | is a collection | let the rule delete",
                "Bad.innocent | leads to Patron | remove @NotPersonal",
                "BadPart.whole | ties BadPart to rows of Bad | @NotPersonal",
                "BadNote.about | would lead back to the person | UNLINK",
            })
    void refusesWhatWouldNotBeAnonymous(String element, String problem, String mend) {
        List<Fault> faults = new ArrayList<>();
        try (TestDatabase database = TestDatabase.h2();
                EntityManagerFactory unit = database.open(
                        Map.of("hibernate.hbm2ddl.auto", "none"),
                        Patron.class,
                        Branch.class,
                        Loan.class,
                        Fine.class,
                        Bad.class,
                        BadPart.class,
                        BadNote.class)) {
            faults.addAll(JpaStores.of(JpaUnitOfWork.of(unit))
                    .redaction("token", new HostRedaction() {
                        @Override
                        public Object replace(Object value) {
                            return Integer.toHexString(value.hashCode());
                        }

                        @Override
                        public boolean isTraceable() {
                            return true;
                        }
                    })
                    .data(policy())
                    .faults());
        }
        assertThat(faults.stream().filter(fault -> fault.element().equals(element)))
                .as("%s in %s", element, faults)
                .anySatisfy(fault -> {
                    assertThat(fault.problem()).contains(problem);
                    assertThat(fault.mend()).contains(mend);
                });
        assertThat(faults).noneMatch(fault -> fault.element().startsWith("Loan"));
    }

    private static Policy policy() {
        Purpose service = Purpose.of("service").on(LegalBasis.CONTRACT);
        return Policy.builder("A library")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(
                        Party.named("A library").contact("desk@library.example").country("RO"))
                .purposes(service)
                .retain(RetentionRule.atMost("loan", Period.ofMonths(6))
                        .serving(service)
                        .then(Disposition.ANONYMISE)
                        .because("loans are counted"))
                .build();
    }

    @Entity(name = "Patron")
    static class Patron {
        @Id
        @SubjectRef
        Long id = 0L;
    }

    @Entity(name = "Branch")
    static class Branch {
        @Id
        Long id = 0L;
    }

    @Entity(name = "Loan")
    @Retained(rule = "loan", from = "day")
    static class Loan {
        @Id
        Long id = 0L;

        @SubjectRef
        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        @Nullable
        Patron patron;

        @NotPersonal(because = "a house")
        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Branch branch;

        @SubjectRef(kind = "staff", mentioned = true, replacement = "somebody")
        @Column(nullable = false)
        String clerk = "";

        @Nullable
        String note;

        @Column(name = "loaned_on")
        @Nullable
        LocalDate day;
    }

    @Entity(name = "Fine")
    static class Fine {
        @Id
        Long id = 0L;

        @SubjectRef
        String payer = "";

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.UNLINK)
        @Nullable
        Loan loan;
    }

    @Entity(name = "Bad")
    @Retained(rule = "loan", from = "day")
    static class Bad {
        @Id
        @PersonalData
        Long id = 0L;

        @SubjectRef
        @Column(nullable = false)
        String person = "";

        @SubjectRef(kind = "number")
        @Redact(value = To.STEP, step = 10)
        int number;

        @PersonalData
        @Nullable
        LocalDate day;

        @Column(nullable = false)
        String required = "";

        int count;

        @Redact(value = To.HOST, by = "token", marker = "done")
        @Nullable
        String token;

        boolean done;

        @ElementCollection
        Set<String> marks = new HashSet<>();

        @NotPersonal(because = "so it is thought")
        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        @Nullable
        Patron innocent;

        @OneToMany(mappedBy = "whole", cascade = CascadeType.REMOVE)
        Set<BadPart> parts = new HashSet<>();
    }

    @Entity(name = "BadPart")
    static class BadPart {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Bad whole;
    }

    @Entity(name = "BadNote")
    static class BadNote {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        @Nullable
        Bad about;
    }
}
