package dev.sojourn.jpa;

class JpaUnitOfWorkIT extends JpaUnitOfWorkTest {

    @Override
    TestDatabase database(int connections) {
        return TestDatabase.postgres(connections);
    }
}
