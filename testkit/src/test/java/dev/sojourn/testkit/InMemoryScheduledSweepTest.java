package dev.sojourn.testkit;

/** Runs the contract of scheduled sweeps on records in memory. */
class InMemoryScheduledSweepTest extends ScheduledSweepContract {

    @Override
    protected DataFixture fixture() {
        return new InMemoryHotel();
    }
}
