package dev.sojourn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The code in the README and the docs is cut from tests, so that it compiles and does what the text says. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern SOURCE = Pattern.compile("<!-- (\\S+\\.(?:java|yml))#(\\S+) -->");

    private record Snippet(Path page, int line, String source, String tag, List<String> code) {}

    @TestFactory
    Stream<DynamicTest> showsCodeAsTestsHaveIt() throws IOException {
        return snippets().stream()
                .map(snippet -> DynamicTest.dynamicTest(
                        ROOT.relativize(snippet.page) + ":" + snippet.line + " " + snippet.tag,
                        () -> assertThat(String.join("\n", snippet.code))
                                .isEqualTo(String.join("\n", tagged(ROOT.resolve(snippet.source), snippet.tag)))));
    }

    @Test
    void tellsWhereEveryPieceOfCodeIsCutFrom() throws IOException {
        for (Path page : pages()) {
            List<String> lines = Files.readAllLines(page);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith("```java") || lines.get(i).startsWith("```yaml")) {
                    assertThat(i > 0 ? lines.get(i - 1) : "")
                            .as("line before the code in %s:%d", ROOT.relativize(page), i + 1)
                            .matches(SOURCE);
                }
            }
        }
    }

    @Test
    void showsTheTourOnTheFirstScreen() throws IOException {
        List<String> readme = Files.readAllLines(ROOT.resolve("README.md"));

        int begins = readme.indexOf("```java");
        int ends = begins + readme.subList(begins, readme.size()).indexOf("```");

        assertThat(begins).isBetween(1, 13);
        assertThat(ends).isLessThan(25);
        assertThat(readme).hasSizeLessThan(250);
    }

    @Test
    void linksToPagesThatExist() throws IOException {
        Pattern link = Pattern.compile("\\]\\((?!https?:)([^)#]+)");
        for (Path page : pages()) {
            Matcher matcher = link.matcher(Files.readString(page));
            while (matcher.find()) {
                Path target = page.resolveSibling(matcher.group(1));
                assertThat(target).as("link in %s", ROOT.relativize(page)).exists();
            }
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    private static List<Snippet> snippets() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (Path page : pages()) {
            List<String> lines = Files.readAllLines(page);
            for (int i = 0; i < lines.size(); i++) {
                Matcher source = SOURCE.matcher(lines.get(i));
                if (source.matches()) {
                    List<String> rest = lines.subList(i + 2, lines.size());
                    snippets.add(new Snippet(
                            page, i + 1, source.group(1), source.group(2), rest.subList(0, rest.indexOf("```"))));
                }
            }
        }
        return snippets;
    }

    private static List<String> tagged(Path source, String tag) throws IOException {
        List<String> lines = Files.readAllLines(source).stream().toList();
        List<String> trimmed = lines.stream()
                .map(String::strip)
                .map(line -> line.startsWith("# ") ? "//" + line.substring(1) : line)
                .toList();
        int from = trimmed.indexOf("// tag::" + tag + "[]");
        int to = trimmed.indexOf("// end::" + tag + "[]");
        assertThat(from).as("tag '%s' in %s", tag, source.getFileName()).isNotNegative();
        assertThat(to).as("end of tag '%s' in %s", tag, source.getFileName()).isGreaterThan(from);
        List<String> code = lines.subList(from + 1, to);
        int indent = code.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return code.stream()
                .map(line -> line.isBlank() ? "" : line.substring(indent))
                .toList();
    }
}
