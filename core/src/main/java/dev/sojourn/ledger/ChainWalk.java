package dev.sojourn.ledger;

import dev.sojourn.ledger.Breach.Kind;
import java.util.Optional;
import java.util.stream.LongStream;

/** Walks one chain, link by link, and stops at the first that is wrong. */
final class ChainWalk {

    /** How far to either side an entry that stands in another's place is looked for. */
    private static final long NEIGHBOURHOOD = 1_000;

    private final ChainId chain;
    private long number;
    private String hash;

    ChainWalk(ChainId chain, long number, String hash) {
        this.chain = chain;
        this.number = number;
        this.hash = hash;
    }

    long number() {
        return number;
    }

    String hash() {
        return hash;
    }

    /** Takes one step, unless the link is wrong. */
    Optional<Breach> step(Link link) {
        Optional<Breach> breach = judge(link);
        if (breach.isEmpty()) {
            number = link.number();
            hash = link.hash();
        }
        return breach;
    }

    /** Whether the walk ended where the head says. */
    Optional<Breach> end(long headNumber, String headHash) {
        if (headNumber > number) {
            return breach(Kind.MISSING, number + 1, "the head names entry " + headNumber + " as the last");
        }
        if (headNumber < number) {
            return breach(Kind.HEAD_MISMATCH, headNumber + 1, "the head names entry " + headNumber + " as the last");
        }
        return headHash.equals(hash)
                ? Optional.empty()
                : breach(Kind.HEAD_MISMATCH, number, "the head names another hash than the last entry's");
    }

    private Optional<Breach> judge(Link link) {
        long expected = number + 1;
        if (!link.chain().equals(chain)) {
            return breach(Kind.FOREIGN, expected, "an entry of another chain stands here");
        }
        if (link.number() < expected) {
            return breach(Kind.FOREIGN, link.number(), "an entry stands before the one that must come next");
        }
        if (link.number() > expected) {
            return breach(Kind.MISSING, expected, "entry " + link.number() + " comes next");
        }
        boolean follows = link.previous().equals(hash);
        if (link.isWhole()) {
            return follows
                    ? Optional.empty()
                    : breach(Kind.FOREIGN, expected, "it names another predecessor than the entry before it");
        }
        if (follows || link.isWholeAs(expected, hash)) {
            return breach(Kind.BROKEN_HASH, expected, "its parts do not give its hash");
        }
        return LongStream.rangeClosed(Math.max(1, expected - NEIGHBOURHOOD), expected + NEIGHBOURHOOD)
                .filter(place -> link.isWholeAs(place, link.previous()))
                .mapToObj(place -> breach(Kind.REORDERED, expected, "entry " + place + " stands here"))
                .findFirst()
                .orElseGet(() -> breach(Kind.FOREIGN, expected, "neither its hash nor its predecessor is right"));
    }

    private Optional<Breach> breach(Kind kind, long at, String detail) {
        return Optional.of(Breach.in(chain, kind, at, detail));
    }
}
