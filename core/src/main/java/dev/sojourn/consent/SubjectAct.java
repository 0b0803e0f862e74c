package dev.sojourn.consent;

import dev.sojourn.policy.Actor;
import dev.sojourn.policy.ConsentLevel;
import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One act of, or about, a data subject: a consent given or withdrawn, an objection, a restriction (GDPR 7, 18, 21).
 *
 * <p>Acts are never changed. Of the acts that answer the same question ({@link #key()}), the latest in
 * {@link #ORDER} stands, whatever order they arrived in.
 *
 * @param id the act's own id, given where the person acted; a UUID
 * @param subject whom it concerns
 * @param kind what was said
 * @param purpose the purpose's id; for a restriction, the restriction's id
 * @param scope the scope's key; empty for the whole purpose
 * @param actor who acted
 * @param effectiveAt when the person acted, UTC, cut to microseconds
 * @param recordedAt when it was recorded, UTC, cut to microseconds
 * @param particulars what else is known, by name; no free text about a person
 */
public record SubjectAct(
        String id,
        DataSubject subject,
        ActKind kind,
        String purpose,
        String scope,
        Actor actor,
        Instant effectiveAt,
        Instant recordedAt,
        SortedMap<String, String> particulars) {

    /**
     * Which act stands: the latest; at one instant a no over a yes; then the higher id. A yes taken over from another
     * subject is below every act of the subject's own, a no taken over counts from when it was taken over.
     */
    public static final Comparator<SubjectAct> ORDER = Comparator.comparing(
                    (SubjectAct act) -> !(act.isLinked() && act.kind().isYes()))
            .thenComparing(SubjectAct::standsFrom)
            .thenComparing(act -> act.kind().precedence())
            .thenComparing(SubjectAct::id);

    static final Comparator<SubjectAct> BY_TOPIC =
            Comparator.comparing(SubjectAct::purpose).thenComparing(SubjectAct::scope);

    /** Checks the parts and copies the particulars. */
    public SubjectAct {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(effectiveAt, "effectiveAt");
        Objects.requireNonNull(recordedAt, "recordedAt");
        particulars = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) particulars));
    }

    /**
     * The question the act answers, unique within its subject.
     *
     * @param facet consent, objection or restriction
     * @param purpose the purpose's id, or the restriction's
     * @param scope the scope's key
     */
    public record Key(ActKind.Facet facet, String purpose, String scope) {}

    /**
     * The question this act answers.
     *
     * @return acts with the same key compete
     */
    public Key key() {
        return new Key(kind.facet(), purpose, scope);
    }

    /**
     * How clearly a consent was expressed.
     *
     * @return IMPLIED when that is not known
     */
    public ConsentLevel level() {
        return Optional.ofNullable(particulars.get(Particular.LEVEL))
                .map(ConsentLevel::valueOf)
                .orElse(ConsentLevel.IMPLIED);
    }

    /**
     * Which notice a consent was given under.
     *
     * @return the notice's id; empty when none was shown
     */
    public Optional<String> notice() {
        return Optional.ofNullable(particulars.get(Particular.NOTICE));
    }

    /**
     * Which version of the notice.
     *
     * @return the version; empty when no notice was shown
     */
    public Optional<String> noticeVersion() {
        return Optional.ofNullable(particulars.get(Particular.NOTICE_VERSION));
    }

    /**
     * The restrictions a consent names, to be allowed in spite of them.
     *
     * @return their ids; empty when it names none
     */
    public Set<String> despite() {
        return NameList.read(particulars.getOrDefault(Particular.DESPITE, ""));
    }

    /**
     * Whether this is an objection to what was direct marketing when it was raised: it reaches all direct marketing.
     *
     * @return true for those alone
     */
    public boolean isToDirectMarketing() {
        return particulars.containsKey(Particular.MARKETING);
    }

    /**
     * Whether the act was another subject's, taken over when the two turned out to be one person.
     *
     * @return true for acts of a visitor linked to an account, and of an account merged into another
     */
    public boolean isLinked() {
        return particulars.containsKey(Particular.LINKED_AT);
    }

    /**
     * From when the act stands against others: a no taken over stands from when it was taken over, so that only a yes
     * given after that reopens the question.
     *
     * @return the effective time but for those
     */
    public Instant standsFrom() {
        String linkedAt = particulars.get(Particular.LINKED_AT);
        return linkedAt == null || kind.isYes() ? effectiveAt : Instant.parse(linkedAt);
    }

    /**
     * Whether a consent was imported without proof of when it was given and to what (GDPR 7(1)).
     *
     * @return true for those alone
     */
    public boolean isUnproven() {
        return ConsentProof.NOTHING.name().equals(particulars.get(Particular.PROOF));
    }

    /**
     * Through which day a named person answers for a consent that cannot be proven.
     *
     * @return the last local day, in the controller's zone; empty when nobody does
     */
    public Optional<LocalDate> acceptedThrough() {
        return Optional.ofNullable(particulars.get(Particular.ACCEPTED_THROUGH)).map(LocalDate::parse);
    }

    /** The same act, taken to be done at another time. */
    SubjectAct at(Instant time) {
        return new SubjectAct(id, subject, kind, purpose, scope, actor, time, recordedAt, particulars);
    }

    SubjectAct recordedAt(Instant time) {
        return new SubjectAct(id, subject, kind, purpose, scope, actor, effectiveAt, time, particulars);
    }

    /** What is kept beside the ledger: a name stands there alone, where it can be removed. */
    SubjectAct withoutActorName() {
        return new SubjectAct(
                id, subject, kind, purpose, scope, new Actor(actor.kind(), ""), effectiveAt, recordedAt, particulars);
    }

    /** Shows what was said, not of whom. */
    @Override
    public String toString() {
        return "SubjectAct[" + kind + " " + purpose + (scope.isEmpty() ? "" : " " + scope) + " at " + effectiveAt + "]";
    }
}
