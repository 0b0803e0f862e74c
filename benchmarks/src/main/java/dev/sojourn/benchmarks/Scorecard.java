package dev.sojourn.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs suites, prints a line for each score, and writes the same with a chart below {@code results}. */
public final class Scorecard {

    private static final Map<String, Suite> SUITES = new LinkedHashMap<>();

    static {
        SUITES.put("check", new CheckSuite());
        SUITES.put("record", new RecordSuite());
        SUITES.put("audience", new AudienceSuite());
        SUITES.put("sweep", new SweepSuite());
        SUITES.put("erase", new EraseSuite());
    }

    private Scorecard() {}

    /**
     * Runs.
     *
     * @param args a suite's name or {@code all}; {@code small} or {@code full}
     * @throws Exception when something could not be measured, or a side did not do its job
     */
    public static void main(String[] args) throws Exception {
        String name = args.length > 0 ? args[0] : "all";
        Scale scale = Scale.valueOf((args.length > 1 ? args[1] : "full").toUpperCase(Locale.ROOT));
        if (!name.equals("all") && !SUITES.containsKey(name)) {
            throw new IllegalArgumentException(
                    "there is no suite '" + name + "': choose of " + SUITES.keySet() + " or all");
        }
        Path results = Files.createDirectories(Path.of("results"));
        List<String> failed = new ArrayList<>();
        for (Map.Entry<String, Suite> suite : SUITES.entrySet()) {
            if (name.equals("all") || name.equals(suite.getKey())) {
                long begun = System.nanoTime();
                try {
                    run(suite.getKey(), suite.getValue(), scale, results, System.out);
                } catch (Exception e) {
                    if (!name.equals("all")) {
                        throw e;
                    }
                    e.printStackTrace();
                    failed.add(suite.getKey());
                }
                System.err.printf("%s took %d s%n", suite.getKey(), (System.nanoTime() - begun) / 1_000_000_000L);
            }
        }
        if (!failed.isEmpty()) {
            throw new IllegalStateException("not everything was measured: " + failed);
        }
    }

    private static void run(String name, Suite suite, Scale scale, Path results, PrintStream out) throws Exception {
        List<Score> scores = new ArrayList<>();
        suite.run(scale, score -> {
            scores.add(score);
            out.println(score.line());
            out.flush();
        });
        write(results, name, scores);
    }

    private static void write(Path results, String name, List<Score> scores) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(Score.header());
        scores.forEach(score -> lines.add(score.csv()));
        Files.write(results.resolve(name + ".csv"), lines);
        Files.writeString(results.resolve(name + ".svg"), Chart.of(name, scores));
    }
}
