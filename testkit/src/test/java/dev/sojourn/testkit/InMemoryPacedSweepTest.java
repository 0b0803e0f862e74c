package dev.sojourn.testkit;

/** Runs the contract of previews and sweeps on records in memory. */
class InMemoryPacedSweepTest extends PacedSweepContract {

    @Override
    protected DataFixture fixture() {
        return new InMemoryHotel();
    }
}
