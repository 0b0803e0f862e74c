package dev.sojourn.rights;

import dev.sojourn.consent.Consents;
import dev.sojourn.consent.PlacedRestriction;
import dev.sojourn.consent.Restriction;
import dev.sojourn.consent.Restrictions;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Policy;
import dev.sojourn.retention.DataDescription;
import dev.sojourn.retention.ErasureJudge;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RetentionPorts;
import dev.sojourn.retention.Run;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What a person may ask for: erasure (GDPR 17) and a copy (GDPR 15).
 *
 * <p>Thread-safe. An erasure runs in units of its own, one a batch, each with its entry in the person's chain; call it
 * outside any unit, since rows the caller's own unit has locked cannot be erased from another.
 */
public final class SubjectRights {

    private final Policy policy;
    private final RetentionPorts ports;
    private final SubjectStore subjects;
    private final Ledger ledger;
    private final Consents consents;
    private final Restrictions restrictions;
    private final Parting parting;
    private final int batchSize;
    private final List<Consumer<ErasureReport>> listeners;

    /**
     * Rights over an installation's data.
     *
     * @param policy whose rules keep data
     * @param ports the data, and what is asked about it
     * @param subjects gives subjects their keys
     * @param ledger records erasures and copies
     * @param consents a person's acts
     * @param restrictions lifted by the person's own erasure
     * @param parting parts identity from proof
     * @param batchSize how many rows a unit takes; at least 1
     * @param listeners hear of every erasure carried out, once its units have committed, whether it is completed or not
     */
    public SubjectRights(
            Policy policy,
            RetentionPorts ports,
            SubjectStore subjects,
            Ledger ledger,
            Consents consents,
            Restrictions restrictions,
            Parting parting,
            int batchSize,
            List<Consumer<ErasureReport>> listeners) {
        this.policy = policy;
        this.ports = ports;
        this.subjects = subjects;
        this.ledger = ledger;
        this.consents = consents;
        this.restrictions = restrictions;
        this.parting = parting;
        this.batchSize = batchSize;
        this.listeners = List.copyOf(listeners);
    }

    /**
     * Says what an erasure would take and what would stay, and changes nothing.
     *
     * @param subject whose data
     * @param ground why; it sets how far the erasure reaches
     * @return the plan; entities whose store failed are listed in it
     * @throws IllegalArgumentException when every row is some tenant's and the subject is in none, or in one that is not known
     * @throws StoreException when Sojourn's own stores fail
     */
    public ErasurePlan planErasure(DataSubject subject, ErasureGround ground) {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(ground, "ground");
        checkTenant(subject);
        Instant at = ledger.now();
        ErasureJudge judge = judge(subject, ground, at);
        Findings found = new Planning(ports, judge, subject, batchSize).run(concerning());
        return new ErasurePlan(
                UUID.randomUUID().toString(),
                subject,
                ground,
                at,
                found.erased(),
                found.kept(),
                givingWay(subject, found),
                found.unanswered());
    }

    /**
     * Erases at the person's own request.
     *
     * @param plan what was planned
     * @return what was done
     * @throws StoreException when Sojourn's own stores fail
     */
    public ErasureReport erase(ErasurePlan plan) {
        return erase(plan, Actor.subject());
    }

    /**
     * Erases everything the ground reaches and nothing keeps, judging each row again under its lock: what was placed
     * since the plan keeps, what ended since goes. To erase again succeeds, takes what is left, and leaves no second
     * proof when nothing was. The person's restrictions give way and are lifted, save one for legal claims; they stay
     * while the ground leaves data that other purposes need, for that data's sake.
     *
     * <p>When every store has answered and the ground reaches everything, the person's identifier in Sojourn's own tables
     * gives way to a keyed digest, and what the person refused stays suppressed; the report says what became of it.
     *
     * @param plan what was planned
     * @param actor who orders it
     * @return what was done; not completed when a store failed, which it names
     * @throws IllegalArgumentException when every row is some tenant's and the subject is in none, or in one that is not known
     * @throws StoreException when Sojourn's own stores fail; what was erased before stays erased and proven
     */
    public ErasureReport erase(ErasurePlan plan, Actor actor) {
        checkTenant(plan.subject());
        Instant at = ledger.now();
        // whoever places a hold waits for running runs, so an erasure is one, each time it is carried out
        Run run =
                new Run(UUID.randomUUID().toString(), "", policy.version(), policy.digest(), at, at, Run.State.RUNNING);
        Erasure erasure = ports.work().runNew(() -> {
            ports.runs().add(run, List.of());
            ErasureJudge judge = judge(plan.subject(), plan.ground(), at);
            return new Erasure(ports, subjects, ledger, judge, parting, plan, run.id(), actor, batchSize);
        });
        Findings found;
        try {
            found = erasure.run(concerning());
        } finally {
            erasure.end();
        }
        List<String> lifting =
                erasure.isParted() || !found.unanswered().isEmpty() ? List.of() : givingWay(plan.subject(), found);
        lifting.forEach(restriction -> restrictions.lift(plan.subject(), restriction, actor));
        Identity identity =
                erasure.isParted() ? Identity.PARTED : parting.part(plan.subject(), plan.ground(), found, actor);
        ErasureReport report = new ErasureReport(
                plan.id(),
                plan.subject(),
                plan.ground(),
                at,
                found.erased(),
                found.kept(),
                lifting,
                identity,
                found.unanswered());
        listeners.forEach(listener -> ports.work().afterCompletion(whatever -> listener.accept(report)));
        return report;
    }

