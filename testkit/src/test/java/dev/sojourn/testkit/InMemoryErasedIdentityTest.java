package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

class InMemoryErasedIdentityTest extends ErasedIdentityContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
