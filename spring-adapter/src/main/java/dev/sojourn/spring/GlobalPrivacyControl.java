package dev.sojourn.spring;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sojourn.Sojourn;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Jurisdiction;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The browsers' signal {@code Sec-GPC}: what it opts out of and where, and that it is recorded once. */
final class GlobalPrivacyControl {

    static final String HEADER = "Sec-GPC";
    static final String RESOURCE = "/.well-known/gpc.json";

    private static final String EVERYWHERE = "everywhere";
    private static final String PROPERTY = "sojourn.gpc.opts-out-of";
    private static final Actor BROWSER = new Actor(Actor.Kind.AGENT, HEADER);
    private static final long REMEMBERED = 100_000;
    private static final Duration FOR_A_WHILE = Duration.ofHours(1);

    private final Policy policy;
    private final Supplier<Sojourn> sojourn;
    private final Map<String, Predicate<Jurisdiction>> reach = new HashMap<>();
    private final Optional<LocalDate> lastUpdate;
    private final Cache<Heard, Boolean> heard = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(FOR_A_WHILE)
            .build();

    /** Whose signal was dealt with, for which purposes. */
    private record Heard(DataSubject subject, Set<String> purposes) {}

    GlobalPrivacyControl(Policy policy, SojournProperties.Gpc written, Supplier<Sojourn> sojourn) {
        this.policy = policy;
        this.sojourn = sojourn;
        FaultList faults = new FaultList();
        policy.purposes().values().stream()
                .filter(purpose -> !purpose.optOutJurisdictions().isEmpty())
                .forEach(purpose -> reach.put(purpose.id(), purpose::isOptOutIn));
        written.optsOutOf().forEach((purpose, where) -> add(purpose, where, faults));
        this.lastUpdate = faults.day("sojourn.gpc.last-update", written.lastUpdate());
        if (!faults.faults().isEmpty()) {
            throw new FaultyDeclaration("the configuration", faults.faults());
        }
    }

    /** The one value there is; a list, a word or another number is as if absent. */
    static boolean isOn(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HEADER)).contains("1");
    }

    /** Whether the signal counts anywhere, so that the site says it honours it. */
    boolean isHonoured() {
        return !reach.isEmpty();
    }

    boolean reaches(String purpose, Jurisdiction where) {
        return reach.getOrDefault(purpose, nowhere -> false).test(where);
    }

    /** The purposes that the signal opts out of where the person is. */
    Set<String> reached(Jurisdiction where) {
        return reach.entrySet().stream()
                .filter(entry -> entry.getValue().test(where))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Records the opt-out unless it was before: a consent given after it was given in spite of the signal, and stands.
     */
    void record(DataSubject subject, Jurisdiction where) {
        Heard signal = new Heard(subject, reached(where));
        if (heard.getIfPresent(signal) == null) {
            Set<String> open = new HashSet<>(signal.purposes());
            open.removeAll(optedOut(sojourn.get().consents().current(subject)));
            if (!open.isEmpty()) {
                open.removeAll(optedOut(sojourn.get().consents().history(subject)));
            }
            open.forEach(purpose -> sojourn.get().consents().optOut(subject, named(purpose), BROWSER));
            heard.put(signal, true);
        }
    }

    /** What the site says of itself under the well-known address. */
    String resource() {
        return "{\"gpc\":true"
                + lastUpdate.map(day -> ",\"lastUpdate\":\"" + day + "\"").orElse("") + "}";
    }

    private static Set<String> optedOut(List<SubjectAct> acts) {
        return acts.stream()
                .filter(act -> act.kind() == ActKind.OPTED_OUT)
                .map(SubjectAct::purpose)
                .collect(Collectors.toSet());
    }

    /** A purpose that is prohibited today has a name alone; a no to it stands for the day it is allowed. */
    private Purpose named(String purpose) {
        return policy.purpose(purpose).orElseGet(() -> Purpose.of(purpose));
    }

    private void add(String purpose, List<String> where, FaultList faults) {
        String property = PROPERTY + "." + purpose;
        boolean prohibited = policy.prohibitions().containsKey(purpose);
        if (policy.purpose(purpose).isEmpty() && !prohibited) {
            faults.add(
                    property,
                    "names a purpose the policy neither declares nor prohibits",
                    "name one of " + policy.purposes().keySet() + " or "
                            + policy.prohibitions().keySet());
        }
        policy.purpose(purpose)
                .flatMap(Purpose::basis)
                .filter(basis -> basis == LegalBasis.CONTRACT
                        || basis == LegalBasis.LEGAL_OBLIGATION
                        || basis == LegalBasis.VITAL_INTERESTS)
                .ifPresent(basis -> faults.add(
                        property, "names a purpose on " + basis + ", of which nobody can opt out", "take it out"));
        if (where.contains(EVERYWHERE)) {
            reach.put(purpose, anywhere -> true);
            return;
        }
        List<Jurisdiction> areas = where.stream()
                .flatMap(text -> faults.jurisdiction(property, text).stream())
                .toList();
        if (areas.isEmpty()) {
            faults.add(property, "names no jurisdiction", "name some, such as US-CA, or write " + EVERYWHERE);
        }
        reach.merge(purpose, there -> areas.stream().anyMatch(area -> area.covers(there)), Predicate::or);
    }
}
