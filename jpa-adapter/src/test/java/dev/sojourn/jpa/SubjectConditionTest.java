package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.policy.DataSubject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubjectConditionTest {

    @Test
    void groupsIdsByTenantAndKind() {
        SubjectCondition condition = new SubjectCondition(
                "s", List.of(DataSubject.of("1"), DataSubject.of("2").in("acme"), DataSubject.of("3")), "before");
        assertThat(condition.sql())
                .isEqualTo("((s.tenant = ?2 and s.kind = ?3 and s.subject_id in (?4, ?5))"
                        + " or (s.tenant = ?6 and s.kind = ?7 and s.subject_id in (?8)))");
        assertThat(condition.parameters()).containsExactly("before", "", "", "1", "3", "acme", "", "2");
    }

    @Test
    void fillsListsUpSoThatStatementsRepeat() {
        assertThat(new SubjectCondition("s", subjects(5)).sql())
                .isEqualTo(new SubjectCondition("s", subjects(8)).sql())
                .isNotEqualTo(new SubjectCondition("s", subjects(9)).sql());
        assertThat(new SubjectCondition("s", subjects(1_000)).parameters()).hasSize(1_026);
    }

    @Test
    void takesAListAsOneParameterWhereTheDatabaseDoes() {
        Dialect dialect = Dialect.of("PostgreSQL").orElseThrow();
        SubjectCondition condition = new SubjectCondition(
                dialect,
                "s",
                List.of(
                        DataSubject.of("1"),
                        DataSubject.of("a\"b\\c, d"),
                        DataSubject.of("2").in("acme")));
        assertThat(condition.sql())
                .isEqualTo("((s.tenant = ?1 and s.kind = ?2 and s.subject_id = any(cast(?3 as varchar[])))"
                        + " or (s.tenant = ?4 and s.kind = ?5 and s.subject_id = any(cast(?6 as varchar[]))))");
        assertThat(condition.parameters()).containsExactly("", "", "{\"1\",\"a\\\"b\\\\c, d\"}", "acme", "", "{\"2\"}");
        assertThat(new SubjectCondition(Dialect.of("H2").orElseThrow(), "s", subjects(3)).sql())
                .isEqualTo(new SubjectCondition("s", subjects(3)).sql());
    }

    @Test
    void takesSubjectsOfManyTenantsAsThreeParametersWhereTheDatabaseDoes() {
        List<DataSubject> some = IntStream.range(0, 5)
                .mapToObj(number -> DataSubject.of("u-" + number).in("t-" + number))
                .toList();
        SubjectCondition condition =
                new SubjectCondition(Dialect.of("PostgreSQL").orElseThrow(), "s", some);
        assertThat(condition.sql())
                .isEqualTo("(s.tenant, s.kind, s.subject_id) in (select * from unnest(cast(?1 as varchar[]),"
                        + " cast(?2 as varchar[]), cast(?3 as varchar[])))");
        assertThat(condition.parameters())
                .containsExactly(
                        "{\"t-0\",\"t-1\",\"t-2\",\"t-3\",\"t-4\"}",
                        "{\"\",\"\",\"\",\"\",\"\"}",
                        "{\"u-0\",\"u-1\",\"u-2\",\"u-3\",\"u-4\"}");
        assertThat(new SubjectCondition(Dialect.of("H2").orElseThrow(), "s", some).sql())
                .isEqualTo(new SubjectCondition("s", some).sql());
    }

    @Test
    void isNeverTrueOfNobody() {
        assertThat(new SubjectCondition("s", List.of()).sql()).isEqualTo("1 = 0");
    }

    private static List<DataSubject> subjects(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> DataSubject.of("u-" + number))
                .toList();
    }
}
