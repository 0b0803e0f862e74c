package dev.sojourn.consent;

import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What data subjects agreed to, refused and withdrew, each with its proof (GDPR 4(11), 6(1)(a), 7).
 *
 * <p>Thread-safe. Each call is atomic: the act, its ledger entry and the state it leads to commit together, in the
 * caller's unit of work or in one of their own. On this node the next check after the call (or, within a unit of the
 * caller's, after its commit) answers by the new state. Acts take the clock's time; a consent stands for its purpose and
 * scope alone. Where no actor is named the subject acted.
 *
 * <p>Every method throws {@link NullPointerException} for a null, {@link IllegalArgumentException} for a purpose, scope
 * or notice the policy does not know, naming the known ones, and {@link StoreException} when a store fails: the caller's
 * unit then rolls back.
 */
public final class Consents {

    private final ActRecorder recorder;
    private final Agreeing agreeing;
    private final Declining declining;
    private final Links links;
    private final ErasedBefore erased;

    /**
     * Consents under a policy.
     *
     * @param policy which purposes and notices there are
     * @param recorder writes the acts
     * @param bases tells on which basis a purpose stands
     * @param ledger tells the time acts are recorded at
     * @param barrier passed after restrictions were taken over, so that no sweep under way disposes of what they protect
     * @param suppressions what erased persons had refused
     * @param subjects gives those recognised the key by which queries meet them
     */
    public Consents(
            Policy policy,
            ActRecorder recorder,
            LegalBases bases,
            Ledger ledger,
            Barrier barrier,
            Suppressions suppressions,
            SubjectStore subjects) {
        this.recorder = recorder;
        this.agreeing = new Agreeing(policy, recorder, ledger);
        this.declining = new Declining(policy, recorder, bases, ledger);
        this.links = new Links(recorder, ledger, barrier);
        this.erased = new ErasedBefore(recorder, suppressions, subjects);
    }

    /**
     * Records that the subject consented to a purpose as a whole, with nothing known of how.
     *
     * @param subject who consented
     * @param purpose to what
     * @return the act recorded
     */
    public SubjectAct give(DataSubject subject, Purpose purpose) {
        return give(subject, purpose, Scope.WHOLE, Evidence.none());
    }

    /**
     * Records that the subject consented to a purpose as a whole.
     *
     * @param subject who consented
     * @param purpose to what
     * @param evidence the text shown and how the person agreed
     * @return the act recorded
     */
    public SubjectAct give(DataSubject subject, Purpose purpose, Evidence evidence) {
        return give(subject, purpose, Scope.WHOLE, evidence);
    }

    /**
     * Records that the subject consented to one part of a purpose, with nothing known of how.
     *
     * @param subject who consented
     * @param purpose to what
     * @param scope to which part alone
     * @return the act recorded
     */
    public SubjectAct give(DataSubject subject, Purpose purpose, Scope scope) {
        return give(subject, purpose, scope, Evidence.none());
    }

    /**
     * Records that the subject consented to one part of a purpose.
     *
     * @param subject who consented
     * @param purpose to what
     * @param scope to which part alone
     * @param evidence the text shown and how the person agreed
     * @return the act recorded
     */
    public SubjectAct give(DataSubject subject, Purpose purpose, Scope scope, Evidence evidence) {
        return give(subject, purpose, scope, evidence, Actor.subject());
    }

    /**
     * Records a consent that somebody expressed for the subject, such as a holder of parental responsibility (GDPR 8).
     *
     * @param subject whom it concerns
     * @param purpose to what
     * @param scope to which part alone; {@link Scope#WHOLE} for the purpose as a whole
     * @param evidence the text shown and how the person agreed
     * @param actor who agreed
     * @return the act recorded
     * @throws IllegalArgumentException also when the policy prohibits the purpose, when the notice's text differs from
     *     the policy's, and when the notice is not in force yet
     */
    public SubjectAct give(DataSubject subject, Purpose purpose, Scope scope, Evidence evidence, Actor actor) {
        return agreeing.give(subject, purpose, scope, evidence, actor);
    }

    /**
     * Records that the subject was asked and said no: absence of consent is not a refusal, and a refusal no withdrawal.
     *
     * @param subject who refused
     * @param purpose what was refused
     * @return the act recorded
     */
    public SubjectAct refuse(DataSubject subject, Purpose purpose) {
        return refuse(subject, purpose, Scope.WHOLE);
    }

