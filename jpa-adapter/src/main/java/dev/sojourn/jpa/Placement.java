package dev.sojourn.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the rows of one entity lie in the database, as its provider says: the only source of table and column names for
 * statements of SQL.
 *
 * <p>Attributes are named by their paths: {@code address.street} within an embedded value, {@code key.number} within an
 * embedded id, the attribute itself within an {@code @IdClass}. A reference stands under its own name for its join columns.
 *
 * @param tables the parts of a row: first the one with a part of every row (the root's in a JOINED hierarchy), then those
 *     that hang on it, secondary ones and those of JOINED subclasses, parents before children; empty for an abstract
 *     TABLE_PER_CLASS entity, whose rows lie wholly in the tables of its subclasses
 * @param discriminator what tells the entities of one table apart
 * @param columns the columns of each single-valued attribute of the entity, inherited ones included, in the order of
 *     its parts; none where there are no tables
 * @param sides its collections that have a table of their own or columns in another entity's
 * @param softDelete the column that marks a row as deleted while it is there
 */
record Placement(
        List<Table> tables,
        Optional<Discriminator> discriminator,
        Map<String, List<Column>> columns,
        List<Side> sides,
        Optional<Column> softDelete) {

    /** The table with a part of every row. */
    Table main() {
        if (tables.isEmpty()) {
            throw new IllegalStateException("the entity has no table of its own: ask its subclasses");
        }
        return tables.get(0);
    }

    /** The columns of an attribute; none when it has none here. */
    List<Column> columns(String path) {
        return columns.getOrDefault(path, List.of());
    }

    /** The collection of that name. */
    Optional<Side> side(String attribute) {
        return sides.stream().filter(side -> side.attribute().equals(attribute)).findFirst();
    }

    /**
     * A name in the database.
     *
     * @param text the bare name
     * @param quoted whether the database keeps it exactly so; otherwise it writes it in its own case
     * @param sql the name as a statement must write it
     */
    record Name(String text, boolean quoted, String sql) {

        /** Whether the database's own catalogue means this by what it lists. */
        boolean is(String listed) {
            return quoted ? text.equals(listed) : text.equalsIgnoreCase(listed);
        }
    }

    /**
     * A table.
     *
     * @param catalog where the mapping names one
     * @param schema where the mapping names one
     * @param name its name
     * @param key its columns that hold the id of the entity's row, in the order of the id's parts
     */
    record Table(Optional<Name> catalog, Optional<Name> schema, Name name, List<Name> key) {

        /** Whether the mapping says in which catalogue or schema it is. */
        boolean isQualified() {
            return catalog.isPresent() || schema.isPresent();
        }

        /** The table as a statement must write it. */
        String sql() {
            return Stream.of(catalog, schema, Optional.of(name))
                    .flatMap(Optional::stream)
                    .map(Name::sql)
                    .collect(Collectors.joining("."));
        }

        /** The same table, its rows found by other columns. */
        Table by(List<Name> columns) {
            return new Table(catalog, schema, name, columns);
        }

        /** A table written in a statement as given. */
        static Table parse(String sql, List<Name> key) {
            List<Name> parts = parts(sql);
            int last = parts.size() - 1;
            return new Table(
                    last > 1 ? Optional.of(parts.get(last - 2)) : Optional.empty(),
                    last > 0 ? Optional.of(parts.get(last - 1)) : Optional.empty(),
                    parts.get(last),
                    List.copyOf(key));
        }
    }

    /**
     * A column.
     *
     * @param table its table as a statement must write it
     * @param name its name
     */
    record Column(String table, Name name) {}

    /**
     * What tells the entities of one table apart.
     *
     * @param column where it stands
     * @param values those of the entity and all below it, as the column holds them
     */
    record Discriminator(Column column, List<String> values) {}

    /** Where a collection is kept. */
    enum Kind {
        /** Elements in a table of their own. */
        ELEMENTS,
        /** Pairs of keys in a table between two entities, which is this entity's. */
        JOIN_TABLE,
        /** The same, seen from the side that does not own it. */
        INVERSE_JOIN_TABLE,
        /** Columns in the rows it leads to, which do not know their parent. */
        FOREIGN_COLUMNS
    }

    /**
     * A collection beside the row.
     *
     * @param attribute its path
     * @param kind where it is kept
     * @param table the table, with its columns that refer to this entity's row as key
     * @param columns its other columns: by path within an element, under an empty path for plain values and for the key of
     *     the rows it leads to
     * @param positions the columns that hold an element's place or map key
     */
    record Side(String attribute, Kind kind, Table table, Map<String, List<Name>> columns, List<Name> positions) {}

    /** A name written in a statement as given. */
    static Name name(String sql) {
        List<Name> parts = parts(sql);
        return parts.get(parts.size() - 1);
    }

    private static List<Name> parts(String sql) {
        List<Name> parts = new ArrayList<>();
        int from = 0;
        while (from < sql.length()) {
            int to = end(sql, from);
            String part = sql.substring(from, to);
            boolean quoted = closing(part.charAt(0)) != 0;
            parts.add(new Name(quoted ? part.substring(1, part.length() - 1) : part, quoted, part));
            from = to + 1;
        }
        return parts;
    }

    private static int end(String sql, int from) {
        char closing = closing(sql.charAt(from));
        int end = closing == 0 ? sql.indexOf('.', from) : sql.indexOf(closing, from + 1) + 1;
        return end <= 0 ? sql.length() : end;
    }

    private static char closing(char opening) {
        switch (opening) {
            case '"':
            case '`':
                return opening;
            case '[':
                return ']';
            default:
                return 0;
        }
    }
}
