package dev.sojourn.consent;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Data subjects' objections to processing on legitimate interests or a public task, and to direct marketing on any basis
 * (GDPR 21).
 *
 * <p>An objection stops the purpose at once. One to direct marketing is absolute: it is upheld as it is raised, reaches
 * every direct marketing purpose, consents given earlier included, and nobody overrules it; only a later consent reopens
 * the purpose that consent names. Any other stands until the controller upholds it for good or overrules it with a
 * reason.
 *
 * <p>Thread-safe. Each call is atomic, in the caller's unit of work or in one of its own, and binds the next check as
 * {@link Consents} says. Every method throws {@link NullPointerException} for a null, {@link IllegalArgumentException}
 * for a purpose the policy does not know, and {@link StoreException} when a store fails.
 */
public final class Objections {

    private static final Set<LegalBasis> OPEN_TO_OBJECTION =
            EnumSet.of(LegalBasis.LEGITIMATE_INTERESTS, LegalBasis.PUBLIC_TASK);

    private static final Actor THE_LAW = Actor.job("GDPR 21(3)");

    private final ActRecorder recorder;
    private final LegalBases bases;
    private final KnownPurposes known;

    /**
     * Objections under a policy.
     *
     * @param policy which purposes there are
     * @param recorder writes the acts
     * @param bases tells on which basis a purpose stands
     */
    public Objections(Policy policy, ActRecorder recorder, LegalBases bases) {
        this.recorder = recorder;
        this.bases = bases;
        this.known = new KnownPurposes(policy);
    }

    /**
     * Records that the subject objected.
     *
     * @param subject who objected
     * @param purpose to what
     * @return the act that stands
     */
    public SubjectAct object(DataSubject subject, Purpose purpose) {
        return object(subject, purpose, Actor.subject());
    }

    /**
     * Records an objection that somebody raised for the subject. To raise it again while it stands changes nothing.
     *
     * @param subject whom it concerns
     * @param purpose to what
     * @param actor who objected
     * @return the act that stands: of kind UPHELD for direct marketing, else OBJECTED, or what stood before
     * @throws IllegalArgumentException also when the purpose runs on consent, contract, legal obligation or vital
     *     interests and is no direct marketing: Article 21 does not reach it
     */
    public SubjectAct object(DataSubject subject, Purpose purpose, Actor actor) {
        Purpose declared = known.permitted(purpose);
        return recorder.on(subject, sheet -> {
            checkArticle21(declared, bases.of(declared, subject.tenant()));
            Optional<SubjectAct> stands =
                    objection(sheet, declared).filter(act -> !act.kind().isYes() && !isReopened(sheet, act));
            return stands.filter(act -> act.kind() == ActKind.UPHELD || !declared.isDirectMarketing())
                    .orElseGet(() -> raise(sheet, declared, actor));
        });
    }

    /**
     * Records that the controller accepted an objection: the purpose stays denied.
     *
     * @param subject whom it concerns
     * @param purpose to what the subject objected
     * @param actor who decided
     * @return the act that stands
     * @throws IllegalStateException when there is no objection to decide
     */
    public SubjectAct uphold(DataSubject subject, Purpose purpose, Actor actor) {
        Purpose declared = known.known(purpose);
        return recorder.on(subject, sheet -> {
            SubjectAct stood = objection(sheet, declared)
                    .filter(act -> !act.kind().isYes())
                    .orElseThrow(() -> nothingToDecide(declared));
            return stood.kind() == ActKind.UPHELD
                    ? stood
                    : sheet.now(ActKind.UPHELD, declared.id(), "", actor, "", new TreeMap<>());
        });
    }

