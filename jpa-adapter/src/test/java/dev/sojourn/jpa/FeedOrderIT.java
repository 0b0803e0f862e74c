package dev.sojourn.jpa;

class FeedOrderIT extends FeedOrderTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
