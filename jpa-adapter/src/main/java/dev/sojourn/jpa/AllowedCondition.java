package dev.sojourn.jpa;

import static dev.sojourn.jpa.Condition.all;
import static dev.sojourn.jpa.Condition.any;
import static dev.sojourn.jpa.Condition.at;
import static dev.sojourn.jpa.Condition.exists;
import static dev.sojourn.jpa.Condition.greater;
import static dev.sojourn.jpa.Condition.in;
import static dev.sojourn.jpa.Condition.is;
import static dev.sojourn.jpa.Condition.isNot;
import static dev.sojourn.jpa.Condition.not;
import static dev.sojourn.jpa.Condition.same;

import dev.sojourn.consent.ActKind;
import dev.sojourn.jpa.Condition.Compare;
import dev.sojourn.jpa.Condition.Comparison;
import dev.sojourn.jpa.Condition.Contains;
import dev.sojourn.jpa.Condition.Row;
import dev.sojourn.jpa.Condition.Table;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Scope;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The steps by which the gate decides, as one condition on the tables: the order of the steps matters to the reason given,
 * not to whether it is a yes.
 */
final class AllowedCondition {

    private static final Set<LegalBasis> ON_CONSENT = EnumSet.of(LegalBasis.CONSENT);
    private static final Set<LegalBasis> OPEN_TO_OBJECTION =
            EnumSet.of(LegalBasis.LEGITIMATE_INTERESTS, LegalBasis.PUBLIC_TASK);
    private static final Set<LegalBasis> WITHOUT_A_SAY =
            EnumSet.of(LegalBasis.CONTRACT, LegalBasis.LEGAL_OBLIGATION, LegalBasis.VITAL_INTERESTS);

    /** The consent that stands beside what bars, where the two are looked for together. */
    private static final String BESIDE = "d";

    private final Policy policy;
    private final Purpose purpose;
    private final Condition isSubject;
    private final boolean knowsErased;
    private final ConsentCondition consent;

    private AllowedCondition(Policy policy, Purpose purpose, Condition isSubject, boolean knowsErased, Instant now) {
        this.policy = policy;
        this.purpose = purpose;
        this.isSubject = isSubject;
        this.knowsErased = knowsErased;
        this.consent = new ConsentCondition(policy, purpose, now);
    }

    /**
     * The condition under which a purpose is allowed.
     *
     * @param policy the policy in force
     * @param id the purpose's id
     * @param kind the kind of subject asked about
     * @param numeric whether the host's identifier is a number
     * @param knowsErased whether what people refused outlives their erasure; else nothing is kept to look for
     * @param now the instant judged by
     */
    static Condition of(Policy policy, String id, String kind, boolean numeric, boolean knowsErased, Instant now) {
        return Optional.ofNullable(policy.purposes().get(id))
                .filter(purpose -> !policy.prohibitions().containsKey(id))
                .filter(purpose -> purpose.kinds().isEmpty() || purpose.kinds().contains(kind))
                .filter(purpose -> purpose.runsIn(Scope.WHOLE))
                .map(purpose ->
                        new AllowedCondition(policy, purpose, isSubject(kind, numeric), knowsErased, now).onAnyBasis())
                .orElseGet(Condition::any);
    }

    private static Condition isSubject(String kind, boolean numeric) {
        return all(
                new Compare(at("s.tenant"), Comparison.EQUAL, new Condition.HostTenant()),
                is("s.kind", kind),
                new Condition.Absent(at("s.partedAt")),
                new Compare(at(numeric ? "s.numericId" : "s.subjectId"), Comparison.EQUAL, new Condition.HostId()));
    }

    private Condition onAnyBasis() {
        if (purpose.isBasisDeclaredByTenant()) {
            return any(Stream.of(ON_CONSENT, OPEN_TO_OBJECTION, WITHOUT_A_SAY)
                    .map(bases -> all(isDeclared(bases), on(bases))));
        }
        return purpose.basis()
                .flatMap(basis -> Stream.of(ON_CONSENT, OPEN_TO_OBJECTION, WITHOUT_A_SAY)
                        .filter(bases -> bases.contains(basis))
                        .findFirst())
                .map(this::on)
                .orElseGet(Condition::any);
    }

    /** The tenant's last word on it is one of these. */
    private Condition isDeclared(Set<LegalBasis> bases) {
        return exists(
                Table.SETTING,
                "v",
                new Compare(at("v.tenant"), Comparison.EQUAL, new Condition.HostTenant()),
                isNot("v.tenant", ""),
                is("v.setting", "basis:" + purpose.id()),
                in("v.content", bases.stream().map(Enum::name).toList()),
                not(exists(
                        Table.SETTING,
                        "w",
                        same("w.tenant", "v.tenant"),
                        same("w.setting", "v.setting"),
                        greater("w.position", "v.position"))));
    }

    /**
     * On consent what bars is joined with the consent it is compared with: databases join what they can, and ask row by row
     * about what is within that once more. That consent is the one under {@code c}, by its key. It is met twice because few
     * are barred: of everybody else's nothing is read, or carried through a join, that only bars are compared with.
     */
    private Condition on(Set<LegalBasis> bases) {
        if (bases.equals(ON_CONSENT)) {
            return exists(
                    List.of(new Row(Table.SUBJECT, "s"), new Row(Table.STATE, "c")),
                    isSubject,
                    consent.holds(),
                    not(isSuppressed(ConsentCondition.isAfter("c", "x.sinceMicros"))),
                    not(isBarredBesideConsent(bases)));
        }
        Condition reopened = exists(
                Table.STATE,
                "c",
                consent.act(),
                is("c.actKind", ActKind.GIVEN.name()),
                ConsentCondition.isAfter("c", "x.sinceMicros"));
        return not(exists(
                Table.SUBJECT, "s", isSubject, any(isSuppressed(reopened), isBarred(bases), isErased(), isRefused())));
    }

