package dev.sojourn;

import dev.sojourn.consent.ActHistory;
import dev.sojourn.consent.ActRecorder;
import dev.sojourn.consent.ConsentImports;
import dev.sojourn.consent.Consents;
import dev.sojourn.consent.LegalBases;
import dev.sojourn.consent.MarkedSubjects;
import dev.sojourn.consent.Objections;
import dev.sojourn.consent.Restrictions;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.consent.Suppressions;
import dev.sojourn.ledger.CheckpointSigner;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.processing.CookieGate;
import dev.sojourn.processing.FeedFollower;
import dev.sojourn.processing.Freshness;
import dev.sojourn.processing.Past;
import dev.sojourn.processing.ProcessingGate;
import dev.sojourn.retention.Archive;
import dev.sojourn.retention.BindingCheck;
import dev.sojourn.retention.ContractPeriods;
import dev.sojourn.retention.Copies;
import dev.sojourn.retention.DataCopy;
import dev.sojourn.retention.DataModel;
import dev.sojourn.retention.Events;
import dev.sojourn.retention.GuardLimits;
import dev.sojourn.retention.Holds;
import dev.sojourn.retention.HostDisposals;
import dev.sojourn.retention.HostDisposition;
import dev.sojourn.retention.Pauses;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.Retention;
import dev.sojourn.retention.RetentionPorts;
import dev.sojourn.retention.RowPart;
import dev.sojourn.retention.RunBarrier;
import dev.sojourn.retention.Satellites;
import dev.sojourn.retention.SuspendingCondition;
import dev.sojourn.retention.SweepOptions;
import dev.sojourn.retention.SweepPace;
import dev.sojourn.retention.SweepProgress;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.retention.TenantSettings;
import dev.sojourn.rights.ErasureReport;
import dev.sojourn.rights.Parting;
import dev.sojourn.rights.SubjectRights;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.SecretKey;

/**
 * The front door: one policy, applied to one installation's data (GDPR 5(2), 24(1)).
 *
 * <p>Thread-safe; a host makes one when it starts and keeps it. Every service reached from here joins the unit of work
 * the calling thread is in, or acts in one of its own.
 */
public final class Sojourn implements AutoCloseable {

    /** How late other nodes' acts may be known, unless there is a reason for another bound. */
    public static final Duration USUAL_BOUND = Duration.ofSeconds(1);

    private static final int SHORTEST_KEY = 16;

    private final Policy policy;
    private final Ledger ledger;
    private final ProcessingGate gate;
    private final CookieGate cookies;
    private final Consents consents;
    private final ConsentImports imports;
    private final Objections objections;
    private final Restrictions restrictions;
    private final Retention retention;
    private final Holds holds;
    private final Events events;
    private final TenantSettings settings;
    private final Copies copies;
    private final SubjectRights rights;
    private final Optional<FeedFollower> follower;
    private final Proof proof;

