package dev.sojourn.policy;

import java.time.Period;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Why personal data is processed, and on which legal basis (GDPR 5(1)(b), 6(1)).
 *
 * <p>Immutable and thread-safe: each method returns a new purpose. Two purposes are equal when everything declared of
 * them is.
 */
public final class Purpose {

    private final String id;
    private final String title;
    private final Optional<LegalBasis> basis;
    private final boolean basisByTenant;
    private final boolean directMarketing;
    private final boolean evenIfRestricted;
    private final boolean evenIfStoreFails;
    private final ConsentLevel level;
    private final Optional<Period> validity;
    private final Set<String> kinds;
    private final Set<Scope> scopes;
    private final Optional<String> citation;
    private final Optional<String> assessment;
    private final Set<Jurisdiction> optOut;

    private Purpose(Draft draft) {
        this.id = draft.id;
        this.title = draft.title;
        this.basis = draft.basis;
        this.basisByTenant = draft.basisByTenant;
        this.directMarketing = draft.directMarketing;
        this.evenIfRestricted = draft.evenIfRestricted;
        this.evenIfStoreFails = draft.evenIfStoreFails;
        this.level = draft.level;
        this.validity = draft.validity;
        this.kinds = Set.copyOf(draft.kinds);
        this.scopes = Set.copyOf(draft.scopes);
        this.citation = draft.citation;
        this.assessment = draft.assessment;
        this.optOut = Set.copyOf(draft.optOut);
    }

    /**
     * A purpose that still needs its legal basis.
     *
     * @param id the stable name; not blank
     * @return the purpose
     */
    public static Purpose of(String id) {
        return new Purpose(new Draft(Words.named("purpose", id)));
    }

    /**
     * Says the purpose in a data subject's words.
     *
     * @param title for example {@code Send marketing e-mail}
     * @return the purpose with that title
     */
    public Purpose titled(String title) {
        return with(draft -> draft.title = Words.named("title of purpose '" + id + "'", title));
    }

    /**
     * Puts the purpose on a legal basis.
     *
     * @param basis one of the six
     * @return the purpose on that basis
     */
    public Purpose on(LegalBasis basis) {
        Objects.requireNonNull(basis, "basis");
        return with(draft -> draft.basis = Optional.of(basis));
    }

    /**
     * Leaves the basis to each tenant: a tenant that declared none is denied (NO_BASIS).
     *
     * @return the purpose with a basis by tenant
     */
    public Purpose onBasisDeclaredByTenant() {
        return with(draft -> draft.basisByTenant = true);
    }

    /**
     * Marks direct marketing: an objection to any such purpose reaches this one, absolutely (GDPR 21(2), 21(3)).
     *
     * @return the purpose, marked
     */
    public Purpose directMarketing() {
        return with(draft -> draft.directMarketing = true);
    }

    /**
     * Lets the purpose go on while the subject is restricted: legal claims, another's rights, important public interest
     * (GDPR 18(2)).
     *
     * @return the purpose, marked
     */
    public Purpose evenIfRestricted() {
        return with(draft -> draft.evenIfRestricted = true);
    }

    /**
     * Lets the purpose go on, marked degraded, when the store cannot be read; only on contract or legal obligation.
     * Vital interests always go on.
     *
     * @return the purpose, marked
     */
    public Purpose evenIfStoreFails() {
        return with(draft -> draft.evenIfStoreFails = true);
    }

    /**
     * Asks for a consent level other than EXPRESSED.
     *
     * @param level EXPRESSED or EXPLICIT
     * @return the purpose with that level
     */
    public Purpose needing(ConsentLevel level) {
        Objects.requireNonNull(level, "level");
        return with(draft -> draft.level = level);
    }

    /**
     * Ends a consent by itself some time after it was given (EDPB 05/2020, 111). Off unless declared.
     *
     * @param validity a positive period, counted from the instant of the consent in the controller's zone
     * @return the purpose with that validity
     */
    public Purpose validFor(Period validity) {
        Objects.requireNonNull(validity, "validity");
        return with(draft -> draft.validity = Optional.of(validity));
    }

