package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

class InMemoryDisposalStoreTest extends DisposalStoreContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
