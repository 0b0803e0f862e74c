package dev.sojourn.jpa;

class JpaUnitOfWorkIT extends JpaUnitOfWorkTest {

    @Override
    TestDatabase database(int connections) {
        return TestDatabase.postgres(connections);
    }

    /** The subject's acts come with the lock. */
    @Override
    int next() {
        return 3;
    }
}
