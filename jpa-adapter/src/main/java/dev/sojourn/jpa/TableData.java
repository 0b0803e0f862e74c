package dev.sojourn.jpa;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.Anchor;
import dev.sojourn.retention.DataDescription;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.Tally;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of a table that no entity maps: selected, locked and deleted by SQL on the unit's own connection. */
final class TableData implements PersonalDataStore {

    private interface Asking<T> {
        T of(TableSql sql) throws SQLException;
    }

    private final JpaUnitOfWork work;
    private final TableShape table;
    private final RetainedEntity rows;
    private final List<ColumnType> keyTypes;
    private final List<String> copied;

    TableData(JpaUnitOfWork work, TableShape table) {
        this.work = work;
        this.table = table;
        this.rows = table.rows();
        this.keyTypes = rows.key().paths().stream().map(table::type).toList();
        this.copied = rows.copied();
    }

    @Override
    public DataDescription describe() {
        Set<String> times = new TreeSet<>(rows.times().keySet());
        times.addAll(rows.faulty());
        DataDescription described = new DataDescription(
                table.name(),
                rows.type(),
                rows.bindings(),
                times,
                rows.tenant().isPresent(),
                !rows.subjects().isEmpty(),
                List.of(),
                false,
                Set.of(Disposition.DELETE));
        return rows.tenant().filter(way -> table.isRequired(way.attribute())).isPresent()
                ? described.withTenant()
                : described;
    }

    @Override
    public List<Tally> tally(Selection selection) {
        SelectionQuery query = new SelectionQuery(rows, selection, true, Set.of());
        TallyColumns columns = new TallyColumns(rows, selection, query);
        String sql = "select " + columns.text() + " from " + table.source() + " e" + query.joins() + " where ("
                + query.condition() + ") or " + query.notStarted() + columns.grouping();
        List<ColumnType> types = new ArrayList<>(List.of(ColumnType.LONG, ColumnType.LONG));
        columns.starting().forEach(name -> types.add(table.type(name)));
        rows.tenant().ifPresent(tenant -> types.add(table.type(tenant.attribute())));
        Map<String, Tally> byTenant = new TreeMap<>();
        asked("count rows", asking -> asking.select(sql, query.parameters(), types))
                .forEach(row -> {
                    Tally tally = columns.read(row);
                    if (tally.due() + tally.notStarted() > 0) {
                        byTenant.merge(tally.tenant(), tally, TallyColumns::sum);
                    }
                });
        return List.copyOf(byTenant.values());
    }

    @Override
    public List<RowKey> candidates(Selection selection, Optional<RowKey> after, int limit) {
        SelectionQuery query = new SelectionQuery(rows, selection, true, Set.of());
        Map<String, Object> values = new LinkedHashMap<>(query.parameters());
        after.ifPresent(key -> rows.key().nameAfter(id(key), values::put));
        String sql = "select " + rows.key().columns("e") + " from " + table.source() + " e" + query.joins() + " where "
                + query.condition() + (after.isPresent() ? " and " + rows.key().after("e") : "") + " order by "
                + rows.key().columns("e") + " limit " + limit;
        return asked("select rows", asking -> asking.select(sql, values, keyTypes)).stream()
                .map(row -> new RowKey(table.name(), rows.key().read(row, 0)))
                .toList();
    }

    @Override
    public List<DataRow> read(Selection selection, List<RowKey> keys, boolean locking) {
        SelectionQuery query = new SelectionQuery(rows, selection, false, Set.of());
        List<Object> ids = ids(keys);
        return asked("read rows", asking -> {
            List<Object> free = locking ? locked(asking, ids) : ids;
            Map<Object, DataRow> found = new HashMap<>();
            String sql = "select " + String.join(", ", columns()) + " from " + table.source() + " e where " + Rows.IDS
                    + " and " + query.condition();
            for (@Nullable Object[] row : byIds(asking, sql, query.parameters(), free, types())) {
                DataRow read = row(row);
                if (query.agrees(read)) {
                    found.put(read.key().id(), read);
                }
            }
            return ids.stream()
                    .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                    .toList();
        });
    }