    /**
     * Records that the subject refused one part of a purpose.
     *
     * @param subject who refused
     * @param purpose what was refused
     * @param scope which part
     * @return the act recorded
     */
    public SubjectAct refuse(DataSubject subject, Purpose purpose, Scope scope) {
        return refuse(subject, purpose, scope, Actor.subject());
    }

    /**
     * Records a refusal that somebody expressed for the subject.
     *
     * @param subject whom it concerns
     * @param purpose what was refused
     * @param scope which part; {@link Scope#WHOLE} reaches every part
     * @param actor who refused
     * @return the act that stands: this one, or the earlier refusal it repeats
     * @throws IllegalArgumentException also when the purpose runs on contract, legal obligation or vital interests and
     *     no consent to it was ever recorded: there is nothing to refuse
     */
    public SubjectAct refuse(DataSubject subject, Purpose purpose, Scope scope, Actor actor) {
        return declining.no(subject, purpose, scope, actor, ActKind.REFUSED, "", Evidence.none());
    }

    /**
     * Records that the subject was shown a text and said no (GDPR 5(2)).
     *
     * @param subject who refused
     * @param purpose what was refused
     * @param evidence the text shown, and where; a no needs no level, and repeated it is recorded once anyway
     * @return the act that stands: this one, or the earlier refusal it repeats
     * @throws IllegalArgumentException also as {@link #refuse(DataSubject, Purpose, Scope, Actor)} and {@link
     *     #give(DataSubject, Purpose, Scope, Evidence, Actor)} say of purpose and notice
     */
    public SubjectAct refuse(DataSubject subject, Purpose purpose, Evidence evidence) {
        return declining.no(subject, purpose, Scope.WHOLE, Actor.subject(), ActKind.REFUSED, "", evidence);
    }

    /**
     * Ends the subject's consent to a purpose and all its parts; what was done before stays lawful (GDPR 7(3)).
     *
     * @param subject who withdrew
     * @param purpose from what
     * @return the act recorded
     */
    public SubjectAct withdraw(DataSubject subject, Purpose purpose) {
        return withdraw(subject, purpose, Scope.WHOLE);
    }

    /**
     * Ends the subject's consent to one part of a purpose (GDPR 7(3)).
     *
     * @param subject who withdrew
     * @param purpose from what
     * @param scope from which part
     * @return the act recorded
     */
    public SubjectAct withdraw(DataSubject subject, Purpose purpose, Scope scope) {
        return withdraw(subject, purpose, scope, Actor.subject());
    }

    /**
     * Ends a consent on behalf of the subject (GDPR 7(3)). A second withdrawal changes nothing: periods that run from
     * the end of the consent go on running from the first.
     *
     * @param subject whom it concerns
     * @param purpose from what
     * @param scope from which part; {@link Scope#WHOLE} reaches every part
     * @param actor who withdrew
     * @return the act that stands: this one, or the earlier withdrawal it repeats
     * @throws IllegalArgumentException also when the purpose runs on contract, legal obligation or vital interests and
     *     no consent to it was ever recorded: there is nothing to withdraw
     */
    public SubjectAct withdraw(DataSubject subject, Purpose purpose, Scope scope, Actor actor) {
        return declining.no(subject, purpose, scope, actor, ActKind.WITHDRAWN, "", Evidence.none());
    }

    /**
     * Ends the subject's consent to a purpose and all its parts, and records where the subject did so (GDPR 7(3)).
     *
     * @param subject who withdrew
     * @param purpose from what
     * @param evidence where, and the text shown if there was one; a withdrawal needs neither
     * @return the act that stands: this one, or the earlier withdrawal it repeats
     * @throws IllegalArgumentException also as {@link #withdraw(DataSubject, Purpose, Scope, Actor)} and {@link
     *     #give(DataSubject, Purpose, Scope, Evidence, Actor)} say of purpose and notice
     */
    public SubjectAct withdraw(DataSubject subject, Purpose purpose, Evidence evidence) {
        return declining.no(subject, purpose, Scope.WHOLE, Actor.subject(), ActKind.WITHDRAWN, "", evidence);
    }

