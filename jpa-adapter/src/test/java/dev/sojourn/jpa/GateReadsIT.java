package dev.sojourn.jpa;

class GateReadsIT extends GateReadsTest {

    @Override
    TestDatabase database(int connections) {
        return TestDatabase.postgres(connections);
    }

    @Override
    String serializable() {
        return "set transaction isolation level repeatable read";
    }
}
