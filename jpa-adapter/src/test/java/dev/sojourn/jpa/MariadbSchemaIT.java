package dev.sojourn.jpa;

class MariadbSchemaIT extends SchemaTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
