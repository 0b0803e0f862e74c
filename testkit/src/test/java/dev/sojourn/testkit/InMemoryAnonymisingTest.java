package dev.sojourn.testkit;

class InMemoryAnonymisingTest extends AnonymisingContract {

    @Override
    protected AnonymisingFixture fixture() {
        return new InMemoryViews();
    }
}
