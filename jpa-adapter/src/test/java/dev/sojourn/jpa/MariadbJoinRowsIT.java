package dev.sojourn.jpa;

class MariadbJoinRowsIT extends JoinRowsTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }

    @Override
    String impatience() {
        return "set innodb_lock_wait_timeout = 1";
    }
}
