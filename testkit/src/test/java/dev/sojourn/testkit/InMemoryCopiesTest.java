package dev.sojourn.testkit;

/** Runs the contract of parts and copies on records in memory. */
class InMemoryCopiesTest extends CopiesContract {

    @Override
    protected DataFixture fixture() {
        return new InMemoryHotel();
    }
}