    /**
     * Records that the controller demonstrated grounds that override the objection (GDPR 21(1)): the purpose is allowed
     * again. Decides, too, a refusal or withdrawal left over from a time when the purpose was on consent.
     *
     * @param subject whom it concerns
     * @param purpose to what the subject objected
     * @param actor who decided; not the subject
     * @param reason the compelling grounds; not blank; stands beside the ledger's entry and can be removed
     * @return the act recorded
     * @throws IllegalArgumentException also when the purpose is direct marketing, an objection to which nobody may
     *     overrule (GDPR 21(3)), when it is on consent, when the actor is the subject, and when the reason is blank
     * @throws IllegalStateException when there is nothing to decide
     */
    public SubjectAct overrule(DataSubject subject, Purpose purpose, Actor actor, String reason) {
        Purpose declared = known.known(purpose);
        Consents.checkReason("overruling an objection to purpose '" + declared.id() + "'", reason);
        if (declared.isDirectMarketing()) {
            throw new IllegalArgumentException("purpose '" + declared.id()
                    + "' is direct marketing: an objection to it is absolute (GDPR 21(3)) and cannot be overruled;"
                    + " only a new consent of the subject's reopens it");
        }
        if (actor.kind() == Actor.Kind.SUBJECT) {
            throw new IllegalArgumentException("an objection to purpose '" + declared.id()
                    + "' is overruled by the controller: name the employee who decided");
        }
        return recorder.on(subject, sheet -> {
            boolean onConsent = bases.of(declared, subject.tenant())
                    .filter(LegalBasis.CONSENT::equals)
                    .isPresent();
            if (onConsent) {
                throw new IllegalArgumentException("purpose '" + declared.id()
                        + "' is on consent: nobody overrules the subject; only a new consent reopens it");
            }
            if (isUndecided(objection(sheet, declared)) || isUndecided(leftOver(sheet, declared))) {
                return sheet.now(ActKind.OVERRULED, declared.id(), "", actor, reason, new TreeMap<>());
            }
            throw nothingToDecide(declared);
        });
    }

    /**
     * The subject's objections that stand, decided or not.
     *
     * @param subject whom it concerns
     * @return by purpose; overruled ones included; empty when the subject never objected
     */
    public List<SubjectAct> current(DataSubject subject) {
        Objects.requireNonNull(subject, "subject");
        return recorder.standing(subject).stream()
                .filter(act -> act.kind().facet() == ActKind.Facet.OBJECTION)
                .sorted(SubjectAct.BY_TOPIC)
                .toList();
    }

    private static SubjectAct raise(ActSheet sheet, Purpose purpose, Actor actor) {
        SortedMap<String, String> reach = new TreeMap<>();
        if (!purpose.isDirectMarketing()) {
            return sheet.now(ActKind.OBJECTED, purpose.id(), "", actor, "", reach);
        }
        reach.put(Particular.MARKETING, "all");
        sheet.now(ActKind.OBJECTED, purpose.id(), "", actor, "", reach);
        return sheet.now(ActKind.UPHELD, purpose.id(), "", THE_LAW, "", reach);
    }

    private static void checkArticle21(Purpose purpose, Optional<LegalBasis> basis) {
        if (!purpose.isDirectMarketing()
                && basis.filter(one -> !OPEN_TO_OBJECTION.contains(one)).isPresent()) {
            throw new IllegalArgumentException("purpose '" + purpose.id() + "' runs on " + basis.get()
                    + ", and Article 21 GDPR reaches legitimate interests, public task and direct marketing: "
                    + (basis.get() == LegalBasis.CONSENT
                            ? "use consents().withdraw(…)"
                            : "where the subject contests the data or its use, use restrictions().restrict(…)"));
        }
    }

    private static Optional<SubjectAct> objection(ActSheet sheet, Purpose purpose) {
        return sheet.standing(ActKind.Facet.OBJECTION, purpose.id(), "");
    }

    private static Optional<SubjectAct> leftOver(ActSheet sheet, Purpose purpose) {
        return sheet.standing().stream()
                .filter(act -> act.kind().facet() == ActKind.Facet.CONSENT
                        && act.purpose().equals(purpose.id())
                        && act.kind() != ActKind.OPTED_OUT
                        && isUndecided(Optional.of(act)))
                .findFirst();
    }

    private static boolean isUndecided(Optional<SubjectAct> act) {
        return act.filter(one -> !one.kind().isYes()).isPresent();
    }

    private static boolean isReopened(ActSheet sheet, SubjectAct objection) {
        return sheet.standing().stream()
                .anyMatch(act -> act.kind() == ActKind.GIVEN
                        && act.purpose().equals(objection.purpose())
                        && !act.isLinked()
                        && act.effectiveAt().isAfter(objection.standsFrom()));
    }

    private static IllegalStateException nothingToDecide(Purpose purpose) {
        return new IllegalStateException(
                "no objection to purpose '" + purpose.id() + "' stands that could be decided: the subject raised none");
    }
}
