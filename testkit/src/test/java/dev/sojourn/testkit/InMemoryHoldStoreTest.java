package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

class InMemoryHoldStoreTest extends HoldStoreContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
