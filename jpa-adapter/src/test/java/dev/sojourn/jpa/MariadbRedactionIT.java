package dev.sojourn.jpa;

class MariadbRedactionIT extends RedactionContracts {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
