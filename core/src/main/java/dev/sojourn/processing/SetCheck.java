package dev.sojourn.processing;

import dev.sojourn.consent.ConsentStore;
import dev.sojourn.consent.ConsentStore.Consenting;
import dev.sojourn.consent.LegalBases;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.consent.Suppression;
import dev.sojourn.consent.Suppressions;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks about many subjects at once: one query for the acts of each batch, judged as single checks are. */
final class SetCheck {

    static final int BATCH = 1_000;

    private static final int PAGE = 10_000;

    private final UnitOfWork work;
    private final ConsentStore consents;
    private final Suppressions suppressions;
    private final LegalBases bases;
    private final Judge judge;
    private final Clock clock;

    SetCheck(
            UnitOfWork work,
            ConsentStore consents,
            Suppressions suppressions,
            LegalBases bases,
            Judge judge,
            Clock clock) {
        this.work = work;
        this.consents = consents;
        this.suppressions = suppressions;
        this.bases = bases;
        this.judge = judge;
        this.clock = clock;
    }

    /** The decisions about at most {@link #BATCH} subjects, in their order; to be called within a unit. */
    List<Decision> decide(List<DataSubject> subjects, Purpose purpose) {
        Set<DataSubject> distinct = Set.copyOf(subjects);
        Map<DataSubject, List<SubjectAct>> acts =
                consents.standingAmong(distinct).stream().collect(Collectors.groupingBy(SubjectAct::subject));
        Map<DataSubject, List<Suppression>> outlived = suppressions.among(distinct);
        Map<String, Optional<LegalBasis>> declared = new HashMap<>();
        Instant now = clock.instant();
        return subjects.stream()
                .map(subject -> judge.judge(
                        subject,
                        purpose,
                        Scope.WHOLE,
                        declared.computeIfAbsent(subject.tenant(), tenant -> bases.of(purpose, tenant)),
                        new Acts(acts.getOrDefault(subject, List.of()), outlived.getOrDefault(subject, List.of())),
                        now))
                .toList();
    }

    /**
     * Everybody whose consent to a purpose stands and who is not barred, a page at a time, in the store's own order.
     *
     * @param judged gives those who are allowed of some for whom more than a consent is to be weighed
     */
    Iterator<DataSubject> consenting(
            Policy policy, Purpose purpose, Function<List<DataSubject>, List<DataSubject>> judged) {
        return new Pages(
                after -> work.run(() -> consents.consenting(policy, purpose, clock.instant(), after, PAGE)),
                page -> allowed(page, judged));
    }

    private static Iterator<DataSubject> allowed(
            List<Consenting> page, Function<List<DataSubject>, List<DataSubject>> judged) {
        Set<DataSubject> barred = new HashSet<>();
        Iterator<DataSubject> open = page.stream()
                .filter(one -> !one.decides())
                .map(Consenting::subject)
                .iterator();
        filtered(open, batch -> {
                    Set<DataSubject> allowed = Set.copyOf(judged.apply(batch));
                    return batch.stream().filter(one -> !allowed.contains(one)).toList();
                })
                .forEachRemaining(barred::add);
        return page.stream()
                .map(Consenting::subject)
                .filter(subject -> barred.isEmpty() || !barred.contains(subject))
                .iterator();
    }

    /** Takes batch after batch from a source, and gives on what a filter leaves of each. */
    static Iterator<DataSubject> filtered(
            Iterator<DataSubject> source, Function<List<DataSubject>, List<DataSubject>> filter) {
        return new Batches(source, filter);
    }

    private static final class Batches implements Iterator<DataSubject> {
        private final Iterator<DataSubject> source;
        private final Function<List<DataSubject>, List<DataSubject>> filter;
        private Iterator<DataSubject> left = List.<DataSubject>of().iterator();

        private Batches(Iterator<DataSubject> source, Function<List<DataSubject>, List<DataSubject>> filter) {
            this.source = source;
            this.filter = filter;
        }

        @Override
        public boolean hasNext() {
            while (!left.hasNext() && source.hasNext()) {
                List<DataSubject> batch = new ArrayList<>(BATCH);
                while (source.hasNext() && batch.size() < BATCH) {
                    batch.add(source.next());
                }
                left = filter.apply(batch).iterator();
            }
            return left.hasNext();
        }

        @Override
        public DataSubject next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there are no more subjects");
            }
            return left.next();
        }
    }

    private static final class Pages implements Iterator<DataSubject> {
        private final Function<Optional<DataSubject>, List<Consenting>> pages;
        private final Function<List<Consenting>, Iterator<DataSubject>> filter;
        private Iterator<DataSubject> left = List.<DataSubject>of().iterator();
        private Optional<DataSubject> last = Optional.empty();
        private boolean ended;

        private Pages(
                Function<Optional<DataSubject>, List<Consenting>> pages,
                Function<List<Consenting>, Iterator<DataSubject>> filter) {
            this.pages = pages;
            this.filter = filter;
        }

        @Override
        public boolean hasNext() {
            while (!left.hasNext() && !ended) {
                List<Consenting> page = pages.apply(last);
                ended = page.isEmpty();
                if (!ended) {
                    last = Optional.of(page.get(page.size() - 1).subject());
                    left = filter.apply(page);
                }
            }
            return left.hasNext();
        }

        @Override
        public DataSubject next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there are no more subjects");
            }
            return left.next();
        }
    }
}