    @Override
    public Map<String, Long> dispose(List<DataRow> going, Disposition disposition) {
        if (disposition != Disposition.DELETE) {
            throw new IllegalArgumentException(
                    table.name() + " cannot be disposed of by " + disposition + ": only DELETE is described");
        }
        List<Object> ids = going.stream().map(row -> row.key().id()).toList();
        Map<String, Long> gone = new LinkedHashMap<>();
        return disposing(asking -> {
            for (TableShape.Child child : table.owned()) {
                long rowsGone = 0;
                for (List<Object> some : chunks(ids)) {
                    rowsGone += asking.change(
                            "delete from " + table.sql(child.live().name()) + " where " + among(child, some),
                            named(some));
                }
                gone.put(child.name(), rowsGone);
            }
            long own = 0;
            for (List<Object> some : chunks(ids)) {
                own += asking.change(
                        "delete from " + table.sql() + " where "
                                + bare(rows.key().among("e", some)),
                        named(some));
            }
            gone.put(table.name(), own);
            return gone;
        });
    }

    @Override
    public List<Map<String, Object>> copy(List<RowKey> keys) {
        List<Object> ids = ids(keys);
        Key key = rows.key();
        List<String> columns =
                Stream.concat(key.paths().stream(), copied.stream()).toList();
        String sql = "select "
                + String.join(", ", columns.stream().map(name -> "e." + name).toList()) + " from " + table.sql()
                + " e where " + Rows.IDS;
        return asked("copy rows", asking -> {
            Map<Object, Map<String, Object>> copies = new LinkedHashMap<>();
            List<ColumnType> types = columns.stream().map(table::type).toList();
            for (@Nullable Object[] row : byIds(asking, sql, Map.of(), ids, types)) {
                Map<String, Object> copy = new LinkedHashMap<>();
                for (int i = key.width(); i < row.length; i++) {
                    put(copy, columns.get(i), row[i]);
                }
                copies.put(key.read(row, 0), copy);
            }
            for (TableShape.Child child : table.owned()) {
                addOwned(asking, child, List.copyOf(copies.keySet()), copies);
            }
            return ids.stream()
                    .flatMap(id -> Optional.ofNullable(copies.get(id)).stream())
                    .toList();
        });
    }

    private void addOwned(
            TableSql asking, TableShape.Child child, List<Object> ids, Map<Object, Map<String, Object>> copies)
            throws SQLException {
        List<String> columns = Stream.concat(
                        child.columns().stream(),
                        child.all().keySet().stream()
                                .filter(name -> !child.columns().contains(name)))
                .toList();
        List<ColumnType> types = new ArrayList<>(keyTypes);
        columns.stream()
                .skip(child.columns().size())
                .forEach(name -> types.add(
                        ColumnType.of(Objects.requireNonNull(child.all().get(name)))));
        for (List<Object> some : chunks(ids)) {
            String sql = "select "
                    + String.join(
                            ", ",
                            columns.stream().map(name -> column(child, name)).toList())
                    + " from " + table.sql(child.live().name()) + " where " + among(child, some);
            for (@Nullable Object[] row : asking.select(sql, named(some), types)) {
                Map<String, Object> copy = new LinkedHashMap<>();
                for (int i = child.columns().size(); i < row.length; i++) {
                    put(copy, columns.get(i), row[i]);
                }
                Map<String, Object> parent = copies.get(rows.key().read(row, 0));
                if (parent != null) {
                    List<Object> siblings =
                            new ArrayList<>(parent.get(child.name()) instanceof List<?> known ? known : List.of());
                    siblings.add(copy);
                    parent.put(child.name(), Collections.unmodifiableList(siblings));
                }
            }
        }
    }

    /** Rows that another unit holds are left out. */
    private List<Object> locked(TableSql asking, List<Object> ids) throws SQLException {
        List<Object> locked = new ArrayList<>();
        for (List<Object> some : chunks(ids)) {
            String sql = "select " + rows.key().columns("e") + " from " + table.sql() + " e where "
                    + rows.key().among("e", some) + " for update skip locked";
            asking.select(sql, named(some), keyTypes)
                    .forEach(row -> locked.add(rows.key().read(row, 0)));
        }
        return locked;
    }

