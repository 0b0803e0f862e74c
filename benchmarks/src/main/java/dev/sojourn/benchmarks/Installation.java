package dev.sojourn.benchmarks;

import dev.sojourn.Sojourn;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import java.time.Period;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Sojourn as production runs it: following other nodes within a second, consents that run out, every answer remembered
 * before the clock starts.
 */
@State(Scope.Benchmark)
public class Installation {

    static final Purpose[] PURPOSES = Arrays.stream(Walk.PURPOSES)
            .map(id -> Purpose.of(id).titled(id).on(LegalBasis.CONSENT).validFor(Period.ofMonths(24)))
            .toArray(Purpose[]::new);

    static final Policy POLICY = Policy.builder("the benchmark's policy")
            .version("1")
            .zone("Europe/Bucharest")
            .controller(Party.named("AllAI"))
            .retainProof(Period.ofYears(3))
            .purposes(PURPOSES)
            .build();

    Sojourn sojourn = Sojourn.builder(POLICY).stores(new InMemoryStores()).build();
    DataSubject[] people = {};

    /**
     * Records what everybody said, and asks about everybody once.
     *
     * @param walk who there is
     */
    @Setup
    public void open(Walk walk) {
        sojourn = Sojourn.builder(POLICY)
                .stores(new InMemoryStores())
                .following(Sojourn.USUAL_BOUND)
                .build();
        people = new DataSubject[walk.subjects];
        for (int subject = 0; subject < walk.subjects; subject++) {
            people[subject] = DataSubject.of(walk.ids[subject]);
            for (int purpose = 0; purpose < PURPOSES.length; purpose++) {
                if (Walk.isAllowed(subject, purpose)) {
                    sojourn.consents().give(people[subject], PURPOSES[purpose]);
                }
            }
        }
        check();
        Walk.settle();
    }

    /** Every answer, which must be the right one. */
    void check() {
        for (int subject = 0; subject < people.length; subject++) {
            for (int purpose = 0; purpose < PURPOSES.length; purpose++) {
                if (sojourn.may(people[subject], PURPOSES[purpose]) != Walk.isAllowed(subject, purpose)) {
                    throw new IllegalStateException("a wrong answer");
                }
            }
        }
    }

    /** Stops following. */
    @TearDown
    public void close() {
        sojourn.close();
    }
}
