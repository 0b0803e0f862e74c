package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.register.CoverageFinding;
import dev.sojourn.register.Gap;
import dev.sojourn.register.PersonalDataModel;
import dev.sojourn.register.PersonalField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build fails for each new gap, and for each line of its baseline that is no gap any more. */
class CoverageAssertTest {

    private static final CoverageFinding SUSPECT =
            new CoverageFinding(Gap.SUSPECT, "Supplier.email", "looks personal", "write @Retained on Supplier");
    private static final CoverageFinding MISSING =
            new CoverageFinding(Gap.MISSING, "Complaint", "names its subject", "write @Retained on Complaint");

    private final PersonalDataModel model = new PersonalDataModel(List.of(), List.of(SUSPECT, MISSING));

    @TempDir
    Path folder;

    @Test
    void passesWhereEverythingIsCovered() {
        assertThatCode(() -> CoverageAssert.assertThat(new PersonalDataModel(List.of(), List.of()))
                        .isCovered())
                .doesNotThrowAnyException();
    }

    @Test
    void listsEachFindingWithItsMend() {
        assertThatThrownBy(() -> CoverageAssert.assertThat(model).isCovered())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 gaps")
                .hasMessageContaining("SUSPECT Supplier.email")
                .hasMessageContaining("mend: write @Retained on Supplier")
                .hasMessageContaining("mend: write @Retained on Complaint");
    }

    @Test
    void letsKnownFindingsPassAndFailsOnNewOnes() throws IOException {
        Path baseline = baseline("# since March\nSUSPECT Supplier.email # asked the buyers\n");

        assertThatThrownBy(() ->
                        CoverageAssert.assertThat(model).butKnown(baseline).isCovered())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("MISSING Complaint")
                .hasMessageNotContaining("SUSPECT");
        Path both = baseline("SUSPECT Supplier.email\nMISSING Complaint\n");
        assertThatCode(() -> CoverageAssert.assertThat(model).butKnown(both).isCovered())
                .doesNotThrowAnyException();
    }

    @Test
    void failsUntilMendedFindingsLeaveTheBaseline() throws IOException {
        Path baseline = baseline("SUSPECT Supplier.email\nMISSING Complaint\nUNMAPPED table call_log\n");

        assertThatThrownBy(() ->
                        CoverageAssert.assertThat(model).butKnown(baseline).isCovered())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("take these lines out of the baseline")
                .hasMessageContaining("UNMAPPED table call_log")
                .hasMessageNotContaining("MISSING Complaint");
    }

    @Test
    void waivesForAReasonOnlyAndOnlyWhatIsFound() {
        CoverageAssert waived = CoverageAssert.assertThat(model)
                .waiving("SUSPECT Supplier.email", "a mailbox of the firm, read by nobody in particular")
                .waiving("MISSING Complaint", "moved to the archive in May");

        assertThatCode(waived::isCovered).doesNotThrowAnyException();
        assertThatThrownBy(() -> waived.waiving("UNMAPPED table call_log", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without a reason");
        assertThatThrownBy(
                        () -> waived.waiving("UNMAPPED table call_log", "empty").isCovered())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Waived and not found");
    }

    @Test
    void asksForEveryMarkWhereItIsStrict() {
        PersonalDataModel silent = new PersonalDataModel(
                List.of(new PersonalField(
                        "Inquiry",
                        "body",
                        "inquiry",
                        Optional.empty(),
                        Set.of("support"),
                        List.of("inquiry"),
                        Optional.empty(),
                        false)),
                List.of());

        assertThatCode(() -> CoverageAssert.assertThat(silent).isCovered()).doesNotThrowAnyException();
        assertThatThrownBy(() -> CoverageAssert.assertThat(silent).strictly().isCovered())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("UNCLASSIFIED Inquiry.body");
        assertThat(silent.strictly().strictly()).isEqualTo(silent.strictly());
    }

    private Path baseline(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "coverage", ".txt"), text);
    }
}
