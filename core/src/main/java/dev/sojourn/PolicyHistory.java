package dev.sojourn;

import dev.sojourn.ledger.ChainHead;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.ChainStore;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.PolicyArchive;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Policy;
import dev.sojourn.processing.PolicyInForce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which policy versions were in force here, and since when: one name never stands for two contents, and each is kept
 * whole. Under which key suppressions are kept stands beside it, since another key finds none of them.
 */
final class PolicyHistory {

    private static final int PAGE = 1_000;

    private final Ledger ledger;
    private final ChainStore chains;
    private final PolicyArchive archive;
    private final UnitOfWork work;

    PolicyHistory(Ledger ledger, ChainStore chains, PolicyArchive archive, UnitOfWork work) {
        this.ledger = ledger;
        this.chains = chains;
        this.archive = archive;
        this.work = work;
    }

    /** What was in force at an instant. */
    Optional<PolicyInForce> at(Instant instant) {
        return read().at(instant);
    }

    /**
     * Looks versions and the key up, and enters the policy if another one, or none, was in force last.
     *
     * @param policy the policy to be in force
     * @param declared the same without the rules written on entities
     * @param former earlier versions
     * @param key what tells the suppression key from others; empty when there is none
     * @param appearing hears every text of a notice never kept here before, once the policy is entered
     * @param mayStart false when something else already stands in the way: nothing is entered then
     * @return what stands in the way
     */
    List<Fault> enter(
            Policy policy,
            Policy declared,
            List<Policy> former,
            Optional<String> key,
            Consumer<Notice> appearing,
            boolean mayStart) {
        PolicyFold.Versions known = read();
        List<Fault> faults = faults(known, policy, former, key);
        boolean isNew = !isInForce(known, policy) || !known.key().equals(key);
        if (!mayStart || !faults.isEmpty() || !isNew) {
            return faults;
        }
        return work.run(() -> enterIfStillNew(policy, declared, former, key, appearing));
    }

    /** Another node may have entered it since: only under the chain's lock is the answer final. */
    private List<Fault> enterIfStillNew(
            Policy policy, Policy declared, List<Policy> former, Optional<String> key, Consumer<Notice> appearing) {
        ledger.lock(ChainId.INSTALLATION);
        PolicyFold.Versions known = read();
        List<Fault> faults = faults(known, policy, former, key);
        if (faults.isEmpty() && !isInForce(known, policy)) {
            tell(policy, appearing);
            archive.keep(
                    new PolicyArchive.PolicyText(policy.digest(), policy.name(), policy.version(), policy.canonical()),
                    policy.notices());
            ledger.append(ChainId.INSTALLATION, EntryKind.POLICY_IN_FORCE, facts(policy, declared), Map.of());
        }
        if (faults.isEmpty() && !known.key().equals(key)) {
            ledger.append(
                    ChainId.INSTALLATION,
                    EntryKind.SUPPRESSION_KEY_IN_USE,
                    Map.of(PolicyFold.CHECK, key.orElseThrow()),
                    Map.of());
        }
        return faults;
    }

    private void tell(Policy policy, Consumer<Notice> appearing) {
        policy.notices().stream()
                .filter(notice -> archive.notice(notice.digest()).isEmpty())
                .forEach(notice -> work.afterCompletion(committed -> {
                    if (committed) {
                        appearing.accept(notice);
                    }
                }));
    }

    private static boolean isInForce(PolicyFold.Versions known, Policy policy) {
        return known.last()
                .filter(last -> last.digest().equals(policy.digest()))
                .isPresent();
    }

    private static Map<String, String> facts(Policy policy, Policy declared) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("policy", policy.name());
        facts.put("version", policy.version());
        facts.put("digest", policy.digest());
        if (!declared.digest().equals(policy.digest())) {
            facts.put(PolicyFold.DECLARED, declared.digest());
        }
        return facts;
    }

    private static List<Fault> faults(
            PolicyFold.Versions known, Policy policy, List<Policy> former, Optional<String> key) {
        List<Fault> faults = new ArrayList<>();
        known.first(policy.version())
                .filter(first -> !first.digest().equals(policy.digest()))
                .ifPresent(first -> faults.add(otherContent(policy, first.digest())));
        former.forEach(earlier -> known.first(earlier.version())
                .filter(first -> !first.digest().equals(earlier.digest())
                        && !first.declared().equals(earlier.digest()))
                .ifPresent(first -> faults.add(otherContent(earlier, first.declared()))));
        if (known.key().isPresent() && !known.key().equals(key)) {
            faults.add(new Fault(
                    "suppressionKey",
                    key.isEmpty()
                            ? "is missing, and what erased people refused is kept here under one"
                            : "is another one than what erased people refused is kept under here",
                    "give the key this database was used with before: without it nobody finds their refusals"));
        }
        return faults;
    }

    private static Fault otherContent(Policy policy, String entered) {
        return new Fault(
                "policy version '" + policy.version() + "'",
                "was in force here before with another content (digest " + entered + ", now " + policy.digest() + ")",
                "give the changed policy a version name of its own");
    }

    private PolicyFold.Versions read() {
        return work.run(() -> {
            String dropped = chains.head(ChainId.INSTALLATION, ChainStore.NOW)
                    .flatMap(ChainHead::tombstone)
                    .map(stone -> stone.state().getOrDefault(PolicyFold.NAME, ""))
                    .orElse("");
            PolicyFold.Versions known = new PolicyFold().of(ChainId.INSTALLATION, dropped);
            long after = 0;
            List<LedgerEntry> page = ledger.read(ChainId.INSTALLATION, after, PAGE);
            while (!page.isEmpty()) {
                page.forEach(known::add);
                after = page.get(page.size() - 1).number();
                page = ledger.read(ChainId.INSTALLATION, after, PAGE);
            }
            return known;
        });
    }
}
