package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class FactsTest {

    @Property(tries = 500)
    void readsWhateverItWrote(@ForAll @Size(max = 5) Map<String, String> facts) {
        SortedMap<String, String> sorted = new TreeMap<>(facts);
        assertThat(Facts.read(Facts.write(sorted))).isEqualTo(sorted);
    }

    @Property(tries = 500)
    void readsWhateverItWroteOfTheCharactersThatMeanSomething(
            @ForAll @CharRange(from = '\n', to = '\r') @CharRange(from = '<', to = '>') @StringLength(max = 8)
                    String name,
            @ForAll @CharRange(from = '\0', to = '\r') @CharRange(from = 'Z', to = 'e') String value) {
        SortedMap<String, String> facts = new TreeMap<>(Map.of(name, value, name + "\\", "\\n" + value));
        assertThat(Facts.read(Facts.write(facts))).isEqualTo(facts);
    }

    @Example
    void isALineForEachFact() {
        assertThat(Facts.write(new TreeMap<>(Map.of("purpose", "newsletter", "act", "a=b\nc"))))
                .isEqualTo("act=a=b\\nc\npurpose=newsletter\n");
    }

    @Example
    void holdsNoCharacterThatPostgreSqlRefuses() {
        assertThat(Facts.write(new TreeMap<>(Map.of("a", "\0")))).doesNotContain("\0");
    }
}
