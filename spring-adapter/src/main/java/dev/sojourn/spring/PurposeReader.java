package dev.sojourn.spring;

import dev.sojourn.policy.ConsentLevel;
import dev.sojourn.policy.Jurisdiction;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes purposes of what the configuration states. */
final class PurposeReader {

    private final FaultList faults;

    PurposeReader(FaultList faults) {
        this.faults = faults;
    }

    Purpose read(String at, String id, PolicyProperties.Purpose written) {
        Purpose purpose = Purpose.of(id);
        String title = written.title();
        if (title != null && !title.isBlank()) {
            purpose = purpose.titled(title);
        }
        Optional<LegalBasis> basis = faults.word(at + ".basis", written.basis(), LegalBasis.class);
        if (basis.isPresent()) {
            purpose = purpose.on(basis.get());
        }
        if (written.basisDeclaredByTenant()) {
            purpose = purpose.onBasisDeclaredByTenant();
        }
        if (written.directMarketing()) {
            purpose = purpose.directMarketing();
        }
        if (written.evenIfRestricted()) {
            purpose = purpose.evenIfRestricted();
        }
        if (written.evenIfStoreFails()) {
            purpose = purpose.evenIfStoreFails();
        }
        Optional<ConsentLevel> level = faults.word(at + ".level", written.level(), ConsentLevel.class);
        if (level.isPresent()) {
            purpose = purpose.needing(level.get());
        }
        var validity = faults.period(at + ".valid-for", written.validFor());
        if (validity.isPresent()) {
            purpose = purpose.validFor(validity.get());
        }
        if (!written.concerning().isEmpty()) {
            purpose = purpose.concerning(written.concerning().toArray(String[]::new));
        }
        List<Scope> scopes = scopes(at + ".scopes", written.scopes());
        if (!scopes.isEmpty()) {
            purpose = purpose.within(scopes.toArray(Scope[]::new));
        }
        for (String where : written.optOutIn()) {
            Optional<Jurisdiction> jurisdiction = faults.jurisdiction(at + ".opt-out-in", where);
            if (jurisdiction.isPresent()) {
                purpose = purpose.optOutIn(jurisdiction.get());
            }
        }
        String citation = written.citing();
        if (citation != null && !citation.isBlank()) {
            purpose = purpose.citing(citation);
        }
        String assessment = written.assessedIn();
        return assessment == null || assessment.isBlank() ? purpose : purpose.assessedIn(assessment);
    }

    private List<Scope> scopes(String property, List<String> written) {
        List<Scope> scopes = new ArrayList<>();
        for (String text : written) {
            String[] parts = text.split("=", 2);
            if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
                faults.add(property, "'" + text + "' is no scope", "write dimension=value, such as channel=voice");
            } else {
                scopes.add(Scope.of(parts[0].trim(), parts[1].trim()));
            }
        }
        return scopes;
    }
}
