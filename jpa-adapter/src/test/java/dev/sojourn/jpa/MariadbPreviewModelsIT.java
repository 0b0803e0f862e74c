package dev.sojourn.jpa;

class MariadbPreviewModelsIT extends PreviewModelsTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }

    @Override
    protected int histories() {
        return Integer.getInteger("sojourn.preview.histories", 3);
    }
}
