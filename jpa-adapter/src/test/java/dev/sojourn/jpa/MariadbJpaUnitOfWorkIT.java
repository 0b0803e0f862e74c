package dev.sojourn.jpa;

/** Here no statement can insert into one table and update another, nor insert a row and tell whether it was there. */
class MariadbJpaUnitOfWorkIT extends JpaUnitOfWorkTest {

    @Override
    TestDatabase database(int connections) {
        return TestDatabase.mariadb(connections);
    }

    @Override
    int first() {
        return 10;
    }

    @Override
    int next() {
        return 5;
    }
}
