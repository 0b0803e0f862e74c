package dev.sojourn.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * A picture of a suite: a bar for each score, as far along as it is from its target, on a scale of powers of ten; the
 * line is the target, what ends left of it is better.
 */
final class Chart {

    private static final int ROW = 26;
    private static final int LEFT = 60;
    private static final int WIDTH = 640;
    private static final int DECADES = 2;

    private Chart() {}

    static String of(String suite, List<Score> scores) {
        int height = 60 + scores.size() * ROW;
        int middle = LEFT + WIDTH / 2;
        StringBuilder svg = new StringBuilder();
        line(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">",
                LEFT + WIDTH + 160,
                height);
        line(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
        line(
                svg,
                "<text x=\"10\" y=\"20\" font-size=\"14\" font-weight=\"bold\">%s: how far from the target</text>",
                suite);
        for (int decade = -DECADES; decade <= DECADES; decade++) {
            int x = middle + decade * WIDTH / (2 * DECADES);
            line(
                    svg,
                    "<line x1=\"%d\" y1=\"32\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>",
                    x,
                    x,
                    height - 22,
                    decade == 0 ? "#222222" : "#dddddd");
            line(
                    svg,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#555555\">%s</text>",
                    x,
                    height - 6,
                    decade == 0 ? "target" : "x" + Score.figure(Math.pow(10, decade)));
        }
        int y = 36;
        for (Score score : scores) {
            int end = middle + (int) Math.round(distance(score) * WIDTH / (2 * DECADES));
            line(svg, "<text x=\"10\" y=\"%d\">%s</text>", y + 15, score.id());
            line(
                    svg,
                    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>",
                    Math.min(middle, end),
                    y + 3,
                    Math.max(2, Math.abs(end - middle)),
                    ROW - 10,
                    score.ok() ? "#2e7d32" : "#c62828");
            line(
                    svg,
                    "<text x=\"%d\" y=\"%d\" fill=\"#555555\">%s (%s)</text>",
                    LEFT + WIDTH + 12,
                    y + 15,
                    Score.figure(score.ratio().orElse(score.ours())),
                    escaped(score.target().toString()));
            y += ROW;
        }
        line(svg, "</svg>");
        return svg.toString();
    }

    /** In decades; negative is better than the target, for targets from below as well. */
    private static double distance(Score score) {
        double value = score.ratio().orElse(score.ours());
        double bound = score.target().bound();
        if (value == bound) {
            return 0;
        }
        double decades = value == 0 ? -DECADES : bound == 0 ? DECADES : Math.log10(value / bound);
        double signed = score.target().atMost() ? decades : -decades;
        return Math.max(-DECADES, Math.min(DECADES, signed));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
