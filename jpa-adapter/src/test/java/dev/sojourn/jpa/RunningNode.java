package dev.sojourn.jpa;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A {@link Node} in a process of its own, as its parent sees it. */
final class RunningNode implements AutoCloseable {

    private final Process process;
    private final PrintWriter orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Integer> acknowledged = new ConcurrentLinkedQueue<>();

    RunningNode(String url, String user, int subjects) {
        this(Node.class, url, user, Integer.toString(subjects));
    }

    RunningNode(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        try {
            process = new ProcessBuilder(command)
                    .redirectError(new File("target", "nodes.log"))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread reader = new Thread(this::read, "answers of a node");
        reader.setDaemon(true);
        reader.start();
    }

    void awaitReady() {
        // on a busy machine a JVM takes its time to start
        if (!answer(180).equals("ready")) {
            throw new AssertionError("a node did not get ready");
        }
    }

    /** Orders something and waits for the answer. */
    synchronized String order(Object... words) {
        orders.println(Arrays.stream(words).map(Object::toString).collect(Collectors.joining(" ")));
        return answer(60);
    }

    long[] numbers(String word) {
        String text = order(word);
        return Arrays.stream(text.substring(1, text.length() - 1).split(", "))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    List<Integer> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("a node outlived its killing");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String answer(long seconds) {
        try {
            String answer = answers.poll(seconds, TimeUnit.SECONDS);
            if (answer == null) {
                throw new AssertionError("a node did not answer within " + seconds + " s");
            }
            return answer;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("= ")) {
                    answers.add(line.substring(2));
                } else if (line.startsWith("+ ")) {
                    acknowledged.add(Integer.parseInt(line.substring(2)));
                }
            }
        } catch (IOException e) {
            answers.add("gone");
        }
    }
}
