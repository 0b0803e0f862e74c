package dev.sojourn;

import dev.sojourn.ledger.ChainFold;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.processing.PolicyInForce;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which policy versions were in force here and since when, and under which key suppressions are kept, also after the
 * ledger dropped the entries that say so.
 */
final class PolicyFold implements ChainFold {

    static final String NAME = "policies";

    /** The digest of the policy alone, where rules written on entities joined it. */
    static final String DECLARED = "declared";

    /** What tells one suppression key from another. */
    static final String CHECK = "check";

    private static final String VERSION_LINE = "version";
    private static final String KEY_LINE = "key";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Versions of(ChainId chain, String state) {
        return new Versions(state);
    }

    /** The versions so far, in the order entered; of two digests for one name, the first counts. */
    static final class Versions implements Folding {
        private final List<PolicyInForce> entered = new ArrayList<>();
        private Optional<String> key = Optional.empty();

        private Versions(String state) {
            state.lines().map(line -> line.split(" ", -1)).forEach(this::read);
        }

        private void read(String[] parts) {
            if (parts.length == 5 && parts[0].equals(VERSION_LINE)) {
                entered.add(new PolicyInForce(
                        Instant.parse(parts[1]),
                        URLDecoder.decode(parts[2], StandardCharsets.UTF_8),
                        parts[3],
                        parts[4]));
            } else if (parts.length == 2 && parts[0].equals(KEY_LINE)) {
                key = Optional.of(parts[1]);
            } else {
                throw new IllegalArgumentException(
                        "a tombstone's policies cannot be read: a line is neither a version nor a key");
            }
        }

        Optional<PolicyInForce> first(String version) {
            return entered.stream().filter(one -> one.version().equals(version)).findFirst();
        }

        Optional<PolicyInForce> last() {
            return entered.isEmpty() ? Optional.empty() : Optional.of(entered.get(entered.size() - 1));
        }

        /** What was in force at an instant. */
        Optional<PolicyInForce> at(Instant instant) {
            return entered.stream().filter(one -> !one.since().isAfter(instant)).reduce((earlier, later) -> later);
        }

        Optional<String> key() {
            return key;
        }

        @Override
        public void add(LedgerEntry entry) {
            if (entry.kind() == EntryKind.POLICY_IN_FORCE) {
                String digest = entry.body().getOrDefault("digest", "");
                entered.add(new PolicyInForce(
                        entry.at(),
                        entry.body().getOrDefault("version", ""),
                        digest,
                        entry.body().getOrDefault(DECLARED, digest)));
            } else if (entry.kind() == EntryKind.SUPPRESSION_KEY_IN_USE) {
                key = Optional.ofNullable(entry.body().get(CHECK));
            }
        }

        @Override
        public String state() {
            Stream<String> versions = entered.stream()
                    .map(one -> String.join(
                            " ",
                            VERSION_LINE,
                            one.since().toString(),
                            URLEncoder.encode(one.version(), StandardCharsets.UTF_8),
                            one.digest(),
                            one.declared()));
            return Stream.concat(versions, key.stream().map(check -> KEY_LINE + " " + check))
                    .collect(Collectors.joining("\n"));
        }

        @Override
        public OptionalLong firstInForce() {
            return OptionalLong.empty();
        }

        @Override
        public Optional<String> difference() {
            return Optional.empty();
        }
    }
}
