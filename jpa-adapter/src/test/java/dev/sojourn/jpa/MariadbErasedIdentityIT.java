package dev.sojourn.jpa;

class MariadbErasedIdentityIT extends ErasedIdentityTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
