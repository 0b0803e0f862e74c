package dev.sojourn.jpa;

class AgreementIT extends AgreementTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
