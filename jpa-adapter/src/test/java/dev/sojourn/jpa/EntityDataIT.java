package dev.sojourn.jpa;

class EntityDataIT extends EntityDataTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
