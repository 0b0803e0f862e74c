package dev.sojourn.jpa;

import dev.sojourn.Stores;
import dev.sojourn.testkit.ChainStoreContract;
import dev.sojourn.testkit.ChangeFeedContract;
import dev.sojourn.testkit.CheckpointStoreContract;
import dev.sojourn.testkit.ConsentStoreContract;
import dev.sojourn.testkit.ConsentsContract;
import dev.sojourn.testkit.DisposalStoreContract;
import dev.sojourn.testkit.EventStoreContract;
import dev.sojourn.testkit.HoldStoreContract;
import dev.sojourn.testkit.LedgerStoreContract;
import dev.sojourn.testkit.PolicyArchiveContract;
import dev.sojourn.testkit.RunStoreContract;
import dev.sojourn.testkit.SettingStoreContract;
import dev.sojourn.testkit.SubjectStoreContract;
import dev.sojourn.testkit.SuppressionStoreContract;
import dev.sojourn.testkit.UnitOfWorkContract;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** The contracts of all stores, over one persistence unit and a database that each test finds empty. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreContracts {

    private TestDatabase database;
    private EntityManagerFactory unit;
    private Stores stores;

    abstract TestDatabase database();

    @BeforeAll
    void open() {
        database = database();
        unit = database.open();
        stores = JpaStores.of(JpaUnitOfWork.of(unit));
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    private Stores emptied() {
        database.empty();
        return stores;
    }

    @Nested
    class Units extends UnitOfWorkContract {
        @Override
        protected Stores stores() {
            return emptied();
        }
    }

    @Nested
    class Subjects extends SubjectStoreContract {
        @Override
        protected Stores stores() {
            return emptied();
        }
    }

    @Nested
    class Ledger extends LedgerStoreContract {
        @Override
        protected Stores stores() {
            return emptied();
        }
    }

    @Nested
    class Chains extends ChainStoreContract {
        @Override
        protected Stores stores() {
            return emptied();
        }
    }

    @Nested
    class Checkpoints extends CheckpointStoreContract {
        @Override
        protected Stores stores() {
            return emptied();
        }
    }

    @Nested
    class Settings extends SettingStoreContract {
        @Override
        protected Stores stores() {
            return emptied();
        }
    }

    @Nested
    class Consents extends ConsentStoreContract {
        @Override
        protected Stores stores() {
            return emptied();
        }
    }

    @Nested
    class ConsentsAndTheGate extends ConsentsContract {
        @Override
        protected Stores stores() {
            return emptied();
        }
    }

    @Nested
    class Holds extends HoldStoreContract {
        @Override
        protected Stores stores() {
            return emptied();
        }
    }

    @Nested
    class Events extends EventStoreContract {
        @Override
        protected Stores stores() {
            return emptied();
        }
    }

    @Nested
    class Runs extends RunStoreContract {
        @Override
        protected Stores stores() {
            return emptied();
        }
    }

    @Nested
    class Feed extends ChangeFeedContract {
        @Override
        protected Stores stores() {
            return emptied();
        }
    }

    @Nested
    class Suppressions extends SuppressionStoreContract {
        @Override
        protected Stores stores() {
            return emptied();
        }
    }

    @Nested
    class Archive extends PolicyArchiveContract {
        @Override
        protected Stores stores() {
            return emptied();
        }
    }

    @Nested
    class Disposals extends DisposalStoreContract {
        @Override
        protected Stores stores() {
            return emptied();
        }
    }
}
