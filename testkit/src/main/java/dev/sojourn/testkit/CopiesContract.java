package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.retention.DataCopy;
import dev.sojourn.retention.Disposed;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.RowPart;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.ErasureReport;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How parts go before their rows and copies hear of it after them, over any stores; a store's own test extends it and brings
 * a {@link DataFixture}.
 */
public abstract class CopiesContract {

    private static final Instant DUE = Instant.parse("2026-04-01T10:00:00Z");
    private static final LocalDate LONG_AGO = LocalDate.of(2026, 1, 1);

    private DataFixture fixture;
    private HandMovedClock clock;
    private Scans scans;
    private Sojourn sojourn;

    /** For subclasses. */
    protected CopiesContract() {}

    /**
     * The rows under test.
     *
     * @return a fixture without any row
     */
    protected abstract DataFixture fixture();

    @BeforeEach
    void open() {
        fixture = fixture();
        clock = HandMovedClock.at("2026-06-01T09:00", "Europe/Bucharest");
        scans = new Scans(fixture.bookingType());
        sojourn = fixture.sojourn()
                .clock(clock)
                .batchSize(2)
                .parts(scans)
                .copies(
                        DataCopy.of("search-index", fixture.bookingType()),
                        DataCopy.of("warehouse", fixture.bookingType()).keyedBy(row -> "booking/" + row.id()))
                .build();
    }

    @Test
    void tellsEveryCopyOfEveryRowThatIsGone() {
        Object first = booking("u1", DUE);
        Object second = booking("u2", DUE);
        booking("u3", null);
        sojourn.retention().sweep(sojourn.retention().preview());

        assertThat(sojourn.copies().open("search-index", 10))
                .extracting(Disposed::key)
                .containsExactlyInAnyOrder(first.toString(), second.toString());
        assertThat(sojourn.copies().open("warehouse", 10))
                .extracting(Disposed::key)
                .containsExactlyInAnyOrder("booking/" + first, "booking/" + second);
        assertThat(sojourn.copies().open("warehouse", 10)).allSatisfy(one -> {
            assertThat(one.entity()).isEqualTo("Booking");
            assertThat(one.disposition()).isEqualTo(Disposition.DELETE);
            assertThat(one.toString()).doesNotContain(one.key());
        });
    }

    @Test
    void forgetsAKeyOnceTheLastCopyHasAcknowledgedIt() {
        booking("u1", DUE);
        sojourn.retention().sweep(sojourn.retention().preview());
        Instant gone = clock.instant();
        assertThat(sojourn.copies().oldestOpen()).isEqualTo(Map.of("search-index", gone, "warehouse", gone));

        List<Disposed> open = sojourn.copies().open("search-index", 10);
        sojourn.copies().acknowledge("search-index", open);
        assertThat(sojourn.copies().oldestOpen()).isEqualTo(Map.of("warehouse", gone));
        clock.advance(Duration.ofHours(3));
        List<String> received = new ArrayList<>();
        assertThat(sojourn.copies().push("warehouse", page -> page.forEach(one -> received.add(one.key()))))
                .isEqualTo(1);
        assertThat(received).hasSize(1);
        assertThat(sojourn.copies().oldestOpen()).isEmpty();
        assertThat(sojourn.copies().push("warehouse", page -> received.clear())).isZero();
        assertThat(received).hasSize(1);
    }

    @Test
    void keepsWhatAReceiverFailedToTakeOpen() {
        booking("u1", DUE);
        sojourn.retention().sweep(sojourn.retention().preview());
        assertThatThrownBy(() -> sojourn.copies().push("search-index", page -> {
                    throw new IllegalStateException("the index is away");
                }))
                .hasMessage("the index is away");
        assertThat(sojourn.copies().open("search-index", 10)).hasSize(1);
        assertThat(sojourn.copies().push("search-index", page -> {})).isEqualTo(1);
    }

    @Test
    void tellsCopiesOfAnErasureToo() {
        Object key = booking("u1", Instant.parse("2026-05-30T10:00:00Z"));
        booking("u2", null);
        scans.files.put(key, "scan of a passport");
        ErasureReport report = sojourn.rights()
                .erase(sojourn.rights().planErasure(DataFixture.guest("", "u1"), ErasureGround.NO_LONGER_NECESSARY));
        assertThat(report.isCompleted()).isTrue();
        assertThat(report.erased()).containsEntry("Booking", 1L).containsEntry("Scan", 1L);
        assertThat(sojourn.copies().open("search-index", 10))
                .extracting(Disposed::key)
                .containsExactly(key.toString());
        assertThat(scans.files).isEmpty();
    }

