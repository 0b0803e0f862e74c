package dev.sojourn.jpa;

class SurveyIT extends SurveyTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
