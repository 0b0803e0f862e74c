package dev.sojourn.jpa;

/** At the isolation that the server has by default, which is above READ COMMITTED. */
class MariadbGateReadsIT extends GateReadsTest {

    @Override
    TestDatabase database(int connections) {
        return TestDatabase.mariadb(connections);
    }

    @Override
    String serializable() {
        return "do 1";
    }

    /** One more, to see whether the view is an old one. */
    @Override
    int inTheHostsUnit() {
        return 2;
    }
}
