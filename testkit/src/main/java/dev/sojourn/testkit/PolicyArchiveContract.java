package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Stores;
import dev.sojourn.ledger.PolicyArchive.PolicyText;
import dev.sojourn.policy.Notice;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link dev.sojourn.ledger.PolicyArchive} must do; a store's own test extends it. */
public abstract class PolicyArchiveContract {

    private static final Notice FORM =
            Notice.of("form", "1", "We write\nto you: \u20ac, \ud83c\udf0d.", LocalDate.of(2026, 1, 1));
    private static final PolicyText TEXT = new PolicyText("d1", "a policy", "1", "line\n".repeat(10_000));

    private Stores stores;

    /** For subclasses. */
    protected PolicyArchiveContract() {}

    /**
     * The stores under test.
     *
     * @return stores in which no policy is kept
     */
    protected abstract Stores stores();

    @BeforeEach
    void takeStores() {
        stores = stores();
    }

    private void keep(PolicyText text, List<Notice> notices) {
        stores.work().run(() -> {
            stores.archive().keep(text, notices);
            return text;
        });
    }

    @Test
    void keepsAPolicyAndItsNoticesToTheLetter() {
        keep(TEXT, List.of(FORM, FORM.inLanguage("ro")));
        assertThat(stores.work().run(() -> stores.archive().policy("d1"))).contains(TEXT);
        assertThat(stores.work().run(() -> stores.archive().notice(FORM.digest())))
                .contains(FORM.text());
    }

    @Test
    void knowsNothingItWasNotGiven() {
        assertThat(stores.work().run(() -> stores.archive().policy("d1"))).isEmpty();
        assertThat(stores.work().run(() -> stores.archive().notice(FORM.digest())))
                .isEmpty();
    }

    @Test
    void leavesWhatIsKeptAsItIs() {
        keep(TEXT, List.of(FORM));
        keep(new PolicyText("d1", "a policy", "1", "another text"), List.of(FORM));
        assertThat(stores.work().run(() -> stores.archive().policy("d1"))).contains(TEXT);
    }
}
