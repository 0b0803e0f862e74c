package dev.sojourn.jpa;

/** At the isolation that the server has by default, which is REPEATABLE READ. */
class MariadbNodesIT extends NodesIT {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
