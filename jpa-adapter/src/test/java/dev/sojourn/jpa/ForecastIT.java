package dev.sojourn.jpa;

/** The same on PostgreSQL. */
class ForecastIT extends ForecastTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
