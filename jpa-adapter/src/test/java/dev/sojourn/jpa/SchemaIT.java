package dev.sojourn.jpa;

class SchemaIT extends SchemaTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
