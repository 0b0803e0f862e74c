package dev.sojourn.jpa;

class ChainRaceIT extends ChainRaceTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
