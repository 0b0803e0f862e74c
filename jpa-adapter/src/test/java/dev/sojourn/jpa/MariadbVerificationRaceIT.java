package dev.sojourn.jpa;

class MariadbVerificationRaceIT extends VerificationRaceTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
