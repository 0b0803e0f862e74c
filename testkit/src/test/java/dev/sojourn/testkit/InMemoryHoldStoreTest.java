package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

// tag::contract[]
class InMemoryHoldStoreTest extends HoldStoreContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
// end::contract[]
