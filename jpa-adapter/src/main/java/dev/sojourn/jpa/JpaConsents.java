package dev.sojourn.jpa;

import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.ConsentStore;
import dev.sojourn.consent.StandingActs;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.jpa.ManyRows.Column;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

final class JpaConsents implements ConsentStore {

    private static final String TABLE = "sojourn_state";
    private static final List<String> KEY = List.of("subject_key", "facet", "purpose", "scope");
    private static final List<String> COLUMNS = List.of(
            "subject_key",
            "facet",
            "purpose",
            "scope",
            "act_id",
            "act_kind",
            "actor_kind",
            "actor_name",
            "effective_at",
            "recorded_at",
            "particulars");
    private static final List<String> ALL_COLUMNS =
            Stream.concat(COLUMNS.stream(), ActTerms.COLUMNS.stream()).toList();
    private static final List<String> TIMES = List.of("effective_at", "recorded_at");
    private static final int FIRST_OF_ACT = 3;
    private static final int CHAIN_KEY = FIRST_OF_ACT + ActColumns.WIDTH;

    private static final String RESTRICTED =
            " a.facet = '" + ActKind.Facet.RESTRICTION + "' and a.act_kind = '" + ActKind.RESTRICTED + "'";

    private static final String OTHERS = "select distinct a.subject_key, 1 from sojourn_state a"
            + " where a.subject_key between ?1 and ?2 and a.facet <> '" + ActKind.Facet.CONSENT + "'"
            + " union all select distinct s.subject_key, 2 from sojourn_suppression x"
            + " join sojourn_subject s on s.digest = x.digest where s.subject_key between ?1 and ?2"
            + " union all select s.subject_key, 3 from sojourn_subject s where s.subject_key between ?1 and ?2"
            + " and s.digest is null and exists (select 1 from sojourn_suppression y)";

    /** Before every facet. */
    private static final String FIRST_FACET = "";

    private static final String WHOSE = " and s.kind = ?2 and s.subject_id = ?3";

    private final Statements statements;
    private final Dialect dialect;
    private final JpaSubjects subjects;
    private final String put;
    private final ConcurrentHashMap<Integer, Optional<String>> puts = new ConcurrentHashMap<>();
    private final String select;
    private final String read;
    private final String glance;
    private final String readAmong;
    private final Optional<String> lockHead;
    private final Optional<String> readLocked;

    JpaConsents(Statements statements, Dialect dialect, JpaSubjects subjects) {
        this.statements = statements;
        this.dialect = dialect;
        this.subjects = subjects;
        put = dialect.upsert(TABLE, KEY, ALL_COLUMNS, parameters(dialect, 0));
        String columns = "select " + columns(dialect);
        select = columns + " from sojourn_state a join sojourn_subject s on s.subject_key = a.subject_key where ";
        String chain = " on c.chain = concat('" + ChainName.SUBJECT_PREFIX + "', s.subject_key)";
        read = columns + ", s.subject_key, coalesce(c.head_number, 0) as head, " + dialect.isolation() + " as isolation"
                + " from (select 1 as one) o left join sojourn_subject s on s.tenant = ?1" + WHOSE
                + " left join sojourn_chain c" + chain + " left join sojourn_state a on a.subject_key = s.subject_key";
        glance = "select " + ActColumns.plain(dialect) + ", s.subject_key, coalesce(c.head_number, 0) as head"
                + " from sojourn_subject s left join sojourn_chain c" + chain
                + " left join sojourn_state a on a.subject_key = s.subject_key" + dialect.likelyOfFew("a.facet", "?4")
                + " where s.tenant = ?1" + WHOSE;
        readLocked = dialect.lock().filter(lock -> dialect.locksPastItsView()).map(lock -> read + lock);
        readAmong = columns + ", s.subject_key, coalesce(c.head_number, 0) as head, " + dialect.isolation()
                + " as isolation from sojourn_subject s left join sojourn_chain c" + chain
                + " left join sojourn_state a on a.subject_key = s.subject_key where ";
        lockHead = dialect.lock()
                .map(lock -> "select c.chain, c.head_number from sojourn_chain c where c.chain = ?1" + lock);
    }

