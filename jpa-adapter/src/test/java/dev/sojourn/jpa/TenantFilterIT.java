package dev.sojourn.jpa;

/** The same on PostgreSQL. */
class TenantFilterIT extends TenantFilterTest {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
