package dev.sojourn.jpa;

import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.DataDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An entity whose rows Sojourn disposes of, as compiled once from the metamodel.
 *
 * @param name the entity's name in queries
 * @param type its class
 * @param kind what it is a kind of
 * @param key its id
 * @param tenant where its tenant stands
 * @param subjects where those it is about are named
 * @param times every attribute that holds a day or a moment
 * @param faulty attributes named as such that a fault was found with; the core need not find another
 * @param anchors those of them that rules start from or fall back on
 * @param bindings its rules
 * @param links the entities whose rows it owns
 * @param references attributes of other entities that refer to it without being owned
 * @param collections its own collection and join tables
 * @param copied what an access copy shows
 * @param redacted what can be redacted while the row stays
 * @param derived the row it was made from and goes with
 */
record RetainedEntity(
        String name,
        Class<?> type,
        Kind kind,
        Key key,
        Optional<Way> tenant,
        List<Subject> subjects,
        Map<String, TimeType> times,
        Set<String> faulty,
        List<String> anchors,
        List<DataDescription.Binding> bindings,
        List<Link> links,
        List<Reference> references,
        List<OwnCollection> collections,
        List<String> copied,
        List<RedactedAttribute> redacted,
        Optional<Derivation> derived) {

    /** Rows that were made from no others. */
    RetainedEntity(
            String name,
            Class<?> type,
            Kind kind,
            Key key,
            Optional<Way> tenant,
            List<Subject> subjects,
            Map<String, TimeType> times,
            Set<String> faulty,
            List<String> anchors,
            List<DataDescription.Binding> bindings,
            List<Link> links,
            List<Reference> references,
            List<OwnCollection> collections,
            List<String> copied,
            List<RedactedAttribute> redacted) {
        this(
                name,
                type,
                kind,
                key,
                tenant,
                subjects,
                times,
                faulty,
                anchors,
                bindings,
                links,
                references,
                collections,
                copied,
                redacted,
                Optional.empty());
    }

    /**
     * An entity's place in its hierarchy.
     *
     * @param root the topmost entity of it
     * @param joined whether its rows lie in several tables, the root's among them
     * @param hasOthers whether rows of other entities are found under its name
     */
    record Kind(String root, boolean joined, boolean hasOthers) {}

    /**
     * The row a row was made from.
     *
     * @param attribute the association that leads to it
     * @param sources the entities it may be of
     * @param key its id
     */
    record Derivation(String attribute, List<String> sources, Key key) {}

    /**
     * Where a subject is named.
     *
     * @param way to the identifier
     * @param kind the namespace of its ids
     * @param codec how it crosses
     * @param mentioned whether the row merely mentions them
     * @param mention how a mention is taken out; empty for those the row is about
     */
    record Subject(Way way, String kind, IdCodec<?> codec, boolean mentioned, Optional<Mention> mention) {
        Subject(Way way, String kind, IdCodec<?> codec) {
            this(way, kind, codec, false, Optional.empty());
        }

        boolean isSameAs(Subject other) {
            return way.equals(other.way) && kind.equals(other.kind);
        }

        Subject as(boolean other) {
            return new Subject(way, kind, codec, other, mention);
        }
    }

    /**
     * How a mention is taken out of a row that stays.
     *
     * @param attribute the attribute of the row
     * @param replacement what takes its place; empty for null
     * @param version the attribute counted up when it does
     */
    record Mention(String attribute, Optional<Object> replacement, Optional<String> version) {}

    /**
     * Owned rows: found by the child's association to its parent, or through the parent's own collection.
     *
     * @param child the child's entity
     * @param attribute the association
     * @param ofParent whether the attribute is the parent's
     */
    record Link(String child, String attribute, boolean ofParent) {}

    /**
     * A reference from rows that are not owned.
     *
     * @param entity the entity that refers
     * @param root the topmost entity of its hierarchy
     * @param key its id
     * @param attribute the association
     * @param keeps whether the row referred to stays; otherwise the reference is taken out
     * @param pairs the join table in which it is kept, with its past states; none for a reference in the row itself
     * @param past the past states of a reference in the row itself
     * @param version the attribute counted up when it is taken out
     */
    record Reference(
            String entity,
            String root,
            Key key,
            String attribute,
            boolean keeps,
            List<Placement.Table> pairs,
            List<Placement.Table> past,
            Optional<String> version) {

        boolean isJoined() {
            return !pairs.isEmpty();
        }

        String label() {
            return entity + "." + attribute;
        }
    }

    /**
     * Rows of a collection or join table that go with their row.
     *
     * @param attribute the collection
     * @param values the paths an access copy shows below an element: one empty path for a plain value, none for rows
     *     that are not the person's
     * @param keys the paths it shows below an element's key, in the same way; none for elements without keys of their own
     */
    record OwnCollection(String attribute, List<String> values, List<String> keys) {
        boolean shows() {
            return !values.isEmpty() || !keys.isEmpty();
        }
    }

    /** Those its rows are about. */
    List<Subject> owners() {
        return subjects.stream().filter(subject -> !subject.mentioned()).toList();
    }

    /** The same rows seen by whom one attribute mentions: everybody else is another, and no rule makes them due. */
    RetainedEntity seenBy(Subject mention) {
        return new RetainedEntity(
                name,
                type,
                kind,
                key,
                tenant,
                subjects.stream()
                        .map(subject -> subject.as(!subject.equals(mention)))
                        .toList(),
                times,
                faulty,
                anchors,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                mention.way().isOwn()
                        ? Stream.concat(
                                        key.paths().stream(),
                                        Stream.of(mention.way().attribute()))
                                .toList()
                        : key.paths(),
                List.of(),
                Optional.empty());
    }

    /** What must be read from other rows, in the order in which {@link Reading} takes it. */
    List<Way> distant() {
        return Stream.concat(tenant.stream(), subjects.stream().map(Subject::way))
                .filter(way -> !way.isOwn())
                .toList();
    }

    /** The condition that a row found under the entity's name is of no entity below it; empty where none can be. */
    String only(String alias) {
        return kind.hasOthers() ? " and type(" + alias + ") = " + name : "";
    }

    /** The entity whose name rows are deleted by: a provider may take others along that only lie in the same tables. */
    String deletedBy() {
        return kind.joined() ? kind.root() : name;
    }

    /** The entity with what lies between it and others. */
    RetainedEntity within(
            List<Link> ownedRows,
            List<Reference> referring,
            List<OwnCollection> ownCollections,
            Optional<Derivation> derivation) {
        return new RetainedEntity(
                name,
                type,
                kind,
                key,
                tenant,
                subjects,
                times,
                faulty,
                anchors,
                bindings,
                ownedRows,
                referring,
                ownCollections,
                copied,
                redacted,
                derivation);
    }

    /** The attributes in which a disposition that leaves the row has something to do. */
    List<RedactedAttribute> redactedBy(Disposition disposition) {
        if (disposition == Disposition.BY_HOST) {
            return redacted.stream().filter(RedactedAttribute::isMark).toList();
        }
        return disposition == Disposition.ANONYMISE
                ? redacted.stream().filter(attribute -> !attribute.isMark()).toList()
                : redacted.stream()
                        .filter(attribute -> !attribute.hasOwnRule() && !attribute.subject() && !attribute.implied())
                        .toList();
    }
}
