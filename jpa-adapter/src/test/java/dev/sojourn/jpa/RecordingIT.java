package dev.sojourn.jpa;

class RecordingIT extends RecordingTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
