package dev.sojourn.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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

    @Override
    public void run(Scale scale, Consumer<Score> scores) throws Exception {
        int turns = scale.pick(2, 7);
        List<Fork> sojourn = new ArrayList<>();
        List<Fork> subject = new ArrayList<>();
        List<Fork> standing = new ArrayList<>();
        List<Fork> map = new ArrayList<>();
        List<Fork> mapAndClock = new ArrayList<>();
        List<Fork> cacheable = new ArrayList<>();
        List<Fork> preAuthorize = new ArrayList<>();
        List<Fork> jcasbin = new ArrayList<>();
        List<Fork> sojournByTwo = new ArrayList<>();
        List<Fork> mapByTwo = new ArrayList<>();
        List<Fork> busy = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            System.err.println("checks: turn " + (turn + 1) + " of " + turns);
            sojourn.add(fork("Checks.sojourn", 1, scale));
            mapAndClock.add(fork("Checks.mapAndClock", 1, scale));
            subject.add(fork("Checks.sojournSubject", 1, scale));
            busy.add(fork("Busy.sojournWhileWritten", 1, scale));
            map.add(fork("Checks.map", 1, scale));
            standing.add(fork("Checks.standing", 1, scale));
            sojournByTwo.add(fork("Checks.sojourn", 2, scale));
            mapByTwo.add(fork("Checks.mapAndClock", 2, scale));
            cacheable.add(fork("FrameworkChecks.cacheable", 1, scale));
            preAuthorize.add(fork("FrameworkChecks.preAuthorize", 1, scale));
            jcasbin.add(fork("FrameworkChecks.jcasbin", 1, scale));
        }
        Samples ours = nanos(sojourn);
        scores.accept(Score.ratio("H1", ours, nanos(mapAndClock), Target.atMost(1.3), "ns"));
        scores.accept(Score.ratio("H2", ours, nanos(cacheable), Target.atMost(1.0 / 8), "ns"));
        scores.accept(Score.ratio("H3", ours, nanos(preAuthorize), Target.atMost(1.0 / 25), "ns"));
        scores.accept(Score.ratio("H4", ours, nanos(jcasbin), Target.atMost(1.0 / 100), "ns"));
        Samples bytes = of(subject, Fork::bytes);
        Samples fromText = of(sojourn, Fork::bytes);
        double allocated = Math.max(bytes.most(), fromText.most());
        scores.accept(Score.alone(
                "H5",
                allocated < 0.1 ? 0 : allocated,
                Target.atMost(0),
                "B",
                bytes.spread() + " and from a String " + fromText.spread()));
        scores.accept(Score.ratio("H6", nanos(standing), nanos(map), Target.atMost(0.2), "ns"));
        Misses.run(scale, scores);
        scores.accept(Score.ratio(
                "H8",
                nanos(sojournByTwo).over(ours),
                nanos(mapByTwo).over(nanos(mapAndClock)),
                Target.atMost(1.2),
                "times one thread"));
        scores.accept(Score.ratio("H9", nanos(busy), nanos(subject), Target.atMost(1.5), "ns"));
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

    private static Samples nanos(List<Fork> forks) {
        return of(forks, Fork::nanos);
    }

    private static Samples of(List<Fork> forks, ToDoubleFunction<Fork> value) {
        return new Samples(forks.stream().mapToDouble(value).toArray());
    }
}