    private List<@Nullable Object[]> byIds(
            TableSql asking, String sql, Map<String, Object> values, List<Object> ids, List<ColumnType> types)
            throws SQLException {
        List<@Nullable Object[]> found = new ArrayList<>();
        for (List<Object> some : chunks(ids)) {
            Map<String, Object> all = new LinkedHashMap<>(values);
            all.putAll(named(some));
            found.addAll(asking.select(sql.replace(Rows.IDS, rows.key().among("e", some)), all, types));
        }
        return found;
    }

    private List<List<Object>> chunks(List<Object> ids) {
        List<List<Object>> chunks = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += rows.key().most()) {
            chunks.add(ids.subList(from, Math.min(ids.size(), from + rows.key().most())));
        }
        return chunks;
    }

    private Map<String, Object> named(List<Object> ids) {
        Map<String, Object> values = new LinkedHashMap<>();
        rows.key().nameAmong(ids, values::put);
        return values;
    }

    /** The same condition on the columns of a child that refer to the id. */
    private String among(TableShape.Child child, List<Object> ids) {
        String condition = rows.key().among("e", ids);
        for (int i = 0; i < child.columns().size(); i++) {
            condition = condition.replaceAll(
                    "\\be\\." + rows.key().paths().get(i) + "\\b",
                    Matcher.quoteReplacement(column(child, child.columns().get(i))));
        }
        return condition;
    }

    /** A statement that deletes names no alias, which not every database takes there. */
    private String bare(String condition) {
        String bare = condition;
        for (String column : rows.key().paths()) {
            bare = bare.replaceAll("\\be\\." + column + "\\b", Matcher.quoteReplacement(table.column(column)));
        }
        return bare;
    }

    private String column(TableShape.Child child, String name) {
        return table.sql(Objects.requireNonNull(child.all().get(name)).name());
    }

    private List<Object> ids(List<RowKey> keys) {
        return keys.stream().map(this::id).toList();
    }

    /** A key of several columns may be handed over as a list of their values. */
    private Object id(RowKey key) {
        return key.id() instanceof List<?> several
                ? new CompositeId(List.copyOf(several))
                : rows.key().fromHost(key.id());
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(rows.key().paths());
        rows.tenant().ifPresent(tenant -> names.add(tenant.attribute()));
        rows.subjects().forEach(subject -> names.add(subject.way().attribute()));
        names.addAll(rows.anchors());
        return names;
    }

    private List<String> columns() {
        return names().stream().map(name -> "e." + name).toList();
    }

    private List<ColumnType> types() {
        return names().stream().map(table::type).toList();
    }

    private DataRow row(@Nullable Object[] columns) {
        int at = rows.key().width();
        String tenant = "";
        if (rows.tenant().isPresent()) {
            Object named = columns[at++];
            tenant = named == null ? "" : named.toString();
        }
        List<DataSubject> subjects = new ArrayList<>();
        for (RetainedEntity.Subject subject : rows.subjects()) {
            Object value = columns[at++];
            String id = value == null ? "" : subject.codec().text(value);
            if (!id.isBlank()) {
                subjects.add(new DataSubject(id, subject.kind(), tenant));
            }
        }
        Map<String, Anchor> anchors = new HashMap<>();
        for (String anchor : rows.anchors()) {
            Object value = columns[at++];
            if (value != null) {
                anchors.put(
                        anchor, Objects.requireNonNull(rows.times().get(anchor)).anchor(value));
            }
        }
        return new DataRow(new RowKey(table.name(), rows.key().read(columns, 0)), tenant, subjects, anchors, List.of());
    }

    private static void put(Map<String, Object> copy, String name, @Nullable Object value) {
        if (value != null) {
            copy.put(name, value);
        }
    }

    private <T> T asked(String what, Asking<T> asking) {
        return work.call(entityManager -> {
            try {
                return Connections.call(entityManager, connection -> asking.of(new TableSql(connection, table)));
            } catch (RuntimeException e) {
                throw StoreFailures.translate(what + " of " + table.name(), e);
            }
        });
    }

    private <T> T disposing(Asking<T> asking) {
        return work.call(entityManager -> {
            try {
                return Connections.call(entityManager, connection -> asking.of(new TableSql(connection, table)));
            } catch (RuntimeException e) {
                throw StoreFailures.ofDisposal("dispose of rows of " + table.name(), e);
            }
        });
    }
}
