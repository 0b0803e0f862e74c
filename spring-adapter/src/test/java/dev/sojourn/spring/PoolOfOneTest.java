package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Purpose;
import dev.sojourn.spring.pool.PostOffice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;

/** Guarded requests where the pool has one connection: a check that waited for a second one would wait for itself. */
@SpringBootTest(
        classes = PostOffice.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.location=classpath:quickstart.yml",
            "spring.datasource.url=jdbc:h2:mem:pool;DB_CLOSE_DELAY=-1",
            "spring.datasource.hikari.maximum-pool-size=1",
            "spring.datasource.hikari.connection-timeout=30000",
            "spring.jpa.open-in-view=true"
        })
class PoolOfOneTest {

    private static final int AT_ONCE = 6;

    @Autowired
    private Environment environment;

    @Autowired
    private Sojourn sojourn;

    private Http http;
    private Purpose newsletter;

    @BeforeEach
    void open() {
        http = new Http(environment);
        newsletter = sojourn.policy().purpose("newsletter").orElseThrow();
    }

    @Test
    void asksInsideATransactionOutsideOneAndInAnOpenView() throws Exception {
        for (String path : new String[] {"/inside/", "/outside/", "/view/"}) {
            String who = "reader-of" + path.replace('/', '-');
            assertThat(status(path, who)).as(path).isEqualTo(403);
            sojourn.consents().give(DataSubject.of(who), newsletter);
            assertThat(status(path, who)).as(path).isEqualTo(200);
        }
    }

    @Test
    void deniesInTheTransactionThatWithdrewAndKeepsNothingOfIt() throws Exception {
        DataSubject reader = DataSubject.of("reader-withdrawing");
        sojourn.consents().give(reader, newsletter);
        assertThat(status("/withdrawing/", reader.id())).isEqualTo(403);
        assertThat(sojourn.consents().history(reader)).hasSize(1);
        assertThat(sojourn.may(reader, newsletter)).isTrue();
    }

    @Test
    void letsManyRequestsAtOnceThroughOneConnection() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Integer>> requests = new ArrayList<>();
            for (int i = 0; i < AT_ONCE * 4; i++) {
                String who = "reader-" + i;
                String path = i % 2 == 0 ? "/inside/" : "/view/";
                sojourn.consents().give(DataSubject.of(who), newsletter);
                requests.add(pool.submit(() -> status(path, who)));
            }
            for (Future<Integer> request : requests) {
                assertThat(request.get(60, TimeUnit.SECONDS)).isEqualTo(200);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private int status(String path, String who) throws Exception {
        return http.get(path + who).statusCode();
    }
}