    /**
     * Names the kinds of data subject the purpose concerns; all others are denied (NOT_CONCERNED).
     *
     * @param kinds for example {@code customer}
     * @return the purpose for those kinds
     */
    public Purpose concerning(String... kinds) {
        return with(draft -> Arrays.stream(kinds)
                .forEach(kind -> draft.kinds.add(Words.named("kind of subject of purpose '" + id + "'", kind))));
    }

    /**
     * Declares the only scopes of a dimension in which the purpose runs; a check in another is denied (SCOPE). A
     * dimension of which nothing is declared is open.
     *
     * @param scopes for example {@code Scope.of("channel", "voice")}
     * @return the purpose within those scopes
     */
    public Purpose within(Scope... scopes) {
        return with(draft -> draft.scopes.addAll(Arrays.asList(scopes)));
    }

    /**
     * Cites the law the basis rests on.
     *
     * @param citation for example {@code accounting law 82/1991}
     * @return the purpose with that citation
     */
    public Purpose citing(String citation) {
        return with(draft -> draft.citation = Optional.of(Words.named("citation of purpose '" + id + "'", citation)));
    }

    /**
     * Refers to the balancing test that legitimate interests need.
     *
     * @param reference where the assessment is filed
     * @return the purpose with that reference
     */
    public Purpose assessedIn(String reference) {
        return with(
                draft -> draft.assessment = Optional.of(Words.named("assessment of purpose '" + id + "'", reference)));
    }

    /**
     * Lets a purpose on consent start unasked, until the person says no, where the law there allows it. Everywhere else,
     * and where nobody knows where the person is, consent is asked.
     *
     * @param first where; an area stands for all its parts
     * @param more where else
     * @return the purpose, opt-out there
     */
    public Purpose optOutIn(Jurisdiction first, Jurisdiction... more) {
        Objects.requireNonNull(first, "first");
        return with(draft -> {
            draft.optOut.add(first);
            draft.optOut.addAll(Arrays.asList(more));
        });
    }

    /**
     * The stable name.
     *
     * @return not blank
     */
    public String id() {
        return id;
    }

    /**
     * The purpose in a data subject's words.
     *
     * @return the title, or the id when none was given
     */
    public String title() {
        return title;
    }

    /**
     * The basis the policy put the purpose on.
     *
     * @return empty when each tenant declares its own
     */
    public Optional<LegalBasis> basis() {
        return basis;
    }

    /**
     * Whether each tenant declares the basis.
     *
     * @return true after {@link #onBasisDeclaredByTenant()}
     */
    public boolean isBasisDeclaredByTenant() {
        return basisByTenant;
    }

    /**
     * Whether an objection to direct marketing reaches the purpose.
     *
     * @return true after {@link #directMarketing()}
     */
    public boolean isDirectMarketing() {
        return directMarketing;
    }

    /**
     * Whether the purpose goes on while the subject is restricted.
     *
     * @return true after {@link #evenIfRestricted()}
     */
    public boolean isEvenIfRestricted() {
        return evenIfRestricted;
    }

    /**
     * Whether the purpose goes on when the store cannot be read.
     *
     * @return true after {@link #evenIfStoreFails()}
     */
    public boolean isEvenIfStoreFails() {
        return evenIfStoreFails;
    }

    /**
     * The consent level needed.
     *
     * @return EXPRESSED unless declared otherwise
     */
    public ConsentLevel level() {
        return level;
    }

    /**
     * How long a consent holds by itself.
     *
     * @return empty when it does not end by itself
     */
    public Optional<Period> validity() {
        return validity;
    }

    /**
     * The kinds of subject the purpose concerns.
     *
     * @return empty when it concerns everybody
     */
    public Set<String> kinds() {
        return kinds;
    }

    /**
     * The scopes the purpose runs in.
     *
     * @return empty when it has none
     */
    public Set<Scope> scopes() {
        return scopes;
    }

