package dev.sojourn.jpa;

class MariadbFeedOrderIT extends FeedOrderTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
