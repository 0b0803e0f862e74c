package dev.sojourn.jpa;

class PlacementIT extends PlacementTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
