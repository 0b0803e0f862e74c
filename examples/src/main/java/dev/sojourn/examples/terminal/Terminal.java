package dev.sojourn.examples.terminal;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a story is told: plain text anywhere, colour and a moving bar where somebody watches.
 *
 * <p>Colour is shown only on a console and only where {@code NO_COLOR} is unset; lines are drawn with ASCII where the
 * console cannot show more. Not thread-safe.
 */
public final class Terminal {

    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean watched;
    private final boolean colour;
    private final boolean unicode;

    /**
     * A terminal.
     *
     * @param out where to print
     * @param watched whether a line may be drawn over
     * @param colour whether colours are shown
     * @param unicode whether more than ASCII can be shown
     */
    public Terminal(PrintStream out, boolean watched, boolean colour, boolean unicode) {
        this.out = out;
        this.watched = watched;
        this.colour = colour;
        this.unicode = unicode;
    }

    /**
     * The process's own standard output.
     *
     * @return the terminal
     */
    public static Terminal standard() {
        Charset charset = Stream.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")
                .map(System::getProperty)
                .filter(name -> name != null && Charset.isSupported(name))
                .findFirst()
                .map(Charset::forName)
                .orElseGet(Charset::defaultCharset);
        boolean watched = isWatched(System.console());
        return new Terminal(
                new PrintStream(System.out, true, charset),
                watched,
                watched && System.getenv("NO_COLOR") == null,
                charset.newEncoder().canEncode("─█░…"));
    }

    /**
     * The title of the story.
     *
     * @param title the title
     * @param subtitle what stands under it
     */
    public void title(String title, String subtitle) {
        String line = (unicode ? "═" : "=").repeat(WIDTH);
        Stream.of("", Style.STRONG.on(line, colour), "  " + Style.STRONG.on(title, colour), "  " + subtitle)
                .forEach(this::line);
        line(Style.STRONG.on(line, colour));
    }

    /**
     * Begins a chapter.
     *
     * @param title its title
     */
    public void chapter(String title) {
        String stroke = unicode ? "─" : "-";
        String line = stroke.repeat(2) + " " + title + " ";
        line("");
        line(Style.STRONG.on(line + stroke.repeat(Math.max(2, WIDTH - line.length())), colour));
        line("");
    }

    /**
     * Says something.
     *
     * @param text one line
     */
    public void line(String text) {
        out.println(unicode ? text : text.replace('─', '-').replace("…", "..."));
    }

    /**
     * Says something in a style.
     *
     * @param text one line
     * @param style how it looks
     */
    public void line(String text, Style style) {
        line(style.on(text, colour));
    }

    /**
     * Shows a table.
     *
     * @param table the table
     */
    public void table(Table table) {
        List<String> lines = table.lines(colour, unicode);
        lines.forEach(line -> line("  " + line));
        line("");
    }

    /**
     * Begins a progress bar.
     *
     * @param total how much there is to do
     * @return the bar
     */
    public ProgressBar progress(long total) {
        return new ProgressBar(out, total, watched, unicode);
    }

    /** From JDK 22 on a process has a console even where nobody watches; the console itself knows then. */
    private static boolean isWatched(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        return Arrays.stream(Console.class.getMethods())
                .filter(method -> method.getName().equals("isTerminal"))
                .findFirst()
                .map(method -> {
                    try {
                        return Boolean.TRUE.equals(method.invoke(console));
                    } catch (ReflectiveOperationException e) {
                        return false;
                    }
                })
                .orElse(true);
    }
}