    private Sojourn(
            Builder from, Policy policy, Stores stores, List<PersonalDataStore> data, Ledger ledger, Clock clock) {
        UnitOfWork work = stores.work();
        this.policy = policy;
        this.ledger = ledger;
        RunBarrier barrier = new RunBarrier(stores.runs(), work);
        LegalBases bases = new LegalBases(stores.settings());
        Suppressions suppressions = new Suppressions(from.suppressionKey, stores.suppressions(), work);
        SubjectStore subjects = new MarkedSubjects(stores.subjects(), suppressions);
        ActHistory history = new ActHistory(work, subjects, stores.identities(), suppressions, ledger);
        this.gate = new ProcessingGate(
                policy,
                work,
                stores.consents(),
                bases,
                suppressions,
                new Past(
                        ledger::now,
                        new PolicyHistory(ledger, stores.chains(), stores.archive(), work)::at,
                        history,
                        bases,
                        from.policies(policy)),
                clock,
                from.remembered.orElse(ProcessingGate.SUBJECTS_REMEMBERED),
                from.bound.map(Freshness::within).orElseGet(Freshness::unbounded));
        this.cookies = new CookieGate(policy, clock);
        this.follower = from.bound.map(bound -> new FeedFollower(stores.feed(), gate, clock));
        ActRecorder recorder =
                new ActRecorder(work, subjects, ledger, stores.consents(), history, gate::acting, from.hearActs);
        this.consents = new Consents(policy, recorder, bases, ledger, barrier::after, suppressions, subjects);
        this.imports = new ConsentImports(policy, recorder, suppressions, ledger);
        this.objections = new Objections(policy, recorder, bases);
        this.restrictions = new Restrictions(policy, recorder, stores.consents(), ledger, barrier);
        this.holds = new Holds(stores.holds(), barrier, subjects, ledger, work, policy);
        this.events = new Events(stores.events(), subjects, ledger, work, policy, subject -> {
            gate.acting(subject);
            suppressions.returned(subject);
        });
        this.copies = new Copies(from.copies, stores.disposals(), work);
        this.settings = new TenantSettings(stores.settings(), ledger, work, policy, gate::declaring);
        RetentionPorts ports = new RetentionPorts(
                work,
                stores.settings(),
                stores.consents(),
                history::ofPresent,
                stores.holds(),
                stores.events(),
                stores.runs(),
                stores.sweeps(),
                data,
                from.conditions,
                from.contracts);
        SweepOptions options = from.options();
        this.retention = new Retention(policy, ports, ledger, options, from.disposals(), from.hearSweeps);
        this.rights = new SubjectRights(
                policy,
                ports,
                subjects,
                ledger,
                consents,
                restrictions,
                new Parting(policy, ports, subjects, stores.identities(), suppressions, ledger, gate::acting),
                options.pageSize(),
                from.hearErasures);
        this.proof = new Proof(stores, ledger, policy, from.signer);
    }

    /**
     * Starts the front door of a policy.
     *
     * @param policy the policy to be in force
     * @return a builder
     */
    public static Builder builder(Policy policy) {
        return new Builder(Objects.requireNonNull(policy, "policy"));
    }

    /**
     * The policy in force.
     *
     * @return the policy given, with the rules that the host wrote on its own data
     */
    public Policy policy() {
        return policy;
    }

    /**
     * The plain question: may a person's data be used for a purpose? (GDPR 5(1)(b), 6(1))
     *
     * @param subject whose data
     * @param purpose for what
     * @return false also for a purpose the policy does not name, and when the store fails
     */
    public boolean may(DataSubject subject, Purpose purpose) {
        return gate.may(subject, purpose);
    }

    /**
     * The plain question about a person without kind and tenant, by the host's own identifier.
     *
     * @param subjectId under which the host knows the person; not blank
     * @param purpose for what
     * @return as {@link #may(DataSubject, Purpose)}
     * @throws IllegalArgumentException when the id is blank
     */
    public boolean may(String subjectId, Purpose purpose) {
        return gate.may(subjectId, purpose);
    }

    /**
     * The same question with its explanation, about parts of a purpose, or demanding a yes.
     *
     * @return the gate
     */
    public ProcessingGate gate() {
        return gate;
    }

    /**
     * Which cookies may be set on a person's device, and which must be taken back.
     *
     * @return the gate of cookies
     */
    public CookieGate cookies() {
        return cookies;
    }

    /**
     * What data subjects agreed to, refused and withdrew.
     *
     * @return the service
     */
    public Consents consents() {
        return consents;
    }

    /**
     * Takes over what another system recorded.
     *
     * @return the service
     */
    public ConsentImports imports() {
        return imports;
    }

    /**
     * Objections to processing.
     *
     * @return the service
     */
    public Objections objections() {
        return objections;
    }

    /**
     * Restrictions of processing.
     *
     * @return the service
     */
    public Restrictions restrictions() {
        return restrictions;
    }

    /**
     * Previews, sweeps and explains what is due.
     *
     * @return the service
     */
    public Retention retention() {
        return retention;
    }

    /**
     * Orders to keep data.
     *
     * @return the service
     */
    public Holds holds() {
        return holds;
    }

    /**
     * Events that start retention periods.
     *
     * @return the service
     */
    public Events events() {
        return events;
    }

    /**
     * What tenants decide for themselves.
     *
     * @return the service
     */
    public TenantSettings settings() {
        return settings;
    }

