package dev.sojourn.memory;

import dev.sojourn.ledger.PolicyArchive;
import dev.sojourn.policy.Notice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class InMemoryArchive implements PolicyArchive {

    private final InMemoryUnitOfWork work;
    private final Map<String, PolicyText> policies = new HashMap<>();
    private final Map<String, String> notices = new HashMap<>();

    InMemoryArchive(InMemoryUnitOfWork work) {
        this.work = work;
    }

    @Override
    public void keep(PolicyText policy, List<Notice> shown) {
        work.run(() -> {
            keep(policies, policy.digest(), policy);
            shown.forEach(notice -> keep(notices, notice.digest(), notice.text()));
            return policy;
        });
    }

    @Override
    public Optional<PolicyText> policy(String digest) {
        return work.run(() -> Optional.ofNullable(policies.get(digest)));
    }

    @Override
    public Optional<String> notice(String digest) {
        return work.run(() -> Optional.ofNullable(notices.get(digest)));
    }

    private <T> void keep(Map<String, T> kept, String digest, T text) {
        if (kept.putIfAbsent(digest, text) == null) {
            work.undo(() -> kept.remove(digest));
        }
    }
}
