package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

class InMemoryEventStoreTest extends EventStoreContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
