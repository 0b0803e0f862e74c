package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

class InMemoryConsentsTest extends ConsentsContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
