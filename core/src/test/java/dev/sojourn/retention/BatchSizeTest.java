package dev.sojourn.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {

    private static final SweepPace FULL = SweepPace.full();

    @Test
    void growsTwofoldAtMostWhileBatchesAreQuickAndStaysBelowWhatTheHostAllows() {
        BatchSize size = new BatchSize(1_800, FULL);
        assertThat(size.rows()).isEqualTo(500);
        size.took(500, Duration.ofMillis(10).toNanos());
        assertThat(size.rows()).isEqualTo(1_000);
        size.took(1_000, Duration.ofMillis(10).toNanos());
        assertThat(size.rows()).isEqualTo(1_800);
    }

    @Test
    void takesWhatFitsIntoTheTimeAimedAt() {
        BatchSize size = new BatchSize(5_000, FULL);
        size.took(500, Duration.ofMillis(100).toNanos());
        assertThat(size.rows()).isEqualTo(750);
        size.took(750, Duration.ofMillis(1_500).toNanos());
        assertThat(size.rows()).isEqualTo(BatchSize.LEAST);
    }

    @Test
    void isWhatTheHostSaysWhereThatIsLittle() {
        BatchSize size = new BatchSize(4, FULL);
        assertThat(size.rows()).isEqualTo(4);
        size.took(4, Duration.ofSeconds(60).toNanos());
        assertThat(size.rows()).isEqualTo(4);
    }

    @Test
    void takesNoMoreAtOnceThanThePaceAllowsInASecond() {
        BatchSize slow = new BatchSize(5_000, FULL.rowsPerSecond(600));
        slow.took(500, 1);
        assertThat(slow.rows()).isEqualTo(600);
    }

    @Test
    void learnsNothingFromARemainder() {
        BatchSize size = new BatchSize(5_000, FULL);
        size.took(3, Duration.ofMillis(1).toNanos());
        assertThat(size.rows()).isEqualTo(500);
    }
}
