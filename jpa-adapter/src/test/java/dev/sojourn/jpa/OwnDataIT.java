package dev.sojourn.jpa;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** On the database that whoever runs the build names; see docs/jpa.md. */
@EnabledIfSystemProperty(named = "sojourn.jdbc.url", matches = ".+")
class OwnDataIT extends DataContracts {

    @Override
    TestDatabase database() {
        return TestDatabase.own();
    }
}
