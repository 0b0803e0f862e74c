package dev.sojourn.testkit;

class InMemoryDispositionsTest extends DispositionsContract {

    @Override
    protected DispositionsFixture fixture() {
        return new InMemoryCallCentre();
    }
}