    /**
     * Drops proof about erased persons once its own period, counted from the erasure, is over: nobody can be found by it
     * any more. What they refused stays suppressed. To be called by a job, for example daily; a second call finds nothing.
     *
     * @return what was done
     * @throws StoreException when Sojourn's own stores fail; what was dropped before stays dropped and recorded
     */
    public ProofReport dropProof() {
        return parting.drop();
    }

    /**
     * Copies what is held about a person, at the person's own request, and records that it was.
     *
     * @param subject whose data
     * @return the copy
     * @throws StoreException when any store fails: a copy is whole or none
     */
    public AccessCopy accessCopy(DataSubject subject) {
        return accessCopy(subject, Actor.subject());
    }

    /**
     * Copies what is held about a person and records that it was: rows by entity, and every consent, objection and
     * restriction.
     *
     * @param subject whose data
     * @param actor who asked for it
     * @return the copy
     * @throws IllegalArgumentException when every row is some tenant's and the subject is in none, or in one that is not known
     * @throws StoreException when any store fails: a copy is whole or none
     */
    public AccessCopy accessCopy(DataSubject subject, Actor actor) {
        Objects.requireNonNull(subject, "subject");
        checkTenant(subject);
        List<PersonalDataStore> stores = concerning().stream()
                .filter(store -> store.describe().part().isEmpty())
                .toList();
        return new Copying(ports.work(), subject, batchSize).run(stores, rows -> {
            Map<String, String> facts = new TreeMap<>();
            rows.forEach((entity, copied) -> facts.put("rows." + entity, Integer.toString(copied.size())));
            ChainId chain = ChainId.subject(subjects.enrol(subject));
            List<SubjectAct> acts = consents.history(subject);
            Instant at = ledger.append(chain, EntryKind.ACCESS_COPY, actor, "", facts)
                    .at();
            return new AccessCopy(subject, at, rows, acts);
        });
    }

    /** Where every row is some tenant's a person who is in none of them would be found nowhere, which is no answer. */
    private void checkTenant(DataSubject subject) {
        List<DataDescription> rows = concerning().stream()
                .map(PersonalDataStore::describe)
                .filter(data -> data.part().isEmpty())
                .toList();
        if (subject.tenant().isEmpty()
                && !rows.isEmpty()
                && rows.stream().allMatch(DataDescription::tenantRequired)
                && rows.stream().noneMatch(data -> data.catalog().isPresent())) {
            throw new IllegalArgumentException("every row of "
                    + rows.stream().map(DataDescription::entity).toList()
                    + " is some tenant's, and the subject is in none: name the subject's tenant, as in"
                    + " DataSubject.in(tenant)");
        }
        concerning().stream()
                .map(PersonalDataStore::describe)
                .filter(data -> data.catalog().isPresent())
                .findFirst()
                .filter(data -> !data.catalog().get().tenants().contains(subject.tenant()))
                .ifPresent(data -> {
                    throw new IllegalArgumentException(
                            "the rows of " + data.entity() + " lie apart for each tenant, and "
                                    + (subject.tenant().isEmpty()
                                            ? "the subject is in none"
                                            : "tenant '" + subject.tenant() + "' is not in the catalogue")
                                    + ": name the subject's tenant, as in DataSubject.in(tenant)");
                });
    }

    private ErasureJudge judge(DataSubject subject, ErasureGround ground, Instant at) {
        return ports.work().run(() -> new ErasureJudge(policy, ports, subject, ground.reachesEverything(), at));
    }

    /** Rows first, so that only of rows that stay single attributes are redacted. */
    private List<PersonalDataStore> concerning() {
        return ports.data().stream()
                .filter(store -> store.describe().hasSubject())
                .sorted(Comparator.comparing(store -> store.describe().part().isPresent()))
                .toList();
    }

    /** The restrictions an erasure lifts: none while data stays that it did not reach, for they go on protecting that. */
    private List<String> givingWay(DataSubject subject, Findings found) {
        if (found.count(KeepReason.OUT_OF_REACH) > 0) {
            return List.of();
        }
        return restrictions.active(subject).stream()
                .filter(placed -> placed.restriction().ground() != Restriction.Ground.NEEDED_FOR_CLAIMS)
                .map(PlacedRestriction::id)
                .toList();
    }
}
