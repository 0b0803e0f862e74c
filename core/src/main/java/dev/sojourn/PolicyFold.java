package dev.sojourn;

import dev.sojourn.ledger.ChainFold;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which policy versions were ever in force here, by name and digest, also after the ledger dropped their entries. */
final class PolicyFold implements ChainFold {

    static final String NAME = "policies";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Versions of(ChainId chain, String state) {
        return new Versions(state);
    }

    /** The versions so far; of two digests for one name, the first counts. */
    static final class Versions implements Folding {
        private final Map<String, String> digests = new TreeMap<>();

        private Versions(String state) {
            state.lines().forEach(line -> {
                int equals = line.indexOf('=');
                if (equals < 0) {
                    throw new IllegalArgumentException("a tombstone's policies cannot be read: a line has no '='");
                }
                String version = URLDecoder.decode(line.substring(0, equals), StandardCharsets.UTF_8);
                digests.put(version, line.substring(equals + 1));
            });
        }

        Optional<String> digestOf(String version) {
            return Optional.ofNullable(digests.get(version));
        }

        @Override
        public void add(LedgerEntry entry) {
            if (entry.kind() == EntryKind.POLICY_IN_FORCE) {
                digests.putIfAbsent(
                        entry.body().getOrDefault("version", ""), entry.body().getOrDefault("digest", ""));
            }
        }

        @Override
        public String state() {
            return digests.entrySet().stream()
                    .map(one -> URLEncoder.encode(one.getKey(), StandardCharsets.UTF_8) + "=" + one.getValue())
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