    /** What is read of an act, which stands under the alias {@code a}, and before it of its subject, under {@code s}. */
    static String columns(Dialect dialect) {
        return "s.tenant, s.kind, s.subject_id, " + ActColumns.of(dialect);
    }

    /**
     * A unit that was read in before, above READ COMMITTED, may see the past: then the head of the subject's chain is
     * locked, which fails if it has moved since, or finds it moved and has the acts read past the view. A subject the unit
     * does not see may be new, and no lock tells: another connection is asked.
     */
    @Override
    public StandingActs read(DataSubject subject) {
        if (statements.needNoUnit()) {
            return glance(subject);
        }
        Object[] whose = {subject.tenant(), subject.kind(), subject.id()};
        return statements.together(() -> {
            Unit unit = statements.unit();
            boolean used = unit.isUsed();
            List<Object[]> rows = statements.rows(TABLE, read, whose);
            Object[] first = rows.get(0);
            if (!used || unit.isReadCommitted() || isReadCommitted(first)) {
                return acts(rows, true);
            }
            unit.seesThePast();
            Optional<String> known = Optional.ofNullable(unit.keys().get(subject));
            Optional<String> seen = Optional.ofNullable(first[CHAIN_KEY]).map(Object::toString);
            Optional<ChainId> chain =
                    seen.or(() -> known.filter(key -> readLocked.isPresent())).map(ChainId::subject);
            boolean enrolledHere = number(first) == 0 && known.isPresent() && seen.isPresent();
            if (chain.isPresent() && (enrolledHere || isLocked(unit, chain.get(), first))) {
                return acts(
                        unit.isBeyondView(chain.get()) ? statements.rows(TABLE, readLocked.orElse(read), whose) : rows,
                        false);
            }
            StandingActs latest = statements.apart(() -> read(subject));
            return new StandingActs(latest.key(), latest.number(), latest.acts(), false);
        });
    }

    /** What is asked is not read back, nor how far the transaction is from others, which is one statement's. */
    private StandingActs glance(DataSubject subject) {
        boolean plainTimes = dialect.handsOutPlainTimes();
        List<Object[]> rows = statements.glance(
                TABLE,
                glance,
                found -> ActColumns.row(found, plainTimes),
                subject.tenant(),
                subject.kind(),
                subject.id(),
                FIRST_FACET);
        if (rows.isEmpty()) {
            return new StandingActs(Optional.empty(), 0, List.of(), true);
        }
        List<SubjectAct> acts = new ArrayList<>(rows.size());
        for (Object[] row : rows) {
            if (ActColumns.areIn(row, 0)) {
                acts.add(ActColumns.read(subject, row, 0));
            }
        }
        Object[] first = rows.get(0);
        return new StandingActs(
                Optional.of(first[ActColumns.WIDTH].toString()),
                ((Number) first[ActColumns.WIDTH + 1]).longValue(),
                acts,
                true);
    }

    @Override
    public List<SubjectAct> standing(DataSubject subject) {
        return statements.together(() -> statements
                .unit()
                .takeActs(subject)
                .map(JpaConsents::acts)
                .orElseGet(() -> read(subject).acts()));
    }

    /** Whether nobody can add to a chain any more: a lock on its head is had, or fails. */
    private boolean isLocked(Unit unit, ChainId chain, Object[] seen) {
        if (unit.heads().containsKey(chain)) {
            return true;
        }
        Optional<Object[]> locked =
                lockHead.flatMap(sql -> statements.rows("sojourn_chain", sql, ChainName.of(chain)).stream()
                        .findFirst());
        locked.ifPresent(head -> unit.locked(chain, ((Number) head[1]).longValue() == number(seen)));
        return locked.isPresent();
    }

    private static long number(Object[] row) {
        return ((Number) row[CHAIN_KEY + 1]).longValue();
    }

    private static StandingActs acts(List<Object[]> rows, boolean keepable) {
        return new StandingActs(
                Optional.ofNullable(rows.get(0)[CHAIN_KEY]).map(Object::toString),
                number(rows.get(0)),
                acts(rows),
                keepable);
    }

    private static List<SubjectAct> acts(List<Object[]> rows) {
        return rows.stream()
                .filter(row -> ActColumns.areIn(row, FIRST_OF_ACT))
                .map(JpaConsents::act)
                .toList();
    }

