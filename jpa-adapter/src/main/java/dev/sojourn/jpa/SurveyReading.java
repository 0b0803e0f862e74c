package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the survey: reads the mapping, the catalogue, and of each table a count and two days. */
final class SurveyReading {

    private final EntityManager entityManager;
    private final Map<String, EntityDeclaration> declared;
    private final LiveSchema live;
    private final Places places;
    private final SchemaWalk schema;
    private final PersonalLooks looks;
    private final SurveySubjects subjects;
    private final Map<String, SurveyClock> clocks = new LinkedHashMap<>();
    private final Map<String, List<SurveyedEntity.SurveyedAttribute>> attributes = new LinkedHashMap<>();

    private SurveyReading(EntityManager entityManager) {
        EntityManagerFactory factory = entityManager.getEntityManagerFactory();
        PersonalWords words = PersonalWords.read();
        this.entityManager = entityManager;
        this.declared = EntityModel.declared(factory, List.of());
        declared.values().removeIf(Coverage::isOwn);
        this.live = Connections.call(entityManager, LiveSchema::read);
        this.places = Places.of(factory);
        this.schema = new SchemaWalk(live, places, Set.of());
        this.looks = new PersonalLooks(words);
        this.subjects = new SurveySubjects(declared, words, looks);
        declared.values().forEach(this::look);
    }

    static Survey read(EntityManager entityManager) {
        return new SurveyReading(entityManager).survey();
    }

    private void look(EntityDeclaration entity) {
        PersonalLooks.Owner owner = subjects.owner(entity.name());
        List<SurveyedEntity.SurveyedAttribute> seen = new ArrayList<>();
        Map<String, Class<?>> times = new LinkedHashMap<>();
        for (CoverageWalk.Value value : CoverageWalk.values(entity)) {
            String content = schema.content(entity.name(), value.path()).orElse("");
            Look look = isId(entity, value.path()) ? Look.NOTHING : looks.look(owner, value.path(), value.type());
            if (!look.isSomething() && !content.isEmpty() && owner.isPersonal()) {
                look = Look.possible("free-text", content);
            }
            seen.add(new SurveyedEntity.SurveyedAttribute(
                    value.path(), value.type().getSimpleName(), look, content));
            if (entity.attribute(value.path()).isPresent()
                    && !(look.isLikely() && look.kind().equals("birth"))) {
                times.put(value.path(), value.type());
            }
        }
        attributes.put(entity.name(), List.copyOf(seen));
        SurveyClock.of(times, owner == PersonalLooks.Owner.PERSON).ifPresent(clock -> clocks.put(entity.name(), clock));
    }

    private static boolean isId(EntityDeclaration entity, String path) {
        return SurveySubjects.idOf(entity).equals(path);
    }

    private Survey survey() {
        SurveyAdvice advice = new SurveyAdvice(declared, subjects, clocks, attributes);
        List<SurveyedEntity> entities = new ArrayList<>();
        Map<String, DeclaredEntity> written = new LinkedHashMap<>();
        for (EntityDeclaration entity : declared.values()) {
            DeclaredEntity declaration = advice.declaration(entity);
            written.put(entity.name(), declaration);
            entities.add(surveyed(entity, advice, declaration));
        }
        entities.sort(
                Comparator.comparingDouble(SurveyedEntity::weight).reversed().thenComparing(SurveyedEntity::name));
        List<Survey.Unmapped> unmapped = places.isKnown()
                ? schema.unmappedTables().stream().map(this::unmapped).toList()
                : List.of();
        List<String> columns = places.isKnown()
                ? live.ofHost().stream()
                        .flatMap(table -> schema.unmappedColumns(table).stream()
                                .map(column -> LiveSchema.lower(table.name()) + "." + LiveSchema.lower(column.name())))
                        .toList()
                : List.of();
        return new Survey(entities, unmapped, columns, indexes(advice), written);
    }

