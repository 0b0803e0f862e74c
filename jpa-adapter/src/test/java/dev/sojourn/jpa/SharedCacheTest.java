package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes, each with a shared cache of its own, over one database. */
class SharedCacheTest {

    private TestDatabase database;
    private EntityManagerFactory sweeping;
    private EntityManagerFactory caching;
    private Sojourn sweeper;
    private Sojourn other;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeEach
    void open() {
        database = database();
        sweeping = database.open(Hotel.ENTITIES);
        caching = database.open(
                Map.of(
                        "hibernate.cache.region.factory_class",
                        MapCaches.class.getName(),
                        "jakarta.persistence.sharedCache.mode",
                        "DISABLE_SELECTIVE"),
                Hotel.ENTITIES);
        sweeper = node(sweeping).build();
        other = node(caching).followingByHand(Duration.ofSeconds(1)).build();
        poll();
        JpaUnitOfWork.of(sweeping).run(em -> {
            for (long id = 1; id <= 2; id++) {
                Hotel.Guest guest = new Hotel.Guest();
                guest.id = id;
                guest.login = "g" + id;
                guest.lastSeen = Instant.parse(id == 1 ? "2024-01-01T00:00:00Z" : "2026-01-01T00:00:00Z");
                em.persist(guest);
                Hotel.Parcel parcel = new Hotel.Parcel();
                parcel.id = id;
                parcel.addressee = guest;
                em.persist(parcel);
            }
            Hotel.Badge badge = new Hotel.Badge();
            badge.id = 1L;
            em.persist(badge);
        });
        JpaUnitOfWork.of(caching).run(em -> {
            for (long id = 1; id <= 2; id++) {
                assertThat(em.find(Hotel.Guest.class, id)).isNotNull();
                assertThat(em.find(Hotel.Parcel.class, id)).isNotNull();
            }
            assertThat(em.find(Hotel.Badge.class, 1L)).isNotNull();
        });
    }

    @AfterEach
    void close() {
        sweeping.close();
        caching.close();
        database.close();
    }

    @Test
    void servesNoRowThatAnotherNodeSweptOnceTheFeedWasRead() {
        sweeper.retention().sweep(sweeper.retention().preview());
        assertThat(database.texts("select id from Guest")).containsExactly("2");
        assertThat(caching.getCache().contains(Hotel.Guest.class, 1L)).isTrue();
        poll();
        assertThat(caching.getCache().contains(Hotel.Guest.class, 1L)).isFalse();
        assertThat(caching.getCache().contains(Hotel.Parcel.class, 1L)).isFalse();
        assertThat(caching.getCache().contains(Hotel.Badge.class, 1L)).isTrue();
        JpaUnitOfWork.of(caching).run(em -> {
            assertThat(em.find(Hotel.Guest.class, 1L)).isNull();
            assertThat(em.find(Hotel.Parcel.class, 1L).addressee).isNull();
            assertThat(em.find(Hotel.Guest.class, 2L)).isNotNull();
        });
    }

    @Test
    void servesNoRowThatWentWithAnErasure() {
        DataSubject guest = DataSubject.of("g2").as("guest");
        sweeper.rights().erase(sweeper.rights().planErasure(guest, ErasureGround.ACCOUNT_CLOSED));
        assertThat(database.texts("select id from Guest")).containsExactly("1");
        assertThat(caching.getCache().contains(Hotel.Guest.class, 2L)).isTrue();
        poll();
        assertThat(caching.getCache().contains(Hotel.Guest.class, 2L)).isFalse();
    }

    @Test
    void servesNoRowPutBackByATransactionThatHadReadItJustBefore() {
        MapCaches caches = (MapCaches)
                caching.unwrap(SessionFactoryImplementor.class).getCache().getRegionFactory();
        Map<String, Map<Object, Object>> before = caches.entries();
        sweeper.retention().sweep(sweeper.retention().preview());
        poll();
        caches.putBack(before);
        assertThat(caching.getCache().contains(Hotel.Guest.class, 1L)).isTrue();
        poll();
        assertThat(caching.getCache().contains(Hotel.Guest.class, 1L)).isFalse();
    }

    @Test
    void emptiesTheCacheForADisposalThatNobodyCanRead() {
        database.execute(
                "insert into sojourn_ledger (chain, entry_number, entry_kind, recorded_at, body, previous_hash,"
                        + " hash) values ('RUN:x', 1, 'BATCH_DISPOSED', '2026-01-01 00:00:00', 'no facts at all', '', '')");
        poll();
        assertThat(caching.getCache().contains(Hotel.Guest.class, 2L)).isFalse();
        assertThat(caching.getCache().contains(Hotel.Badge.class, 1L)).isFalse();
    }

    private static Sojourn.Builder node(EntityManagerFactory unit) {
        return Sojourn.builder(Hotel.policy())
                .stores(JpaStores.of(JpaUnitOfWork.of(unit)))
                .clock(HandMovedClock.at(Instant.parse("2026-01-15T10:00:00Z")));
    }

    private void poll() {
        assertThat(other.follower().orElseThrow().poll()).isTrue();
    }
}
