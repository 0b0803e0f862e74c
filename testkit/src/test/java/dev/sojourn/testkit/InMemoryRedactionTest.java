package dev.sojourn.testkit;

class InMemoryRedactionTest extends RedactionContract {

    @Override
    protected RedactionFixture fixture() {
        return new InMemoryVisits();
    }
}
