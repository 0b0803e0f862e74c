package dev.sojourn.jpa;

class KeysIT extends KeysTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
