package dev.sojourn.spring;

import dev.sojourn.policy.ConsentLevel;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads from the configuration where people are asked, and says everything that is wrong with it. */
final class SurfaceReader {

    private static final String ROOT = "sojourn.preferences.surfaces";
    private static final String USUAL = "preferences";

    private static final Set<LegalBasis> WITH_A_SAY =
            EnumSet.of(LegalBasis.CONSENT, LegalBasis.LEGITIMATE_INTERESTS, LegalBasis.PUBLIC_TASK);

    private final Policy policy;
    private final FaultList faults;

    SurfaceReader(Policy policy, FaultList faults) {
        this.policy = policy;
        this.faults = faults;
    }

    Map<String, AskingSurface> read(PreferencesProperties properties) {
        Map<String, AskingSurface> surfaces = new LinkedHashMap<>();
        properties.surfaces().forEach((name, written) -> surfaces.put(name, surface(name, written)));
        if (surfaces.isEmpty()) {
            surfaces.put(
                    USUAL, surface(USUAL, new PreferencesProperties.Surface(null, List.of(), ConsentLevel.EXPRESSED)));
        }
        return surfaces;
    }

    private AskingSurface surface(String name, PreferencesProperties.Surface written) {
        String property = ROOT + "." + name;
        Optional<String> notice = Optional.ofNullable(written.notice());
        notice.filter(id -> policy.versionsOfNotice(id).isEmpty())
                .ifPresent(id -> faults.add(
                        property + ".notice",
                        "names notice '" + id + "', which the policy does not have",
                        "declare it under sojourn.policy.notices"));
        written.purposes().stream()
                .filter(id -> open().stream().noneMatch(purpose -> purpose.id().equals(id)))
                .forEach(id -> faults.add(
                        property + ".purposes",
                        "names purpose '" + id + "', in which the policy gives nobody a say",
                        "name one of " + open().stream().map(Purpose::id).toList()));
        List<Purpose> purposes = written.purposes().isEmpty()
                ? open()
                : open().stream()
                        .filter(purpose -> written.purposes().contains(purpose.id()))
                        .toList();
        return new AskingSurface(name, notice, purposes, written.level());
    }

    /** What somebody can say yes or no to. */
    private List<Purpose> open() {
        return policy.purposes().values().stream()
                .filter(purpose -> !policy.prohibitions().containsKey(purpose.id()))
                .filter(purpose -> purpose.isBasisDeclaredByTenant()
                        || purpose.basis().filter(WITH_A_SAY::contains).isPresent())
                .toList();
    }
}
