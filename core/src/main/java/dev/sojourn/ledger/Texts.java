package dev.sojourn.ledger;

import dev.sojourn.ledger.Breach.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the texts beside a chain's entries with the salted digests in them; remembers only texts that are gone. */
final class Texts {

    private final ChainId chain;
    private final long start;
    private final TreeMap<Long, TreeSet<String>> gone = new TreeMap<>();

    Texts(ChainId chain, long start) {
        this.chain = chain;
        this.start = start;
    }

    /** Takes the next entries, and all texts that stand beside them or between them. */
    Optional<Breach> check(List<LedgerEntry> entries, List<Attachment> attachments) {
        Map<Long, Map<String, Attachment>> beside = new TreeMap<>();
        attachments.forEach(one ->
                beside.computeIfAbsent(one.number(), number -> new HashMap<>()).put(one.name(), one));
        for (LedgerEntry entry : entries) {
            Map<String, Attachment> texts = beside.getOrDefault(entry.number(), Map.of());
            Optional<Breach> breach = compare(entry, texts).or(() -> resolve(entry));
            if (breach.isPresent()) {
                return breach;
            }
            beside.remove(entry.number());
        }
        return beside.keySet().stream().findFirst().flatMap(number -> breach(number, "a text stands beside no entry"));
    }

    /** Whether every text that is gone was removed by an entry that says so. */
    Optional<Breach> end() {
        return gone.entrySet().stream()
                .findFirst()
                .flatMap(one -> breach(
                        one.getKey(), "the text " + one.getValue().first() + " is gone, and no entry removed it"));
    }

    private Optional<Breach> compare(LedgerEntry entry, Map<String, Attachment> texts) {
        int found = 0;
        for (Map.Entry<String, String> fact : entry.body().entrySet()) {
            if (fact.getKey().endsWith(Attachment.SUFFIX)) {
                String name = fact.getKey().substring(0, fact.getKey().length() - Attachment.SUFFIX.length());
                Attachment text = texts.get(name);
                if (text == null) {
                    gone.computeIfAbsent(entry.number(), number -> new TreeSet<>())
                            .add(name);
                } else if (!fact.getValue().equals(CanonicalForm.detached(text.salt(), text.text()))) {
                    return breach(entry.number(), "the text " + name + " is not the one whose digest the entry holds");
                } else {
                    found++;
                }
            }
        }
        return found == texts.size()
                ? Optional.empty()
                : breach(entry.number(), "a text stands beside the entry of which it holds no digest");
    }

    private Optional<Breach> resolve(LedgerEntry entry) {
        if (entry.kind() != EntryKind.TEXT_REMOVED) {
            return Optional.empty();
        }
        long number = entry.numberIn(Ledger.REMOVED_FROM);
        String name = entry.body().getOrDefault(Ledger.REMOVED_NAME, "");
        if (number <= start) {
            return Optional.empty();
        }
        TreeSet<String> names = gone.getOrDefault(number, new TreeSet<>());
        if (!names.remove(name)) {
            return breach(number, "the text " + name + " is there, though entry " + entry.number() + " removed it");
        }
        if (names.isEmpty()) {
            gone.remove(number);
        }
        return Optional.empty();
    }

    private Optional<Breach> breach(long number, String detail) {
        return Optional.of(Breach.in(chain, Kind.TEXT_MISMATCH, number, detail));
    }
}
