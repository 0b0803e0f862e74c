package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

class InMemoryLedgerStoreTest extends LedgerStoreContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