    /**
     * Records a subject's answers to several purposes, all or none, such as those of one form.
     *
     * @param subject who answered
     * @param answers what was said to each purpose, recorded in the map's order
     * @param evidence the text shown and how the person agreed; with a request key each purpose is recorded once for it
     * @return the acts that stand, in the same order
     * @throws IllegalArgumentException also as the single calls say; nothing was recorded then
     */
    public List<SubjectAct> answer(DataSubject subject, Map<Purpose, Answer> answers, Evidence evidence) {
        return recorder.work()
                .run(() -> answers.entrySet().stream()
                        .map(entry -> answered(subject, entry.getKey(), entry.getValue(), evidence))
                        .toList());
    }

    private SubjectAct answered(DataSubject subject, Purpose purpose, Answer answer, Evidence evidence) {
        return switch (answer) {
            case GIVE ->
                give(
                        subject,
                        purpose,
                        evidence.requestKey()
                                .map(key -> evidence.requestKey(RequestKeys.digest(purpose.id(), key)))
                                .orElse(evidence));
            case REFUSE -> refuse(subject, purpose, evidence);
            case WITHDRAW -> withdraw(subject, purpose, evidence);
            case OPT_OUT -> optOut(subject, purpose, evidence);
        };
    }

    /**
     * Ends a consent by somebody other than the subject: the controller found it invalid, a child's guardian or an
     * authority demanded its end.
     *
     * @param subject whom it concerns
     * @param purpose to what the consent was
     * @param actor who ends it; not the subject, who withdraws
     * @param reason why; not blank; stands beside the ledger's entry and can be removed
     * @return the act that stands: this one, or the earlier revocation it repeats
     * @throws IllegalArgumentException also when the actor is the subject or the reason is blank
     */
    public SubjectAct revoke(DataSubject subject, Purpose purpose, Actor actor, String reason) {
        if (actor.kind() == Actor.Kind.SUBJECT) {
            throw new IllegalArgumentException("a consent to purpose '" + purpose.id()
                    + "' is revoked by somebody other than the subject: use withdraw(…) for the subject's own act");
        }
        checkReason("revoking the consent to purpose '" + purpose.id() + "'", reason);
        return declining.no(subject, purpose, Scope.WHOLE, actor, ActKind.REVOKED, reason, Evidence.none());
    }

    /**
     * Records that the subject opted out of a purpose that started without asking, as some laws allow it to.
     *
     * @param subject who opted out
     * @param purpose of what
     * @return the act that stands: this one, or the earlier one it repeats
     */
    public SubjectAct optOut(DataSubject subject, Purpose purpose) {
        return optOut(subject, purpose, Actor.subject());
    }

    /**
     * Records that somebody opted out for the subject, such as an agent or a browser's signal. Only a consent given later
     * lets the purpose go on; nobody overrules an opt-out.
     *
     * @param subject whom it concerns
     * @param purpose of what
     * @param actor who opted out
     * @return the act that stands: this one, or the earlier one it repeats
     * @throws IllegalArgumentException also when the purpose runs on contract, legal obligation or vital interests
     */
    public SubjectAct optOut(DataSubject subject, Purpose purpose, Actor actor) {
        return declining.no(subject, purpose, Scope.WHOLE, actor, ActKind.OPTED_OUT, "", Evidence.none());
    }

    /**
     * Records that the subject opted out of a purpose that started without asking, and where.
     *
     * @param subject who opted out
     * @param purpose of what
     * @param evidence where, and the text shown if there was one
     * @return the act that stands: this one, or the earlier one it repeats
     * @throws IllegalArgumentException also when the purpose runs on contract, legal obligation or vital interests
     */
    public SubjectAct optOut(DataSubject subject, Purpose purpose, Evidence evidence) {
        return declining.no(subject, purpose, Scope.WHOLE, Actor.subject(), ActKind.OPTED_OUT, "", evidence);
    }

    /**
     * Takes an anonymous visitor's latest consents, refusals, withdrawals and objections over into an account, with their
     * times, when the visitor logs in: what was answered is not asked again (GDPR 7(1)). Once: the same call again takes
     * nothing twice, and reads follow no link afterwards.
     *
     * <p>A yes taken over never outranks an act of the account's own, whatever their times; a no taken over stands until
     * the account says yes after this call.
     *
     * @param visitor whom the browser's id named
     * @param account who logged in; of the same tenant
     * @return what was taken over, and the id to give the browser from now on
     * @throws IllegalArgumentException when both are the same, or of two tenants
     * @throws IllegalStateException when the visitor's acts were taken over by another account before
     */
    public Linked link(DataSubject visitor, DataSubject account) {
        List<SubjectAct> taken = links.takeOver(visitor, account, false);
        return new Linked(taken, new DataSubject(UUID.randomUUID().toString(), visitor.kind(), visitor.tenant()));
    }

