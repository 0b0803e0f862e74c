package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdTypeTest {

    @Test
    void readsWhatItsTypeWouldWrite() {
        UUID id = UUID.randomUUID();
        assertThat(IdType.STRING.parse("u-17")).contains("u-17");
        assertThat(IdType.LONG.parse("-17")).contains(-17L);
        assertThat(IdType.INTEGER.parse("17")).contains(17);
        assertThat(IdType.UNIVERSAL.parse(id.toString())).contains(id);
    }

    @ParameterizedTest
    @CsvSource({
        "LONG, abc",
        "LONG, 007",
        "LONG, +7",
        "LONG, 9223372036854775808",
        "INTEGER, 2147483648",
        "INTEGER, ' 1'",
        "UNIVERSAL, 1-1-1-1-1",
        "UNIVERSAL, 00000000-0000-0000-0000-00000000000A"
    })
    void takesNoTextForAnotherSubjectsId(IdType type, String text) {
        assertThat(type.parse(text)).isEmpty();
    }
}