    /** Above READ COMMITTED it may be the past that is seen, which nobody is to remember. */
    @Override
    public Map<DataSubject, StandingActs> readAmong(Collection<DataSubject> among) {
        Map<DataSubject, StandingActs> read = new LinkedHashMap<>();
        among.forEach(subject -> read.put(subject, new StandingActs(Optional.empty(), 0, List.of(), true)));
        return among.isEmpty()
                ? read
                : statements.together(() -> {
                    Unit unit = statements.unit();
                    boolean latest = !unit.isUsed() || unit.isReadCommitted();
                    SubjectCondition condition = new SubjectCondition("s", among);
                    Map<DataSubject, List<Object[]>> found = new LinkedHashMap<>();
                    statements
                            .rows(TABLE, readAmong + condition.sql(), condition.parameters())
                            .forEach(row -> found.computeIfAbsent(subject(row), one -> new ArrayList<>())
                                    .add(row));
                    if (!latest && !found.isEmpty()) {
                        latest =
                                isReadCommitted(found.values().iterator().next().get(0));
                    }
                    boolean keepable = latest;
                    read.replaceAll((subject, nothing) -> Optional.ofNullable(found.get(subject))
                            .map(those -> acts(those, keepable))
                            .orElseGet(() -> new StandingActs(Optional.empty(), 0, List.of(), keepable)));
                    return read;
                });
    }

    private static boolean isReadCommitted(Object[] row) {
        return row[CHAIN_KEY + 2].toString().toUpperCase(Locale.ROOT).startsWith("READ");
    }

    private static DataSubject subject(Object[] row) {
        return new DataSubject(row[2].toString(), row[1].toString(), row[0].toString());
    }

    @Override
    public List<SubjectAct> standingAmong(Collection<DataSubject> among) {
        if (among.isEmpty()) {
            return List.of();
        }
        SubjectCondition condition = new SubjectCondition("s", among);
        return acts(select + condition.sql(), condition.parameters());
    }

    @Override
    public void put(SubjectAct act) {
        statements.together(() -> statements.change(TABLE, put, valuesOf(act)));
    }

    /** Where the entry's own statement takes the act along, it is left for that. */
    @Override
    public void putWithEntry(SubjectAct act) {
        if (putWithEntry(0).isEmpty()) {
            put(act);
            return;
        }
        statements.together(() -> {
            Object[] values = valuesOf(act);
            statements
                    .unit()
                    .putWithEntry(new Unit.Put(firsts -> putWithEntry(firsts).orElseThrow(), values));
            return act;
        });
    }

    private Optional<String> putWithEntry(int firsts) {
        return puts.computeIfAbsent(
                firsts, before -> dialect.upsertIfUpdated(TABLE, KEY, ALL_COLUMNS, parameters(dialect, before)));
    }

    private static List<String> parameters(Dialect dialect, int firsts) {
        return IntStream.range(0, ALL_COLUMNS.size())
                .mapToObj(index -> TIMES.contains(ALL_COLUMNS.get(index))
                        ? dialect.time("?" + (firsts + index + 1))
                        : "?" + (firsts + index + 1))
                .toList();
    }

    @Override
    public void putFirst(Collection<SubjectAct> acts) {
        if (acts.isEmpty()) {
            return;
        }
        statements.together(() -> {
            ManyRows rows = ManyRows.of(
                    TABLE, ALL_COLUMNS.stream().map(JpaConsents::column).toArray(Column[]::new));
            acts.forEach(act -> rows.add(valuesOf(act)));
            dialect.insertAll(statements, rows);
            return rows;
        });
    }

    private Object[] valuesOf(SubjectAct act) {
        List<Object> values = new ArrayList<>(List.of(
                subjects.enrol(act.subject()),
                act.kind().facet().name(),
                act.purpose(),
                act.scope(),
                act.id(),
                act.kind().name(),
                act.actor().kind().name(),
                act.actor().name(),
                Utc.text(act.effectiveAt()),
                Utc.text(act.recordedAt()),
                Facts.write(act.particulars())));
        values.addAll(ActTerms.of(act).values());
        return values.toArray();
    }

    private static Column column(String name) {
        return switch (name) {
            case "effective_at", "recorded_at" -> Column.time(name);
            case "effective_micros", "stands_micros", "linked" -> Column.number(name);
            default -> Column.text(name);
        };
    }

