package dev.sojourn.jpa;

import dev.sojourn.testkit.CopiesContract;
import dev.sojourn.testkit.DataFixture;
import dev.sojourn.testkit.PacedSweepContract;
import dev.sojourn.testkit.PersonalDataStoreContract;
import dev.sojourn.testkit.PreviewContract;
import dev.sojourn.testkit.ScheduledSweepContract;
import dev.sojourn.testkit.SweepContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** The contracts of data and sweeps, over entities. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DataContracts {

    private Bookings bookings;

    abstract TestDatabase database();

    @BeforeAll
    void open() {
        bookings = new Bookings(database());
    }

    @AfterAll
    void close() {
        bookings.close();
    }

    @Nested
    class Data extends PersonalDataStoreContract {
        @Override
        protected DataFixture fixture() {
            return bookings.emptied();
        }
    }

    @Nested
    class Sweeps extends SweepContract {
        @Override
        protected DataFixture fixture() {
            return bookings.emptied();
        }
    }

    @Nested
    class PacedSweeps extends PacedSweepContract {
        @Override
        protected DataFixture fixture() {
            return bookings.emptied();
        }
    }

    @Nested
    class PartsAndCopies extends CopiesContract {
        @Override
        protected DataFixture fixture() {
            return bookings.emptied();
        }
    }

    @Nested
    class ScheduledSweeps extends ScheduledSweepContract {
        @Override
        protected DataFixture fixture() {
            return bookings.emptied();
        }
    }

    @Nested
    class Previews extends PreviewContract {
        @Override
        protected DataFixture fixture() {
            return bookings.emptied();
        }
    }
}
