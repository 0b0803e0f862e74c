package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Stores;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.DataSubject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link dev.sojourn.ledger.UnitOfWork} must do; an adapter's own test extends it. */
public abstract class UnitOfWorkContract {

    private static final DataSubject ADA = DataSubject.of("u-17").as("customer").in("acme");
    private static final DataSubject BOB = DataSubject.of("u-18").as("customer").in("acme");

    private Stores stores;

    /** For subclasses. */
    protected UnitOfWorkContract() {}

    /**
     * The stores whose unit of work is under test.
     *
     * @return stores without any subject
     */
    protected abstract Stores stores();

    @BeforeEach
    void takeStores() {
        stores = stores();
    }

    @Test
    void commitsWhatWorkDidAndReturnsItsResult() {
        String key = stores.work().run(() -> stores.subjects().enrol(ADA));
        assertThat(isKnown(ADA)).isTrue();
        assertThat(key).isNotBlank();
    }

    @Test
    void rollsBackWhatFailedAndRethrowsItUnchanged() {
        IllegalStateException failure = new IllegalStateException("the host changed its mind");
        assertThatThrownBy(() -> stores.work().run(() -> {
                    stores.subjects().enrol(ADA);
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(isKnown(ADA)).isFalse();
    }

    @Test
    void rollsBackAfterAnErrorToo() {
        AssertionError failure = new AssertionError("not even an exception");
        assertThatThrownBy(() -> stores.work().run(() -> {
                    stores.subjects().enrol(ADA);
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(isKnown(ADA)).isFalse();
    }

    @Test
    void goesOnAfterARollback() {
        assertThatThrownBy(() -> stores.work().run(() -> {
            throw new IllegalStateException("first try");
        }));
        stores.work().run(() -> stores.subjects().enrol(ADA));
        assertThat(isKnown(ADA)).isTrue();
    }

    @Test
    void joinsTheUnitTheThreadIsIn() {
        assertThatThrownBy(() -> stores.work().run(() -> {
            stores.work().run(() -> stores.subjects().enrol(ADA));
            stores.subjects().enrol(BOB);
            throw new IllegalStateException("after both");
        }));
        assertThat(isKnown(ADA)).isFalse();
        assertThat(isKnown(BOB)).isFalse();
    }

    @Test
    void seesItsOwnChangesBeforeTheCommit() {
        boolean seen = stores.work().run(() -> {
            stores.subjects().enrol(ADA);
            return stores.work().run(() -> stores.subjects().find(ADA).isPresent());
        });
        assertThat(seen).isTrue();
    }

    @Test
    void cannotCommitOnceWorkThatJoinedFailed() {
        assertThatThrownBy(() -> stores.work().run(() -> {
                    stores.subjects().enrol(BOB);
                    try {
                        return stores.work().run(() -> {
                            stores.subjects().enrol(ADA);
                            throw new IllegalStateException("half done");
                        });
                    } catch (IllegalStateException swallowed) {
                        return "as if nothing had happened";
                    }
                }))
                .isInstanceOf(StoreException.class);
        assertThat(isKnown(ADA)).isFalse();
        assertThat(isKnown(BOB)).isFalse();
    }

    @Test
    void keepsWhatANewUnitCommittedThoughTheOuterOneRollsBack() {
        assertThatThrownBy(() -> stores.work().run(() -> {
            stores.subjects().enrol(ADA);
            stores.work().runNew(() -> stores.subjects().enrol(BOB));
            throw new IllegalStateException("outer");
        }));
        assertThat(isKnown(BOB)).isTrue();
        assertThat(isKnown(ADA)).isFalse();
    }

    @Test
    void rollsBackANewUnitAlone() {
        stores.work().run(() -> {
            assertThatThrownBy(() -> stores.work().runNew(() -> {
                stores.subjects().enrol(BOB);
                throw new IllegalStateException("inner");
            }));
            return stores.subjects().enrol(ADA);
        });
        assertThat(isKnown(ADA)).isTrue();
        assertThat(isKnown(BOB)).isFalse();
    }

    @Test
    void callsBackAfterTheCommitAndBeforeControlReturns() {
        List<String> heard = new ArrayList<>();
        stores.work().run(() -> {
            stores.work().afterCompletion(committed -> heard.add("committed=" + committed + " known=" + isKnown(ADA)));
            stores.subjects().enrol(ADA);
            heard.add("working");
            return heard;
        });
        assertThat(heard).containsExactly("working", "committed=true known=true");
    }

    @Test
    void callsBackAfterARollback() {
        List<Boolean> heard = new ArrayList<>();
        assertThatThrownBy(() -> stores.work().run(() -> {
            stores.work().afterCompletion(heard::add);
            throw new IllegalStateException("no");
        }));
        assertThat(heard).containsExactly(false);
    }

    @Test
    void callsBackWithTheUnitThatWasJoined() {
        List<String> heard = new ArrayList<>();
        stores.work().run(() -> {
            stores.work().run(() -> {
                stores.work().afterCompletion(committed -> heard.add("called"));
                return heard;
            });
            heard.add("joined work is done");
            return heard;
        });
        assertThat(heard).containsExactly("joined work is done", "called");
    }

    @Test
    void callsBackWithTheNewUnitAlone() {
        List<String> heard = new ArrayList<>();
        stores.work().run(() -> {
            stores.work().afterCompletion(committed -> heard.add("outer"));
            stores.work().runNew(() -> {
                stores.work().afterCompletion(committed -> heard.add("inner"));
                return heard;
            });
            heard.add("between");
            return heard;
        });
        assertThat(heard).containsExactly("inner", "between", "outer");
    }

    @Test
    void callsBackAtOnceOutsideAUnit() {
        List<Boolean> heard = new ArrayList<>();
        stores.work().afterCompletion(heard::add);
        assertThat(heard).containsExactly(true);
    }

    @Test
    void callsBackOnce() {
        List<Boolean> heard = new ArrayList<>();
        stores.work().run(() -> {
            stores.work().afterCompletion(heard::add);
            return heard;
        });
        stores.work().run(() -> heard);
        assertThat(heard).hasSize(1);
    }

    @Test
    void swallowsWhatACallbackThrowsAndCallsTheNext() {
        List<Boolean> heard = new ArrayList<>();
        String result = stores.work().run(() -> {
            stores.work().afterCompletion(committed -> {
                throw new IllegalStateException("deaf");
            });
            stores.work().afterCompletion(heard::add);
            return "done";
        });
        assertThat(result).isEqualTo("done");
        assertThat(heard).containsExactly(true);
    }

    @Test
    void letsACallbackBeginAUnit() {
        stores.work().run(() -> {
            stores.work()
                    .afterCompletion(committed ->
                            stores.work().runNew(() -> stores.subjects().enrol(BOB)));
            return stores.subjects().enrol(ADA);
        });
        assertThat(isKnown(BOB)).isTrue();
    }

    private boolean isKnown(DataSubject subject) {
        return stores.work().runNew(() -> stores.subjects().find(subject).isPresent());
    }
}
