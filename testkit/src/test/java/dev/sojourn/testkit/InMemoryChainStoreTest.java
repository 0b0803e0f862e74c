package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

class InMemoryChainStoreTest extends ChainStoreContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
