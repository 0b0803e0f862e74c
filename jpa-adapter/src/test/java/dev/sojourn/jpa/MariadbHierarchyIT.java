package dev.sojourn.jpa;

import org.junit.jupiter.api.Tag;

/** The same on MariaDB; only where all pairs of provider and database are run. */
@Tag("matrix")
class MariadbHierarchyIT extends HierarchyTest {
    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
