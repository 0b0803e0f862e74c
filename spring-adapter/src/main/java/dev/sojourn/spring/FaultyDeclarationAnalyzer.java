package dev.sojourn.spring;

import dev.sojourn.policy.Fault;
import dev.sojourn.policy.FaultyDeclaration;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells at start-up what is wrong with the declaration, each fault with the property or element and the mend. */
final class FaultyDeclarationAnalyzer extends AbstractFailureAnalyzer<FaultyDeclaration> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FaultyDeclaration cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                cause.faults().stream()
                        .map(Fault::mend)
                        .distinct()
                        .collect(Collectors.joining("\n  - ", "Mend what is listed:\n  - ", "")),
                cause);
    }
}
