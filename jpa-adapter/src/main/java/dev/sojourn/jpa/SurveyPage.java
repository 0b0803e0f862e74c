package dev.sojourn.jpa;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a survey as one page of HTML; the frame with its style and script is a file of its own in this jar. */
final class SurveyPage {

    private static final int BAR = 100;

    private final Survey survey;
    private final StringBuilder page = new StringBuilder();

    SurveyPage(Survey survey) {
        this.survey = survey;
    }

    String write() {
        figures();
        ranking();
        survey.personal().forEach(this::entity);
        plain();
        outside();
        rules();
        return frame().replace("<!-- body -->", page);
    }

    private static String frame() {
        try (InputStream file = SurveyPage.class.getResourceAsStream("survey.html")) {
            if (file == null) {
                throw new IllegalStateException("survey.html is not beside " + SurveyPage.class);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read survey.html", e);
        }
    }

    private void figures() {
        long likely = survey.entities().stream()
                .mapToLong(entity -> entity.likely().size())
                .sum();
        page.append("<ul class=figures>");
        figure(survey.entities().size(), "entities");
        figure(survey.rows(), "rows");
        figure(survey.personal().size(), "entities hold personal data, or look like it");
        figure(likely, "attributes look personal");
        figure(survey.tables().size(), "tables no entity knows");
        figure(survey.indexes().size(), "indexes missing");
        page.append("</ul>");
    }

    private void figure(long number, String text) {
        page.append("<li><b>")
                .append(SurveyText.number(number))
                .append("</b> ")
                .append(text)
                .append("</li>");
    }

    private void ranking() {
        double heaviest = survey.personal().stream()
                .mapToDouble(SurveyedEntity::weight)
                .max()
                .orElse(1);
        page.append(
                        "<section id=begin><h2>Where to begin</h2><p class=lead>Sensitive kinds weigh more, and much of it weighs")
                .append(
                        " more than little.</p><table><thead><tr><th><th>Entity<th class=n>Rows<th>Since<th>Whose<th>Looks")
                .append(" like</tr></thead><tbody>");
        int place = 1;
        for (SurveyedEntity entity : survey.personal()) {
            page.append("<tr><td class=n>")
                    .append(place++)
                    .append("<td><a href=\"#e-")
                    .append(escaped(entity.name()))
                    .append("\">")
                    .append(escaped(entity.name()))
                    .append("</a><span class=bar style=\"width:")
                    .append(Math.max(2, Math.round(BAR * entity.weight() / heaviest)))
                    .append("%\"></span><td class=n>")
                    .append(SurveyText.number(entity.rows()))
                    .append("<td class=d>")
                    .append(entity.oldest().map(Object::toString).orElse(""))
                    .append("<td>")
                    .append(escaped(SurveyText.about(entity)))
                    .append("<td>");
            chips(entity.likely().stream()
                    .map(attribute -> attribute.look().kind())
                    .collect(Collectors.groupingBy(kind -> kind, LinkedHashMap::new, Collectors.counting())));
            page.append("</tr>");
        }
        page.append("</tbody></table></section><h2>Entity by entity</h2>");
    }

    private void chips(Map<String, Long> kinds) {
        kinds.forEach((kind, count) -> page.append("<span class=\"chip k-")
                .append(kind)
                .append("\">")
                .append(kind)
                .append(count == 1 ? "" : " ×" + count)
                .append("</span>"));
    }

    private void entity(SurveyedEntity entity) {
        page.append("<section class=entity id=\"e-")
                .append(escaped(entity.name()))
                .append("\"><h3>")
                .append(escaped(entity.name()))
                .append("</h3><p class=meta>")
                .append(SurveyText.number(entity.rows()))
                .append(entity.rows() == 1 ? " row" : " rows")
                .append(escaped(SurveyText.span(entity)))
                .append("<br>")
                .append(escaped(SurveyText.whose(entity)))
                .append("</p>");
        attributes(entity.likely(), "");
        attributes(entity.possible(), "may be ");
        entity.remarks()
                .forEach(remark ->
                        page.append("<p class=note>").append(escaped(remark)).append("</p>"));
        code(entity.code());
        page.append("</section>");
    }

    private void attributes(List<SurveyedEntity.SurveyedAttribute> attributes, String before) {
        if (attributes.isEmpty()) {
            return;
        }
        page.append(before.isEmpty() ? "<ul class=attributes>" : "<ul class=\"attributes may\">");
        attributes.forEach(attribute -> page.append("<li><code>")
                .append(escaped(attribute.path()))
                .append("</code><span class=\"chip k-")
                .append(attribute.look().kind())
                .append("\">")
                .append(before)
                .append(attribute.look().kind())
                .append("</span></li>"));
        page.append("</ul>");
    }

    private void code(List<String> lines) {
        if (!lines.isEmpty()) {
            page.append("<div class=code><button type=button>Copy</button><pre>")
                    .append(escaped(String.join("\n", lines)))
                    .append("</pre></div>");
        }
    }

    private void plain() {
        if (survey.plain().isEmpty()) {
            return;
        }
        page.append("<section id=plain><h2>Nothing personal seen</h2><p>")
                .append(survey.plain().stream()
                        .map(entity ->
                                escaped(entity.name()) + " <small>" + SurveyText.number(entity.rows()) + "</small>")
                        .collect(Collectors.joining(", ")))
                .append("</p>");
        survey.plain().stream().filter(entity -> !entity.code().isEmpty()).forEach(entity -> {
            page.append("<p class=note>").append(escaped(entity.name())).append(" refers to rows that will go:</p>");
            code(entity.code());
        });
        page.append("</section>");
    }

    private void outside() {
        if (!survey.tables().isEmpty() || !survey.columns().isEmpty()) {
            page.append("<section id=outside><h2>In the database, and known to no entity</h2><table><tbody>");
            survey.tables()
                    .forEach(table -> page.append("<tr><td>table <code>")
                            .append(escaped(table.name()))
                            .append("</code><td class=n>")
                            .append(SurveyText.number(table.rows()))
                            .append(" rows<td>")
                            .append(
                                    table.suspects().isEmpty()
                                            ? ""
                                            : "looks personal: " + escaped(String.join(", ", table.suspects())))
                            .append("</tr>"));
            survey.columns()
                    .forEach(column -> page.append("<tr><td colspan=3>column <code>")
                            .append(escaped(column))
                            .append("</code></tr>"));
            page.append("</tbody></table></section>");
        }
        if (!survey.indexes().isEmpty()) {
            page.append("<section id=indexes><h2>Indexes a sweep will want</h2>");
            code(survey.indexes().stream().map(index -> index + ";").toList());
            page.append("</section>");
        }
    }

    private void rules() {
        if (!survey.rules().isEmpty()) {
            page.append(
                            "<section id=rules><h2>The rules these annotations name</h2><p class=lead>How long, and for which")
                    .append(" purpose, is yours to say.</p>");
            code(survey.rules());
            page.append("</section>");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
