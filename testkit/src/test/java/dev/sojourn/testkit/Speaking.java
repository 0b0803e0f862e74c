package dev.sojourn.testkit;

import dev.sojourn.Sojourn;
import dev.sojourn.Stores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.processing.Decision;
import dev.sojourn.processing.DenialReason;
import java.time.Clock;
import java.time.Period;

/** How the tests of consent and of the gate speak: short policies, and decisions said in one word. */
final class Speaking {

    static final DataSubject ADA = DataSubject.of("u-17").as("customer").in("acme");

    private Speaking() {}

    static Policy.Builder draft(String version, Purpose... purposes) {
        return Policy.builder("policy of a test")
                .version(version)
                .zone("Europe/Bucharest")
                .controller(
                        Party.named("AllAI").contact("contact@allai.example").country("RO"))
                .retainProof(Period.ofYears(3))
                .purposes(purposes);
    }

    static Sojourn open(Policy.Builder policy, Stores stores, Clock clock) {
        return Sojourn.builder(policy.build()).stores(stores).clock(clock).build();
    }

    /** ALLOWED, or the reason of the denial. */
    static String answer(Decision decision) {
        return decision instanceof Decision.Denied denied ? denied.reason().name() : "ALLOWED";
    }

    static String answer(Sojourn sojourn, DataSubject subject, Purpose purpose) {
        Decision decision = sojourn.gate().decide(subject, purpose);
        boolean plain = sojourn.may(subject, purpose);
        if (plain != decision.isAllowed()) {
            throw new AssertionError("may says " + plain + ", and decide says " + decision);
        }
        return answer(decision);
    }

    static DenialReason reason(Decision decision) {
        return ((Decision.Denied) decision).reason();
    }
}
