package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.memory.InMemoryRecords;
import dev.sojourn.memory.InMemoryRecordsBuilder;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a preview names goes, what it does not name stays, and both are what somebody with a calendar would have said. */
class PreviewIsTheRunTest {

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void onTwelveModelsWithRandomRulesAndHistories(@ForAll long seed) {
        for (PreviewModel model : PreviewModel.values()) {
            PreviewModelsContract.run(model, seed, new InMemory());
        }
    }

    @Test
    void isAskedOfHistoriesInWhichSomeRowsGoAndOthersStay() {
        for (PreviewModel model : PreviewModel.values()) {
            long mixed = LongStream.range(0, 40)
                    .filter(seed -> PreviewModelsContract.run(model, seed, new InMemory()))
                    .count();
            assertThat(mixed).as("%s", model).isGreaterThan(8);
        }
    }

    /** A row of the host's. */
    private record Item(
            long id,
            DataSubject subject,
            @Nullable Instant at,
            @Nullable LocalDate day) {}

    /** What an item owns. */
    private record Paper(long id, long item, @Nullable LocalDate issued) {}

    /** One host, begun once. */
    private static final class InMemory implements PreviewFixture {
        private final InMemoryStores stores = new InMemoryStores();
        private @Nullable InMemoryRecords<Item> items;
        private @Nullable InMemoryRecords<Paper> papers;

        @Override
        public void begin(String model, Map<String, String> bindings) {
            InMemoryRecordsBuilder<Item> kind = InMemoryRecords.of(Item.class, Long.class, Item::id)
                    .tenant(item -> item.subject().tenant())
                    .subject(Item::subject)
                    .moment("at", Item::at)
                    .day("day", Item::day);
            if (model.equals("OWNING")) {
                papers = InMemoryRecords.of(Paper.class, Long.class, Paper::id)
                        .day("issued", Paper::issued)
                        .retained("paper", "issued")
                        .in(stores);
                kind.owning(papers, Paper::item);
            }
            bindings.forEach((rule, attribute) -> {
                if (attribute.isEmpty()) {
                    kind.retained(rule);
                } else {
                    kind.retained(rule, attribute);
                }
            });
            items = kind.in(stores);
        }

        @Override
        public Sojourn.Builder over(Sojourn.Builder builder) {
            return papers == null
                    ? builder.stores(stores).data(items)
                    : builder.stores(stores).data(items, papers);
        }

        @Override
        public void item(long number, DataSubject subject, @Nullable Instant at, @Nullable LocalDate day) {
            items.put(new Item(number, subject, at, day));
        }

        @Override
        public void paper(long number, long item, @Nullable LocalDate issued) {
            papers.put(new Paper(number, item, issued));
        }

        @Override
        public Set<Long> items() {
            Set<Long> numbers = new TreeSet<>();
            items.all().forEach(item -> numbers.add(item.id()));
            return numbers;
        }
    }
}
