package dev.sojourn.jpa;

import dev.sojourn.Stores;
import dev.sojourn.consent.ConsentStore;
import dev.sojourn.consent.SuppressionStore;
import dev.sojourn.ledger.ChainStore;
import dev.sojourn.ledger.ChangeFeed;
import dev.sojourn.ledger.CheckpointStore;
import dev.sojourn.ledger.IdentityStore;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.ledger.PolicyArchive;
import dev.sojourn.ledger.SettingStore;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.HostRedaction;
import dev.sojourn.policy.Policy;
import dev.sojourn.register.AtStart;
import dev.sojourn.register.PersonalDataModel;
import dev.sojourn.retention.DataModel;
import dev.sojourn.retention.DisposalStore;
import dev.sojourn.retention.EventStore;
import dev.sojourn.retention.HoldStore;
import dev.sojourn.retention.RunStore;
import dev.sojourn.retention.SweepHistory;
import dev.sojourn.retention.TenantCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Keeps everything of Sojourn in tables beside the host's own, through the host's persistence unit, and works on the
 * host's entities where they are annotated.
 *
 * <p>The persistence unit lists {@code META-INF/sojourn-orm.xml} as a mapping file, and the database has the tables that
 * {@code dev/sojourn/schema/h2.sql}, {@code postgresql.sql} or {@code mariadb.sql} beside it in this jar makes. Only the
 * table {@code sojourn_subject} holds the identifiers of data subjects; all others name its random key.
 *
 * <p>Thread-safe. Every call joins the unit the calling thread is in, or is a unit of its own; what the database refuses
 * is thrown as a {@link dev.sojourn.ledger.StoreException} that names tables, never a person.
 */
public final class JpaStores implements Stores {

    private static final Duration LONGEST_UNIT = Duration.ofMinutes(5);

    private final JpaUnitOfWork work;
    private final Dialect dialect;
    private final HostSettings host;
    private final Duration longestUnit;
    private final AtStart coverage;
    private final SubjectStore subjects;
    private final LedgerStore ledger;
    private final ChangeFeed feed;
    private final ChainStore chains;
    private final CheckpointStore checkpoints;
    private final SettingStore settings;
    private final ConsentStore consents;
    private final HoldStore holds;
    private final EventStore events;
    private final RunStore runs;
    private final SweepHistory sweeps;
    private final DisposalStore disposals;
    private final SuppressionStore suppressions;
    private final IdentityStore identities;
    private final PolicyArchive archive;

    private JpaStores(JpaUnitOfWork work, Dialect dialect, HostSettings host, Duration longestUnit, AtStart coverage) {
        this.coverage = coverage;
        this.work = work;
        this.dialect = dialect;
        this.host = host;
        this.longestUnit = longestUnit;
        Statements statements = new Statements(work);
        JpaSubjects known = new JpaSubjects(statements, dialect);
        subjects = known;
        ledger = new JpaLedger(statements, dialect, longestUnit);
        feed = new JpaFeed(statements, dialect, longestUnit, work.factory());
        chains = new JpaChains(statements, dialect, longestUnit);
        checkpoints = new JpaCheckpoints(statements, dialect);
        settings = new JpaSettings(statements, dialect);
        consents = new JpaConsents(statements, dialect, known);
        holds = new JpaHolds(statements, dialect, known);
        events = new JpaEvents(statements, dialect, known);
        runs = new JpaRuns(statements, dialect);
        sweeps = new JpaSweepHistory(statements, dialect);
        disposals = new JpaDisposals(statements, dialect);
        suppressions = new JpaSuppressions(statements, dialect);
        identities = new JpaIdentities(statements, dialect, known);
        archive = new JpaArchive(statements, dialect);
    }

    /**
     * Stores in the database of a persistence unit, which is checked first.
     *
     * @param work the host's transactions
     * @return the stores
     * @throws FaultyDeclaration when the mapping file is not listed, or tables are missing or of another version; it names
     *     the file that mends it
     */
    public static JpaStores of(JpaUnitOfWork work) {
        Objects.requireNonNull(work, "work");
        return new JpaStores(work, Schema.check(work), HostSettings.NONE, LONGEST_UNIT, AtStart.OFF);
    }

    /**
     * The same stores for a host whose entities name their tenant, or lead to a row that does; entities without the
     * attribute belong to no tenant.
     *
     * @param path the attribute, of type String, that names the tenant in every entity that has one, for example
     *     {@code tenant}, or the path to it over single-valued associations, for example {@code branch.tenant}; a row whose
     *     path ends early belongs to no tenant
     * @return the stores
     */
    public JpaStores tenantAttribute(String path) {
        return new JpaStores(work, dialect, host.tenantAttribute(path), longestUnit, coverage);
    }

    /**
     * The same stores for a host whose tenants have a schema each, of which a unit of work sees one: previews, sweeps,
     * forecasts, erasures and copies enter every tenant they concern, each in turn, and a tenant that fails is reported and
     * stops no other. Sojourn's own tables lie once, where every unit finds them by the plain name, whichever tenant it is
     * in: what goes from a tenant's schema and its record commit together.
     *
     * @param tenants lists the tenants and enters them; outside it a unit is in the schema of Sojourn's tables. Parts and
     *     copies of rows are called within the tenant as well
     * @return the stores
     * @throws IllegalArgumentException when the units are all in one tenant already
     */
    public JpaStores tenants(TenantCatalog tenants) {
        if (work.whereabouts().hasHome()) {
            throw new IllegalArgumentException(
                    "the units of these stores begin in one tenant, by JpaUnitOfWork.inTenant:"
                            + " leave tenants(…) out, or take the JpaUnitOfWork that inTenant was called on");
        }
        return new JpaStores(
                work,
                dialect,
                host.tenants(work.whereabouts().noting(Objects.requireNonNull(tenants, "tenants"))),
                longestUnit,
                coverage);
    }

