package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The first look at an application nobody annotated yet: what it holds, how old, which attributes look personal, whom the
 * rows are probably about, which tables no entity knows, and the annotations to begin with (GDPR 30(1)).
 *
 * <p>Taken once and only by reading: the mapping, the database's catalogue, and of each table its number of rows and the
 * days of the oldest and newest. No other value is read, so no identifier and no content can be in it. Names and types are
 * all it goes by: what it calls likely is for a person to confirm. Counting reads whole tables; where they are large, take
 * it on a replica or a copy.
 *
 * <p>Immutable.
 */
public final class Survey {

    private final List<SurveyedEntity> entities;
    private final List<Unmapped> tables;
    private final List<String> columns;
    private final List<String> indexes;
    private final Map<String, DeclaredEntity> advice;

    /**
     * A table no entity maps.
     *
     * @param name the table
     * @param rows how many there are
     * @param suspects its columns that look personal
     */
    record Unmapped(String name, long rows, List<String> suspects) {}

    Survey(
            List<SurveyedEntity> entities,
            List<Unmapped> tables,
            List<String> columns,
            List<String> indexes,
            Map<String, DeclaredEntity> advice) {
        this.entities = List.copyOf(entities);
        this.tables = List.copyOf(tables);
        this.columns = List.copyOf(columns);
        this.indexes = List.copyOf(indexes);
        this.advice = Map.copyOf(advice);
    }

    /**
     * Takes the survey of a persistence unit. It needs neither a policy nor Sojourn's own tables.
     *
     * @param factory of the unit, which stays the host's to close
     * @return the survey
     * @throws jakarta.persistence.PersistenceException when the database cannot be read
     */
    public static Survey of(EntityManagerFactory factory) {
        Objects.requireNonNull(factory, "factory");
        EntityManager entityManager = factory.createEntityManager();
        try {
            EntityTransaction reading = entityManager.getTransaction();
            reading.begin();
            try {
                return SurveyReading.read(entityManager);
            } finally {
                reading.rollback();
            }
        } finally {
            entityManager.close();
        }
    }

    /**
     * The survey to be read in a terminal.
     *
     * @return lines of at most 120 characters, save for those to be copied
     */
    public String text() {
        return new SurveyText(this).write();
    }

    /**
     * The survey as one page of HTML that needs nothing else, neither network nor file.
     *
     * @return the page, in UTF-8 when written as such
     */
    public String html() {
        return new SurveyPage(this).write();
    }

    /** What to look at first comes first. */
    List<SurveyedEntity> entities() {
        return entities;
    }

    List<SurveyedEntity> personal() {
        return entities.stream().filter(SurveyedEntity::isPersonal).toList();
    }

    List<SurveyedEntity> plain() {
        return entities.stream().filter(entity -> !entity.isPersonal()).toList();
    }

    List<Unmapped> tables() {
        return tables;
    }

    List<String> columns() {
        return columns;
    }

    List<String> indexes() {
        return indexes;
    }

    /** What it would write, by entity. */
    Map<String, DeclaredEntity> advice() {
        return advice;
    }

    long rows() {
        return entities.stream()
                .filter(entity -> entity.fate() != SurveyedEntity.Fate.INHERITED)
                .mapToLong(SurveyedEntity::rows)
                .sum();
    }

    /** The rules of a policy that the annotations name, without their periods. */
    List<String> rules() {
        return entities.stream()
                .filter(entity -> entity.fate() == SurveyedEntity.Fate.RULE)
                .map(entity -> ".retain(RetentionRule.atMost(\"" + SurveyAdvice.ruleOf(entity.name())
                        + "\", Period.of…)"
                        + entity.clock()
                                .filter(clock -> clock.meaning() == SurveyClock.Meaning.ACTIVITY)
                                .map(clock -> ".fromLastActivity()")
                                .orElse("")
                        + ".serving(…).because(\"…\"))")
                .toList();
    }

    /** Shows how much there is of what. */
    @Override
    public String toString() {
        return "Survey[" + entities.size() + " entities, " + personal().size() + " of them personal]";
    }
}
