package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.memory.InMemoryStores;

class InMemorySubjectStoreTest extends SubjectStoreContract {

    @Override
    protected Stores stores() {
        return new InMemoryStores();
    }
}
