package dev.sojourn.jpa;

class HierarchyIT extends HierarchyTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
