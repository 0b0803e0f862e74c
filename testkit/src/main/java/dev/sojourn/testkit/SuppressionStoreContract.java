package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Stores;
import dev.sojourn.consent.Suppression;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link dev.sojourn.consent.SuppressionStore} must do; a store's own test extends it. */
public abstract class SuppressionStoreContract {

    private static final Instant MAY = Instant.parse("2026-05-01T10:00:00.123456Z");
    private static final Suppression NO = new Suppression("d1", "newsletter", "", true, MAY);
    private static final Suppression SCOPED = new Suppression("d1", "newsletter", "channel=voice", false, MAY);
    private static final Suppression MARK = Suppression.erasure("d1", MAY);
    private static final Suppression OTHER = new Suppression("d2", "newsletter", "", false, MAY);

    private Stores stores;

    /** For subclasses. */
    protected SuppressionStoreContract() {}

    /**
     * The stores under test.
     *
     * @return stores in which nothing is suppressed
     */
    protected abstract Stores stores();

    @BeforeEach
    void takeStores() {
        stores = stores();
    }

    private void put(Suppression... all) {
        stores.work().run(() -> {
            List.of(all).forEach(stores.suppressions()::put);
            return all;
        });
    }

    private List<Suppression> among(String... digests) {
        return stores.work().run(() -> stores.suppressions().among(List.of(digests)));
    }

    @Test
    void keepsWhatItWasGivenByDigestPurposeAndScope() {
        put(NO, SCOPED, MARK, OTHER);
        assertThat(among("d1")).containsExactlyInAnyOrder(NO, SCOPED, MARK);
        assertThat(among("d1", "d2", "d3")).containsExactlyInAnyOrder(NO, SCOPED, MARK, OTHER);
        assertThat(among("d3")).isEmpty();
        assertThat(among()).isEmpty();
    }

    @Test
    void replacesWhatAnswersTheSame() {
        Suppression later = new Suppression("d1", "newsletter", "", false, MAY.plusSeconds(1));
        put(NO);
        put(later);
        assertThat(among("d1")).containsExactly(later);
    }

    @Test
    void forgetsOneAndSaysWhetherItWasThere() {
        put(NO, SCOPED);
        assertThat(stores.work().run(() -> stores.suppressions().remove("d1", "newsletter", "")))
                .isTrue();
        assertThat(stores.work().run(() -> stores.suppressions().remove("d1", "newsletter", "")))
                .isFalse();
        assertThat(among("d1")).containsExactly(SCOPED);
    }

    @Test
    void keepsNothingOfAUnitThatRolledBack() {
        put(NO);
        assertThatThrownBy(() -> stores.work().run(() -> {
                    stores.suppressions().put(SCOPED);
                    stores.suppressions().remove("d1", "newsletter", "");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(among("d1")).containsExactly(NO);
    }

    @Test
    void answersAboutAThousandAtOnce() {
        put(NO, OTHER);
        String[] digests =
                IntStream.range(0, 1_000).mapToObj(number -> "d" + number).toArray(String[]::new);
        assertThat(among(digests)).containsExactlyInAnyOrder(NO, OTHER);
    }
}
