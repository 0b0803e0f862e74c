package dev.sojourn.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Property
    void knowsEveryIdItWasToldAndNoOther(@ForAll @Size(max = 40) Set<String> ids, @ForAll String other) {
        Map<String, Integer> expected = new HashMap<>();
        ids.forEach(id -> expected.put(id, expected.size()));
        Numbers numbers = new Numbers(expected);
        expected.forEach((id, number) -> assertThat(numbers.of(id)).isEqualTo(number));
        assertThat(numbers.of(other)).isEqualTo(expected.getOrDefault(other, Numbers.NONE));
    }

    @Test
    void tellsIdsOfOneHashApart() {
        Numbers numbers = new Numbers(Map.of("Aa", 0, "BB", 1));
        assertThat(numbers.of("Aa")).isZero();
        assertThat(numbers.of("BB")).isEqualTo(1);
        assertThat(numbers.of("C#")).isEqualTo(Numbers.NONE);
    }
}
