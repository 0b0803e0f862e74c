package dev.sojourn.jpa;

class PostgresRedactionIT extends RedactionContracts {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
