package dev.sojourn.jpa;

class RecordingIT extends RecordingTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    /** The subject's acts come with the lock, and go with the entry. */
    @Override
    int next() {
        return 2;
    }
}
