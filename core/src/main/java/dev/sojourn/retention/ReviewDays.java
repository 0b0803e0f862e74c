package dev.sojourn.retention;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.policy.RetentionRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** When rows whose trigger may never come are due for review: again and again since a policy first came into force. */
final class ReviewDays {

    private static final int PAGE = 100;

    private final LocalDate first;
    private final LocalDate today;

    private ReviewDays(LocalDate first, LocalDate today) {
        this.first = first;
        this.today = today;
    }

    static ReviewDays read(Ledger ledger, ZoneId zone, Instant at) {
        long after = 0;
        List<LedgerEntry> page;
        do {
            page = ledger.read(ChainId.INSTALLATION, after, PAGE);
            for (LedgerEntry entry : page) {
                if (entry.kind() == EntryKind.POLICY_IN_FORCE) {
                    return new ReviewDays(LocalDate.ofInstant(entry.at(), zone), LocalDate.ofInstant(at, zone));
                }
                after = entry.number();
            }
        } while (page.size() == PAGE);
        return new ReviewDays(LocalDate.ofInstant(at, zone), LocalDate.ofInstant(at, zone));
    }

    /** The latest review day that has come; each is counted from the first day, so that none drifts. */
    Optional<LocalDate> lastOf(RetentionRule rule) {
        Optional<LocalDate> last = Optional.empty();
        if (rule.review().isPresent()) {
            Period interval = rule.review().get();
            for (int i = 1; !first.plus(interval.multipliedBy(i)).isAfter(today); i++) {
                last = Optional.of(first.plus(interval.multipliedBy(i)));
            }
        }
        return last;
    }
}
