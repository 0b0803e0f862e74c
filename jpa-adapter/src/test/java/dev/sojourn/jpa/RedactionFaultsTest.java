package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.annotation.Redact;
import dev.sojourn.annotation.Redact.To;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.BindingCheck;
import dev.sojourn.retention.DataModel;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.Check;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedactionFaultsTest {

    private List<Fault> faults;

    @BeforeAll
    void collect() {
        try (TestDatabase database = TestDatabase.h2();
                EntityManagerFactory unit = database.open(
                        Map.of("hibernate.hbm2ddl.auto", "none"),
                        Wrong.class,
                        Frozen.class,
                        Unreached.class,
                        Sound.class)) {
            DataModel model = JpaStores.of(JpaUnitOfWork.of(unit)).data(policy());
            faults = new ArrayList<>(model.faults());
            faults.addAll(BindingCheck.faults(policy(), model.stores(), Set.of()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Wrong.id | id, version or tenant | remove @Redact",
                "Wrong.day | starts a period | another attribute",
                "Wrong.person | names the row's subject | then(ANONYMISE)",
                "Wrong.count | may not be | make attribute and column nullable",
                "Wrong.required | may not be | make attribute and column nullable",
                "Wrong.handle | is unique | PLACEHOLDER",
                "Wrong.badge | is unique | PLACEHOLDER",
                "Wrong.initial | has 2 characters, and its redacted value takes 7 | make the column longer",
                "Wrong.mail | has 20 characters | make the column longer",
                "Wrong.grade | check constraint | redact it to null",
                "Wrong.secret | no query can tell | marker =",
                "Wrong.moment | no query can tell | marker =",
                "Wrong.byHost | 'scramble', which nobody registered | JpaStores.redaction",
                "Wrong.unmarked | names 'nothing' as its marker | add one: boolean nothing",
                "Wrong.age | which is no Integer | write a value of the attribute's type",
                "Wrong.step | in steps of 1 | 2 or more",
                "Wrong.address | cannot be redacted to NETWORK | use it on a String",
                "Wrong.friend | which is no Sound | or @Redact(NULL)",
                "Wrong.tags | is a collection | under a rule that deletes",
                "Wrong.superfluous | says step, which its redaction does not use | leave step out",
                "Wrong.lonely | nothing says what becomes of its value | add @Redact(NULL)",
                "Wrong.inline | written inline that would DELETE | write then = REDACT",
                "Wrong.deleted under rule 'gone' | cannot DELETE rows | choose one of [REDACT]",
                "Frozen | is @Immutable | remove @Immutable",
                "Frozen.changed | is a version that is no number | make it an int",
                "Unreached.name | is never redacted | add @Retained to the attribute",
            })
    void namesTheElementTheProblemAndTheMend(String element, String problem, String mend) {
        assertThat(faults.stream().filter(fault -> fault.element().equals(element)))
                .as("%s in %s", element, faults)
                .anySatisfy(fault -> {
                    assertThat(fault.problem()).contains(problem);
                    assertThat(fault.mend()).contains(mend);
                });
    }

    @Test
    void findsNoneWhereThereIsNone() {
        assertThat(faults).noneMatch(fault -> fault.element().startsWith("Sound"));
    }

    private static Policy policy() {
        Purpose service = Purpose.of("service").on(LegalBasis.CONTRACT);
        return Policy.builder("faults")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Host").contact("desk@host.example").country("RO"))
                .purposes(service)
                .retain(rule("kept", service))
                .retain(rule("fading", service).then(Disposition.REDACT))
                .retain(rule("gone", service))
                .build();
    }

    private static RetentionRule rule(String id, Purpose purpose) {
        return RetentionRule.atMost(id, Period.ofMonths(6)).serving(purpose).because("section 1");
    }

    /** Shows only what is not said here. */
    @Converter
    public static class Hiding implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String value) {
            return "x" + value;
        }

        @Override
        public String convertToEntityAttribute(String value) {
            return value.substring(1);
        }
    }

    @Entity(name = "Wrong")
    @Table(uniqueConstraints = @UniqueConstraint(columnNames = {"day", "badge"}))
    @Retained(rule = "kept", from = "day")
    @Retained(rule = "fading", from = "day")
    static class Wrong {
        @Id
        @Redact(To.NULL)
        Long id = 0L;

        @Redact(To.FIRST_OF_YEAR)
        @Nullable
        LocalDate day;

        @SubjectRef
        @Redact(To.NULL)
        @Nullable
        String person;

        @Redact(To.NULL)
        int count;

        @Redact(To.NULL)
        @Column(nullable = false)
        String required = "";

        @Redact(value = To.CONSTANT, constant = "x")
        @Column(unique = true)
        @Nullable
        String handle;

        @Redact(value = To.CONSTANT, constant = "x")
        @Nullable
        String badge;

        @Redact(value = To.CONSTANT, constant = "removed")
        @Column(length = 2)
        @Nullable
        String initial;

        @Redact(To.PLACEHOLDER)
        @Column(length = 20)
        @Nullable
        String mail;

        @Redact(value = To.STEP, step = 5)
        @Check(constraints = "grade > 3")
        int grade;

        @Redact(value = To.CONSTANT, constant = "x")
        @Convert(converter = Hiding.class)
        @Nullable
        String secret;

        @Redact(To.FIRST_OF_YEAR)
        @Nullable
        Instant moment;

        @Redact(value = To.HOST, by = "scramble")
        @Nullable
        String byHost;

        @Redact(value = To.CONSTANT, constant = "x", marker = "nothing")
        @Nullable
        String unmarked;

        @Redact(value = To.CONSTANT, constant = "old")
        int age;

        @Redact(value = To.STEP, step = 1)
        int step;

        @Redact(To.NETWORK)
        long address;

        @Redact(value = To.CONSTANT, constant = "x")
        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Sound friend;

        @Redact(To.NULL)
        @ElementCollection
        Set<String> tags = new HashSet<>();

        @Redact(value = To.NULL, step = 3)
        @Nullable
        String superfluous;

        @Retained(rule = "fading", from = "day")
        @Nullable
        String lonely;

        @Redact(To.NULL)
        @Retained(atMost = "P1D", from = "day")
        @Nullable
        String inline;

        @Redact(To.NULL)
        @Retained(rule = "gone", from = "day")
        @Nullable
        String deleted;
    }

    @Entity(name = "Frozen")
    @Immutable
    @Retained(rule = "fading", from = "day")
    static class Frozen {
        @Id
        Long id = 0L;

        @Version
        @Nullable
        LocalDateTime changed;

        @Nullable
        LocalDate day;

        @Redact(To.NULL)
        @Nullable
        String name;
    }

    @Entity(name = "Unreached")
    @Retained(rule = "kept", from = "day")
    static class Unreached {
        @Id
        Long id = 0L;

        @Nullable
        LocalDate day;

        @Redact(To.NULL)
        @Nullable
        String name;
    }

    @Entity(name = "Sound")
    @Retained(rule = "fading", from = "day")
    static class Sound {
        @Id
        Long id = 0L;

        @Nullable
        LocalDate day;

        @Redact(To.NULL)
        @Nullable
        String name;

        @Redact(value = To.CONSTANT, constant = "x", marker = "hidden")
        @Convert(converter = Hiding.class)
        @Nullable
        String secret;

        @Redact(To.NETWORK)
        @Column(length = 15)
        @Nullable
        String ip;

        boolean hidden;
    }
}
