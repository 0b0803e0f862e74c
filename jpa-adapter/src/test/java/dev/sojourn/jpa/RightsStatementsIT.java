package dev.sojourn.jpa;

class RightsStatementsIT extends RightsStatementsTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