    private SurveyedEntity surveyed(EntityDeclaration entity, SurveyAdvice advice, DeclaredEntity declaration) {
        String name = entity.name();
        Optional<SurveyClock> clock = Optional.ofNullable(clocks.get(name));
        Count count = count(entity, clock);
        List<String> remarks = new ArrayList<>(advice.remarks(entity));
        if (places.table(name).flatMap(live::table).isEmpty()) {
            remarks.add("its table is not in the schema this connection works in: nothing was counted");
        }
        return new SurveyedEntity(
                name,
                places.table(name),
                count.rows(),
                clock,
                count.oldest(),
                count.newest(),
                subjects.owner(name),
                subjects.subject(entity),
                subjects.mentions(name),
                attributes.getOrDefault(name, List.of()),
                advice.fate(name),
                advice.code(entity, declaration),
                remarks);
    }

    /** How much there is of something, and how old. */
    private record Count(long rows, Optional<LocalDate> oldest, Optional<LocalDate> newest) {}

    /** Counted past the provider, whose filters would hide rows; a kind of another entity through it. */
    private Count count(EntityDeclaration entity, Optional<SurveyClock> clock) {
        Optional<LiveSchema.Table> table = places.table(entity.name()).flatMap(live::table);
        if (table.isEmpty()) {
            return new Count(0, Optional.empty(), Optional.empty());
        }
        if (entity.superEntity().isPresent()) {
            long rows = entityManager
                    .createQuery("select count(e) from " + entity.name() + " e", Long.class)
                    .getSingleResult();
            return new Count(rows, Optional.empty(), Optional.empty());
        }
        Optional<String> column = clock.flatMap(of -> schema.column(entity.name(), of.attribute()))
                .filter(found -> found.table().equals(table.get()))
                .map(found -> found.column().name());
        return Connections.call(entityManager, connection -> count(connection, table.get(), column));
    }

    private static Count count(Connection connection, LiveSchema.Table table, Optional<String> column)
            throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        String days = column.map(name -> quote + name + quote)
                .map(name -> ", min(" + name + "), max(" + name + ")")
                .orElse("");
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select count(*)" + days + " from " + quote + table.name() + quote)) {
            row.next();
            return new Count(
                    row.getLong(1),
                    days.isEmpty() ? Optional.empty() : day(row.getTimestamp(2)),
                    days.isEmpty() ? Optional.empty() : day(row.getTimestamp(3)));
        }
    }

    private static Optional<LocalDate> day(@Nullable Timestamp moment) {
        return Optional.ofNullable(moment).map(of -> of.toLocalDateTime().toLocalDate());
    }

    private Survey.Unmapped unmapped(LiveSchema.Table table) {
        List<String> suspects = table.columns().values().stream()
                .filter(column -> looks.look(PersonalLooks.Owner.OTHER, column.name(), String.class)
                        .isLikely())
                .map(column -> LiveSchema.lower(column.name()))
                .toList();
        Count count = Connections.call(entityManager, connection -> count(connection, table, Optional.empty()));
        return new Survey.Unmapped(LiveSchema.lower(table.name()), count.rows(), suspects);
    }

    /** Indexes on what would start a period, and on what leads from a row that stays to one that goes. */
    private List<String> indexes(SurveyAdvice advice) {
        List<String> statements = new ArrayList<>();
        declared.keySet().forEach(name -> {
            if (advice.fate(name) == SurveyedEntity.Fate.RULE) {
                Optional.ofNullable(clocks.get(name))
                        .flatMap(clock -> schema.missingIndex(name, clock.attribute(), Optional.empty()))
                        .ifPresent(statements::add);
            }
            subjects.references(name).stream()
                    .filter(association -> switch (advice.fate(association.target())) {
                        case RULE, WITH, OWNED, INHERITED -> true;
                        case LOOK, NONE -> false;
                    })
                    .forEach(association -> schema.missingIndex(name, association.attribute(), Optional.empty())
                            .ifPresent(statements::add));
        });
        return statements.stream().distinct().toList();
    }
}
