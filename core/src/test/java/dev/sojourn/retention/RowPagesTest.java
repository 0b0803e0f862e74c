package dev.sojourn.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowPagesTest {

    private final List<RowKey> keys =
            LongStream.range(0, 25).mapToObj(id -> new RowKey("Row", id)).toList();
    private final List<List<RowKey>> asked = new ArrayList<>();

    @Test
    void readsEachPageOnceAndHoldsOne() {
        RowPages pages = new RowPages(keys, 10, this::read);

        assertThat(pages).extracting(DataRow::key).containsExactlyElementsOf(keys);
        assertThat(asked).extracting(List::size).containsExactly(10, 10, 5);
    }

    @Test
    void namesTheKeysOfAllAndReadsNone() {
        DataRow parent =
                new DataRow(new RowKey("Parent", 1L), "", List.of(), Map.of(), new RowPages(keys, 10, this::read));

        assertThat(parent.childKeys()).isEqualTo(keys);
        assertThat(parent.children()).hasSize(25).hasToString("25 rows");
        assertThat(asked).isEmpty();
    }

    @Test
    void knowsNothingOfARowThatWent() {
        RowPages pages = new RowPages(keys, 10, some -> read(some.subList(1, some.size())));

        assertThat(pages.get(10)).isEqualTo(new DataRow(keys.get(10), "", List.of(), Map.of(), List.of()));
        assertThat(pages.get(11).tenant()).isEqualTo("read");
    }

    @Test
    void readsAtLeastOneAtATime() {
        assertThatThrownBy(() -> new RowPages(keys, 0, this::read))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 rows");
    }

    @Test
    void namesChildrenAtAnyDepth() {
        DataRow grandchild = new DataRow(keys.get(2), "", List.of(), Map.of(), List.of());
        DataRow child = new DataRow(keys.get(1), "", List.of(), Map.of(), List.of(grandchild));
        DataRow row = new DataRow(keys.get(0), "", List.of(), Map.of(), List.of(child));

        assertThat(row.childKeys()).containsExactly(keys.get(1), keys.get(2));
    }

    private List<DataRow> read(List<RowKey> some) {
        asked.add(some);
        return some.stream()
                .map(key -> new DataRow(key, "read", List.of(), Map.of(), List.of()))
                .toList();
    }
}
