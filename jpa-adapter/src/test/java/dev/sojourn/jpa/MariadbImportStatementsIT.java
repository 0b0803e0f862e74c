package dev.sojourn.jpa;

class MariadbImportStatementsIT extends ImportStatementsTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }

    /** Each unit is first told to be READ COMMITTED, and whose row was inserted is read back. */
    @Override
    int ofNewPeople(int people) {
        return 6;
    }
}
