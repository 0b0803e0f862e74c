package dev.sojourn.jpa;

class MariadbAnonymisingIT extends AnonymisingContracts {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
