package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

class InMemoryChangeFeedTest extends ChangeFeedContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
