package dev.sojourn.jpa;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What one entity's rows are, as far as names, types, associations and counts tell.
 *
 * @param name the entity's name
 * @param table where its rows are
 * @param rows how many there are
 * @param clock the attribute its age is told by
 * @param oldest the day of the oldest row by it
 * @param newest the day of the newest
 * @param owner who the rows are about
 * @param subject the way to the person
 * @param mentions ways to others a row names
 * @param attributes every value of a row
 * @param fate what becomes of the rows by these annotations
 * @param code the annotations it would write, as lines of Java; none where there is nothing to write
 * @param remarks what a reader should know before copying them
 */
record SurveyedEntity(
        String name,
        Optional<String> table,
        long rows,
        Optional<SurveyClock> clock,
        Optional<LocalDate> oldest,
        Optional<LocalDate> newest,
        PersonalLooks.Owner owner,
        Optional<SubjectWay> subject,
        List<SubjectWay> mentions,
        List<SurveyedAttribute> attributes,
        Fate fate,
        List<String> code,
        List<String> remarks) {

    /** What becomes of an entity's rows. */
    enum Fate {
        /** A rule of their own ends them. */
        RULE,
        /** They go with the row they belong to. */
        WITH,
        /** The row that owns them takes them along, as it is mapped. */
        OWNED,
        /** They are rows of the entity this one extends. */
        INHERITED,
        /** They look personal, and nothing says whose they are: somebody must look. */
        LOOK,
        /** Nothing personal was seen. */
        NONE
    }

    /**
     * One attribute.
     *
     * @param path its name
     * @param type its Java type, in short
     * @param look how personal it looks
     * @param content what it may hold that nobody sees from outside; empty for plain columns
     */
    record SurveyedAttribute(String path, String type, Look look, String content) {}

    List<SurveyedAttribute> likely() {
        return attributes.stream()
                .filter(attribute -> attribute.look().isLikely())
                .toList();
    }

    List<SurveyedAttribute> possible() {
        return attributes.stream()
                .filter(attribute -> attribute.look().degree() == Look.Degree.POSSIBLE)
                .toList();
    }

    boolean isPersonal() {
        return fate != Fate.NONE;
    }

    /** What to look at first: sensitive kinds weigh more, and much of it weighs more than little. */
    double weight() {
        double kinds = attributes.stream()
                .map(SurveyedAttribute::look)
                .mapToDouble(SurveyedEntity::weight)
                .sum();
        double base = kinds + (subject.isPresent() ? 1 : 0);
        return base * (1 + Math.log10(rows + 1.0));
    }

    private static double weight(Look look) {
        double full = switch (look.kind()) {
            case "health", "belief" -> 4;
            case "government", "payment", "secret" -> 3;
            case "birth", "contact", "address", "place", "device" -> 2;
            default -> 1;
        };
        return switch (look.degree()) {
            case LIKELY -> full;
            case POSSIBLE -> full / 4;
            case NOTHING -> 0;
        };
    }
}