    @Test
    void disposesOfAPartBeforeItsRowAndCountsIt() {
        Object key = booking("u1", DUE);
        Object without = booking("u2", DUE);
        Object stays = booking("u3", null);
        scans.files.put(key, "one");
        scans.files.put(stays, "other");

        SweepPlan plan = sojourn.retention().preview();
        assertThat(scans.files).as("a preview disposes of nothing").hasSize(2);
        assertThat(plan.due()).isEqualTo(2);
        SweepReport report = sojourn.retention().sweep(plan);
        assertThat(report.steps())
                .filteredOn(step -> step.gone() > 0)
                .singleElement()
                .satisfies(step -> assertThat(step.disposed()).isEqualTo(Map.of("Booking", 2L, "Scan", 1L)));
        assertThat(scans.files).containsOnlyKeys(stays);
        assertThat(fixture.keys()).containsExactly(stays).doesNotContain(without);
    }

    @Test
    @Upholds("KLUSARO-20")
    void keepsARowWhosePartCannotGoAndTriesAgainNextTime() {
        Object stuck = booking("u1", DUE);
        for (int i = 2; i < 7; i++) {
            booking("u" + i, DUE);
        }
        scans.files.put(stuck, "one");
        scans.stuck.add(stuck);

        SweepReport report = sojourn.retention().sweep(sojourn.retention().preview(), Actor.employee("Ioana"));
        assertThat(report.gone()).isEqualTo(5);
        assertThat(fixture.keys()).containsExactly(stuck);
        assertThat(report.failures()).singleElement().satisfies(step -> {
            assertThat(step.entity()).isEqualTo("Booking");
            assertThat(step.failures()).isEqualTo(Map.of("the bucket is away", 1L));
        });
        assertThat(sojourn.copies().open("search-index", 10))
                .as("no evidence of success")
                .extracting(Disposed::key)
                .hasSize(5)
                .doesNotContain(stuck.toString());

        scans.stuck.clear();
        assertThat(sojourn.retention().sweep(sojourn.retention().preview()).gone())
                .isEqualTo(1);
        assertThat(scans.files).isEmpty();
        assertThat(sojourn.copies().open("search-index", 10)).hasSize(6);
    }

    @Test
    void addsPartsToTheAccessCopy() {
        Object key = booking("u1", null);
        booking("u2", null);
        scans.files.put(key, "scan of a passport");
        Map<String, List<Map<String, Object>>> rows =
                sojourn.rights().accessCopy(DataFixture.guest("", "u1")).rows();
        assertThat(rows.get("Booking"))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("guest", "u1").containsEntry("scan", "scan of a passport"));
    }

    @Test
    void refusesPartsAndCopiesItCouldForget() {
        assertThatThrownBy(() -> fixture.sojourn()
                        .parts(new Scans(String.class), new Scans(fixture.bookingType()))
                        .copies(DataCopy.of("index", fixture.bookingType()), DataCopy.of("index", Integer.class))
                        .build())
                .isInstanceOf(FaultyDeclaration.class)
                .hasMessageContaining("part 'Scan': is of java.lang.String, which is no data under a rule")
                .hasMessageContaining("part 'Scan': bears a name taken by other data")
                .hasMessageContaining("copy 'index': is declared twice")
                .hasMessageContaining("copy 'index': is of java.lang.Integer");
        assertThatThrownBy(() -> sojourn.copies().open("cache", 1))
                .hasMessage("there is no copy 'cache': name one of [search-index, warehouse]");
    }

    private Object booking(String guest, @Nullable Instant checkedOut) {
        return fixture.insert(new DataFixture.Booking("", guest, checkedOut, LONG_AGO));
    }

    /** Scans of papers, one for a booking or none, in a bucket that can be away for some. */
    private static final class Scans implements RowPart {

        private final Class<?> owner;
        private final Map<Object, String> files = new HashMap<>();
        private final Set<Object> stuck = new HashSet<>();

        Scans(Class<?> owner) {
            this.owner = owner;
        }

        @Override
        public Class<?> owner() {
            return owner;
        }

        @Override
        public String name() {
            return "Scan";
        }

        @Override
        public Set<Disposition> dispositions() {
            return Set.of(Disposition.DELETE);
        }

        @Override
        public long dispose(List<RowKey> rows, Disposition disposition) {
            long gone = 0;
            for (RowKey row : rows) {
                if (stuck.contains(row.id())) {
                    throw new StoreException("the bucket is away", new IllegalStateException("passport"), false);
                }
                gone += files.remove(row.id()) == null ? 0 : 1;
            }
            return gone;
        }

        @Override
        public Map<String, Object> copy(RowKey row) {
            String file = files.get(row.id());
            return file == null ? Map.of() : Map.of("scan", file);
        }
    }
}
