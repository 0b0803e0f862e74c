package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

class InMemoryRunStoreTest extends RunStoreContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
