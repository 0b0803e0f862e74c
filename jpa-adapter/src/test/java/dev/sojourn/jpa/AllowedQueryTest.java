package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Restriction;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.rights.ErasureGround;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaDelete;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AllowedQueryTest {

    private static final Purpose NEWSLETTER = Purpose.of("newsletter").on(LegalBasis.CONSENT);
    private static final Purpose HOSTING = Purpose.of("hosting").on(LegalBasis.CONTRACT);
    private static final DataSubject ONE = DataSubject.of("1");
    private static final DataSubject TWO = DataSubject.of("2");

    private final RecordedStatements statements = new RecordedStatements();
    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private Sojourn sojourn;
    private Sojourn withoutKey;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open(
                Map.of("jakarta.persistence.nonJtaDataSource", statements.watch(database.pool())), Reader.class);
        work = JpaUnitOfWork.of(unit);
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @BeforeEach
    void begin() {
        database.empty();
        database.execute("delete from Reader");
        Policy policy = Policy.builder("policy")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(
                        Party.named("AllAI").contact("contact@allai.example").country("RO"))
                .purposes(NEWSLETTER, HOSTING)
                .prohibit("sale", "we do not sell")
                .retainProof(Period.ofYears(3))
                .build();
        withoutKey = Sojourn.builder(policy).stores(JpaStores.of(work)).build();
        sojourn = Sojourn.builder(policy)
                .stores(JpaStores.of(work))
                .suppressionKey(new SecretKeySpec("a test's own key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                .build();
        work.run(em -> {
            for (long number = 1; number <= 3; number++) {
                Reader reader = new Reader();
                reader.id = number;
                reader.number = number;
                reader.small = (int) number;
                reader.reference = Long.toString(number);
                em.persist(reader);
            }
        });
    }

    private List<Long> allowed(Purpose purpose) {
        return work.call(em -> {
            // tag::query[]
            AllowedQuery.Fragment allowed = AllowedQuery.under(sojourn).jpql("r.id", Long.class, purpose);
            TypedQuery<Long> query =
                    em.createQuery("select r.id from Reader r where " + allowed.text() + " order by r.id", Long.class);
            allowed.bindTo(query);
            List<Long> readers = query.getResultList();
            // end::query[]
            return readers;
        });
    }

    private List<Long> found(AllowedQuery.Fragment allowed) {
        return work.call(em -> {
            TypedQuery<Long> query =
                    em.createQuery("select r.id from Reader r where " + allowed.text() + " order by r.id", Long.class);
            allowed.bindTo(query);
            return query.getResultList();
        });
    }

    @Test
    void isOneStatementForTheHostsQueryAndItsCount() {
        sojourn.consents().give(ONE, NEWSLETTER);
        sojourn.consents().give(TWO, NEWSLETTER);
        sojourn.consents().withdraw(TWO, NEWSLETTER);
        AllowedQuery.Fragment may = AllowedQuery.under(sojourn).jpql("r.id", Long.class, NEWSLETTER);
        assertThat(statements.taken()).isNotEmpty();
        work.run(em -> {
            TypedQuery<Long> count = em.createQuery("select count(r) from Reader r where " + may.text(), Long.class);
            may.bindTo(count);
            assertThat(count.getSingleResult()).isEqualTo(1L);
        });
        assertThat(statements.taken()).hasSize(1);
        assertThat(allowed(NEWSLETTER)).containsExactly(1L);
        assertThat(allowed(HOSTING)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void narrowsDeletesAndCountsOfTheCriteriaApi() {
        sojourn.restrictions()
                .restrict(
                        TWO,
                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                .reviewOn(LocalDate.of(2099, 1, 1)));
        work.run(em -> {
            CriteriaBuilder builder = em.getCriteriaBuilder();
            CriteriaQuery<Long> count = builder.createQuery(Long.class);
            Root<Reader> counted = count.from(Reader.class);
            count.select(builder.count(counted))
                    .where(AllowedQuery.under(sojourn).predicate(builder, count, counted.get("small"), HOSTING));
            assertThat(em.createQuery(count).getSingleResult()).isEqualTo(2L);
            CriteriaDelete<Reader> delete = builder.createCriteriaDelete(Reader.class);
            Root<Reader> gone = delete.from(Reader.class);
            delete.where(AllowedQuery.under(sojourn).predicate(builder, delete, gone.get("reference"), HOSTING));
            assertThat(em.createQuery(delete).executeUpdate()).isEqualTo(2);
        });
        assertThat(database.texts("select id from Reader")).containsExactly("2");
    }

    @Test
    void allowsNobodyForWhatIsProhibitedOrUnknown() {
        assertThat(allowed(Purpose.of("sale").on(LegalBasis.CONSENT))).isEmpty();
        assertThat(allowed(Purpose.of("nothing").on(LegalBasis.CONTRACT))).isEmpty();
    }

    @Test
    void refusesAnIdentifierThatCannotBeComparedInEveryDatabase() {
        AllowedQuery query = AllowedQuery.under(sojourn);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> query.jpql("r.id", UUID.class, NEWSLETTER))
                .withMessageContaining("java.util.UUID")
                .withMessageContaining("allowedAmong");
    }

    @Test
    void meetsAnErasedPersonWhoIsThereAgainOnceRecognised() {
        sojourn.consents().give(ONE, NEWSLETTER);
        sojourn.rights().erase(sojourn.rights().planErasure(ONE, ErasureGround.ACCOUNT_CLOSED));
        assertThat(sojourn.may(ONE, HOSTING)).isFalse();
        assertThat(sojourn.consents().recognise(Stream.of(ONE, TWO))).isEqualTo(1);
        assertThat(sojourn.may(ONE, HOSTING)).isFalse();
        assertThat(allowed(HOSTING)).containsExactly(2L, 3L);
        sojourn.consents().give(ONE, NEWSLETTER);
        assertThat(allowed(HOSTING)).containsExactly(1L, 2L, 3L);
        assertThat(sojourn.proof().verify().breaches()).isEmpty();
    }

    @Test
    void asksAboutErasedPeopleOnlyWhereTheyAreKnownAgain() {
        sojourn.consents().give(ONE, NEWSLETTER);
        sojourn.consents().refuse(TWO, NEWSLETTER);
        for (Purpose purpose : List.of(NEWSLETTER, HOSTING)) {
            AllowedQuery.Fragment with = AllowedQuery.under(sojourn).jpql("r.id", Long.class, purpose);
            AllowedQuery.Fragment without = AllowedQuery.under(withoutKey).jpql("r.id", Long.class, purpose);
            assertThat(with.text()).contains("SojournSuppression");
            assertThat(without.text()).doesNotContain("SojournSuppression");
            assertThat(found(without)).isEqualTo(found(with));
        }
    }

    @Test
    void takesNoNumberForATextThatIsWrittenOtherwise() {
        sojourn.consents().give(DataSubject.of("001"), NEWSLETTER);
        sojourn.consents().give(DataSubject.of("+2"), NEWSLETTER);
        assertThat(allowed(NEWSLETTER)).isEmpty();
        assertThat(NumericId.of("9223372036854775807")).contains(Long.MAX_VALUE);
        assertThat(NumericId.of("9223372036854775808")).isEmpty();
        assertThat(NumericId.of("-7")).contains(-7L);
        assertThat(NumericId.of("")).isEmpty();
    }
}
