package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

class InMemoryUnitOfWorkTest extends UnitOfWorkContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
