package dev.sojourn.ledger;

/**
 * What a checkpoint at one position covers.
 *
 * @param chains how many chains
 * @param heads the Merkle root over their heads
 * @param tombstones the Merkle root over their tombstones
 * @param lost the highest checkpoint named by a tombstone that stands where a chain ended at the position
 * @param trimmed the highest checkpoint named by any tombstone; 0 when there is none
 */
record Cover(long chains, String heads, String tombstones, long lost, long trimmed) {

    static Cover at(long position, ChainStore store, UnitOfWork work) {
        MerkleTree heads = new MerkleTree();
        MerkleTree tombstones = new MerkleTree();
        long lost = 0;
        long trimmed = 0;
        Pages<ChainHead> all = pages(position, store, work);
        while (all.hasNext()) {
            ChainHead head = all.next();
            heads.add(CanonicalForm.head(head.chain(), head.number(), head.hash()));
            if (head.tombstone().isPresent()) {
                Tombstone tombstone = head.tombstone().get();
                tombstones.add(CanonicalForm.head(head.chain(), tombstone.number(), tombstone.seal()));
                trimmed = Math.max(trimmed, tombstone.checkpoint());
                if (tombstone.number() == head.number()) {
                    lost = Math.max(lost, tombstone.checkpoint());
                }
            }
        }
        return new Cover(heads.leaves(), heads.root(), tombstones.root(), lost, trimmed);
    }

    static Pages<ChainHead> pages(long position, ChainStore store, UnitOfWork work) {
        return new Pages<>(after -> work.runNew(() -> store.heads(position, after.map(ChainHead::chain), Pages.SIZE)));
    }
}
