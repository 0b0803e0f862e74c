package dev.sojourn.jpa;

import dev.sojourn.Sojourn;
import dev.sojourn.Stores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Purpose;
import dev.sojourn.testkit.AgreementContract;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Query;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Queries over rows of the host's find whom the gate allows: in both languages, by texts and by numbers, and counted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgreementTest extends AgreementContract {

    private TestDatabase database;
    private EntityManagerFactory unit;
    private JpaUnitOfWork work;
    private Stores stores;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open(Reader.class);
        work = JpaUnitOfWork.of(unit);
        stores = JpaStores.of(work);
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @Override
    protected Stores stores() {
        database.empty();
        database.execute("delete from Reader");
        return stores;
    }

    @Override
    protected void met(List<DataSubject> people) {
        work.run(em -> {
            for (DataSubject one : people) {
                Reader reader = new Reader();
                reader.id = (long) people.indexOf(one);
                reader.reference = one.id();
                reader.number = NumericId.of(one.id()).orElse(-1L);
                reader.small = reader.number.intValue();
                reader.kind = one.kind();
                reader.tenant = one.tenant();
                em.persist(reader);
            }
        });
    }

    @Override
    protected List<Set<DataSubject>> queried(Sojourn sojourn, Purpose purpose, List<DataSubject> people) {
        List<Set<DataSubject>> answers = new ArrayList<>();
        Set<String> kinds = people.stream().map(DataSubject::kind).collect(Collectors.toSet());
        for (String id : List.of("reference", "number", "small")) {
            Set<DataSubject> byCriteria = new HashSet<>();
            Set<DataSubject> byText = new HashSet<>();
            for (String kind : kinds) {
                AllowedQuery allowed = AllowedQuery.under(sojourn).as(kind);
                work.run(em -> {
                    List<Reader> found = criteria(em, allowed, kind, id, purpose);
                    found.forEach(reader -> byCriteria.add(subject(reader)));
                    byText.addAll(jpql(em, allowed, kind, id, purpose, found.size()));
                });
            }
            answers.add(byCriteria);
            answers.add(byText);
        }
        answers.add(ofOneTenant(sojourn, purpose, kinds, people));
        return answers;
    }

    private static List<Reader> criteria(
            EntityManager em, AllowedQuery allowed, String kind, String id, Purpose purpose) {
        CriteriaBuilder builder = em.getCriteriaBuilder();
        CriteriaQuery<Reader> query = builder.createQuery(Reader.class);
        Root<Reader> reader = query.from(Reader.class);
        Predicate may = allowed.predicate(builder, query, reader.get(id), path(reader), purpose);
        query.select(reader).where(builder.equal(reader.get("kind"), kind), may);
        return em.createQuery(query).getResultList();
    }

    private static Path<String> path(Root<Reader> reader) {
        return reader.get("tenant");
    }

    private static Set<DataSubject> jpql(
            EntityManager em, AllowedQuery allowed, String kind, String id, Purpose purpose, long counted) {
        Class<?> type = id.equals("reference") ? String.class : id.equals("number") ? Long.class : Integer.class;
        AllowedQuery.Fragment may = allowed.jpql("r." + id, type, "r.tenant", purpose);
        String where = " from Reader r where r.kind = :kind and " + may.text();
        Query count = em.createQuery("select count(r)" + where).setParameter("kind", kind);
        may.bindTo(count);
        if (((Number) count.getSingleResult()).longValue() != counted) {
            throw new AssertionError("the count of " + kind + " for " + purpose + " is another one: " + may.text());
        }
        Query query = em.createQuery("select r" + where).setParameter("kind", kind);
        may.bindTo(query);
        List<?> found = query.getResultList();
        return found.stream()
                .map(Reader.class::cast)
                .map(AgreementTest::subject)
                .collect(Collectors.toSet());
    }

    private Set<DataSubject> ofOneTenant(
            Sojourn sojourn, Purpose purpose, Set<String> kinds, List<DataSubject> people) {
        Set<DataSubject> answer = new HashSet<>();
        Set<String> tenants = people.stream().map(DataSubject::tenant).collect(Collectors.toSet());
        for (String kind : kinds) {
            for (String tenant : tenants) {
                AllowedQuery allowed = AllowedQuery.under(sojourn).as(kind).in(tenant);
                work.run(em -> {
                    AllowedQuery.Fragment may = allowed.jpql("r.reference", String.class, purpose);
                    Query query = em.createQuery(
                                    "select r from Reader r where r.kind = :kind and r.tenant = :tenant and "
                                            + may.text())
                            .setParameter("kind", kind)
                            .setParameter("tenant", tenant);
                    may.bindTo(query);
                    List<?> found = query.getResultList();
                    found.forEach(reader -> answer.add(subject((Reader) reader)));
                });
            }
        }
        return answer;
    }

    private static DataSubject subject(Reader reader) {
        return DataSubject.of(reader.reference).as(reader.kind).in(reader.tenant);
    }
}
