package dev.sojourn.jpa;

class MariadbDispositionsIT extends DispositionsContracts {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
