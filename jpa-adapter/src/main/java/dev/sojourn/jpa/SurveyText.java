package dev.sojourn.jpa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a survey for a terminal. */
final class SurveyText {

    private static final int WIDTH = 100;

    private final Survey survey;
    private final StringBuilder text = new StringBuilder();

    SurveyText(Survey survey) {
        this.survey = survey;
    }

    String write() {
        summary(survey).forEach(this::line);
        ranking();
        line("");
        heading("ENTITY BY ENTITY");
        survey.personal().forEach(this::entity);
        plain();
        outside();
        if (!survey.rules().isEmpty()) {
            heading("THE RULES THESE ANNOTATIONS NAME (how long is yours to say)");
            survey.rules().forEach(this::line);
            line("");
        }
        line("Names, types and counts are all this goes by: likely is not certain, and silence is no proof.");
        return text.toString();
    }

    /** The survey in three sentences. */
    static List<String> summary(Survey survey) {
        long likely = survey.entities().stream()
                .mapToLong(entity -> entity.likely().size())
                .sum();
        long possible = survey.entities().stream()
                .mapToLong(entity -> entity.possible().size())
                .sum();
        return List.of(
                survey.entities().size() + " entities, " + number(survey.rows()) + " rows. "
                        + survey.personal().size() + " entities hold personal data or look like it.",
                likely + " attributes look personal, " + possible + " more may be.",
                "Known to no entity: " + survey.tables().size() + " tables, "
                        + survey.columns().size() + " columns. Missing indexes: "
                        + survey.indexes().size() + ".");
    }

    private void ranking() {
        line("");
        heading("WHERE TO BEGIN");
        int place = 1;
        for (SurveyedEntity entity : survey.personal()) {
            line(String.format(
                            Locale.ROOT,
                            "%3d. %-24s %12s rows  %-26s %s",
                            place++,
                            entity.name(),
                            number(entity.rows()),
                            about(entity),
                            kinds(entity))
                    .stripTrailing());
        }
    }

    /** Whose rows they are, in few words. */
    static String about(SurveyedEntity entity) {
        if (entity.owner() == PersonalLooks.Owner.PERSON
                && entity.subject().filter(SubjectWay::isOwn).isPresent()) {
            return "is a person";
        }
        return entity.subject()
                .map(way -> way.isOwn() ? "names " + way.kind() + " in " + way.text() : "by " + way.text())
                .orElse("whose is not told");
    }

    /** How many attributes of each kind look personal, the commonest first. */
    static String kinds(SurveyedEntity entity) {
        Map<String, Long> counts = entity.likely().stream()
                .collect(Collectors.groupingBy(
                        attribute -> attribute.look().kind(), LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(kind -> kind.getValue() == 1 ? kind.getKey() : kind.getKey() + " ×" + kind.getValue())
                .collect(Collectors.joining(", "));
    }

    private void entity(SurveyedEntity entity) {
        line("");
        line(entity.name() + "  (" + number(entity.rows()) + (entity.rows() == 1 ? " row" : " rows") + span(entity)
                + ")");
        line("  whose: " + whose(entity));
        attributes("looks personal", entity.likely());
        attributes("may be", entity.possible());
        entity.remarks().forEach(remark -> line("  note: " + remark));
        if (!entity.code().isEmpty()) {
            line("");
            entity.code().forEach(code -> line("    " + code));
        }
    }

    /** How old the rows are. */
    static String span(SurveyedEntity entity) {
        return entity.oldest()
                .flatMap(from -> entity.newest()
                        .map(to -> ", " + from + " to " + to
                                + entity.clock()
                                        .map(clock -> " by " + clock.attribute())
                                        .orElse("")))
                .orElse("");
    }

    /** Whose the rows are, in a sentence. */
    static String whose(SurveyedEntity entity) {
        String way = entity.subject()
                .map(of -> {
                    if (of.isOwn() && entity.owner() == PersonalLooks.Owner.PERSON && of.certain()) {
                        return "each row is a person, by " + of.text();
                    }
                    if (of.isOwn()) {
                        return "of the " + (of.kind().isEmpty() ? "person" : of.kind()) + " in " + of.text();
                    }
                    return "of the " + of.person() + " it leads to by " + of.text()
                            + (of.certain() ? "" : ", where it leads to one");
                })
                .orElse(
                        entity.owner() == PersonalLooks.Owner.ORGANISATION
                                ? "of a firm or a place, by its name"
                                : "nothing in it tells");
        String mentions = entity.mentions().stream()
                .map(of -> of.person() + " by " + of.text())
                .collect(Collectors.joining(", "));
        return mentions.isEmpty() ? way : way + "; it also names " + mentions;
    }

    private void attributes(String label, List<SurveyedEntity.SurveyedAttribute> attributes) {
        if (attributes.isEmpty()) {
            return;
        }
        Map<String, List<String>> byKind = new LinkedHashMap<>();
        attributes.forEach(attribute -> byKind.computeIfAbsent(attribute.look().kind(), key -> new ArrayList<>())
                .add(attribute.path()));
        wrapped(
                "  " + label + ": ",
                byKind.entrySet().stream()
                        .map(kind -> String.join(", ", kind.getValue()) + " (" + kind.getKey() + ")")
                        .toList());
    }

    private void plain() {
        if (survey.plain().isEmpty()) {
            return;
        }
        line("");
        heading("NOTHING PERSONAL SEEN IN");
        wrapped(
                "",
                survey.plain().stream()
                        .map(entity -> entity.name() + " (" + number(entity.rows()) + ")")
                        .toList());
        survey.plain().stream().filter(entity -> !entity.code().isEmpty()).forEach(entity -> {
            line("");
            line(entity.name() + " refers to rows that will go:");
            entity.code().forEach(code -> line("    " + code));
        });
        line("");
    }

    private void outside() {
        if (!survey.tables().isEmpty() || !survey.columns().isEmpty()) {
            heading("IN THE DATABASE, AND KNOWN TO NO ENTITY");
            survey.tables()
                    .forEach(table -> line("  table " + table.name() + ", " + number(table.rows()) + " rows"
                            + (table.suspects().isEmpty()
                                    ? ""
                                    : ", looks personal: " + String.join(", ", table.suspects()))));
            survey.columns().forEach(column -> line("  column " + column));
            line("");
        }
        if (!survey.indexes().isEmpty()) {
            heading("INDEXES A SWEEP WILL WANT");
            survey.indexes().forEach(index -> line("  " + index + ";"));
            line("");
        }
    }

    private void wrapped(String first, List<String> words) {
        StringBuilder line = new StringBuilder(first);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i) + (i == words.size() - 1 ? "" : ", ");
            if (line.length() + word.length() > WIDTH && line.length() > first.length()) {
                line(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(Math.max(4, first.length())));
            }
            line.append(word);
        }
        line(line.toString());
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private void heading(String heading) {
        line(heading);
        line("-".repeat(heading.length()));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
