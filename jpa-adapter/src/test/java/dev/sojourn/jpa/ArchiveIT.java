package dev.sojourn.jpa;

class ArchiveIT extends ArchiveTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