    /**
     * Copies of the host's data kept elsewhere, and what they have not acknowledged yet.
     *
     * @return the service
     */
    public Copies copies() {
        return copies;
    }

    /**
     * A person's erasure and access copy.
     *
     * @return the service
     */
    public SubjectRights rights() {
        return rights;
    }

    /**
     * The record of every act and disposal.
     *
     * @return the ledger
     */
    public Ledger ledger() {
        return ledger;
    }

    /**
     * What lets this node hear the acts recorded by others: how far behind it is, and polls made by hand.
     *
     * @return empty where {@link Builder#following} was not called
     */
    public Optional<FeedFollower> follower() {
        return follower;
    }

    /**
     * Stops following other nodes; where none are followed there is nothing to close. What was reached from here goes on
     * working, by the store.
     */
    @Override
    public void close() {
        follower.ifPresent(FeedFollower::close);
    }

    /**
     * What the ledger proves, and that it still does: verification, checkpoints, export, its own retention.
     *
     * @return the service
     */
    public Proof proof() {
        return proof;
    }

    /** Shows the policy. */
    @Override
    public String toString() {
        return "Sojourn under " + policy;
    }

    /** Collects what an installation is made of; not thread-safe. {@link #build()} lists every fault at once. */
    public static final class Builder {

        private final Policy policy;
        private final List<Fault> faults = new ArrayList<>();
        private final List<PersonalDataStore> data = new ArrayList<>();
        private final List<RowPart> parts = new ArrayList<>();
        private final List<DataCopy> copies = new ArrayList<>();
        private Optional<Stores> stores = Optional.empty();
        private final Map<String, SuspendingCondition> conditions = new LinkedHashMap<>();
        private Optional<ContractPeriods> contracts = Optional.empty();
        private final Map<String, Archive> archives = new LinkedHashMap<>();
        private final Map<String, HostDisposition> dispositions = new LinkedHashMap<>();
        private Optional<Clock> clock = Optional.empty();
        private Optional<SweepProgress> progress = Optional.empty();
        private Optional<Duration> planValidFor = Optional.empty();
        private Optional<Integer> batchSize = Optional.empty();
        private Optional<Integer> sweepWorkers = Optional.empty();
        private Optional<SweepPace> pace = Optional.empty();
        private Optional<Long> remembered = Optional.empty();
        private Optional<Pauses> pauses = Optional.empty();
        private Optional<GuardLimits> guard = Optional.empty();
        private Optional<Duration> bound = Optional.empty();
        private boolean polledByHost;
        private Optional<CheckpointSigner> signer = Optional.empty();
        private Optional<SecretKey> suppressionKey = Optional.empty();
        private final List<Policy> former = new ArrayList<>();
        private final List<Consumer<SubjectAct>> hearActs = new ArrayList<>();
        private final List<Consumer<SweepReport>> hearSweeps = new ArrayList<>();
        private final List<Consumer<ErasureReport>> hearErasures = new ArrayList<>();
        private final List<Consumer<Notice>> hearNotices = new ArrayList<>();

        private Builder(Policy policy) {
            this.policy = policy;
        }

        /**
         * Says where Sojourn keeps what it knows.
         *
         * @param stores one persistence adapter's
         * @return this builder
         */
        public Builder stores(Stores stores) {
            this.stores = once("stores", this.stores, stores);
            return this;
        }

        /**
         * Replaces the system's clock.
         *
         * @param clock tells the time; its zone is not used
         * @return this builder
         */
        public Builder clock(Clock clock) {
            this.clock = once("clock", this.clock, clock);
            return this;
        }

        /**
         * Adds personal data kept elsewhere than in the stores' own database: files, objects, search indexes.
         *
         * @param stores one for each kind of data
         * @return this builder
         */
        public Builder data(PersonalDataStore... stores) {
            data.addAll(Arrays.asList(stores));
            return this;
        }

        /**
         * Adds what belongs to rows and lies outside their database, so that it goes before its row does: files, objects.
         *
         * @param parts one for each kind
         * @return this builder
         */
        public Builder parts(RowPart... parts) {
            this.parts.addAll(Arrays.asList(parts));
            return this;
        }