    /**
     * Takes the acts of an account over into another one of the same person, restrictions in force included. They count as
     * {@link #link} says; a no on either side stands.
     *
     * @param from the account that ends
     * @param into the account that stays; of the same tenant
     * @return the acts now in the other account's chain
     * @throws IllegalArgumentException when both are the same, or of two tenants
     * @throws IllegalStateException when the acts were taken over by a third account before
     */
    public List<SubjectAct> merge(DataSubject from, DataSubject into) {
        return links.takeOver(from, into, true);
    }

    /**
     * Answers for a consent that was imported without proof, until it is asked for anew: the purpose is allowed through a
     * day, on a named person's word (GDPR 5(2), 7(1)).
     *
     * @param subject whose consent
     * @param purpose to what
     * @param actor who answers for it, by name; not the subject
     * @param through the last local day, in the controller's zone; not past
     * @param reason why the consent is believed; not blank; stands beside the ledger's entry and can be removed
     * @return the act recorded
     * @throws IllegalArgumentException also when the actor has no name, the reason is blank or the day is past
     * @throws IllegalStateException when no consent stands that was imported without proof
     */
    public SubjectAct accept(DataSubject subject, Purpose purpose, Actor actor, LocalDate through, String reason) {
        return agreeing.accept(subject, purpose, actor, through, reason);
    }

    /**
     * Which of some persons were erased, and what they had refused: for whoever is about to import or mail a list.
     *
     * @param subjects at most 1,000
     * @return by subject, the noes and the mark of the erasure; subjects never erased are left out, and everybody without
     *     a suppression key
     * @throws IllegalArgumentException for more than 1,000 subjects
     */
    public Map<DataSubject, List<Suppression>> suppressed(Collection<DataSubject> subjects) {
        return erased.suppressed(subjects);
    }

    /**
     * Looks for erased persons among those who are in the host's tables again, so that queries filtered in the database
     * meet what these persons refused, as every single check does without it. To be called after an import of people, or
     * by a job; each thousand is a unit of its own. Without a suppression key there is nobody to find.
     *
     * @param subjects any number, of which no more than 1,000 are held at a time; closed when it was read
     * @return how many were erased before
     * @throws StoreException when a store fails; those found before stay known, and the call can be repeated
     */
    public long recognise(Stream<DataSubject> subjects) {
        return erased.recognise(subjects);
    }

    /**
     * Records that the subject confirmed a consent given before, because it ran out, or its notice changed. The validity
     * starts anew.
     *
     * @param subject who confirmed
     * @param purpose to what
     * @param evidence the text shown and how the person agreed
     * @return the act recorded
     * @throws IllegalStateException when no consent stands that could be confirmed: one refused, withdrawn or revoked is
     *     asked for anew with {@link #give(DataSubject, Purpose, Evidence)}
     */
    public SubjectAct renew(DataSubject subject, Purpose purpose, Evidence evidence) {
        return agreeing.renew(subject, purpose, evidence);
    }

    /**
     * The subject's consents, refusals and withdrawals that stand, one for each purpose and scope. Actors are told by
     * their kind; names are in the history.
     *
     * @param subject whom it concerns
     * @return by purpose and scope; empty when the subject never acted
     */
    public List<SubjectAct> current(DataSubject subject) {
        Objects.requireNonNull(subject, "subject");
        return recorder.standing(subject).stream()
                .filter(act -> act.kind().facet() == ActKind.Facet.CONSENT)
                .sorted(SubjectAct.BY_TOPIC)
                .toList();
    }

    /**
     * Every act ever recorded of the subject, objections and restrictions included, read from the ledger.
     *
     * @param subject whom it concerns
     * @return in the order recorded; empty when nothing ever was
     */
    public List<SubjectAct> history(DataSubject subject) {
        Objects.requireNonNull(subject, "subject");
        return recorder.history(subject);
    }

    static void checkReason(String what, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException(what + " needs a reason: say why, in words");
        }
    }
}
