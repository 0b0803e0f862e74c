package dev.sojourn.jpa;

class MariadbAgreementIT extends AgreementTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
