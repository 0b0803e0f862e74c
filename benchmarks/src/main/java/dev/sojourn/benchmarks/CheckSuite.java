package dev.sojourn.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** H1 to H9: what a check costs, by CPU time; sides take turns, fork by fork. */
final class CheckSuite implements Suite {

    private static final String ALLOCATION = "gc.alloc.rate.norm";

    /** One side in one fork: the median of its iterations. */
    private record Fork(double nanos, double bytes) {}

    /** What is measured, those beside each other that are compared with each other. */
    private enum Side {
        SOJOURN("Checks.sojourn", 1),
        MAP_AND_CLOCK("Checks.mapAndClock", 1),
        SOJOURN_BY_TWO("Checks.sojourn", 2),
        MAP_AND_CLOCK_BY_TWO("Checks.mapAndClock", 2),
        SUBJECT("Checks.sojournSubject", 1),
        BUSY("Busy.sojournWhileWritten", 1),
        STANDING("Checks.standing", 1),
        MAP("Checks.map", 1),
        CACHEABLE("FrameworkChecks.cacheable", 1),
        PRE_AUTHORIZE("FrameworkChecks.preAuthorize", 1),
        JCASBIN("FrameworkChecks.jcasbin", 1);

        private final String benchmark;
        private final int threads;

        Side(String benchmark, int threads) {
            this.benchmark = benchmark;
            this.threads = threads;
        }
    }

    @Override
    public void run(Scale scale, Consumer<Score> scores) throws Exception {
        Map<Side, List<Fork>> forks = forks(scale);
        Samples ours = nanos(forks, Side.SOJOURN);
        Samples map = nanos(forks, Side.MAP_AND_CLOCK);
        scores.accept(Score.ratio("H1", ours, map, Target.atMost(1.3), "ns"));
        scores.accept(Score.ratio("H2", ours, nanos(forks, Side.CACHEABLE), Target.atMost(1.0 / 8), "ns"));
        scores.accept(Score.ratio("H3", ours, nanos(forks, Side.PRE_AUTHORIZE), Target.atMost(1.0 / 25), "ns"));
        scores.accept(Score.ratio("H4", ours, nanos(forks, Side.JCASBIN), Target.atMost(1.0 / 100), "ns"));
        Samples bytes = of(forks, Side.SUBJECT, Fork::bytes);
        Samples fromText = of(forks, Side.SOJOURN, Fork::bytes);
        double allocated = Math.max(bytes.most(), fromText.most());
        scores.accept(Score.alone(
                "H5",
                allocated < 0.1 ? 0 : allocated,
                Target.atMost(0),
                "B",
                bytes.spread() + " and from a String " + fromText.spread()));
        scores.accept(Score.ratio("H6", nanos(forks, Side.STANDING), nanos(forks, Side.MAP), Target.atMost(0.2), "ns"));
        Misses.run(scale, scores);
        scores.accept(Score.ratio(
                "H8",
                nanos(forks, Side.SOJOURN_BY_TWO).over(ours),
                nanos(forks, Side.MAP_AND_CLOCK_BY_TWO).over(map),
                Target.atMost(1.2),
                "times one thread"));
        scores.accept(Score.ratio("H9", nanos(forks, Side.BUSY), nanos(forks, Side.SUBJECT), Target.atMost(1.5), "ns"));
    }

    /** Every other turn in the opposite order, so that what comes before a side weighs on none more than on another. */
    private static Map<Side, List<Fork>> forks(Scale scale) throws RunnerException {
        Map<Side, List<Fork>> forks = new EnumMap<>(Side.class);
        int turns = scale.pick(2, 7);
        for (int turn = 0; turn < turns; turn++) {
            List<Side> order = new ArrayList<>(List.of(Side.values()));
            if (turn % 2 == 1) {
                Collections.reverse(order);
            }
            for (Side side : order) {
                Fork fork = fork(side.benchmark, side.threads, scale);
                Progress.say("checks: turn " + (turn + 1) + " of " + turns + ", " + side + ": "
                        + Score.figure(fork.nanos()) + " ns");
                forks.computeIfAbsent(side, one -> new ArrayList<>()).add(fork);
            }
        }
        return forks;
    }

    /** The writer's code runs five thousand times a second, and so is compiled late. */
    private static int warmUp(String benchmark, Scale scale) {
        return benchmark.startsWith("Busy.") ? scale.pick(8, 16) : 4;
    }

    private static Fork fork(String benchmark, int threads, Scale scale) throws RunnerException {
        Options options = new OptionsBuilder()
                .include("\\." + benchmark.replace(".", "\\.") + "$")
                .threads(threads)
                .forks(1)
                .warmupIterations(warmUp(benchmark, scale))
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(6)
                .measurementTime(TimeValue.milliseconds(400))
                .addProfiler(GCProfiler.class)
                .addProfiler(WorkerCpu.class)
                .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-D" + Busy.LEAST_PACE + "=" + scale.pick(0, 0.8))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        RunResult result = results.stream()
                .reduce((one, other) -> {
                    throw new IllegalStateException("more than one benchmark is called " + benchmark);
                })
                .orElseThrow();
        List<IterationResult> iterations = result.getBenchmarkResults().stream()
                .flatMap(each -> each.getIterationResults().stream())
                .toList();
        return new Fork(median(iterations, WorkerCpu.NAME), median(iterations, ALLOCATION));
    }

    private static double median(List<IterationResult> iterations, String metric) {
        return new Samples(iterations.stream()
                        .mapToDouble(iteration -> Objects.requireNonNull(
                                        iteration.getSecondaryResults().get(metric), metric)
                                .getScore())
                        .toArray())
                .median();
    }

    private static Samples nanos(Map<Side, List<Fork>> forks, Side side) {
        return of(forks, side, Fork::nanos);
    }

    private static Samples of(Map<Side, List<Fork>> forks, Side side, ToDoubleFunction<Fork> value) {
        return new Samples(Objects.requireNonNull(forks.get(side), side.name()).stream()
                .mapToDouble(value)
                .toArray());
    }
}
