package dev.sojourn.jpa;

/** Here no statement can insert into one table and update another, nor insert a row and tell whether it was there. */
class MariadbRecordingIT extends RecordingTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }

    @Override
    int first() {
        return 10;
    }

    @Override
    int next() {
        return 5;
    }
}
