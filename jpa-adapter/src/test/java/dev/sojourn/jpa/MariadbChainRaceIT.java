package dev.sojourn.jpa;

class MariadbChainRaceIT extends ChainRaceTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