    /**
     * The same stores for a host whose attributes marked {@code @SubjectRef} have a type of its own.
     *
     * @param codec how values of the type cross; several types need one call each
     * @return the stores
     */
    public JpaStores idCodec(IdCodec<?> codec) {
        return new JpaStores(work, dialect, host.and(codec), longestUnit, coverage);
    }

    /**
     * The same stores for a host whose units take longer, from the first thing Sojourn recorded in them to their commit,
     * than five minutes. A unit that takes longer yet is rolled back when it would commit: a checkpoint could have passed
     * over what it recorded, and on H2 and MariaDB other nodes would not hear of it. All nodes set the same.
     *
     * @param longest a positive duration
     * @return the stores
     * @throws IllegalArgumentException when the duration is zero or negative
     */
    public JpaStores longestUnit(Duration longest) {
        if (longest.isZero() || longest.isNegative()) {
            throw new IllegalArgumentException("longestUnit is " + longest + ": set a positive duration");
        }
        return new JpaStores(work, dialect, host, longest, coverage);
    }

    /**
     * The same stores that look for gaps in the cover of personal data when Sojourn starts; unless set they do not.
     *
     * @param atStart what a finding does
     * @return the stores
     */
    public JpaStores coverage(AtStart atStart) {
        return new JpaStores(work, dialect, host, longestUnit, Objects.requireNonNull(atStart, "atStart"));
    }

    /**
     * The same stores for a host that redacts some attributes in its own way: those that say so by
     * {@code @Redact(value = HOST, by = name, marker = …)}.
     *
     * @param name the redaction's name
     * @param redaction the host's own way
     * @return the stores
     * @throws IllegalArgumentException when the name was given before
     */
    public JpaStores redaction(String name, HostRedaction redaction) {
        return new JpaStores(work, dialect, host.redacting(name, redaction), longestUnit, coverage);
    }

    /**
     * The same stores for a host with entities it cannot annotate: what is declared here means what the annotations would.
     *
     * @param entities one for each such class
     * @return the stores
     */
    public JpaStores declaring(DeclaredEntity... entities) {
        return new JpaStores(work, dialect, host.declaring(List.of(entities)), longestUnit, coverage);
    }

    /**
     * The same stores for a host with tables that no entity maps.
     *
     * @param tables one for each such table
     * @return the stores
     */
    public JpaStores tables(TableStore... tables) {
        return new JpaStores(work, dialect, host.tables(List.of(tables)), longestUnit, coverage);
    }

    /**
     * The same stores for a host whose audit log has rules of its own: what Envers remembers of these entities does not go
     * with their rows.
     *
     * @param past one for each such entity; those of others go with their rows
     * @return the stores
     */
    public JpaStores pastStates(PastStates... past) {
        return new JpaStores(work, dialect, host.past(List.of(past)), longestUnit, coverage);
    }

    @Override
    public UnitOfWork work() {
        return work;
    }

    @Override
    public SubjectStore subjects() {
        return subjects;
    }

    @Override
    public LedgerStore ledger() {
        return ledger;
    }

    @Override
    public ChangeFeed feed() {
        return feed;
    }

    @Override
    public ChainStore chains() {
        return chains;
    }

    @Override
    public CheckpointStore checkpoints() {
        return checkpoints;
    }

    @Override
    public SettingStore settings() {
        return settings;
    }

    @Override
    public ConsentStore consents() {
        return consents;
    }

    @Override
    public SuppressionStore suppressions() {
        return suppressions;
    }

    @Override
    public IdentityStore identities() {
        return identities;
    }

    @Override
    public PolicyArchive archive() {
        return archive;
    }

    @Override
    public HoldStore holds() {
        return holds;
    }

    @Override
    public EventStore events() {
        return events;
    }

    @Override
    public RunStore runs() {
        return runs;
    }

    @Override
    public SweepHistory sweeps() {
        return sweeps;
    }

    /**
     * Reads from the mapping and from the database's own catalogue which personal data the host holds under which rules,
     * and what no rule covers; no row is read.
     *
     * @param policy the policy whose rules apply
     * @return every attribute with personal data, and every finding
     * @throws FaultyDeclaration when what is declared cannot be honoured; it lists every fault, as at start-up
     */
    public PersonalDataModel personalData(Policy policy) {
        return Coverage.of(work, host, Objects.requireNonNull(policy, "policy"));
    }

    @Override
    public DisposalStore disposals() {
        return disposals;
    }

    @Override
    public DataModel data(Policy policy) {
        DataModel found = HostData.find(work, host.on(dialect), Objects.requireNonNull(policy, "policy"));
        return found.faults().isEmpty() && coverage != AtStart.OFF
                ? Coverage.atStart(coverage, personalData(policy), found)
                : found;
    }
}
