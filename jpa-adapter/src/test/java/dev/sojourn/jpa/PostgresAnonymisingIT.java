package dev.sojourn.jpa;

class PostgresAnonymisingIT extends AnonymisingContracts {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
