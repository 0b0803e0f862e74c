package dev.sojourn.processing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sojourn.ledger.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ReadFailuresTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(ProcessingGate.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong(17);
    private final ReadFailures failures = new ReadFailures(nanos::get);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void tellsOfTheFirstAtOnceAndOfTheOthersOnceAMinuteWithTheirCount() {
        failures.add(new StoreException("could not read sojourn_state", new IllegalStateException("Ada"), false));
        for (int i = 0; i < 1_000; i++) {
            nanos.addAndGet(Duration.ofMillis(59).toNanos());
            failures.add(new IllegalStateException("Ada"));
        }
        assertThat(lines.list).as("an outage of a minute").hasSize(1);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        failures.add(new IllegalStateException("Ada"));
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "1 checks could not read the store and are denied unless their purpose does without, the last:"
                                + " dev.sojourn.ledger.StoreException: could not read sojourn_state",
                        "1001 checks could not read the store and are denied unless their purpose does without, the"
                                + " last: java.lang.IllegalStateException");
    }
}
