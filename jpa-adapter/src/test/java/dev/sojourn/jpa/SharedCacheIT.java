package dev.sojourn.jpa;

class SharedCacheIT extends SharedCacheTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
