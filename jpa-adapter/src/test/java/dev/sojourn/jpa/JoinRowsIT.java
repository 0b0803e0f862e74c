package dev.sojourn.jpa;

class JoinRowsIT extends JoinRowsTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @Override
    String impatience() {
        return "set lock_timeout = 50";
    }
}
