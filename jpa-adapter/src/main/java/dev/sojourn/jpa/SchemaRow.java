package dev.sojourn.jpa;

/** The version of the schema. */
class SchemaRow {

    Integer version = 0;
}
