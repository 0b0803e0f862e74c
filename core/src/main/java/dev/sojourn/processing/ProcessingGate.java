package dev.sojourn.processing;

import dev.sojourn.consent.ConsentStore;
import dev.sojourn.consent.LegalBases;
import dev.sojourn.consent.StandingActs;
import dev.sojourn.consent.Suppression;
import dev.sojourn.consent.Suppressions;
import dev.sojourn.ledger.Change;
import dev.sojourn.ledger.ChangeFeed;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Jurisdiction;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers whether a subject's data may be used for a purpose, and explains the answer (GDPR 5(1)(a), 5(1)(b), 6(1)).
 *
 * <p>It denies by default: an unknown purpose, a consent never asked for, a store that fails. Thread-safe. Answers are
 * remembered for each subject, within a bound; the node that wrote an act answers by it before the writing call returns,
 * or, where the host's unit is larger, from the unit's completion on, and inside the unit at once. An answer that time
 * changes (a consent that runs out, a notice that comes into force) changes at that instant, in the controller's zone;
 * that the system's clock was set is noticed within half a second.
 * What other nodes wrote is known within the bound of {@link #freshness}: past it, every check reads the store. A check
 * inside a unit above READ COMMITTED is never answered by that unit's own old view: from what is remembered within the
 * bound, else by a locking read.
 *
 * <p>Every method throws {@link NullPointerException} for a null. A store that fails denies (STORE_ERROR), is logged
 * without the subject, and is asked again the next time; purposes on vital interests, and those on contract or legal
 * obligation that say so, stay allowed, marked degraded.
 */
public final class ProcessingGate {

    /** How many subjects' answers are remembered unless said otherwise. */
    public static final long SUBJECTS_REMEMBERED = 300_000;

    private static final Logger LOG = LoggerFactory.getLogger(ProcessingGate.class);

    private final Policy policy;
    private final UnitOfWork work;
    private final ConsentStore consents;
    private final LegalBases bases;
    private final Suppressions suppressions;
    private final Past past;
    private final Clock clock;
    private final ReadFailures failures = new ReadFailures(System::nanoTime);
    private final Watch watch;
    private final Judge judge;
    private final SetCheck among;
    private final Snapshots snapshots;
    private final Freshness freshness;
    private final boolean remembering;

    private final List<Purpose> purposes;
    private final Numbers numbers;
    private final List<Purpose> optOut;
    private final ConcurrentHashMap<List<String>, Numbers> numbersWhereOptOut = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Decision, Decision> common = new ConcurrentHashMap<>();
    private final boolean declaredByTenants;
    private final ConcurrentHashMap<String, TenantEra> eras;
    private final LongAdder degraded;

    /**
     * A gate.
     *
     * @param policy which purposes there are
     * @param work the host's transaction
     * @param consents the acts that stand
     * @param bases tells on which basis a purpose stands for a tenant
     * @param suppressions the noes that outlived an erasure
     * @param past tells what was known at an earlier instant
     * @param clock tells what has run out
     * @param remembered how many subjects' answers are remembered at most; 0 for none
     */
    public ProcessingGate(
            Policy policy,
            UnitOfWork work,
            ConsentStore consents,
            LegalBases bases,
            Suppressions suppressions,
            Past past,
            Clock clock,
            long remembered,
            Freshness freshness) {
        this(
                policy,
                work,
                consents,
                bases,
                suppressions,
                past,
                clock,
                new Snapshots(remembered),
                new ConcurrentHashMap<>(),
                freshness,
                new LongAdder(),
                true);
    }

    private ProcessingGate(
            Policy policy,
            UnitOfWork work,
            ConsentStore consents,
            LegalBases bases,
            Suppressions suppressions,
            Past past,
            Clock clock,
            Snapshots snapshots,
            ConcurrentHashMap<String, TenantEra> eras,
            Freshness freshness,
            LongAdder degraded,
            boolean remembering) {
        this.policy = policy;
        this.work = work;
        this.consents = consents;
        this.bases = bases;
        this.suppressions = suppressions;
        this.past = past;
        this.clock = clock;
        this.watch = new Watch(clock);
        this.judge = new Judge(policy);
        this.among = new SetCheck(work, consents, suppressions, bases, judge, clock);
        this.snapshots = snapshots;
        this.eras = eras;
        this.freshness = freshness;
        this.degraded = degraded;
        this.remembering = remembering;
        this.purposes = policy.purposes().values().stream()
                .filter(purpose -> !policy.prohibitions().containsKey(purpose.id()))
                .toList();
        this.optOut = purposes.stream()
                .filter(purpose -> !purpose.optOutJurisdictions().isEmpty())
                .toList();
        this.numbers = new Numbers(numbering(List.of()));
        this.declaredByTenants = purposes.stream().anyMatch(Purpose::isBasisDeclaredByTenant);
    }

    /**
     * The plain question.
     *
     * @param subject whose data
     * @param purpose for which purpose
     * @return whether it is allowed
     */
    public boolean may(DataSubject subject, Purpose purpose) {
        return may(subject, purpose.id());
    }

    /**
     * The plain question, by the purpose's id.
     *
     * @param subject whose data
     * @param purpose the purpose's id
     * @return whether it is allowed; false for one the policy does not name
     */
    public boolean may(DataSubject subject, String purpose) {
        int number = numbers.of(purpose);
        return number != Numbers.NONE && snapshot(subject).allows(number);
    }

    /**
     * The plain question about a subject without kind and tenant, by the host's own identifier: as
     * {@link #may(DataSubject, Purpose)}, and where the answer is remembered, without making an object.
     *
     * @param subjectId under which the host knows the person; not blank
     * @param purpose for which purpose
     * @return whether it is allowed
     * @throws IllegalArgumentException when the id is blank
     */
    public boolean may(String subjectId, Purpose purpose) {
        Objects.requireNonNull(subjectId, "subjectId");
        int number = numbers.of(purpose.id());
        long now = freshness.now();
        if (number != Numbers.NONE && remembering && !freshness.isStale(now)) {
            Snapshot remembered = snapshots.find(subjectId);
            if (remembered != null && watch.holds(remembered, now)) {
                return remembered.allows(number);
            }
        }
        return may(DataSubject.of(subjectId), purpose.id());
    }

    /**
     * The plain question about one part of a purpose; reads the store each time.
     *
     * @param subject whose data
     * @param purpose for which purpose
     * @param scope for which part
     * @return whether it is allowed
     */
    public boolean may(DataSubject subject, Purpose purpose, Scope scope) {
        return decide(subject, purpose, scope).isAllowed();
    }

    /**
     * The explained answer.
     *
     * @param subject whose data
     * @param purpose for which purpose
     * @return the decision
     */
    public Decision decide(DataSubject subject, Purpose purpose) {
        return decide(subject, purpose.id());
    }

    /**
     * The explained answer, by the purpose's id.
     *
     * @param subject whose data
     * @param purpose the purpose's id
     * @return the decision; UNKNOWN_PURPOSE for one the policy does not name
     */
    public Decision decide(DataSubject subject, String purpose) {
        Objects.requireNonNull(subject, "subject");
        int number = numbers.of(purpose);
        return number == Numbers.NONE ? unnumbered(purpose) : snapshot(subject).decision(number);
    }

    /**
     * The explained answer about one part of a purpose; reads the store each time. A yes counts for exactly its scope, a
     * no without scope reaches every part.
     *
     * @param subject whose data
     * @param purpose for which purpose
     * @param scope for which part; {@link Scope#WHOLE} asks about the purpose as a whole
     * @return the decision
     */
    public Decision decide(DataSubject subject, Purpose purpose, Scope scope) {
        Objects.requireNonNull(subject, "subject");
        int number = numbers.of(purpose.id());
        if (scope.isWhole() || number == Numbers.NONE) {
            return decide(subject, purpose.id());
        }
        Purpose declared = purposes.get(number);
        return readingOr(
                () -> judge.judge(
                        subject,
                        declared,
                        scope,
                        bases.of(declared, subject.tenant()),
                        actsOf(subject),
                        clock.instant()),
                () -> counted(judge.withoutStore(subject, declared)));
    }

    /**
     * Goes on only when allowed.
     *
     * @param subject whose data
     * @param purpose for which purpose
     * @return the decision, explained
     * @throws ProcessingDenied when it is denied
     */
    public Decision.Allowed require(DataSubject subject, Purpose purpose) {
        return require(decide(subject, purpose));
    }

    /**
     * Goes on only when one part of a purpose is allowed.
     *
     * @param subject whose data
     * @param purpose for which purpose
     * @param scope for which part
     * @return the decision, explained
     * @throws ProcessingDenied when it is denied
     */
    public Decision.Allowed require(DataSubject subject, Purpose purpose, Scope scope) {
        return require(decide(subject, purpose, scope));
    }

    /**
     * Of many subjects, those whose data may be used for a purpose, judged as {@link #may(DataSubject, Purpose)} judges:
     * whose answers are remembered by these, the others from the store by one query for each 1,000. Answers read so are
     * remembered while there is room, and never in place of those that were asked about one by one.
     *
     * @param subjects any number
     * @param purpose for which purpose
     * @return those allowed, in the order given; a batch that cannot be read is denied as a single check is
     */
    public List<DataSubject> allowedAmong(Collection<DataSubject> subjects, Purpose purpose) {
        int number = numbers.of(purpose.id());
        if (number == Numbers.NONE) {
            return List.of();
        }
        List<DataSubject> allowed = new ArrayList<>();
        List<DataSubject> batch = new ArrayList<>(SetCheck.BATCH);
        for (DataSubject subject : subjects) {
            batch.add(subject);
            if (batch.size() == SetCheck.BATCH) {
                allowed.addAll(allowed(batch, number, true));
                batch.clear();
            }
        }
        allowed.addAll(allowed(batch, number, true));
        return Collections.unmodifiableList(allowed);
    }

    /**
     * The same over a stream, of which no more than 1,000 subjects are held at a time.
     *
     * @param subjects any number; closed with the stream returned
     * @param purpose for which purpose
     * @return those allowed, in the order given; reads as it is read
     */
    public Stream<DataSubject> allowedAmong(Stream<DataSubject> subjects, Purpose purpose) {
        int number = numbers.of(purpose.id());
        return (number == Numbers.NONE
                        ? Stream.<DataSubject>empty()
                        : streamOf(SetCheck.filtered(subjects.iterator(), batch -> allowed(batch, number, true))))
                .onClose(subjects::close);
    }

    /**
     * Everybody whose data may be used for a purpose on consent, as known to Sojourn; read a page at a time, so that
     * memory does not grow with the audience. Somebody who says no while the stream is read may still be in it: ask
     * {@link #may(DataSubject, Purpose)} again at the moment of use.
     *
     * @param purpose a purpose the policy puts on consent
     * @return in the store's own order; reads as it is read
     * @throws IllegalArgumentException for a purpose on another basis: whom it concerns only the host knows, who streams
     *     its subjects through {@link #allowedAmong(Stream, Purpose)}
     * @throws StoreException while it is read, when the store fails
     */
    public Stream<DataSubject> audience(Purpose purpose) {
        Purpose declared = policy.purposes().get(purpose.id());
        if (declared == null
                || declared.basis().filter(LegalBasis.CONSENT::equals).isEmpty()) {
            throw new IllegalArgumentException("purpose '" + purpose.id() + "' is not on consent by the policy, so that"
                    + " Sojourn does not know whom it concerns: stream your subjects through allowedAmong(…)");
        }
        int number = numbers.of(purpose.id());
        return number == Numbers.NONE
                ? Stream.empty()
                : streamOf(among.consenting(policy, declared, batch -> allowed(batch, number, false)));
    }

    private static Stream<DataSubject> streamOf(Iterator<DataSubject> subjects) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(subjects, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /**
     * Freshness first, for each batch anew; as for a single check.
     *
     * @param remember whether what has to be read is worth remembering: all answers of a subject then, not the one
     */
    private List<DataSubject> allowed(List<DataSubject> batch, int number, boolean remember) {
        long now = freshness.now();
        boolean remembered = remembering && !freshness.isStale(now);
        List<DataSubject> allowed = new ArrayList<>(batch.size());
        Set<DataSubject> unknown = new LinkedHashSet<>();
        for (DataSubject subject : batch) {
            Snapshot snapshot = remembered ? snapshots.find(subject) : null;
            if (snapshot == null || !watch.holds(snapshot, now)) {
                unknown.add(subject);
            } else if (snapshot.allows(number)) {
                allowed.add(subject);
            }
        }
        if (unknown.isEmpty()) {
            return allowed;
        }
        Set<DataSubject> others = remember && remembered && snapshots.hasRoomFor(unknown.size())
                ? allowedBy(snapshots.readAll(unknown, () -> load(unknown)), number)
                : read(unknown, purposes.get(number));
        Set<DataSubject> known = Set.copyOf(allowed);
        return batch.stream()
                .filter(subject -> unknown.contains(subject) ? others.contains(subject) : known.contains(subject))
                .toList();
    }

    private static Set<DataSubject> allowedBy(Map<DataSubject, Snapshot> answers, int number) {
        return answers.entrySet().stream()
                .filter(answer -> answer.getValue().allows(number))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Set<DataSubject> read(Set<DataSubject> subjects, Purpose purpose) {
        List<DataSubject> batch = List.copyOf(subjects);
        List<Decision> decisions = readingOr(
                () -> among.decide(batch, purpose),
                () -> batch.stream()
                        .map(subject -> counted(judge.withoutStore(subject, purpose)))
                        .toList());
        return IntStream.range(0, batch.size())
                .filter(index -> decisions.get(index).isAllowed())
                .mapToObj(batch::get)
                .collect(Collectors.toSet());
    }

    /**
     * One subject's answers for every purpose, as of now.
     *
     * @param subject whose data
     * @return the answers
     */
    public Standing of(DataSubject subject) {
        return of(subject, Jurisdiction.UNKNOWN);
    }

    /**
     * The same for a subject who is somewhere: a purpose that is opt-out there ({@link Purpose#optOutIn}) is allowed
     * until the subject says no, resting on no act; every other purpose is answered as anywhere.
     *
     * @param subject whose data
     * @param where where the subject is; {@link Jurisdiction#UNKNOWN} when nobody knows, and consent is asked
     * @return the answers
     */
    public Standing of(DataSubject subject, Jurisdiction where) {
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(subject, "subject");
        long mark = snapshots.marks().of(subject);
        long taken = freshness.now();
        boolean settled = !snapshots.isBeingWritten(subject);
        boolean through = !remembering || freshness.isStale(taken);
        Snapshot snapshot = through ? load(subject) : snapshot(subject);
        return new Standing(numbers(where), snapshot, this::unnumbered, () -> {
            long now = freshness.now();
            return settled
                    && snapshot.isKeepable()
                    && watch.holds(snapshot, now)
                    && snapshots.marks().of(subject) == mark
                    && !freshness.isPast(taken, now)
                    && (through || !freshness.isStale(now));
        });
    }

    /**
     * The same gate, reading the store for every answer.
     *
     * @return a gate that remembers nothing
     */
    public ProcessingGate fresh() {
        return new ProcessingGate(
                policy, work, consents, bases, suppressions, past, clock, snapshots, eras, freshness, degraded, false);
    }

    /**
     * The gate as it would have answered at a past instant: from what had been recorded by then, under the policy then in
     * force.
     *
     * @param instant an instant that has passed, inclusive
     * @return a gate onto that instant
     * @throws IllegalArgumentException when the instant has not come
     * @throws IllegalStateException when no policy was in force then, or the one in force was not handed over
     * @throws StoreException when the ledger cannot be read
     */
    public PastGate asOf(Instant instant) {
        return past.at(Objects.requireNonNull(instant, "instant"));
    }

    /**
     * Forgets what is remembered of a subject, and remembers nothing of it until the calling thread's unit is over. Told
     * by whoever writes acts, within the unit, before anything is read or written.
     *
     * @param subject whose acts are about to be written
     */
    public void acting(DataSubject subject) {
        snapshots.writing(subject, work);
    }

    /**
     * Forgets what is remembered of a tenant's subjects, and remembers nothing of them until the calling thread's unit
     * is over. Told by whoever writes the tenant's settings, within the unit, before anything is written.
     *
     * @param tenant whose declared bases are about to change
     */
    public void declaring(String tenant) {
        if (declaredByTenants) {
            TenantEra era = eraOf(tenant);
            era.begin();
            try {
                work.afterCompletion(committed -> era.end());
            } catch (RuntimeException | Error e) {
                era.end();
                throw e;
            }
        }
    }

    /**
     * How often a purpose was allowed without the store, which failed: each such answer is a decision marked degraded.
     * Worth an alarm, since nobody could look whether the subject's processing is restricted.
     *
     * @return the answers since this installation started, of this gate and every {@link #fresh()} one
     */
    public long degradedAnswers() {
        return degraded.sum();
    }

    /**
     * Whether people who were erased are known again when they come back: without a suppression key nobody is, and no answer
     * depends on it.
     *
     * @return true with a key
     */
    public boolean knowsErased() {
        return suppressions.areKept();
    }

    /**
     * How far behind other nodes this one may be.
     *
     * @return without a bound where there is no other node
     */
    public Freshness freshness() {
        return freshness;
    }

    /** Forgets what changes tell about, and says how many of them could not be read. */
    int hear(ChangeFeed.Batch batch) {
        Set<String> unnamed = new HashSet<>();
        int unreadable = 0;
        for (Change change : batch.changes()) {
            if (change instanceof Change.OfSubject acted) {
                acted.subject()
                        .ifPresentOrElse(
                                subject -> snapshots.announce(subject, acted.key(), acted.number()),
                                () -> unnamed.add(acted.key()));
            } else if (change instanceof Change.OfTenant declared) {
                declared(declared.tenant());
            } else if (change instanceof Change.Unreadable poisoned) {
                unreadable++;
                LOG.warn(
                        "the ledger's entry at position {} cannot be read: passed over, and every answer forgotten",
                        poisoned.position());
            }
        }
        if (unreadable > 0 || !batch.complete()) {
            forgetEverything();
        } else if (!unnamed.isEmpty()) {
            snapshots.forget(unnamed);
        }
        return unreadable;
    }

    void forgetEverything() {
        eras.values().forEach(TenantEra::change);
        snapshots.forgetEverything();
    }

    private void declared(String tenant) {
        TenantEra era = eras.get(tenant);
        if (era != null) {
            era.change();
        }
    }

    /** Freshness first: what is remembered after the question was put is at least as fresh as was found then. */
    private Snapshot snapshot(DataSubject subject) {
        Objects.requireNonNull(subject, "subject");
        long now = freshness.now();
        if (!remembering || freshness.isStale(now)) {
            return load(subject);
        }
        Snapshot remembered = snapshots.find(subject);
        return remembered != null && watch.holds(remembered, now)
                ? remembered
                : snapshots.read(subject, isInUnit(), () -> load(subject));
    }

    /** Where not even that can be told, reading fails as well and says so. */
    private boolean isInUnit() {
        try {
            return work.isRunning();
        } catch (RuntimeException e) {
            return true;
        }
    }

    private Numbers numbers(Jurisdiction where) {
        if (optOut.isEmpty()) {
            return numbers;
        }
        List<String> there = optOut.stream()
                .filter(purpose -> purpose.isOptOutIn(where))
                .map(Purpose::id)
                .toList();
        return there.isEmpty()
                ? numbers
                : numbersWhereOptOut.computeIfAbsent(there, some -> new Numbers(numbering(some)));
    }

    /** A purpose that is opt-out somewhere has two answers in a snapshot, under two numbers. */
    private Map<String, Integer> numbering(List<String> optOutThere) {
        Map<String, Integer> numbering = new HashMap<>();
        purposes.forEach(purpose -> numbering.put(purpose.id(), numbering.size()));
        for (int number = 0; number < optOut.size(); number++) {
            if (optOutThere.contains(optOut.get(number).id())) {
                numbering.put(optOut.get(number).id(), purposes.size() + number);
            }
        }
        return numbering;
    }

    private Snapshot load(DataSubject subject) {
        return readingOr(() -> answers(subject), () -> withoutStore(subject));
    }

    /** Several at once, each as {@link #load(DataSubject)} would. */
    private Map<DataSubject, Snapshot> load(Set<DataSubject> subjects) {
        return readingOr(
                () -> answers(subjects),
                () -> subjects.stream().collect(Collectors.toMap(subject -> subject, this::withoutStore)));
    }

    private Snapshot withoutStore(DataSubject subject) {
        return Snapshot.once(
                Stream.concat(purposes.stream(), optOut.stream())
                        .map(purpose -> judge.withoutStore(subject, purpose))
                        .toList(),
                degraded);
    }

    private Snapshot answers(DataSubject subject) {
        if (!declaredByTenants) {
            StandingActs standing = consents.read(subject);
            return Snapshot.of(decisions(subject, standing), standing);
        }
        TenantEra era = eraOf(subject.tenant());
        long stamp = era.stamp();
        boolean settled = era.isSettled();
        StandingActs standing = consents.read(subject);
        return Snapshot.of(decisions(subject, standing), standing, era, stamp, settled);
    }

    private Map<DataSubject, Snapshot> answers(Set<DataSubject> subjects) {
        Map<String, TenantEra> declared = new HashMap<>();
        Map<String, Long> stamps = new HashMap<>();
        Map<String, Boolean> settled = new HashMap<>();
        if (declaredByTenants) {
            for (DataSubject subject : subjects) {
                TenantEra era = declared.computeIfAbsent(subject.tenant(), this::eraOf);
                stamps.computeIfAbsent(subject.tenant(), tenant -> era.stamp());
                settled.computeIfAbsent(subject.tenant(), tenant -> era.isSettled());
            }
        }
        Map<DataSubject, StandingActs> standing = consents.readAmong(subjects);
        Map<DataSubject, List<Suppression>> outlived = suppressions.among(subjects);
        Map<String, Optional<LegalBasis>> known = new HashMap<>();
        BiFunction<Purpose, String, Optional<LegalBasis>> basis = (purpose, tenant) -> purpose.isBasisDeclaredByTenant()
                ? known.computeIfAbsent(purpose.id() + '\n' + tenant, one -> bases.of(purpose, tenant))
                : purpose.basis();
        Instant now = clock.instant();
        Map<DataSubject, Snapshot> answers = new HashMap<>();
        standing.forEach((subject, acts) -> {
            List<Decision> decisions =
                    decisions(subject, new Acts(acts.acts(), outlived.getOrDefault(subject, List.of())), basis, now);
            TenantEra era = declared.get(subject.tenant());
            answers.put(
                    subject,
                    era == null
                            ? Snapshot.of(decisions, acts)
                            : Snapshot.of(
                                    decisions,
                                    acts,
                                    era,
                                    Objects.requireNonNull(stamps.get(subject.tenant())),
                                    Objects.requireNonNull(settled.get(subject.tenant()))));
        });
        return answers;
    }

    private List<Decision> decisions(DataSubject subject, StandingActs standing) {
        return decisions(subject, new Acts(standing.acts(), suppressions.of(subject)), bases::of, clock.instant());
    }

    private List<Decision> decisions(
            DataSubject subject, Acts acts, BiFunction<Purpose, String, Optional<LegalBasis>> bases, Instant now) {
        List<Decision> decisions = new ArrayList<>(purposes.size() + optOut.size());
        for (Purpose purpose : purposes) {
            decisions.add(shared(
                    judge.judge(subject, purpose, Scope.WHOLE, bases.apply(purpose, subject.tenant()), acts, now)));
        }
        for (Purpose purpose : optOut) {
            decisions.add(shared(judge.judge(
                    subject, purpose, Scope.WHOLE, bases.apply(purpose, subject.tenant()), acts, now, true)));
        }
        return decisions;
    }

    /** Most subjects said nothing on most purposes: the answers that rest on no act are kept once for all of them. */
    private Decision shared(Decision decision) {
        boolean restsOnAnAct = decision instanceof Decision.Allowed allowed
                ? allowed.act().isPresent()
                : ((Decision.Denied) decision).act().isPresent();
        return restsOnAnAct ? decision : common.computeIfAbsent(decision, same -> same);
    }

    private Acts actsOf(DataSubject subject) {
        return new Acts(consents.standing(subject), suppressions.of(subject));
    }

    private Decision counted(Decision decision) {
        if (decision.isAllowed()) {
            degraded.increment();
        }
        return decision;
    }

    private TenantEra eraOf(String tenant) {
        return eras.computeIfAbsent(tenant, one -> new TenantEra());
    }

    private Decision unnumbered(String purpose) {
        return Decision.Denied.plainly(
                purpose,
                policy.prohibitions().containsKey(purpose) ? DenialReason.PROHIBITED : DenialReason.UNKNOWN_PURPOSE);
    }

    private static Decision.Allowed require(Decision decision) {
        if (decision instanceof Decision.Denied denied) {
            throw new ProcessingDenied(denied);
        }
        return (Decision.Allowed) decision;
    }

    /**
     * A failed read in somebody's unit is answered inside it, so that it does not roll back the host's own work. Outside
     * any, the stores read as they like: what one query tells needs no transaction around it.
     */
    private <T> T readingOr(Supplier<T> read, Supplier<T> otherwise) {
        try {
            return isInUnit() ? work.run(() -> answered(read, otherwise)) : answered(read, otherwise);
        } catch (RuntimeException e) {
            return failed(e, otherwise);
        }
    }

    private <T> T answered(Supplier<T> read, Supplier<T> otherwise) {
        try {
            return read.get();
        } catch (RuntimeException e) {
            return failed(e, otherwise);
        }
    }

    private <T> T failed(RuntimeException e, Supplier<T> otherwise) {
        failures.add(e);
        return otherwise.get();
    }
}
