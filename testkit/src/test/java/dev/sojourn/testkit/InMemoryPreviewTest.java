package dev.sojourn.testkit;

/** Runs the contract of previews on records in memory. */
class InMemoryPreviewTest extends PreviewContract {

    @Override
    protected DataFixture fixture() {
        return new InMemoryHotel();
    }
}
