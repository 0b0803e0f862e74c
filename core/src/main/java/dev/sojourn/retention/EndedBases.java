package dev.sojourn.retention;

import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.LegalBases;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Role;
import dev.sojourn.policy.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * When the last purpose that data served ended for a person: a consent withdrawn, revoked, refused after being given or
 * expired; an objection upheld, or to direct marketing. What is undecided, never asked or merely too weak ends nothing.
 */
final class EndedBases {

    /** Where subjects for whom a purpose may have ended are found. */
    record Source(String purpose, Set<ActKind> kinds) {

        boolean holds(Collection<SubjectAct> standing) {
            return standing.stream()
                    .anyMatch(act ->
                            act.purpose().equals(purpose) && act.scope().isEmpty() && kinds.contains(act.kind()));
        }
    }

    private static final Set<ActKind> OBJECTIONS = Set.of(ActKind.OBJECTED, ActKind.UPHELD);

    private final Policy policy;
    private final LegalBases bases;
    private final Function<DataSubject, List<SubjectAct>> history;

    EndedBases(Policy policy, LegalBases bases, Function<DataSubject, List<SubjectAct>> history) {
        this.policy = policy;
        this.bases = bases;
        this.history = history;
    }

    /** Whether rows under this version can fall due by the end of what they served. */
    boolean reaches(RetentionRule version) {
        return version.bound() == RetentionRule.Bound.CEILING
                && policy.category(version.category()).role() == Role.CONTROLLER
                && !version.purposes().isEmpty()
                && version.purposes().stream()
                        .noneMatch(purpose -> sourcesOf(purpose).isEmpty());
    }

    /** All the subjects concerned are among those of these sources: every purpose must have ended, so one is enough. */
    List<Source> sources(RetentionRule version) {
        return sourcesOf(version.purposes().iterator().next());
    }

    /** When the last of a version's purposes ended for a subject. */
    Optional<Instant> ended(RetentionRule version, DataSubject subject, Collection<SubjectAct> standing, Instant at) {
        Instant last = Instant.MIN;
        for (String id : version.purposes()) {
            Optional<Instant> ended = Optional.ofNullable(policy.purposes().get(id))
                    .flatMap(purpose -> ended(purpose, subject, standing, at));
            if (ended.isEmpty() || ended.get().isAfter(at)) {
                return Optional.empty();
            }
            last = later(last, ended.get());
        }
        return Optional.of(last);
    }

    private List<Source> sourcesOf(String id) {
        List<Source> sources = new ArrayList<>();
        Purpose purpose = policy.purposes().get(id);
        if (purpose == null) {
            return sources;
        }
        boolean byTenant = purpose.isBasisDeclaredByTenant();
        if (byTenant
                || purpose.basis().filter(basis -> basis == LegalBasis.CONSENT).isPresent()) {
            Set<ActKind> kinds = EnumSet.of(ActKind.WITHDRAWN, ActKind.REVOKED, ActKind.REFUSED);
            if (purpose.validity().isPresent()) {
                kinds.add(ActKind.GIVEN);
            }
            sources.add(new Source(id, kinds));
        }
        if (byTenant || purpose.basis().filter(EndedBases::isOpenToObjection).isPresent()) {
            sources.add(new Source(id, Set.of(ActKind.UPHELD)));
        }
        if (purpose.isDirectMarketing()) {
            policy.purposes().values().stream()
                    .filter(Purpose::isDirectMarketing)
                    .forEach(marketing -> sources.add(new Source(marketing.id(), OBJECTIONS)));
        }
        return sources;
    }

    private Optional<Instant> ended(Purpose purpose, DataSubject subject, Collection<SubjectAct> standing, Instant at) {
        Optional<Instant> objected = objected(purpose, standing);
        Optional<LegalBasis> basis = bases.of(purpose, subject.tenant());
        if (basis.filter(found -> found == LegalBasis.CONSENT).isPresent()) {
            return earlier(objected, consentEnded(purpose, subject, standing, at));
        }
        if (basis.filter(EndedBases::isOpenToObjection).isPresent()) {
            return earlier(objected, upheld(purpose, standing));
        }
        return objected;
    }

    /** An objection to direct marketing reaches every such purpose; only a later consent reopens the one it names. */
    private Optional<Instant> objected(Purpose purpose, Collection<SubjectAct> standing) {
        if (!purpose.isDirectMarketing()) {
            return Optional.empty();
        }
        return standing.stream()
                .filter(act -> OBJECTIONS.contains(act.kind()))
                .filter(act -> Optional.ofNullable(policy.purposes().get(act.purpose()))
                        .filter(Purpose::isDirectMarketing)
                        .isPresent())
                .map(SubjectAct::effectiveAt)
                .filter(moment -> !givenAfter(purpose, standing, moment))
                .min(Instant::compareTo);
    }

    private static Optional<Instant> upheld(Purpose purpose, Collection<SubjectAct> standing) {
        return standing.stream()
                .filter(act -> act.kind() == ActKind.UPHELD && act.purpose().equals(purpose.id()))
                .filter(act -> act.scope().isEmpty())
                .map(SubjectAct::effectiveAt)
                .filter(moment -> !givenAfter(purpose, standing, moment))
                .findFirst();
    }

    private Optional<Instant> consentEnded(
            Purpose purpose, DataSubject subject, Collection<SubjectAct> standing, Instant at) {
        return standing.stream()
                .filter(act -> act.kind().facet() == ActKind.Facet.CONSENT)
                .filter(act -> act.purpose().equals(purpose.id()) && act.scope().isEmpty())
                .findFirst()
                .flatMap(act -> switch (act.kind()) {
                    case GIVEN -> expiry(purpose, act).filter(end -> !end.isAfter(at));
                    case REFUSED ->
                        wasGiven(purpose, subject) ? Optional.of(act.effectiveAt()) : Optional.<Instant>empty();
                    default -> Optional.of(act.effectiveAt());
                })
                .filter(moment -> !givenAfter(purpose, standing, moment));
    }

    private Optional<Instant> expiry(Purpose purpose, SubjectAct given) {
        return purpose.validity()
                .map(period ->
                        given.effectiveAt().atZone(policy.zone()).plus(period).toInstant());
    }

    private boolean wasGiven(Purpose purpose, DataSubject subject) {
        return history.apply(subject).stream()
                .anyMatch(act -> act.kind() == ActKind.GIVEN && act.purpose().equals(purpose.id()));
    }

    /** Consent to a scope alone keeps the purpose alive, too. */
    private static boolean givenAfter(Purpose purpose, Collection<SubjectAct> standing, Instant moment) {
        return standing.stream()
                .anyMatch(act -> act.kind() == ActKind.GIVEN
                        && act.purpose().equals(purpose.id())
                        && act.effectiveAt().isAfter(moment));
    }

    private static boolean isOpenToObjection(LegalBasis basis) {
        return basis == LegalBasis.LEGITIMATE_INTERESTS || basis == LegalBasis.PUBLIC_TASK;
    }

    /** Whether a trigger waits for the consent itself. */
    static boolean isTriggerOf(RetentionRule version) {
        return version.trigger() instanceof Trigger.EndOfConsent;
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(one.get().isBefore(other.get()) ? one.get() : other.get())
                : one.or(() -> other);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
