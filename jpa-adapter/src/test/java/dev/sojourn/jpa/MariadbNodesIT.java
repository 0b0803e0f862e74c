package dev.sojourn.jpa;

/** At the isolation that the server has by default, which is REPEATABLE READ. */
class MariadbNodesIT extends NodesIT {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }

    /** The feed is the same as on the other server; what differs is the isolation, which shows in a quarter of them. */
    @Override
    int withdrawals() {
        return 500;
    }
}