        /**
         * Adds copies of rows kept elsewhere, which hear of every row that is gone: search indexes, warehouses, caches.
         *
         * @param copies one for each
         * @return this builder
         */
        public Builder copies(DataCopy... copies) {
            this.copies.addAll(Arrays.asList(copies));
            return this;
        }

        /**
         * Answers a rule's {@code unless(name)}.
         *
         * @param name the condition's name, as the rule says it
         * @param condition for whom it holds
         * @return this builder
         */
        public Builder condition(String name, SuspendingCondition condition) {
            if (conditions.put(name, condition) != null) {
                faults.add(new Fault("condition '" + name + "'", "was answered twice", "answer it once"));
            } else if (policy.rules().stream()
                    .noneMatch(rule -> rule.suspension().filter(name::equals).isPresent())) {
                faults.add(new Fault(
                        "condition '" + name + "'", "is none that a rule names", "answer a name given to unless(…)"));
            }
            return this;
        }

        /**
         * Answers rules {@code agreedInContract()}.
         *
         * @param periods how long the contract with each tenant says its data is kept
         * @return this builder
         */
        public Builder contractPeriods(ContractPeriods periods) {
            this.contracts = once("contractPeriods", contracts, periods);
            return this;
        }

        /**
         * Keeps what rules {@code thenArchiveUnder(rule)} archive. What the archive keeps is data, too: bind it to that
         * rule, so that it ends, is erased and is copied like any other.
         *
         * @param rule the id of the rule that governs the archive
         * @param archive takes rows over before they are deleted
         * @return this builder
         */
        public Builder archive(String rule, Archive archive) {
            if (archives.put(rule, archive) != null) {
                faults.add(new Fault("archive '" + rule + "'", "was registered twice", "register it once"));
            }
            return this;
        }

        /**
         * Does what rules {@code thenBy(name)} end in.
         *
         * @param name as the rules say it
         * @param disposition does it to rows, which stay and are marked
         * @return this builder
         */
        public Builder disposition(String name, HostDisposition disposition) {
            if (dispositions.put(name, disposition) != null) {
                faults.add(new Fault("disposition '" + name + "'", "was registered twice", "register it once"));
            }
            return this;
        }

        /**
         * Listens to how sweeps get on.
         *
         * @param progress hears of each batch
         * @return this builder
         */
        public Builder progress(SweepProgress progress) {
            this.progress = once("progress", this.progress, progress);
            return this;
        }

        /**
         * Listens to what data subjects say, and what is said about them: consents, objections, restrictions, and acts
         * imported from elsewhere. Told once for each act, after the unit that recorded it has committed and before control
         * returns to whoever began it; what the listener throws is logged and swallowed. Acts that other nodes record are
         * told there.
         *
         * @param listener hears the act; thread-safe
         * @return this builder
         */
        public Builder onAct(Consumer<SubjectAct> listener) {
            hearActs.add(listener);
            return this;
        }

        /**
         * Listens to sweeps: told once for each, when its last batch has committed and its end is recorded, on the sweeping
         * thread. A sweep whose process died is told of nowhere; what it disposed of is in the ledger.
         *
         * @param listener hears what was done; thread-safe
         * @return this builder
         */
        public Builder onSweep(Consumer<SweepReport> listener) {
            hearSweeps.add(listener);
            return this;
        }

        /**
         * Listens to erasures: told once for each that was carried out, completed or not (GDPR 19).
         *
         * @param listener hears what was done; thread-safe
         * @return this builder
         */
        public Builder onErasure(Consumer<ErasureReport> listener) {
            hearErasures.add(listener);
            return this;
        }

        /**
         * Listens to notices: told once in an installation for each text never kept there before, when the policy that
         * states it is entered. Told while {@link #build()} runs, which may be before the day the notice takes effect.
         *
         * @param listener hears the notice
         * @return this builder
         */
        public Builder onNotice(Consumer<Notice> listener) {
            hearNotices.add(listener);
            return this;
        }

        /**
         * Sets how long a plan may be swept after it was previewed; 24 hours unless set.
         *
         * @param duration a positive duration
         * @return this builder
         */
        public Builder planValidFor(Duration duration) {
            if (duration.isZero() || duration.isNegative()) {
                faults.add(new Fault(
                        "planValidFor",
                        "is " + duration + ", so that no plan could be swept",
                        "set a positive duration"));
            }
            this.planValidFor = once("planValidFor", planValidFor, duration);
            return this;
        }