    /**
     * Whether the purpose runs in a scope: always as a whole and in a dimension of which nothing is declared, else only
     * where declared. A scope declared without a tenant stands for every tenant's.
     *
     * @param scope the part asked about
     * @return false where a check is denied (SCOPE)
     */
    public boolean runsIn(Scope scope) {
        boolean open = true;
        for (Scope declared : scopes) {
            if (declared.dimension().equals(scope.dimension())) {
                open = false;
                boolean tenant =
                        declared.tenant().isEmpty() || declared.tenant().equals(scope.tenant());
                if (tenant && declared.value().equals(scope.value())) {
                    return true;
                }
            }
        }
        return open;
    }

    /**
     * The law cited.
     *
     * @return empty when none was
     */
    public Optional<String> citation() {
        return citation;
    }

    /**
     * Where the balancing test is filed.
     *
     * @return empty when none was named
     */
    public Optional<String> assessment() {
        return assessment;
    }

    /**
     * Where the purpose starts unasked.
     *
     * @return as declared, unmodifiable; empty where consent is asked everywhere
     */
    public Set<Jurisdiction> optOutJurisdictions() {
        return optOut;
    }

    /**
     * Whether the purpose starts unasked somewhere.
     *
     * @param where where the person is; {@link Jurisdiction#UNKNOWN} when nobody knows
     * @return true only where that was declared with {@link #optOutIn}
     */
    public boolean isOptOutIn(Jurisdiction where) {
        return optOut.stream().anyMatch(area -> area.covers(where));
    }

    /** Everything declared, in a fixed order: equality, the policy's digest and error messages read it. */
    String canonical() {
        return CanonicalText.of("purpose", id)
                .with("title", title)
                .with("on", basis.map(Enum::name))
                .with("on basis by tenant", basisByTenant)
                .with("direct marketing", directMarketing)
                .with("even if restricted", evenIfRestricted)
                .with("even if store fails", evenIfStoreFails)
                .with("level", level.name())
                .with("valid for", validity)
                .withAll("concerning", kinds)
                .withAll("within", scopes.stream().map(Purpose::canonical).toList())
                .with("citing", citation)
                .with("assessed in", assessment)
                .withAll("opt-out in", optOut.stream().map(Jurisdiction::code).toList())
                .toString();
    }

    private static String canonical(Scope scope) {
        return CanonicalText.of("scope", scope.dimension())
                .with("value", scope.value())
                .with("tenant", scope.tenant())
                .toString();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Purpose that && canonical().equals(that.canonical());
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "purpose '" + id + "'";
    }

    private Purpose with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new Purpose(draft);
    }

    private static final class Draft {
        private final String id;
        private String title;
        private Optional<LegalBasis> basis = Optional.empty();
        private boolean basisByTenant;
        private boolean directMarketing;
        private boolean evenIfRestricted;
        private boolean evenIfStoreFails;
        private ConsentLevel level = ConsentLevel.EXPRESSED;
        private Optional<Period> validity = Optional.empty();
        private final Set<String> kinds = new LinkedHashSet<>();
        private final Set<Scope> scopes = new LinkedHashSet<>();
        private Optional<String> citation = Optional.empty();
        private Optional<String> assessment = Optional.empty();
        private final Set<Jurisdiction> optOut = new LinkedHashSet<>();

        Draft(String id) {
            this.id = id;
            this.title = id;
        }

        Draft(Purpose from) {
            id = from.id;
            title = from.title;
            basis = from.basis;
            basisByTenant = from.basisByTenant;
            directMarketing = from.directMarketing;
            evenIfRestricted = from.evenIfRestricted;
            evenIfStoreFails = from.evenIfStoreFails;
            level = from.level;
            validity = from.validity;
            kinds.addAll(from.kinds);
            scopes.addAll(from.scopes);
            citation = from.citation;
            assessment = from.assessment;
            optOut.addAll(from.optOut);
        }
    }
}
