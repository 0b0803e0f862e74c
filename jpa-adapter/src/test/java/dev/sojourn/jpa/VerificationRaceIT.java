package dev.sojourn.jpa;

class VerificationRaceIT extends VerificationRaceTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