        /**
         * Sets how many rows one transaction disposes of at most; 5,000 unless set. Within that a sweep finds by itself how
         * many go in about 150 ms, beginning with 500; fewer than 100 it takes only where this says so.
         *
         * @param rows 1 to 10,000
         * @return this builder
         */
        public Builder batchSize(int rows) {
            if (rows < 1 || rows > SweepOptions.LARGEST_BATCH) {
                faults.add(new Fault("batchSize", "is " + rows, "set 1 to " + SweepOptions.LARGEST_BATCH));
            }
            this.batchSize = once("batchSize", batchSize, rows);
            return this;
        }

        /**
         * Sets how many threads dispose of the rows of one step of a sweep; 1 unless set. Each takes a connection of its own
         * and disposes of batches of its own, in transactions of its own; no row is dealt with by two. Only rows due by their
         * period, of a sweep without a limit of rows a second, are shared out so. With more than one, archives and
         * dispositions of the host's own must be thread-safe, and progress is told by whichever thread got on, one at a time.
         *
         * @param workers 1 to 8
         * @return this builder
         */
        public Builder sweepWorkers(int workers) {
            if (workers < 1 || workers > SweepOptions.MOST_WORKERS) {
                faults.add(new Fault("sweepWorkers", "is " + workers, "set 1 to " + SweepOptions.MOST_WORKERS));
            }
            this.sweepWorkers = once("sweepWorkers", sweepWorkers, workers);
            return this;
        }

        /**
         * Sets how many subjects' answers are remembered in memory at most; {@link ProcessingGate#SUBJECTS_REMEMBERED}
         * unless set. A subject takes about half a kilobyte.
         *
         * @param subjects 0 for none, so that every check reads the store
         * @return this builder
         */
        public Builder remembering(long subjects) {
            if (subjects < 0) {
                faults.add(new Fault("remembering", "is " + subjects, "set 0 or more"));
            }
            this.remembered = once("remembering", remembered, subjects);
            return this;
        }

        /**
         * Sets how fast, at which hours and how long sweeps run that are not told otherwise; full pace unless set.
         *
         * @param pace the pace
         * @return this builder
         */
        public Builder pace(SweepPace pace) {
            this.pace = once("pace", this.pace, pace);
            return this;
        }

        /**
         * Sets when a scheduled sweep is too large to go on without somebody's word; the usual limits unless set.
         *
         * @param guard the limits
         * @return this builder
         */
        public Builder guard(GuardLimits guard) {
            this.guard = once("guard", this.guard, guard);
            return this;
        }

        /**
         * Replaces the sleep of a sweep that is faster than its pace, for hosts and tests whose time is their own.
         *
         * @param pauses waits
         * @return this builder
         */
        public Builder pauses(Pauses pauses) {
            this.pauses = once("pauses", this.pauses, pauses);
            return this;
        }

        /**
         * Says that other nodes write to the same stores, and how late their acts may be known here: a daemon thread
         * follows the ledger from {@link #build()} until {@link Sojourn#close()}, and while it cannot, checks read the
         * store. Without this, a node hears of its own acts alone: right for the only node there is.
         *
         * @param bound a positive duration, for a start {@link Sojourn#USUAL_BOUND}
         * @return this builder
         */
        public Builder following(Duration bound) {
            if (bound.isZero() || bound.isNegative()) {
                faults.add(new Fault("following", "is " + bound, "set a positive duration"));
            }
            this.bound = once("following", this.bound, bound);
            return this;
        }

        /**
         * Signs the ledger's checkpoints; they are not signed unless this is set.
         *
         * @param signer holds a key that is kept outside the database
         * @return this builder
         */
        public Builder signingCheckpoints(CheckpointSigner signer) {
            this.signer = once("signingCheckpoints", this.signer, signer);
            return this;
        }

