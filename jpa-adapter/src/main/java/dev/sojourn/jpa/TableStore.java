package dev.sojourn.jpa;

import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts a table that no entity maps under rules, and says whom its rows are about: a log, a legacy table, a join table
 * nobody mapped. Its rows take part in previews, sweeps, forecasts, erasures, access copies and coverage as entities do.
 *
 * <pre>{@code
 * JpaStores.of(work).tables(TableStore.of("legacy_call")
 *         .subject("customer_id", "customer")
 *         .retained("voice-recording", "recorded_at")
 *         .tenant("client"));
 * }</pre>
 *
 * <p>Tables and columns are named as the database lists them, without regard to case, in the schema that connections are
 * in. All of it is held against the live schema when Sojourn starts, with every fault at once. Rows are deleted, whole; the
 * one other thing that goes with them is what the table is said to be {@linkplain #owning owning}.
 *
 * <p>Immutable; each method returns a new declaration.
 */
public final class TableStore {

    /**
     * One rule over the table.
     *
     * @param rule its id
     * @param column what starts its period or stores its last day; empty for events and ends of consents
     * @param until whether the column stores the last day
     * @param zone of a column that shows a clock without one
     * @param unit of a column that counts from 1970
     */
    record Rule(
            String rule, Optional<String> column, boolean until, Optional<ZoneId> zone, Optional<ChronoUnit> unit) {}

    /**
     * A column that names a person.
     *
     * @param column the column
     * @param kind the namespace of its identifiers
     */
    record Person(String column, String kind) {}

    /**
     * A table whose rows go with rows of this one.
     *
     * @param table the table
     * @param columns its columns that refer to the id, in that order
     */
    record Owned(String table, List<String> columns) {}

    /**
     * A column that is nobody's.
     *
     * @param column the column
     * @param because why
     */
    record Impersonal(String column, String because) {}

    private final String table;
    private final List<String> id;
    private final List<Person> subjects;
    private final List<Rule> rules;
    private final Optional<String> tenant;
    private final List<Owned> owned;
    private final List<Impersonal> impersonal;

    private TableStore(
            String table,
            List<String> id,
            List<Person> subjects,
            List<Rule> rules,
            Optional<String> tenant,
            List<Owned> owned,
            List<Impersonal> impersonal) {
        this.table = table;
        this.id = List.copyOf(id);
        this.subjects = List.copyOf(subjects);
        this.rules = List.copyOf(rules);
        this.tenant = tenant;
        this.owned = List.copyOf(owned);
        this.impersonal = List.copyOf(impersonal);
    }

    /**
     * Begins a declaration.
     *
     * @param table the table's name, by which plans, reports and the ledger call its rows, in lower case
     * @return the declaration, which says nothing yet
     */
    public static TableStore of(String table) {
        return new TableStore(lower(table), List.of(), List.of(), List.of(), Optional.empty(), List.of(), List.of());
    }

    /**
     * Names the columns that tell rows apart. Without it they are those of the primary key.
     *
     * @param columns of a unique index, none of them null
     * @return the declaration
     */
    public TableStore id(String... columns) {
        return new TableStore(table, lower(columns), subjects, rules, tenant, owned, impersonal);
    }

    /**
     * Names a column that holds the identifier of a person without a kind. Several columns need one call each: the row is
     * about all of them.
     *
     * @param column of texts, whole numbers or UUIDs
     * @return the declaration
     */
    public TableStore subject(String column) {
        return subject(column, "");
    }

    /**
     * Names a column that holds the identifier of a person.
     *
     * @param column of texts, whole numbers or UUIDs
     * @param kind the namespace it is from, for example {@code customer}
     * @return the declaration
     */
    public TableStore subject(String column, String kind) {
        return new TableStore(
                table, id, and(subjects, new Person(lower(column), kind)), rules, tenant, owned, impersonal);
    }

    /**
     * Puts the table under a rule whose period a column starts.
     *
     * @param rule the rule's id
     * @param from a date, or a timestamp with a zone
     * @return the declaration
     */
    public TableStore retained(String rule, String from) {
        return with(new Rule(rule, Optional.of(lower(from)), false, Optional.empty(), Optional.empty()));
    }

    /**
     * Puts the table under a rule whose period a timestamp without a zone starts.
     *
     * @param rule the rule's id
     * @param from the column
     * @param zone of the clock it shows
     * @return the declaration
     */
    public TableStore retained(String rule, String from, ZoneId zone) {
        return with(new Rule(rule, Optional.of(lower(from)), false, Optional.of(zone), Optional.empty()));
    }

    /**
     * Puts the table under a rule whose period a number starts.
     *
     * @param rule the rule's id
     * @param from the column
     * @param since1970 what it counts from the beginning of 1970, UTC: days, seconds, milliseconds, microseconds or
     *     nanoseconds
     * @return the declaration
     */
    public TableStore retained(String rule, String from, ChronoUnit since1970) {
        return with(new Rule(rule, Optional.of(lower(from)), false, Optional.empty(), Optional.of(since1970)));
    }

    /**
     * Puts the table under a rule that starts from no column: from an event, or the end of a consent.
     *
     * @param rule the rule's id
     * @return the declaration
     */
    public TableStore retained(String rule) {
        return with(new Rule(rule, Optional.empty(), false, Optional.empty(), Optional.empty()));
    }

    /**
     * Puts the table under a rule {@code untilStoredDay()}.
     *
     * @param rule the rule's id
     * @param until the column that stores the last day kept
     * @return the declaration
     */
    public TableStore retainedUntil(String rule, String until) {
        return with(new Rule(rule, Optional.of(lower(until)), true, Optional.empty(), Optional.empty()));
    }

    /**
     * Names the column that holds the tenant of a row; without it rows belong to none.
     *
     * @param column of texts
     * @return the declaration
     */
    public TableStore tenant(String column) {
        return new TableStore(table, id, subjects, rules, Optional.of(lower(column)), owned, impersonal);
    }

    /**
     * Lets rows of another unmapped table go with those of this one, and be copied with them. No other row may refer to
     * them.
     *
     * @param child the other table
     * @param columns its columns that refer to this table's id, in the same order
     * @return the declaration
     */
    public TableStore owning(String child, String... columns) {
        return new TableStore(
                table, id, subjects, rules, tenant, and(owned, new Owned(lower(child), lower(columns))), impersonal);
    }

    /**
     * Says that a column holds nothing of a person: access copies and coverage leave it out.
     *
     * @param column the column
     * @param because why
     * @return the declaration
     */
    public TableStore notPersonal(String column, String because) {
        return new TableStore(
                table, id, subjects, rules, tenant, owned, and(impersonal, new Impersonal(lower(column), because)));
    }

    String table() {
        return table;
    }

    List<String> id() {
        return id;
    }

    List<Person> subjects() {
        return subjects;
    }

    List<Rule> rules() {
        return rules;
    }

    Optional<String> tenant() {
        return tenant;
    }

    List<Owned> owned() {
        return owned;
    }

    List<Impersonal> impersonal() {
        return impersonal;
    }

    private TableStore with(Rule rule) {
        return new TableStore(table, id, subjects, and(rules, rule), tenant, owned, impersonal);
    }

    private static <T> List<T> and(List<T> some, T one) {
        List<T> more = new ArrayList<>(some);
        more.add(one);
        return more;
    }

    private static List<String> lower(String... names) {
        return List.of(names).stream().map(TableStore::lower).toList();
    }

    private static String lower(String name) {
        return Objects.requireNonNull(name, "name").toLowerCase(Locale.ROOT);
    }

    /** The table and its rules. */
    @Override
    public String toString() {
        return "TableStore[" + table + " under "
                + rules.stream().map(Rule::rule).toList() + "]";
    }
}
