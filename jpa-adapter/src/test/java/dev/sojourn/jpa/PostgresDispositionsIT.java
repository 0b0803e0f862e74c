package dev.sojourn.jpa;

class PostgresDispositionsIT extends DispositionsContracts {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
