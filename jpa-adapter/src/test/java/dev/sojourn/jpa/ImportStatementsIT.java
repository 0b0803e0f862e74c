package dev.sojourn.jpa;

class ImportStatementsIT extends ImportStatementsTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @Override
    int ofNewPeople(int people) {
        return 4;
    }
}
