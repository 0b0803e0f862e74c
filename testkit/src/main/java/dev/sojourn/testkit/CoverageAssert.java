package dev.sojourn.testkit;

import dev.sojourn.register.CoverageFinding;
import dev.sojourn.register.PersonalDataModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A build that fails when personal data has no rule: one line in a test of the host's own.
 *
 * <pre>{@code
 * CoverageAssert.assertThat(JpaStores.of(work).personalData(policy)).isCovered();
 * }</pre>
 *
 * <p>Immutable; each method returns a new assertion.
 */
public final class CoverageAssert {

    private final PersonalDataModel model;
    private final Map<String, String> waivers;
    private final List<String> known;

    private CoverageAssert(PersonalDataModel model, Map<String, String> waivers, List<String> known) {
        this.model = model;
        this.waivers = waivers;
        this.known = known;
    }

    /**
     * Asserts on the coverage of a model.
     *
     * @param model as the stores read it
     * @return the assertion
     */
    public static CoverageAssert assertThat(PersonalDataModel model) {
        return new CoverageAssert(Objects.requireNonNull(model, "model"), Map.of(), List.of());
    }

    /**
     * The same where every attribute must carry a mark of its own.
     *
     * @return the assertion
     */
    public CoverageAssert strictly() {
        return new CoverageAssert(model.strictly(), waivers, known);
    }

    /**
     * The same without one finding, for a reason.
     *
     * @param finding its key, for example {@code SUSPECT Supplier.email}
     * @param reason why it is none, in words a lawyer could read
     * @return the assertion
     * @throws IllegalArgumentException when there is no reason, or the finding is waived twice
     */
    public CoverageAssert waiving(String finding, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("'" + finding + "' is waived without a reason: say why it is no gap");
        }
        Map<String, String> more = new LinkedHashMap<>(waivers);
        if (more.put(finding.strip(), reason) != null) {
            throw new IllegalArgumentException("'" + finding + "' is waived twice: keep one");
        }
        return new CoverageAssert(model, more, known);
    }

    /**
     * The same but for findings known since the day the file was written: one key a line, with {@code #} before remarks.
     * A finding that is not in the file fails; so does a line whose finding was mended, until it leaves the file.
     *
     * @param baseline the file, in UTF-8, kept under version control
     * @return the assertion
     * @throws UncheckedIOException when the file cannot be read
     */
    public CoverageAssert butKnown(Path baseline) {
        try {
            List<String> all = new ArrayList<>(known);
            Files.readAllLines(baseline).stream()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .forEach(all::add);
            return new CoverageAssert(model, waivers, all);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read the baseline " + baseline
                            + ": begin with an empty file, and the failure lists its lines",
                    e);
        }
    }

    /**
     * Fails when there is a finding that is neither known nor waived, or a known or waived one that is none any more.
     *
     * @throws AssertionError listing each finding with its mend
     */
    public void isCovered() {
        Set<String> found = model.findings().stream().map(CoverageFinding::key).collect(Collectors.toSet());
        List<CoverageFinding> fresh = model.findings().stream()
                .filter(finding -> !known.contains(finding.key()) && !waivers.containsKey(finding.key()))
                .toList();
        Set<String> mended = new TreeSet<>(known);
        mended.removeIf(key -> found.contains(key) && !waivers.containsKey(key));
        Set<String> idle = new TreeSet<>(waivers.keySet());
        idle.removeAll(found);
        if (!fresh.isEmpty() || !mended.isEmpty() || !idle.isEmpty()) {
            throw new AssertionError(message(fresh, mended, idle));
        }
    }

    private static String message(List<CoverageFinding> fresh, Set<String> mended, Set<String> idle) {
        StringBuilder text = new StringBuilder();
        if (!fresh.isEmpty()) {
            text.append(fresh.size() == 1 ? "1 gap" : fresh.size() + " gaps")
                    .append(" in the cover of personal data\n");
            fresh.forEach(finding -> text.append("\n  ")
                    .append(finding.key())
                    .append("\n      ")
                    .append(finding.problem())
                    .append("\n      mend: ")
                    .append(finding.mend().replace("\n", "\n            "))
                    .append('\n'));
            text.append("\nTo live with them for now, put these lines into the baseline:\n\n");
            fresh.forEach(finding -> text.append(finding.key()).append('\n'));
        }
        if (!mended.isEmpty()) {
            text.append("\nMended or waived; take these lines out of the baseline:\n\n");
            mended.forEach(key -> text.append(key).append('\n'));
        }
        if (!idle.isEmpty()) {
            text.append("\nWaived and not found; remove waiving(…) for:\n\n");
            idle.forEach(key -> text.append(key).append('\n'));
        }
        return text.toString();
    }
}
