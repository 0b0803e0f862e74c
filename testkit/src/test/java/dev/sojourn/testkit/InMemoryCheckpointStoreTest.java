package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

class InMemoryCheckpointStoreTest extends CheckpointStoreContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