        /**
         * Gives the key under which what erased people refused is kept; without one, an erasure leaves the identifier in
         * Sojourn's own tables, and says so.
         *
         * @param key for HMAC-SHA-256, at least 16 bytes, kept outside the database, the same on every node and for ever
         * @return this builder
         */
        public Builder suppressionKey(SecretKey key) {
            byte[] bytes = key.getEncoded();
            if (bytes != null && bytes.length < SHORTEST_KEY) {
                faults.add(new Fault(
                        "suppressionKey",
                        "has " + bytes.length + " bytes",
                        "give at least " + SHORTEST_KEY + " random ones, from outside the database"));
            }
            this.suppressionKey = once("suppressionKey", suppressionKey, key);
            return this;
        }

        /**
         * The same without a thread: the host calls {@link FeedFollower#poll()} a few times within the bound.
         *
         * @param bound a positive duration
         * @return this builder
         */
        public Builder followingByHand(Duration bound) {
            polledByHost = true;
            return following(bound);
        }

        /**
         * Hands over policy versions that were in force here before, so that the past can be asked under them.
         *
         * @param policies earlier versions, as they were declared
         * @return this builder
         */
        public Builder formerly(Policy... policies) {
            former.addAll(Arrays.asList(policies));
            return this;
        }

        /**
         * Checks that the policy and the data fit together, and enters the policy's version in the ledger.
         *
         * @return the front door
         * @throws FaultyDeclaration when anything is wrong, or the version was in force here with another content; it
         *     lists every fault
         * @throws StoreException when the stores cannot be read
         */
        public Sojourn build() {
            if (stores.isEmpty()) {
                faults.add(
                        new Fault("stores", "were not given", "call stores(…), for a start with new InMemoryStores()"));
                throw faulty(faults);
            }
            Stores given = stores.get();
            DataModel model = given.data(policy);
            Policy inForce = model.policy();
            faults.addAll(model.faults());
            List<PersonalDataStore> rows = new ArrayList<>(model.stores());
            rows.addAll(data);
            Satellites satellites = new Satellites(parts, copies);
            faults.addAll(satellites.faults(rows));
            Clock time = clock.orElseGet(Clock::systemUTC);
            Ledger ledger = new Ledger(given.ledger(), given.work(), time);
            List<PersonalDataStore> everything = satellites.around(rows, given.disposals(), ledger::now);
            faults.addAll(BindingCheck.faults(inForce, everything, conditions.keySet()));
            faults.addAll(ContractFaults.of(inForce, contracts.isPresent()));
            faults.addAll(disposals().faults(inForce, everything));
            Optional<String> check = new Suppressions(suppressionKey, given.suppressions(), given.work()).check();
            faults.addAll(new PolicyHistory(ledger, given.chains(), given.archive(), given.work())
                    .enter(inForce, policy, former, check, this::tellNotice, faults.isEmpty()));
            if (!faults.isEmpty()) {
                throw faulty(faults);
            }
            Sojourn sojourn = new Sojourn(this, inForce, given, everything, ledger, time);
            if (!polledByHost) {
                sojourn.follower.ifPresent(FeedFollower::start);
            }
            return sojourn;
        }

        private void tellNotice(Notice notice) {
            hearNotices.forEach(listener -> listener.accept(notice));
        }

        private HostDisposals disposals() {
            return new HostDisposals(archives, dispositions);
        }

        private List<Policy> policies(Policy inForce) {
            List<Policy> all = new ArrayList<>(former);
            all.add(inForce);
            return all;
        }

        private SweepOptions options() {
            SweepOptions usual = SweepOptions.usual();
            return new SweepOptions(
                    planValidFor.orElse(usual.planValidFor()),
                    batchSize.orElse(usual.batchSize()),
                    progress.orElse(usual.progress()),
                    pace.orElse(usual.pace()),
                    pauses.orElse(usual.pauses()),
                    guard.orElse(usual.guard()),
                    sweepWorkers.orElse(usual.workers()));
        }

        private FaultyDeclaration faulty(List<Fault> faults) {
            return new FaultyDeclaration("Sojourn under " + policy, faults);
        }

        private <T> Optional<T> once(String setting, Optional<T> before, T value) {
            if (before.isPresent()) {
                faults.add(new Fault(setting, "was set twice", "set it once"));
            }
            return Optional.of(value);
        }
    }
}
