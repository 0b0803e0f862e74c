package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

class InMemoryPolicyArchiveTest extends PolicyArchiveContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
