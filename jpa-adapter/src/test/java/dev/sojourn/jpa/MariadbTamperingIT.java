package dev.sojourn.jpa;

/** What a column of an entry is hashed as does not depend on the entry: two of them are enough for a slower server. */
class MariadbTamperingIT extends TamperingTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }

    @Override
    int entries() {
        return 2;
    }
}
