package dev.sojourn.jpa;

class PreviewModelsIT extends PreviewModelsTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @Override
    protected int histories() {
        return Integer.getInteger("sojourn.preview.histories", 3);
    }
}
