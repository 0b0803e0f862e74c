package dev.sojourn.testkit;

/** Runs the contract of personal data on records in memory. */
class InMemoryRecordsTest extends PersonalDataStoreContract {

    @Override
    protected DataFixture fixture() {
        return new InMemoryHotel();
    }
}
