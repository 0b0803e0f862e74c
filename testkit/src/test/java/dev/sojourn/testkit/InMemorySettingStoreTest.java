package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

class InMemorySettingStoreTest extends SettingStoreContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
