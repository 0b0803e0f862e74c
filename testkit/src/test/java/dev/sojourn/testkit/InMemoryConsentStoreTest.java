package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

class InMemoryConsentStoreTest extends ConsentStoreContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
