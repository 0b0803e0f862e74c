package dev.sojourn;

import dev.sojourn.ledger.ChainHead;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.ChainStore;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.Tombstone;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which policy versions were in force here: each is entered once, and one name never stands for two contents. */
final class PolicyHistory {

    private static final int PAGE = 1_000;

    private final Ledger ledger;
    private final ChainStore chains;
    private final UnitOfWork work;

    PolicyHistory(Ledger ledger, ChainStore chains, UnitOfWork work) {
        this.ledger = ledger;
        this.chains = chains;
        this.work = work;
    }

    /**
     * Looks a policy's version up, and enters it if it is new.
     *
     * @param policy the policy to be in force
     * @param mayStart false when something else already stands in the way: nothing is entered then
     * @return a fault when the version was entered with another content
     */
    Optional<Fault> enter(Policy policy, boolean mayStart) {
        Optional<String> digest = digestOf(policy.version());
        if (digest.isEmpty() && mayStart) {
            digest = work.run(() -> enterIfStillNew(policy));
        }
        return digest.filter(entered -> !entered.equals(policy.digest()))
                .map(other -> new Fault(
                        "policy version '" + policy.version() + "'",
                        "was in force here before with another content (digest " + other + ", now " + policy.digest()
                                + ")",
                        "give the changed policy a version name of its own"));
    }

    /** Another node may have entered it since: only under the chain's lock is the answer final. */
    private Optional<String> enterIfStillNew(Policy policy) {
        ledger.lock(ChainId.INSTALLATION);
        Optional<String> digest = digestOf(policy.version());
        if (digest.isEmpty()) {
            ledger.append(
                    ChainId.INSTALLATION,
                    EntryKind.POLICY_IN_FORCE,
                    Map.of("policy", policy.name(), "version", policy.version(), "digest", policy.digest()),
                    Map.of());
        }
        return digest;
    }

    private Optional<String> digestOf(String version) {
        return work.run(() -> {
            Optional<Tombstone> tombstone =
                    chains.head(ChainId.INSTALLATION, ChainStore.NOW).flatMap(ChainHead::tombstone);
            PolicyFold.Versions versions = new PolicyFold()
                    .of(
                            ChainId.INSTALLATION,
                            tombstone
                                    .map(stone -> stone.state().getOrDefault(PolicyFold.NAME, ""))
                                    .orElse(""));
            long after = 0;
            List<LedgerEntry> page = ledger.read(ChainId.INSTALLATION, after, PAGE);
            while (!page.isEmpty()) {
                page.forEach(versions::add);
                after = page.get(page.size() - 1).number();
                page = ledger.read(ChainId.INSTALLATION, after, PAGE);
            }
            return versions.digestOf(version);
        });
    }
}
