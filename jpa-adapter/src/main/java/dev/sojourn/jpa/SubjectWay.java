package dev.sojourn.jpa;

import java.util.List;

/**
 * How a row names a person.
 *
 * @param path the attributes from the row on; one for the row's own
 * @param person the entity of the person; empty where only an identifier of it is in the row
 * @param kind the namespace of the person's identifier
 * @param certain whether every row has one: no step of the way may be null
 */
record SubjectWay(List<String> path, String person, String kind, boolean certain) {

    String text() {
        return String.join(".", path);
    }

    boolean isOwn() {
        return path.size() == 1 && person.isEmpty();
    }
}
