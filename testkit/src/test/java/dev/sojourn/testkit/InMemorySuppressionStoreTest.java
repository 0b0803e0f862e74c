package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

class InMemorySuppressionStoreTest extends SuppressionStoreContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
