package dev.sojourn.jpa;

class ErasedIdentityIT extends ErasedIdentityTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
