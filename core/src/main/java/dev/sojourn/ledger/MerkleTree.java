package dev.sojourn.ledger;

import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/**
 * The root over a sequence of leaves, taken in one pass and little memory.
 *
 * <p>A leaf's hash is SHA-256 over a zero byte and the leaf; a node's is SHA-256 over a one byte and the two hashes below
 * it, the left one first. The left side of every node is the largest complete tree that leaves something for the right.
 * No leaves give SHA-256 over nothing.
 */
final class MerkleTree {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private record Subtree(byte[] hash, int height) {}

    private final MessageDigest digest = CanonicalForm.digest();
    private final Deque<Subtree> complete = new ArrayDeque<>();
    private long leaves;

    void add(byte[] leaf) {
        leaves++;
        digest.update(LEAF);
        Subtree tree = new Subtree(digest.digest(leaf), 0);
        while (!complete.isEmpty() && complete.element().height() == tree.height()) {
            tree = join(complete.pop(), tree);
        }
        complete.push(tree);
    }

    long leaves() {
        return leaves;
    }

    String root() {
        if (complete.isEmpty()) {
            return HexFormat.of().formatHex(digest.digest());
        }
        Deque<Subtree> rest = new ArrayDeque<>(complete);
        Subtree tree = rest.pop();
        while (!rest.isEmpty()) {
            tree = join(rest.pop(), tree);
        }
        return HexFormat.of().formatHex(tree.hash());
    }

    private Subtree join(Subtree left, Subtree right) {
        digest.update(NODE);
        digest.update(left.hash());
        return new Subtree(digest.digest(right.hash()), left.height() + 1);
    }
}