    /** Unless a consent reopened the purpose since. */
    private Condition isSuppressed(Condition reopened) {
        if (!knowsErased) {
            return any();
        }
        Condition reached = all(is("x.purpose", purpose.id()), is("x.scope", ""));
        if (purpose.isDirectMarketing()) {
            List<String> others = ids(one -> !one.isDirectMarketing());
            reached = any(reached, all(is("x.directMarketing", 1), not(in("x.purpose", others))));
        }
        return exists(
                Table.SUPPRESSION, "x", same("x.digest", "s.digest"), isNot("x.purpose", ""), reached, not(reopened));
    }

    private Condition isErased() {
        boolean outlives = policy.rules().stream()
                .anyMatch(rule -> rule.isFloor() && rule.purposes().contains(purpose.id()));
        return outlives || !knowsErased
                ? any()
                : exists(
                        Table.SUPPRESSION,
                        "y",
                        same("y.digest", "s.digest"),
                        is("y.purpose", ""),
                        not(exists(Table.STATE, "a", same("a.subjectKey", "s.subjectKey"))));
    }

    /** The subject of the consent under {@code c} is barred by what that consent was not given after. */
    private Condition isBarredBesideConsent(Set<LegalBasis> bases) {
        Condition reopened = ConsentCondition.isAfter(BESIDE, "b.standsMicros");
        return isBarred(
                List.of(new Row(Table.STATE, "b"), new Row(Table.STATE, BESIDE)),
                all(same("b.subjectKey", "c.subjectKey"), consent.act(BESIDE, "b")),
                any(restriction(all(reopened, namesIt(BESIDE))), objection(bases, reopened)));
    }

    /** The subject under {@code s} is barred, and no consent was given since. */
    private Condition isBarred(Set<LegalBasis> bases) {
        return isBarred(
                List.of(new Row(Table.STATE, "b")),
                same("b.subjectKey", "s.subjectKey"),
                any(restriction(consent.after("b", namesIt("c"))), objection(bases, consent.after("b"))));
    }

    /** One look at the subject's restrictions and objections together: most subjects have neither. */
    private static Condition isBarred(List<Row> rows, Condition whose, Condition reaching) {
        return reaching instanceof Condition.Any none && none.parts().isEmpty()
                ? none
                : exists(
                        rows,
                        whose,
                        in("b.facet", List.of(ActKind.Facet.RESTRICTION.name(), ActKind.Facet.OBJECTION.name())),
                        reaching);
    }

    /** The consent under an alias names the restriction under {@code b}. */
    private static Condition namesIt(String consent) {
        return new Contains(at(consent + ".terms"), new Condition.Barred(at("b.purpose")));
    }

    /** @param despite a consent was given since that names the restriction */
    private Condition restriction(Condition despite) {
        if (purpose.isEvenIfRestricted()) {
            return any();
        }
        Stream<String> categories = policy.rules().stream()
                .filter(rule -> rule.purposes().contains(purpose.id()))
                .map(RetentionRule::category)
                .distinct()
                .map(ActTerms::category);
        Stream<Condition> reached = Stream.concat(Stream.of(ActTerms.purpose(purpose.id())), categories)
                .map(term -> new Contains(at("b.terms"), new Condition.Value(term)));
        return all(
                is("b.facet", ActKind.Facet.RESTRICTION.name()),
                is("b.actKind", ActKind.RESTRICTED.name()),
                any(Stream.concat(Stream.of(is("b.terms", ActTerms.EVERYTHING)), reached)),
                not(despite));
    }

    private Condition objection(Set<LegalBasis> bases, Condition reopened) {
        if (!purpose.isDirectMarketing() && bases.equals(WITHOUT_A_SAY)) {
            return any();
        }
        Condition reaching = purpose.isDirectMarketing()
                ? any(is("b.terms", ActTerms.MARKETING), in("b.purpose", ids(Purpose::isDirectMarketing)))
                : all(is("b.purpose", purpose.id()), isNot("b.actKind", ActKind.OVERRULED.name()));
        return all(is("b.facet", ActKind.Facet.OBJECTION.name()), reaching, not(reopened));
    }

    /** A refusal left from a time on consent, or an opt-out. */
    private Condition isRefused() {
        Condition decided = purpose.isDirectMarketing()
                ? any()
                : all(
                        isNot("c.actKind", ActKind.OPTED_OUT.name()),
                        exists(
                                Table.STATE,
                                "o",
                                same("o.subjectKey", "s.subjectKey"),
                                is("o.facet", ActKind.Facet.OBJECTION.name()),
                                is("o.purpose", purpose.id()),
                                is("o.actKind", ActKind.OVERRULED.name()),
                                greater("o.effectiveMicros", "c.standsMicros")));
        return exists(Table.STATE, "c", consent.act(), isNot("c.actKind", ActKind.GIVEN.name()), not(decided));
    }

    private List<String> ids(java.util.function.Predicate<Purpose> which) {
        return policy.purposes().values().stream()
                .filter(which)
                .map(Purpose::id)
                .toList();
    }
}
