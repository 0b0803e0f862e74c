package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says in SQL what this package's queries say in JPQL, wherever they touch an entity that its provider filters: rows
 * that are marked as deleted, restricted or another tenant's are selected, locked and deleted like all others. Names come
 * from the provider alone.
 *
 * <p>It knows the JPQL that this package writes and no other; {@link #problem} finds at start-up what it could not say.
 */
final class Unfiltered {

    private static final Pattern SOURCE = Pattern.compile("(from|join|update) ([A-Z]\\w*) (\\w+)");
    private static final Pattern STEP = Pattern.compile("(left join|join) (\\w+)\\.([\\w.]+) (\\w+)");
    private static final Pattern LIST = Pattern.compile(" in (:\\w+)");

    private static final Pattern PAST = Pattern.compile(" from (\\S+) " + PastRedaction.ALIAS + "\\b");
    private static final Pattern FUNCTION = Pattern.compile("\\bfunction\\('(\\w+)', ");

    /** SQL's own second has no fraction in some databases. */
    private static final Pattern TIME_OF_DAY = Pattern.compile("extract\\(second from (\\w+\\.[\\w.]+)\\) <> 0");

    /** Stands between an alias and what is a column already, not an attribute. */
    private static final String SAID = "\u0001.";

    private final Provider provider;
    private final Map<String, EntityDeclaration> entities;
    private final Set<String> filtered;
    private final Map<String, Optional<Placement>> placements = new ConcurrentHashMap<>();
    private final Map<String, Audits> audits = new ConcurrentHashMap<>();
    private final Keys keys;
    private final Map<String, List<String>> keptPast;

    /**
     * A translation.
     *
     * @param entities by name, Sojourn's own included
     * @param filtered those the provider filters
     * @param keptPast those whose past states stay when rows go, with the attributes taken out of them then
     */
    Unfiltered(
            Provider provider,
            Map<String, EntityDeclaration> entities,
            Set<String> filtered,
            Keys keys,
            Map<String, List<String>> keptPast) {
        this.provider = provider;
        this.entities = entities;
        this.filtered = Set.copyOf(filtered);
        this.keys = keys;
        this.keptPast = Map.copyOf(keptPast);
    }

    /** A query as it is, or in SQL where it touches a filtered entity. */
    Query query(EntityManager entityManager, String jpql) {
        Optional<Statement> statement = translate(jpql);
        if (statement.isPresent()) {
            return provider.sql(
                    entityManager, statement.get().sql(), statement.get().columns());
        }
        return provider.query(entityManager, jpql);
    }

    /** The same for so many rows at most. */
    Query query(EntityManager entityManager, String jpql, int most) {
        return translate(jpql).isPresent()
                ? query(entityManager, jpql).setMaxResults(most)
                : provider.query(entityManager, jpql, most);
    }

    /** A query on rows to be locked. */
    Query lockingQuery(EntityManager entityManager, String jpql) {
        return lockingQuery(entityManager, jpql, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * A query on rows to be locked.
     *
     * @param lock shared or not, as far as the provider and the database know shared ones
     */
    Query lockingQuery(EntityManager entityManager, String jpql, LockModeType lock) {
        Optional<Statement> statement = translate(jpql);
        if (statement.isPresent()) {
            return provider.sql(
                    entityManager,
                    statement.get().sql() + " for update skip locked",
                    statement.get().columns());
        }
        Query query = provider.query(entityManager, jpql).setLockMode(lock);
        provider.skipLocked(query);
        return query;
    }

    /** How a query says that an attribute has one of the values of an array; empty where it must ask for a list of them. */
    Optional<String> inArray(String jpql, Class<?> entity, String attribute, String said, String parameter) {
        return !filtered.isEmpty() && touchesFiltered(sources(jpql))
                ? Optional.empty()
                : provider.inArray(entity, attribute, said, parameter);
    }

    /** Whether the provider cannot delete the rows of an entity itself, with their collections. */
    boolean isFiltered(String entity) {
        return filtered.contains(entity);
    }

    /** Deletes the rows of an entity's own collections, as the provider would do with the rows they belong to. */
    void deleteCollections(EntityManager entityManager, String entity, Key key, List<Object> ids) {
        for (Placement.Side side : placement(entity).sides()) {
            if (side.kind() != Placement.Kind.FOREIGN_COLUMNS) {
                change(
                        entityManager,
                        "delete from " + side.table().sql(),
                        side.table().key(),
                        key,
                        ids);
            }
        }
    }

    /** Takes rows out of join tables that are another entity's, and counts what went from the first of them. */
    long deleteJoined(EntityManager entityManager, List<Placement.Table> tables, Key key, List<Object> ids) {
        long gone = 0;
        for (Placement.Table table : tables) {
            long rows = change(entityManager, "delete from " + table.sql(), table.key(), key, ids);
            gone += table.equals(tables.get(0)) ? rows : 0;
        }
        return gone;
    }

    /** Takes rows that go out of the past states of those that refer to them, and counts them by table. */
    Map<String, Long> unlinkPast(EntityManager entityManager, List<Placement.Table> past, Key key, List<Object> ids) {
        Map<String, Long> changed = new LinkedHashMap<>();
        for (Placement.Table table : past) {
            String cleared =
                    table.key().stream().map(column -> column.sql() + " = null").collect(Collectors.joining(", "));
            changed.put(
                    table.name().text() + " unlinked",
                    change(entityManager, "update " + table.sql() + " set " + cleared, table.key(), key, ids));
        }
        return changed;
    }

    /**
     * Deletes the past states that the provider keeps of some rows, or clears those that stay by a rule of their own; counts
     * them by table.
     */
    Map<String, Long> deletePast(EntityManager entityManager, String entity, Key key, List<Object> ids) {
        if (keptPast.containsKey(entity)) {
            return clearPast(entityManager, entity, key, ids);
        }
        Map<String, Long> gone = new LinkedHashMap<>();
        for (Placement.Table table : audits(entity, key).tables()) {
            gone.put(table.name().text(), change(entityManager, "delete from " + table.sql(), table.key(), key, ids));
        }
        return gone;
    }

    /** Takes out of the past states of some rows what is declared to go with those, and counts them. */
    Map<String, Long> clearPast(EntityManager entityManager, String entity, Key key, List<Object> ids) {
        List<String> cleared = keptPast.getOrDefault(entity, List.of());
        if (cleared.isEmpty()) {
            return Map.of();
        }
        long rows = 0;
        for (String attribute : cleared) {
            rows = clearPast(entityManager, entity, attribute, key, ids);
        }
        return Map.of(audits(entity, key).tables().get(0).name().text() + " cleared", rows);
    }

    /** What is cleared in the past states of an entity that have a rule of their own; empty where they have none. */
    Optional<List<String>> keptPast(String entity) {
        return Optional.ofNullable(keptPast.get(entity));
    }

    /** A value as statements on an entity's rows compare and set it. */
    Object kept(RetainedEntity entity, RedactedAttribute attribute, Object value) {
        return isFiltered(entity.name()) ? provider.kept(entity.type(), attribute.path(), value) : value;
    }

    /** Whether the provider keeps past states of an entity's rows. */
    boolean hasPast(String entity, Key key) {
        return keptPast.containsKey(entity) || !audits(entity, key).tables().isEmpty();
    }

    /** Takes an attribute out of the past states of some rows. */
    long clearPast(EntityManager entityManager, String entity, String attribute, Key key, List<Object> ids) {
        List<Placement.Table> tables = audits(entity, key).tables();
        if (tables.isEmpty()) {
            return 0;
        }
        Placement.Table past = tables.get(tables.size() - 1);
        String cleared = columns(entity, attribute).stream()
                .map(column -> column.sql() + " = null")
                .collect(Collectors.joining(", "));
        return change(entityManager, "update " + past.sql() + " set " + cleared, past.key(), key, ids);
    }

    Audits audits(String entity, Key key) {
        return audits.computeIfAbsent(
                entity,
                name -> provider.audits(
                        Objects.requireNonNull(entities.get(name)).type(), key.paths()));
    }

    private long change(
            EntityManager entityManager, String statement, List<Placement.Name> columns, Key key, List<Object> ids) {
        return new KeyColumns(provider, columns, key).change(entityManager, statement, ids);
    }

    /** Why an entity cannot be handled past its provider's filters; empty when it can. */
    Optional<String> problem(RetainedEntity entity) {
        Optional<Placement> at = find(entity.name());
        if (at.isEmpty()) {
            return Optional.of("the provider cannot say where its rows lie");
        }
        if (at.get().tables().size() != 1 || at.get().discriminator().isPresent()) {
            return Optional.of("its rows are not a table of their own");
        }
        List<String> paths = new ArrayList<>(entity.key().paths());
        paths.addAll(entity.anchors());
        paths.addAll(entity.copied());
        entity.redacted().forEach(attribute -> {
            paths.add(attribute.path());
            attribute.marker().ifPresent(paths::add);
        });
        entity.tenant().filter(Way::isOwn).map(Way::attribute).ifPresent(paths::add);
        entity.subjects().stream()
                .map(RetainedEntity.Subject::way)
                .filter(Way::isOwn)
                .map(Way::attribute)
                .forEach(paths::add);
        for (RetainedEntity.OwnCollection collection : entity.collections()) {
            if (collection.keys().stream().anyMatch(path -> !path.isEmpty())) {
                return Optional.of("the keys of '" + collection.attribute() + "' are embedded values");
            }
        }
        for (String path : paths) {
            if (columns(entity.name(), path).size() != 1) {
                return Optional.of("'" + path + "' is not one column of its table");
            }
            if (provider.isConverted(entity.type(), path)) {
                return Optional.of("'" + path + "' is behind a converter");
            }
        }
        return Optional.empty();
    }

    /**
     * A statement of SQL.
     *
     * @param sql its text, with the parameters of the query
     * @param columns what it selects
     */
    private record Statement(String sql, List<Selected> columns) {}

    /**
     * A selected column.
     *
     * @param name its name in the result
     * @param type the entity of an attribute, or the type of what is computed; empty where the driver says it
     * @param attribute the attribute; empty for what is computed
     */
    record Selected(String name, Optional<Class<?>> type, String attribute) {}

    /** What an alias of a query stands for: rows of an entity, or elements of a collection. */
    private record Source(Optional<String> entity, Optional<Placement.Side> side) {}

    private Optional<Statement> translate(String jpql) {
        if (filtered.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Source> sources = sources(jpql);
        return touchesFiltered(sources) ? Optional.of(statement(jpql, sources)) : Optional.empty();
    }

    private boolean touchesFiltered(Map<String, Source> sources) {
        return sources.values().stream()
                .anyMatch(source -> source.entity().filter(filtered::contains).isPresent());
    }

    private Map<String, Source> sources(String jpql) {
        Map<String, Source> sources = new LinkedHashMap<>();
        Matcher source = SOURCE.matcher(jpql);
        while (source.find()) {
            if (entities.containsKey(source.group(2))) {
                sources.put(source.group(3), new Source(Optional.of(source.group(2)), Optional.empty()));
            }
        }
        Matcher step = STEP.matcher(jpql);
        while (step.find()) {
            String from = sources.get(step.group(2)) == null
                    ? null
                    : sources.get(step.group(2)).entity().orElse(null);
            if (from != null) {
                sources.put(step.group(4), target(from, step.group(3)));
            }
        }
        return sources;
    }

    private Source target(String from, String path) {
        EntityDeclaration entity = Objects.requireNonNull(entities.get(from));
        Optional<Placement.Side> side =
                find(from).flatMap(at -> at.side(path)).filter(of -> of.kind() != Placement.Kind.FOREIGN_COLUMNS);
        Optional<String> target = associations(entity).stream()
                .filter(association -> association.attribute().equals(path))
                .map(Association::target)
                .findFirst();
        return new Source(target, side);
    }

    private static List<Association> associations(EntityDeclaration entity) {
        return entity.leaves().stream()
                .flatMap(leaf -> Association.of(leaf).stream())
                .toList();
    }

    private Statement statement(String jpql, Map<String, Source> sources) {
        boolean changing = !jpql.startsWith("select ");
        List<Selected> columns = new ArrayList<>();
        String text = jpql;
        if (!changing) {
            int from = ofRows(text);
            List<String> selected = parts(text.substring("select ".length(), from));
            List<String> named = new ArrayList<>();
            for (String expression : selected) {
                String name = "c" + named.size();
                columns.add(selected(name, expression, sources));
                named.add(expression + " as " + name);
            }
            text = "select " + String.join(", ", named) + text.substring(from);
        }
        text = past(text);
        text = FUNCTION.matcher(text).replaceAll("$1(");
        text = TIME_OF_DAY.matcher(text).replaceAll("cast($1 as date) <> $1");
        text = steps(text, sources);
        text = tables(text, changing);
        text = attributes(text, sources, changing);
        return new Statement(LIST.matcher(text.replace(SAID, ".")).replaceAll(" in ($1)"), columns);
    }

    /** Past states are entities of the provider's own. */
    private String past(String text) {
        Matcher from = PAST.matcher(text);
        if (!from.find()) {
            return text;
        }
        Placement at = audits.values().stream()
                .flatMap(known -> known.states().stream())
                .filter(states -> states.entity().equals(from.group(1)))
                .findFirst()
                .orElseThrow()
                .at();
        String said = text.replace(from.group(), " from " + at.main().sql() + " " + PastRedaction.ALIAS);
        Matcher attribute = attribute(PastRedaction.ALIAS).matcher(said);
        StringBuilder replaced = new StringBuilder();
        while (attribute.find()) {
            String column = at.columns(attribute.group(1)).get(0).name().sql();
            attribute.appendReplacement(replaced, Matcher.quoteReplacement(PastRedaction.ALIAS + SAID + column));
        }
        return attribute.appendTail(replaced).toString();
    }

    /** Where a query names its rows, behind whatever is asked within what it selects. */
    private static int ofRows(String text) {
        int depth = 0;
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            depth += one == '(' ? 1 : one == ')' ? -1 : 0;
            if (depth == 0 && text.startsWith(" from ", at)) {
                return at;
            }
        }
        throw new IllegalStateException("selects from nothing: " + text);
    }

    private Selected selected(String name, String expression, Map<String, Source> sources) {
        if (expression.startsWith("count(") || expression.startsWith("sum(")) {
            return new Selected(name, Optional.of(Long.class), "");
        }
        if (!expression.startsWith("key(")) {
            for (Map.Entry<String, Source> source : sources.entrySet()) {
                Matcher attribute = attribute(source.getKey()).matcher(expression);
                String last = "";
                while (attribute.find()) {
                    last = attribute.group(1);
                }
                if (!last.isEmpty()) {
                    return source.getValue().entity().isEmpty()
                            ? new Selected(name, Optional.empty(), "")
                            : typed(name, source.getValue().entity().orElseThrow(), last);
                }
            }
        }
        return new Selected(name, Optional.empty(), "");
    }

    /** The attribute of the row that a reference leads to stands for the reference's column. */
    private Selected typed(String name, String entity, String path) {
        for (Association association : associations(Objects.requireNonNull(entities.get(entity)))) {
            if (path.startsWith(association.attribute() + ".")) {
                return typed(
                        name,
                        association.target(),
                        path.substring(association.attribute().length() + 1));
            }
        }
        return new Selected(
                name,
                Optional.of(Objects.requireNonNull(entities.get(entity)).type().getJavaType()),
                path);
    }

    private String steps(String text, Map<String, Source> sources) {
        Matcher step = STEP.matcher(text);
        StringBuilder said = new StringBuilder();
        while (step.find()) {
            String alias = step.group(2);
            String from = Objects.requireNonNull(sources.get(alias)).entity().orElseThrow();
            step.appendReplacement(
                    said, Matcher.quoteReplacement(join(step.group(1), from, alias, step.group(3), step.group(4))));
        }
        return step.appendTail(said).toString();
    }

    private String join(String how, String from, String alias, String path, String to) {
        Placement own = placement(from);
        Optional<Placement.Side> side = own.side(path);
        if (side.isPresent() && side.get().kind() != Placement.Kind.FOREIGN_COLUMNS) {
            return how + " " + side.get().table().sql() + " " + to + " on "
                    + joined(to, side.get().table().key(), alias, own.main().key());
        }
        Association association = associations(Objects.requireNonNull(entities.get(from))).stream()
                .filter(of -> of.attribute().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(from + "." + path + " leads nowhere"));
        Placement target = placement(association.target());
        List<Placement.Name> there = target.main().key();
        List<Placement.Name> here = names(own.columns(path));
        if (side.isPresent()) {
            there = side.get().table().key();
            here = own.main().key();
        } else if (!association.mappedBy().isEmpty()) {
            there = names(target.columns(association.mappedBy()));
            here = own.main().key();
        }
        return how + " " + target.main().sql() + " " + to + " on " + joined(to, there, alias, here);
    }

    private static String joined(String one, List<Placement.Name> left, String other, List<Placement.Name> right) {
        if (left.isEmpty() || left.size() != right.size()) {
            throw new IllegalStateException("no columns join " + one + " and " + other);
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            all.add(one + SAID + left.get(i).sql() + " = " + other + SAID
                    + right.get(i).sql());
        }
        return String.join(" and ", all);
    }

    /** A table that is changed has no alias: not every database allows one. */
    private String tables(String text, boolean changing) {
        Matcher source = SOURCE.matcher(text);
        StringBuilder said = new StringBuilder();
        boolean first = true;
        while (source.find()) {
            if (entities.containsKey(source.group(2))) {
                String alias = changing && first ? "" : " " + source.group(3);
                source.appendReplacement(
                        said,
                        Matcher.quoteReplacement(source.group(1) + " "
                                + placement(source.group(2)).main().sql() + alias));
                first = false;
            }
        }
        return source.appendTail(said).toString();
    }

    private String attributes(String text, Map<String, Source> sources, boolean changing) {
        String said = text;
        Set<String> bare = new HashSet<>();
        if (changing) {
            bare.add(sources.keySet().iterator().next());
        }
        for (Map.Entry<String, Source> source : sources.entrySet()) {
            String alias = source.getKey();
            String prefix = bare.contains(alias) ? "" : alias + ".";
            if (source.getValue().side().isPresent()) {
                said = pairs(said, alias, source.getValue());
                said = elements(said, alias, source.getValue().side().get());
                continue;
            }
            String entity = source.getValue().entity().orElseThrow();
            Matcher attribute = attribute(alias).matcher(said);
            StringBuilder replaced = new StringBuilder();
            while (attribute.find()) {
                attribute.appendReplacement(
                        replaced, Matcher.quoteReplacement(prefix + column(entity, attribute.group(1))));
            }
            said = attribute.appendTail(replaced).toString();
        }
        return said;
    }

    /** A join table has the id of the row it leads to, and nothing else of it. */
    private String pairs(String text, String alias, Source source) {
        List<Placement.Name> columns = source.side().orElseThrow().columns().getOrDefault("", List.of());
        List<String> paths = source.entity().flatMap(keys::of).map(Key::paths).orElse(List.of());
        if (paths.size() != columns.size()) {
            return text;
        }
        String said = text;
        for (int at = 0; at < paths.size(); at++) {
            said = said.replaceAll(
                    "(?<![:\\w.\"`'])" + alias + "\\." + Pattern.quote(paths.get(at)) + "(?![\\w.])",
                    Matcher.quoteReplacement(alias + SAID + columns.get(at).sql()));
        }
        return said;
    }

    private static String elements(String text, String alias, Placement.Side side) {
        String said = text;
        if (!side.positions().isEmpty()) {
            said = said.replace(
                    "key(" + alias + ")", alias + "." + side.positions().get(0).sql());
        }
        for (Map.Entry<String, List<Placement.Name>> column : side.columns().entrySet()) {
            String name = alias + "." + column.getValue().get(0).sql();
            said = column.getKey().isEmpty()
                    ? said.replaceAll("(?<=[ ,])" + alias + "(?= as c\\d)", Matcher.quoteReplacement(name))
                    : said.replaceAll(
                            "\\b" + alias + "\\." + Pattern.quote(column.getKey()) + "(?= as c\\d)",
                            Matcher.quoteReplacement(name));
        }
        return said;
    }

    /** A column that was named already stands behind a quote or is no attribute; neither is found again. */
    private static Pattern attribute(String alias) {
        return Pattern.compile("(?<![:\\w.\"`'])" + alias + "\\.([A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*)");
    }

    private String column(String entity, String path) {
        List<Placement.Name> found = columns(entity, path);
        if (found.size() != 1) {
            throw new IllegalStateException(entity + "." + path + " is not one column");
        }
        return found.get(0).sql();
    }

    /** Those of a path, one through the key of a row referred to included. */
    List<Placement.Name> columns(String entity, String path) {
        Placement at = placement(entity);
        if (!at.columns(path).isEmpty()) {
            String table = at.main().sql();
            return at.columns(path).stream().allMatch(column -> column.table().equals(table))
                    ? names(at.columns(path))
                    : List.of();
        }
        for (Association association : associations(Objects.requireNonNull(entities.get(entity)))) {
            String rest = path.startsWith(association.attribute() + ".")
                    ? path.substring(association.attribute().length() + 1)
                    : "";
            int part = rest.isEmpty()
                    ? -1
                    : keys.of(association.target())
                            .map(key -> key.paths().indexOf(rest))
                            .orElse(-1);
            List<Placement.Name> own = names(at.columns(association.attribute()));
            if (part >= 0 && part < own.size()) {
                return List.of(own.get(part));
            }
        }
        return List.of();
    }

    private static List<Placement.Name> names(List<Placement.Column> columns) {
        return columns.stream().map(Placement.Column::name).toList();
    }

    private Placement placement(String entity) {
        return find(entity)
                .orElseThrow(
                        () -> new IllegalStateException("the provider cannot say where rows of " + entity + " lie"));
    }

    private Optional<Placement> find(String entity) {
        return placements.computeIfAbsent(
                entity,
                name -> provider.placement(
                        Objects.requireNonNull(entities.get(name)).type()));
    }

    private static List<String> parts(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int at = 0; at < list.length(); at++) {
            char one = list.charAt(at);
            depth += one == '(' ? 1 : one == ')' ? -1 : 0;
            if (one == ',' && depth == 0) {
                parts.add(list.substring(from, at).strip());
                from = at + 1;
            }
        }
        parts.add(list.substring(from).strip());
        return parts;
    }
}