    @Override
    public List<DataSubject> standing(String purpose, Set<ActKind> kinds, Optional<DataSubject> after, int limit) {
        return statements.together(() -> {
            List<Object> parameters = new ArrayList<>(List.of(purpose, subjects.keyAfter(after), limit));
            String wanted = kinds.stream()
                    .filter(kind -> kind.facet() != ActKind.Facet.RESTRICTION)
                    .sorted()
                    .map(kind -> {
                        parameters.add(kind.name());
                        return "?" + parameters.size();
                    })
                    .collect(Collectors.joining(", "));
            if (wanted.isEmpty()) {
                return List.of();
            }
            String sql = "select distinct s.subject_key, s.tenant, s.kind, s.subject_id from sojourn_state a"
                    + " join sojourn_subject s on s.subject_key = a.subject_key"
                    + " where a.facet in ('" + ActKind.Facet.CONSENT + "', '" + ActKind.Facet.OBJECTION
                    + "') and a.purpose = ?1 and a.scope = '' and a.subject_key > ?2 and s.subject_key > ?2 and"
                    + " a.act_kind in (" + wanted + ") and s.parted_at is null order by s.subject_key limit ?3";
            return statements.rows(TABLE, sql, parameters.toArray()).stream()
                    .map(row -> new DataSubject(row[3].toString(), row[2].toString(), row[1].toString()))
                    .toList();
        });
    }

    /**
     * Whoever has anything beside consents, or may have said no before an erasure, is found among a page's keys. Where a page
     * begins is said of both tables: a database that walks them side by side would else begin at the first subject again.
     */
    @Override
    public List<Consenting> consenting(
            Policy policy, Purpose purpose, Instant now, Optional<DataSubject> after, int limit) {
        return statements.together(() -> {
            SqlWriter writer = new SqlWriter();
            ConsentCondition consent = new ConsentCondition(policy, purpose, now);
            String good = writer.write(consent.isGood());
            String last = writer.parameter(subjects.keyAfter(after));
            String sql = "select s.subject_id, s.kind, s.tenant, s.subject_key, case when " + good
                    + " then 1 else 0 end from sojourn_state c join sojourn_subject s on s.subject_key = c.subject_key"
                    + " where " + writer.write(consent.given()) + " and c.subject_key > " + last
                    + " and s.subject_key > " + last + " and s.parted_at is null order by c.subject_key limit "
                    + writer.parameter(limit);
            List<Object[]> page = statements.rows(TABLE, sql, writer.parameters());
            Set<String> others = page.isEmpty() ? Set.of() : others(page);
            boolean whole = purpose.runsIn(Scope.WHOLE);
            return page.stream()
                    .map(row -> new Consenting(
                            new DataSubject(row[0].toString(), row[1].toString(), row[2].toString()),
                            whole
                                    && ((Number) row[4]).intValue() == 1
                                    && (purpose.kinds().isEmpty()
                                            || purpose.kinds().contains(row[1].toString()))
                                    && !others.contains(row[3].toString())))
                    .toList();
        });
    }

    private Set<String> others(List<Object[]> page) {
        String from = page.get(0)[3].toString();
        String to = page.get(page.size() - 1)[3].toString();
        return statements.rows(TABLE, OTHERS, from, to).stream()
                .map(row -> row[0].toString())
                .collect(Collectors.toSet());
    }

    @Override
    public List<SubjectAct> restrictionsAmong(Collection<DataSubject> among) {
        if (among.isEmpty()) {
            return List.of();
        }
        SubjectCondition condition = new SubjectCondition(dialect, "s", among);
        return acts(select + condition.sql() + " and" + RESTRICTED, condition.parameters());
    }

    @Override
    public List<SubjectAct> restrictions(Optional<String> after, int limit) {
        return acts(select + RESTRICTED + " and a.purpose > ?1 order by a.purpose limit ?2", after.orElse(""), limit);
    }

    private List<SubjectAct> acts(String sql, Object... parameters) {
        return statements.rows(TABLE, sql, parameters).stream()
                .map(JpaConsents::act)
                .toList();
    }

    private static SubjectAct act(Object[] row) {
        return ActColumns.read(subject(row), row, FIRST_OF_ACT);
    }
}
